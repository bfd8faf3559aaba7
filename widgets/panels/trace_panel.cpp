// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/trace_panel.h"

#include <QEvent>
#include <QVBoxLayout>

#include "model/architecture/property_value.h"
#include "model/network/network.h"
#include "widgets/common/language.h"
#include "widgets/panels/impact_preview.h"
#include "widgets/panels/trace_request_bar.h"
#include "widgets/panels/trace_view.h"
#include "widgets/session/document_controller.h"

#include <chrono>

namespace skydraft {

namespace {

constexpr std::chrono::milliseconds retraceDelay{150};

} // namespace

TracePanel::TracePanel(DocumentController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_request(new TraceRequestBar(controller, this))
    , m_view(new TraceView(controller.catalogue(), this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(m_request);
    layout->addWidget(m_view, 1);
    m_retrace.setSingleShot(true);
    m_retrace.setInterval(retraceDelay);
    setMinimumWidth(240);
    setAccessibleName(tr("Path"));
    connect(&m_retrace, &QTimer::timeout, this, &TracePanel::retrace);
    connect(&controller, &DocumentController::changed, this, [this] { m_retrace.start(); });
    connect(m_request, &TraceRequestBar::traceRequested, this, &TracePanel::showFlow);
    connect(m_request, &TraceRequestBar::whoReachesRequested, this,
            &TracePanel::whoReachesRequested);
    connect(m_request, &TraceRequestBar::reachedFromRequested, this,
            &TracePanel::reachedFromRequested);
    connect(m_view, &TraceView::revealRequested, this, &TracePanel::revealRequested);
    connect(m_view, &TraceView::fixRequested, this, &TracePanel::applyFix);
    connect(m_view, &TraceView::allFixesRequested, this, &TracePanel::applyAllFixes);
    connect(m_view, &TraceView::hopEmphasized, this, &TracePanel::hopEmphasized);
    connect(m_view, &TraceView::hopActivated, this, [this](const HopPlace& hop) {
        if (!m_isPathShown) {
            m_isPathShown = true;
            showPath();
        }
        emit hopRevealRequested(hop);
    });
    connect(m_view, &TraceView::closeRequested, this, &TracePanel::closePath);
    retrace();
}

void TracePanel::previewFixes(ReachRunner& runner)
{
    m_view->setPreview(new ImpactPreview(m_controller, runner, m_view));
}

void TracePanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Path"));
        m_request->retranslate();
        retrace();
    } else if (event->type() == QEvent::PaletteChange) {
        retrace();
    }
}

void TracePanel::setFrom(const ResourceId& id)
{
    m_request->fillEnds();
    m_request->setFrom(id);
}

void TracePanel::setTo(const ResourceId& id)
{
    m_request->fillEnds();
    m_request->setTo(id);
}

void TracePanel::setTrace(const ConnectionId& connection, const Trace& trace)
{
    m_flow.reset();
    m_connection = connection;
    m_trace = trace;
    m_isPathShown = true;
    showEnds();
    showTrace();
}

/// Puts the ends of the connection into the fields, so that a person can go on from there.
void TracePanel::showEnds()
{
    if (const Connection* connection = m_controller.architecture().find(*m_connection))
        m_request->setFlow(connection->from, connection->to,
                           memberOf(connection->properties, "protocol"),
                           memberOf(connection->properties, "port"));
}

void TracePanel::showConnection(const ConnectionId& connection)
{
    m_flow.reset();
    m_connection = connection;
    m_trace.reset();
    m_isPathShown = true;
    showEnds();
    retrace();
}

void TracePanel::showFlow(const Flow& flow)
{
    m_connection.reset();
    m_flow = flow;
    m_isPathShown = true;
    m_request->setFlow(flow);
    retrace();
}

void TracePanel::setAnalysis(const AnalysisPointer& analysis)
{
    m_analysis = analysis;
    if (m_connection)
        retrace();
}

/// Takes the trace of the connection from the newest analysis, or walks the chosen flow.
void TracePanel::retrace()
{
    m_request->fillEnds();
    if (m_connection) {
        const bool isKnown = m_analysis != nullptr && m_analysis->traces.contains(*m_connection);
        if (isKnown)
            m_trace = *m_analysis->traces.at(*m_connection);
        else if (m_controller.architecture().find(*m_connection) == nullptr)
            m_trace.reset();
    } else if (m_flow) {
        const Network network(m_controller.catalogue(), m_controller.architecture());
        const auto walked = trace(network, *m_flow);
        m_trace = walked ? std::optional<Trace>(*walked) : std::nullopt;
        if (!walked) {
            m_view->setMessage(translated(walked.error().message));
            showPath();
            return;
        }
    }
    showTrace();
}

void TracePanel::showTrace()
{
    const Architecture& architecture = m_controller.architecture();
    const bool isConnection = m_connection && architecture.find(*m_connection) != nullptr;
    if (m_trace)
        m_view->setTrace(architecture, *m_trace);
    else if (isConnection)
        m_view->setMessage(tr("There is no path to show for this connection yet."));
    else
        m_view->setMessage(tr(
            "Choose two ends, or click a connection on the drawing, to see the way of a packet."));
    showPath();
}

void TracePanel::showPath()
{
    emit pathChanged(m_trace && m_isPathShown ? std::make_shared<const Trace>(*m_trace) : nullptr);
}

void TracePanel::hidePath()
{
    m_isPathShown = false;
    showPath();
}

void TracePanel::closePath()
{
    m_connection.reset();
    m_flow.reset();
    m_trace.reset();
    m_isPathShown = false;
    showTrace();
}

void TracePanel::selectHop(const HopPlace& hop)
{
    m_view->selectHop(hop);
}

void TracePanel::applyFix(const Fix& fix)
{
    const Fix copy = fix; // it stands in what the change replaces
    m_controller.apply(copy.edit, copy.title);
}

void TracePanel::applyAllFixes()
{
    if (!m_trace || m_trace->fixes.empty())
        return;
    Batch batch;
    for (const Fix& fix : m_trace->fixes)
        batch.edits.push_back(fix.edit);
    m_controller.apply(Edit{std::move(batch)}, MODEL_TEXT("Edit", "Open the path"));
}

} // namespace skydraft
