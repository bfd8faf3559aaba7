// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/random_stream.h"
#include "tests/model/simulation/play.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <initializer_list>
#include <string>
#include <vector>

using namespace skydraft;
using namespace skydraft::testing;

/// What holds for every run, over drawings made by chance: nothing is lost, Little's law, more
/// workers never hurt, and what only looks different plays the same.
class TestSimulationProperties : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsLostOrMade_data();
    void nothingIsLostOrMade();
    void littlesLawHoldsAtEveryStation_data();
    void littlesLawHoldsAtEveryStation();
    void oneWorkerMoreNeverHurts_data();
    void oneWorkerMoreNeverHurts();
    void moreCapacityEverywhereIsFaster_data();
    void moreCapacityEverywhereIsFaster();
    void aStepThatTakesNoTimeChangesNothing_data();
    void aStepThatTakesNoTimeChangesNothing();
    void halfOfTheLoadOnEachHalfIsTheSame_data();
    void halfOfTheLoadOnEachHalfIsTheSame();
    void slowMotionShowsTheSame_data();
    void slowMotionShowsTheSame();
    void theOrderOfDrawingDoesNotMatter_data();
    void theOrderOfDrawingDoesNotMatter();
    void namesDoNotMatter_data();
    void namesDoNotMatter();
    void whatWasStoppedComesBackAsItWas_data();
    void whatWasStoppedComesBackAsItWas();
};

namespace {

void seeds(int count)
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= count; ++seed)
        QTest::addRow("drawing %d", seed) << seed;
}

/// One part of a drawing, so that drawings can be made again in another way.
struct Part
{
    std::string id;
    const char* type = "ec2.instance";
    Json properties = Json::object();
};

struct Line
{
    std::string from;
    std::string to;
    Json properties = Json::object();
};

/// Clients, a balancer or none, one to three servers, below them one to three tiers, each called
/// by all of the tier above; between 30 and 85 % busy each.
struct Sketch
{
    double ratePerS = 0;
    std::vector<Part> parts;
    std::vector<Line> lines;

    Part& part(const std::string& id)
    {
        return *std::find_if(parts.begin(), parts.end(),
                             [&](const Part& one) { return one.id == id; });
    }

    Architecture build(const std::function<std::string(const std::string&)>& named =
                           [](const std::string& id) { return id; }) const
    {
        Drawing drawing;
        for (const Part& one : parts)
            drawing.add(named(one.id).c_str(), one.type, "", one.properties);
        for (const Line& line : lines)
            drawing.connect(named(line.from + '>' + line.to).c_str(), named(line.from).c_str(),
                            named(line.to).c_str(), line.properties);
        return drawing.build();
    }

    std::vector<std::string> stations() const
    {
        std::vector<std::string> ids;
        for (const Part& one : parts)
            if (one.properties.contains("workers"))
                ids.push_back(one.id);
        return ids;
    }
};

class Sketcher
{
public:
    explicit Sketcher(int seed)
        : m_chance(static_cast<std::uint64_t>(seed), 0, "sketch", Purpose::Service)
    {}

    RandomStream& chance() { return m_chance; }

    double between(double low, double high) { return low + (high - low) * m_chance.uniform(); }

    std::string pick(std::initializer_list<const char*> words)
    {
        return words.begin()[m_chance.below(static_cast<std::uint32_t>(words.size()))];
    }

    /// Properties of a station that `ratePerS` keeps between 30 and 85 % busy.
    Json stationFor(double ratePerS)
    {
        const int workers = 1 + static_cast<int>(m_chance.below(6));
        const double busy = between(0.3, 0.85);
        return station(1000 * busy * workers / ratePerS, workers,
                       {{"service_time_distribution",
                         pick({"exponential", "deterministic", "erlang", "lognormal"})},
                        {"service_time_cv", between(0.5, 1.2)}});
    }

    Sketch sketch()
    {
        Sketch made;
        made.ratePerS = between(100, 400);
        made.parts = {{"users", "clients"}};
        const int servers = 1 + static_cast<int>(m_chance.below(3));
        std::string front = "users";
        if (servers > 1) {
            made.parts.push_back(
                {"lb",
                 "elb.application",
                 {{"algorithm", pick({"round_robin", "random", "least_outstanding_requests"})}}});
            made.lines.push_back({"users", "lb"});
            front = "lb";
        }
        const Json properties = stationFor(made.ratePerS / servers);
        std::vector<std::string> above;
        for (int i = 0; i < servers; ++i) {
            above.push_back("web-" + std::to_string(i));
            made.parts.push_back({above.back(), "ec2.instance", properties});
            made.lines.push_back({front, above.back()});
        }
        double rate = made.ratePerS;
        const int tiers = 1 + static_cast<int>(m_chance.below(3));
        for (int tier = 0; tier < tiers; ++tier) {
            const double calls = tier == 0 ? between(0.3, 2.5) : 1;
            rate *= calls;
            const std::string id = "tier-" + std::to_string(tier);
            made.parts.push_back(
                {id, tier + 1 == tiers ? "rds.instance" : "ec2.instance", stationFor(rate)});
            for (const std::string& caller : above)
                made.lines.push_back({caller, id, {{"calls_per_request", calls}}});
            above = {id};
        }
        return made;
    }

private:
    RandomStream m_chance;
};

/// Requests come for `forS` seconds; then the run goes on until all is done.
Scenario thatEnds(double ratePerS, double forS, double durationS)
{
    Scenario scenario = open(ratePerS, durationS);
    scenario.load.front().shape = "step";
    scenario.load.front().extra = {{"step_rate_per_s", 0}, {"step_at_s", forS}};
    return scenario;
}

double servedOf(const SimulationResult& result, const std::string& id)
{
    return std::round(result.nodes.at(ResourceId{id}).throughputPerS * result.simulatedS);
}

} // namespace

void TestSimulationProperties::nothingIsLostOrMade_data()
{
    seeds(12);
}

void TestSimulationProperties::nothingIsLostOrMade()
{
    QFETCH(int, seed);
    Sketcher chance(seed);
    Sketch sketch = chance.sketch();
    // Small queues, impatient clients who try again, and things that stop and start.
    for (const std::string& id : sketch.stations())
        if (chance.chance().below(2) == 0)
            sketch.part(id).properties["queue_limit"] = chance.chance().below(20);
    sketch.part("users").properties = {{"retries", chance.chance().below(4)},
                                       {"retry_backoff_ms", 20},
                                       {"timeout_s", chance.between(0.05, 2)},
                                       {"connect_timeout_s", 1}};
    Scenario scenario = thatEnds(1.2 * sketch.ratePerS, 60, 120);
    const std::vector<std::string> stations = sketch.stations();
    for (int i = 0; i < 6; ++i)
        scenario.faults.push_back(
            {.atS = chance.between(0, 50),
             .kind =
                 chance.pick({"process.stop", "process.hang", "http500", "host.stop", "cpu.burn"}),
             .target = stations[chance.chance().below(static_cast<std::uint32_t>(stations.size()))],
             .durationS = chance.between(1, 15)});
    Simulation simulation = start(sketch.build(), scenario);
    for (double time = 5; time <= 120; time += 5) {
        simulation.runUntil(fromSeconds(time));
        const SimulationResult result = simulation.result();
        QCOMPARE(result.offered, result.succeeded + result.failed + result.inFlight);
    }
    const SimulationResult result = simulation.result();
    QCOMPARE(result.inFlight, std::uint64_t{0}); // a minute after the last came
    QVERIFY(result.succeeded > 0);
    std::uint64_t byCause = 0;
    for (const auto& [cause, count] : result.failedByCause)
        byCause += count;
    QCOMPARE(byCause, result.failed);
    SecondSample sum;
    for (const SecondSample& second : result.series) {
        sum.offered += second.offered;
        sum.succeeded += second.succeeded;
        sum.failed += second.failed;
    }
    QCOMPARE(sum.offered, result.offered);
    QCOMPARE(sum.succeeded, result.succeeded);
    QCOMPARE(sum.failed, result.failed);
    for (const std::string& id : stations) {
        const NodeResult& one = result.nodes.at(ResourceId{id});
        QVERIFY(servedOf(result, id) + static_cast<double>(one.blocked)
                <= static_cast<double>(one.arrivals) + 0.5);
        QVERIFY(one.utilization >= 0 && one.utilization <= 1 + 1e-12);
    }
}

void TestSimulationProperties::littlesLawHoldsAtEveryStation_data()
{
    seeds(12);
}

void TestSimulationProperties::littlesLawHoldsAtEveryStation()
{
    QFETCH(int, seed);
    const Sketch sketch = Sketcher(seed).sketch();
    // Everything is empty at both ends, so L T = n W to the last nanosecond.
    const SimulationResult result = play(sketch.build(), thatEnds(sketch.ratePerS, 100, 160));
    QCOMPARE(result.inFlight, std::uint64_t{0});
    QCOMPARE(result.failed, std::uint64_t{0});
    double inside = 0;
    for (const std::string& id : sketch.stations()) {
        const NodeResult& one = result.nodes.at(ResourceId{id});
        const auto count = static_cast<double>(one.arrivals);
        QCOMPARE(servedOf(result, id), count); // who came has left
        if (one.meanInQueue > 0)
            VERIFY_NEAR(one.meanInQueue * result.simulatedS, count * one.meanWaitMs / 1000, 1e-9);
        inside += one.meanInSystem;
    }
    // Nothing takes time but stations: the clients' time is the time at all of them.
    VERIFY_NEAR(inside * result.simulatedS,
                static_cast<double>(result.succeeded) * result.latencyMs.mean / 1000, 1e-9);
}

void TestSimulationProperties::oneWorkerMoreNeverHurts_data()
{
    seeds(12);
}

void TestSimulationProperties::oneWorkerMoreNeverHurts()
{
    QFETCH(int, seed);
    // First come, first served, with the same arrivals and the same work in the same order: with
    // another worker everybody is served at the same time or earlier. That holds for each request,
    // so for every mean and percentile, however short the run.
    Sketcher chance(seed);
    const double rate = chance.between(100, 400);
    Json properties = chance.stationFor(rate);
    double before = 1e300;
    double beforeP99 = 1e300;
    for (int more = 0; more < 4; ++more) {
        const SimulationResult result = play(Drawing()
                                                 .add("users", "clients")
                                                 .add("server", "ec2.instance", "", properties)
                                                 .connect("c", "users", "server")
                                                 .build(),
                                             thatEnds(rate, 30, 60));
        QVERIFY2(result.latencyMs.mean <= before && result.latencyMs.p99 <= beforeP99,
                 qPrintable(QStringLiteral("%1 after %2").arg(result.latencyMs.mean).arg(before)));
        before = result.latencyMs.mean;
        beforeP99 = result.latencyMs.p99;
        properties["workers"] = properties["workers"].get<int>() + 1;
    }
}

void TestSimulationProperties::moreCapacityEverywhereIsFaster_data()
{
    seeds(8);
}

void TestSimulationProperties::moreCapacityEverywhereIsFaster()
{
    QFETCH(int, seed);
    Sketch sketch = Sketcher(seed).sketch();
    const SimulationResult little = play(sketch.build(), open(sketch.ratePerS, 300, 10));
    for (const std::string& id : sketch.stations())
        sketch.part(id).properties["workers"] =
            2 * sketch.part(id).properties["workers"].get<int>();
    const SimulationResult much = play(sketch.build(), open(sketch.ratePerS, 300, 10));
    QCOMPARE(much.offered, little.offered); // the same requests
    QVERIFY(much.latencyMs.mean < little.latencyMs.mean);
    QVERIFY(much.latencyMs.p99 <= little.latencyMs.p99);
    QVERIFY(much.succeeded + 5 >= little.succeeded);
    QVERIFY(much.succeeded <= much.offered);
}

void TestSimulationProperties::aStepThatTakesNoTimeChangesNothing_data()
{
    seeds(8);
}

void TestSimulationProperties::aStepThatTakesNoTimeChangesNothing()
{
    QFETCH(int, seed);
    const Sketch sketch = Sketcher(seed).sketch();
    Sketch longer = sketch;
    // Every call to the first tier goes through one more server, whose work takes no time.
    longer.parts.push_back({"proxy", "ec2.instance", station(0, 1'000'000)});
    for (Line& line : longer.lines)
        if (line.to == "tier-0")
            line.to = "proxy";
    longer.lines.push_back({"proxy", "tier-0"});
    const SimulationResult one = play(sketch.build(), open(sketch.ratePerS, 60));
    const SimulationResult other = play(longer.build(), open(sketch.ratePerS, 60));
    QCOMPARE(other.offered, one.offered);
    QCOMPARE(other.succeeded, one.succeeded);
    QCOMPARE(other.latencyMs.mean, one.latencyMs.mean);
    QCOMPARE(other.latencyMs.max, one.latencyMs.max);
    for (const std::string& id : sketch.stations())
        QCOMPARE(other.nodes.at(ResourceId{id}).meanInSystem,
                 one.nodes.at(ResourceId{id}).meanInSystem);
}

void TestSimulationProperties::halfOfTheLoadOnEachHalfIsTheSame_data()
{
    seeds(5);
}

void TestSimulationProperties::halfOfTheLoadOnEachHalfIsTheSame()
{
    QFETCH(int, seed);
    // Of Poisson arrivals each of two random halves is Poisson again: two servers with twice the
    // load of one are two of it. 400,000 requests at no more than 85 %: some 2 % of the mean.
    Sketcher chance(seed);
    const double rate = chance.between(100, 400);
    const Json properties = chance.stationFor(rate);
    const SimulationResult one = play(Drawing()
                                          .add("users", "clients")
                                          .add("server", "ec2.instance", "", properties)
                                          .connect("c", "users", "server")
                                          .build(),
                                      open(rate, 4e5 / rate, 10));
    const SimulationResult two =
        play(Drawing()
                 .add("users", "clients")
                 .add("lb", "elb.application", "", {{"algorithm", "random"}})
                 .add("a", "ec2.instance", "", properties)
                 .add("b", "ec2.instance", "", properties)
                 .connect("c", "users", "lb")
                 .connect("a", "lb", "a")
                 .connect("b", "lb", "b")
                 .build(),
             open(2 * rate, 4e5 / rate, 10));
    VERIFY_NEAR(two.latencyMs.mean, one.latencyMs.mean, 0.05);
    VERIFY_NEAR(two.latencyMs.p99, one.latencyMs.p99, 0.08);
    VERIFY_NEAR(node(two, "a").meanInSystem, node(one, "server").meanInSystem, 0.06);
    VERIFY_NEAR(node(two, "b").utilization, node(one, "server").utilization, 0.02);
}

void TestSimulationProperties::slowMotionShowsTheSame_data()
{
    seeds(8);
}

void TestSimulationProperties::slowMotionShowsTheSame()
{
    QFETCH(int, seed);
    const Sketch sketch = Sketcher(seed).sketch();
    Sketch slow = sketch;
    for (const std::string& id : slow.stations())
        slow.part(id).properties["service_time_ms"] =
            10 * slow.part(id).properties["service_time_ms"].get<double>();
    const SimulationResult one = play(sketch.build(), thatEnds(sketch.ratePerS, 60, 100));
    const SimulationResult ten = play(slow.build(), thatEnds(sketch.ratePerS / 10, 600, 1000));
    // Times are rounded to nanoseconds, so that hardly ever two events change places.
    QCOMPARE(ten.offered, one.offered);
    VERIFY_NEAR(ten.latencyMs.mean, 10 * one.latencyMs.mean, 1e-4);
    VERIFY_NEAR(ten.latencyMs.p99, 10 * one.latencyMs.p99, 0.01);
    for (const std::string& id : sketch.stations()) {
        QCOMPARE(ten.nodes.at(ResourceId{id}).arrivals, one.nodes.at(ResourceId{id}).arrivals);
        VERIFY_NEAR(ten.nodes.at(ResourceId{id}).meanInSystem,
                    one.nodes.at(ResourceId{id}).meanInSystem, 1e-4);
    }
}

void TestSimulationProperties::theOrderOfDrawingDoesNotMatter_data()
{
    seeds(8);
}

void TestSimulationProperties::theOrderOfDrawingDoesNotMatter()
{
    QFETCH(int, seed);
    const Sketch sketch = Sketcher(seed).sketch();
    Sketch turned = sketch;
    std::reverse(turned.parts.begin(), turned.parts.end());
    std::reverse(turned.lines.begin(), turned.lines.end());
    QCOMPARE(bytesOf(play(turned.build(), open(sketch.ratePerS, 30))),
             bytesOf(play(sketch.build(), open(sketch.ratePerS, 30))));
}

void TestSimulationProperties::namesDoNotMatter_data()
{
    seeds(5);
}

void TestSimulationProperties::namesDoNotMatter()
{
    QFETCH(int, seed);
    const Sketch sketch = Sketcher(seed).sketch();
    // Other names sort otherwise and draw otherwise; what they stand for is the same.
    const auto other = [](const std::string& id) {
        std::string turned{id.rbegin(), id.rend()};
        return turned + "-again";
    };
    const double durationS = 3e5 / sketch.ratePerS;
    Scenario scenario = open(sketch.ratePerS, durationS, 10);
    const SimulationResult one = play(sketch.build(), scenario);
    scenario.load.front().client = ResourceId{other("users")};
    const SimulationResult two = play(sketch.build(other), scenario);
    VERIFY_NEAR(two.latencyMs.mean, one.latencyMs.mean, 0.05);
    for (const std::string& id : sketch.stations())
        VERIFY_NEAR(two.nodes.at(ResourceId{other(id)}).utilization,
                    one.nodes.at(ResourceId{id}).utilization, 0.03);
}

void TestSimulationProperties::whatWasStoppedComesBackAsItWas_data()
{
    seeds(8);
}

void TestSimulationProperties::whatWasStoppedComesBackAsItWas()
{
    QFETCH(int, seed);
    Sketcher chance(seed);
    Sketch sketch = chance.sketch();
    // Without patience the last server in service would keep its backlog for many minutes.
    sketch.part("users").properties = {{"timeout_s", 3}, {"connect_timeout_s", 1}};
    for (const std::string& id : sketch.stations())
        sketch.part(id).properties["drop_abandoned"] = true;
    const double durationS = 500 + 2e5 / sketch.ratePerS;
    // What is measured begins when the last trace of it is gone: checks, backlogs, boots.
    Scenario scenario = open(sketch.ratePerS, durationS, 400);
    const SimulationResult calm = play(sketch.build(), scenario);
    for (const std::string& id : sketch.stations())
        scenario.faults.push_back(
            {.atS = chance.between(10, 60),
             .kind = chance.pick({"process.stop", "process.hang", "http500", "host.stop"}),
             .target = id,
             .durationS = chance.between(5, 20)});
    const SimulationResult shaken = play(sketch.build(), scenario);
    QVERIFY(!shaken.incidents.empty());
    QCOMPARE(shaken.failed, std::uint64_t{0}); // all before
    VERIFY_NEAR(shaken.latencyMs.mean, calm.latencyMs.mean, 0.05);
    for (const std::string& id : sketch.stations()) {
        const NodeResult& one = shaken.nodes.at(ResourceId{id});
        VERIFY_NEAR(one.utilization, calm.nodes.at(ResourceId{id}).utilization, 0.02);
        VERIFY_NEAR(static_cast<double>(one.arrivals),
                    static_cast<double>(calm.nodes.at(ResourceId{id}).arrivals), 0.02);
    }
}

QTEST_APPLESS_MAIN(TestSimulationProperties)
#include "tst_simulation_properties.moc"
