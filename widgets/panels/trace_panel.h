// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "widgets/session/analysis_runner.h"
#include "widgets/session/hop_place.h"

#include <optional>

namespace skydraft {

class DocumentController;
class ReachRunner;
class TraceRequestBar;
class TraceView;

/// The way of one packet and of its answer, hop by hop: of a connection on the drawing, or between
/// any two ends that a person chooses. Fixes are undoable steps; the path is traced again after
/// every change of the drawing.
class TracePanel : public QWidget
{
    Q_OBJECT

public:
    explicit TracePanel(DocumentController& controller, QWidget* parent = nullptr);

    /// Fixes say what they would open and close before they are applied.
    void previewFixes(ReachRunner& runner);

    /// Less than the narrow arrangement of its fields takes: behind another tab the panel does not
    /// know yet that it is wide, and would take room from the drawing for nothing.
    QSize minimumSizeHint() const override { return {240, 160}; }

    TraceRequestBar* request() const { return m_request; }
    TraceView* view() const { return m_view; }

public slots:
    /// Shows the trace of a connection; later analyses keep it up to date.
    void setTrace(const skydraft::ConnectionId& connection, const skydraft::Trace& trace);
    /// The same, with the trace that the newest analysis has for it.
    void showConnection(const skydraft::ConnectionId& connection);
    void setAnalysis(const skydraft::AnalysisPointer& analysis);
    /// Traces between two ends and shows the result.
    void showFlow(const skydraft::Flow& flow);
    /// Chooses a resource as an end of the next trace.
    void setFrom(const skydraft::ResourceId& id);
    void setTo(const skydraft::ResourceId& id);
    /// The path is no longer drawn; choosing a hop draws it again.
    void hidePath();
    /// Shows no trace any more.
    void closePath();
    /// A hop was chosen on the drawing.
    void selectHop(const skydraft::HopPlace& hop);

signals:
    /// The path that the drawing shall show; null for none.
    void pathChanged(const skydraft::TracePointer& trace);
    void hopEmphasized(const skydraft::HopPlace& hop);
    void hopRevealRequested(const skydraft::HopPlace& hop);
    void revealRequested(const skydraft::ResourceId& id);
    void whoReachesRequested(const skydraft::ResourceId& id);
    void reachedFromRequested(const skydraft::ResourceId& id);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showEnds();
    void retrace();
    void showTrace();
    void showPath();
    void applyFix(const Fix& fix);
    void applyAllFixes();

    DocumentController& m_controller;
    AnalysisPointer m_analysis;
    std::optional<ConnectionId> m_connection;
    std::optional<Flow> m_flow;
    std::optional<Trace> m_trace;
    bool m_isPathShown = false;
    TraceRequestBar* m_request;
    TraceView* m_view;
    QTimer m_retrace;
};

} // namespace skydraft
