// SPDX-License-Identifier: GPL-3.0-or-later
// What looking back costs: a copy of a simulation with 100,000 requests in flight, and any instant
// of a long run. Exit code 1 where a gate is missed.
#include "model/simulation/recording.h"
#include "tests/support/drawing.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

using namespace skydraft;
using namespace skydraft::testing;

namespace {

using Clock = std::chrono::steady_clock;

constexpr double copyGateMs = 2;
constexpr double scrubGateMs = 150;
constexpr double keepAfterMs = 40; // as the window does

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

Json station(double serviceMs, int workers, double delayMs = 0)
{
    return {{"service_time_ms", serviceMs}, {"workers", workers}, {"network_delay_ms", delayMs}};
}

Simulation started(const Architecture& architecture, double ratePerS, double durationS)
{
    Scenario scenario;
    scenario.durationS = durationS;
    scenario.load = {Load{.client = ResourceId{"users"}, .ratePerS = ratePerS}};
    auto simulation = Simulation::create(Catalogue::builtIn(), architecture, scenario, {});
    if (!simulation) {
        std::fprintf(stderr, "%s\n", describe(simulation.error()).c_str());
        std::exit(2);
    }
    return std::move(*simulation);
}

/// `servers` of four workers behind a balancer, with a cache and a database: 80 % busy at 160
/// requests/s each.
Architecture fleet(int servers)
{
    Drawing drawing;
    drawing.add("users", "clients")
        .add("lb", "elb.application", "", {{"network_delay_ms", 0.5}})
        .add("cache", "elasticache.redis", "", station(0.2, servers, 0.2))
        .add("db", "rds.instance", "", station(5, servers, 0.5))
        .connect("1", "users", "lb");
    for (int i = 0; i < servers; ++i) {
        const std::string id = "s" + std::to_string(i);
        drawing.add(id.c_str(), "ec2.instance", "", station(20, 4, 0.2))
            .connect(("lb-" + id).c_str(), "lb", id.c_str())
            .connect((id + "-cache").c_str(), id.c_str(), "cache")
            .connect((id + "-db").c_str(), id.c_str(), "db");
    }
    return drawing.build();
}

/// Twenty thousand requests a second too many pile up before one server for five seconds.
bool copiesAreQuick()
{
    Simulation simulation = started(Drawing()
                                        .add("users", "clients")
                                        .add("lb", "elb.application")
                                        .add("server", "ec2.instance", "", station(1000, 1))
                                        .connect("1", "users", "lb")
                                        .connect("2", "lb", "server")
                                        .build(),
                                    20'000, 3600);
    simulation.runUntil(fromSeconds(5));
    const auto inFlight = simulation.result().inFlight;
    std::vector<double> fresh, used;
    Simulation spare = simulation.copy();
    for (int i = 0; i < 50; ++i) {
        auto start = Clock::now();
        simulation.copyInto(spare);
        used.push_back(millisecondsSince(start));
        start = Clock::now();
        const Simulation another = simulation.copy();
        fresh.push_back(millisecondsSince(start));
    }
    std::sort(fresh.begin(), fresh.end());
    std::sort(used.begin(), used.end());
    std::printf("copy with %llu requests in flight: %.2f ms into used memory, %.2f ms into new "
                "(medians; gate %.0f ms)\n",
                static_cast<unsigned long long>(inFlight), used[25], fresh[25], copyGateMs);
    return used[25] <= copyGateMs;
}

bool anyInstantIsNear(double ratePerS, int servers, double durationS)
{
    Recording recording(started(fleet(servers), ratePerS, durationS));
    double work = 0;
    double copying = 0;
    const auto begin = Clock::now();
    while (recording.now() < recording.end()) {
        const auto start = Clock::now();
        recording.runUntil(recording.now() + fromMilliseconds(100));
        work += millisecondsSince(start);
        if (work < keepAfterMs)
            continue;
        const auto keeping = Clock::now();
        recording.keep(work);
        copying += millisecondsSince(keeping);
        work = 0;
    }
    const double played = millisecondsSince(begin);
    std::vector<double> times;
    for (int i = 0; i < 100; ++i) {
        const SimTime wanted{recording.end().count() / 100 * i + 37'123'457};
        const auto start = Clock::now();
        Simulation state = recording.at(wanted);
        const SimulationFrame frame = state.frame();
        times.push_back(millisecondsSince(start));
    }
    std::sort(times.begin(), times.end());
    std::printf("%.0f requests/s on %d servers for %.0f s, played in %.1f s: %zu keyframes, which "
                "cost %.1f %%; any instant in p50 %.1f ms, p95 %.1f ms, at most %.1f ms (gate %.0f "
                "ms)\n",
                ratePerS, servers, durationS, played / 1000, recording.keyframes(),
                100 * copying / played, times[50], times[95], times.back(), scrubGateMs);
    return times.back() <= scrubGateMs;
}

} // namespace

int main()
{
    bool isGood = copiesAreQuick();
    isGood = anyInstantIsNear(1'280, 8, 3'600) && isGood;
    isGood = anyInstantIsNear(12'800, 80, 600) && isGood;
    isGood = anyInstantIsNear(128'000, 800, 60) && isGood;
    return isGood ? 0 : 1;
}
