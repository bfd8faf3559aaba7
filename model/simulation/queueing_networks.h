// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace skydraft {

/// A station of a closed network: the service that one cycle of a user asks of it, and how many
/// servers share its queue.
struct ClosedStation
{
    double demand = 0; ///< visits times mean service
    std::uint32_t servers = 1;
};

struct ClosedFigures
{
    double throughput = 0;        ///< cycles per unit of time
    double response = 0;          ///< of one cycle, without thinking
    std::vector<double> inside{}; ///< mean number at each station
};

/// Exact mean value analysis (M. Reiser, S. Lavenberg, Mean-value analysis of closed multichain
/// queueing networks, 1980) of `users` who think `think` on average; stations with several servers
/// by their marginal probabilities. Time: users times the sum of the servers.
ClosedFigures closedNetwork(const std::vector<ClosedStation>& stations, double think,
                            std::uint32_t users);

/// A tandem of M/M/1 queues (J. R. Jackson, 1957; E. Reich, 1957): the times in them are
/// independent and exponential.
struct TandemFigures
{
    bool isStable = true;
    double response = 0;
    double inSystem = 0;
};
TandemFigures tandem(double arrivalRate, const std::vector<double>& serviceRates);
/// The time that `share` of the requests do not exceed on their way through the whole tandem.
double tandemQuantile(double arrivalRate, const std::vector<double>& serviceRates, double share);

/// P(sum of independent exponential times with these rates > time). Rates that are equal are set
/// apart by a millionth.
double hypoexponentialTail(std::vector<double> rates, double time);

/// Attempts per request, where each of 1 + `retries` fails with `failure` by chance alone:
/// (1 − f^(R+1)) / (1 − f).
double attemptsWithRetries(double failure, std::uint32_t retries);
/// The arrival rate at a station whose requests come back with `probability` until they succeed
/// (Bernoulli feedback; Jackson 1957).
double feedbackRate(double arrivalRate, double probability);

} // namespace skydraft
