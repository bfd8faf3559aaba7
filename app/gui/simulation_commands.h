// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPoint>

#include "model/base/id.h"
#include "model/simulation/plan.h"
#include "widgets/session/simulation_runner.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

class QMenu;

namespace skydraft {

class Actions;
class DocumentController;
struct ServiceType;

/// Play, pause and stop, and breaking and repairing resources while a simulation plays.
class SimulationCommands : public QObject
{
    Q_OBJECT

public:
    SimulationCommands(const DocumentController& controller, SimulationRunner& runner,
                       Actions& actions, QObject* parent);

    /// Plays, pauses or goes on: what the button shows.
    void playOrPause();
    /// Plays a scenario from its start; an empty id is the load that a drawing without one has.
    void play(const ScenarioId& id);

    /// Adds what can be done to the resource while the simulation plays: stop the process, stop the
    /// host, fail the zone, repair. Nothing for what does not run.
    void fillMenu(QMenu& menu, const ResourceId& id);
    /// The same for a connection: slow it down, lose packets on it.
    void fillMenu(QMenu& menu, const ConnectionId& id);

    /// Texts and symbols after a change of language, theme or state.
    void refresh();

signals:
    /// The person wants to play; the answer is play() with the scenario that is chosen.
    void playRequested();

private:
    static std::vector<std::pair<const char*, QString>> ownFaults(const ServiceType& type);
    void addFault(QMenu& menu, const QString& text, const std::string& kind,
                  const std::string& target);
    void addOtherFaults(QMenu& menu, const std::string& target, const ServiceType& type);
    void addRepair(QMenu& menu, const std::string& target);
    bool isOn() const;
    std::optional<SimulationPlan> playedPlan() const;

    const DocumentController& m_controller;
    SimulationRunner& m_runner;
    Actions& m_actions;
};

} // namespace skydraft
