// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/random_stream.h"
#include "tests/model/simulation/play_group.h"

#include <initializer_list>
#include <map>

using namespace skydraft;
using namespace skydraft::testing;

/// Random groups under random faults and deployments: what always holds.
class TestGroupStorms : public QObject
{
    Q_OBJECT

private slots:
    void whateverHappensTheBooksAreInOrder_data();
    void whateverHappensTheBooksAreInOrder();
};

namespace {

constexpr int most = 6;

/// Properties and faults by chance, the same for the same seed.
class Storm
{
public:
    explicit Storm(std::uint64_t seed)
        : m_chance(seed, 0, "storm", Purpose::Service)
    {}

    Architecture drawing()
    {
        Json properties = {{"min", m_chance.below(3)},
                           {"max", most},
                           {"desired", 1 + m_chance.below(most)},
                           {"warmup_s", 60 * m_chance.below(3)},
                           {"grace_period_s", 60 * m_chance.below(4)},
                           {"health_check_type", pick({"ec2", "elb"})},
                           {"warm_pool", m_chance.below(3) == 0},
                           {"warm_pool_state", pick({"stopped", "running"})},
                           {"scale_in_protection", m_chance.below(6) == 0},
                           {"termination_policy",
                            pick({"default", "oldest_instance", "newest_instance",
                                  "oldest_launch_template", "closest_to_next_instance_hour"})},
                           {"notification_topic", "mail"},
                           {"policies", tracking(30 + m_chance.below(50))}};
        Json hooks = Json::array();
        for (const char* transition : {"launching", "terminating"})
            if (m_chance.below(3) == 0)
                hooks.push_back({{"name", transition},
                                 {"transition", transition},
                                 {"heartbeat_s", 30 + m_chance.below(120)},
                                 {"default_result", pick({"abandon", "continue"})}});
        properties["lifecycle_hooks"] = std::move(hooks);
        Json actions = Json::array();
        for (int action = 0; action < 3; ++action)
            actions.push_back({{"name", "resize"},
                               {"at_s", m_chance.below(3000)},
                               {"desired", m_chance.below(most + 1)}});
        properties["scheduled_actions"] = std::move(actions);
        Drawing drawing =
            group(properties,
                  station(100, 4, {{"autostart", m_chance.below(5) != 0}, {"queue_limit", 10}}));
        drawing.add("mail", "sns.topic", "",
                    {{"subscriptions", Json::array({{{"endpoint", "ops@example.com"}}})}});
        drawing.add("busy", "cloudwatch.alarm", "",
                    {{"target", "lb"}, {"metric", "errors"}, {"statistic", "sum"}});
        return drawing.build();
    }

    std::vector<Fault> faults()
    {
        std::vector<Fault> all;
        for (std::uint32_t count = 3 + m_chance.below(8); count > 0; --count) {
            Fault fault{.atS = 3000 * m_chance.uniform()};
            fault.kind = pick({"process.stop", "process.hang", "http500", "cpu.burn", "host.stop",
                               "az.down", "capacity.out", "deploy", "deploy.refresh"});
            const bool isZone = fault.kind == "az.down" || fault.kind == "capacity.out";
            fault.target = isZone ? pick({"a", "b"}) : "asg";
            if (m_chance.below(3) != 0)
                fault.durationS = 600 * m_chance.uniform();
            if (fault.kind == "deploy")
                fault.extra["policy"] = pick({"all-at-once", "rolling", "immutable", "blue-green",
                                              "rolling-with-additional-batch"});
            if (fault.kind.starts_with("deploy"))
                fault.extra["bad_version"] = m_chance.below(2) == 0;
            all.push_back(std::move(fault));
        }
        return all;
    }

private:
    std::string pick(std::initializer_list<const char*> words)
    {
        return words.begin()[m_chance.below(static_cast<std::uint32_t>(words.size()))];
    }

    RandomStream m_chance;
};

} // namespace

void TestGroupStorms::whateverHappensTheBooksAreInOrder_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 20; ++seed)
        QTest::addRow("storm %d", seed) << seed;
}

void TestGroupStorms::whateverHappensTheBooksAreInOrder()
{
    QFETCH(int, seed);
    Storm storm(static_cast<std::uint64_t>(seed));
    const Architecture drawing = storm.drawing();
    const Scenario scenario = with(open(10, 3600), storm.faults());
    Simulation simulation = start(drawing, scenario);
    for (double time = 30; time <= 3600; time += 30) {
        const NodeFrame frame = groupAt(simulation, time);
        QVERIFY(frame.inService <= frame.total);
        // A deployment may hold a second fleet, zones one more.
        QVERIFY2(frame.total <= 2 * most + 1, qPrintable(QString::number(frame.total)));
    }
    const SimulationResult result = simulation.result();
    QCOMPARE(result.offered, result.succeeded + result.failed + result.inFlight);
    for (const ScalingEvent& event : result.scaling)
        QVERIFY(event.from >= 0 && event.to >= 0 && event.to <= most);
    std::map<std::string, int> launches;
    std::map<std::string, int> terminations;
    for (const ScalingActivity& activity : result.activities) {
        QVERIFY((activity.endS >= activity.atS) == (activity.status != ActivityStatus::InProgress));
        QVERIFY(!activity.description.empty() && !activity.cause.empty());
        if (activity.instance.empty())
            continue;
        const bool isLaunch = activity.description.english().starts_with("Launching");
        ++(isLaunch ? launches : terminations)[activity.instance];
    }
    // Nobody is launched or terminated twice, and the last to be launched have the highest numbers.
    for (const auto& [name, count] : launches)
        QCOMPARE(count, 1);
    for (const auto& [name, count] : terminations)
        QCOMPARE(count, 1);
    QCOMPARE(bytesOf(play(drawing, scenario)), bytesOf(result));
}

QTEST_APPLESS_MAIN(TestGroupStorms)
#include "tst_group_storms.moc"
