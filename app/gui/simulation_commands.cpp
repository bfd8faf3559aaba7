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
    const std::vector<std::pair<const char*, QString>> own = ownFaults(type);
    if (own.empty() && !canStop(type.behaviour))
        return;
    menu.addSeparator();
    for (const auto& [kind, words] : own)
        addFault(menu, words, kind, id);
    if (canStop(type.behaviour)) {
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

/// What only this kind of resource can suffer.
std::vector<std::pair<const char*, QString>> SimulationCommands::ownFaults(const ServiceType& type)
{
    if (type.role == NetworkRole::Zone)
        return {{"az.down", tr("&Fail this zone")}};
    if (type.role == NetworkRole::Region)
        return {{"region.down", tr("&Fail this region")}};
    if (type.role == NetworkRole::NatGateway)
        return {{"nat.down", tr("&Fail this NAT gateway")}};
    switch (type.behaviour) {
    case BehaviourKind::Balancer:
        return {{"lb.ipRotate", tr("Give it new &addresses")}};
    case BehaviourKind::Queue:
        return {{"queue.stall", tr("&Stall this queue")}};
    case BehaviourKind::Cache:
    case BehaviourKind::Cdn:
        return {{"cache.kill", tr("&Empty this cache")}};
    case BehaviourKind::Database:
        return {{"db.failover", tr("&Fail over to the standby")}};
    case BehaviourKind::Clients:
        return {{"load.spike", tr("&Multiply the load by five")},
                {"dns.stale", tr("Let resolvers &keep old answers")}};
    case BehaviourKind::ScalingGroup:
        return {{"deploy", tr("&Deploy a new version")}};
    default:
        return {};
    }
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
