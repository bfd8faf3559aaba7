// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"
#include "model/simulation/recording.h"
#include "widgets/session/played_run.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace skydraft {

/// What the worker has for the window. Of what is drawn the newest only; of what charts show, all
/// since the window looked.
struct SimulationNews
{
    struct OfRun
    {
        std::vector<SecondSample> samples{};
        std::map<ResourceId, std::vector<NodePoint>> nodes{};
        std::vector<Incident> incidents{};
        std::vector<ScalingEvent> scaling{};
        double playedS = 0;
        double endS = 0;
        std::uint64_t offered = 0;
        std::uint64_t succeeded = 0;
        std::uint64_t failed = 0;
        std::optional<Fault> difference{};
        std::shared_ptr<const SimulationResult> soFar{};
        std::shared_ptr<const SimulationResult> result{};
        std::optional<EngineKind> engine{};
        double errorBound = 0;
        TheoryPointer theory{};
    };
    struct Branch
    {
        int id = 0;
        int parent = 0;
        double atS = 0;
        std::size_t samples = 0; ///< so many are the parent's
    };

    std::shared_ptr<SimulationFrame> frame{};
    int shownRun = 0;
    std::map<int, OfRun> runs{};
    std::vector<Branch> branches{};
    std::vector<Error> errors{};
    bool isBranchRefused = false; ///< there are too many
    bool isDeedRefused = false;   ///< the flow engine plays what the scenario says only
    bool couldNotStart = false;
    std::uint64_t ordersFollowed = 0; ///< when `frame` was taken
};

class FlowRun;

/// The thread of SimulationRunner: owns the runs and plays one of them. All public functions may be
/// called from the window's thread and return at once; the destructor waits for the thread.
class SimulationWorker : public QThread
{
    Q_OBJECT

public:
    static constexpr int mostRuns = 8;

    /// `announce` is called from this thread when there is news, once until takeNews().
    SimulationWorker(const Catalogue& catalogue, Architecture architecture,
                     std::unique_ptr<Scenario> scenario, EngineChoice engine, double speed,
                     std::function<void()> announce);
    ~SimulationWorker() override;

    struct Repair
    {
        std::string target{};
    };
    struct Seek
    {
        SimTime time{};
    };
    struct MakeBranch
    {};
    struct Show
    {
        int run = 0;
    };
    using Command = std::variant<Fault, Repair, Seek, MakeBranch, Show>;

    void setPaused(bool isPaused);
    void setSpeed(double speed);
    void command(Command command);
    /// So many calls of setPaused() and command(). News that followed fewer are of the time before.
    std::uint64_t orders() const { return m_orders; }
    SimulationNews takeNews();

protected:
    void run() override;

private:
    struct Run
    {
        Recording recording;
        double workMs = 0;        ///< since its last keyframe
        SimTime nextPoint{};      ///< when charts get the next point of resources
        bool isUnchanged = false; ///< a branch to which nothing has been done yet
    };

    template <class Change>
    void tell(const Change& change);
    template <class Put>
    void send(const Put& put);
    bool isStopping();
    bool waitForWork(std::optional<std::chrono::steady_clock::time_point> until);
    EngineKind choose(const SimulationPlan& plan) const;
    bool prepare(SimulationPlan plan);
    void play();
    void advance(SimTime step);
    void advanceFlow(SimTime step);
    void record(Run& run, SimTime until);
    void takePoint(int id, Run& run);
    static void addPoints(const SimulationFrame& frame, SimulationNews::OfRun& news);
    struct Orders
    {
        std::vector<Command> commands{};
        bool isPaused = false;
        double speed = 1;
        std::uint64_t count = 0;
    };
    Orders takeOrders();
    void carryOut(const Fault& fault);
    void carryOut(const Repair& repair);
    void carryOut(const Seek& seek);
    void carryOut(const MakeBranch&);
    void carryOut(const Show& show);
    bool refusesDeeds();
    bool branchOff();
    void shareMemory();
    enum class Figures
    {
        NowAndThen,
        Always
    };
    void publish(Figures figures = Figures::NowAndThen);
    void publishFlow(Figures figures);
    bool isTimeForFigures(Figures figures);
    SimTime shownNow() const;
    bool isAtEnd() const;
    Run& shown() { return m_runs[static_cast<std::size_t>(m_shown)]; }
    const Run& shown() const { return m_runs[static_cast<std::size_t>(m_shown)]; }

    const Catalogue& m_catalogue;
    const Architecture m_architecture;
    const std::unique_ptr<Scenario> m_scenario;
    const EngineChoice m_engine;
    const std::function<void()> m_announce;

    // The thread's own.
    std::unique_ptr<FlowRun> m_flow; ///< null: the event engine plays m_runs
    SimTime m_nextFlowPoint{};
    std::vector<Run> m_runs;
    int m_shown = 0;
    std::optional<Simulation> m_view; ///< where the shown run is looked back at
    SimTime m_pointEvery{};
    std::chrono::steady_clock::time_point m_lastFigures{}; ///< when all figures were sent
    std::uint64_t m_ordersFollowed = 0;

    std::mutex m_mutex; // guards what follows
    std::condition_variable m_wake;
    bool m_isStopping = false;
    bool m_isPaused = false;
    bool m_isTold = false;
    double m_speed = 1;
    std::vector<Command> m_commands;
    std::uint64_t m_orders = 0; ///< changed by the window's thread only
    SimulationNews m_news;
    bool m_isAnnounced = false;
};

/// One announcement however often the worker sends: a window that is slow finds the newest values.
template <class Put>
void SimulationWorker::send(const Put& put)
{
    {
        const std::lock_guard lock(m_mutex);
        put(m_news);
        if (std::exchange(m_isAnnounced, true))
            return;
    }
    m_announce();
}

} // namespace skydraft
