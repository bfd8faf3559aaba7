// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>
#include <QWidget>

#include "widgets/session/analysis_runner.h"

namespace skydraft {

class ConnectionForm;
class DocumentController;
class DrawingForm;
class ResourceForm;

/// What is selected, and its properties. Its forms are made from the catalogue. A form stays while
/// resources of the same type are selected, so folds and the scroll position stay too.
class InspectorPanel : public QWidget
{
    Q_OBJECT

public:
    explicit InspectorPanel(DocumentController& controller, QWidget* parent = nullptr);

    /// The form that is shown; the others are null.
    ResourceForm* resourceForm() const { return m_resource; }
    ConnectionForm* connectionForm() const { return m_connection; }
    DrawingForm* drawingForm() const { return m_drawing; }

public slots:
    void setAnalysis(const skydraft::AnalysisPointer& analysis);
    /// Puts the cursor into the name of the selected resource.
    void editName();

signals:
    void showPathRequested(const skydraft::ConnectionId& id);
    void revealRequested(const skydraft::ResourceId& id);

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class Rebuild
    {
        WhenNeeded,
        Always
    };
    void rebuild(Rebuild when);
    void refresh();
    void showResources(Rebuild when);
    void showConnection(Rebuild when);
    void showDrawing(Rebuild when);
    void put(QWidget* form);
    const std::string* commonType() const;

    DocumentController& m_controller;
    AnalysisPointer m_analysis;
    QScrollArea* m_scroll;
    ResourceForm* m_resource = nullptr;
    ConnectionForm* m_connection = nullptr;
    DrawingForm* m_drawing = nullptr;
};

} // namespace skydraft
