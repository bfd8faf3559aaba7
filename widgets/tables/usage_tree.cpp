// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/usage_tree.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QSignalBlocker>

#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/theme/style_flags.h"
#include "widgets/theme/theme.h"

namespace skydraft {

namespace {

constexpr int idRole = Qt::UserRole;
constexpr int removableRole = Qt::UserRole + 1;

ResourceId idOf(const QTreeWidgetItem* item)
{
    return item == nullptr ? ResourceId()
                           : ResourceId(item->data(0, idRole).toString().toStdString());
}

bool isRemoval(const QKeyEvent& key)
{
    return key.modifiers() == Qt::NoModifier
           && (key.key() == Qt::Key_Delete || key.key() == Qt::Key_Backspace);
}

} // namespace

UsageTree::UsageTree(QWidget* parent)
    : QTreeWidget(parent)
{
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(12);
    setUniformRowHeights(true);
    setIconSize({16, 16});
    setTextElideMode(Qt::ElideRight);
    header()->setStretchLastSection(true);
    setVisibleBoxes(this);
    connect(this, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem* item) {
        const ResourceId id = idOf(item);
        if (id.empty())
            return;
        m_isTicking = true;
        // Later: the list is made anew by what follows, and the item is still in use here.
        QMetaObject::invokeMethod(
            this, [this, id, isOn = item->checkState(0) == Qt::Checked] { emit toggled(id, isOn); },
            Qt::QueuedConnection);
    });
    connect(this, &QTreeWidget::itemPressed, this, [this] { m_isTicking = false; });
    connect(this, &QTreeWidget::itemClicked, this, [this](const QTreeWidgetItem* item) {
        if (!m_isTicking)
            reveal(item);
    });
}

void UsageTree::setSections(const std::vector<UsageSection>& sections)
{
    if (sections == m_sections)
        return;
    const ResourceId current = idOf(currentItem());
    const QSignalBlocker blocker(this);
    clear();
    m_sections = sections;
    for (const UsageSection& section : sections) {
        auto* title = new QTreeWidgetItem(this, {section.title});
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        title->setFont(0, bold);
        title->setFlags(Qt::ItemIsEnabled);
        for (const UsageItem& item : section.items) {
            auto* line = new QTreeWidgetItem(title, {item.text});
            line->setData(0, idRole, toQString(item.id.value()));
            line->setData(0, removableRole, item.mayBeRemoved);
            line->setToolTip(0, item.tip.isEmpty() ? item.text : item.tip);
            line->setIcon(0, typeIcon(item.icon));
            line->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
            if (item.check != UsageItem::Check::None) {
                line->setFlags(line->flags() | Qt::ItemIsUserCheckable);
                line->setCheckState(0, item.check == UsageItem::Check::On ? Qt::Checked
                                                                          : Qt::Unchecked);
            }
        }
        if (section.items.empty() && !section.none.isEmpty()) {
            auto* none = new QTreeWidgetItem(title, {section.none});
            none->setFlags(Qt::ItemIsEnabled);
            none->setForeground(0, theme().mutedText);
            none->setToolTip(0, section.none);
        }
        title->setExpanded(true);
    }
    if (QTreeWidgetItem* item = itemOf(current))
        setCurrentItem(item);
}

QTreeWidgetItem* UsageTree::itemOf(const ResourceId& id) const
{
    for (int section = 0; !id.empty() && section < topLevelItemCount(); ++section)
        for (int i = 0; i < topLevelItem(section)->childCount(); ++i)
            if (idOf(topLevelItem(section)->child(i)) == id)
                return topLevelItem(section)->child(i);
    return nullptr;
}

void UsageTree::reveal(const QTreeWidgetItem* item)
{
    if (const ResourceId id = idOf(item); !id.empty())
        emit revealRequested(id);
}

void UsageTree::changeEvent(QEvent* event)
{
    QTreeWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        setVisibleBoxes(this);
}

bool UsageTree::event(QEvent* event)
{
    // The window has Delete for the drawing.
    if (event->type() == QEvent::ShortcutOverride && isRemoval(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QTreeWidget::event(event);
}

void UsageTree::keyPressEvent(QKeyEvent* event)
{
    if (isRemoval(*event)) {
        const QTreeWidgetItem* item = currentItem();
        if (item != nullptr && item->data(0, removableRole).toBool())
            emit removeRequested(idOf(item));
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        reveal(currentItem());
        return;
    }
    QTreeWidget::keyPressEvent(event);
}

} // namespace skydraft
