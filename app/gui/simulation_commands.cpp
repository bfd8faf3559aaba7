// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/simulation_commands.h"

#include <QMenu>

#include "app/gui/actions.h"
#include "model/architecture/names.h"
#include "model/simulation/plan_compiler.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/panels/fault_choices.h"
#include "widgets/session/document_controller.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace skydraft {
namespace {

/// What any of them can suffer, in the order of the menu.
constexpr std::array<std::string_view, 5> usualFaults{"process.stop", "process.hang", "http500",
                                                      "cpu.burn", "host.stop"};

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
        addFault(menu, words, kind, id.value());
    if (canStop(type.behaviour)) {
        const std::array words{tr("Stop the &process"), tr("Let the process han&g"),
                               tr("Answer with HTTP &500"), tr("&Burn the CPU"),
                               tr("Stop the &host")};
        for (std::size_t i = 0; i < usualFaults.size(); ++i)
            addFault(menu, words[i], std::string(usualFaults[i]), id.value());
    }
    addOtherFaults(menu, id.value(), type);
    addRepair(menu, id.value());
}

void SimulationCommands::fillMenu(QMenu& menu, const ConnectionId& id)
{
    const auto plan = playedPlan();
    if (!plan)
        return;
    const std::vector<FaultChoice> choices = faultChoicesFor(*plan, id.value());
    if (choices.empty())
        return;
    menu.addSeparator();
    for (const FaultChoice& choice : choices)
        addFault(menu, choice.words, choice.kind, id.value());
    addRepair(menu, id.value());
}

void SimulationCommands::addRepair(QMenu& menu, const std::string& target)
{
    QAction* repair = menu.addAction(actionIcon(QStringLiteral("repair")), tr("R&epair"));
    repair->setEnabled(isOn() && m_runner.takesDeeds());
    connect(repair, &QAction::triggered, this,
            [this, target] { m_runner.repair(toQString(target)); });
}

/// Whatever else the model's table offers for this resource.
void SimulationCommands::addOtherFaults(QMenu& menu, const std::string& target,
                                        const ServiceType& type)
{
    const auto plan = playedPlan();
    if (!plan)
        return;
    std::vector<FaultChoice> choices = faultChoicesFor(*plan, target);
    const auto own = ownFaults(type);
    std::erase_if(choices, [&](const FaultChoice& choice) {
        return std::any_of(own.begin(), own.end(),
                           [&](const auto& one) { return choice.kind == one.first; })
               || (canStop(type.behaviour)
                   && std::find(usualFaults.begin(), usualFaults.end(), choice.kind)
                          != usualFaults.end());
    });
    if (choices.empty())
        return;
    QMenu* more = menu.addMenu(actionIcon(QStringLiteral("kill")), tr("&More faults"));
    for (const FaultChoice& choice : choices)
        addFault(*more, choice.words, choice.kind, target);
}

bool SimulationCommands::isOn() const
{
    return m_runner.state() == SimulationRunner::State::Playing
           || m_runner.state() == SimulationRunner::State::Paused;
}

/// Of what is played; else of the drawing under its default load. Nothing where it cannot be
/// played.
std::optional<SimulationPlan> SimulationCommands::playedPlan() const
{
    const PlayedRun* run = isOn() ? m_runner.runs().find(0) : nullptr;
    const bool isPlayed = run != nullptr && run->design != nullptr;
    const Architecture& drawing =
        isPlayed ? run->design->architecture : m_controller.architecture();
    Scenario scenario =
        isPlayed ? run->design->scenario : defaultScenario(m_controller.catalogue(), drawing);
    scenario.faults.clear();
    auto plan = PlanCompiler{m_controller.catalogue(), drawing, scenario, {}}.compile();
    return plan ? std::optional(std::move(*plan)) : std::nullopt;
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

void SimulationCommands::addFault(QMenu& menu, const QString& text, const std::string& kind,
                                  const std::string& target)
{
    QAction* action = menu.addAction(actionIcon(QStringLiteral("kill")), text);
    action->setEnabled(isOn() && m_runner.takesDeeds());
    if (!isOn())
        action->setText(tr("%1 (while the simulation plays)").arg(text));
    else if (!m_runner.takesDeeds())
        action->setText(tr("%1 (not with the flow engine)").arg(text));
    connect(action, &QAction::triggered, this, [this, kind, target] {
        Fault fault;
        fault.kind = kind;
        fault.target = target;
        m_runner.inject(fault);
    });
}

} // namespace skydraft
