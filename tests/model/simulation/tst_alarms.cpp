// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/alarm_state.h"
#include "tests/model/simulation/play_group.h"

#include <cmath>

using namespace skydraft;
using namespace skydraft::testing;

/// CloudWatch alarms: periods, datapoints, what is missing.
class TestAlarms : public QObject
{
    Q_OBJECT

private slots:
    void missingData_data();
    void missingData();
    void statistics_data();
    void statistics();
    void aBurntProcessorRingsByTheEndOfItsPeriod_data();
    void aBurntProcessorRingsByTheEndOfItsPeriod();
    void basicMonitoringTellsEveryFiveMinutes();
    void twoOfThreePeriodsAreEnough();
    void requestsErrorsAndTimesOfABalancer();
    void unhealthyHostsAreCounted();
    void whatNobodyTellsStaysWithoutData();
    void shortPeriodsOfAMinutesMetricHaveGaps();
    void onlyConfirmedSubscriptionsHear();
};

namespace {

Json alarm(const char* target, const char* metric, const char* statistic, double threshold,
           Json more = Json::object())
{
    Json properties = {{"target", target},       {"metric", metric},
                       {"statistic", statistic}, {"threshold", threshold},
                       {"period_s", 60},         {"comparison", "greater_than_or_equal"}};
    properties.update(more);
    return properties;
}

/// The states of an alarm: "120 ALARM, 300 OK".
QString historyOf(const SimulationResult& result, const char* name)
{
    QStringList changes;
    for (const AlarmEvent& event : result.alarms)
        if (event.alarm == name)
            changes << QString::number(event.atS)
                           + (event.to == AlarmState::Alarm ? QStringLiteral(" ALARM")
                              : event.to == AlarmState::Ok  ? QStringLiteral(" OK")
                                                            : QStringLiteral(" INSUFFICIENT_DATA"));
    return changes.join(QStringLiteral(", "));
}

} // namespace

void TestAlarms::missingData_data()
{
    // The tables of the Amazon CloudWatch user guide, "How alarm state is evaluated when data is
    // missing": the oldest datapoint first, X breaches, 0 does not, - is missing. The state before
    // is OK, so that "retain" shows as OK; a second column has it as ALARM.
    QTest::addColumn<QString>("points");
    QTest::addColumn<int>("datapointsToAlarm");
    QTest::addColumn<QString>("missing");
    QTest::addColumn<QString>("ignore");
    QTest::addColumn<QString>("breaching");
    QTest::addColumn<QString>("notBreaching");
    const auto row = [](const char* points, int m, const char* missing, const char* ignore,
                        const char* breaching, const char* notBreaching) {
        QTest::addRow("%d of 3: %s", m, points)
            << QString::fromLatin1(points) << m << QString::fromLatin1(missing)
            << QString::fromLatin1(ignore) << QString::fromLatin1(breaching)
            << QString::fromLatin1(notBreaching);
    };
    row("0-X-X", 3, "OK", "OK", "OK", "OK");
    row("0----", 3, "OK", "OK", "OK", "OK");
    row("-----", 3, "NONE", "KEEP", "ALARM", "OK");
    row("0XX-X", 3, "ALARM", "ALARM", "ALARM", "ALARM");
    row("----X", 3, "NONE", "KEEP", "ALARM", "OK");
    row("X----", 3, "ALARM", "KEEP", "ALARM", "OK");
    row("0-X-X", 2, "ALARM", "ALARM", "ALARM", "ALARM");
    row("00X0X", 2, "ALARM", "ALARM", "ALARM", "ALARM");
    row("0-X--", 2, "OK", "OK", "ALARM", "OK");
    row("----0", 2, "OK", "OK", "ALARM", "OK");
    row("----X", 2, "NONE", "KEEP", "ALARM", "OK");
}

void TestAlarms::missingData()
{
    QFETCH(QString, points);
    QFETCH(int, datapointsToAlarm);
    QFETCH(QString, missing);
    QFETCH(QString, ignore);
    QFETCH(QString, breaching);
    QFETCH(QString, notBreaching);
    std::vector<Datapoint> recent;
    for (const QChar point : points)
        recent.push_back(point == QLatin1Char('-') ? Datapoint{}
                                                   : Datapoint{point == QLatin1Char('X') ? 9 : 1});
    const auto check = [&](MissingData treatment, const QString& expected) {
        const AlarmRule rule{ThresholdComparison::Greater, 5, 3,
                             static_cast<std::uint32_t>(datapointsToAlarm), treatment};
        for (const AlarmState before : {AlarmState::Ok, AlarmState::Alarm}) {
            const AlarmState after = stateAfter(rule, recent, before);
            const AlarmState wanted = expected == QStringLiteral("OK")      ? AlarmState::Ok
                                      : expected == QStringLiteral("ALARM") ? AlarmState::Alarm
                                      : expected == QStringLiteral("NONE")
                                          ? AlarmState::InsufficientData
                                          : before;
            QVERIFY2(after == wanted, qPrintable(expected));
        }
    };
    check(MissingData::Missing, missing);
    check(MissingData::Ignore, ignore);
    check(MissingData::Breaching, breaching);
    check(MissingData::NotBreaching, notBreaching);
}

void TestAlarms::statistics_data()
{
    QTest::addColumn<int>("statistic");
    QTest::addColumn<double>("expected");
    // 98 times 1, once 5 and once 50.
    QTest::newRow("average: (98 + 5 + 50) / 100") << int(Statistic::Average) << 1.53;
    QTest::newRow("sum") << int(Statistic::Sum) << 153.0;
    QTest::newRow("minimum") << int(Statistic::Minimum) << 1.0;
    QTest::newRow("maximum") << int(Statistic::Maximum) << 50.0;
    QTest::newRow("sample count") << int(Statistic::SampleCount) << 100.0;
    QTest::newRow("p99: the 99th of 100 is 5") << int(Statistic::Percentile99) << 5.0;
}

void TestAlarms::statistics()
{
    QFETCH(int, statistic);
    QFETCH(double, expected);
    PeriodSamples samples;
    QVERIFY(!samples.value(Statistic::Average));
    samples.add(50);
    samples.add(1, 98);
    samples.add(5);
    QCOMPARE(*samples.value(static_cast<Statistic>(statistic)), expected);
    samples.clear();
    QVERIFY(!samples.value(static_cast<Statistic>(statistic)));
}

void TestAlarms::aBurntProcessorRingsByTheEndOfItsPeriod_data()
{
    QTest::addColumn<int>("at");
    QTest::addColumn<int>("rings");
    // Average CPU >= 80 % over one period of 300 s; a burnt processor is at 100 %. A period in
    // which it burns for 240 s or more is an alarm: 100 % · 240 / 300 = 80 %.
    QTest::newRow("burns all the period from 300 s on") << 300 << 600;
    QTest::newRow("from 330 s: 270 of 300 s") << 330 << 600;
    QTest::newRow("from 360 s: 240 of 300 s, after 240 s") << 360 << 600;
    QTest::newRow("from 361 s: 239 of 300 s, after 539 s") << 361 << 900;
    QTest::newRow("from 450 s: half, the next period") << 450 << 900;
    QTest::newRow("from 599 s: the next period") << 599 << 900;
}

void TestAlarms::aBurntProcessorRingsByTheEndOfItsPeriod()
{
    QFETCH(int, at);
    QFETCH(int, rings);
    Drawing drawing = group({{"min", 1}, {"max", 3}, {"desired", 1}});
    drawing.add("busy", "cloudwatch.alarm", "",
                alarm("asg", "cpu", "average", 80, {{"period_s", 300}}));
    const SimulationResult result =
        play(drawing.build(),
             with(evenly(0, 1000), {{.atS = double(at), .kind = "cpu.burn", .target = "asg"}}));
    QCOMPARE(historyOf(result, "busy"), QStringLiteral("300 OK, %1 ALARM").arg(rings));
    QVERIFY(rings - at >= 240 && rings - at < 540);
}

void TestAlarms::basicMonitoringTellsEveryFiveMinutes()
{
    // One period of 60 s, but EC2 tells its CPU every 300 s. The burn begins at 310 s: the average
    // of 300 … 600 s is 97 %. After three minutes without data the alarm knows nothing (it looks
    // back over its one period and two more).
    const Json basic = station(100, 4, {{"detailed_monitoring", false}});
    Drawing drawing = group({{"min", 1}, {"max", 3}, {"desired", 1}}, basic);
    drawing.add("busy", "cloudwatch.alarm", "", alarm("asg", "cpu", "average", 80));
    const auto burnt = with(evenly(0, 800), {{.atS = 310, .kind = "cpu.burn", .target = "asg"}});
    QCOMPARE(historyOf(play(drawing.build(), burnt), "busy"),
             QStringLiteral("300 OK, 480 INSUFFICIENT_DATA, 600 ALARM, 780 INSUFFICIENT_DATA"));
    // With detailed monitoring the first whole minute is 360 … 420 s, but 50 of 60 s are 83 %.
    Drawing detailed = group({{"min", 1}, {"max", 3}, {"desired", 1}});
    detailed.add("busy", "cloudwatch.alarm", "", alarm("asg", "cpu", "average", 80));
    QCOMPARE(historyOf(play(detailed.build(), burnt), "busy"), QStringLiteral("60 OK, 360 ALARM"));
}

void TestAlarms::twoOfThreePeriodsAreEnough()
{
    // Burns during the minutes that end at 120 s and 240 s, not in the one between.
    Drawing drawing = group({{"min", 1}, {"max", 3}, {"desired", 1}});
    const Json two = {{"evaluation_periods", 3}, {"datapoints_to_alarm", 2}};
    drawing.add("two", "cloudwatch.alarm", "", alarm("asg", "cpu", "average", 80, two));
    drawing.add("three", "cloudwatch.alarm", "",
                alarm("asg", "cpu", "average", 80, {{"evaluation_periods", 3}}));
    const SimulationResult result = play(
        drawing.build(),
        with(evenly(0, 400), {{.atS = 60, .kind = "cpu.burn", .target = "asg", .durationS = 60},
                              {.atS = 180, .kind = "cpu.burn", .target = "asg", .durationS = 60}}));
    // X at 120 and 240 s: two of the last three at 240 s, one of them at 300 s.
    QCOMPARE(historyOf(result, "two"), QStringLiteral("60 OK, 240 ALARM, 300 OK"));
    QCOMPARE(historyOf(result, "three"), QStringLiteral("60 OK"));
}

void TestAlarms::requestsErrorsAndTimesOfABalancer()
{
    // 2/s, of 100 ms each with 3 ms there and back behind the balancer; from 120 s on one of two
    // members answers 500: 1/s fails.
    const Json member =
        station(100, 4, {{"service_time_distribution", "deterministic"}, {"network_delay_ms", 3}});
    Drawing drawing = group({{"min", 2}, {"max", 2}, {"desired", 2}}, member);
    drawing.add("many", "cloudwatch.alarm", "", alarm("lb", "request_rate", "sum", 120));
    drawing.add("one", "cloudwatch.alarm", "", alarm("lb", "request_rate", "average", 2));
    drawing.add("slow", "cloudwatch.alarm", "", alarm("lb", "response_time", "p99", 0.105));
    drawing.add("slower", "cloudwatch.alarm", "", alarm("tg", "response_time", "maximum", 0.107));
    drawing.add("wrong", "cloudwatch.alarm", "",
                alarm("lb", "errors", "sum", 25, {{"treat_missing_data", "not_breaching"}}));
    drawing.add("share", "cloudwatch.alarm", "", alarm("asg", "requests_per_target", "sum", 60));
    const SimulationResult result = play(
        drawing.build(), with(evenly(2, 420), {{.atS = 120, .kind = "http500", .target = "asg"}}));
    // The first arrives at 0.5 s, that of 60 s after the minute has ended: 119, then 120 a minute.
    QCOMPARE(historyOf(result, "many"), QStringLiteral("60 OK, 120 ALARM"));
    QCOMPARE(historyOf(result, "one"), QStringLiteral("60 OK"));     // each request counts 1
    QCOMPARE(historyOf(result, "slow"), QStringLiteral("60 ALARM")); // 106 ms
    QCOMPARE(historyOf(result, "slower"), QStringLiteral("60 OK"));
    QCOMPARE(historyOf(result, "share").left(5), QStringLiteral("60 OK"));
    // Errors begin at 120 s; the target is unhealthy after 30 … 60 s with some 30 … 60 of them.
    // Then nothing is told, and the last datapoint counts until it is three periods old.
    QCOMPARE(historyOf(result, "wrong"), QStringLiteral("60 OK, 180 ALARM, 360 OK"));
}

void TestAlarms::unhealthyHostsAreCounted()
{
    Drawing drawing = group({{"min", 2}, {"max", 2}, {"desired", 2}});
    drawing.add("sick", "cloudwatch.alarm", "", alarm("tg", "unhealthy_hosts", "maximum", 1));
    const SimulationResult result =
        play(drawing.build(),
             with(evenly(10, 300), {{.atS = 61, .kind = "process.stop", .target = "asg"}}));
    // Unhealthy after the second failed check, 30 … 60 s after 61 s: told at 120 s or 180 s.
    const double detected = 61 + result.incidents.front().detectedS;
    QCOMPARE(historyOf(result, "sick"),
             QStringLiteral("60 OK, %1 ALARM").arg(60 * std::ceil(detected / 60)));
}

void TestAlarms::whatNobodyTellsStaysWithoutData()
{
    Drawing drawing = group({{"min", 1}, {"max", 2}, {"desired", 1}});
    drawing.add("depth", "cloudwatch.alarm", "", alarm("asg", "queue_depth", "average", 1));
    drawing.add("careful", "cloudwatch.alarm", "",
                alarm("asg", "message_age", "average", 1, {{"treat_missing_data", "breaching"}}));
    const SimulationResult result = play(drawing.build(), evenly(1, 300));
    QCOMPARE(historyOf(result, "depth"), QString());
    QCOMPARE(historyOf(result, "careful"), QStringLiteral("60 ALARM"));
}

void TestAlarms::shortPeriodsOfAMinutesMetricHaveGaps()
{
    // Periods of 10 s, of which each sixth has the datapoint of its minute; two periods later it is
    // out of sight.
    Drawing drawing = group({{"min", 1}, {"max", 2}, {"desired", 1}});
    drawing.add("high", "cloudwatch.alarm", "",
                alarm("asg", "cpu", "average", 80, {{"period_s", 10}}));
    QCOMPARE(historyOf(play(drawing.build(), evenly(1, 130)), "high"),
             QStringLiteral("60 OK, 90 INSUFFICIENT_DATA, 120 OK"));
}

void TestAlarms::onlyConfirmedSubscriptionsHear()
{
    const auto played = [](bool isConfirmed) {
        Drawing drawing =
            group({{"min", 1}, {"max", 2}, {"desired", 1}, {"notification_topic", "mail"}});
        const Json subscription = {
            {"protocol", "email"}, {"endpoint", "ops@example.com"}, {"confirmed", isConfirmed}};
        drawing.add("mail", "sns.topic", "", {{"subscriptions", Json::array({subscription})}});
        drawing.add("busy", "cloudwatch.alarm", "",
                    alarm("asg", "cpu", "average", 80, {{"notification", "mail"}}));
        return play(drawing.build(),
                    with(evenly(0, 400), {{.atS = 60, .kind = "cpu.burn", .target = "asg"},
                                          {.atS = 130, .kind = "host.stop", .target = "asg"}}));
    };
    QVERIFY(played(false).notifications.empty());
    QStringList messages;
    for (const Notification& message : played(true).notifications) {
        QCOMPARE(message.topic, ResourceId{"mail"});
        QCOMPARE(message.recipients, std::vector<std::string>{"ops@example.com"});
        messages << QString::fromStdString(message.message.english());
    }
    QVERIFY(messages.contains(QStringLiteral("ALARM: \"busy\"")));
    QVERIFY(messages.contains(QStringLiteral("Auto Scaling: launch for group \"asg\": asg/2")));
    QVERIFY(
        messages.contains(QStringLiteral("Auto Scaling: termination for group \"asg\": asg/1")));
}

QTEST_APPLESS_MAIN(TestAlarms)
#include "tst_alarms.moc"
