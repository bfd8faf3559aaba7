// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/replication_runner.h"

#include "model/rules/can_reach.h"
#include "model/simulation/replications.h"
#include "widgets/common/language.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace skydraft {
namespace {

constexpr std::chrono::milliseconds lookInterval{100};

} // namespace

/// What the threads share. The drawing is a value that nobody changes.
class ReplicationRunner::Job
{
public:
    Job(const Catalogue& catalogue, Architecture architecture, Scenario scenario, int replications)
        : m_catalogue(catalogue)
        , m_architecture(std::move(architecture))
        , m_scenario(std::move(scenario))
        , m_replications(replications)
        , m_thread([this] { work(); })
    {}

    ~Job()
    {
        m_isCancelled = true;
        m_thread.join();
    }
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;

    int finished() const { return m_finished; }

    std::optional<Result<Replications>> takeResult()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_result, std::nullopt);
    }

private:
    void work()
    {
        const Network network(m_catalogue, m_architecture);
        ReplicationSettings settings;
        settings.replications = m_replications;
        // One core stays with the window.
        settings.jobs = static_cast<int>(std::max(std::thread::hardware_concurrency(), 2U) - 1);
        settings.cancel = &m_isCancelled;
        settings.progress = [this](const ReplicationProgress& at) { m_finished = at.finished; };
        Result<Replications> result =
            replicate(m_catalogue, m_architecture, m_scenario, canReachBy(network), settings);
        const std::lock_guard lock(m_mutex);
        m_result = std::move(result);
    }

    const Catalogue& m_catalogue;
    const Architecture m_architecture;
    const Scenario m_scenario;
    const int m_replications;
    std::atomic<bool> m_isCancelled = false;
    std::atomic<int> m_finished = 0;
    std::mutex m_mutex; // guards what follows
    std::optional<Result<Replications>> m_result;
    std::thread m_thread; ///< last: it uses all of the above
};

ReplicationRunner::ReplicationRunner(const Catalogue& catalogue, QObject* parent)
    : QObject(parent)
    , m_catalogue(catalogue)
{
    m_timer.setInterval(lookInterval);
    connect(&m_timer, &QTimer::timeout, this, &ReplicationRunner::look);
}

ReplicationRunner::~ReplicationRunner() = default;

void ReplicationRunner::start(const Architecture& architecture, const Scenario& scenario,
                              int replications)
{
    m_job.reset();
    m_finished = 0;
    m_all = replications;
    m_job = std::make_unique<Job>(m_catalogue, architecture, scenario, replications);
    m_timer.start();
    emit progressed();
}

void ReplicationRunner::cancel()
{
    if (m_job == nullptr)
        return;
    m_timer.stop();
    m_job.reset();
    emit progressed();
}

void ReplicationRunner::look()
{
    auto result = m_job->takeResult();
    if (!result) {
        if (std::exchange(m_finished, m_job->finished()) != m_finished)
            emit progressed();
        return;
    }
    m_timer.stop();
    m_job.reset();
    if (*result)
        emit merged(std::make_shared<const SimulationResult>(std::move((*result)->result)));
    else
        emit failed(explained(result->error()));
    emit progressed();
}

} // namespace skydraft
