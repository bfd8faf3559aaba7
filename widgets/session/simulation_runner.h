// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"
#include "model/simulation/result.h"

#include <memory>

namespace skydraft {

using FramePointer = std::shared_ptr<const SimulationFrame>;
using ResultPointer = std::shared_ptr<const SimulationResult>;

/// Plays a drawing on a thread of its own, at a chosen multiple of real time. The window takes the
/// newest frame sixty times a second at most and never waits for the engine.
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
    /// The newest frame; null while stopped.
    const FramePointer& latest() const { return m_latest; }

    /// What the run came to; null before it is finished.
    const ResultPointer& result() const { return m_result; }

    /// Starts anew with a copy of `architecture`; failed() where it cannot be played.
    void play(const Architecture& architecture, const Scenario& scenario);
    /// The same with the scenario that plays when a drawing has none.
    void playDefault(const Architecture& architecture);
    void pause();
    void resume();
    void stop();
    /// Simulated seconds per second of wall time, 0.1 to 1000.
    void setSpeed(double factor);
    double speed() const { return m_speed; }

    /// Carried out by the engine before its next step; failed() where the target is not known.
    void inject(const Fault& fault);
    void repair(const QString& target);

signals:
    void frameReady(const skydraft::FramePointer& frame);
    void stateChanged(skydraft::SimulationRunner::State state);
    void failed(const QString& message);

private:
    class Worker;

    void start(const Architecture& architecture, std::unique_ptr<Scenario> scenario);
    void setState(State state);
    void take();

    const Catalogue& m_catalogue;
    std::unique_ptr<Worker> m_worker;
    FramePointer m_latest;
    ResultPointer m_result;
    int m_generation = 0; // of the run, so that a message of an earlier one is not heard
    State m_state = State::Stopped;
    double m_speed = 1;
};

} // namespace skydraft
