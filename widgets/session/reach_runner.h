// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QThread>

#include "model/network/reachability.h"

#include <functional>
#include <optional>

namespace skydraft {

class DocumentController;

/// Answers who reaches whom in the drawing as it is now, on a thread of its own. Nothing is worked
/// out before the first question.
///
///     runner.ask(this, [id](Reachability& reach) {
///         return [found = reach.whoReaches(id)] { show(found); };
///     });
class ReachRunner : public QObject
{
    Q_OBJECT

public:
    /// Runs on the thread of the asking widget.
    using Answer = std::function<void()>;
    /// Runs on the runner's thread.
    using Question = std::function<Answer(Reachability&)>;

    explicit ReachRunner(const DocumentController& controller, QObject* parent = nullptr);
    ~ReachRunner() override;

    /// The answer comes from the event loop. It never comes where `asker` is gone by then, or where
    /// the drawing changed: changed() has told the asker to ask again.
    void ask(QObject* asker, Question question);

signals:
    /// The drawing is another one; answers of before are of no use.
    void changed();

private:
    const DocumentController& m_controller;
    QThread m_thread;
    QObject m_worker;                           // lives on m_thread
    std::optional<Reachability> m_reachability; // m_thread's
    ChangeSet m_changes;                        // since the last question
    bool m_isBehind = true;
    int m_revision = 0;
};

} // namespace skydraft
