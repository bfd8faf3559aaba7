// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/experiment_runner.h"

#include "model/architecture/edit.h"
#include "model/rules/can_reach.h"
#include "model/simulation/replications.h"
#include "widgets/common/language.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

namespace skydraft {
namespace {

using State = ExperimentRow::State;

constexpr std::chrono::milliseconds lookInterval{100};

} // namespace

/// What the threads share. The drawing is a value that nobody changes.
class ExperimentRunner::Job
{
public:
    Job(const Catalogue& catalogue, Architecture architecture, Experiment experiment)
        : m_catalogue(catalogue)
        , m_architecture(std::move(architecture))
        , m_experiment(std::move(experiment))
    {
        for (const Json& value : m_experiment.values)
            m_rows.push_back({.value = value});
        // One core stays with the window.
        const unsigned cores = std::max(std::thread::hardware_concurrency(), 2U) - 1;
        for (std::size_t i = 0; i < std::min<std::size_t>(cores, m_rows.size()); ++i)
            m_threads.emplace_back([this] { work(); });
    }

    ~Job()
    {
        m_isStopping = true;
        for (std::thread& thread : m_threads)
            thread.join();
    }
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;

    std::vector<ExperimentRow> rows()
    {
        const std::lock_guard lock(m_mutex);
        return m_rows;
    }

private:
    void work()
    {
        for (std::size_t i = m_next++; i < m_experiment.values.size(); i = m_next++) {
            if (m_isStopping)
                return;
            change(i, [](ExperimentRow& row) { row.state = State::Running; });
            play(i);
        }
    }

    template <class Change>
    void change(std::size_t row, const Change& change)
    {
        const std::lock_guard lock(m_mutex);
        change(m_rows[row]);
    }

    void refuse(std::size_t row, const Error& error)
    {
        change(row, [&](ExperimentRow& of) {
            of.state = State::Failed;
            m_errors.emplace_back(row, error); // translated by the window's thread
        });
    }

    void play(std::size_t row)
    {
        const auto edited = apply(m_catalogue, m_architecture,
                                  Edit{SetProperty{m_experiment.resource, m_experiment.property,
                                                   m_experiment.values[row]}});
        if (!edited)
            return refuse(row, edited.error());
        const Network network(m_catalogue, edited->architecture);
        ReplicationSettings settings;
        settings.replications = m_experiment.replications;
        settings.cancel = &m_isStopping;
        settings.progress = [this, row](const ReplicationProgress& at) {
            change(row, [&](ExperimentRow& of) {
                of.progress = std::clamp((at.finished + at.started) / at.most, 0.0, 1.0);
            });
        };
        auto runs = replicate(m_catalogue, edited->architecture, m_experiment.scenario,
                              canReachBy(network), settings);
        if (m_isStopping)
            return;
        if (!runs)
            return refuse(row, runs.error());
        change(row, [&](ExperimentRow& of) {
            of.state = State::Done;
            of.result = std::make_shared<const SimulationResult>(std::move(runs->result));
            of.each = std::move(runs->each);
        });
    }

public:
    std::vector<std::pair<std::size_t, Error>> takeErrors()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_errors, {});
    }

private:
    const Catalogue& m_catalogue;
    const Architecture m_architecture;
    const Experiment m_experiment;
    std::atomic<std::size_t> m_next = 0;
    std::atomic<bool> m_isStopping = false;
    std::mutex m_mutex; // guards what follows
    std::vector<ExperimentRow> m_rows;
    std::vector<std::pair<std::size_t, Error>> m_errors;
    std::vector<std::thread> m_threads; ///< last: they use all of the above
};

ExperimentRunner::ExperimentRunner(const Catalogue& catalogue, QObject* parent)
    : QObject(parent)
    , m_catalogue(catalogue)
{
    m_timer.setInterval(lookInterval);
    connect(&m_timer, &QTimer::timeout, this, &ExperimentRunner::look);
}

ExperimentRunner::~ExperimentRunner() = default;

void ExperimentRunner::start(const Architecture& architecture, const Experiment& experiment)
{
    m_job.reset();
    m_rows.clear();
    m_job = std::make_unique<Job>(m_catalogue, architecture, experiment);
    m_isRunning = true;
    m_timer.start();
    look();
}

void ExperimentRunner::cancel()
{
    if (!m_isRunning)
        return;
    look(); // what has just ended is kept
    if (!m_isRunning)
        return;
    m_job.reset();
    m_timer.stop();
    m_isRunning = false;
    for (ExperimentRow& row : m_rows)
        if (row.state == State::Waiting || row.state == State::Running)
            row.state = State::Cancelled;
    emit rowsChanged();
    emit finished();
}

void ExperimentRunner::look()
{
    if (m_job == nullptr)
        return;
    std::vector<ExperimentRow> rows = m_job->rows();
    for (std::size_t i = 0; i < m_rows.size() && i < rows.size(); ++i)
        rows[i].error = m_rows[i].error;
    for (const auto& [row, error] : m_job->takeErrors())
        rows[row].error = translated(error.message);
    m_rows = std::move(rows);
    const bool isOver = std::all_of(m_rows.begin(), m_rows.end(), [](const ExperimentRow& row) {
        return row.state == State::Done || row.state == State::Failed;
    });
    if (isOver) {
        m_job.reset();
        m_timer.stop();
        m_isRunning = false;
    }
    emit rowsChanged();
    if (isOver)
        emit finished();
}

} // namespace skydraft
