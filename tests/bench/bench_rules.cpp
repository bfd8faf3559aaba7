// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/rule.h"
#include "tests/support/fleet.h"

#include <benchmark/benchmark.h>

using namespace skydraft;
using namespace skydraft::testing;

namespace {

/// All findings of a drawing with 250 resources for each VPC; the network is compiled before.
void checkFleet(benchmark::State& state)
{
    const Architecture drawing = fleet(static_cast<int>(state.range(0)));
    const Network network(Catalogue::builtIn(), drawing);
    std::size_t findings = 0;
    for (auto _ : state)
        findings = check(network).size();
    state.counters["resources"] = static_cast<double>(drawing.resources().size());
    state.counters["findings"] = static_cast<double>(findings);
}
BENCHMARK(checkFleet)->Arg(1)->Arg(4)->Arg(40)->Unit(benchmark::kMillisecond);

/// One rule by itself on 10,000 resources, to find out which one is slow.
void oneRule(benchmark::State& state)
{
    const Architecture drawing = fleet(40);
    const Network network(Catalogue::builtIn(), drawing);
    const Containment containment(drawing);
    const Rule& rule = allRules()[static_cast<std::size_t>(state.range(0))];
    for (auto _ : state) {
        // A survey of its own: with what the rule asks it to find out.
        const Survey survey(network);
        const RuleContext context{network.catalogue(), drawing, network, containment, survey};
        benchmark::DoNotOptimize(rule.check(context));
    }
    state.SetLabel(rule.code);
}
BENCHMARK(oneRule)
    ->DenseRange(0, static_cast<int>(allRules().size()) - 1)
    ->Unit(benchmark::kMillisecond);

} // namespace
