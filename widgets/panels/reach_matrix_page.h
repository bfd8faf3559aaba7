// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QToolButton>
#include <QWidget>

#include "widgets/session/reach_runner.h"

namespace skydraft {

class DocumentController;
class ReachMatrixModel;

/// The matrix of who reaches whom. Its filters are a bar of their own, for the panel to put beside
/// the tabs: in a low dock every row counts.
class ReachMatrixPage : public QWidget
{
    Q_OBJECT

public:
    ReachMatrixPage(DocumentController& controller, ReachRunner& runner, QWidget* parent);

    void retranslate();

    QWidget* filters() const { return m_filters; }
    ReachMatrixModel* model() const { return m_model; }
    QTableView* view() const { return m_view; }
    QLineEdit* fromField() const { return m_from; }
    QLineEdit* toField() const { return m_to; }
    QLineEdit* portField() const { return m_port; }
    QToolButton* internetButton() const { return m_internet; }
    QComboBox* groupingBox() const { return m_grouping; }
    QToolButton* copyButton() const { return m_copy; }

signals:
    void traceRequested(const skydraft::Flow& flow);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void makeFilters();
    void makeView();
    void hearFilter();
    void trace(const QModelIndex& index);
    void copy();
    void finishCopy();
    void showState();

    ReachMatrixModel* m_model;
    QTableView* m_view;
    QWidget* m_filters;
    QLineEdit* m_from;
    QLineEdit* m_to;
    QLineEdit* m_port;
    QToolButton* m_internet;
    QComboBox* m_grouping;
    QToolButton* m_copy;
    QLabel* m_state;
    bool m_isCopying = false;
};

} // namespace skydraft
