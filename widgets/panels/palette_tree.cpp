// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/palette_tree.h"

#include <QDrag>
#include <QMimeData>
#include <QStyledItemDelegate>

#include "widgets/common/fuzzy_match.h"
#include "widgets/common/language.h"
#include "widgets/common/mime_types.h"
#include "widgets/common/type_icons.h"

#include <algorithm>
#include <array>

namespace skydraft {

namespace {

constexpr int typeRole = Qt::UserRole;
constexpr int sectionRole = Qt::UserRole + 1;
constexpr int iconSide = 32;

constexpr std::array<std::pair<const char*, const char*>, 9> categories{{
    {"general", QT_TRANSLATE_NOOP("skydraft::PaletteTree", "General")},
    {"compute", QT_TRANSLATE_NOOP("skydraft::PaletteTree", "Compute")},
    {"networking", QT_TRANSLATE_NOOP("skydraft::PaletteTree", "Networking")},
    {"database", QT_TRANSLATE_NOOP("skydraft::PaletteTree", "Database")},
    {"storage", QT_TRANSLATE_NOOP("skydraft::PaletteTree", "Storage")},
    {"security", QT_TRANSLATE_NOOP("skydraft::PaletteTree", "Security")},
    {"integration", QT_TRANSLATE_NOOP("skydraft::PaletteTree", "Integration")},
    {"analytics", QT_TRANSLATE_NOOP("skydraft::PaletteTree", "Analytics")},
    {"management", QT_TRANSLATE_NOOP("skydraft::PaletteTree", "Management")},
}};

/// By what a type may be searched: its names first, then what people call it, then its id.
QStringList searchedNames(const ServiceType& type)
{
    QStringList names{toQString(type.name.en), toQString(type.name.ko)};
    for (const std::string& alias : type.aliasesEn)
        names.append(toQString(alias));
    for (const std::string& alias : type.aliasesKo)
        names.append(toQString(alias));
    names.append(toQString(type.id));
    return names;
}

QStringList categoryOrder(const Catalogue& catalogue)
{
    QStringList order;
    for (const auto& [name, words] : categories)
        order.append(QString::fromLatin1(name));
    for (const ServiceType& type : catalogue.types())
        if (!order.contains(toQString(type.category)))
            order.append(toQString(type.category));
    return order;
}

/// Long names on two lines, in rows as high as that takes in the width that the tree has now.
class WrappingDelegate : public QStyledItemDelegate
{
public:
    explicit WrappingDelegate(QTreeWidget* tree)
        : QStyledItemDelegate(tree)
        , m_tree(*tree)
    {}

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QSize plain = QStyledItemDelegate::sizeHint(option, index);
        if (!index.data(Qt::DecorationRole).isValid())
            return plain; // the title of a section
        constexpr int margins = 16;
        const int depth = m_tree.rootIsDecorated() ? 2 : 0;
        const int room =
            m_tree.viewport()->width() - depth * m_tree.indentation() - iconSide - margins;
        const QRect text = option.fontMetrics.boundingRect(
            QRect(0, 0, room, iconSide * 4), Qt::TextWordWrap, index.data().toString());
        return {plain.width(), std::max(iconSide + 2, text.height() + 4)};
    }

private:
    const QTreeWidget& m_tree;
};

} // namespace

QString categoryInWords(const std::string& category)
{
    for (const auto& [name, words] : categories)
        if (category == name)
            return PaletteTree::tr(words);
    return toQString(category);
}

PaletteTree::PaletteTree(const Catalogue& catalogue, QWidget* parent)
    : QTreeWidget(parent)
    , m_catalogue(catalogue)
{
    setHeaderHidden(true);
    setIconSize({iconSide, iconSide});
    setIndentation(14);
    setDragEnabled(true);
    setDragDropMode(QAbstractItemView::DragOnly);
    setUniformRowHeights(false);
    setTextElideMode(Qt::ElideRight);
    setWordWrap(true); // long names stand on two lines
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setExpandsOnDoubleClick(false);
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new WrappingDelegate(this));
    connect(this, &QTreeWidget::itemClicked, this, [](QTreeWidgetItem* item) {
        if (typeOf(item).isEmpty())
            item->setExpanded(!item->isExpanded());
    });
}

void PaletteTree::resizeEvent(QResizeEvent* event)
{
    QTreeWidget::resizeEvent(event);
    scheduleDelayedItemsLayout(); // other names wrap now
}

QString PaletteTree::typeOf(const QTreeWidgetItem* item)
{
    return item == nullptr ? QString() : item->data(0, typeRole).toString();
}

void PaletteTree::rememberFolds()
{
    for (int i = 0; i < topLevelItemCount(); ++i) {
        const QTreeWidgetItem* item = topLevelItem(i);
        const QString key = item->data(0, sectionRole).toString();
        if (key.isEmpty())
            continue;
        if (item->isExpanded())
            m_folded.remove(key);
        else
            m_folded.insert(key);
    }
}

QTreeWidgetItem* PaletteTree::addSection(const QString& key, const QString& title)
{
    auto* section = new QTreeWidgetItem(this, {title});
    section->setData(0, sectionRole, key);
    section->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    QFont font = section->font(0);
    font.setWeight(QFont::DemiBold);
    section->setFont(0, font);
    section->setSizeHint(0, {0, 28});
    return section;
}

void PaletteTree::addType(QTreeWidgetItem* section, const ServiceType& type)
{
    const QString name = localized(type.name);
    auto* item = section != nullptr ? new QTreeWidgetItem(section, {name})
                                    : new QTreeWidgetItem(this, {name});
    item->setIcon(0, typeIcon(type.icon));
    item->setData(0, typeRole, toQString(type.id));
    item->setToolTip(0, QStringLiteral("<b>%1</b><p>%2</p>")
                            .arg(name.toHtmlEscaped(), localized(type.help).toHtmlEscaped()));
    item->setData(0, Qt::AccessibleDescriptionRole, localized(type.help));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled);
}

void PaletteTree::showSections(const QStringList& favourites, const QStringList& recent)
{
    rememberFolds();
    clear();
    setRootIsDecorated(true);
    const auto addList = [&](const QString& key, const QString& title, const QStringList& ids) {
        QTreeWidgetItem* section = nullptr;
        for (const QString& id : ids) {
            const ServiceType* type = m_catalogue.find(id.toStdString());
            if (type == nullptr)
                continue;
            if (section == nullptr)
                section = addSection(key, title);
            addType(section, *type);
        }
    };
    addList(QStringLiteral("favourites"), tr("Favourites"), favourites);
    addList(QStringLiteral("recent"), tr("Recently used"), recent);
    const QStringList order = categoryOrder(m_catalogue);
    for (const QString& category : order) {
        QTreeWidgetItem* section = nullptr;
        for (const ServiceType& type : m_catalogue.types()) {
            if (toQString(type.category) != category)
                continue;
            if (section == nullptr)
                section = addSection(category, categoryInWords(type.category));
            addType(section, type);
        }
    }
    for (int i = 0; i < topLevelItemCount(); ++i)
        topLevelItem(i)->setExpanded(
            !m_folded.contains(topLevelItem(i)->data(0, sectionRole).toString()));
}

void PaletteTree::showFound(const QString& query)
{
    rememberFolds();
    clear();
    setRootIsDecorated(false);
    std::vector<std::pair<int, const ServiceType*>> found;
    for (const ServiceType& type : m_catalogue.types())
        if (const auto score = fuzzyScore(query, searchedNames(type)))
            found.emplace_back(*score, &type);
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [score, type] : found)
        addType(nullptr, *type);
    if (topLevelItemCount() > 0)
        setCurrentItem(topLevelItem(0));
}

QStringList PaletteTree::shownTypes() const
{
    QStringList types;
    for (QTreeWidgetItemIterator it(const_cast<PaletteTree*>(this)); *it != nullptr; ++it)
        if (const QString type = typeOf(*it); !type.isEmpty() && !types.contains(type))
            types.append(type);
    return types;
}

QString PaletteTree::firstType() const
{
    const QString chosen = typeOf(currentItem());
    return chosen.isEmpty() && topLevelItemCount() > 0 ? typeOf(topLevelItem(0)) : chosen;
}

QStringList PaletteTree::mimeTypes() const
{
    return {QString::fromLatin1(serviceTypeMimeType)};
}

QMimeData* PaletteTree::mimeData(const QList<QTreeWidgetItem*>& items) const
{
    auto* mime = new QMimeData;
    if (!items.isEmpty())
        mime->setData(QString::fromLatin1(serviceTypeMimeType), typeOf(items.front()).toUtf8());
    return mime;
}

void PaletteTree::startDrag(Qt::DropActions)
{
    const QString type = typeOf(currentItem());
    if (type.isEmpty())
        return;
    auto* drag = new QDrag(this);
    drag->setMimeData(mimeData({currentItem()}));
    drag->setPixmap(currentItem()->icon(0).pixmap(QSize(48, 48), devicePixelRatioF()));
    drag->setHotSpot({24, 24});
    if (drag->exec(Qt::CopyAction) != Qt::IgnoreAction)
        emit dragged(type);
}

} // namespace skydraft
