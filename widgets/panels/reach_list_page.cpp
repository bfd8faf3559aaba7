// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/reach_list_page.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/panels/reach_words.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/style_flags.h"

#include <utility>

namespace skydraft {
namespace {

constexpr int numberRole = Qt::UserRole;

} // namespace

ReachListPage::ReachListPage(DocumentController& controller, ReachRunner& runner, About about,
                             QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_runner(runner)
    , m_about(about)
    , m_resource(new QComboBox(this))
    , m_direction(new QComboBox(this))
    , m_headline(new QLabel(this))
    , m_list(new QTreeWidget(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(4);
    auto* bar = new QHBoxLayout;
    bar->addWidget(m_resource, 1);
    bar->addWidget(m_direction);
    layout->addLayout(bar);
    layout->addWidget(m_headline);
    layout->addWidget(m_list, 1);
    const bool isOne = about == About::OneResource;
    m_resource->setVisible(isOne);
    m_direction->setVisible(isOne);
    m_resource->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_resource->setMinimumContentsLength(12);
    m_direction->addItems({QString(), QString()});
    m_headline->setWordWrap(true);
    setStyleRole(m_headline, QStringLiteral("help"));
    m_list->setColumnCount(2);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setIconSize({18, 18});
    m_list->header()->resizeSection(0, 240);
    connect(m_resource, &QComboBox::currentIndexChanged, this, &ReachListPage::refresh);
    connect(m_direction, &QComboBox::currentIndexChanged, this, &ReachListPage::refresh);
    connect(m_list, &QTreeWidget::itemClicked, this, &ReachListPage::activate);
    connect(m_list, &QTreeWidget::itemActivated, this, &ReachListPage::activate);
    retranslate();
}

void ReachListPage::retranslate()
{
    m_resource->setAccessibleName(tr("Resource"));
    m_direction->setAccessibleName(tr("Direction"));
    m_direction->setItemText(0, tr("Who can reach it"));
    m_direction->setItemText(1, tr("What it can reach"));
    m_list->setHeaderLabels(
        {m_about == About::Exposed ? tr("Reached from the internet") : tr("Resource"),
         tr("Open ports")});
    m_list->setAccessibleName(m_about == About::Exposed ? tr("What the internet reaches")
                                                        : tr("What reaches or is reached"));
    if (m_isAnswered)
        show(std::exchange(m_found, {}));
}

ResourceId ReachListPage::resource() const
{
    return ResourceId(m_resource->currentData().toString().toStdString());
}

bool ReachListPage::showsSenders() const
{
    return m_about == About::OneResource
           && m_direction->currentIndex() == static_cast<int>(Direction::WhoReachesIt);
}

void ReachListPage::setResource(const ResourceId& id, Direction direction)
{
    {
        const QSignalBlocker quiet(m_direction);
        m_direction->setCurrentIndex(static_cast<int>(direction));
    }
    const QSignalBlocker quiet(m_resource);
    const QString wanted = toQString(id.value());
    if (m_resource->findData(wanted) < 0) // the list of ends may still be on its way
        m_resource->addItem(ReachWords::end(m_controller.architecture(), id), wanted);
    m_resource->setCurrentIndex(m_resource->findData(wanted));
    refresh();
}

void ReachListPage::refresh()
{
    const ResourceId id = resource();
    const bool isExposed = m_about == About::Exposed;
    const bool isAboutSenders = showsSenders();
    m_runner.ask(this,
                 [this, id, isExposed, isAboutSenders](Reachability& reach) -> ReachRunner::Answer {
                     std::vector<Reach> found;
                     if (isExposed)
                         found = reach.exposed();
                     else if (!id.empty())
                         found = isAboutSenders ? reach.whoReaches(id) : reach.reachedFrom(id);
                     return [this, id, isAboutSenders, ends = reach.ends(),
                             found = std::move(found)]() mutable {
                         fillResources(ends);
                         if (id == resource() && isAboutSenders == showsSenders())
                             show(std::move(found));
                     };
                 });
}

void ReachListPage::fillResources(const std::vector<ResourceId>& ends)
{
    const Architecture& architecture = m_controller.architecture();
    const QSignalBlocker quiet(m_resource);
    const QString chosen = m_resource->currentData().toString();
    m_resource->clear();
    for (const ResourceId& id : ends)
        if (const Resource* resource = architecture.find(id))
            m_resource->addItem(
                typeIcon(m_controller.catalogue().typeOrGeneric(resource->type).icon),
                ReachWords::end(architecture, id), toQString(id.value()));
    const int place = m_resource->findData(chosen);
    m_resource->setCurrentIndex(place);
    if (place < 0 && !chosen.isEmpty()) { // e.g. a security group: it sends and receives nothing
        m_resource->addItem(ReachWords::end(architecture, ResourceId(chosen.toStdString())),
                            chosen);
        m_resource->setCurrentIndex(m_resource->count() - 1);
    }
}

void ReachListPage::show(std::vector<Reach> found)
{
    const Architecture& architecture = m_controller.architecture();
    const auto isClient = [&](const ResourceId& id) {
        const Resource* resource = architecture.find(id);
        return resource != nullptr
               && m_controller.catalogue().typeOrGeneric(resource->type).role
                      == NetworkRole::Clients;
    };
    m_found = std::move(found);
    std::erase_if(m_found, // clients start connections and take none
                  [&](const Reach& reach) { return isClient(reach.to); });
    m_isAnswered = true;
    m_list->clear();
    for (std::size_t i = 0; i < m_found.size(); ++i) {
        const Reach& reach = m_found[i];
        const ResourceId& other = showsSenders() ? reach.from : reach.to;
        auto* item = new QTreeWidgetItem(
            m_list, {ReachWords::end(architecture, other), ReachWords::ports(reach.ports)});
        const Resource* resource = architecture.find(other);
        item->setIcon(0,
                      resource == nullptr
                          ? actionIcon(QStringLiteral("language"))
                          : typeIcon(m_controller.catalogue().typeOrGeneric(resource->type).icon));
        item->setData(0, numberRole, static_cast<int>(i));
        for (int column = 0; column < 2; ++column)
            item->setToolTip(column, item->text(column));
    }
    const QString name = m_resource->currentText();
    const int count = static_cast<int>(m_found.size());
    if (m_about == About::Exposed)
        m_headline->setText(count == 0 ? tr("The internet reaches nothing in this drawing.")
                                       : tr("The internet reaches %n resource(s).", "", count));
    else if (name.isEmpty())
        m_headline->setText(tr("Choose a resource, or ask from its menu on the drawing."));
    else if (showsSenders())
        m_headline->setText(count == 0 ? tr("Nothing can reach %1.").arg(name)
                                       : tr("%n can reach %1.", "", count).arg(name));
    else
        m_headline->setText(count == 0 ? tr("%1 can reach nothing.").arg(name)
                                       : tr("%1 can reach %n.", "", count).arg(name));
    emit answered();
}

void ReachListPage::activate(const QTreeWidgetItem* item)
{
    const auto number = static_cast<std::size_t>(item->data(0, numberRole).toInt());
    if (number >= m_found.size())
        return;
    const Reach reach = m_found[number]; // the list may be filled anew by what follows
    const ResourceId& other = showsSenders() ? reach.from : reach.to;
    if (!other.empty())
        emit revealRequested(other);
    emit traceRequested(flowOf(reach));
}

} // namespace skydraft
