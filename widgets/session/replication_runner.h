// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"
#include "model/simulation/result.h"

#include <memory>

namespace skydraft {

/// Plays a scenario again and again with other random numbers, on threads of its own, and merges
/// the runs: intervals for every figure and every second. Lives on the window's thread, which waits
/// for it in cancel() and the destructor only, and then for some milliseconds.
class ReplicationRunner : public QObject
{
    Q_OBJECT

public:
    explicit ReplicationRunner(const Catalogue& catalogue, QObject* parent = nullptr);
    ~ReplicationRunner() override;

    /// Ends one that runs and starts another.
    void start(const Architecture& architecture, const Scenario& scenario, int replications);
    /// Nothing comes of it.
    void cancel();
    bool isRunning() const { return m_job != nullptr; }
    int finishedRuns() const { return m_finished; }
    int allRuns() const { return m_all; }

signals:
    /// Ten times a second at most while it runs, and when it was cancelled.
    void progressed();
    /// All runs as one result, with its confidence.
    void merged(const std::shared_ptr<const skydraft::SimulationResult>& result);
    void failed(const QString& message);

private:
    class Job;

    void look();

    const Catalogue& m_catalogue;
    std::unique_ptr<Job> m_job;
    QTimer m_timer;
    int m_finished = 0;
    int m_all = 0;
};

} // namespace skydraft
