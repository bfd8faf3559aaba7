// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/simulation.h"
#include "tests/support/drawing.h"

#include <benchmark/benchmark.h>

#include <string>

using namespace skydraft;
using namespace skydraft::testing;

namespace {

Scenario loadOf(double ratePerS, double durationS)
{
    Scenario scenario;
    scenario.durationS = durationS;
    scenario.load = {Load{.client = ResourceId{"users"}, .ratePerS = ratePerS}};
    return scenario;
}

Json station(double serviceMs, int workers, double delayMs = 0)
{
    return {{"service_time_ms", serviceMs}, {"workers", workers}, {"network_delay_ms", delayMs}};
}

/// Plays the scenario again and again; reports events and requests per second of processor time,
/// and how much faster than real time that is.
void run(benchmark::State& state, const Architecture& architecture, const Scenario& scenario)
{
    double events = 0;
    double requests = 0;
    double meanMs = 0;
    for (auto _ : state) {
        auto simulation = Simulation::create(Catalogue::builtIn(), architecture, scenario, {});
        if (!simulation) {
            state.SkipWithError("the drawing cannot be played");
            return;
        }
        simulation->runToEnd();
        const SimulationResult result = simulation->result();
        events += static_cast<double>(result.events);
        requests += static_cast<double>(result.offered);
        meanMs = result.latencyMs.mean;
    }
    state.counters["events/s"] = benchmark::Counter(events, benchmark::Counter::kIsRate);
    state.counters["requests/s"] = benchmark::Counter(requests, benchmark::Counter::kIsRate);
    state.counters["mean_ms"] = meanMs; // peers/run.py compares it
    state.counters["times real time"] = benchmark::Counter(
        scenario.durationS * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

/// One queue with `state.range(0)` workers, 80 % busy: two events a request.
void oneQueue(benchmark::State& state)
{
    const auto workers = static_cast<int>(state.range(0));
    const Architecture architecture = Drawing()
                                          .add("users", "clients")
                                          .add("server", "ec2.instance", "", station(1, workers))
                                          .connect("c", "users", "server")
                                          .build();
    run(state, architecture, loadOf(800 * workers, 2000.0 / workers));
}
BENCHMARK(oneQueue)->Arg(1)->Arg(8)->Unit(benchmark::kMillisecond);

/// Name, CDN, balancer, `state.range(0)` servers of four workers, cache, database; all with delays
/// on the way, 80 % busy.
void sixHops(benchmark::State& state)
{
    const auto servers = static_cast<int>(state.range(0));
    const double rate = 160.0 * servers;
    Drawing drawing;
    drawing.add("users", "clients")
        .add("www", "route53.record")
        .add("cdn", "cloudfront.distribution", "", {{"hit_ratio", 0}, {"network_delay_ms", 2}})
        .add("lb", "elb.application", "", {{"network_delay_ms", 0.5}})
        .add("cache", "elasticache.redis", "",
             {{"service_time_ms", 0.2},
              {"workers", servers},
              {"hit_ratio", 0},
              {"network_delay_ms", 0.2}})
        .add("db", "rds.instance", "", station(5, servers, 0.5))
        .connect("1", "users", "www")
        .connect("2", "www", "cdn", Json::object(), ConnectionKind::Alias)
        .connect("3", "cdn", "lb", Json::object(), ConnectionKind::Origin);
    for (int i = 0; i < servers; ++i) {
        const std::string id = "s" + std::to_string(i);
        drawing.add(id.c_str(), "ec2.instance", "", station(20, 4, 0.2))
            .connect(("lb-" + id).c_str(), "lb", id.c_str())
            .connect((id + "-cache").c_str(), id.c_str(), "cache")
            .connect((id + "-db").c_str(), id.c_str(), "db");
    }
    run(state, drawing.build(), loadOf(rate, 300'000 / rate));
}
BENCHMARK(sixHops)->Arg(8)->Arg(800)->Unit(benchmark::kMillisecond);

} // namespace
