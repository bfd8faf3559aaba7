// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/plan_compiler.h"
#include "tests/model/simulation/play_flow.h"

#include <cmath>

using namespace skydraft;
using namespace skydraft::testing;

/// What the flow engine refuses, when it is chosen, and how far it goes.
class TestFlowLimits : public QObject
{
    Q_OBJECT

private slots:
    void theCheaperEngineIsChosen();
    void aWeekIsPlayedInLongSteps();
    void oddLoadsEnd_data();
    void oddLoadsEnd();
    void badScenarioIsRefused();
    void whatItCannotPlayIsRefused();
};

void TestFlowLimits::theCheaperEngineIsChosen()
{
    const auto planOf = [](const Scenario& scenario) {
        return *PlanCompiler{Catalogue::builtIn(), oneQueue(station(20, 4)), scenario, {}}
                    .compile();
    };
    // 100/s for ten minutes are 60,000 requests: 0.02 s. A million a second for a day: 8 hours.
    const SimulationPlan small = planOf(open(100, 600));
    VERIFY_NEAR(expectedRequests(small), 60'000, 1e-9);
    VERIFY_NEAR(projectedSeconds(small), 0.02, 1e-9);
    QVERIFY(chooseEngine(small) == EngineKind::Event);
    QVERIFY(chooseEngine(planOf(open(1e6, 86'400))) == EngineKind::Flow);
    QVERIFY(chooseEngine(small, 0.01) == EngineKind::Flow);
    const SimulationPlan users = planOf(closed(300, 3, 600, 0));
    VERIFY_NEAR(expectedRequests(users), 60'000, 1e-9);
}

void TestFlowLimits::aWeekIsPlayedInLongSteps()
{
    // 604,800 s by ticks of at most 10 s, ten times as many while the load of a day changes.
    Scenario scenario = open(100, 604'800);
    scenario.load.front().shape = "daily";
    scenario.load.front().extra = {{"amplitude", 0.5}};
    const SimulationResult week = flow(oneQueue(station(20, 4)), scenario);
    QVERIFY2(week.events < 1'000'000, qPrintable(QString::number(week.events)));
    VERIFY_NEAR(static_cast<double>(week.offered), 100.0 * 604'800, 0.001);
    VERIFY_NEAR(node(week, "server").utilization, 0.5, 0.001);
    QCOMPARE(week.offered, week.succeeded + week.failed + week.inFlight);
}

void TestFlowLimits::oddLoadsEnd_data()
{
    QTest::addColumn<double>("serviceMs");
    QTest::addColumn<double>("workers");
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("durationS");
    QTest::newRow("nobody comes") << 20.0 << 4.0 << 0.0 << 60.0;
    QTest::newRow("it takes no time") << 0.0 << 1.0 << 1e5 << 10.0;
    QTest::newRow("a billion workers") << 20.0 << 1e9 << 1e6 << 10.0;
    QTest::newRow("a billion requests a second") << 20.0 << 4.0 << 1e9 << 5.0;
    QTest::newRow("a microsecond") << 20.0 << 4.0 << 100.0 << 1e-6;
    QTest::newRow("an hour each") << 3.6e6 << 2.0 << 10.0 << 100.0;
}

void TestFlowLimits::oddLoadsEnd()
{
    QFETCH(double, serviceMs);
    QFETCH(double, workers);
    QFETCH(double, rate);
    QFETCH(double, durationS);
    const Architecture architecture =
        oneQueue({{"service_time_ms", serviceMs}, {"workers", workers}},
                 {{"retries", 3}, {"timeout_s", 2}, {"retry_backoff_ms", 0}});
    const SimulationResult result = flow(architecture, open(rate, durationS));
    QCOMPARE(result.offered, result.succeeded + result.failed + result.inFlight);
    const NodeResult server = node(result, "server");
    QVERIFY(std::isfinite(server.meanInSystem) && std::isfinite(server.meanWaitMs));
    QVERIFY(server.utilization >= 0 && server.utilization <= 1);
    QVERIFY(std::isfinite(result.latencyMs.p99));
    const SimulationResult users = flow(architecture, closed(0, 0, durationS, 0));
    QCOMPARE(users.offered, std::uint64_t{0});
}

void TestFlowLimits::badScenarioIsRefused()
{
    Scenario scenario = open(10, 60);
    scenario.faults = {{.atS = 1, .kind = "meteor", .target = "server"}};
    const auto result = simulateFlow(Catalogue::builtIn(), oneQueue(station(20)), scenario, {});
    QVERIFY(!result);
    QVERIFY(result.error().location.pointer.ends_with("/faults/0/kind"));
}

void TestFlowLimits::whatItCannotPlayIsRefused()
{
    SimulationPlan plan = *PlanCompiler{
        Catalogue::builtIn(),
        oneQueue(station(20, 4)),
        open(1e6, 86'400),
        {}}.compile();
    QVERIFY(checkFlow(plan));
    plan.faults = {FaultPlan{.kind = FaultKind::HostStop}, FaultPlan{}};
    plan.faults.back().kind = static_cast<FaultKind>(99);
    plan.faults.back().name = "meteor";
    const auto checked = checkFlow(plan, "/scenarios/0");
    QVERIFY(!checked);
    QCOMPARE(checked.error().location.pointer, std::string{"/scenarios/0/faults/1/kind"});
    QVERIFY(chooseEngine(plan) == EngineKind::Event); // however long it takes
    plan.faults.pop_back();
    QVERIFY(checkFlow(plan));
    plan.pools.push_back(PoolPlan{.isSticky = true});
    QVERIFY(!checkFlow(plan)); // whose sessions move, and where to, it does not know
    plan.faults.clear();
    QVERIFY(checkFlow(plan));
}

QTEST_APPLESS_MAIN(TestFlowLimits)
#include "tst_flow_limits.moc"
