// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/table_delegate.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QPainter>
#include <QPersistentModelIndex>
#include <QTimer>
#include <QToolTip>

#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/tables/entry_table_model.h"
#include "widgets/theme/style_flags.h"
#include "widgets/theme/theme.h"

namespace skydraft {

namespace {

constexpr int rowHeight = 26;
const char* const shownText = "shownText";

const EntryTableModel* modelOf(const QModelIndex& index)
{
    return qobject_cast<const EntryTableModel*>(index.model());
}

/// A mark in another colour, with its shape.
QIcon inColor(const QIcon& icon, const QSize& size, const QColor& color)
{
    QPixmap pixmap = icon.pixmap(size);
    QPainter painter(&pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    return QIcon(pixmap);
}

/// Says at once, below the field, why what is being typed cannot stand.
void explainWhileTyping(QLineEdit* line, QWidget* editor, const QModelIndex& index)
{
    const QPersistentModelIndex cell(index);
    QObject::connect(
        line, &QLineEdit::textEdited, editor, [line, editor, cell](const QString& text) {
            const auto* model = cell.isValid() ? modelOf(cell) : nullptr;
            const QString reason =
                model == nullptr || text.isEmpty() ? QString() : model->reasonAgainst(cell, text);
            setStyleFlag(line, "invalid", !reason.isEmpty());
            line->setAccessibleDescription(reason);
            line->setToolTip(reason);
            const QPoint below = editor->mapToGlobal(QPoint(0, editor->height()));
            if (reason.isEmpty())
                QToolTip::hideText();
            else
                QToolTip::showText(below, reason, editor);
        });
}

} // namespace

QWidget* TableDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                     const QModelIndex& index) const
{
    const auto* model = modelOf(index);
    if (model == nullptr)
        return QStyledItemDelegate::createEditor(parent, option, index);
    const QString title =
        model->headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString();
    const auto choices = model->choices(index);
    auto* self = const_cast<TableDelegate*>(this);
    if (choices.empty()) {
        auto* line = new QLineEdit(parent);
        line->setAccessibleName(title);
        explainWhileTyping(line, line, index);
        return line;
    }
    auto* combo = new QComboBox(parent);
    combo->setAccessibleName(title);
    combo->setMaxVisibleItems(16);
    for (const CellChoice& choice : choices) {
        const QIcon icon = choice.icon.empty() ? QIcon() : typeIcon(choice.icon);
        combo->addItem(icon, choice.label, choice.value);
    }
    combo->setEditable(true); // so that letters narrow the list, also where it is complete
    combo->setInsertPolicy(QComboBox::NoInsert);
    combo->completer()->setFilterMode(Qt::MatchContains);
    combo->completer()->setCompletionMode(QCompleter::PopupCompletion);
    explainWhileTyping(combo->lineEdit(), combo, index);
    connect(combo, &QComboBox::activated, self, [self, combo] {
        // Later: Enter is heard by the view too, which closes the field itself.
        QTimer::singleShot(0, combo, [self, combo] {
            if (!combo->isVisible())
                return;
            emit self->commitData(combo);
            emit self->closeEditor(combo);
        });
    });
    if (!model->takesOwnText(index)) {
        QTimer::singleShot(0, combo, [combo] {
            if (combo->isVisible())
                combo->showPopup();
        });
    }
    return combo;
}

void TableDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    // An analysis that arrives must not take away what is being typed.
    const QString text = index.data(Qt::EditRole).toString();
    if (editor->property(shownText).isValid() && editor->property(shownText).toString() == text)
        return;
    editor->setProperty(shownText, text);
    auto* combo = qobject_cast<QComboBox*>(editor);
    auto* line = combo != nullptr ? combo->lineEdit() : qobject_cast<QLineEdit*>(editor);
    if (combo != nullptr)
        combo->setCurrentIndex(combo->findText(text));
    if (line == nullptr)
        return;
    line->setText(text);
    line->selectAll();
    setStyleFlag(line, "invalid", !index.data(EntryTableModel::ProblemRole).toString().isEmpty());
}

void TableDelegate::setModelData(QWidget* editor, QAbstractItemModel* model,
                                 const QModelIndex& index) const
{
    const auto* combo = qobject_cast<const QComboBox*>(editor);
    const auto* line = combo != nullptr ? combo->lineEdit() : qobject_cast<QLineEdit*>(editor);
    if (line == nullptr)
        return;
    QToolTip::hideText();
    if (line->text() != editor->property(shownText).toString())
        model->setData(index, line->text(), Qt::EditRole);
}

void TableDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                         const QModelIndex& /*index*/) const
{
    // Names of groups are longer than cells: a list may stand over the cells beside it.
    constexpr int leastWidth = 150;
    QRect rect = option.rect;
    if (qobject_cast<QComboBox*>(editor) != nullptr && rect.width() < leastWidth)
        rect.setWidth(leastWidth);
    if (const QWidget* room = editor->parentWidget();
        room != nullptr && rect.right() > room->width())
        rect.moveRight(room->width() - 1);
    editor->setGeometry(rect);
}

void TableDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->textElideMode = Qt::ElideRight;
    option->decorationSize = {16, 16};
    const QVariant color = index.data(Qt::ForegroundRole);
    const bool isSelected = option->state & QStyle::State_Selected;
    if (color.isValid() && !isSelected)
        option->palette.setColor(QPalette::Text, color.value<QColor>());
    // Red on the accent of a selected row would not be seen.
    if (isSelected && !option->icon.isNull() && index.data(EntryTableModel::MarkRole).toBool())
        option->icon = inColor(option->icon, option->decorationSize,
                               option->palette.color(QPalette::HighlightedText));
}

void TableDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const bool isWrong = !index.data(EntryTableModel::ProblemRole).toString().isEmpty();
    const bool hasFocus = option.state & QStyle::State_HasFocus;
    if (!isWrong && !hasFocus)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    const QRectF rect = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5);
    if (isWrong) {
        painter->setPen(QPen(theme().error, 1.5));
        painter->drawRoundedRect(rect, 3, 3);
    }
    if (hasFocus) {
        // White inside the accent of a selected row, so that it is seen on both.
        painter->setPen(QPen(
            option.state & QStyle::State_Selected ? QColor(Qt::white) : theme().selection, 1.5));
        painter->drawRoundedRect(
            rect.adjusted(isWrong ? 2 : 0, isWrong ? 2 : 0, isWrong ? -2 : 0, isWrong ? -2 : 0), 3,
            3);
    }
    painter->restore();
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(std::max(size.height(), rowHeight));
    return size;
}

} // namespace skydraft
