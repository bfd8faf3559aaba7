// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/rules_page.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QSplitter>

#include "model/architecture/containment.h"
#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/tables/entry_table_model.h"
#include "widgets/theme/style_flags.h"

#include <algorithm>

namespace skydraft {

RulesPage::RulesPage(DocumentController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_tools(new QWidget(this))
    , m_table(new RulesTable(this))
    , m_remark(new QLabel(this))
    , m_usage(new UsageTree(this))
{
    auto* tools = new QHBoxLayout(m_tools);
    tools->setContentsMargins(0, 0, 0, 0);
    tools->setSpacing(2);
    tools->setSizeConstraint(QLayout::SetNoConstraint); // a narrow window may cut the last button
    tools->addStretch();
    auto* left = new QWidget(this);
    auto* leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->setSpacing(2);
    leftLayout->addWidget(m_table, 1);
    leftLayout->addWidget(m_remark);
    m_remark->setWordWrap(true);
    m_remark->setTextFormat(Qt::PlainText);
    m_remark->hide();
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(left);
    split->addWidget(m_usage);
    split->setStretchFactor(0, 1);
    split->setChildrenCollapsible(false);
    split->setSizes({600, 150});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(split);
    m_usage->setMinimumWidth(120);

    connect(m_table, &RulesTable::addRequested, this, &RulesPage::add);
    connect(m_table, &RulesTable::duplicateRequested, this, &RulesPage::duplicate);
    connect(m_table, &RulesTable::removeRequested, this, &RulesPage::remove);
    connect(m_table, &RulesTable::currentRowChanged, this, [this] {
        showRemark();
        enableTools();
    });
    connect(m_usage, &UsageTree::revealRequested, this, &RulesPage::revealRequested);
}

QToolButton* RulesPage::addTool(const QString& icon)
{
    auto* button = new QToolButton(m_tools);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setIconSize({16, 16});
    if (!icon.isEmpty())
        button->setIcon(actionIcon(icon));
    addToTools(button);
    return button;
}

void RulesPage::addToTools(QWidget* widget)
{
    auto* layout = static_cast<QHBoxLayout*>(m_tools->layout());
    layout->insertWidget(layout->count() - 1, widget); // before the stretch
}

void RulesPage::name(QToolButton* button, const QString& words, const QString& keys)
{
    button->setAccessibleName(words);
    button->setToolTip(keys.isEmpty() ? words : QStringLiteral("%1 (%2)").arg(words, keys));
}

void RulesPage::addSides(EntryTableModel& inbound, EntryTableModel& outbound)
{
    auto* group = new QButtonGroup(this);
    const auto addSide = [&](EntryTableModel& model) {
        QToolButton* button = addTool({});
        button->setAutoRaise(false);
        button->setCheckable(true);
        setStyleRole(button, QStringLiteral("filter"));
        group->addButton(button);
        connect(button, &QToolButton::toggled, this, [this, &model](bool isOn) {
            if (isOn)
                m_table->setEntries(&model);
        });
        return button;
    };
    m_inbound = addSide(inbound);
    m_outbound = addSide(outbound);
    m_inbound->setChecked(true);
}

void RulesPage::showSides()
{
    if (m_inbound == nullptr)
        return;
    m_inbound->setText(tr("Inbound (%1)").arg(models()[0]->entryCount()));
    m_outbound->setText(tr("Outbound (%1)").arg(models()[1]->entryCount()));
}

void RulesPage::addRowTools()
{
    m_add = addTool(QStringLiteral("add"));
    m_duplicate = addTool(QStringLiteral("copy"));
    m_remove = addTool(QStringLiteral("delete"));
    connect(m_add, &QToolButton::clicked, this, &RulesPage::add);
    connect(m_duplicate, &QToolButton::clicked, this, &RulesPage::duplicate);
    connect(m_remove, &QToolButton::clicked, this, &RulesPage::remove);
    for (EntryTableModel* model : models())
        connect(model, &EntryTableModel::refreshed, this, [this] {
            showSides();
            showRemark();
            enableTools();
        });
}

void RulesPage::widths(const std::vector<int>& columns, const std::map<int, int>& flexible)
{
    m_table->setFlexible(flexible);
    for (std::size_t i = 0; i < columns.size(); ++i)
        m_table->setColumnWidth(static_cast<int>(i), columns[i]);
}

void RulesPage::setResource(const ResourceId& id)
{
    m_id = id;
    for (EntryTableModel* model : models())
        model->setResource(id);
    if (m_table->entries() != nullptr && m_table->entries()->rowCount() > 0)
        m_table->setCurrentIndex(m_table->entries()->index(0, 0));
    refresh();
}

void RulesPage::setAnalysis(const AnalysisPointer& analysis)
{
    for (EntryTableModel* model : models())
        model->setAnalysis(analysis);
}

void RulesPage::refresh()
{
    m_usage->setSections(resource() == nullptr ? std::vector<UsageSection>() : usageSections());
    showSides();
    showRemark();
    enableTools();
}

void RulesPage::retranslate()
{
    if (m_add != nullptr) {
        name(m_add, tr("Add a row"), tr("Ins"));
        name(m_duplicate, tr("Duplicate the row"), QStringLiteral("Ctrl+D"));
        name(m_remove, tr("Delete the row"), tr("Del"));
    }
    for (EntryTableModel* model : models())
        model->retranslate();
    refresh();
}

void RulesPage::enableTools()
{
    const EntryTableModel* entries = m_table->entries();
    const int row = m_table->currentRow();
    const bool mayChange = !m_controller.isReadOnly() && entries != nullptr;
    const bool isEntry =
        mayChange && row >= 0 && row < entries->rowCount() && !entries->isImplicit(row);
    if (m_add == nullptr)
        return;
    m_add->setEnabled(mayChange);
    m_duplicate->setEnabled(isEntry);
    m_remove->setEnabled(isEntry);
}

void RulesPage::showRemark()
{
    const EntryTableModel* entries = m_table->entries();
    const int row = m_table->currentRow();
    QString text;
    QStringList remarks;
    if (entries != nullptr && row >= 0 && row < entries->rowCount()) {
        remarks = entries->remarksAt(row);
        const Finding* finding = entries->findingAt(row);
        const bool isWrong = finding == nullptr && !remarks.isEmpty();
        text = isWrong              ? remarks.front()
               : finding == nullptr ? QString()
                                    : QStringLiteral("%1: %2").arg(toQString(finding->code),
                                                                   translated(finding->message));
        setStyleRole(m_remark, isWrong ? QStringLiteral("error") : QStringLiteral("help"));
    }
    m_remark->setText(text);
    m_remark->setToolTip(remarks.join(QLatin1Char('\n')));
    m_remark->setVisible(!text.isEmpty());
}

void RulesPage::add()
{
    if (m_table->entries() == nullptr || m_controller.isReadOnly())
        return;
    m_table->editCell(m_table->entries()->add(m_table->currentRow()), firstColumn());
}

void RulesPage::duplicate()
{
    if (m_table->entries() == nullptr)
        return;
    const int row = m_table->entries()->duplicate(m_table->currentRow());
    if (row >= 0)
        m_table->setCurrentIndex(m_table->entries()->index(row, firstColumn()));
}

void RulesPage::remove()
{
    EntryTableModel* entries = m_table->entries();
    const QModelIndex current = m_table->currentIndex();
    if (entries == nullptr || !entries->remove(current.row()) || entries->rowCount() == 0)
        return;
    m_table->setCurrentIndex(
        entries->index(std::min(current.row(), entries->rowCount() - 1), current.column()));
}

UsageSection RulesPage::subnetSection(const char* property, const QString& title) const
{
    UsageSection section{title, {}, tr("No subnet in this VPC")};
    const Resource* vpc = ancestorOf(catalogue(), architecture(), *resource(), NetworkRole::Vpc);
    int count = 0;
    for (const auto& subnet : architecture().resources()) {
        const ServiceType& type = catalogue().typeOrGeneric(subnet->type);
        if (type.role != NetworkRole::Subnet
            || ancestorOf(catalogue(), architecture(), *subnet, NetworkRole::Vpc) != vpc)
            continue;
        const auto named = idsOf(catalogue(), *subnet, property);
        const bool isOn = !named.empty() && named.front() == m_id;
        UsageItem item{subnet->id, toQString(displayName(*subnet)), type.icon};
        item.check = isOn ? UsageItem::Check::On : UsageItem::Check::Off;
        count += isOn ? 1 : 0;
        const Resource* other =
            named.empty() || isOn ? nullptr : architecture().find(named.front());
        if (other != nullptr) {
            item.text += QStringLiteral(" – %1").arg(toQString(displayName(*other)));
            item.tip = tr("%1 uses %2 now")
                           .arg(toQString(displayName(*subnet)), toQString(displayName(*other)));
        }
        section.items.push_back(std::move(item));
    }
    section.title = QStringLiteral("%1 (%2)").arg(title).arg(count);
    return section;
}

void RulesPage::associate(const ResourceId& subnet, const char* property, bool isOn)
{
    const Resource* own = resource();
    const Resource* associated = architecture().find(subnet);
    if (own == nullptr || associated == nullptr)
        return;
    const std::optional<Json> value = isOn ? std::optional<Json>(m_id.value()) : std::nullopt;
    const Text title = isOn ? MODEL_TEXT("Edit", "Associate %1 with %2")
                            : MODEL_TEXT("Edit", "End the association of %1 with %2");
    m_controller.apply(Edit{SetProperty{subnet, property, value}},
                       title.with(displayName(*associated)).with(displayName(*own)));
    refresh(); // a box that was ticked in vain goes back
}

} // namespace skydraft
