// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/simulation/play_group.h"

using namespace skydraft;
using namespace skydraft::testing;

/// What lessons on images, AWS Elastic Beanstalk and delivery say, played.
class TestLessonsDelivery : public QObject
{
    Q_OBJECT

private slots:
    void userDataReadsTheConfigurationAnewAndAnImageDoesNot_data();
    void userDataReadsTheConfigurationAnewAndAnImageDoesNot();
    void aConfigurationThatIsUndoneHealsAll();
    void anEnvironmentTakesItsVersionAlone();
    void aLargerMinimumStartsAnotherInstance();
    void aBurstForWorkersIsWorkedOff();
    void workOfAStoppedWorkerComesAgain();
    void workersTakeFromAQueueThatIsDrawn();
    void oneWorkerIsEnoughForLittle();
    void theWebStaysQuickWhileSlowJobsRun();
    void workerEnvironmentsCanFail();
    void aBadVersionStaysInTheStage();
};

namespace {

const Json exactly = {{"service_time_distribution", "deterministic"}};

/// Clients, a web environment and a worker environment that it sends messages to.
Drawing shopWithJobs(const Json& worker, const Json& web = Json::object())
{
    Json webProperties = station(10, 20, exactly);
    webProperties.update({{"mode", "high-availability"}, {"min", 2}, {"max", 4}});
    webProperties.update(web);
    Json workerProperties = station(1000, 4, exactly);
    workerProperties.update({{"tier", "worker"}});
    workerProperties.update(worker);
    return Drawing()
        .add("users", "clients")
        .add("vpc", "vpc.vpc")
        .add("net-a", "vpc.subnet", "vpc", {{"zone", "a"}})
        .add("net-b", "vpc.subnet", "vpc", {{"zone", "b"}})
        .add("shop", "beanstalk.environment", "vpc", webProperties)
        .add("jobs", "beanstalk.environment", "vpc", workerProperties)
        .connect("in", "users", "shop")
        .connect("send", "shop", "jobs");
}

/// `rate` until `untilS`, then nothing.
Scenario burst(double rate, double untilS, double durationS)
{
    Scenario scenario = evenly(rate, durationS);
    scenario.load.front().shape = "step";
    scenario.load.front().extra = {{"step_rate_per_s", 0}, {"step_at_s", untilS}};
    return scenario;
}

double queueAt(Simulation& simulation, const char* id, double seconds)
{
    simulation.runUntil(fromSeconds(seconds));
    return simulation.frame().nodes.at(ResourceId{id}).queue;
}

std::uint64_t failedBetween(const SimulationResult& result, double from, double to)
{
    std::uint64_t failed = 0;
    for (const SecondSample& second : result.series)
        if (second.atS >= from && second.atS < to)
            failed += second.failed;
    return failed;
}

} // namespace

void TestLessonsDelivery::userDataReadsTheConfigurationAnewAndAnImageDoesNot_data()
{
    QTest::addColumn<double>("userDataS");
    QTest::addColumn<bool>("heals");
    QTest::newRow("golden image: what starts later is as wrong as before") << 0.0 << false;
    QTest::newRow("user data: what starts later is right") << 60.0 << true;
}

void TestLessonsDelivery::userDataReadsTheConfigurationAnewAndAnImageDoesNot()
{
    QFETCH(double, userDataS);
    QFETCH(bool, heals);
    // The database moves at 200 s: both members answer errors. The group replaces them, since its
    // balancer says that they are unhealthy, one after the other.
    Json properties = {{"min", 2}, {"max", 2}, {"desired", 2}, {"health_check_type", "elb"}};
    properties["grace_period_s"] = 150;
    const SimulationResult result =
        play(group(properties, station(10, 20, {{"user_data_time_s", userDataS}})).build(),
             with(evenly(10, 3000), {{.atS = 200, .kind = "config.change", .target = "asg"}}));
    QCOMPARE(failedBetween(result, 0, 200), std::uint64_t{0});
    // Noticed within 60 s, launched for 30 s, booted for 30 s and 60 s of user data, checked within
    // 30 s, twice: healed by 620 s.
    QCOMPARE(failedBetween(result, 620, 3000) == 0, heals);
    const auto launches = std::count_if(
        result.activities.begin(), result.activities.end(), [](const ScalingActivity& activity) {
            return activity.description.english().starts_with("Launching");
        });
    if (heals)
        QCOMPARE(launches, 2);
    else
        QVERIFY(launches > 8); // and so on for ever
    QCOMPARE(result.incidents.front().recoveredS > 0, heals);
}

void TestLessonsDelivery::aConfigurationThatIsUndoneHealsAll()
{
    const SimulationResult result =
        play(group({{"min", 2}, {"max", 2}, {"desired", 2}}, station(10, 20)).build(),
             with(evenly(10, 600),
                  {{.atS = 200, .kind = "config.change", .target = "asg", .durationS = 100},
                   {.atS = 220, .kind = "host.reboot", .target = "asg"}}));
    QVERIFY(failedBetween(result, 201, 300) >= 980); // a reboot does not read it anew
    QCOMPARE(failedBetween(result, 301, 600), std::uint64_t{0});
}

void TestLessonsDelivery::anEnvironmentTakesItsVersionAlone()
{
    // A version that interrupts is rolled out in dev only; production does not notice.
    Drawing drawing;
    drawing.add("vpc", "vpc.vpc").add("net", "vpc.subnet", "vpc", {{"zone", "a"}});
    for (const char* stage : {"dev", "prod"}) {
        const std::string clients = std::string(stage) + "-users";
        drawing.add(clients.c_str(), "clients")
            .add(stage, "beanstalk.environment", "vpc", station(10, 10, exactly))
            .connect(stage, clients.c_str(), stage);
    }
    Scenario scenario = evenly(10, 300);
    scenario.load.front().client = ResourceId{"dev-users"};
    scenario.load.push_back(scenario.load.front());
    scenario.load.back().client = ResourceId{"prod-users"};
    Fault deploy{.atS = 100, .kind = "deploy", .target = "dev"};
    deploy.extra = {{"policy", "all-at-once"}, {"install_time_s", 30}};
    const SimulationResult result = play(drawing.build(), with(scenario, {deploy}));
    QVERIFY(
        std::abs(static_cast<double>(result.populations.at(ResourceId{"dev-users"}).failed) - 300)
        <= 2);
    QCOMPARE(result.populations.at(ResourceId{"prod-users"}).failed, std::uint64_t{0});
}

void TestLessonsDelivery::aLargerMinimumStartsAnotherInstance()
{
    const Json actions = Json::array({{{"name", "more"}, {"at_s", 100}, {"min", 2}}});
    Simulation simulation = start(
        group({{"min", 1}, {"max", 4}, {"desired", 1}, {"scheduled_actions", actions}}).build(),
        evenly(1, 300));
    QCOMPARE(groupAt(simulation, 99).total, 1);
    QCOMPARE(groupAt(simulation, 101).total, 2);
    QCOMPARE(groupAt(simulation, 101).inService, 1);
    // 30 s to launch, 30 s to boot, 30 s to the first check.
    QCOMPARE(groupAt(simulation, 191).inService, 2);
}

void TestLessonsDelivery::aBurstForWorkersIsWorkedOff()
{
    // 12 jobs a second for ten minutes; an instance does four. 8 more wait every second, CPU is at
    // 100 %: an instance more at 300 s and, after a cooldown of 360 s, at 900 s at the latest.
    Simulation simulation =
        start(shopWithJobs({{"mode", "high-availability"}, {"min", 1}, {"max", 4}}).build(),
              burst(12, 600, 4000));
    QVERIFY(std::abs(queueAt(simulation, "jobs", 300) - 8 * 300) <= 60);
    QCOMPARE(simulation.result().scaling.size(), std::size_t{1});
    QCOMPARE(simulation.result().scaling.front().atS, 300.0);
    QCOMPARE(simulation.result().scaling.front().group, ResourceId{"jobs/group"});
    QVERIFY(queueAt(simulation, "jobs", 600) > 2500);
    // 7,200 jobs; all are done, none is lost or done twice.
    QCOMPARE(queueAt(simulation, "jobs", 3000), 0.0);
    simulation.runToEnd();
    const SimulationResult result = simulation.result();
    const NodeResult queue = node(result, "jobs");
    QVERIFY(queue.arrivals >= 7199 && queue.arrivals <= 7200);
    QCOMPARE(std::llround(queue.throughputPerS * 4000), static_cast<long long>(queue.arrivals));
    QCOMPARE(queue.redelivered, std::uint64_t{0});
    QCOMPARE(queue.deadLettered, std::uint64_t{0});
    // And the workers go again when there is nothing to do.
    QCOMPARE(result.scaling.back().to, 1);
}

void TestLessonsDelivery::workOfAStoppedWorkerComesAgain()
{
    // Two workers with four jobs each; one host stops at 100 s. What it had comes again after the
    // five minutes for which a message is hidden, and nothing is lost.
    const SimulationResult result = play(
        shopWithJobs(
            {{"mode", "high-availability"}, {"min", 2}, {"max", 2}, {"scaling_metric", "none"}})
            .build(),
        with(burst(6, 200, 1000), {{.atS = 100.5, .kind = "host.stop", .target = "jobs"}}));
    const NodeResult queue = node(result, "jobs");
    QVERIFY(queue.redelivered >= 1 && queue.redelivered <= 4);
    QCOMPARE(std::llround(queue.throughputPerS * 1000), static_cast<long long>(queue.arrivals));
    QCOMPARE(queue.deadLettered, std::uint64_t{0});
    QCOMPARE(result.failed, std::uint64_t{0}); // who sent it has had an answer
}

void TestLessonsDelivery::workersTakeFromAQueueThatIsDrawn()
{
    for (const bool isConnected : {false, true}) {
        Drawing drawing = shopWithJobs({{"queue", "mine"}});
        drawing.add("mine", "sqs.queue", "", {{"visibility_timeout_s", 60}});
        if (isConnected)
            drawing.connect("take", "mine", "jobs");
        const SimulationResult result = play(drawing.build(), burst(2, 100, 200));
        QVERIFY(node(result, "mine").arrivals >= 199);
        QCOMPARE(std::llround(node(result, "mine").throughputPerS * 200),
                 static_cast<long long>(node(result, "mine").arrivals));
        QCOMPARE(node(result, "jobs").arrivals, node(result, "mine").arrivals);
    }
}

void TestLessonsDelivery::oneWorkerIsEnoughForLittle()
{
    // A single instance; what it calls it calls from there.
    Drawing drawing = shopWithJobs(Json::object());
    drawing.add("db", "rds.instance", "net-a", station(1, 10)).connect("sql", "jobs", "db");
    const SimulationResult result = play(drawing.build(), burst(2, 100, 200));
    QVERIFY(result.nodes.contains(ResourceId{"jobs/group"}));
    QCOMPARE(node(result, "db").arrivals, node(result, "jobs").arrivals);
    QCOMPARE(node(result, "jobs/group").arrivals, node(result, "jobs").arrivals);
}

void TestLessonsDelivery::theWebStaysQuickWhileSlowJobsRun()
{
    // Twelve slow jobs of a second come every second. On the web instances themselves (two of 20
    // workers that wait for them) they make everything slow; behind a queue nobody waits for them.
    const SimulationResult apart = play(shopWithJobs(Json::object()).build(), evenly(12, 600));
    VERIFY_NEAR(apart.latencyMs.p95, 10, 0.01);
    QVERIFY(node(apart, "jobs").meanInQueue > 1000); // though they do not keep up
    Drawing together = shopWithJobs(Json::object(), {{"hold_worker", true}});
    together.connect("send", "shop", "slow")
        .add("slow", "ec2.instance", "", station(1000, 4, exactly));
    const SimulationResult waiting = play(together.build(), evenly(12, 600));
    QVERIFY(waiting.latencyMs.p95 > 100 * apart.latencyMs.p95);
}

void TestLessonsDelivery::workerEnvironmentsCanFail()
{
    // Its queue can stall, its instances can stop or get a new version.
    const Architecture drawing = shopWithJobs(Json::object()).build();
    for (const char* kind : {"queue.stall", "process.stop", "deploy", "deploy.refresh"})
        QVERIFY2(Simulation::create(
                     Catalogue::builtIn(), drawing,
                     with(evenly(1, 10), {{.atS = 1, .kind = kind, .target = "jobs"}}), {}),
                 kind);
}

void TestLessonsDelivery::aBadVersionStaysInTheStage()
{
    // A pipeline deploys to stage at once and to production ten minutes later, after approval.
    // Stage fails its checks, so nobody approves; a hotfix goes straight to production.
    Drawing drawing = group({{"min", 2}, {"max", 2}, {"desired", 2}});
    drawing.add("testers", "clients")
        .add("tg-stage", "elb.target-group")
        .add("lb-stage", "elb.application", "",
             {{"listeners", {{{"protocol", "http"}, {"port", 80}, {"target_group", "tg-stage"}}}}})
        .add("stage", "autoscaling.group", "",
             {{"subnets", {"net-a", "net-b"}},
              {"target_groups", {"tg-stage"}},
              {"launch_template", "template"},
              {"min", 2},
              {"max", 2},
              {"desired", 2}})
        .connect("in-stage", "testers", "lb-stage");
    Scenario scenario = evenly(10, 1200);
    scenario.load.push_back(scenario.load.front());
    scenario.load.back().client = ResourceId{"testers"};
    Fault bad{.atS = 100, .kind = "deploy", .target = "stage"};
    bad.extra = {{"policy", "all-at-once"}, {"bad_version", true}};
    Fault hotfix{.atS = 700, .kind = "deploy", .target = "asg"};
    hotfix.extra = {{"policy", "rolling"}, {"batch", 1}};
    const SimulationResult result = play(drawing.build(), with(scenario, {bad, hotfix}));
    QVERIFY(result.populations.at(ResourceId{"testers"}).failed > 10'000);
    QCOMPARE(result.populations.at(ResourceId{"users"}).failed, std::uint64_t{0});
    const auto isDone = [&](const char* words) {
        return std::any_of(result.activities.begin(), result.activities.end(),
                           [&](const ScalingActivity& activity) {
                               return activity.description.english().starts_with(words)
                                      && activity.group == ResourceId{"asg"}
                                      && activity.status == ActivityStatus::Successful;
                           });
    };
    QVERIFY(isDone("Deploying version 2: rolling"));
}

QTEST_APPLESS_MAIN(TestLessonsDelivery)
#include "tst_lessons_delivery.moc"
