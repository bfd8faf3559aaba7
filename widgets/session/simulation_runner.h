// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"
#include "widgets/session/played_run.h"

#include <memory>
#include <vector>

namespace skydraft {

using FramePointer = std::shared_ptr<const SimulationFrame>;
using ResultPointer = std::shared_ptr<const SimulationResult>;
class SimulationWorker;
struct SimulationNews;

/// Plays a drawing on a thread of its own, at a chosen multiple of real time. The window takes the
/// newest frame sixty times a second at most and never waits for the engine.
///
/// A run can be looked back at: seek() shows an earlier instant exactly. What is done there makes a
/// branch, a run of its own that shares the past; both are kept.
class SimulationRunner : public QObject
{
    Q_OBJECT

public:
    enum class State
    {
        Stopped,
        Playing,
        Paused,
        Finished
    };
    Q_ENUM(State)

    explicit SimulationRunner(const Catalogue& catalogue, QObject* parent = nullptr);
    ~SimulationRunner() override;

    State state() const { return m_state; }
    /// The frame that is shown; null while stopped.
    const FramePointer& latest() const { return m_latest; }
    /// All runs since play(), with what charts show of them. Kept after stop() until the next
    /// play().
    const PlayedRuns& runs() const { return m_runs; }
    /// What is shown is earlier than the newest instant of its run.
    bool isLookingBack() const;

    /// What the shown run came to; null before it is finished.
    ResultPointer result() const;

    /// Starts anew with a copy of `architecture`; failed() where it cannot be played.
    void play(const Architecture& architecture, const Scenario& scenario);
    /// The same with the scenario that plays when a drawing has none.
    void playDefault(const Architecture& architecture);
    void pause();
    /// From the instant that is shown. What was played before is shown again; then it goes on.
    void resume();
    void stop();
    /// Who plays from the next play() on.
    void setEngine(EngineChoice engine) { m_engine = engine; }
    EngineChoice engine() const { return m_engine; }
    /// Whether something can be done to the shown run: the flow engine plays what its scenario says
    /// only.
    bool takesDeeds() const;
    /// Simulated seconds per second of wall time, 0.1 to 1000.
    void setSpeed(double factor);
    double speed() const { return m_speed; }

    /// Shows that instant of the shown run, and pauses. At most its newest one.
    void seek(double seconds);
    /// Shows another run at the same instant, and pauses.
    void showRun(int id);
    /// Makes a branch from what is shown, and shows it, paused. Nothing at the end of a run.
    void branch();
    void renameRun(int id, const QString& name);

    /// Carried out by the engine before its next step, in a new branch where an earlier instant is
    /// shown; failed() where the target is not known.
    void inject(const Fault& fault);
    void repair(const QString& target);

signals:
    void frameReady(const skydraft::FramePointer& frame);
    void stateChanged(skydraft::SimulationRunner::State state);
    /// There is a run more, another one is shown or one has another name.
    void runsChanged();
    void failed(const QString& message);

private:
    void start(const Architecture& architecture, std::unique_ptr<Scenario> scenario);
    void setState(State state);
    void hold();
    void take();
    void takeBranches(SimulationNews& news);
    void takeRun(int id, SimulationNews& news);
    PlayedRun* runOf(int id);

    const Catalogue& m_catalogue;
    std::unique_ptr<SimulationWorker> m_worker;
    FramePointer m_latest;
    PlayedRuns m_runs;
    std::vector<std::shared_ptr<PlayedRun>> m_played; // the same, to be added to
    int m_generation = 0; // of the run, so that a message of an earlier one is not heard
    int m_plays = 0;
    State m_state = State::Stopped;
    double m_speed = 1;
    EngineChoice m_engine = EngineChoice::Automatic;
};

} // namespace skydraft
