// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/analysis_runner.h"

#include "model/network/network.h"
#include "widgets/session/document_controller.h"

namespace skydraft {

AnalysisRunner::AnalysisRunner(const DocumentController& controller, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
{
    m_thread.setObjectName(QStringLiteral("analysis"));
    m_worker.moveToThread(&m_thread);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &AnalysisRunner::start);
    connect(&m_controller, &DocumentController::changed, this, &AnalysisRunner::request);
    m_thread.start();
    request();
}

AnalysisRunner::~AnalysisRunner()
{
    m_isCancelled = true;
    m_thread.quit();
    m_thread.wait();
}

bool AnalysisRunner::isUpToDate() const
{
    return m_latest != nullptr && m_latest->architecture == m_controller.architecture();
}

Analysis AnalysisRunner::analyse(const Catalogue& catalogue, const Architecture& architecture,
                                 const std::atomic_bool* isCancelled)
{
    Analysis analysis;
    analysis.architecture = architecture;
    const auto isWanted = [&] { return isCancelled == nullptr || !isCancelled->load(); };
    const auto compiled = std::make_shared<const Network>(catalogue, architecture);
    const Network& network = *compiled;
    for (const auto& connection : architecture.connections()) {
        if (!isWanted())
            return analysis;
        if (connection->kind != ConnectionKind::Traffic)
            continue;
        if (auto traced = traceConnection(network, *connection))
            analysis.traces.emplace(connection->id, *std::move(traced));
    }
    if (isWanted())
        analysis.findings = check(network, Profile::Teaching);
    if (isWanted())
        analysis.everyFinding = check(network, Profile::Strict);
    analysis.network = compiled;
    return analysis;
}

void AnalysisRunner::request()
{
    if (m_isRunning)
        m_isStale = true;
    else
        m_timer.start(0);
}

void AnalysisRunner::start()
{
    m_isRunning = true;
    m_isStale = false;
    const auto work = [this, architecture = m_controller.architecture(),
                       &catalogue = m_controller.catalogue()] {
        auto analysis =
            std::make_shared<const Analysis>(analyse(catalogue, architecture, &m_isCancelled));
        QMetaObject::invokeMethod(
            this, [this, analysis = std::move(analysis)] { finish(analysis); },
            Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(&m_worker, work, Qt::QueuedConnection);
}

void AnalysisRunner::finish(const AnalysisPointer& analysis)
{
    m_isRunning = false;
    // Also one that is already behind: while a person drags for seconds, verdicts keep following.
    m_latest = analysis;
    if (m_isStale)
        request();
    emit analysed(m_latest);
}

} // namespace skydraft
