// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "tests/model/simulation/play.h"

#include <cmath>

using namespace skydraft;
using namespace skydraft::testing;

/// Amazon SQS with its workers.
class TestMessageQueues : public QObject
{
    Q_OBJECT
private slots:
    void sendersDoNotWait();
    void aBurstIsWorkedOff();
    void slowWorkComesAgain();
    void workOfAStoppedWorkerIsDoneByAnother();
    void whatFailsTooOftenGoesToTheDeadLetterQueue();
    void aStalledQueueGivesNothingOut();
    void aGroupWorks();
    void workersGrowWithTheQueue();
    void nobodyWorks();
};

namespace {

Drawing webAndWorker(const Json& worker, const Json& queue = Json::object())
{
    return Drawing()
        .add("users", "clients")
        .add("web", "ec2.instance", "", station(1, 1000))
        .add("queue", "sqs.queue", "", queue)
        .add("dead", "sqs.queue")
        .add("worker", "ec2.instance", "", worker)
        .connect("c", "users", "web")
        .connect("s", "web", "queue")
        .connect("w", "queue", "worker");
}

} // namespace

void TestMessageQueues::sendersDoNotWait()
{
    // Each message takes a second of work; whoever sent it has an answer after the 1 ms of the web.
    const SimulationResult result =
        play(webAndWorker(station(1000, 20)).build(), open(10, 2000, 100));
    VERIFY_NEAR(result.latencyMs.mean, 1, 0.02);
    VERIFY_NEAR(node(result, "queue").throughputPerS, 10, 0.03);
    // M/M/20 at half load: nearly nobody waits, ten are at work.
    QVERIFY(node(result, "queue").meanInQueue < 0.1);
    VERIFY_NEAR(node(result, "worker").meanInSystem, 10, 0.03);
}

void TestMessageQueues::aBurstIsWorkedOff()
{
    // 200 a second in, 150 out (150 workers of exactly 1 s), for 600 s: 50 * 600 = 30,000 wait
    // then, and one that comes then waits 30,000 / 150 = 200 s. The one in service then was sent at
    // 450 s: 150 s ago.
    Scenario scenario = evenly(200, 1500);
    scenario.load.front().shape = "step";
    scenario.load.front().extra = {{"step_rate_per_s", 0}, {"step_at_s", 600}};
    const Architecture architecture =
        webAndWorker(station(1000, 150, {{"service_time_distribution", "deterministic"}}),
                     {{"visibility_timeout_s", 600}})
            .build();
    Simulation simulation = start(architecture, scenario);
    simulation.runUntil(fromSeconds(600));
    const double sent = static_cast<double>(node(simulation.result(), "queue").arrivals);
    VERIFY_NEAR(sent, 120'000, 0.001);
    const SimulationFrame frame = simulation.frame();
    VERIFY_NEAR(frame.nodes.at(ResourceId{"queue"}).queue, 30'000, 0.01);
    simulation.runUntil(fromSeconds(790));
    QVERIFY(simulation.frame().nodes.at(ResourceId{"queue"}).queue > 500);
    simulation.runUntil(fromSeconds(803)); // and all is done at 120,000 / 150 = 800 s
    QCOMPARE(simulation.frame().nodes.at(ResourceId{"queue"}).queue, 0.0);
}

void TestMessageQueues::slowWorkComesAgain()
{
    // Exponential work of 10 s and a visibility timeout of 30 s: e^-3 = 0.049787 of the messages
    // are given out again, e^-6 e^-3 of them a third time: 0.049910 in all.
    const SimulationResult result =
        play(webAndWorker(station(10'000, 100'000), {{"visibility_timeout_s", 30}}).build(),
             open(100, 5000));
    const NodeResult queue = node(result, "queue");
    const double again =
        static_cast<double>(queue.redelivered) / static_cast<double>(queue.arrivals);
    // 500,000 messages: 4 sigma = 4 * sqrt(0.05 / 500,000) = 0.00126.
    QVERIFY2(std::abs(again - 0.04991) < 0.0013, qPrintable(QString::number(again)));
}

void TestMessageQueues::workOfAStoppedWorkerIsDoneByAnother()
{
    // One message a second, each 5 s of work: five are under way when the worker stops at 100.5 s.
    // They come back 30 s after they were given out, and nothing is lost.
    Drawing drawing =
        webAndWorker(station(5000, 10, {{"service_time_distribution", "deterministic"}}),
                     {{"visibility_timeout_s", 30}});
    drawing
        .add("other", "ec2.instance", "",
             station(5000, 10, {{"service_time_distribution", "deterministic"}}))
        .connect("w2", "queue", "other");
    Scenario scenario = evenly(1, 400);
    scenario.load.front().shape = "step";
    scenario.load.front().extra = {{"step_rate_per_s", 0}, {"step_at_s", 200}};
    scenario.faults = {{.atS = 100.5, .kind = "host.stop", .target = "worker"}};
    const SimulationResult result = play(drawing.build(), scenario);
    const NodeResult queue = node(result, "queue");
    QVERIFY(queue.arrivals >= 199 && queue.arrivals <= 201);
    QCOMPARE(std::llround(queue.throughputPerS * 400), static_cast<long long>(queue.arrivals));
    QVERIFY(queue.redelivered >= 2 && queue.redelivered <= 5); // those that the stopped one had
}

void TestMessageQueues::whatFailsTooOftenGoesToTheDeadLetterQueue()
{
    const Json queue = {
        {"visibility_timeout_s", 10}, {"dead_letter_queue", "dead"}, {"max_receive_count", 3}};
    Scenario scenario = evenly(1, 200);
    scenario.load.front().shape = "step";
    scenario.load.front().extra = {{"step_rate_per_s", 0}, {"step_at_s", 10.5}};
    scenario.faults = {{.atS = 0, .kind = "http500", .target = "worker"}};
    const SimulationResult result = play(webAndWorker(station(1, 10), queue).build(), scenario);
    // Ten messages, each given out three times and then put aside.
    QCOMPARE(node(result, "queue").deadLettered, node(result, "queue").arrivals);
    QCOMPARE(node(result, "worker").arrivals, 3 * node(result, "queue").arrivals);
}

void TestMessageQueues::aStalledQueueGivesNothingOut()
{
    Scenario scenario = evenly(10, 100);
    scenario.faults = {{.atS = 20, .kind = "queue.stall", .target = "queue", .durationS = 30}};
    Simulation simulation = start(webAndWorker(station(1, 100)).build(), scenario);
    simulation.runUntil(fromSeconds(49.95)); // 10/s for 29.95 s
    QVERIFY(std::abs(simulation.frame().nodes.at(ResourceId{"queue"}).queue - 299.5) <= 1.0);
    simulation.runUntil(fromSeconds(60));
    QCOMPARE(simulation.frame().nodes.at(ResourceId{"queue"}).queue, 0.0);
}

void TestMessageQueues::aGroupWorks()
{
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("web", "ec2.instance", "", station(1, 1000))
            .add("queue", "sqs.queue")
            .add("template", "ec2.launch-template", "", station(1000, 5))
            .add("workers", "autoscaling.group", "",
                 {{"launch_template", "template"}, {"min", 4}, {"max", 4}, {"desired", 4}})
            .connect("c", "users", "web")
            .connect("s", "web", "queue")
            .connect("w", "queue", "workers")
            .build();
    const SimulationResult result = play(architecture, open(10, 1000, 50));
    VERIFY_NEAR(node(result, "queue").throughputPerS, 10, 0.05);
    VERIFY_NEAR(node(result, "workers").utilization, 0.5, 0.05); // 10 of 20 workers
}

void TestMessageQueues::workersGrowWithTheQueue()
{
    // 20 messages a second for one instance that does five: 15 more wait each second, and the
    // alarm at 100 rings at the end of the first minute. One instance more each time it does.
    const Json alarm = {{"target", "queue"},      {"metric", "queue_depth"},
                        {"statistic", "average"}, {"comparison", "greater_than"},
                        {"threshold", 100},       {"period_s", 60},
                        {"evaluation_periods", 1}};
    const Json policy = {
        {"kind", "simple"}, {"alarm", "deep"}, {"adjustment", 2}, {"cooldown_s", 60}};
    const Architecture architecture =
        Drawing()
            .add("users", "clients")
            .add("web", "ec2.instance", "", station(1, 1000))
            .add("queue", "sqs.queue")
            .add("template", "ec2.launch-template", "", station(1000, 5, {{"boot_time_s", 10}}))
            .add("deep", "cloudwatch.alarm", "", alarm)
            .add("workers", "autoscaling.group", "",
                 {{"launch_template", "template"},
                  {"min", 1},
                  {"max", 9},
                  {"desired", 1},
                  {"launch_time_s", 20},
                  {"policies", {policy}}})
            .connect("c", "users", "web")
            .connect("s", "web", "queue")
            .connect("w", "queue", "workers")
            .build();
    Simulation simulation = start(architecture, open(20, 1500));
    simulation.runUntil(fromSeconds(1500));
    const SimulationResult result = simulation.result();
    QVERIFY(!result.scaling.empty());
    QCOMPARE(result.scaling.front().atS, 60.0);
    QVERIFY(result.scaling.back().to >= 5);
    QCOMPARE(simulation.frame().nodes.at(ResourceId{"queue"}).queue < 100, true); // and drains
    QCOMPARE(node(result, "queue").redelivered, std::uint64_t{0});
}

void TestMessageQueues::nobodyWorks()
{
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("queue", "sqs.queue")
                                          .connect("c", "users", "queue")
                                          .build();
    const SimulationResult result = play(architecture, evenly(10, 10));
    QCOMPARE(result.succeeded, std::uint64_t{100});
    QCOMPARE(node(result, "queue").throughputPerS, 0.0);
}

QTEST_APPLESS_MAIN(TestMessageQueues)
#include "tst_message_queues.moc"
