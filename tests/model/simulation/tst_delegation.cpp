// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/regions.h"
#include "tests/model/simulation/play.h"

using namespace skydraft;
using namespace skydraft::testing;

/// Who finds a name: the registrar's name servers, edits of records, clients that know addresses.
class TestDelegation : public QObject
{
    Q_OBJECT

private slots:
    void nobodyFindsANameThatIsNotDelegated();
    void afterTheNameServersAreSetItIsFound();
    void aDomainThatIsLostIsForgotten();
    void aShortLossIsNotNoticedByThoseWhoRemember();
    void aDeadAddressStaysUntilSomebodyEditsTheRecord_data();
    void aDeadAddressStaysUntilSomebodyEditsTheRecord();
    void whatIsLeftAnswersThoughItIsUnhealthy();
    void clientsThatKnowAddressesLoseTheShareOfTheDeadOne();
    void theNearestRegionIsTheFastest();
    void editsThatCannotBeAreRefused_data();
    void editsThatCannotBeAreRefused();
};

namespace {

Json fast()
{
    return station(1, 1000, {{"service_time_distribution", "deterministic"}});
}

Scenario with(Scenario scenario, std::vector<Fault> faults)
{
    scenario.faults = std::move(faults);
    return scenario;
}

double failedBetween(const SimulationResult& result, double from, double to)
{
    double failed = 0;
    for (const SecondSample& second : result.series)
        if (second.atS >= from && second.atS < to)
            failed += static_cast<double>(second.failed);
    return failed;
}

Architecture shop(const Json& zone, int ttlS)
{
    return Drawing()
        .add("users", "clients", "", {{"dns_resolvers", 10'000}})
        .add("zone", "route53.zone", "", zone)
        .add("www", "route53.record", "zone",
             {{"record_name", "www"}, {"targets", {"a", "b", "c"}}, {"ttl_s", ttlS}})
        .add("a", "ec2.instance", "", fast())
        .add("b", "ec2.instance", "", fast())
        .add("c", "ec2.instance", "", fast())
        .connect("1", "users", "zone")
        .build();
}

} // namespace

void TestDelegation::nobodyFindsANameThatIsNotDelegated()
{
    const SimulationResult result = play(shop({{"delegated", false}}, 300), evenly(100, 100));
    QCOMPARE(result.failedByCause.at("dns_failure"), std::uint64_t{10'000});
    // A private zone needs no registrar.
    QCOMPARE(play(shop({{"delegated", false}, {"private", true}}, 300), evenly(100, 100)).failed,
             std::uint64_t{0});
}

void TestDelegation::afterTheNameServersAreSetItIsFound()
{
    const SimulationResult result =
        play(shop({{"delegated", false}, {"negative_ttl_s", 900}}, 60),
             with(evenly(100, 3000), {{.atS = 1000, .kind = "dns.delegate", .target = "zone"}}));
    QCOMPARE(failedBetween(result, 0, 999), 99'899.0);
    // Each resolver remembers for up to 900 s that there was nothing; the share falls linearly:
    // 100/s * 900 s / 2. The deviation over 10,000 resolvers is 900 / sqrt(12 * 10000) s * 100/s.
    QVERIFY(std::abs(failedBetween(result, 1000, 1900) - 45'000) < 4 * 260 + 4 * 150);
    QVERIFY(std::abs(failedBetween(result, 1000, 1450) - 33'750) < 4 * 260 + 4 * 150);
    QCOMPARE(failedBetween(result, 1901, 3000), 0.0);
}

void TestDelegation::aDomainThatIsLostIsForgotten()
{
    const SimulationResult result =
        play(shop(Json::object(), 300),
             with(evenly(100, 2000), {{.atS = 1000, .kind = "dns.undelegate", .target = "zone"}}));
    QCOMPARE(failedBetween(result, 0, 1000), 0.0);
    // 300 s * 100/s / 2
    QVERIFY(std::abs(failedBetween(result, 1000, 1300) - 15'000) < 4 * 87 + 4 * 90);
    QVERIFY(failedBetween(result, 1301, 1999) >= 69'799);
}

void TestDelegation::aShortLossIsNotNoticedByThoseWhoRemember()
{
    // Lost for 30 s with a TTL of 300 s: a tenth of the resolvers asks meanwhile, and then believes
    // for 900 s that there is nothing.
    const SimulationResult result =
        play(shop(Json::object(), 300),
             with(evenly(100, 2500), {{.atS = 1000, .kind = "dns.undelegate", .target = "zone"},
                                      {.atS = 1030, .kind = "dns.delegate", .target = "zone"}}));
    const double later = failedBetween(result, 1030, 1100) / 7000;
    QVERIFY2(later > 0.07 && later < 0.13, qPrintable(QString::number(later)));
    QCOMPARE(failedBetween(result, 1931, 2499), 0.0);
}

void TestDelegation::aDeadAddressStaysUntilSomebodyEditsTheRecord_data()
{
    QTest::addColumn<int>("ttlS");
    for (const int ttl : {60, 300, 3600})
        QTest::newRow(qPrintable(QStringLiteral("TTL %1 s").arg(ttl))) << ttl;
}

void TestDelegation::aDeadAddressStaysUntilSomebodyEditsTheRecord()
{
    QFETCH(int, ttlS);
    Fault edit{.atS = 400, .kind = "dns.edit", .target = "www"};
    edit.extra = {{"remove", "b"}};
    const SimulationResult result =
        play(shop(Json::object(), ttlS),
             with(evenly(100, 400 + 1.2 * ttlS),
                  {{.atS = 100, .kind = "process.stop", .target = "b"}, edit}));
    QCOMPARE(failedBetween(result, 0, 100), 0.0);
    // One of three: 33 % +-3 of 300 s at 100/s
    const double share = failedBetween(result, 101, 400) / 29'900;
    QVERIFY2(std::abs(share - 1.0 / 3) < 0.03, qPrintable(QString::number(share)));
    // Then the stale third falls linearly to nothing within a TTL.
    VERIFY_NEAR(failedBetween(result, 400, 400 + ttlS), 100.0 * ttlS / 6, 0.06);
    QCOMPARE(failedBetween(result, 400 + ttlS + 1, 400 + 1.2 * ttlS), 0.0);
}

void TestDelegation::whatIsLeftAnswersThoughItIsUnhealthy()
{
    // The primary is down; then somebody takes the healthy secondary out. With nobody healthy left
    // the record answers with what there is: connections are refused, but the name is found.
    const Json common = {{"record_name", "www"}, {"routing_policy", "failover"}, {"ttl_s", 60}};
    Json first = common;
    first.update({{"targets", {"a"}}, {"failover_role", "primary"}, {"health_check", "check"}});
    Json second = common;
    second.update({{"targets", {"b"}}, {"failover_role", "secondary"}});
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("zone", "route53.zone")
            .add("r1", "route53.record", "zone", first)
            .add("r2", "route53.record", "zone", second)
            .add("check", "route53.health-check", "",
                 {{"interval_s", 10}, {"failure_threshold", 3}, {"target", "a"}})
            .add("a", "ec2.instance", "", fast())
            .add("b", "ec2.instance", "", fast())
            .connect("1", "users", "zone")
            .build();
    Fault edit{.atS = 300, .kind = "dns.edit", .target = "r2"};
    edit.extra = {{"remove", "b"}};
    const SimulationResult result =
        play(architecture,
             with(evenly(10, 500), {{.atS = 100, .kind = "process.stop", .target = "a"}, edit}));
    QCOMPARE(failedBetween(result, 200, 300), 0.0);
    QVERIFY(failedBetween(result, 361, 499) > 1370);
    QVERIFY(!result.failedByCause.contains("dns_failure"));
}

void TestDelegation::clientsThatKnowAddressesLoseTheShareOfTheDeadOne()
{
    // Three Elastic IP addresses in the program of each client; nobody takes the dead one out.
    Drawing drawing;
    drawing.add("users", "clients");
    for (const char* server : {"a", "b", "c"})
        drawing.add(server, "ec2.instance", "", fast())
            .connect((std::string{"users-"} + server).c_str(), "users", server);
    const SimulationResult result =
        play(drawing.build(),
             with(evenly(100, 1000), {{.atS = 100, .kind = "host.stop", .target = "b"}}));
    QCOMPARE(failedBetween(result, 0, 100), 0.0);
    // 90,000 / 3, all that began 10 s before the end; deviation sqrt(90000 * 2/9) = 141
    QVERIFY(std::abs(static_cast<double>(result.failed) - 89'000 / 3.0) < 4 * 141);
    QVERIFY(failedBetween(result, 990, 1000) > 200);
}

void TestDelegation::theNearestRegionIsTheFastest()
{
    const auto medianFrom = [](const char* region) {
        const Architecture architecture =
            Drawing()
                .add("users", "clients", "", {{"region", "ap-northeast-2"}})
                .add("there", "region", "", {{"code", region}})
                .add("web", "ec2.instance", "there", fast())
                .connect("1", "users", "web")
                .build();
        return play(architecture, evenly(10, 100)).latencyMs.p50;
    };
    const double seoul = medianFrom("ap-northeast-2");
    const double osaka = medianFrom("ap-northeast-3");
    const double virginia = medianFrom("us-east-1");
    QCOMPARE(seoul, 1.0);
    QVERIFY(seoul < osaka && osaka < virginia);
    VERIFY_NEAR(virginia, 1 + 2 * 84.85, 0.02);
}

void TestDelegation::editsThatCannotBeAreRefused_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("removed");
    QTest::addColumn<QByteArray>("member");
    QTest::newRow("a zone that is none")
        << QByteArray{"dns.delegate"} << QByteArray{"www"} << QByteArray{} << QByteArray{"target"};
    QTest::newRow("a record that is none")
        << QByteArray{"dns.edit"} << QByteArray{"zone"} << QByteArray{"a"} << QByteArray{"target"};
    QTest::newRow("an edit of nothing")
        << QByteArray{"dns.edit"} << QByteArray{"www"} << QByteArray{} << QByteArray{"remove"};
    QTest::newRow("an edit of who is not there")
        << QByteArray{"dns.edit"} << QByteArray{"www"} << QByteArray{"d"} << QByteArray{"remove"};
}

void TestDelegation::editsThatCannotBeAreRefused()
{
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, removed);
    QFETCH(QByteArray, member);
    Fault fault{.atS = 1, .kind = kind.toStdString(), .target = target.toStdString()};
    if (!removed.isEmpty())
        fault.extra = {{"remove", removed.toStdString()}};
    const auto refused = Simulation::create(Catalogue::builtIn(), shop(Json::object(), 60),
                                            with(evenly(1, 10), {fault}), {});
    QVERIFY(!refused);
    const std::string end = "/faults/0/" + member.toStdString();
    QVERIFY2(refused.error().location.pointer.find(end) != std::string::npos,
             refused.error().location.pointer.c_str());
}

QTEST_APPLESS_MAIN(TestDelegation)
#include "tst_delegation.moc"
