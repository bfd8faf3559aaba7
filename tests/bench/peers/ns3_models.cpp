// SPDX-License-Identifier: GPL-3.0-or-later
//
// The models of bench_simulation.cpp on the core of ns-3: Simulator::Schedule with member
// functions, ExponentialRandomVariable for chance, Time in its default resolution (nanoseconds).
//
//     ns3_models --model=mm1|six-hops-8|six-hops-800 [--cpu=SECONDS] [--seed=N]
//                [--SchedulerType=ns3::PriorityQueueScheduler]
//
// Repeats whole runs until that much processor time has gone, and prints one line of JSON.
#include <queue>

#include <cstdint>
#include <ctime>
#include <iostream>
#include <ns3/core-module.h>
#include <string>
#include <vector>

using namespace ns3;

namespace {

constexpr double millisecond = 1e6; // nanoseconds

double processorSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

Ptr<ExponentialRandomVariable> exponential(double meanNs)
{
    auto variable = CreateObject<ExponentialRandomVariable>();
    variable->SetAttribute("Mean", DoubleValue(meanNs));
    return variable;
}

Time drawn(const Ptr<ExponentialRandomVariable>& variable)
{
    return NanoSeconds(static_cast<std::uint64_t>(variable->GetValue() + 0.5));
}

/// What a run is asked for.
struct Sums
{
    std::uint64_t offered = 0;
    std::uint64_t finished = 0;
    double latencyNs = 0;

    void record(Time latency)
    {
        ++finished;
        latencyNs += static_cast<double>(latency.GetNanoSeconds());
    }
};

struct Station;

struct Request
{
    Time began;
    Station* server = nullptr;
};

/// Workers with one queue. Tells `owner` when a service ends.
struct Station
{
    std::uint32_t workers = 1;
    std::uint32_t busy = 0;
    std::queue<Request*> waiting{};
    Ptr<ExponentialRandomVariable> service{};

    template <typename Owner>
    void arrive(Request* request, void (Owner::*done)(Request*), Owner* owner)
    {
        if (busy == workers) {
            waiting.push(request);
            return;
        }
        ++busy;
        Simulator::Schedule(drawn(service), done, owner, request);
    }

    template <typename Owner>
    void finish(void (Owner::*done)(Request*), Owner* owner)
    {
        if (waiting.empty()) {
            --busy;
            return;
        }
        Simulator::Schedule(drawn(service), done, owner, waiting.front());
        waiting.pop();
    }
};

/// One server, 1 ms, 80 % busy, for 2,000 s.
class OneQueue
{
public:
    explicit OneQueue(Sums& sums)
        : m_sums(sums)
    {
        m_station.service = exponential(millisecond);
        Simulator::Schedule(drawn(m_gap), &OneQueue::arrive, this);
        Simulator::Stop(Seconds(2000));
        Simulator::Run();
        Simulator::Destroy();
    }

private:
    void arrive()
    {
        Simulator::Schedule(drawn(m_gap), &OneQueue::arrive, this);
        ++m_sums.offered;
        m_station.arrive(new Request{Simulator::Now()}, &OneQueue::done, this);
    }

    void done(Request* request)
    {
        m_station.finish(&OneQueue::done, this);
        m_sums.record(Simulator::Now() - request->began);
        delete request;
    }

    Sums& m_sums;
    Ptr<ExponentialRandomVariable> m_gap = exponential(millisecond / 0.8);
    Station m_station;
};

/// Name, CDN, balancer, servers of four workers, cache, database; all with delays on the way.
class SixHops
{
public:
    SixHops(std::uint32_t servers, Sums& sums)
        : m_sums(sums)
        , m_gap(exponential(millisecond / (0.16 * servers)))
        , m_servers(servers)
    {
        m_cache.workers = servers;
        m_cache.service = exponential(0.2 * millisecond);
        m_database.workers = servers;
        m_database.service = exponential(5 * millisecond);
        const auto service = exponential(20 * millisecond);
        for (Station& server : m_servers) {
            server.workers = 4;
            server.service = service;
        }
        Simulator::Schedule(drawn(m_gap), &SixHops::arrive, this);
        Simulator::Stop(Seconds(300'000 / (160.0 * servers)));
        Simulator::Run();
        Simulator::Destroy();
    }

private:
    void arrive()
    {
        Simulator::Schedule(drawn(m_gap), &SixHops::arrive, this);
        ++m_sums.offered;
        Simulator::Schedule(m_cdnDelay, &SixHops::atCdn, this, new Request{Simulator::Now()});
    }

    void atCdn(Request* request)
    {
        Simulator::Schedule(m_balancerDelay, &SixHops::atBalancer, this, request);
    }

    void atBalancer(Request* request)
    {
        request->server = &m_servers[m_next];
        m_next = m_next + 1 == m_servers.size() ? 0 : m_next + 1;
        Simulator::Schedule(m_serverDelay, &SixHops::atServer, this, request);
    }

    void atServer(Request* request)
    {
        request->server->arrive(request, &SixHops::serverDone, this);
    }

    void serverDone(Request* request)
    {
        request->server->finish(&SixHops::serverDone, this);
        Simulator::Schedule(m_cacheDelay, &SixHops::atCache, this, request);
    }

    void atCache(Request* request) { m_cache.arrive(request, &SixHops::cacheDone, this); }

    void cacheDone(Request* request)
    {
        m_cache.finish(&SixHops::cacheDone, this);
        Simulator::Schedule(m_cacheDelay, &SixHops::cacheMissed, this, request);
    }

    void cacheMissed(Request* request)
    {
        Simulator::Schedule(m_databaseDelay, &SixHops::atDatabase, this, request);
    }

    void atDatabase(Request* request) { m_database.arrive(request, &SixHops::databaseDone, this); }

    void databaseDone(Request* request)
    {
        m_database.finish(&SixHops::databaseDone, this);
        Simulator::Schedule(m_databaseDelay, &SixHops::backAtServer, this, request);
    }

    void backAtServer(Request* request)
    {
        Simulator::Schedule(m_serverDelay, &SixHops::backAtBalancer, this, request);
    }

    void backAtBalancer(Request* request)
    {
        Simulator::Schedule(m_balancerDelay, &SixHops::backAtCdn, this, request);
    }

    void backAtCdn(Request* request)
    {
        Simulator::Schedule(m_cdnDelay, &SixHops::answered, this, request);
    }

    void answered(Request* request)
    {
        m_sums.record(Simulator::Now() - request->began);
        delete request;
    }

    const Time m_cdnDelay = MicroSeconds(2000);
    const Time m_balancerDelay = MicroSeconds(500);
    const Time m_serverDelay = MicroSeconds(200);
    const Time m_cacheDelay = MicroSeconds(200);
    const Time m_databaseDelay = MicroSeconds(500);

    Sums& m_sums;
    Ptr<ExponentialRandomVariable> m_gap;
    std::vector<Station> m_servers;
    std::size_t m_next = 0;
    Station m_cache;
    Station m_database;
};

} // namespace

int main(int argumentCount, char** arguments)
{
    std::string model = "mm1";
    double cpu = 5;
    std::uint32_t seed = 1;
    CommandLine commandLine;
    commandLine.AddValue("model", "mm1, six-hops-8 or six-hops-800", model);
    commandLine.AddValue("cpu", "seconds of processor time", cpu);
    commandLine.AddValue("seed", "of the first run", seed);
    commandLine.Parse(argumentCount, arguments); // also SchedulerType, a global value of ns-3

    Sums sums;
    double spent = 0;
    const double start = processorSeconds();
    RngSeedManager::SetSeed(1);
    for (std::uint32_t run = seed; spent < cpu; ++run) {
        RngSeedManager::SetRun(run);
        if (model == "mm1")
            OneQueue{sums};
        else if (model == "six-hops-8")
            SixHops{8, sums};
        else if (model == "six-hops-800")
            SixHops{800, sums};
        else
            return 2;
        spent = processorSeconds() - start;
    }
    std::cout.precision(10);
    std::cout << R"({"requests": )" << sums.offered << R"(, "cpu_s": )" << spent
              << R"(, "mean_ms": )"
              << sums.latencyNs / millisecond / static_cast<double>(sums.finished) << "}\n";
}
