// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/analytic.h"
#include "model/simulation/flow.h"
#include "model/simulation/plan_compiler.h"
#include "model/simulation/theory.h"
#include "tests/model/simulation/play.h"

#include <string>

using namespace skydraft;
using namespace skydraft::testing;

/// The estimate and the flow engine know what the event engine plays, or say that they do not.
class TestEnginesAgree : public QObject
{
    Q_OBJECT

private slots:
    void allKnowTheDistanceToARegion();
    void theEstimateMixesKindsOfRequests();
    void theEstimateFollowsPaths();
    void theEstimateKnowsHowPopularObjectsAre_data();
    void theEstimateKnowsHowPopularObjectsAre();
    void sharedProcessorsDoNotMindTheForm();
    void theEstimateSaysWhatItLeavesOut();
    void theFlowEngineRefusesWhatItDoesNotKnow_data();
    void theFlowEngineRefusesWhatItDoesNotKnow();
};

namespace {

Estimate estimated(const Architecture& architecture, const Scenario& scenario)
{
    auto estimate = estimateOf(Catalogue::builtIn(), architecture, scenario, {});
    if (!estimate)
        qFatal("%s", describe(estimate.error()).c_str());
    return std::move(*estimate);
}

NodeEstimate node(const Estimate& estimate, const char* id)
{
    return estimate.nodes.at(ResourceId{id});
}

Drawing oneServer(const Json& clients, const Json& server)
{
    return Drawing()
        .add("users", "clients", "", clients)
        .add("web", "ec2.instance", "", server)
        .connect("c", "users", "web");
}

/// Half of the requests are small, a fifth of them writes that only take long.
Json kinds()
{
    return {{"bandwidth_mbps", 8},
            {"request_classes",
             {{{"name", "page"}, {"share", 5}, {"path", "/page"}, {"operation", "read"}},
              {{"name", "film"},
               {"share", 3},
               {"path", "/film/1"},
               {"size_kib", 100},
               {"operation", "read"},
               {"service_factor", 2}},
              {{"name", "order"},
               {"share", 2},
               {"path", "/order"},
               {"operation", "write"},
               {"service_factor", 3}}}}};
}

} // namespace

void TestEnginesAgree::allKnowTheDistanceToARegion()
{
    // Seoul to Virginia and back, 2 · 85 ms, and 20 ms of work where hardly anybody waits.
    const Architecture architecture =
        Drawing()
            .add("users", "clients", "", {{"region", "ap-northeast-2"}})
            .add("far", "region", "", {{"code", "us-east-1"}})
            .add("web", "ec2.instance", "far", station(20, 100))
            .connect("c", "users", "web")
            .build();
    const Scenario scenario = open(1000, 100, 5);
    const double mean = play(architecture, scenario).latencyMs.mean;
    VERIFY_NEAR(mean, 190, 0.02);
    VERIFY_NEAR(estimated(architecture, scenario).populations.front().meanMs, mean, 0.01);
    VERIFY_NEAR(estimated(architecture, scenario).populations.front().p99Ms,
                play(architecture, scenario).latencyMs.p99, 0.02);
    const auto flow = simulateFlow(Catalogue::builtIn(), architecture, scenario, {});
    QVERIFY(flow.has_value());
    VERIFY_NEAR(flow->latencyMs.mean, mean, 0.02);
}

void TestEnginesAgree::theEstimateMixesKindsOfRequests()
{
    // Work of 10 ms times 1, 2 and 3 by 5, 3, 2 in ten: 17 ms on average; 40/s keep one worker 68 %
    // busy. The square of it is 2 · 10² (0.5 + 0.3 · 4 + 0.2 · 9) = 700 ms²: by Pollaczek and
    // Khinchine 0.04 · 700 / (2 · 0.32) = 43.75 ms of waiting. Films take 100 · 8.192 / 8 = 102.4
    // ms on the line, 30.72 ms on average: 17 + 43.75 + 30.72 = 91.47 ms.
    const Architecture architecture = oneServer(kinds(), station(10)).build();
    const Estimate estimate = estimated(architecture, open(40, 10));
    VERIFY_NEAR(node(estimate, "web").utilization, 0.68, 1e-9);
    VERIFY_NEAR(node(estimate, "web").meanWaitMs, 43.75, 1e-6);
    VERIFY_NEAR(estimate.populations.front().meanMs, 91.47, 1e-6);
    const SimulationResult result = play(architecture, open(40, 20'000, 100));
    VERIFY_NEAR(result.latencyMs.mean, 91.47, 0.02);
    VERIFY_NEAR(estimate.populations.front().p99Ms, result.latencyMs.p99, 0.1);
}

void TestEnginesAgree::theEstimateFollowsPaths()
{
    // The balancer sends films elsewhere; what writes goes to the database, the page does not.
    Drawing drawing;
    drawing.add("users", "clients", "", kinds())
        .add("lb", "elb.application", "",
             {{"listeners", {{{"protocol", "http"}, {"port", 80}, {"target_group", "pages"}}}},
              {"rules", {{{"path", "/film/*"}, {"target_group", "films"}}}}})
        .add("pages", "elb.target-group", "", {{"targets", {"web"}}})
        .add("films", "elb.target-group", "", {{"targets", {"tube"}}})
        .add("web", "ec2.instance", "", station(5, 4))
        .add("tube", "ec2.instance", "", station(5, 4))
        .add("orders", "ec2.instance", "", station(5, 4))
        .add("rest", "ec2.instance", "", station(5, 4))
        .connect("1", "users", "lb")
        .connect("2", "web", "orders", {{"path", "/order*"}})
        .connect("3", "web", "rest");
    const Scenario scenario = open(100, 2000, 10);
    const Architecture architecture = drawing.build();
    const SimulationResult result = play(architecture, scenario);
    const Estimate estimate = estimated(architecture, scenario);
    // 100/s by 5, 3, 2 in ten: 70 to the web servers, 30 films. What goes on from there is mixed.
    VERIFY_NEAR(node(estimate, "web").arrivalsPerS, 70, 1e-9);
    VERIFY_NEAR(node(estimate, "tube").arrivalsPerS, 30, 1e-9);
    for (const char* id : {"web", "tube"})
        VERIFY_NEAR(node(estimate, id).throughputPerS, node(result, id).throughputPerS, 0.02);
}

void TestEnginesAgree::theEstimateKnowsHowPopularObjectsAre_data()
{
    QTest::addColumn<int>("capacity");
    QTest::addColumn<int>("ttlS");
    QTest::addColumn<double>("readRatio");
    QTest::addColumn<QString>("type");
    QTest::newRow("least recently used") << 1000 << 0 << 1.0 << "cloudfront.distribution";
    QTest::newRow("with a time to live") << 1000 << 5 << 1.0 << "cloudfront.distribution";
    QTest::newRow("everything, with a time to live")
        << 10'000 << 20 << 1.0 << "cloudfront.distribution";
    QTest::newRow("beside a database") << 1000 << 0 << 0.9 << "elasticache.redis";
}

void TestEnginesAgree::theEstimateKnowsHowPopularObjectsAre()
{
    QFETCH(int, capacity);
    QFETCH(int, ttlS);
    QFETCH(double, readRatio);
    QFETCH(QString, type);
    const bool isCdn = type.startsWith(QLatin1String("cloudfront"));
    Json cache = {{"capacity_objects", capacity}};
    if (ttlS > 0)
        cache[isCdn ? "default_ttl_s" : "ttl_s"] = ttlS;
    Drawing drawing;
    drawing.add("users", "clients", "",
                {{"objects", 10'000}, {"popularity_exponent", 0.8}, {"read_ratio", readRatio}});
    drawing.add("cache", type.toLatin1().constData(), "", cache);
    drawing.add("web", "ec2.instance", "", station(1, 100));
    drawing.add("db", "rds.instance", "", station(1, 100));
    if (isCdn)
        drawing.connect("1", "users", "cache")
            .connect("2", "cache", "db", Json::object(), ConnectionKind::Origin);
    else
        drawing.connect("1", "users", "web").connect("2", "web", "cache").connect("3", "web", "db");
    const Architecture architecture = drawing.build();
    const Scenario scenario = open(1000, 600, 100);
    const SimulationResult result = play(architecture, scenario);
    const Estimate estimate = estimated(architecture, scenario);
    VERIFY_NEAR(node(estimate, "cache").hitRatio, node(result, "cache").hitRatio, 0.03);
    VERIFY_NEAR(node(estimate, "db").throughputPerS, node(result, "db").throughputPerS, 0.03);
}

void TestEnginesAgree::sharedProcessorsDoNotMindTheForm()
{
    // M/G/1 with shared processors: 10 / (1 - 0.7) = 33.33 ms whatever the form of the work.
    for (const char* form : {"deterministic", "hyperexponential"}) {
        const Architecture architecture =
            oneServer(Json::object(), station(10, 1,
                                              {{"service_discipline", "processor_sharing"},
                                               {"service_time_distribution", form},
                                               {"service_time_cv", 2}}))
                .build();
        const Estimate estimate = estimated(architecture, open(70, 10));
        VERIFY_NEAR(estimate.populations.front().meanMs, 10 / 0.3, 1e-6);
        QCOMPARE(node(estimate, "web").formula, Formula::ProcessorSharing);
        VERIFY_NEAR(play(architecture, open(70, 20'000, 100)).latencyMs.mean, 10 / 0.3, 0.03);
    }
}

void TestEnginesAgree::theEstimateSaysWhatItLeavesOut()
{
    Json clients = kinds();
    clients["request_classes"][0]["priority"] = 1;
    const Architecture architecture =
        oneServer(clients, station(10, 1, {{"parallel_calls", true}})).build();
    const Scenario scenario = open(10, 10, 1);
    const Estimate estimate = estimated(architecture, scenario);
    QCOMPARE(estimate.notes.size(), std::size_t{2});
    QVERIFY(estimate.notes[0].english().find("\"web\"") != std::string::npos);
    QVERIFY(estimate.notes[1].english().find("\"users\"") != std::string::npos);
    QVERIFY(estimated(oneServer(kinds(), station(10)).build(), open(10, 10)).notes.empty());
    // The window says it where it compares a run with theory.
    const auto plan = PlanCompiler{Catalogue::builtIn(), architecture, scenario, {}}.compile();
    QVERIFY(theoryCaveats(*plan) == estimate.notes);
}

void TestEnginesAgree::theFlowEngineRefusesWhatItDoesNotKnow_data()
{
    QTest::addColumn<QString>("clients");
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("fault");
    QTest::newRow("kinds of requests") << R"({"request_classes": [{"share": 1}]})"
                                       << "{}"
                                       << "";
    QTest::newRow("shared processors") << "{}"
                                       << R"({"service_discipline": "processor_sharing"})"
                                       << "";
    QTest::newRow("CPU credits") << "{}"
                                 << R"({"instance_type": "t3.small", "cpu_credits": "standard"})"
                                 << "";
    QTest::newRow("calls at the same time") << "{}"
                                            << R"({"parallel_calls": true})"
                                            << "";
    QTest::newRow("sessions that are lost") << "{}"
                                            << R"({"session_store": "instance"})"
                                            << "process.stop";
}

void TestEnginesAgree::theFlowEngineRefusesWhatItDoesNotKnow()
{
    QFETCH(QString, clients);
    QFETCH(QString, server);
    QFETCH(QString, fault);
    const Architecture architecture = oneServer(Json::parse(clients.toStdString()),
                                                station(10, 4, Json::parse(server.toStdString())))
                                          .build();
    Scenario scenario = open(10, 60);
    if (!fault.isEmpty())
        scenario.faults = {{.atS = 10, .kind = fault.toStdString(), .target = "web"}};
    const auto flow = simulateFlow(Catalogue::builtIn(), architecture, scenario, {});
    QVERIFY(!flow.has_value());
    QCOMPARE(flow.error().code, ErrorCode::Unsupported);
    // Without it, it plays.
    QVERIFY(simulateFlow(Catalogue::builtIn(), oneServer(Json::object(), station(10, 4)).build(),
                         open(10, 60), {})
                .has_value());
}

QTEST_APPLESS_MAIN(TestEnginesAgree)
#include "tst_engines_agree.moc"
