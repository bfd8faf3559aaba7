// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/route_table_page.h"

#include <QEvent>
#include <QHeaderView>
#include <QSignalBlocker>

#include "model/architecture/containment.h"
#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "widgets/theme/style_flags.h"
#include "widgets/theme/theme.h"

namespace skydraft {

RouteTablePage::RouteTablePage(DocumentController& controller, QWidget* parent)
    : RulesPage(controller, parent)
    , m_routes(new RouteTableModel(controller, this))
    , m_main(new QCheckBox(this))
    , m_badge(new QLabel(this))
{
    table()->setEntries(m_routes);
    addRowTools();
    addToTools(m_main);
    addToTools(m_badge);
    table()->verticalHeader()->show(); // the numbers of the order
    widths({150, 60, 160, 0}, {{RouteTableModel::State, 1}});
    connect(m_main, &QCheckBox::clicked, this, &RouteTablePage::setMain);
    connect(m_routes, &EntryTableModel::refreshed, this, &RouteTablePage::showBadge);
    connect(usage(), &UsageTree::toggled, this,
            [this](const ResourceId& id, bool isOn) { associate(id, "route_table", isOn); });
    retranslate();
}

void RouteTablePage::changeEvent(QEvent* event)
{
    RulesPage::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_badge != nullptr)
        showBadge();
}

void RouteTablePage::retranslate()
{
    m_main->setText(tr("Main table"));
    m_main->setToolTip(tr("Subnets of the VPC that name no table use this one."));
    m_badge->setText(tr("Public subnets"));
    m_badge->setToolTip(tr("A route leads to an internet gateway: subnets of this table are "
                           "public."));
    table()->setAccessibleName(tr("Routes of the table"));
    usage()->setAccessibleName(tr("Subnets of the route table"));
    RulesPage::retranslate();
}

void RouteTablePage::refresh()
{
    RulesPage::refresh();
    const Resource* own = resource();
    const QSignalBlocker blocker(m_main);
    m_main->setChecked(own != nullptr && flagOf(catalogue(), *own, "main", false));
    m_main->setEnabled(own != nullptr && !controller().isReadOnly());
    showBadge();
}

void RouteTablePage::showBadge()
{
    const Theme::FrameColors colors = theme().frame(QStringLiteral("subnet-public"));
    m_badge->setStyleSheet(
        QStringLiteral("QLabel { color: %1; border: 1px solid %2; border-radius: 4px; "
                       "padding: 1px 8px; margin-left: 6px; }")
            .arg(colors.title.name(), colors.line.name()));
    setVisibleBoxes(m_main);
    m_badge->setVisible(m_routes->leadsToInternet());
}

std::vector<UsageSection> RouteTablePage::usageSections() const
{
    UsageSection subnets = subnetSection("route_table", tr("Subnets"));
    if (flagOf(catalogue(), *resource(), "main", false))
        for (UsageItem& item : subnets.items)
            if (item.check == UsageItem::Check::Off && item.tip.isEmpty())
                item.text += QStringLiteral(" – %1").arg(tr("by default"));
    return {subnets};
}

/// A VPC has one main table: the other ones stop being it in the same step.
void RouteTablePage::setMain(bool isMain)
{
    const Resource* own = resource();
    if (own == nullptr)
        return;
    Batch batch;
    const Resource* vpc = ancestorOf(catalogue(), architecture(), *own, NetworkRole::Vpc);
    for (const auto& other : architecture().resources()) {
        const bool isTable = catalogue().typeOrGeneric(other->type).role == NetworkRole::RouteTable;
        if (isMain && isTable && other->id != own->id && flagOf(catalogue(), *other, "main", false)
            && ancestorOf(catalogue(), architecture(), *other, NetworkRole::Vpc) == vpc)
            batch.edits.push_back(Edit{SetProperty{other->id, "main", std::nullopt}});
    }
    batch.edits.push_back(
        Edit{SetProperty{own->id, "main", isMain ? std::optional<Json>(true) : std::nullopt}});
    controller().apply(Edit{std::move(batch)},
                       (isMain ? MODEL_TEXT("Edit", "Make %1 the main route table")
                               : MODEL_TEXT("Edit", "%1 is no main route table any more"))
                           .with(displayName(*own)));
    refresh();
}

} // namespace skydraft
