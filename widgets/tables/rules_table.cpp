// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/rules_table.h"

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include "widgets/tables/entry_table_model.h"
#include "widgets/tables/table_delegate.h"
#include "widgets/theme/theme.h"

namespace skydraft {

RulesTable::RulesTable(QWidget* parent)
    : QTableView(parent)
{
    setItemDelegate(new TableDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(DoubleClicked | EditKeyPressed | AnyKeyPressed);
    setShowGrid(false);
    setAlternatingRowColors(false);
    setWordWrap(false);
    // The tabulator leaves the table; arrows walk in it.
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(26);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column) {
        if (!m_weights.contains(column))
            shareWidth();
    });
    horizontalHeader()->setMinimumSectionSize(40);
}

EntryTableModel* RulesTable::entries() const
{
    return qobject_cast<EntryTableModel*>(model());
}

void RulesTable::setEntries(EntryTableModel* model)
{
    if (model == this->model())
        return;
    std::vector<int> widths;
    for (int column = 0; this->model() != nullptr && column < this->model()->columnCount();
         ++column)
        widths.push_back(columnWidth(column));
    setModel(model);
    for (std::size_t column = 0; column + 1 < widths.size(); ++column)
        setColumnWidth(static_cast<int>(column), widths[column]);
    if (model->rowCount() > 0)
        setCurrentIndex(model->index(0, 0));
    emit currentRowChanged();
}

void RulesTable::setFlexible(std::map<int, int> weights)
{
    m_weights = std::move(weights);
    shareWidth();
}

void RulesTable::shareWidth()
{
    constexpr int least = 56;
    if (model() == nullptr || m_weights.empty())
        return;
    int room = viewport()->width();
    int parts = 0;
    for (int column = 0; column < model()->columnCount(); ++column)
        room -= m_weights.contains(column) ? 0 : columnWidth(column);
    for (const auto& [column, weight] : m_weights)
        parts += weight;
    for (const auto& [column, weight] : m_weights)
        setColumnWidth(column, std::max(least, room * weight / parts));
}

void RulesTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    shareWidth();
}

void RulesTable::editCell(int row, int column)
{
    if (entries() == nullptr || row < 0)
        return;
    const QModelIndex cell = entries()->index(row, column);
    setCurrentIndex(cell);
    scrollTo(cell);
    setFocus(Qt::OtherFocusReason);
    if (entries()->flags(cell) & Qt::ItemIsEditable)
        edit(cell);
}

/// The orders that the keyboard gives; the window has some of these keys for the drawing.
bool RulesTable::order(QKeyEvent& event)
{
    const bool isPlain = event.modifiers() == Qt::NoModifier;
    const bool isRun = event.type() == QEvent::KeyPress;
    const auto carryOut = [&](auto&& say) {
        if (isRun)
            say();
        return true;
    };
    if (isPlain && event.key() == Qt::Key_Insert)
        return carryOut([this] { emit addRequested(); });
    if (isPlain && (event.key() == Qt::Key_Delete || event.key() == Qt::Key_Backspace))
        return carryOut([this] { emit removeRequested(); });
    if (event.modifiers() == Qt::ControlModifier && event.key() == Qt::Key_D)
        return carryOut([this] { emit duplicateRequested(); });
    if (isPlain && event.key() == Qt::Key_F2)
        return carryOut([this] { edit(currentIndex(), EditKeyPressed, nullptr); });
    if (isPlain && (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter))
        return carryOut([this] { edit(currentIndex(), EditKeyPressed, nullptr); });
    const int by = event.key() == Qt::Key_Up ? -1 : event.key() == Qt::Key_Down ? 1 : 0;
    if (m_reorder == Reorder::Yes && by != 0 && event.modifiers() == Qt::AltModifier)
        return carryOut([&] { emit moveRequested(currentRow(), currentRow() + by); });
    return false;
}

bool RulesTable::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && order(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QTableView::event(event);
}

void RulesTable::keyPressEvent(QKeyEvent* event)
{
    if (m_gap >= 0 && event->key() == Qt::Key_Escape) {
        m_gap = m_pressedRow = -1;
        viewport()->update();
        return;
    }
    if (!order(*event))
        QTableView::keyPressEvent(event);
}

int RulesTable::gapAt(int y) const
{
    const int row = rowAt(y);
    if (row < 0)
        return model()->rowCount();
    const int middle = rowViewportPosition(row) + rowHeight(row) / 2;
    return y < middle ? row : row + 1;
}

void RulesTable::mousePressEvent(QMouseEvent* event)
{
    QTableView::mousePressEvent(event);
    const int row = rowAt(event->position().toPoint().y());
    const bool mayMove = m_reorder == Reorder::Yes && event->button() == Qt::LeftButton && row >= 0
                         && !entries()->isImplicit(row);
    m_pressedRow = mayMove ? row : -1;
    m_pressedAt = event->position().toPoint();
}

void RulesTable::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint at = event->position().toPoint();
    const bool isFar = (at - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
    if (m_pressedRow < 0 || !(event->buttons() & Qt::LeftButton) || (m_gap < 0 && !isFar)) {
        if (m_pressedRow < 0)
            QTableView::mouseMoveEvent(event);
        return;
    }
    m_gap = std::min(gapAt(at.y()), entries()->entryCount());
    viewport()->setCursor(Qt::ClosedHandCursor);
    viewport()->update();
}

void RulesTable::mouseReleaseEvent(QMouseEvent* event)
{
    const int gap = std::exchange(m_gap, -1);
    const int row = std::exchange(m_pressedRow, -1);
    viewport()->unsetCursor();
    viewport()->update();
    if (gap < 0 || row < 0) {
        QTableView::mouseReleaseEvent(event);
        return;
    }
    const int to = gap > row ? gap - 1 : gap;
    if (to != row)
        emit moveRequested(row, to);
}

void RulesTable::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (m_gap < 0)
        return;
    const bool isBelowAll = m_gap >= model()->rowCount();
    const int y = isBelowAll ? rowViewportPosition(m_gap - 1) + rowHeight(m_gap - 1)
                             : rowViewportPosition(m_gap);
    QPainter painter(viewport());
    painter.setPen(QPen(theme().dropTarget, 3));
    painter.drawLine(0, y, viewport()->width(), y);
}

void RulesTable::focusInEvent(QFocusEvent* event)
{
    QTableView::focusInEvent(event);
    if (!currentIndex().isValid() && model() != nullptr && model()->rowCount() > 0)
        setCurrentIndex(model()->index(0, 0));
}

void RulesTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || !previous.isValid())
        emit currentRowChanged();
}

} // namespace skydraft
