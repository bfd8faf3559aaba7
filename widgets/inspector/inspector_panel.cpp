// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/inspector_panel.h"

#include <QEvent>
#include <QVBoxLayout>

#include "widgets/inspector/connection_form.h"
#include "widgets/inspector/drawing_form.h"
#include "widgets/inspector/resource_form.h"
#include "widgets/session/document_controller.h"

namespace skydraft {

InspectorPanel::InspectorPanel(DocumentController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_scroll(new QScrollArea(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    setMinimumWidth(240);
    setAccessibleName(tr("Inspector"));
    connect(&controller, &DocumentController::selectionChanged, this,
            [this] { rebuild(Rebuild::WhenNeeded); });
    connect(&controller, &DocumentController::changed, this, &InspectorPanel::refresh);
    connect(&controller, &DocumentController::statusChanged, this, &InspectorPanel::refresh);
    rebuild(Rebuild::Always);
}

void InspectorPanel::setAnalysis(const AnalysisPointer& analysis)
{
    m_analysis = analysis;
    if (m_connection != nullptr)
        m_connection->setAnalysis(analysis);
}

void InspectorPanel::editName()
{
    if (m_resource == nullptr)
        return;
    m_resource->nameField()->setFocus();
    m_resource->nameField()->selectAll();
}

void InspectorPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Inspector"));
        rebuild(Rebuild::Always);
    } else if (event->type() == QEvent::PaletteChange && m_connection != nullptr) {
        m_connection->refresh();
    }
}

/// The type that all selected resources have; null where they differ.
const std::string* InspectorPanel::commonType() const
{
    const std::string* common = nullptr;
    for (const ResourceId& id : m_controller.selectedResources()) {
        const Resource* resource = m_controller.architecture().find(id);
        if (resource == nullptr)
            continue;
        if (common != nullptr && *common != resource->type)
            return nullptr;
        common = &resource->type;
    }
    return common;
}

void InspectorPanel::rebuild(Rebuild when)
{
    const auto& connections = m_controller.selectedConnections();
    if (connections.empty() && commonType() != nullptr)
        showResources(when);
    else if (connections.size() == 1 && m_controller.selectedResources().empty())
        showConnection(when);
    else
        showDrawing(when);
}

void InspectorPanel::refresh()
{
    // A change may have removed what is selected; selectionChanged() follows then.
    if (m_resource != nullptr)
        m_resource->refresh();
    if (m_connection != nullptr)
        m_connection->refresh();
    if (m_drawing != nullptr)
        m_drawing->refresh();
}

void InspectorPanel::showResources(Rebuild when)
{
    const ServiceType& type = m_controller.catalogue().typeOrGeneric(*commonType());
    if (when == Rebuild::Always || m_resource == nullptr || &m_resource->type() != &type) {
        auto* form = new ResourceForm(m_controller, type, m_scroll);
        put(form);
        m_resource = form;
    }
    m_resource->setResources(
        {m_controller.selectedResources().begin(), m_controller.selectedResources().end()});
}

void InspectorPanel::showConnection(Rebuild when)
{
    if (when == Rebuild::Always || m_connection == nullptr) {
        auto* form = new ConnectionForm(m_controller, m_scroll);
        put(form);
        m_connection = form;
        connect(form, &ConnectionForm::showPathRequested, this, &InspectorPanel::showPathRequested);
        connect(form, &ConnectionForm::revealRequested, this, &InspectorPanel::revealRequested);
        m_connection->setAnalysis(m_analysis);
    }
    m_connection->setConnection(*m_controller.selectedConnections().begin());
}

void InspectorPanel::showDrawing(Rebuild when)
{
    if (when == Rebuild::Always || m_drawing == nullptr) {
        auto* form = new DrawingForm(m_controller, m_scroll);
        put(form);
        m_drawing = form;
    }
    m_drawing->refresh();
}

void InspectorPanel::put(QWidget* form)
{
    // What was typed for the selection before is applied to it, then the old form may go. It may
    // be in the middle of a signal, so it goes a little later.
    if (m_resource != nullptr)
        m_resource->setResources({});
    if (m_connection != nullptr)
        m_connection->setConnection({});
    m_resource = nullptr;
    m_connection = nullptr;
    m_drawing = nullptr;
    if (QWidget* old = m_scroll->takeWidget()) {
        old->hide();
        old->deleteLater();
    }
    m_scroll->setWidget(form);
    form->show();
}

} // namespace skydraft
