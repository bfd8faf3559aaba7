// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/simulation_runner.h"

#include "model/simulation/simulation.h"
#include "widgets/common/language.h"
#include "widgets/session/simulation_worker.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace skydraft {

SimulationRunner::SimulationRunner(const Catalogue& catalogue, QObject* parent)
    : QObject(parent)
    , m_catalogue(catalogue)
{}

SimulationRunner::~SimulationRunner() = default;

bool SimulationRunner::isLookingBack() const
{
    const PlayedRun* run = m_runs.find(m_runs.shown);
    return m_latest != nullptr && run != nullptr && toSeconds(m_latest->now) < run->playedS;
}

ResultPointer SimulationRunner::result() const
{
    const PlayedRun* run = m_state == State::Stopped ? nullptr : m_runs.find(m_runs.shown);
    return run == nullptr ? nullptr : run->result;
}

void SimulationRunner::play(const Architecture& architecture, const Scenario& scenario)
{
    start(architecture, std::make_unique<Scenario>(scenario));
}

void SimulationRunner::playDefault(const Architecture& architecture)
{
    start(architecture, nullptr);
}

void SimulationRunner::start(const Architecture& architecture, std::unique_ptr<Scenario> scenario)
{
    stop();
    ++m_generation;
    m_played = {std::make_shared<PlayedRun>()};
    m_played.front()->play = ++m_plays;
    if (scenario != nullptr)
        m_played.front()->scenario =
            toQString(scenario->name.empty() ? scenario->id.value() : scenario->name);
    m_played.front()->design = std::make_shared<const PlayedDesign>(
        PlayedDesign{architecture,
                     scenario != nullptr ? *scenario : defaultScenario(m_catalogue, architecture)});
    m_runs = {{m_played.front()}, 0};
    const auto announce = [this, generation = m_generation] {
        QMetaObject::invokeMethod(
            this,
            [this, generation] {
                if (generation == m_generation)
                    take();
            },
            Qt::QueuedConnection);
    };
    m_worker = std::make_unique<SimulationWorker>(m_catalogue, architecture, std::move(scenario),
                                                  m_engine, m_speed, announce);
    m_worker->start();
    setState(State::Playing);
    emit runsChanged();
}

void SimulationRunner::pause()
{
    if (m_state == State::Playing)
        hold();
}

/// Paused, from whatever it was.
void SimulationRunner::hold()
{
    m_worker->setPaused(true);
    setState(State::Paused);
}

void SimulationRunner::resume()
{
    if (m_state != State::Paused)
        return;
    m_worker->setPaused(false);
    setState(State::Playing);
}

void SimulationRunner::stop()
{
    ++m_generation;
    m_worker.reset();
    if (m_state == State::Stopped)
        return;
    m_latest.reset();
    emit frameReady(nullptr);
    setState(State::Stopped);
}

void SimulationRunner::setSpeed(double factor)
{
    m_speed = std::clamp(factor, 0.1, 1000.0);
    if (m_worker != nullptr)
        m_worker->setSpeed(m_speed);
}

void SimulationRunner::seek(double seconds)
{
    if (m_worker == nullptr || !std::isfinite(seconds))
        return;
    hold(); // first: nothing is played on from there
    m_worker->command(SimulationWorker::Seek{fromSeconds(std::clamp(seconds, 0.0, 1e9))});
}

void SimulationRunner::showRun(int id)
{
    if (m_worker == nullptr || id == m_runs.shown || m_runs.find(id) == nullptr)
        return;
    hold();
    m_worker->command(SimulationWorker::Show{id});
}

bool SimulationRunner::takesDeeds() const
{
    const PlayedRun* run = m_runs.find(m_runs.shown);
    return run == nullptr || run->engine == EngineKind::Event;
}

void SimulationRunner::branch()
{
    if (m_worker == nullptr || m_latest == nullptr || m_latest->isFinished || !takesDeeds())
        return;
    hold();
    m_worker->command(SimulationWorker::MakeBranch{});
}

void SimulationRunner::renameRun(int id, const QString& name)
{
    PlayedRun* run = runOf(id);
    if (run == nullptr || run->name == name)
        return;
    run->name = name;
    emit runsChanged();
}

void SimulationRunner::inject(const Fault& fault)
{
    if (m_worker != nullptr)
        m_worker->command(fault);
}

void SimulationRunner::repair(const QString& target)
{
    if (m_worker != nullptr)
        m_worker->command(SimulationWorker::Repair{target.toStdString()});
}

void SimulationRunner::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged(state);
}

PlayedRun* SimulationRunner::runOf(int id)
{
    for (const auto& run : m_played)
        if (run->id == id)
            return run.get();
    return nullptr;
}

void SimulationRunner::takeRun(int id, SimulationNews& news)
{
    const auto found = news.runs.find(id);
    PlayedRun* run = runOf(id);
    if (found == news.runs.end() || run == nullptr)
        return;
    SimulationNews::OfRun& of = found->second;
    run->samples.insert(run->samples.end(), of.samples.begin(), of.samples.end());
    for (const auto& [node, points] : of.nodes)
        run->nodes[node].insert(run->nodes[node].end(), points.begin(), points.end());
    if (of.engine)
        run->engine = *of.engine;
    if (of.errorBound > 0)
        run->errorBound = of.errorBound;
    if (of.theory != nullptr)
        run->theory = std::move(of.theory);
    if (of.endS > 0)
        run->endS = of.endS;
    if (of.difference)
        run->difference = std::move(of.difference);
    if (of.soFar != nullptr)
        run->soFar = of.soFar;
    if (of.result != nullptr)
        run->result = std::move(of.result);
    if (of.playedS > run->playedS || run->incidents.size() < of.incidents.size()) {
        run->playedS = std::max(run->playedS, of.playedS);
        run->incidents = std::move(of.incidents);
        run->scaling = std::move(of.scaling);
        run->offered = of.offered;
        run->succeeded = of.succeeded;
        run->failed = of.failed;
    }
    news.runs.erase(found);
}

void SimulationRunner::takeBranches(SimulationNews& news)
{
    for (const SimulationNews::Branch& made : news.branches) {
        takeRun(made.parent, news);
        const PlayedRun* parent = runOf(made.parent);
        if (parent == nullptr)
            continue;
        auto run = std::make_shared<PlayedRun>();
        run->id = made.id;
        run->scenario = parent->scenario;
        run->play = parent->play;
        run->engine = parent->engine;
        run->theory = parent->theory;
        run->parent = made.parent;
        run->branchedAtS = made.atS;
        run->playedS = made.atS;
        const auto shared = std::min(made.samples, parent->samples.size());
        run->samples.assign(parent->samples.begin(),
                            parent->samples.begin() + static_cast<std::ptrdiff_t>(shared));
        for (const auto& [node, points] : parent->nodes)
            for (const NodePoint& point : points)
                if (point.atS <= made.atS)
                    run->nodes[node].push_back(point);
        m_played.push_back(run);
        m_runs.all.push_back(run);
    }
}

void SimulationRunner::take()
{
    const int generation = m_generation; // a listener may stop or start a run
    SimulationNews news = m_worker->takeNews();
    for (const Error& error : news.errors)
        emit failed(explained(error));
    if (news.isBranchRefused && generation == m_generation)
        emit failed(tr("There are %1 runs already: play anew to branch off again.")
                        .arg(SimulationWorker::mostRuns));
    if (news.isDeedRefused && generation == m_generation)
        emit failed(tr("The flow engine plays only what the scenario says: choose the event engine "
                       "to break and to branch."));
    if (generation != m_generation)
        return;
    if (news.couldNotStart)
        return stop();
    bool isChanged = !news.branches.empty();
    takeBranches(news);
    for (const auto& run : m_played) {
        const bool hadDifference = run->difference.has_value();
        const bool hadTheory = run->theory != nullptr;
        takeRun(run->id, news);
        isChanged = isChanged || hadDifference != run->difference.has_value()
                    || hadTheory != (run->theory != nullptr);
    }
    if (news.frame != nullptr) {
        isChanged = std::exchange(m_runs.shown, news.shownRun) != news.shownRun || isChanged;
        m_latest = std::move(news.frame);
    }
    if (isChanged)
        emit runsChanged();
    if (generation == m_generation && m_latest != nullptr)
        emit frameReady(m_latest);
    if (generation != m_generation || m_latest == nullptr)
        return;
    // A frame from before the last seek() or resume() says nothing about what is shown next.
    if (m_latest->isFinished && news.ordersFollowed == m_worker->orders())
        setState(State::Finished);
}

} // namespace skydraft
