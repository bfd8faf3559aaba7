// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/simulation/plan_compiler.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/panels/fault_lane.h"
#include "widgets/panels/load_form.h"
#include "widgets/panels/scenario_dialog.h"
#include "widgets/panels/simulation_words.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/style_flags.h"

#include <algorithm>

// The load and the faults of the scenario that is shown, and what is wrong with them.

namespace skydraft {

ResourceId ScenarioDialog::chosenClient() const
{
    const QListWidgetItem* item = m_clients->currentItem();
    return item == nullptr ? ResourceId()
                           : ResourceId(item->data(Qt::UserRole).toString().toStdString());
}

Load* ScenarioDialog::loadOf(const ResourceId& client)
{
    Scenario* shown = scenario();
    if (shown == nullptr)
        return nullptr;
    const auto found = std::find_if(shown->load.begin(), shown->load.end(),
                                    [&](const Load& load) { return load.client == client; });
    return found == shown->load.end() ? nullptr : &*found;
}

double ScenarioDialog::usualRate(const ResourceId& client) const
{
    const Resource* resource = m_controller.architecture().find(client);
    return resource == nullptr ? 10
                               : numberOf(m_controller.catalogue(), *resource, "rate_per_s", 10);
}

void ScenarioDialog::showClients()
{
    m_isFilling = true;
    m_clients->clear();
    const auto add = [this](const ResourceId& id, const QString& name, const QIcon& icon) {
        auto* item = new QListWidgetItem(icon, name, m_clients);
        item->setData(Qt::UserRole, toQString(id.value()));
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(loadOf(id) != nullptr ? Qt::Checked : Qt::Unchecked);
    };
    for (const auto& resource : m_controller.architecture().resources()) {
        const ServiceType& type = m_controller.catalogue().typeOrGeneric(resource->type);
        if (type.behaviour == BehaviourKind::Clients)
            add(resource->id, toQString(displayName(*resource)), typeIcon(type.icon));
    }
    if (const Scenario* shown = scenario(); shown != nullptr) // also those that are gone
        for (const Load& load : shown->load)
            if (m_controller.architecture().find(load.client) == nullptr)
                add(load.client, toQString(load.client.value()), QIcon());
    m_clients->setCurrentRow(0);
    for (int row = m_clients->count() - 1; row >= 0; --row)
        if (m_clients->item(row)->checkState() == Qt::Checked)
            m_clients->setCurrentRow(row); // the first that sends
    m_isFilling = false;
    showLoad();
}

void ScenarioDialog::showLoad()
{
    const Scenario* shown = scenario();
    if (m_isFilling || shown == nullptr)
        return;
    const ResourceId client = chosenClient();
    const Load* load = loadOf(client);
    m_load->setEnabled(load != nullptr);
    m_load->setVisible(!client.empty());
    m_load->setLoad(load != nullptr ? *load : Load{.client = client}, usualRate(client),
                    shown->durationS);
}

void ScenarioDialog::takeClient(QListWidgetItem* item)
{
    Scenario* shown = scenario();
    if (m_isFilling || shown == nullptr)
        return;
    const ResourceId client(item->data(Qt::UserRole).toString().toStdString());
    const bool isWanted = item->checkState() == Qt::Checked;
    if (isWanted && loadOf(client) == nullptr)
        shown->load.push_back(Load{.client = client, .ratePerS = usualRate(client)});
    else if (!isWanted)
        std::erase_if(shown->load, [&](const Load& load) { return load.client == client; });
    m_clients->setCurrentItem(item);
    showLoad();
    checkSoon();
}

void ScenarioDialog::takeLoad()
{
    if (Load* load = loadOf(chosenClient()); load != nullptr)
        *load = m_load->load();
    checkSoon();
}

void ScenarioDialog::fillKinds()
{
    const std::pair<const char*, QString> kinds[] = {
        {"az.down", tr("Lose an Availability Zone")},
        {"host.stop", tr("Stop a host")},
        {"process.stop", tr("Stop a process")},
        {"process.hang", tr("Let a process hang")},
        {"http500", tr("Answer with HTTP 500")},
        {"cpu.burn", tr("Burn a CPU")},
        {"db.failover", tr("Fail over a database")},
        {"host.terminate", tr("Terminate a host")},
        {"spot.interrupt", tr("Take Spot capacity back")},
        {"replica.lag", tr("Let a read replica fall behind")},
        {"cache.kill", tr("Empty a cache")},
        {"forget", tr("Let a store forget")},
        {"cookie.tamper", tr("Tamper with cookies")},
        {"db.snapshot", tr("Take a database snapshot")},
        {"db.restore", tr("Restore a database")},
        {"queue.stall", tr("Stall a queue")},
        {"region.down", tr("Lose a Region")},
        {"capacity.out", tr("Leave a zone without capacity")},
        {"nat.down", tr("Lose a NAT gateway")},
        {"lb.ipRotate", tr("Give a load balancer new addresses")},
        {"dns.stale", tr("Let resolvers keep old answers")},
        {"load.spike", tr("Multiply the load")},
        {"link.latency", tr("Slow a connection down")},
        {"link.loss", tr("Lose packets on a connection")},
        {"deploy", tr("Deploy a new version")},
        {"badVersion", tr("Deploy a bad version")}};
    for (const auto& [kind, words] : kinds)
        m_kind->addItem(words, QString::fromLatin1(kind));
}

/// The drawing as the engine sees it, to ask what may fail how; nothing where it cannot be played.
std::optional<SimulationPlan> ScenarioDialog::planWithoutFaults()
{
    const Scenario* shown = scenario();
    if (shown == nullptr)
        return std::nullopt;
    Scenario calm = *shown;
    calm.faults.clear();
    auto plan =
        PlanCompiler{m_controller.catalogue(), m_controller.architecture(), calm, {}}.compile();
    return plan ? std::optional(std::move(*plan)) : std::nullopt;
}

/// Only what can fail in the chosen way: what the engine would take.
void ScenarioDialog::fillTargets()
{
    const auto plan = planWithoutFaults();
    const QString before = m_target->currentData().toString();
    m_target->clear();
    Fault fault;
    fault.kind = m_kind->currentData().toString().toStdString();
    std::vector<FaultPlan> offered;
    for (const auto& resource : m_controller.architecture().resources()) {
        fault.target = resource->id.value();
        if (!plan)
            break;
        const auto planned = planFault(*plan, fault, {});
        if (!planned)
            continue;
        offered.push_back(*planned);
        const ServiceType& type = m_controller.catalogue().typeOrGeneric(resource->type);
        m_target->addItem(typeIcon(type.icon), toQString(displayName(*resource)),
                          toQString(fault.target));
    }
    for (const auto& connection : m_controller.architecture().connections()) {
        fault.target = connection->id.value();
        const Resource* from = m_controller.architecture().find(connection->from);
        const Resource* to = m_controller.architecture().find(connection->to);
        if (plan && from != nullptr && to != nullptr && planFault(*plan, fault, {}))
            m_target->addItem(QStringLiteral("%1 → %2").arg(toQString(displayName(*from)),
                                                            toQString(displayName(*to))),
                              toQString(fault.target));
    }
    if (plan && fault.kind == "az.down") // zones that subnets name and nobody drew
        for (const std::string& zone : plan->zones)
            if (std::none_of(offered.begin(), offered.end(), [&](const FaultPlan& other) {
                    return plan->zones[other.zone] == zone;
                }))
                m_target->addItem(toQString(zone), toQString(zone));
    m_target->setCurrentIndex(std::max(m_target->findData(before), 0));
    m_addFault->setEnabled(m_target->count() > 0);
    m_target->setEnabled(m_target->count() > 0);
    m_target->setPlaceholderText(tr("Nothing can fail so"));
    if (m_target->count() == 0)
        m_target->setCurrentIndex(-1);
}

void ScenarioDialog::showFaults()
{
    const Scenario* shown = scenario();
    if (shown == nullptr)
        return;
    std::vector<FaultLane::Row> rows;
    for (const Fault& fault : shown->faults)
        rows.push_back({fault, QStringLiteral("%1, %2").arg(
                                   resourceName(fault.target, m_controller.architecture()),
                                   faultInWords(fault.kind))});
    m_lane->setRows(std::move(rows), shown->durationS);
}

void ScenarioDialog::addFault(double atS)
{
    Scenario* shown = scenario();
    if (shown == nullptr || m_target->currentIndex() < 0)
        return;
    Fault fault;
    fault.kind = m_kind->currentData().toString().toStdString();
    fault.target = m_target->currentData().toString().toStdString();
    fault.atS = std::clamp(atS, 0.0, shown->durationS);
    fault.durationS = std::max(1.0, std::round(shown->durationS / 6));
    shown->faults.push_back(fault);
    showFaults();
    m_lane->setCurrent(static_cast<int>(shown->faults.size()) - 1);
    m_lane->setFocus();
    checkSoon();
}

void ScenarioDialog::checkSoon()
{
    m_check.start();
}

void ScenarioDialog::clearErrors()
{
    for (QLabel* label : {m_timesError, m_faultError, m_error})
        label->hide();
    for (QLabel* label : {m_timesError, m_faultError, m_error})
        label->clear();
    m_load->setError({}, {});
    m_lane->setWrong(-1);
}

QString ScenarioDialog::errorText() const
{
    for (const QString& text :
         {m_timesError->text(), m_load->errorText(), m_faultError->text(), m_error->text()})
        if (!text.isEmpty())
            return text;
    return {};
}

void ScenarioDialog::check()
{
    clearErrors();
    const Scenario* shown = scenario();
    if (shown == nullptr)
        return;
    const auto plan =
        PlanCompiler{m_controller.catalogue(), m_controller.architecture(), *shown, {}}.compile();
    if (!plan)
        showError(plan.error());
    else if (m_seed->text().isEmpty())
        m_seed->setText(QStringLiteral("1"));
}

/// Where it stands: "/scenarios/0/faults/2/target" at the third fault.
void ScenarioDialog::showError(const Error& error)
{
    const QString message = translated(error.message);
    const QStringList path =
        toQString(error.location.pointer).split(QLatin1Char('/'), Qt::SkipEmptyParts);
    const bool isHere = path.size() >= 3 && path[0] == QLatin1String("scenarios");
    if (isHere && path[2] == QLatin1String("load") && path.size() >= 4) {
        const auto row = path[3].toUInt();
        const Scenario* shown = scenario();
        if (row < shown->load.size()) {
            const QString client = toQString(shown->load[row].client.value());
            for (int i = 0; i < m_clients->count(); ++i)
                if (m_clients->item(i)->data(Qt::UserRole).toString() == client)
                    m_clients->setCurrentRow(i);
        }
        m_load->setError(message, QLatin1Char('/') + path.mid(4).join(QLatin1Char('/')));
        return;
    }
    QLabel* place = !isHere                              ? m_error
                    : path[2] == QLatin1String("faults") ? m_faultError
                                                         : m_timesError;
    if (place == m_faultError && path.size() >= 4)
        m_lane->setWrong(path[3].toInt());
    place->setText(message);
    place->show();
}

} // namespace skydraft
