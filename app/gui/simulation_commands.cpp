// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/simulation_commands.h"

#include <QMenu>

#include "app/gui/actions.h"
#include "model/architecture/names.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/session/document_controller.h"

namespace skydraft {
namespace {

/// What a person can stop: AWS runs the rest, which fails with its zone only.
bool canStop(BehaviourKind kind)
{
    switch (kind) {
    case BehaviourKind::Server:
    case BehaviourKind::ScalingGroup:
    case BehaviourKind::Environment:
    case BehaviourKind::Database:
    case BehaviourKind::Cache:
    case BehaviourKind::Function:
        return true;
    default:
        return false;
    }
}

} // namespace

SimulationCommands::SimulationCommands(const DocumentController& controller,
                                       SimulationRunner& runner, Actions& actions, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
    , m_runner(runner)
    , m_actions(actions)
{
    connect(actions[ActionId::Play], &QAction::triggered, this, &SimulationCommands::playOrPause);
    connect(actions[ActionId::Stop], &QAction::triggered, &runner, &SimulationRunner::stop);
    connect(&runner, &SimulationRunner::stateChanged, this, &SimulationCommands::refresh);
    connect(&controller, &DocumentController::changed, this, &SimulationCommands::refresh);
    refresh();
}

void SimulationCommands::refresh()
{
    using State = SimulationRunner::State;
    const State state = m_runner.state();
    m_actions.setPlayMeans(state == State::Playing  ? Actions::PlayMeans::Pause
                           : state == State::Paused ? Actions::PlayMeans::Resume
                                                    : Actions::PlayMeans::Play);
    const bool isOn = state != State::Stopped;
    m_actions[ActionId::Play]->setEnabled(isOn || !m_controller.architecture().isEmpty());
    m_actions[ActionId::Stop]->setEnabled(isOn);
}

void SimulationCommands::playOrPause()
{
    switch (m_runner.state()) {
    case SimulationRunner::State::Playing:
        return m_runner.pause();
    case SimulationRunner::State::Paused:
        return m_runner.resume();
    default:
        emit playRequested();
    }
}

void SimulationCommands::play(const ScenarioId& id)
{
    const Architecture& architecture = m_controller.architecture();
    if (const Scenario* scenario = architecture.find(id))
        m_runner.play(architecture, *scenario);
    else
        m_runner.playDefault(architecture);
}

void SimulationCommands::fillMenu(QMenu& menu, const ResourceId& id)
{
    const Resource* resource = m_controller.architecture().find(id);
    if (resource == nullptr)
        return;
    const ServiceType& type = m_controller.catalogue().typeOrGeneric(resource->type);
    const bool isZone = type.role == NetworkRole::Zone;
    if (!isZone && !canStop(type.behaviour))
        return;
    menu.addSeparator();
    if (isZone) {
        addFault(menu, tr("&Fail this zone"), "az.down", id);
    } else {
        addFault(menu, tr("Stop the &process"), "process.stop", id);
        addFault(menu, tr("Let the process han&g"), "process.hang", id);
        addFault(menu, tr("Answer with HTTP &500"), "http500", id);
        addFault(menu, tr("&Burn the CPU"), "cpu.burn", id);
        addFault(menu, tr("Stop the &host"), "host.stop", id);
    }
    QAction* repair = menu.addAction(actionIcon(QStringLiteral("repair")), tr("R&epair"));
    repair->setEnabled(m_runner.state() == SimulationRunner::State::Playing
                       || m_runner.state() == SimulationRunner::State::Paused);
    connect(repair, &QAction::triggered, this,
            [this, id] { m_runner.repair(toQString(id.value())); });
}

void SimulationCommands::addFault(QMenu& menu, const QString& text, const char* kind,
                                  const ResourceId& id)
{
    QAction* action = menu.addAction(actionIcon(QStringLiteral("kill")), text);
    const bool isOn = m_runner.state() == SimulationRunner::State::Playing
                      || m_runner.state() == SimulationRunner::State::Paused;
    action->setEnabled(isOn);
    if (!isOn)
        action->setText(tr("%1 (while the simulation plays)").arg(text));
    connect(action, &QAction::triggered, this, [this, kind, id] {
        Fault fault;
        fault.kind = kind;
        fault.target = id.value();
        m_runner.inject(fault);
    });
}

} // namespace skydraft
