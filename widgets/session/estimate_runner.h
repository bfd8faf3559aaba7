// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>
#include <QTimer>

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"
#include "model/simulation/simulation.h"
#include "widgets/session/drawing_theory.h"

#include <set>

namespace skydraft {

class DocumentController;

/// Estimates the drawing as it is on a thread of its own while somebody looks. While one estimate
/// is made, further changes wait and only the newest is looked at.
///
///     runner.setWatched(&view, true);      // signals estimated() after each change
class EstimateRunner : public QObject
{
    Q_OBJECT

public:
    explicit EstimateRunner(const DocumentController& controller, QObject* parent = nullptr);
    ~EstimateRunner() override;

    /// Whose load is estimated; empty, or one that is gone: the default load.
    void setScenario(const ScenarioId& scenario);
    /// Nothing is worked out while nobody looks.
    void setWatched(const void* watcher, bool isWatching);
    /// The newest one; null before the first and while nobody looks.
    const TheoryPointer& latest() const { return m_latest; }

    /// Any thread.
    static Theory theoryOf(const Catalogue& catalogue, const Architecture& architecture,
                           const Scenario& scenario);

signals:
    /// Null: nobody looks any more.
    void estimated(const skydraft::TheoryPointer& theory);

private:
    void request();
    void start();
    void finish(const TheoryPointer& theory);

    const DocumentController& m_controller;
    ScenarioId m_scenario;
    std::set<const void*> m_watchers;
    TheoryPointer m_latest;
    QThread m_thread;
    QObject m_worker; // lives on m_thread
    QTimer m_timer;   // several changes in one turn of the event loop are one request
    bool m_isRunning = false;
    bool m_isStale = true;
};

} // namespace skydraft
