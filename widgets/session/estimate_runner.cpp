// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/estimate_runner.h"

#include "model/rules/can_reach.h"
#include "model/simulation/plan_compiler.h"
#include "model/simulation/theory.h"
#include "widgets/session/document_controller.h"

#include <utility>

namespace skydraft {

EstimateRunner::EstimateRunner(const DocumentController& controller, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
{
    m_thread.setObjectName(QStringLiteral("estimate"));
    m_worker.moveToThread(&m_thread);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &EstimateRunner::start);
    connect(&controller, &DocumentController::changed, this, &EstimateRunner::request);
}

EstimateRunner::~EstimateRunner()
{
    m_thread.quit();
    m_thread.wait();
}

void EstimateRunner::setScenario(const ScenarioId& scenario)
{
    if (m_scenario == scenario)
        return;
    m_scenario = scenario;
    request();
}

void EstimateRunner::setWatched(const void* watcher, bool isWatching)
{
    const bool wasWatched = !m_watchers.empty();
    if (isWatching)
        m_watchers.insert(watcher);
    else
        m_watchers.erase(watcher);
    if (!wasWatched && isWatching) {
        request();
    } else if (wasWatched && m_watchers.empty()) {
        m_timer.stop();
        m_latest.reset();
        emit estimated(nullptr);
    } else if (isWatching && m_latest != nullptr) {
        emit estimated(m_latest);
    }
}

void EstimateRunner::request()
{
    m_isStale = true;
    if (!m_watchers.empty() && !m_isRunning)
        m_timer.start(0);
}

Theory EstimateRunner::theoryOf(const Catalogue& catalogue, const Architecture& architecture,
                                const Scenario& scenario)
{
    const Network network(catalogue, architecture);
    const auto plan =
        PlanCompiler{catalogue, architecture, scenario, canReachBy(network)}.compile();
    if (!plan)
        return {.error = plan.error()};
    return {.figures = estimate(*plan), .caveats = theoryCaveats(*plan)};
}

void EstimateRunner::start()
{
    m_isStale = false;
    m_isRunning = true;
    if (!m_thread.isRunning())
        m_thread.start(QThread::LowPriority);
    const Architecture& drawing = m_controller.architecture();
    const Scenario* chosen = drawing.find(m_scenario);
    const auto work = [this, drawing,
                       scenario = chosen != nullptr
                                      ? *chosen
                                      : defaultScenario(m_controller.catalogue(), drawing)] {
        auto theory =
            std::make_shared<const Theory>(theoryOf(m_controller.catalogue(), drawing, scenario));
        QMetaObject::invokeMethod(
            this, [this, theory = std::move(theory)] { finish(theory); }, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(&m_worker, work, Qt::QueuedConnection);
}

void EstimateRunner::finish(const TheoryPointer& theory)
{
    m_isRunning = false;
    if (m_watchers.empty())
        return;
    m_latest = theory;
    if (m_isStale) // what is newest follows; this shows that something happens
        m_timer.start(0);
    emit estimated(theory);
}

} // namespace skydraft
