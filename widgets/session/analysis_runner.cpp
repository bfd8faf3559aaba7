// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/analysis_runner.h"

#include "model/network/connection_walks.h"
#include "model/rules/checker.h"
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
    connect(&m_controller, &DocumentController::changed, this, [this](const ChangeSet& changes) {
        m_changes.add(changes);
        request();
    });
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
    return m_latest != nullptr && m_latest->hasIntents && m_latest->profile == m_profile
           && m_latest->architecture == m_controller.architecture();
}

void AnalysisRunner::setProfile(Profile profile)
{
    if (profile == m_profile)
        return;
    m_profile = profile;
    request();
}

Analysis AnalysisRunner::analyse(const Catalogue& catalogue, const Architecture& architecture,
                                 Profile profile, const Watch& watch, const Since& since)
{
    Analysis analysis;
    analysis.architecture = architecture;
    analysis.profile = profile;
    const auto isSet = [](const std::atomic_bool* flag) { return flag != nullptr && flag->load(); };
    const auto isWanted = [&] { return !isSet(watch.isCancelled); };
    const bool isFollowed = since.analysis != nullptr && since.analysis->network != nullptr;
    const auto compiled = std::make_shared<const Network>(
        isFollowed ? followed(*since.analysis->network, architecture, since.changes)
                   : Network(catalogue, architecture));
    const Network& network = *compiled;
    analysis.network = compiled;
    analysis.traces = isFollowed ? walkAgain(*since.analysis->network, since.analysis->traces,
                                             network, since.changes, isWanted)
                                 : walkConnections(network, isWanted);
    if (!isWanted())
        return analysis;
    if (watch.onWalked) {
        const auto walks = std::make_shared<Analysis>(analysis);
        if (since.analysis != nullptr)
            walks->findings = since.analysis->findings;
        watch.onWalked(walks);
    }
    std::unique_ptr<Checker> own;
    std::unique_ptr<Checker>& checker = since.checker != nullptr ? *since.checker : own;
    if (checker != nullptr && isFollowed)
        checker->update(network, since.changes, analysis.traces);
    else
        checker = std::make_unique<Checker>(network, Profile::Strict, &analysis.traces);
    for (FindingPointer& finding : checker->findings()) {
        const bool isShown = isLookedAt(profile, finding->code);
        if (finding->suppression && isShown)
            analysis.suppressed.push_back(std::move(finding));
        else if (!finding->suppression) {
            if (isShown)
                analysis.findings.push_back(finding);
            analysis.everyFinding.push_back(std::move(finding));
        }
    }
    // They may take long: pairs of many resources. A person who goes on drawing does not wait.
    const auto goesOn = [&] { return isWanted() && !isSet(watch.isStale); };
    analysis.intents = evaluateIntents(network, goesOn);
    analysis.hasIntents = architecture.intents().empty() || goesOn();
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
    const Since since{m_latest, std::exchange(m_changes, {}), &m_checker};
    const auto work = [this, since, architecture = m_controller.architecture(), profile = m_profile,
                       &catalogue = m_controller.catalogue()] {
        const auto tellWalks = [this](const AnalysisPointer& walks) {
            QMetaObject::invokeMethod(
                this, [this, walks] { emit walked(walks); }, Qt::QueuedConnection);
        };
        const auto analysis = std::make_shared<Analysis>(analyse(
            catalogue, architecture, profile, {&m_isCancelled, &m_isStale, tellWalks}, since));
        QMetaObject::invokeMethod(
            this, [this, analysis] { finish(std::move(*analysis)); }, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(&m_worker, work, Qt::QueuedConnection);
}

void AnalysisRunner::finish(Analysis analysis)
{
    m_isRunning = false;
    if (!analysis.hasIntents && m_latest != nullptr)
        analysis.intents = m_latest->intents;
    // Also one that is already behind: while a person drags for seconds, verdicts keep following.
    m_latest = std::make_shared<const Analysis>(std::move(analysis));
    if (m_isStale)
        request();
    emit analysed(m_latest);
}

} // namespace skydraft
