// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace skydraft {

/// What textbooks say about one queue in its steady state. Every function takes rates and times in
/// one unit of the caller's choice (requests per second and seconds, say) and answers in it.
/// Arguments are finite and not negative.
///
/// Sources: [K] L. Kleinrock, Queueing Systems I (1975) and II (1976). [A] A. O. Allen,
/// Probability, Statistics, and Queueing Theory (2nd edition, 1990). [T] L. Takács, Introduction to
/// the Theory of Queues (1962). [KLB] W. Krämer, M. Langenbach-Belz, Approximate formulae for the
/// delay in the queueing system GI/G/1 (ITC 8, 1976). [GKM] O. Garnett, A. Mandelbaum, M. Reiman,
/// Designing a call center with impatient customers (2002). [M] M. Mitzenmacher, The power of two
/// choices in randomized load balancing (2001). [FH] L. Flatto, S. Hahn, Two parallel queues
/// created by arrivals with two demands (1984).
struct QueueFigures
{
    bool isStable = true;       ///< false: more work arrives than can be done; all else is 0
    double utilization = 0;     ///< busy servers / servers
    double waitProbability = 0; ///< of an arrival that is let in
    double meanWait = 0;        ///< Wq, of those that are let in
    double meanResponse = 0;    ///< W
    double meanInQueue = 0;     ///< Lq
    double meanInSystem = 0;    ///< L
    double lossProbability = 0; ///< of an arrival that finds no place, or that loses patience
    double throughput = 0;      ///< served per unit of time
};

/// Erlang's loss formula [K I, 3.6]: the share of arrivals that find all `servers` busy and go
/// away. `load` is arrival rate times mean service time. For more than 20,000 servers the normal
/// approximation in the style of Halfin and Whitt (1981).
double erlangB(double load, std::uint32_t servers);
/// Erlang's delay formula [K I, 3.5]: the share of arrivals that wait; 1 at or beyond full load.
double erlangC(double load, std::uint32_t servers);

/// M/M/c [K I, 3.5].
QueueFigures queueMMc(double arrivalRate, double serviceRate, std::uint32_t servers);
/// P(time in an M/M/c system > time) [A, table 5]; 1 for an overloaded one.
double responseTailMMc(double arrivalRate, double serviceRate, std::uint32_t servers, double time);
/// The time that `share` (0..1) of the requests do not exceed, waiting and served.
double responseQuantileMMc(double arrivalRate, double serviceRate, std::uint32_t servers,
                           double share);
/// The same for the wait alone: exponential for those that wait.
double waitQuantileMMc(double arrivalRate, double serviceRate, std::uint32_t servers, double share);

/// M/M/c/K [K I, 3.6]: at most `places` requests, in service or waiting; places >= servers. Stable
/// at any load.
QueueFigures queueMMcK(double arrivalRate, double serviceRate, std::uint32_t servers,
                       std::uint32_t places);

/// M/G/1 by Pollaczek and Khinchine [K I, 5.6]; `variation` is the squared coefficient of variation
/// of the service time: 0 for M/D/1, 1 for M/M/1.
QueueFigures queueMG1(double arrivalRate, double meanService, double variation);
/// P(wait <= time) of M/D/1 (A. K. Erlang, 1909). The alternating sum is used while its terms stay
/// below some 1e8, the exponential tail of the same queue beyond.
double waitDistributionMD1(double arrivalRate, double service, double time);
double waitQuantileMD1(double arrivalRate, double service, double share);

/// The root of σ = A*(μ(1−σ)) of G/M/1 [K I, 6.4], where the times between arrivals are Erlang with
/// `stages` stages; 0 stages: always the same.
double sigmaErlangM1(double arrivalRate, std::uint32_t stages, double serviceRate);
/// E_k/M/c and D/M/c, exactly [T, chapter 2, theorem 3]: arrivals that a round robin over k servers
/// lets through to one of them. At most 64 servers; beyond it is queueGGc.
QueueFigures queueErlangMc(double arrivalRate, std::uint32_t stages, double serviceRate,
                           std::uint32_t servers);

/// G/G/c as Allen and Cunneen [A, 5.3.4] with the correction of [KLB] for arrivals more even than
/// Poisson: `arrivalVariation` and `serviceVariation` are squared coefficients of variation.
QueueFigures queueGGc(double arrivalRate, double serviceRate, std::uint32_t servers,
                      double arrivalVariation, double serviceVariation);

/// M/G/1 with processor sharing [K II, 4.4]: the response of a job that takes `service` alone.
/// Insensitive to the distribution; infinite when overloaded.
double responsePS(double arrivalRate, double meanService, double service);
/// M/G/∞: the mean number at work, which is Poisson distributed [K I, 3.4].
double inServiceMGInfinity(double arrivalRate, double meanService);

struct PriorityWaits
{
    double first = 0;
    double second = 0;
};
/// M/M/1 with two classes, the first served before the second, nobody interrupted (Cobham 1954;
/// [K II, 3.6]).
PriorityWaits waitsWithPriority(double firstRate, double secondRate, double serviceRate);

/// M/M/c+M, "Erlang-A" [GKM]: whoever waits gives up after an exponential patience with mean
/// 1 / `abandonRate`. `lossProbability` is the share that gives up.
QueueFigures queueErlangA(double arrivalRate, double serviceRate, std::uint32_t servers,
                          double abandonRate);

/// A request that forks into two M/M/1 queues and is done when both are: exact mean [FH].
double responseForkJoin2(double arrivalRate, double serviceRate);

/// Many M/M/1 servers, each arrival joining the shorter of `choices` random ones, in the limit of
/// infinitely many servers [M]: the mean response. `load` < 1 per server.
double responseOfChoices(double load, double serviceRate, std::uint32_t choices);

/// The squared coefficient of variation of departures of a G/G/c queue (W. Whitt, The Queueing
/// Network Analyzer, 1983, equation 39).
double departureVariation(double utilization, std::uint32_t servers, double arrivalVariation,
                          double serviceVariation);

/// Standard normal distribution and density.
double normalDistribution(double x);
double normalDensity(double x);

} // namespace skydraft
