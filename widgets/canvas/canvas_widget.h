// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPoint>
#include <QWidget>

#include "model/base/id.h"
#include "widgets/common/mime_types.h"
#include "widgets/session/analysis_runner.h"
#include "widgets/session/estimate_runner.h"
#include "widgets/session/hop_place.h"
#include "widgets/session/simulation_runner.h"

#include <map>
#include <memory>

namespace skydraft {

class DocumentController;
class Scene;
struct TraceRoute;

/// The drawing. One widget with its own scene: a grid index over nodes and connector segments,
/// raster tiles rendered on worker threads, the dragged set drawn live above them, analysis and
/// simulation as overlays. Every change goes through the controller as one undoable edit.
class CanvasWidget : public QWidget
{
    Q_OBJECT

public:
    explicit CanvasWidget(DocumentController& controller, QWidget* parent = nullptr);
    ~CanvasWidget() override;

    double zoom() const;
    QPointF toDrawing(const QPointF& widgetPoint) const;
    QPointF toWidget(const QPointF& drawingPoint) const;
    /// Where a resource is shown, in widget coordinates; empty where it is not on the drawing.
    QRectF resourceRect(const ResourceId& id) const;
    /// A point on the connector, in widget coordinates.
    QPointF connectorPoint(const ConnectionId& id) const;
    /// All tiles in view are rendered in full.
    bool isSettled() const;
    /// What is painted, for views that show it in another way (minimap, screen readers).
    const Scene& scene() const;
    DocumentController& controller() const;
    /// The part of the drawing that is in view.
    QRectF visibleArea() const;
    /// Where the hops of the path that is shown stand; empty where none is shown.
    const TraceRoute& traceRoute() const;
    /// What is marked as reached from the internet, with its ports.
    const std::map<ResourceId, QString>& exposure() const;
    /// The expected utilizations that stand at resources, in words.
    const std::map<ResourceId, QString>& expectedLoads() const;
    /// Whether requests move as dots while a simulation plays; without motion rates are texts. Set
    /// from the style at first.
    void setReducedMotion(bool isReduced);

    QSize sizeHint() const override;

public slots:
    void setAnalysis(const skydraft::AnalysisPointer& analysis);
    /// A null frame ends the overlay.
    void setFrame(const skydraft::FramePointer& frame);

    /// Draws a path above the drawing; null clears it.
    void setTrace(const skydraft::TracePointer& trace);
    /// Makes one hop of the path stand out, or none.
    void emphasizeHop(const skydraft::HopPlace& hop);
    /// The same, scrolled into view.
    void revealHop(const skydraft::HopPlace& hop);
    /// Marks what the internet reaches with a globe and these words; empty: nothing.
    void setExposure(const std::map<skydraft::ResourceId, QString>& ports);
    /// Shows the expected utilization at each resource while nothing plays; null: none.
    void setTheory(const skydraft::TheoryPointer& theory);
    /// Shows what marks and lines mean.
    void setKeyShown(bool isShown);

    /// Carries out what waits for more of its kind: several arrow keys are one step. For whoever
    /// is about to save, undo or close.
    void commitPending();
    void zoomIn();
    void zoomOut();
    void zoomToActualSize();
    void zoomToFit();
    void zoomToSelection();
    /// Scrolls so that the resource is in view, and selects it.
    void reveal(const skydraft::ResourceId& id);
    /// Puts a new resource of the type where the view's middle (or the selected frame) is.
    void insertType(const QString& typeId);
    void renameSelected();
    void selectAll();
    void copy();
    void cut();
    void paste();
    void duplicate();
    /// The view's middle goes to this point of the drawing.
    void centreOn(const QPointF& drawingPoint);

signals:
    void zoomChanged(double zoom);
    void contextMenuRequested(const skydraft::ResourceId& id, const QPoint& globalPosition);
    void connectionClicked(const skydraft::ConnectionId& id);
    /// Something that the shown path meets was clicked.
    void hopClicked(const skydraft::HopPlace& hop);
    /// Escape: the path shall no longer be shown.
    void traceDismissed();
    void keyDismissed();
    /// A short hint for the status bar, e.g. why something cannot be dropped here.
    void hintChanged(const QString& hint);
    /// Somebody wants to search for a service to put here ("/" or a double click on empty ground);
    /// the next insertType puts it at this point.
    void searchRequested(const QPoint& globalPosition);
    /// The example that an empty canvas offers was clicked.
    void exampleRequested();
    /// Another part of the drawing is in view.
    void viewChanged();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace skydraft
