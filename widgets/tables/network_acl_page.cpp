// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/network_acl_page.h"

#include <QMenu>

#include "model/architecture/property_value.h"

namespace skydraft {

namespace {

constexpr std::array steps{10, 100};

} // namespace

NetworkAclPage::NetworkAclPage(DocumentController& controller, QWidget* parent)
    : RulesPage(controller, parent)
    , m_inbound(new NetworkAclModel(controller, NetworkAclModel::Side::Inbound, this))
    , m_outbound(new NetworkAclModel(controller, NetworkAclModel::Side::Outbound, this))
{
    addSides(*m_inbound, *m_outbound);
    addRowTools();
    m_up = addTool(QStringLiteral("chevron-up"));
    m_down = addTool(QStringLiteral("chevron-down"));
    m_renumber = addTool({});
    m_renumber->setText(QStringLiteral("1 2 3"));
    m_renumber->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_renumber);
    for (const int step : steps)
        m_steps.push_back(
            menu->addAction(QString(), this, [this, step] { shown()->renumber(step); }));
    m_renumber->setMenu(menu);
    m_ephemeral = addTool(QStringLiteral("add"));
    m_ephemeral->setText(QStringLiteral("1024-65535"));
    m_ephemeral->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    widths({80, 102, 60, 86, 104, 68, 0}, {{NetworkAclModel::Remark, 1}});
    table()->setReorder(RulesTable::Reorder::Yes);
    connect(table(), &RulesTable::moveRequested, this, &NetworkAclPage::move);
    connect(table(), &RulesTable::currentRowChanged, this, &NetworkAclPage::enableOrder);
    connect(m_up, &QToolButton::clicked, this,
            [this] { move(table()->currentRow(), table()->currentRow() - 1); });
    connect(m_down, &QToolButton::clicked, this,
            [this] { move(table()->currentRow(), table()->currentRow() + 1); });
    connect(m_ephemeral, &QToolButton::clicked, this, [this] {
        if (const int row = shown()->allowEphemeralPorts(); row >= 0)
            table()->setCurrentIndex(shown()->index(row, 0));
    });
    connect(usage(), &UsageTree::toggled, this,
            [this](const ResourceId& id, bool isOn) { associate(id, "network_acl", isOn); });
    for (NetworkAclModel* model : {m_inbound, m_outbound})
        connect(model, &EntryTableModel::refreshed, this, &NetworkAclPage::enableOrder);
    retranslate();
}

NetworkAclModel* NetworkAclPage::shown() const
{
    return table()->entries() == m_outbound ? m_outbound : m_inbound;
}

void NetworkAclPage::retranslate()
{
    name(m_up, tr("Read the rule earlier"), QStringLiteral("Alt+↑"));
    name(m_down, tr("Read the rule later"), QStringLiteral("Alt+↓"));
    name(m_renumber, tr("Number the rules anew"));
    for (std::size_t i = 0; i < steps.size(); ++i)
        m_steps[i]->setText(tr("In steps of %1").arg(steps[i]));
    name(m_ephemeral, tr("Allow the ephemeral ports (TCP 1024-65535) that answers come back on"));
    table()->setAccessibleName(tr("Rules of the network ACL"));
    usage()->setAccessibleName(tr("Subnets of the network ACL"));
    RulesPage::retranslate();
}

void NetworkAclPage::refresh()
{
    RulesPage::refresh();
    enableOrder();
}

void NetworkAclPage::enableOrder()
{
    const bool mayChange = !controller().isReadOnly() && resource() != nullptr;
    const int row = table()->currentRow();
    const int count = shown()->entryCount();
    m_up->setEnabled(mayChange && row > 0 && row < count);
    m_down->setEnabled(mayChange && row >= 0 && row + 1 < count);
    m_renumber->setEnabled(mayChange && count > 0);
    m_ephemeral->setEnabled(mayChange && !shown()->allowsEphemeralPorts());
}

void NetworkAclPage::move(int from, int to)
{
    if (to < 0 || to >= shown()->entryCount())
        return;
    const int column = table()->currentIndex().column();
    if (const int row = shown()->move(from, to); row >= 0)
        table()->setCurrentIndex(shown()->index(row, std::max(column, 0)));
}

std::vector<UsageSection> NetworkAclPage::usageSections() const
{
    UsageSection subnets = subnetSection("network_acl", tr("Subnets"));
    if (flagOf(catalogue(), *resource(), "is_default", false))
        for (UsageItem& item : subnets.items)
            if (item.check == UsageItem::Check::Off && item.tip.isEmpty())
                item.text += QStringLiteral(" – %1").arg(tr("by default"));
    return {subnets};
}

} // namespace skydraft
