// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/reach_runner.h"

#include "widgets/session/document_controller.h"

#include <utility>

namespace skydraft {

ReachRunner::ReachRunner(const DocumentController& controller, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
{
    m_thread.setObjectName(QStringLiteral("reachability"));
    m_worker.moveToThread(&m_thread);
    connect(&controller, &DocumentController::changed, this, [this](const ChangeSet& changes) {
        m_changes.add(changes);
        m_isBehind = true;
        ++m_revision;
        emit changed();
    });
    m_thread.start();
}

ReachRunner::~ReachRunner()
{
    m_thread.quit();
    m_thread.wait();
}

void ReachRunner::ask(QObject* asker, Question question)
{
    std::optional<std::pair<Architecture, ChangeSet>> news;
    if (std::exchange(m_isBehind, false))
        news.emplace(m_controller.architecture(), std::exchange(m_changes, {}));
    const auto work = [this, asker = QPointer<QObject>(asker), question = std::move(question),
                       news = std::move(news), revision = m_revision] {
        if (news && m_reachability)
            m_reachability->update(news->first, news->second);
        else if (news)
            m_reachability.emplace(Network(m_controller.catalogue(), news->first));
        Answer answer = question(*m_reachability);
        QMetaObject::invokeMethod(
            this,
            [this, asker, revision, answer = std::move(answer)] {
                if (asker && revision == m_revision && answer)
                    answer();
            },
            Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(&m_worker, work, Qt::QueuedConnection);
}

} // namespace skydraft
