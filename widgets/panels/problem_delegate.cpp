// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/problem_delegate.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionButton>

#include "widgets/common/type_icons.h"
#include "widgets/panels/problems_model.h"

namespace skydraft {

namespace {

bool hasButton(const QModelIndex& index)
{
    return index.column() == ProblemsModel::Action
           && !index.data(Qt::DisplayRole).toString().isEmpty();
}

} // namespace

QRect ProblemDelegate::buttonRect(const QStyleOptionViewItem& option)
{
    return option.rect.adjusted(2, 2, -2, -2);
}

void ProblemDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    if (!hasButton(index)) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    ground.text.clear();
    const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &ground, painter, option.widget);
    QStyleOptionButton button;
    button.rect = buttonRect(option);
    button.text = index.data(Qt::DisplayRole).toString();
    button.icon = actionIcon(QStringLiteral("repair"));
    button.iconSize = {14, 14};
    button.state = QStyle::State_Enabled | QStyle::State_Raised;
    button.palette = QApplication::palette();
    style->drawControl(QStyle::CE_PushButton, &button, painter, option.widget);
}

QSize ProblemDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(std::max(size.height(), 26));
    if (index.column() == ProblemsModel::Action)
        size.setWidth(size.width() + 48);
    return size;
}

bool ProblemDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                                  const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() != QEvent::MouseButtonRelease || !hasButton(index))
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    const auto* mouse = static_cast<QMouseEvent*>(event);
    const QRect button = buttonRect(option);
    if (mouse->button() != Qt::LeftButton || !button.contains(mouse->position().toPoint()))
        return false;
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    emit fixClicked(index, view == nullptr ? mouse->globalPosition().toPoint()
                                           : view->viewport()->mapToGlobal(button.bottomLeft()));
    return true;
}

} // namespace skydraft
