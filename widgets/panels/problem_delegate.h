// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace skydraft {

/// Draws the button of a row that has fixes, and hears clicks on it. Thousands of rows then cost
/// no widgets.
class ProblemDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

signals:
    /// `globalPlace` is where a menu may open.
    void fixClicked(const QModelIndex& index, const QPoint& globalPlace);

private:
    static QRect buttonRect(const QStyleOptionViewItem& option);
};

} // namespace skydraft
