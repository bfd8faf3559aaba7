// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/analytic.h"
#include "model/simulation/flow.h"
#include "tests/model/simulation/play.h"

using namespace skydraft;
using namespace skydraft::testing;

/// Network Load Balancers: connections that stay with their target, addresses that stay.
class TestFlowHash : public QObject
{
    Q_OBJECT

private slots:
    void aConnectionStaysWithItsTarget();
    void newConnectionsAreHashedAnew_data();
    void newConnectionsAreHashedAnew();
    void aPauseEndsTheConnection_data();
    void aPauseEndsTheConnection();
    void aDeadTargetResetsItsConnections();
    void eachZoneKeepsToItself();
    void itsAddressesStay();
    void anApplicationLoadBalancerTellsPathsApart();
    void approximationsSayWhatTheyLeaveOut();
};

namespace {

constexpr std::array targets{"a", "b", "c", "d"};

Architecture fourTargets(const Json& clients)
{
    Drawing drawing;
    drawing.add("users", "clients", "", clients)
        .add("nlb", "elb.network")
        .connect("users-nlb", "users", "nlb");
    for (const char* target : targets)
        drawing.add(target, "ec2.instance", "", station(1, 100))
            .connect((std::string{"nlb-"} + target).c_str(), "nlb", target);
    return drawing.build();
}

std::vector<std::uint64_t> arrivalsOf(const SimulationResult& result)
{
    std::vector<std::uint64_t> arrivals;
    for (const char* target : targets)
        arrivals.push_back(node(result, target).arrivals);
    std::sort(arrivals.begin(), arrivals.end());
    return arrivals;
}

} // namespace

void TestFlowHash::aConnectionStaysWithItsTarget()
{
    // One person who asks ten times a second has one connection.
    const SimulationResult result = play(fourTargets({{"users", 1}}), evenly(10, 100));
    QCOMPARE(arrivalsOf(result), (std::vector<std::uint64_t>{0, 0, 0, 1000}));
}

void TestFlowHash::newConnectionsAreHashedAnew_data()
{
    QTest::addColumn<int>("users");
    QTest::addColumn<double>("keepAliveS");
    QTest::newRow("each request has a connection of its own") << 1 << 0.0;
    QTest::newRow("each person comes once") << 1'000'000 << 60.0;
}

void TestFlowHash::newConnectionsAreHashedAnew()
{
    QFETCH(int, users);
    QFETCH(double, keepAliveS);
    const SimulationResult result =
        play(fourTargets({{"users", users}, {"keep_alive_s", keepAliveS}}), evenly(400, 100));
    // A quarter of 40,000 each; deviation sqrt(40000 * 3/16) = 87. Those of a million who come
    // twice within a minute are some 1,000.
    for (const std::uint64_t arrivals : arrivalsOf(result))
        QVERIFY2(std::abs(static_cast<double>(arrivals) - 10'000) < 5 * 87,
                 qPrintable(QString::number(arrivals)));
}

void TestFlowHash::aPauseEndsTheConnection_data()
{
    QTest::addColumn<double>("everyS");
    QTest::addColumn<bool>("stays");
    QTest::newRow("within the keep-alive of 500 s and 350 s of the balancer") << 300.0 << true;
    QTest::newRow("the balancer forgets it after 350 s") << 400.0 << false;
}

void TestFlowHash::aPauseEndsTheConnection()
{
    QFETCH(double, everyS);
    QFETCH(bool, stays);
    const SimulationResult result =
        play(fourTargets({{"users", 1}, {"keep_alive_s", 500}}), evenly(1 / everyS, 40 * everyS));
    const std::vector<std::uint64_t> arrivals = arrivalsOf(result);
    // Forty connections that all lead to one of four have a chance of 4^-39.
    QCOMPARE(arrivals[2] == 0, stays);
}

void TestFlowHash::aDeadTargetResetsItsConnections()
{
    // A thousand people; a target stops at 50 s and is unhealthy after 30 to 60 s. Until then
    // whoever had a connection to it connects anew, and meets it again one time in four.
    Scenario scenario = evenly(1000, 200);
    scenario.faults = {{.atS = 50, .kind = "process.stop", .target = "b"}};
    const SimulationResult result = play(fourTargets({{"users", 1000}}), scenario);
    const double detected = result.incidents.front().detectedS;
    QVERIFY(detected >= 30 && detected <= 60);
    double failed = 0;
    for (const SecondSample& second : result.series) {
        if (second.atS < 50 || second.atS > 50 + detected + 1)
            QCOMPARE(second.failed, std::uint64_t{0});
        failed += static_cast<double>(second.failed);
    }
    // People meet a living target and stay there: of the 250 each tries 1 / (3/4) connections, one
    // third of a failure beyond the first on average: 250 * 1/3 = 83; the first request is already
    // on a new connection. Far fewer than a quarter of all requests (over 30 s: 7,500).
    QVERIFY2(failed > 30 && failed < 200, qPrintable(QString::number(failed)));
}

void TestFlowHash::eachZoneKeepsToItself()
{
    // One target in zone a, three in zone c, not across zones: half of the connections come to each
    // address, so 50 % and three times 16.7 %; across zones a quarter each.
    const auto architecture = [](bool isCross) {
        Drawing drawing;
        drawing.add("users", "clients", "", {{"users", 1'000'000}})
            .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
            .add("sa", "vpc.subnet", "vpc", {{"cidr", "10.0.0.0/24"}, {"zone", "ap-northeast-2a"}})
            .add("sc", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"zone", "ap-northeast-2c"}})
            .add("nlb", "elb.network", "vpc", {{"subnets", {"sa", "sc"}}, {"cross_zone", isCross}})
            .connect("users-nlb", "users", "nlb");
        for (const char* target : targets)
            drawing
                .add(target, "ec2.instance", target == targets.front() ? "sa" : "sc",
                     station(1, 100))
                .connect((std::string{"nlb-"} + target).c_str(), "nlb", target);
        return drawing.build();
    };
    const auto shareOf = [](const SimulationResult& result, const char* id) {
        return static_cast<double>(node(result, id).arrivals) / static_cast<double>(result.offered);
    };
    const SimulationResult within = play(architecture(false), evenly(1000, 100));
    VERIFY_NEAR(shareOf(within, "a"), 1.0 / 2, 0.02);
    for (const char* target : {"b", "c", "d"})
        VERIFY_NEAR(shareOf(within, target), 1.0 / 6, 0.04);
    const SimulationResult across = play(architecture(true), evenly(1000, 100));
    for (const char* target : targets)
        VERIFY_NEAR(shareOf(across, target), 1.0 / 4, 0.03);
}

void TestFlowHash::itsAddressesStay()
{
    Scenario scenario = evenly(10, 100);
    scenario.faults = {{.atS = 50, .kind = "lb.ipRotate", .target = "nlb"}};
    const auto refused =
        Simulation::create(Catalogue::builtIn(), fourTargets(Json::object()), scenario, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Unsupported);
    QVERIFY(refused.error().location.pointer.find("/faults/0/target") != std::string::npos);
}

void TestFlowHash::anApplicationLoadBalancerTellsPathsApart()
{
    // /album and /signin have servers of their own; the rest goes to those of the listener.
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "",
                 {{"request_classes",
                   {{{"name", "album"}, {"share", 5}, {"path", "/album/7"}},
                    {{"name", "signin"}, {"share", 3}, {"path", "/signin"}},
                    {{"name", "home"}, {"share", 2}, {"path", "/"}}}}})
            .add("lb", "elb.application", "",
                 {{"listeners", {{{"port", 80}, {"protocol", "http"}, {"target_group", "rest"}}}},
                  {"rules",
                   {{{"path", "/album/*"}, {"target_group", "albums"}},
                    {{"path", "/signin"}, {"target_group", "signins"}}}}})
            .add("rest", "elb.target-group", "", {{"targets", {"a"}}})
            .add("albums", "elb.target-group", "", {{"targets", {"b"}}})
            .add("signins", "elb.target-group", "", {{"targets", {"c"}}})
            .add("a", "ec2.instance", "", station(1, 100))
            .add("b", "ec2.instance", "", station(1, 100))
            .add("c", "ec2.instance", "", station(1, 100))
            .connect("1", "users", "lb")
            .build();
    const SimulationResult result = play(architecture, evenly(100, 1000));
    QCOMPARE(result.failed, std::uint64_t{0});
    // 50, 30 and 20 of 100 a second
    VERIFY_NEAR(node(result, "b").throughputPerS, 50, 0.02);
    VERIFY_NEAR(node(result, "c").throughputPerS, 30, 0.03);
    VERIFY_NEAR(node(result, "a").throughputPerS, 20, 0.04);
}

void TestFlowHash::approximationsSayWhatTheyLeaveOut()
{
    const Catalogue& catalogue = Catalogue::builtIn();
    const auto mentions = [](const std::vector<Text>& notes, const char* word) {
        return std::any_of(notes.begin(), notes.end(), [&](const Text& note) {
            return note.english().find(word) != std::string::npos;
        });
    };
    const Architecture nlb = fourTargets(Json::object());
    const auto flow = simulateFlow(catalogue, nlb, open(1000, 10), {});
    QVERIFY(flow && mentions(flow->notes, "Network Load Balancers"));
    // At random, so a quarter each, as over many connections.
    VERIFY_NEAR(node(*flow, "a").throughputPerS, 250, 0.02);
    const auto estimated = estimateOf(catalogue, nlb, open(1000, 10), {});
    QVERIFY(estimated && mentions(estimated->notes, "Network Load Balancers"));

    const auto api = [](double rate) {
        return Drawing()
            .add("users", "clients")
            .add("api", "apigateway.api", "", {{"throttle_rate_per_s", rate}})
            .add("f", "lambda.function", "", {{"service_time_ms", 100}})
            .connect("1", "users", "api")
            .connect("2", "api", "f")
            .build();
    };
    const auto wide = simulateFlow(catalogue, api(10'000), open(1000, 10), {});
    QVERIFY(wide && mentions(wide->notes, "cold starts") && mentions(wide->notes, "APIs"));
    QVERIFY(!simulateFlow(catalogue, api(500), open(1000, 10), {}));
    const auto limited = estimateOf(catalogue, api(500), open(1000, 10), {});
    QVERIFY(limited && mentions(limited->notes, "APIs"));
    // The event engine leaves nothing of it out.
    QVERIFY(play(api(500), open(1000, 10)).notes.empty());
}

QTEST_APPLESS_MAIN(TestFlowHash)
#include "tst_flow_hash.moc"
