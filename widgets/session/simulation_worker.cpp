// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/simulation_worker.h"

#include "model/rules/can_reach.h"
#include "model/simulation/plan_compiler.h"
#include "widgets/session/flow_run.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace skydraft {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds frameInterval{17}; // at most 59 frames a second
constexpr milliseconds sliceGoal{4};      // the engine looks for commands this often
constexpr milliseconds largestDebt{100};  // what a slow engine may catch up later
constexpr SimTime shortestSlice{100'000}; // 0.1 ms
constexpr SimTime longestSlice{3600'000'000'000};
constexpr double keepAfterMs = 40; // of the engine's work: so much one waits when looking back
constexpr milliseconds figuresInterval{500};
constexpr std::size_t memory = std::size_t{512} << 20; // for the keyframes of all runs

} // namespace

SimulationWorker::SimulationWorker(const Catalogue& catalogue, Architecture architecture,
                                   std::unique_ptr<Scenario> scenario, EngineChoice engine,
                                   double speed, std::function<void()> announce)
    : m_catalogue(catalogue)
    , m_architecture(std::move(architecture))
    , m_scenario(std::move(scenario))
    , m_engine(engine)
    , m_announce(std::move(announce))
    , m_speed(speed)
{
    setObjectName(QStringLiteral("simulation"));
}

SimulationWorker::~SimulationWorker()
{
    tell([this] { m_isStopping = true; });
    wait();
}

/// Changes what the worker waits for, and wakes it.
template <class Change>
void SimulationWorker::tell(const Change& change)
{
    {
        const std::lock_guard lock(m_mutex);
        change();
        m_isTold = true;
    }
    m_wake.notify_one();
}

void SimulationWorker::setPaused(bool isPaused)
{
    tell([&] {
        m_isPaused = isPaused;
        ++m_orders;
    });
}

void SimulationWorker::setSpeed(double speed)
{
    tell([&] { m_speed = speed; });
}

void SimulationWorker::command(Command command)
{
    tell([&] {
        // A slider tells every pixel; only the newest place is worth the work.
        if (std::holds_alternative<Seek>(command) && !m_commands.empty()
            && std::holds_alternative<Seek>(m_commands.back()))
            m_commands.pop_back();
        m_commands.push_back(std::move(command));
        ++m_orders;
    });
}

SimulationNews SimulationWorker::takeNews()
{
    const std::lock_guard lock(m_mutex);
    m_isAnnounced = false;
    return std::exchange(m_news, {});
}

bool SimulationWorker::isStopping()
{
    const std::lock_guard lock(m_mutex);
    return m_isStopping;
}

void SimulationWorker::run()
{
    const Network network(m_catalogue, m_architecture);
    const CanReach asksNetwork = canReachBy(network);
    const CanReach asksUntilStopped = [&](const ResourceId& from, const ResourceId& to,
                                          std::string_view protocol, int port) {
        return !isStopping() && asksNetwork(from, to, protocol, port);
    };
    auto plan = PlanCompiler{m_catalogue, m_architecture,
                             m_scenario != nullptr ? *m_scenario
                                                   : defaultScenario(m_catalogue, m_architecture),
                             asksUntilStopped}
                    .compile();
    if (!plan) {
        send([&](SimulationNews& news) {
            news.errors.push_back(std::move(plan.error()));
            news.couldNotStart = true;
        });
        return;
    }
    if (prepare(std::move(*plan)))
        play();
}

void SimulationWorker::play()
{
    publish();
    SimTime slice = fromMilliseconds(1);
    auto paidUntil = Clock::now();
    auto lastFrame = Clock::now();
    std::optional<Clock::time_point> nextStep = Clock::now();
    while (waitForWork(nextStep)) {
        const Orders orders = takeOrders();
        for (const Command& command : orders.commands)
            std::visit([this](const auto& known) { carryOut(known); }, command);
        m_ordersFollowed = orders.count;
        const auto before = Clock::now();
        if (orders.isPaused || isAtEnd()) {
            publish(Figures::Always);
            nextStep.reset();
            paidUntil = before;
            continue;
        }
        if (!nextStep) // resumed: the pause is no debt
            paidUntil = before;
        paidUntil = std::max(paidUntil, before - largestDebt);
        const SimTime due{static_cast<std::int64_t>(
            std::chrono::duration<double, std::nano>(before - paidUntil).count() * orders.speed)};
        const SimTime step = std::min(due, slice);
        advance(step);
        paidUntil +=
            std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double, std::nano>(
                static_cast<double>(step.count()) / orders.speed));

        const auto after = Clock::now();
        if (after - before > sliceGoal)
            slice = std::max(slice / 2, shortestSlice);
        else if (step == slice)
            slice = std::min(slice * 2, longestSlice);
        if (isAtEnd()) {
            publish(Figures::Always);
            nextStep.reset();
            continue;
        }
        if (after - lastFrame >= frameInterval) {
            publish();
            lastFrame = after;
        }
        nextStep = step < due ? after : std::min(after + sliceGoal, lastFrame + frameInterval);
    }
}

bool SimulationWorker::waitForWork(std::optional<Clock::time_point> until)
{
    std::unique_lock lock(m_mutex);
    const auto hasWork = [this] { return m_isStopping || m_isTold; };
    if (until)
        m_wake.wait_until(lock, *until, hasWork);
    else
        m_wake.wait(lock, hasWork);
    m_isTold = false;
    return !m_isStopping;
}

SimTime SimulationWorker::shownNow() const
{
    if (m_flow != nullptr)
        return m_flow->now();
    return m_view ? m_view->now() : shown().recording.now();
}

bool SimulationWorker::isAtEnd() const
{
    return shownNow() >= (m_flow != nullptr ? m_flow->end() : shown().recording.end());
}

void SimulationWorker::advance(SimTime step)
{
    if (m_flow != nullptr)
        return advanceFlow(step);
    Run& run = shown();
    if (m_view) {
        run.recording.follow(*m_view, m_view->now() + step);
        if (m_view->now() >= run.recording.now())
            m_view.reset(); // from here on it is new
        return;
    }
    const auto before = Clock::now();
    record(run, std::min(run.recording.now() + step, run.recording.end()));
    run.workMs += std::chrono::duration<double, std::milli>(Clock::now() - before).count();
    if (run.workMs < keepAfterMs)
        return;
    run.recording.keep(run.workMs);
    run.workMs = 0;
}

void SimulationWorker::record(Run& run, SimTime until)
{
    while (run.nextPoint <= until) {
        run.recording.runUntil(run.nextPoint);
        takePoint(m_shown, run);
        run.nextPoint += m_pointEvery;
    }
    run.recording.runUntil(until);
}

void SimulationWorker::addPoints(const SimulationFrame& frame, SimulationNews::OfRun& news)
{
    for (const auto& [node, state] : frame.nodes)
        if (state.hasWorkers)
            news.nodes[node].push_back({toSeconds(frame.now), state.load, state.throughputPerS,
                                        state.inService, state.total});
}

void SimulationWorker::takePoint(int id, Run& run)
{
    SimulationFrame frame = run.recording.frame();
    const std::lock_guard lock(m_mutex); // announced with the next frame
    SimulationNews::OfRun& news = m_news.runs[id];
    news.samples.insert(news.samples.end(), frame.newSamples.begin(), frame.newSamples.end());
    addPoints(frame, news);
}

SimulationWorker::Orders SimulationWorker::takeOrders()
{
    const std::lock_guard lock(m_mutex);
    return {std::exchange(m_commands, {}), m_isPaused, m_speed, m_orders};
}

void SimulationWorker::carryOut(const Fault& fault)
{
    if (refusesDeeds())
        return;
    if (m_view && !branchOff())
        return;
    Run& run = shown();
    if (auto done = run.recording.inject(fault); !done) {
        send([&](SimulationNews& news) { news.errors.push_back(std::move(done.error())); });
    } else if (std::exchange(run.isUnchanged, false)) {
        send([&](SimulationNews& news) { news.runs[m_shown].difference = fault; });
    }
}

void SimulationWorker::carryOut(const Repair& repair)
{
    if (refusesDeeds())
        return;
    if (!m_view || branchOff())
        shown().recording.repair(repair.target);
}

void SimulationWorker::carryOut(const Seek& seek)
{
    if (m_flow != nullptr)
        return m_flow->seek(seek.time);
    m_view.reset();
    if (seek.time < shown().recording.now())
        m_view = shown().recording.at(seek.time);
}

void SimulationWorker::carryOut(const MakeBranch&)
{
    if (!refusesDeeds())
        branchOff();
}

void SimulationWorker::carryOut(const Show& show)
{
    if (show.run < 0 || static_cast<std::size_t>(show.run) >= m_runs.size())
        return;
    const SimTime instant = shownNow();
    m_shown = show.run;
    carryOut(Seek{instant});
}

/// Goes on in a new run from what is shown. False where there are too many.
bool SimulationWorker::branchOff()
{
    if (m_runs.size() >= mostRuns) {
        send([](SimulationNews& news) { news.isBranchRefused = true; });
        return false;
    }
    const Simulation state =
        m_view ? m_view->copy() : shown().recording.at(shown().recording.now());
    Run branch{.recording = shown().recording.branch(state), .isUnchanged = true};
    branch.recording.keep(keepAfterMs);
    static_cast<void>(branch.recording.frame()); // its samples so far are the parent's
    branch.nextPoint = m_pointEvery * (state.now() / m_pointEvery + 1);
    const int parent = m_shown;
    m_shown = static_cast<int>(m_runs.size());
    m_runs.push_back(std::move(branch));
    m_view.reset();
    shareMemory();
    send([&](SimulationNews& news) {
        news.branches.push_back(
            {m_shown, parent, toSeconds(state.now()), state.result().series.size()});
        news.runs[m_shown].endS = toSeconds(state.end());
    });
    return true;
}

void SimulationWorker::shareMemory()
{
    Recording::Limits limits;
    limits.bytes = memory / m_runs.size();
    for (Run& run : m_runs)
        run.recording.setLimits(limits);
}

/// All figures cost more than a frame does: they are told now and then.
bool SimulationWorker::isTimeForFigures(Figures figures)
{
    const Clock::time_point now = Clock::now();
    if (figures == Figures::NowAndThen && now - m_lastFigures < figuresInterval)
        return false;
    m_lastFigures = now;
    return true;
}

void SimulationWorker::publish(Figures figures)
{
    if (m_flow != nullptr)
        return publishFlow(figures);
    Recording& recording = shown().recording;
    std::shared_ptr<const SimulationResult> result;
    if (isTimeForFigures(figures))
        result = std::make_shared<const SimulationResult>(recording.result());
    SimulationFrame newest = recording.frame();
    auto frame = std::make_shared<SimulationFrame>(m_view ? m_view->frame() : newest);
    frame->newSamples.clear();
    send([&](SimulationNews& news) {
        SimulationNews::OfRun& run = news.runs[m_shown];
        run.samples.insert(run.samples.end(), newest.newSamples.begin(), newest.newSamples.end());
        run.incidents = std::move(newest.incidents);
        run.scaling = std::move(newest.scaling);
        run.playedS = toSeconds(newest.now);
        run.endS = toSeconds(recording.end());
        run.offered = newest.offered;
        run.succeeded = newest.succeeded;
        run.failed = newest.failed;
        if (result != nullptr)
            run.soFar = result;
        if (result != nullptr && isAtEnd())
            run.result = result;
        news.frame = std::move(frame);
        news.shownRun = m_shown;
        news.ordersFollowed = m_ordersFollowed;
    });
}

} // namespace skydraft
