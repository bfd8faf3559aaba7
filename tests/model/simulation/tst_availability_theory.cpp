// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/simulation/play.h"

#include <string>
#include <tuple>
#include <utility>
#include <vector>

using namespace skydraft;
using namespace skydraft::testing;

/// What reliability engineering says about parts in series, in parallel and under repair, against
/// runs in which parts stop and start again. Where parts are independent, each fails at its own
/// steady pace, and the paces have no common measure: over a run every phase meets every other.
class TestAvailabilityTheory : public QObject
{
    Q_OBJECT

private slots:
    void partsInSeries();
    void partsInParallel_data();
    void partsInParallel();
    void threeOfFourAndTwoOfThree_data();
    void threeOfFourAndTwoOfThree();
    void aPartThatIsRepairedAtOnce();
    void twoUnitsAndOneRepairer();
};

namespace {

/// Stops `part` for a share of each period.
void addOutages(Scenario& scenario, const char* part, double periodS, double downShare)
{
    for (double at = periodS / 3; at < scenario.durationS; at += periodS)
        scenario.faults.push_back(
            {.atS = at, .kind = "process.stop", .target = part, .durationS = periodS * downShare});
}

Json instantly()
{
    return station(0, 1000);
}

double unavailability(const SimulationResult& result)
{
    return static_cast<double>(result.failed)
           / static_cast<double>(result.succeeded + result.failed);
}

} // namespace

void TestAvailabilityTheory::partsInSeries()
{
    // 0.9999 * 0.9999 * 0.9995 * 0.999 = 0.998301: of 30 days 73.405 minutes.
    Drawing drawing;
    drawing.add("users", "clients").connect("0", "users", "p1");
    Scenario scenario = evenly(1 / 1.13, 30 * 86'400.0);
    const char* before = nullptr;
    const std::vector<std::tuple<const char*, double, double>> parts{
        {"p1", 9973, 1e-4}, {"p2", 9949, 1e-4}, {"p3", 9967, 5e-4}, {"p4", 9929, 1e-3}};
    for (const auto& [part, periodS, share] : parts) {
        drawing.add(part, "ec2.instance", "", instantly());
        if (before != nullptr)
            drawing.connect(part, before, part);
        before = part;
        addOutages(scenario, part, periodS, share);
    }
    const SimulationResult result = play(drawing.build(), scenario);
    VERIFY_NEAR(unavailability(result) * 30 * 24 * 60, 73.405013, 0.005);
}

void TestAvailabilityTheory::partsInParallel_data()
{
    QTest::addColumn<double>("down");
    QTest::addColumn<double>("expected");
    QTest::newRow("two of 99.5 %: 1 - 0.005^2") << 0.005 << 2.5e-5;
    QTest::newRow("two of 99 %: 1 - 0.01^2") << 0.01 << 1e-4;
}

void TestAvailabilityTheory::partsInParallel()
{
    QFETCH(double, down);
    QFETCH(double, expected);
    // A CDN asks its second origin when the first refuses. One stops every 1,000 s, the other every
    // 1,001 s: after 1,001,000 s each second of one has met each of the other once.
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("cdn", "cloudfront.distribution", "",
                 {{"hit_ratio", 0}, {"origin_failover", true}})
            .add("first", "ec2.instance", "", instantly())
            .add("second", "ec2.instance", "", instantly())
            .connect("c", "users", "cdn")
            .connect("1", "cdn", "first", Json::object(), ConnectionKind::Origin)
            .connect("2", "cdn", "second", {{"origin_role", "secondary"}}, ConnectionKind::Origin)
            .build();
    Scenario scenario = evenly(2, 1'001'000);
    addOutages(scenario, "first", 1000, down);
    addOutages(scenario, "second", 1001, down);
    const SimulationResult result = play(architecture, scenario);
    VERIFY_NEAR(unavailability(result), expected, 0.01);
    VERIFY_NEAR(static_cast<double>(node(result, "second").arrivals), down * 2'002'000, 0.02);
}

void TestAvailabilityTheory::threeOfFourAndTwoOfThree_data()
{
    QTest::addColumn<std::size_t>("parts");
    QTest::addColumn<double>("down");
    QTest::addColumn<double>("expected");
    // 3 of 4 at 0.99: 1 - (0.99^4 + 4 * 0.99^3 * 0.01) = 5.92e-4
    QTest::newRow("three of four") << std::size_t{4} << 0.01 << 5.9203e-4;
    // 2 of 3 at 0.999: 1 - (0.999^3 + 3 * 0.999^2 * 0.001) = 2.998e-6; at 0.99 instead, for a
    // hundred times as many meetings: 1 - (0.99^3 + 3 * 0.99^2 * 0.01) = 2.98e-4
    QTest::newRow("two of three") << std::size_t{3} << 0.01 << 2.98e-4;
}

void TestAvailabilityTheory::threeOfFourAndTwoOfThree()
{
    QFETCH(std::size_t, parts);
    QFETCH(double, down);
    QFETCH(double, expected);
    // All but one must run: no two may be down at once. So each request needs all pairs, one after
    // the other, and a pair needs one of its two: the minimal cut sets of the system.
    Drawing drawing;
    drawing.add("users", "clients").connect("in", "users", "need-p2-p1");
    // In 45,000 s every second of a part has met each of another; this is nine times as long.
    Scenario scenario = evenly(1 / 0.97, 400'000);
    const std::vector<std::pair<std::string, double>> all{
        {"p1", 199}, {"p2", 211}, {"p3", 223}, {"p4", 227}};
    std::string before;
    for (std::size_t i = 0; i < parts; ++i) {
        const auto& [part, periodS] = all[i];
        drawing.add(part.c_str(), "ec2.instance", "", instantly());
        addOutages(scenario, part.c_str(), periodS, down);
        for (std::size_t j = 0; j < i; ++j) {
            const std::string pair = part + "-" + all[j].first;
            const std::string need = "need-" + pair;
            drawing.add(need.c_str(), "ec2.instance", "", instantly())
                .add(pair.c_str(), "cloudfront.distribution", "",
                     {{"hit_ratio", 0}, {"origin_failover", true}})
                .connect(("0" + pair).c_str(), need.c_str(), pair.c_str())
                .connect(("1" + pair).c_str(), pair.c_str(), part.c_str(), Json::object(),
                         ConnectionKind::Origin)
                .connect(("2" + pair).c_str(), pair.c_str(), all[j].first.c_str(),
                         {{"origin_role", "secondary"}}, ConnectionKind::Origin);
            if (!before.empty())
                drawing.connect(("3" + pair).c_str(), before.c_str(), need.c_str());
            before = need;
        }
    }
    const SimulationResult result = play(drawing.build(), scenario);
    VERIFY_NEAR(unavailability(result), expected, 0.03);
}

void TestAvailabilityTheory::aPartThatIsRepairedAtOnce()
{
    // 720 h from repair to failure, 90 s to repair: A = 2,592,000 / 2,592,090 = 0.99996528, in a
    // year 1,094.962 s. Forty failures, of which requests at 4.5 s see 20 each.
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("web", "ec2.instance", "", instantly())
                                          .connect("c", "users", "web")
                                          .build();
    const double turn = 720 * 3600 + 90;
    Scenario scenario = evenly(1 / 4.5, 10 * turn);
    addOutages(scenario, "web", turn, 90 / turn);
    const SimulationResult result = play(architecture, scenario);
    VERIFY_NEAR(unavailability(result) * 365 * 86'400, 1094.962, 1e-4);
}

void TestAvailabilityTheory::twoUnitsAndOneRepairer()
{
    // MTBF 1,000 h, MTTR 1 h, exponential, and one crew that repairs one unit at a time: the
    // machine repair model with r = 1 / 1,000, P(both down) = 2 r^2 / (1 + 2 r + 2 r^2) =
    // 1.996004e-6. An hour is a millisecond here; a unit is a user who thinks until it breaks, and
    // the crew is the server. While both are down one waits: Lq = P(both down).
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("crew", "ec2.instance", "", station(1))
                                          .connect("c", "users", "crew")
                                          .build();
    // Twenty million failures, a thousandth of which find the crew at work: 20,000 meetings, whose
    // exponential lengths have a deviation of sqrt(2 / 20,000) = 1 %.
    const SimulationResult result = play(architecture, closed(2, 1, 1e7, 0));
    VERIFY_NEAR(node(result, "crew").meanInQueue, 1.996004e-6, 0.03);
    VERIFY_NEAR(node(result, "crew").utilization, 0.001998 - 1.996004e-6, 0.003);
}

QTEST_APPLESS_MAIN(TestAvailabilityTheory)
#include "tst_availability_theory.moc"
