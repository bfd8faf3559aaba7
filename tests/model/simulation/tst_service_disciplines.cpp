// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "tests/model/simulation/play.h"

#include <cmath>

using namespace skydraft;
using namespace skydraft::testing;

/// Textbook queues beyond first come, first served with patient customers. The mean service time is
/// 1 ms throughout, so that milliseconds are the unit of the books.
class TestServiceDisciplines : public QObject
{
    Q_OBJECT
private slots:
    void processorSharingForgetsTheDistribution_data();
    void processorSharingForgetsTheDistribution();
    void processorSharingWithSeveralWorkers();
    void twiceTheWorkTakesTwiceTheTime();
    void urgentRequestsOvertake();
    void impatientClients_data();
    void impatientClients();
    void lossSystems_data();
    void lossSystems();
    void asManyServersAsRequests();
    void callsInParallel_data();
    void callsInParallel();
    void aFailedBranchFailsTheWhole();
    void theLessBusyOfTwo_data();
    void theLessBusyOfTwo();
    void failuresAndRetriesAddUp();
    void otherArrivals_data();
    void otherArrivals();
    void creditsRunOut_data();
    void creditsRunOut();
};

namespace {

Architecture oneServer(const Json& server, const Json& clients = Json::object())
{
    return Drawing()
        .add("users", "clients", "", clients)
        .add("server", "ec2.instance", "", server)
        .connect("c", "users", "server")
        .build();
}

Json sharing(double serviceMs, int workers, const char* distribution, double cv)
{
    return station(serviceMs, workers,
                   {{"service_discipline", "processor_sharing"},
                    {"service_time_distribution", distribution},
                    {"service_time_cv", cv}});
}

} // namespace

void TestServiceDisciplines::processorSharingForgetsTheDistribution_data()
{
    QTest::addColumn<QString>("distribution");
    QTest::addColumn<double>("cv");
    QTest::newRow("constant") << "deterministic" << 0.0;
    QTest::newRow("exponential") << "exponential" << 1.0;
    QTest::newRow("hyperexponential, cv 2") << "hyperexponential" << 2.0;
}

void TestServiceDisciplines::processorSharingForgetsTheDistribution()
{
    QFETCH(QString, distribution);
    QFETCH(double, cv);
    // M/G/1-PS at 80 %: W = S / (1 - rho) = 5 whatever the distribution; first come, first served
    // would give 3, 5 and 11. Slowly converging with cv 2, so 3 %.
    const SimulationResult result = play(
        oneServer(sharing(1, 1, distribution.toLatin1().constData(), cv)), open(800, 5000, 100));
    VERIFY_NEAR(result.latencyMs.mean, 5, 0.03);
    VERIFY_NEAR(node(result, "server").meanInSystem, 4, 0.03);
    VERIFY_NEAR(node(result, "server").utilization, 0.8, 0.01);
}

void TestServiceDisciplines::processorSharingWithSeveralWorkers()
{
    // M/M/c has the same number in the system however the workers are shared: M/M/8 at 80 %, L =
    // 8.230580.
    const SimulationResult result =
        play(oneServer(sharing(1, 8, "exponential", 1)), open(6400, 500, 10));
    VERIFY_NEAR(node(result, "server").meanInSystem, 8.230580, 0.01);
    VERIFY_NEAR(result.latencyMs.mean, 1.286028, 0.01);
}

void TestServiceDisciplines::twiceTheWorkTakesTwiceTheTime()
{
    // A job of size x stays x / (1 - rho). Two classes, half the jobs of size 1 and of size 2 with
    // 1.5 on average at 80 %: W = 0.5 * 1 / 0.2 + 0.5 * 2 / 0.2 = 7.5.
    const Json clients = {{"request_classes",
                           {{{"name", "small"}, {"share", 1}, {"service_factor", 1}},
                            {{"name", "large"}, {"share", 1}, {"service_factor", 2}}}}};
    const SimulationResult result =
        play(oneServer(sharing(1, 1, "deterministic", 0), clients), open(800 / 1.5, 5000, 100));
    VERIFY_NEAR(result.latencyMs.mean, 7.5, 0.03);
}

void TestServiceDisciplines::urgentRequestsOvertake()
{
    // Non-preemptive priority M/M/1, lambda 0.3 and 0.5, S = 1: R = 0.8, Wq1 = R / (1 - 0.3) =
    // 1.142857, Wq2 = R / (0.7 * 0.2) = 5.714286; together (0.3 Wq1 + 0.5 Wq2) / 0.8 = 4. Seen
    // apart by one population for each class.
    const auto clients = [](int priority) -> Json {
        return {{"request_classes", {{{"name", "x"}, {"priority", priority}}}}};
    };
    const Architecture architecture = Drawing()
                                          .add("users", "clients", "", clients(1))
                                          .add("urgent", "clients", "", clients(0))
                                          .add("entry", "ec2.instance", "", station(0, 1))
                                          .add("server", "ec2.instance", "", station(1, 1))
                                          .connect("c", "users", "server")
                                          .connect("u", "urgent", "server")
                                          .build();
    Scenario scenario = open(500, 10'000, 100);
    scenario.load.push_back(Load{.client = ResourceId{"urgent"}, .ratePerS = 300});
    const SimulationResult result = play(architecture, scenario);
    VERIFY_NEAR(node(result, "server").meanWaitMs, 4, 0.02);
    VERIFY_NEAR(result.populations.at(ResourceId{"urgent"}).latencyMs.mean, 1 + 1.142857, 0.01);
    VERIFY_NEAR(result.populations.at(ResourceId{"users"}).latencyMs.mean, 1 + 5.714286, 0.03);
}

void TestServiceDisciplines::impatientClients_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("patienceMs");
    QTest::addColumn<double>("abandoned");
    QTest::addColumn<double>("queue");
    // Erlang-A with 100 servers: birth and death with mu = 1, theta = 1 / patience.
    QTest::newRow("20 % more than the servers can do") << 120.0 << 1.0 << 0.167693 << 20.123155;
    QTest::newRow("exactly what they can do") << 100.0 << 2.0 << 0.033030 << 6.606;
}

void TestServiceDisciplines::impatientClients()
{
    QFETCH(double, rate);
    QFETCH(double, patienceMs);
    QFETCH(double, abandoned);
    QFETCH(double, queue);
    // Patience ends when service begins, as at a counter.
    const SimulationResult result =
        play(oneServer(station(1, 100, {{"drop_abandoned", true}}),
                       {{"timeout_s", patienceMs / 1000}, {"timeout_distribution", "exponential"}}),
             open(rate * 1000, rate > 100 ? 40 : 200, 1));
    const double share =
        static_cast<double>(result.failed) / static_cast<double>(result.succeeded + result.failed);
    VERIFY_NEAR(share, abandoned, 0.02);
    VERIFY_NEAR(node(result, "server").meanInQueue, queue, 0.02);
}

void TestServiceDisciplines::lossSystems_data()
{
    QTest::addColumn<int>("servers");
    QTest::addColumn<double>("load");
    QTest::addColumn<double>("blocked");
    QTest::addColumn<double>("durationS");
    // Erlang B: B(0) = 1, B(k) = a B(k-1) / (k + a B(k-1)).
    QTest::newRow("one line") << 1 << 0.8 << 0.444444 << 1000.0;
    QTest::newRow("five lines") << 5 << 3.0 << 0.110054 << 500.0;
    QTest::newRow("ten lines") << 10 << 8.0 << 0.121661 << 200.0;
    QTest::newRow("a hundred lines") << 100 << 90.0 << 0.026957 << 40.0;
    QTest::newRow("a thousand at once, as of AWS Lambda") << 1000 << 950.0 << 0.003649 << 10.0;
}

void TestServiceDisciplines::lossSystems()
{
    QFETCH(int, servers);
    QFETCH(double, load);
    QFETCH(double, blocked);
    QFETCH(double, durationS);
    const SimulationResult result =
        play(oneServer(station(1, servers, {{"queue_limit", 0}})),
             open(load * 1000, durationS, std::min(durationS / 10, 1.0)));
    const NodeResult server = node(result, "server");
    const double share = static_cast<double>(result.failed) / static_cast<double>(result.offered);
    // 4 sigma: the blocked come in bursts, so some ten times the variance of independent ones.
    const double sigma = std::sqrt(10 * blocked / static_cast<double>(result.offered));
    QVERIFY2(std::abs(share - blocked) < 4 * sigma, qPrintable(QString::number(share)));
    VERIFY_NEAR(server.meanInSystem, load * (1 - blocked), 0.01);
}

void TestServiceDisciplines::asManyServersAsRequests()
{
    // M/G/inf: 128/s * 0.25 s = 32 at once, whatever the distribution.
    const SimulationResult result = play(
        oneServer(station(250, 100'000,
                          {{"service_time_distribution", "lognormal"}, {"service_time_cv", 2}})),
        open(128, 5000, 10));
    VERIFY_NEAR(node(result, "server").meanInSystem, 32, 0.01);
}

void TestServiceDisciplines::callsInParallel_data()
{
    QTest::addColumn<double>("rho");
    QTest::addColumn<double>("response");
    // Fork and join over two M/M/1 (Flatto and Hahn 1984): R = (12 - rho) / 8 * 1 / (mu - lambda).
    QTest::newRow("half busy") << 0.5 << 2.875;
    QTest::newRow("80 % busy") << 0.8 << 7.0;
}

void TestServiceDisciplines::callsInParallel()
{
    QFETCH(double, rho);
    QFETCH(double, response);
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("front", "ec2.instance", "", station(0, 1000, {{"parallel_calls", true}}))
            .add("a", "ec2.instance", "", station(1))
            .add("b", "ec2.instance", "", station(1))
            .connect("c", "users", "front")
            .connect("a", "front", "a")
            .connect("b", "front", "b")
            .build();
    const SimulationResult result = play(architecture, open(rho * 1000, 5000, 50));
    VERIFY_NEAR(result.latencyMs.mean, response, 0.02);
    QCOMPARE(node(result, "a").arrivals, node(result, "b").arrivals);
    QCOMPARE(result.offered, result.succeeded + result.inFlight);
}

void TestServiceDisciplines::aFailedBranchFailsTheWhole()
{
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("front", "ec2.instance", "", station(0, 1000, {{"parallel_calls", true}}))
            .add("a", "ec2.instance", "", station(1))
            .add("b", "ec2.instance", "", station(1))
            .connect("c", "users", "front")
            .connect("a", "front", "a")
            .connect("b", "front", "b")
            .build();
    Scenario scenario = evenly(10, 100);
    scenario.faults = {{.atS = 50, .kind = "process.stop", .target = "b", .durationS = 20}};
    const SimulationResult result = play(architecture, scenario);
    // 10/s for 20 s meet a refused connection; a is called all the same.
    QCOMPARE(result.failed, std::uint64_t{200});
    QVERIFY(node(result, "a").arrivals >= 999);
    // When the one that waits for its calls stops, both calls end without anybody to join them.
    scenario.faults.front().target = "front";
    const SimulationResult front = play(architecture, scenario);
    QCOMPARE(front.offered, front.succeeded + front.failed + front.inFlight);
}

void TestServiceDisciplines::theLessBusyOfTwo_data()
{
    QTest::addColumn<double>("rho");
    QTest::addColumn<double>("meanField");
    QTest::addColumn<double>("tolerance");
    // Mitzenmacher 2001: W = sum over i >= 1 of rho^(2^i - 2), for ever more servers.
    QTest::newRow("80 % busy") << 0.8 << 1.947363 << 0.02;
    QTest::newRow("90 % busy") << 0.9 << 2.614057 << 0.04;
}

void TestServiceDisciplines::theLessBusyOfTwo()
{
    QFETCH(double, rho);
    QFETCH(double, meanField);
    QFETCH(double, tolerance);
    Drawing drawing;
    drawing.add("users", "clients")
        .add("lb", "elb.application", "", {{"algorithm", "power_of_two"}})
        .connect("c", "users", "lb");
    constexpr int servers = 200;
    for (int i = 0; i < servers; ++i) {
        const std::string id = "s" + std::to_string(i);
        drawing.add(id.c_str(), "ec2.instance", "", station(1))
            .connect(("l" + id).c_str(), "lb", id.c_str());
    }
    const SimulationResult result = play(drawing.build(), open(rho * 1000 * servers, 12, 1));
    VERIFY_NEAR(result.latencyMs.mean, meanField, tolerance);
}

void TestServiceDisciplines::failuresAndRetriesAddUp()
{
    // Three of ten attempts fail, at most three retries: 1 + .3 + .09 + .027 = 1.417 attempts for
    // each request. The failing ones go to a name with no address: weights 7 to 3.
    const Architecture architecture = Drawing()
                                          .add("users", "clients", "", {{"retries", 3}})
                                          .add("good", "ec2.instance", "", station(1, 1000))
                                          .add("bad", "ec2.instance", "", station(1, 1000))
                                          .connect("g", "users", "good", {{"weight", 7}})
                                          .connect("b", "users", "bad", {{"weight", 3}})
                                          .build();
    Scenario scenario = open(1000, 1000, 0);
    scenario.faults = {{.atS = 0, .kind = "http500", .target = "bad"}};
    const SimulationResult result = play(architecture, scenario);
    const double attempts = static_cast<double>(node(result, "good").arrivals)
                            + static_cast<double>(node(result, "bad").arrivals);
    VERIFY_NEAR(attempts / static_cast<double>(result.offered), 1.417, 0.004);
    VERIFY_NEAR(static_cast<double>(result.failed) / static_cast<double>(result.offered), 0.0081,
                0.1);
}

void TestServiceDisciplines::otherArrivals_data()
{
    QTest::addColumn<int>("servers");
    QTest::addColumn<bool>("evenly");
    QTest::addColumn<double>("wait");
    // G/M/1: sigma = A*(mu (1 - sigma)), Wq = sigma / (mu (1 - sigma)).
    QTest::newRow("D/M/1") << 1 << true << 1.692731;
    QTest::newRow("E2/M/1, every second of Poisson arrivals") << 2 << false << 2.843980;
    QTest::newRow("E8/M/1, every eighth") << 8 << false << 1.979729;
}

void TestServiceDisciplines::otherArrivals()
{
    QFETCH(int, servers);
    QFETCH(bool, evenly);
    QFETCH(double, wait);
    Drawing drawing;
    drawing.add("users", "clients").add("lb", "elb.application").connect("c", "users", "lb");
    for (int i = 0; i < servers; ++i) {
        const std::string id = "s" + std::to_string(i);
        drawing.add(id.c_str(), "ec2.instance", "", station(1))
            .connect(("l" + id).c_str(), "lb", id.c_str());
    }
    Scenario scenario = open(800 * servers, 3000.0 / servers, 30);
    scenario.load.front().arrivals = evenly ? "deterministic" : "poisson";
    const SimulationResult result = play(drawing.build(), scenario);
    VERIFY_NEAR(result.latencyMs.mean - 1, wait, 0.02);
}

void TestServiceDisciplines::creditsRunOut_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<double>("minutes");
    QTest::addColumn<double>("baseline");
    // Both vCPUs at 100 % from a full account: it lasts most / (2 - earned per minute) minutes.
    QTest::newRow("t3.micro: 288 / (2 - 0.2)") << "t3.micro" << 160.0 << 0.1;
    QTest::newRow("t3.medium: 576 / (2 - 0.4)") << "t3.medium" << 360.0 << 0.2;
    QTest::newRow("t3.large: 864 / (2 - 0.6)") << "t3.large" << 617.142857 << 0.3;
}

void TestServiceDisciplines::creditsRunOut()
{
    QFETCH(QString, type);
    QFETCH(double, minutes);
    QFETCH(double, baseline);
    const Json server = station(1000, 2,
                                {{"service_time_distribution", "deterministic"},
                                 {"queue_limit", 10},
                                 {"instance_type", type.toStdString()},
                                 {"cpu_credits", "standard"}});
    Scenario scenario = open(4, minutes * 60 + 3600);
    scenario.load.front().arrivals = "deterministic";
    const SimulationResult result = play(oneServer(server), scenario);
    QCOMPARE(result.timeline.size(), std::size_t{1});
    QVERIFY2(std::abs(result.timeline.front().atS - minutes * 60) <= 10,
             qPrintable(QString::number(result.timeline.front().atS / 60)));
    // Two requests a second before, the baseline's share of them after.
    std::uint64_t after = 0;
    for (const SecondSample& second : result.series)
        after += second.atS >= minutes * 60 + 600 ? second.succeeded : 0;
    VERIFY_NEAR(static_cast<double>(after) / 3000, 2 * baseline, 0.02);
}

QTEST_APPLESS_MAIN(TestServiceDisciplines)
#include "tst_service_disciplines.moc"
