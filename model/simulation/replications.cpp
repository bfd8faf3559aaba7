// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/replications.h"

#include "model/simulation/engine.h"
#include "model/simulation/flow.h"
#include "model/simulation/plan_compiler.h"
#include "model/simulation/warmup.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace skydraft {

namespace {

/// A replication looks up from its work so many times, and at least once in so many requests: who
/// cancels waits for less than a tenth of a second.
constexpr int fewestSlices = 100;
constexpr double requestsPerSlice = 1e5;
constexpr double mostSlices = 1e6;
/// Runs in which the end of the transient is looked for. The more replications there are, the
/// smaller is their noise beside the bias, and the more runs it takes to see that.
constexpr int fewestPilots = 5;
constexpr int mostPilots = 50;
/// Their streams are none that a replication has.
constexpr std::uint64_t firstPilot = std::uint64_t{1} << 40U;

struct Run
{
    SimulationResult result{};
    Histogram latencies{};
};

/// Makes runs on several threads and hands them on in their order.
class Pool
{
public:
    /// Takes the next run in order; false where it was the last one that is needed.
    using Take = std::function<bool(const Run&)>;

    Pool(const SimulationPlan& plan, const ReplicationSettings& settings, int most, Take take)
        : m_plan(plan)
        , m_settings(settings)
        , m_most(most)
        , m_take(std::move(take))
        , m_slicesOfRun(static_cast<int>(std::clamp(expectedRequests(plan) / requestsPerSlice,
                                                    double{fewestSlices}, mostSlices)))
    {}

    /// Runs from `first` on. False where it was cancelled.
    bool run(std::uint64_t first)
    {
        m_first = first;
        const int threads = std::min(std::max(m_settings.jobs, 1), m_most);
        std::vector<std::thread> helpers;
        for (int i = 1; i < threads; ++i)
            helpers.emplace_back([this] { work(); });
        work();
        for (std::thread& helper : helpers)
            helper.join();
        return !isCancelled();
    }

    /// What is told of the progress beside the counts.
    std::function<Interval()> watched{};

private:
    bool isCancelled() const { return m_settings.cancel != nullptr && m_settings.cancel->load(); }
    bool isOver() const { return m_isEnough.load() || isCancelled(); }

    void work()
    {
        for (int number = m_next++; number < m_most && !isOver(); number = m_next++) {
            EventEngine engine{m_plan, m_first + static_cast<std::uint64_t>(number)};
            for (int slice = 1; slice <= m_slicesOfRun && !isOver(); ++slice) {
                engine.runUntil(slice == m_slicesOfRun ? engine.end()
                                                       : engine.end() / m_slicesOfRun * slice);
                const std::lock_guard lock{m_mutex};
                ++m_slices;
                tell();
            }
            if (isOver())
                return;
            Run run{engine.result(), engine.latencies()};
            const std::lock_guard lock{m_mutex};
            m_waiting.emplace(number, std::move(run));
            takeThoseInOrder();
        }
    }

    void takeThoseInOrder()
    {
        for (auto next = m_waiting.find(m_taken); next != m_waiting.end() && !m_isEnough.load();
             next = m_waiting.find(m_taken)) {
            ++m_taken;
            if (!m_take(next->second))
                m_isEnough.store(true);
            m_waiting.erase(next);
            tell();
        }
    }

    void tell() const
    {
        if (m_settings.progress)
            m_settings.progress({.finished = m_taken,
                                 .started = static_cast<double>(m_slices) / m_slicesOfRun - m_taken,
                                 .most = m_most,
                                 .watched = watched ? watched() : Interval{}});
    }

    const SimulationPlan& m_plan;
    const ReplicationSettings& m_settings;
    int m_most;
    Take m_take;
    int m_slicesOfRun;
    std::uint64_t m_first = 0;
    std::atomic<int> m_next = 0;
    std::atomic<bool> m_isEnough = false;
    std::mutex m_mutex;
    std::map<int, Run> m_waiting; ///< for those before them
    int m_taken = 0;
    std::int64_t m_slices = 0;
};

tl::unexpected<Error> cancelled()
{
    return fail(ErrorCode::Cancelled, MODEL_TEXT("Simulation", "The simulation was stopped."));
}

/// Sets the warm-up of `plan`; says in `report` what was done. False where it was cancelled.
bool findWarmup(SimulationPlan& plan, const ReplicationSettings& settings, Confidence& report)
{
    report.warmup = hasSteadyState(plan) ? WarmupMethod::Mser5 : WarmupMethod::NotSteady;
    plan.warmupNs = 0;
    if (report.warmup == WarmupMethod::NotSteady)
        return true;
    LatencyCurve curve;
    const int pilots = std::clamp(settings.replications, fewestPilots, mostPilots);
    Pool pool{plan, settings, pilots, [&](const Run& run) {
                  curve.add(run.result.series);
                  return true;
              }};
    if (!pool.run(firstPilot))
        return false;
    const Truncation truncation = mser5(curve.meanMs());
    report.hasSettled = truncation.hasSettled;
    plan.warmupNs = static_cast<std::int64_t>(truncation.deleted) * plan.sampleNs;
    return true;
}

} // namespace

Result<Replications> replicate(const Catalogue& catalogue, const Architecture& architecture,
                               const Scenario& scenario, const CanReach& canReach,
                               const ReplicationSettings& settings)
{
    auto plan = PlanCompiler{catalogue, architecture, scenario, canReach}.compile();
    if (!plan)
        return tl::unexpected(plan.error());
    Confidence report;
    if (settings.findsWarmup && !findWarmup(*plan, settings, report))
        return cancelled();

    const int least = std::max(settings.replications, settings.halfWidth ? 2 : 1);
    const int most = settings.halfWidth ? std::max(settings.maxReplications, least) : least;
    const double measuredS = static_cast<double>(plan->endNs - plan->warmupNs) / 1e9;
    ResultMerger merger;
    std::vector<Measured> each;
    const auto isExact = [&] {
        const Interval interval = merger.interval(settings.watched);
        return interval.isKnown() && interval.relativeHalfWidth() <= *settings.halfWidth;
    };
    Pool pool{*plan, settings, most, [&](const Run& run) {
                  merger.add(run.result, run.latencies, measuredS);
                  each.push_back(measuredOf(run.result, measuredS));
                  const int count = merger.count();
                  const bool isEnough = settings.halfWidth && count >= least && isExact();
                  return count < most && !isEnough;
              }};
    pool.watched = [&] { return merger.interval(settings.watched); };
    if (!pool.run(0))
        return cancelled();
    Replications replications{merger.merged(), std::move(each)};
    Confidence& confidence = replications.result.confidence;
    confidence.warmup = report.warmup;
    confidence.hasSettled = report.hasSettled;
    confidence.warmupS = static_cast<double>(plan->warmupNs) / 1e9;
    confidence.isTargetReached = !settings.halfWidth || isExact();
    return replications;
}

Result<SimulationResult> simulate(const Catalogue& catalogue, const Architecture& architecture,
                                  const Scenario& scenario, const CanReach& canReach,
                                  const ReplicationSettings& settings)
{
    return replicate(catalogue, architecture, scenario, canReach, settings)
        .map([](Replications replications) { return std::move(replications.result); });
}

} // namespace skydraft
