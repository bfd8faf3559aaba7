// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/rules_panel.h"

#include <QEvent>
#include <QMenu>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "model/architecture/containment.h"
#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/tables/network_acl_page.h"
#include "widgets/tables/route_table_page.h"
#include "widgets/tables/security_group_page.h"
#include "widgets/theme/style_flags.h"

#include <algorithm>
#include <array>

namespace skydraft {

namespace {

struct Kind
{
    NetworkRole role;
    const char* property; ///< by which a server or subnet names it
};

constexpr std::array kinds{
    Kind{NetworkRole::SecurityGroup, "security_groups"},
    Kind{NetworkRole::NetworkAcl, "network_acl"},
    Kind{NetworkRole::RouteTable, "route_table"},
};

/// The first type of the catalogue with that role.
const ServiceType& typeWith(const Catalogue& catalogue, NetworkRole role)
{
    const auto& types = catalogue.types();
    const auto found = std::find_if(types.begin(), types.end(),
                                    [&](const ServiceType& type) { return type.role == role; });
    return found != types.end() ? *found : catalogue.typeOrGeneric({});
}

} // namespace

RulesPanel::RulesPanel(DocumentController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_box(new QComboBox(this))
    , m_new(new QToolButton(this))
    , m_handle(new GroupHandle(this))
    , m_bar(new QGridLayout)
    , m_tools(new QStackedWidget(this))
    , m_pages(new QStackedWidget(this))
    , m_empty(new QLabel(this))
    , m_groups(new SecurityGroupPage(controller, this))
    , m_acls(new NetworkAclPage(controller, this))
    , m_routes(new RouteTablePage(controller, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(4);
    layout->addLayout(m_bar);
    layout->addWidget(m_pages, 1);
    m_bar->setHorizontalSpacing(4);
    m_bar->setVerticalSpacing(2);
    m_box->setMinimumWidth(150);
    m_box->setMaximumWidth(240);
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_new->setIcon(actionIcon(QStringLiteral("new")));
    m_new->setPopupMode(QToolButton::InstantPopup);
    m_new->setAutoRaise(true);
    m_new->setFocusPolicy(Qt::StrongFocus);
    auto* menu = new QMenu(m_new);
    for (const Kind& kind : kinds)
        m_newActions.push_back(
            menu->addAction(typeIcon(typeWith(controller.catalogue(), kind.role).icon), QString(),
                            this, [this, role = kind.role] { create(role); }));
    m_new->setMenu(menu);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    setStyleRole(m_empty, QStringLiteral("help"));
    m_pages->addWidget(m_empty);
    m_tools->addWidget(new QWidget(m_tools));
    m_tools->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    for (RulesPage* page : std::initializer_list<RulesPage*>{m_groups, m_acls, m_routes})
        addPage(page);
    arrangeBar();
    connect(m_box, &QComboBox::activated, this, [this](int index) {
        setSubject(ResourceId(m_box->itemData(index).toString().toStdString()));
    });
    connect(&controller, &DocumentController::changed, this, &RulesPanel::hear);
    connect(&controller, &DocumentController::statusChanged, this, &RulesPanel::hear);
    connect(&controller, &DocumentController::selectionChanged, this, &RulesPanel::follow);
    retranslate();
}

void RulesPanel::addPage(RulesPage* page)
{
    m_pages->addWidget(page);
    m_tools->addWidget(page->tools());
    connect(page, &RulesPage::revealRequested, this, &RulesPanel::reveal);
}

/// In a narrow window the tools stand below the list.
void RulesPanel::arrangeBar()
{
    constexpr int enough = 640;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_box, m_new, m_handle, m_tools})
        m_bar->removeWidget(widget);
    m_bar->addWidget(m_box, 0, 0);
    m_bar->addWidget(m_new, 0, 1);
    m_bar->addWidget(m_handle, 0, 2);
    if (width() >= enough) {
        m_bar->addWidget(m_tools, 0, 3);
        m_bar->setColumnStretch(3, 1);
    } else {
        m_bar->addWidget(m_tools, 1, 0, 1, 4);
    }
}

void RulesPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrangeBar();
}

void RulesPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_isBehind)
        refresh();
}

void RulesPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange)
        m_new->setIcon(actionIcon(QStringLiteral("new")));
}

void RulesPanel::retranslate()
{
    const std::array titles{tr("New security group"), tr("New network ACL"), tr("New route table")};
    for (std::size_t i = 0; i < titles.size(); ++i)
        m_newActions[i]->setText(titles[i]);
    m_box->setAccessibleName(tr("Security group, network ACL or route table"));
    m_new->setAccessibleName(tr("New"));
    m_new->setToolTip(tr("New security group, network ACL or route table"));
    m_handle->setToolTip(tr("Drag this onto a resource of the drawing to attach the group"));
    m_handle->setAccessibleName(tr("Security group to drag"));
    m_empty->setText(tr("Choose a security group, a network ACL or a route table, or make a new "
                        "one."));
    for (RulesPage* page : std::initializer_list<RulesPage*>{m_groups, m_acls, m_routes})
        page->retranslate();
    refresh();
}

void RulesPanel::setAnalysis(const AnalysisPointer& analysis)
{
    for (RulesPage* page : std::initializer_list<RulesPage*>{m_groups, m_acls, m_routes})
        page->setAnalysis(analysis);
}

RulesPage* RulesPanel::pageFor(const ResourceId& id) const
{
    const Resource* resource = m_controller.architecture().find(id);
    if (resource == nullptr)
        return nullptr;
    switch (m_controller.catalogue().typeOrGeneric(resource->type).role) {
    case NetworkRole::SecurityGroup:
        return m_groups;
    case NetworkRole::NetworkAcl:
        return m_acls;
    case NetworkRole::RouteTable:
        return m_routes;
    default:
        return nullptr;
    }
}

RulesPage* RulesPanel::shownPage() const
{
    return qobject_cast<RulesPage*>(m_pages->currentWidget());
}

void RulesPanel::setSubject(const ResourceId& id)
{
    RulesPage* page = pageFor(id);
    if (page == nullptr && !id.empty())
        return;
    m_subject = id;
    m_pages->setCurrentWidget(page == nullptr ? static_cast<QWidget*>(m_empty) : page);
    m_tools->setCurrentWidget(page == nullptr ? m_tools->widget(0) : page->tools());
    m_handle->setVisible(page == m_groups);
    m_handle->setGroup(id);
    if (page != nullptr)
        page->setResource(id);
    m_box->setCurrentIndex(m_box->findData(toQString(id.value())));
}

void RulesPanel::focusTable()
{
    if (const RulesPage* page = shownPage())
        page->table()->setFocus(Qt::ShortcutFocusReason);
    else
        m_box->setFocus(Qt::ShortcutFocusReason);
}

/// Groups first, then ACLs, then tables, each by name.
void RulesPanel::fillBox()
{
    const QSignalBlocker blocker(m_box);
    const Architecture& architecture = m_controller.architecture();
    m_box->clear();
    for (const Kind& kind : kinds) {
        std::vector<std::pair<QString, QString>> lines;
        for (const auto& resource : architecture.resources())
            if (m_controller.catalogue().typeOrGeneric(resource->type).role == kind.role)
                lines.emplace_back(toQString(displayName(*resource)),
                                   toQString(resource->id.value()));
        std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) {
            return a.first.localeAwareCompare(b.first) < 0;
        });
        if (!lines.empty() && m_box->count() > 0)
            m_box->insertSeparator(m_box->count());
        const QIcon icon = typeIcon(typeWith(m_controller.catalogue(), kind.role).icon);
        for (const auto& [name, id] : lines)
            m_box->addItem(icon, name, id);
    }
    m_box->setEnabled(m_box->count() > 0);
    m_box->setCurrentIndex(m_box->findData(toQString(m_subject.value())));
    m_new->setEnabled(!m_controller.isReadOnly());
}

void RulesPanel::hear()
{
    if (isVisible())
        refresh();
    else
        m_isBehind = true;
}

void RulesPanel::refresh()
{
    m_isBehind = false;
    fillBox();
    const bool isGone = pageFor(m_subject) == nullptr;
    if (isGone) {
        m_subject = {};
        const QString first = m_box->count() > 0 ? m_box->itemData(0).toString() : QString();
        setSubject(ResourceId(first.toStdString()));
        follow();
    } else if (RulesPage* page = shownPage()) {
        page->refresh();
    }
}

ResourceId RulesPanel::subjectOf(const Resource& selected) const
{
    if (pageFor(selected.id) != nullptr)
        return selected.id;
    const Architecture& architecture = m_controller.architecture();
    const Catalogue& catalogue = m_controller.catalogue();
    const Resource* subject = architecture.find(m_subject);
    for (const Kind& kind : kinds) {
        const bool isShown =
            subject != nullptr && catalogue.typeOrGeneric(subject->type).role == kind.role;
        if (!isShown)
            continue;
        const Resource* owner =
            kind.role == NetworkRole::SecurityGroup
                ? &selected
                : ancestorOf(catalogue, architecture, selected, NetworkRole::Subnet);
        if (owner == nullptr)
            return m_subject;
        const auto named = idsOf(catalogue, *owner, kind.property);
        const bool isAmong = std::find(named.begin(), named.end(), m_subject) != named.end();
        return named.empty() || isAmong ? m_subject : named.front();
    }
    return m_subject;
}

void RulesPanel::follow()
{
    const auto& selected = m_controller.selectedResources();
    const Resource* only =
        selected.size() == 1 ? m_controller.architecture().find(*selected.begin()) : nullptr;
    if (only == nullptr || m_isRevealing)
        return;
    if (const ResourceId id = subjectOf(*only); id != m_subject)
        setSubject(id);
}

void RulesPanel::reveal(const ResourceId& id)
{
    // What is looked up on the drawing must not take the table away that it was looked up from.
    const QScopedValueRollback<bool> revealing(m_isRevealing, true);
    emit revealRequested(id);
}

const Resource* RulesPanel::vpcForNew() const
{
    const Architecture& architecture = m_controller.architecture();
    const Catalogue& catalogue = m_controller.catalogue();
    std::vector<ResourceId> near(m_controller.selectedResources().begin(),
                                 m_controller.selectedResources().end());
    near.push_back(m_subject);
    for (const ResourceId& id : near)
        if (const Resource* resource = architecture.find(id))
            if (const Resource* vpc =
                    ancestorOf(catalogue, architecture, *resource, NetworkRole::Vpc))
                return vpc;
    for (const auto& resource : architecture.resources())
        if (catalogue.typeOrGeneric(resource->type).role == NetworkRole::Vpc)
            return resource.get();
    return nullptr;
}

void RulesPanel::create(NetworkRole role)
{
    const ServiceType& type = typeWith(m_controller.catalogue(), role);
    const std::string base = type.id.substr(type.id.rfind('.') + 1);
    Resource made;
    made.id = freeResourceId(m_controller.architecture(), base);
    made.type = type.id;
    made.name = freeName(m_controller.architecture(), localized(type.name).toStdString());
    if (const Resource* vpc = vpcForNew())
        made.parent = vpc->id;
    const ResourceId id = made.id;
    const Text title = MODEL_TEXT("Edit", "Add %1").with(made.name);
    if (!m_controller.apply(Edit{AddResource{std::move(made)}}, title))
        return;
    m_controller.select({id});
    setSubject(id);
    m_box->setFocus(Qt::OtherFocusReason);
}

} // namespace skydraft
