// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/simulation_runner.h"

#include <QThread>

#include "model/rules/can_reach.h"
#include "model/simulation/simulation.h"
#include "widgets/common/language.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <variant>
#include <vector>

namespace skydraft {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds frameInterval{17}; // at most 59 frames a second
constexpr milliseconds sliceGoal{4};      // the engine looks for commands this often
constexpr milliseconds largestDebt{100};  // what a slow engine may catch up later
constexpr SimTime shortestSlice{100'000}; // 0.1 ms
constexpr SimTime longestSlice{3600'000'000'000};

struct Repair
{
    std::string target{};
};
using Command = std::variant<Fault, Repair>;

/// What the worker has for the window; the newest values only.
struct Outbox
{
    std::shared_ptr<SimulationFrame> frame{};
    std::vector<Error> errors{};
    ResultPointer result{};
    bool couldNotStart = false;
};

} // namespace

class SimulationRunner::Worker : public QThread
{
public:
    Worker(SimulationRunner& runner, const Catalogue& catalogue, Architecture architecture,
           std::unique_ptr<Scenario> scenario, double speed)
        : m_runner(runner)
        , m_generation(runner.m_generation)
        , m_catalogue(catalogue)
        , m_architecture(std::move(architecture))
        , m_scenario(std::move(scenario))
        , m_speed(speed)
    {
        setObjectName(QStringLiteral("simulation"));
    }

    ~Worker() override
    {
        tell([this] { m_isStopping = true; });
        wait();
    }

    /// Changes what the worker waits for, and wakes it.
    template <class Change>
    void tell(const Change& change)
    {
        {
            const std::lock_guard lock(m_mutex);
            change();
        }
        m_wake.notify_one();
    }

    void setPaused(bool isPaused)
    {
        tell([&] { m_isPaused = isPaused; });
    }
    void setSpeed(double speed)
    {
        tell([&] { m_speed = speed; });
    }
    void command(Command command)
    {
        tell([&] { m_commands.push_back(std::move(command)); });
    }

    Outbox takeOutbox()
    {
        const std::lock_guard lock(m_mutex);
        m_isAnnounced = false;
        return std::exchange(m_outbox, {});
    }

protected:
    void run() override;

private:
    void play(Simulation& simulation);
    bool isStopping()
    {
        const std::lock_guard lock(m_mutex);
        return m_isStopping;
    }
    /// Waits while there is nothing to do before `until`; false when the run is to end.
    bool waitForWork(std::optional<Clock::time_point> until);
    void carryOutCommands(Simulation& simulation);
    void publish(Simulation& simulation);
    template <class Put>
    void send(const Put& put);

    SimulationRunner& m_runner;
    const int m_generation;
    const Catalogue& m_catalogue;
    const Architecture m_architecture;
    const std::unique_ptr<Scenario> m_scenario;

    std::mutex m_mutex; // guards what follows
    std::condition_variable m_wake;
    bool m_isStopping = false;
    bool m_isPaused = false;
    double m_speed = 1;
    std::vector<Command> m_commands;
    Outbox m_outbox;
    bool m_isAnnounced = false;
};

/// One queued call however often the worker sends: a window that is slow finds the newest values.
template <class Put>
void SimulationRunner::Worker::send(const Put& put)
{
    {
        const std::lock_guard lock(m_mutex);
        put(m_outbox);
        if (std::exchange(m_isAnnounced, true))
            return;
    }
    QMetaObject::invokeMethod(
        &m_runner,
        [runner = &m_runner, generation = m_generation] {
            if (generation == runner->m_generation)
                runner->take();
        },
        Qt::QueuedConnection);
}

void SimulationRunner::Worker::run()
{
    const Network network(m_catalogue, m_architecture);
    const CanReach asksNetwork = canReachBy(network);
    const CanReach asksUntilStopped = [&](const ResourceId& from, const ResourceId& to,
                                          std::string_view protocol, int port) {
        return !isStopping() && asksNetwork(from, to, protocol, port);
    };
    auto simulation = Simulation::create(
        m_catalogue, m_architecture,
        m_scenario != nullptr ? *m_scenario : defaultScenario(m_catalogue, m_architecture),
        asksUntilStopped);
    if (!simulation) {
        send([&](Outbox& outbox) {
            outbox.errors.push_back(std::move(simulation.error()));
            outbox.couldNotStart = true;
        });
        return;
    }
    play(*simulation);
}

void SimulationRunner::Worker::play(Simulation& simulation)
{
    publish(simulation);
    SimTime slice = fromMilliseconds(1);
    auto paidUntil = Clock::now();
    auto lastFrame = Clock::now();
    std::optional<Clock::time_point> nextStep = Clock::now();
    while (waitForWork(nextStep)) {
        carryOutCommands(simulation);
        double speed = 1;
        bool isPaused = false;
        {
            const std::lock_guard lock(m_mutex);
            speed = m_speed;
            isPaused = m_isPaused;
        }
        const auto before = Clock::now();
        if (isPaused) {
            publish(simulation);
            nextStep.reset();
            paidUntil = before;
            continue;
        }
        if (!nextStep) // resumed: the pause is no debt
            paidUntil = before;
        paidUntil = std::max(paidUntil, before - largestDebt);
        const SimTime due{static_cast<std::int64_t>(
            std::chrono::duration<double, std::nano>(before - paidUntil).count() * speed)};
        const SimTime step = std::min(due, slice);
        simulation.runUntil(simulation.now() + step);
        paidUntil += std::chrono::duration_cast<Clock::duration>(
            std::chrono::duration<double, std::nano>(static_cast<double>(step.count()) / speed));

        const auto after = Clock::now();
        if (after - before > sliceGoal)
            slice = std::max(slice / 2, shortestSlice);
        else if (step == slice)
            slice = std::min(slice * 2, longestSlice);
        if (simulation.now() >= simulation.end()) {
            publish(simulation);
            send([result = std::make_shared<const SimulationResult>(simulation.result())](
                     Outbox& outbox) { outbox.result = result; });
            return;
        }
        if (after - lastFrame >= frameInterval) {
            publish(simulation);
            lastFrame = after;
        }
        nextStep = step < due ? after : std::min(after + sliceGoal, lastFrame + frameInterval);
    }
}

bool SimulationRunner::Worker::waitForWork(std::optional<Clock::time_point> until)
{
    std::unique_lock lock(m_mutex);
    const auto hasWork = [this, &until] {
        return m_isStopping || !m_commands.empty() || m_isPaused == until.has_value();
    };
    if (until)
        m_wake.wait_until(lock, *until, hasWork);
    else
        m_wake.wait(lock, hasWork);
    return !m_isStopping;
}

void SimulationRunner::Worker::carryOutCommands(Simulation& simulation)
{
    std::vector<Command> commands;
    {
        const std::lock_guard lock(m_mutex);
        commands.swap(m_commands);
    }
    for (const Command& command : commands) {
        if (const auto* repair = std::get_if<Repair>(&command)) {
            simulation.repair(repair->target);
        } else if (auto done = simulation.inject(std::get<Fault>(command)); !done) {
            send([&](Outbox& outbox) { outbox.errors.push_back(std::move(done.error())); });
        }
    }
}

void SimulationRunner::Worker::publish(Simulation& simulation)
{
    auto frame = std::make_shared<SimulationFrame>(simulation.frame());
    send([&](Outbox& outbox) {
        if (outbox.frame != nullptr) // charts want every sample, also of a frame nobody looked at
            frame->newSamples.insert(frame->newSamples.begin(), outbox.frame->newSamples.begin(),
                                     outbox.frame->newSamples.end());
        outbox.frame = std::move(frame);
    });
}

SimulationRunner::SimulationRunner(const Catalogue& catalogue, QObject* parent)
    : QObject(parent)
    , m_catalogue(catalogue)
{}

SimulationRunner::~SimulationRunner() = default;

void SimulationRunner::play(const Architecture& architecture, const Scenario& scenario)
{
    start(architecture, std::make_unique<Scenario>(scenario));
}

void SimulationRunner::playDefault(const Architecture& architecture)
{
    start(architecture, nullptr);
}

void SimulationRunner::start(const Architecture& architecture, std::unique_ptr<Scenario> scenario)
{
    stop();
    ++m_generation;
    m_worker =
        std::make_unique<Worker>(*this, m_catalogue, architecture, std::move(scenario), m_speed);
    m_worker->start();
    setState(State::Playing);
}

void SimulationRunner::pause()
{
    if (m_state != State::Playing)
        return;
    m_worker->setPaused(true);
    setState(State::Paused);
}

void SimulationRunner::resume()
{
    if (m_state != State::Paused)
        return;
    m_worker->setPaused(false);
    setState(State::Playing);
}

void SimulationRunner::stop()
{
    ++m_generation;
    m_worker.reset();
    m_result.reset();
    if (m_state == State::Stopped)
        return;
    m_latest.reset();
    emit frameReady(nullptr);
    setState(State::Stopped);
}

void SimulationRunner::setSpeed(double factor)
{
    m_speed = std::clamp(factor, 0.1, 1000.0);
    if (m_worker != nullptr)
        m_worker->setSpeed(m_speed);
}

void SimulationRunner::inject(const Fault& fault)
{
    if (m_worker != nullptr)
        m_worker->command(fault);
}

void SimulationRunner::repair(const QString& target)
{
    if (m_worker != nullptr)
        m_worker->command(Repair{target.toStdString()});
}

void SimulationRunner::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged(state);
}

void SimulationRunner::take()
{
    const int generation = m_generation; // a listener may stop or start a run
    Outbox outbox = m_worker->takeOutbox();
    for (const Error& error : outbox.errors)
        emit failed(explained(error));
    if (generation != m_generation)
        return;
    if (outbox.couldNotStart)
        return stop();
    if (outbox.frame != nullptr) {
        m_latest = std::move(outbox.frame);
        emit frameReady(m_latest);
    }
    if (outbox.result != nullptr && generation == m_generation) {
        m_result = std::move(outbox.result);
        setState(State::Finished);
    }
}

} // namespace skydraft
