// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/reachability.h"
#include "model/network/trace.h"
#include "tests/bench/fleet.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <time.h>

using namespace skydraft;

namespace {

struct Drawn
{
    bench::Fleet fleet;
    Architecture drawing;
    Network network;
};

const Catalogue& catalogue()
{
    return Catalogue::builtIn();
}

Drawn& drawn(const benchmark::State& state)
{
    static std::map<std::int64_t, std::unique_ptr<Drawn>> known;
    auto& one = known[state.range(0)];
    if (!one) {
        bench::Fleet fleet(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
        const Architecture drawing = fleet.draw();
        one = std::make_unique<Drawn>(
            Drawn{std::move(fleet), drawing, Network(catalogue(), drawing)});
    }
    return *one;
}

/// Time of this thread on a processor: what other programs do at the same time does not count.
double threadMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// Memory of this process, in MB.
double residentMegabytes()
{
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word)
        if (word == "VmRSS:") {
            double kilobytes = 0;
            status >> kilobytes;
            return kilobytes / 1024;
        }
    return 0;
}

void tell(benchmark::State& state, Reachability& reach)
{
    const auto size = reach.size();
    state.counters["classes"] = size.classes;
    state.counters["places"] = size.places;
    state.counters["port_atoms"] = size.portAtoms;
    state.counters["group_sets"] = size.groupSets;
    state.counters["tables_MB"] = static_cast<double>(size.bytes) / 1e6;
}

void compile(benchmark::State& state)
{
    const Drawn& one = drawn(state);
    for (auto _ : state)
        benchmark::DoNotOptimize(Network(catalogue(), one.drawing));
}

/// Index and all pairs of a compiled network.
void allPairs(benchmark::State& state)
{
    const Drawn& one = drawn(state);
    std::uint64_t pairs = 0;
    for (auto _ : state) {
        Reachability reach(one.network);
        pairs = reach.computeAll();
        state.PauseTiming();
        state.counters["process_MB"] = residentMegabytes();
        tell(state, reach);
        state.ResumeTiming();
    }
    state.counters["open_pairs"] = static_cast<double>(pairs);
}

/// Rules are added to random groups and taken away again; each time only following the edit is
/// measured.
void edits(benchmark::State& state, bool hasNewPort)
{
    Drawn& one = drawn(state);
    Reachability reach(one.network);
    reach.computeAll();
    Architecture drawing = one.drawing;
    std::vector<double> times;
    constexpr int number = 400;
    const auto follow = [&](const Edit& edit) {
        const auto applied = apply(catalogue(), drawing, edit);
        drawing = applied->architecture;
        const double start = threadMilliseconds();
        reach.update(drawing, applied->changes);
        times.push_back(threadMilliseconds() - start);
        return applied->inverse;
    };
    follow(Edit{SetProperty{one.fleet.groups().front(), "description", Json("warm")}});
    for (auto _ : state) {
        times.clear();
        for (int i = 0; i < number; i += 2) {
            const auto group = static_cast<std::size_t>(
                one.fleet.below(static_cast<int>(one.fleet.groups().size())));
            const ResourceId& id = one.fleet.groups()[group];
            Json rules = drawing.find(id)->properties["ingress"];
            rules.push_back(one.fleet.rule("source", one.fleet.vpcOf(group)));
            if (hasNewPort)
                rules.back()["from_port"] = rules.back()["to_port"] = 30000 + one.fleet.below(9);
            follow(follow(Edit{SetProperty{id, "ingress", rules}}));
        }
    }
    std::sort(times.begin(), times.end());
    state.counters["p50_ms"] = times[times.size() / 2];
    state.counters["p99_ms"] = times[times.size() * 99 / 100];
    state.counters["max_ms"] = times.back();
}

void ruleEdit(benchmark::State& state)
{
    edits(state, false);
}

void ruleEditWithNewPort(benchmark::State& state)
{
    edits(state, true);
}

void onePair(benchmark::State& state)
{
    Drawn& one = drawn(state);
    Reachability reach(one.network);
    reach.between(one.fleet.hosts().front(), one.fleet.hosts().back());
    const auto& hosts = one.fleet.hosts();
    for (auto _ : state) {
        const auto a = static_cast<std::size_t>(one.fleet.below(static_cast<int>(hosts.size())));
        const auto b = static_cast<std::size_t>(one.fleet.below(static_cast<int>(hosts.size())));
        benchmark::DoNotOptimize(reach.between(hosts[a], hosts[b]));
    }
}

/// One explained path with its fixes.
void explain(benchmark::State& state)
{
    Drawn& one = drawn(state);
    const auto& hosts = one.fleet.hosts();
    std::vector<double> times;
    for (auto _ : state) {
        const auto a = static_cast<std::size_t>(one.fleet.below(static_cast<int>(hosts.size())));
        const auto b = static_cast<std::size_t>(one.fleet.below(static_cast<int>(hosts.size())));
        const double start = threadMilliseconds();
        const auto traced = trace(one.network, {.from = {.resource = hosts[a]},
                                                .to = {.resource = hosts[b]},
                                                .protocol = Protocol::Tcp,
                                                .port = 443});
        times.push_back(threadMilliseconds() - start);
        benchmark::DoNotOptimize(traced);
    }
    std::sort(times.begin(), times.end());
    state.counters["p50_ms"] = times[times.size() / 2];
    state.counters["p99_ms"] = times[times.size() * 99 / 100];
}

void sizes(benchmark::internal::Benchmark* benchmark)
{
    benchmark->Unit(benchmark::kMillisecond)->Args({1000, 1})->Args({10000, 4})->Args({100000, 40});
}

void smallSizes(benchmark::internal::Benchmark* benchmark)
{
    benchmark->Unit(benchmark::kMicrosecond)->Args({1000, 1})->Args({10000, 4});
}

BENCHMARK(compile)->Apply(sizes);
BENCHMARK(allPairs)->Apply(sizes);
BENCHMARK(ruleEdit)->Apply(sizes)->Iterations(1);
BENCHMARK(ruleEditWithNewPort)->Apply(sizes)->Iterations(1);
BENCHMARK(onePair)->Apply(smallSizes);
BENCHMARK(explain)->Apply(smallSizes);

} // namespace
