// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

#include <map>

namespace skydraft {

class EntryTableModel;

/// A table of rules or routes. Double click, F2, Enter or typing edits a cell; Insert adds a row
/// below, Ctrl+D doubles it, Delete removes it. Where rows have an order of their own, Alt+Up and
/// Alt+Down or the mouse move one.
class RulesTable : public QTableView
{
    Q_OBJECT

public:
    explicit RulesTable(QWidget* parent = nullptr);

    enum class Reorder
    {
        No,
        Yes
    };
    void setReorder(Reorder reorder) { m_reorder = reorder; }
    /// Columns that share the width which the others leave, by weight.
    void setFlexible(std::map<int, int> weights);
    /// Shows the rows of another model of the same shape; the first row is the current one.
    void setEntries(EntryTableModel* model);
    EntryTableModel* entries() const;

    /// Chooses a cell and opens it where it can be edited.
    void editCell(int row, int column);
    int currentRow() const { return currentIndex().row(); }

signals:
    void addRequested();
    void duplicateRequested();
    void removeRequested();
    /// To read the row of `from` at the place of row `to`.
    void moveRequested(int from, int to);
    void currentRowChanged();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    bool order(QKeyEvent& event);
    /// The gap (0: above the first row) nearest to a place.
    int gapAt(int y) const;

    void shareWidth();

    std::map<int, int> m_weights;
    Reorder m_reorder = Reorder::No;
    int m_pressedRow = -1;
    int m_gap = -1; ///< while a row is dragged
    QPoint m_pressedAt;
};

} // namespace skydraft
