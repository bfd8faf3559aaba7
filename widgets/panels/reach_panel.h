// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>
#include <QWidget>

#include "widgets/session/reach_runner.h"

#include <map>

namespace skydraft {

class DocumentController;
class ReachListPage;
class ReachMatrixPage;

/// Who reaches whom: the matrix of all pairs, what the internet reaches, and what reaches (or is
/// reached from) one resource. A click leads to the trace of the pair.
class ReachPanel : public QWidget
{
    Q_OBJECT

public:
    ReachPanel(DocumentController& controller, ReachRunner& runner, QWidget* parent = nullptr);

    ReachMatrixPage* matrix() const { return m_matrix; }
    ReachListPage* exposed() const { return m_exposed; }
    ReachListPage* around() const { return m_around; }
    QTabWidget* pages() const { return m_pages; }

public slots:
    void showWhoReaches(const skydraft::ResourceId& id);
    void showReachedFrom(const skydraft::ResourceId& id);
    void showExposed();
    /// While this is on, exposureChanged() follows the drawing even where the panel is hidden.
    void setExposureWanted(bool isWanted);

signals:
    void traceRequested(const skydraft::Flow& flow);
    void revealRequested(const skydraft::ResourceId& id);
    /// The open ports in words of everything that the internet reaches.
    void exposureChanged(const std::map<skydraft::ResourceId, QString>& ports);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void setTexts();
    void refresh();
    void tellExposure();

    QTabWidget* m_pages;
    ReachMatrixPage* m_matrix;
    ReachListPage* m_exposed;
    ReachListPage* m_around;
    bool m_isExposureWanted = false;
};

} // namespace skydraft
