// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"
#include "model/simulation/result.h"

#include <memory>
#include <vector>

namespace skydraft {

/// One property of one resource, tried with several values in the same scenario.
struct Experiment
{
    ResourceId resource{};
    std::string property{};
    std::vector<Json> values{};
    Scenario scenario{};
    int replications = 1; ///< runs of each value
};

struct ExperimentRow
{
    enum class State
    {
        Waiting,
        Running,
        Done,
        Failed,
        Cancelled
    };
    Json value{};
    State state = State::Waiting;
    double progress = 0; ///< share of the simulated time
    QString error{};     ///< why it failed
    /// All runs of the value, merged; and what each said.
    std::shared_ptr<const SimulationResult> result{};
    std::vector<Measured> each{};
};

/// Plays an experiment on threads of its own, one value each. The n-th runs of all values have the
/// same random numbers, so that rows differ by the value only. Lives on the window's thread, which
/// never waits for it except in cancel() and the destructor, and then for a few milliseconds.
class ExperimentRunner : public QObject
{
    Q_OBJECT

public:
    explicit ExperimentRunner(const Catalogue& catalogue, QObject* parent = nullptr);
    ~ExperimentRunner() override;

    /// Ends one that runs and starts another. A value that the drawing refuses is a row that
    /// failed.
    void start(const Architecture& architecture, const Experiment& experiment);
    /// What is done stays; the rest is cancelled.
    void cancel();
    bool isRunning() const { return m_isRunning; }
    const std::vector<ExperimentRow>& rows() const { return m_rows; }

signals:
    /// Ten times a second at most while it runs.
    void rowsChanged();
    void finished();

private:
    class Job;

    void look();

    const Catalogue& m_catalogue;
    std::unique_ptr<Job> m_job;
    std::vector<ExperimentRow> m_rows;
    QTimer m_timer;
    bool m_isRunning = false;
};

} // namespace skydraft
