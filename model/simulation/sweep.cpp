// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/sweep.h"

#include "model/simulation/plan_compiler.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace skydraft {

namespace {

Error placed(Error error, std::size_t axis, const std::string& rest)
{
    error.location.pointer = pointerTo("", axis) + rest;
    return error;
}

/// Whether the design can be played, as far as can be said without its network.
Result<void> tryToPlay(const Catalogue& catalogue, const Design& design)
{
    const CanReach everything{};
    return PlanCompiler{catalogue, design.architecture, design.scenario, everything}.compile().map(
        [](const SimulationPlan&) {});
}

/// Splits at the commas that stand in no quotes and no brackets.
std::vector<std::string> splitValues(std::string_view text)
{
    std::vector<std::string> values{std::string{}};
    int depth = 0;
    bool isQuoted = false;
    bool isEscaped = false;
    for (const char c : text) {
        if (c == ',' && depth <= 0 && !isQuoted) {
            values.emplace_back();
            continue;
        }
        if (c == '"' && !isEscaped)
            isQuoted = !isQuoted;
        isEscaped = c == '\\' && !isEscaped;
        if (!isQuoted)
            depth += (c == '[' || c == '{' ? 1 : 0) - (c == ']' || c == '}' ? 1 : 0);
        values.back() += c;
    }
    return values;
}

/// Points on several threads, each kept at its place.
class SweepRunner
{
public:
    SweepRunner(const Catalogue& catalogue, const Sweep& sweep, const ReachOf& reachOf,
                const SweepSettings& settings)
        : m_catalogue(catalogue)
        , m_sweep(sweep)
        , m_reachOf(reachOf)
        , m_settings(settings)
    {
        for (std::size_t point = 0; point < sweep.size(); ++point)
            if (settings.shard.has(point))
                m_points.push_back(point);
        m_runs.resize(m_points.size());
    }

    Result<std::vector<SweepRun>> run()
    {
        const std::size_t jobs =
            static_cast<std::size_t>(std::max(m_settings.replications.jobs, 1));
        const std::size_t threads = std::clamp<std::size_t>(m_points.size(), 1, jobs);
        m_jobsOfPoint = static_cast<int>(std::max<std::size_t>(jobs / threads, 1));
        std::vector<std::thread> helpers;
        for (std::size_t i = 1; i < threads; ++i)
            helpers.emplace_back([this] { work(); });
        work();
        for (std::thread& helper : helpers)
            helper.join();
        std::vector<SweepRun> runs;
        for (std::optional<Result<SweepRun>>& run : m_runs) {
            if (!run || !*run) // the first that failed; those behind it may not have run
                return tl::unexpected(run ? run->error() : m_error);
            runs.push_back(std::move(**run));
        }
        return runs;
    }

private:
    void work()
    {
        for (std::size_t i = m_next++; i < m_points.size() && !m_hasFailed.load(); i = m_next++) {
            Result<SweepRun> run = runPoint(m_points[i]);
            const std::lock_guard lock{m_mutex};
            if (!run) {
                m_error = run.error();
                m_hasFailed.store(true);
            }
            m_runs[i] = std::move(run);
            if (m_settings.progress)
                m_settings.progress(++m_finished, m_points.size());
        }
    }

    Result<SweepRun> runPoint(std::size_t point) const
    {
        const auto design = m_sweep.design(m_catalogue, point);
        if (!design)
            return tl::unexpected(design.error());
        ReplicationSettings settings = m_settings.replications;
        settings.jobs = m_jobsOfPoint;
        settings.progress = {};
        auto result = simulate(m_catalogue, design->architecture, design->scenario,
                               m_reachOf ? m_reachOf(design->architecture) : CanReach{}, settings);
        if (!result)
            return tl::unexpected(result.error());
        result->series.clear();
        result->confidence.series.clear();
        return SweepRun{point, std::move(*result)};
    }

    const Catalogue& m_catalogue;
    const Sweep& m_sweep;
    const ReachOf& m_reachOf;
    const SweepSettings& m_settings;
    std::vector<std::size_t> m_points;
    int m_jobsOfPoint = 1;
    std::atomic<std::size_t> m_next = 0;
    std::atomic<bool> m_hasFailed = false;
    std::mutex m_mutex;
    std::vector<std::optional<Result<SweepRun>>> m_runs;
    Error m_error;
    std::size_t m_finished = 0;
};

} // namespace

Result<SweepAxis> sweepAxisFrom(std::string_view text)
{
    const std::size_t equals = text.find('=');
    SweepAxis axis;
    if (equals != std::string_view::npos)
        axis = {std::string(text.substr(0, equals)), splitValues(text.substr(equals + 1))};
    const bool isWhole = !axis.path.empty()
                         && std::none_of(axis.values.begin(), axis.values.end(),
                                         [](const std::string& value) { return value.empty(); });
    if (!isWhole)
        return fail(ErrorCode::InvalidValue,
                    MODEL_TEXT("Sweep", "\"%1\" is not of the form PATH=VALUE,VALUE,…")
                        .with(std::string(text)));
    return axis;
}

Result<Sweep> Sweep::create(const Catalogue& catalogue, Design design, std::vector<SweepAxis> axes)
{
    Sweep sweep;
    if (auto tried = tryToPlay(catalogue, design); !tried)
        return tl::unexpected(tried.error());
    std::size_t points = 1;
    for (std::size_t axis = 0; axis < axes.size(); ++axis) {
        auto path = SweepPath::create(catalogue, design, axes[axis].path);
        if (!path)
            return tl::unexpected(placed(path.error(), axis, "/path"));
        if (std::find(sweep.m_paths.begin(), sweep.m_paths.end(), *path) != sweep.m_paths.end())
            return tl::unexpected(
                placed(Error{ErrorCode::DuplicateKey,
                             MODEL_TEXT("Sweep", "\"%1\" is varied twice.").with(axes[axis].path),
                             {}},
                       axis, "/path"));
        for (std::size_t i = 0; i < axes[axis].values.size(); ++i) {
            const auto set = path->set(catalogue, design, axes[axis].values[i]);
            const auto tried =
                set.and_then([&](const Design& with) { return tryToPlay(catalogue, with); });
            if (!tried)
                return tl::unexpected(placed(tried.error(), axis, pointerTo("/values", i)));
        }
        points *= axes[axis].values.size();
        if (points > mostPoints)
            return fail(ErrorCode::TooLarge,
                        MODEL_TEXT("Sweep", "A sweep has at most 1,000,000 points."));
        sweep.m_paths.push_back(std::move(*path));
    }
    sweep.m_design = std::move(design);
    sweep.m_axes = std::move(axes);
    return sweep;
}

std::size_t Sweep::size() const
{
    std::size_t points = 1;
    for (const SweepAxis& axis : m_axes)
        points *= axis.values.size();
    return points;
}

std::size_t Sweep::choice(std::size_t point, std::size_t axis) const
{
    for (std::size_t later = m_axes.size(); --later > axis;)
        point /= m_axes[later].values.size();
    return point % m_axes[axis].values.size();
}

std::vector<std::string> Sweep::values(std::size_t point) const
{
    std::vector<std::string> values;
    for (std::size_t axis = 0; axis < m_axes.size(); ++axis)
        values.push_back(m_axes[axis].values[choice(point, axis)]);
    return values;
}

Result<Design> Sweep::design(const Catalogue& catalogue, std::size_t point) const
{
    Design design = m_design;
    for (std::size_t axis = 0; axis < m_axes.size(); ++axis) {
        const std::size_t value = choice(point, axis);
        auto next = m_paths[axis].set(catalogue, design, m_axes[axis].values[value]);
        if (!next)
            return tl::unexpected(placed(next.error(), axis, pointerTo("/values", value)));
        design = std::move(*next);
    }
    return design;
}

Result<std::vector<SweepRun>> runSweep(const Catalogue& catalogue, const Sweep& sweep,
                                       const ReachOf& reachOf, const SweepSettings& settings)
{
    return SweepRunner{catalogue, sweep, reachOf, settings}.run();
}

} // namespace skydraft
