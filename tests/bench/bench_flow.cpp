// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/analytic.h"
#include "model/simulation/flow.h"
#include "model/simulation/plan_compiler.h"
#include "tests/support/drawing.h"

#include <benchmark/benchmark.h>

#include <string>

using namespace skydraft;
using namespace skydraft::testing;

namespace {

/// A balancer, servers of four workers with round robin, a cache and a database for every ten: some
/// `stations` stations, 80 % busy.
Architecture fleet(int stations, double& ratePerS)
{
    Drawing drawing;
    drawing.add("users", "clients").add("lb", "elb.application").connect("in", "users", "lb");
    const int servers = stations * 10 / 12;
    ratePerS = 160.0 * servers;
    for (int i = 0; i < servers; ++i) {
        const std::string id = "s" + std::to_string(i);
        const std::string cache = "cache" + std::to_string(i / 10);
        const std::string database = "db" + std::to_string(i / 10);
        drawing.add(id.c_str(), "ec2.instance", "", {{"service_time_ms", 20}, {"workers", 4}})
            .connect(("lb-" + id).c_str(), "lb", id.c_str());
        if (i % 10 == 0)
            drawing
                .add(cache.c_str(), "elasticache.redis", "",
                     {{"service_time_ms", 0.5}, {"workers", 2}, {"hit_ratio", 0.8}})
                .add(database.c_str(), "rds.instance", "",
                     {{"service_time_ms", 10}, {"workers", 4}});
        drawing.connect((id + "-cache").c_str(), id.c_str(), cache.c_str())
            .connect((id + "-db").c_str(), id.c_str(), database.c_str());
    }
    return drawing.build();
}

SimulationPlan planOf(int stations, double durationS)
{
    double rate = 0;
    const Architecture architecture = fleet(stations, rate);
    Scenario scenario;
    scenario.durationS = durationS;
    scenario.load = {Load{.client = ResourceId{"users"}, .ratePerS = rate}};
    return *PlanCompiler{Catalogue::builtIn(), architecture, scenario, {}}.compile();
}

/// The estimate that a window shows while somebody draws.
void estimateOfFleet(benchmark::State& state)
{
    const SimulationPlan plan = planOf(static_cast<int>(state.range(0)), 60);
    for (auto _ : state)
        benchmark::DoNotOptimize(estimate(plan));
    state.counters["nodes"] = static_cast<double>(plan.nodes.size());
}
BENCHMARK(estimateOfFleet)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);

void play(benchmark::State& state, const SimulationPlan& plan, double durationS)
{
    double steps = 0;
    for (auto _ : state)
        steps += static_cast<double>(playFlow(plan).events);
    state.counters["stations"] = static_cast<double>(plan.nodes.size() - 1);
    state.counters["ticks/s"] = benchmark::Counter(steps, benchmark::Counter::kIsRate);
    state.counters["times real time"] = benchmark::Counter(
        durationS * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

/// An hour of a steady load: everything is at rest and ticks are long.
void flowAtRest(benchmark::State& state)
{
    play(state, planOf(static_cast<int>(state.range(0)), 3600), 3600);
}
BENCHMARK(flowAtRest)->Arg(200)->Arg(1000)->Unit(benchmark::kMillisecond);

/// A week whose load swings by the hour.
void flowForAWeek(benchmark::State& state)
{
    SimulationPlan plan = planOf(static_cast<int>(state.range(0)), 604'800);
    ShapePlan& shape = plan.populations.front().shape;
    const double rate = shape.ratePerS;
    shape.kind = LoadShape::Curve;
    shape.periodS = 86'400;
    shape.points = {{0, rate * 0.5}, {43'200, rate}, {86'400, rate * 0.5}};
    play(state, plan, 604'800);
}
BENCHMARK(flowForAWeek)->Arg(200)->Unit(benchmark::kMillisecond);

/// Ten minutes in which one server after the other stops and comes back, so that all the time some
/// queues are on the move.
void flowInTrouble(benchmark::State& state)
{
    SimulationPlan plan = planOf(static_cast<int>(state.range(0)), 600);
    for (int i = 0; i < 60; ++i) {
        const ResourceId id{"s" + std::to_string(i)};
        plan.faults.push_back(FaultPlan{.kind = FaultKind::ProcessStop,
                                        .name = "process.stop",
                                        .target = id.value(),
                                        .node = plan.nodeOf.at(id),
                                        .atNs = std::int64_t{10'000'000'000} * i,
                                        .durationNs = 10'000'000'000});
    }
    play(state, plan, 600);
}
BENCHMARK(flowInTrouble)->Arg(200)->Unit(benchmark::kMillisecond);

/// All servers at ticks of 10 ms: a load that never stands still.
void flowOnTheMove(benchmark::State& state)
{
    SimulationPlan plan = planOf(static_cast<int>(state.range(0)), 600);
    ShapePlan& shape = plan.populations.front().shape;
    const double rate = shape.ratePerS;
    shape.kind = LoadShape::Curve;
    shape.periodS = 20;
    shape.points = {{0, rate}, {5, rate * 0.6}, {10, rate * 1.1}, {20, rate}};
    play(state, plan, 600);
}
BENCHMARK(flowOnTheMove)->Arg(200)->Unit(benchmark::kMillisecond);

} // namespace
