// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/queueing_networks.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace skydraft {

namespace {

/// Of a station with several servers: probabilities of 0 … servers - 1 requests there.
struct Marginals
{
    std::vector<double> probabilities{};
};

double residenceOf(const ClosedStation& station, double inside, const Marginals& marginals)
{
    if (station.servers <= 1)
        return station.demand * (1 + inside);
    double spare = 0;
    for (std::uint32_t j = 0; j + 1 < station.servers; ++j)
        spare += (station.servers - 1.0 - j) * marginals.probabilities[j];
    return station.demand / station.servers * (1 + inside + spare);
}

void moveOn(const ClosedStation& station, double throughput, Marginals& marginals)
{
    if (station.servers <= 1)
        return;
    std::vector<double>& p = marginals.probabilities;
    const double busy = throughput * station.demand;
    double idle = 0;
    for (std::uint32_t j = station.servers - 1; j >= 1; --j) {
        p[j] = busy / j * p[j - 1];
        idle += (station.servers - static_cast<double>(j)) * p[j];
    }
    p[0] = std::max(1 - (busy + idle) / station.servers, 0.0);
}

} // namespace

ClosedFigures closedNetwork(const std::vector<ClosedStation>& stations, double think,
                            std::uint32_t users)
{
    ClosedFigures figures;
    figures.inside.assign(stations.size(), 0);
    std::vector<Marginals> marginals(stations.size());
    for (std::size_t i = 0; i < stations.size(); ++i) {
        marginals[i].probabilities.assign(std::max(stations[i].servers, 1U), 0);
        marginals[i].probabilities.front() = 1;
    }
    std::vector<double> residence(stations.size());
    for (std::uint32_t user = 1; user <= users; ++user) {
        figures.response = 0;
        for (std::size_t i = 0; i < stations.size(); ++i) {
            residence[i] = residenceOf(stations[i], figures.inside[i], marginals[i]);
            figures.response += residence[i];
        }
        const double cycle = think + figures.response;
        figures.throughput = cycle > 0 ? user / cycle : 0;
        for (std::size_t i = 0; i < stations.size(); ++i) {
            figures.inside[i] = figures.throughput * residence[i];
            moveOn(stations[i], figures.throughput, marginals[i]);
        }
    }
    return figures;
}

TandemFigures tandem(double arrivalRate, const std::vector<double>& serviceRates)
{
    TandemFigures figures;
    for (const double rate : serviceRates) {
        if (arrivalRate >= rate)
            return TandemFigures{.isStable = false};
        figures.response += 1 / (rate - arrivalRate);
    }
    figures.inSystem = arrivalRate * figures.response;
    return figures;
}

double hypoexponentialTail(std::vector<double> rates, double time)
{
    std::sort(rates.begin(), rates.end());
    for (std::size_t i = 1; i < rates.size(); ++i)
        rates[i] = std::max(rates[i], rates[i - 1] * (1 + 1e-6));
    double tail = 0;
    for (std::size_t i = 0; i < rates.size(); ++i) {
        double weight = std::exp(-rates[i] * time);
        for (std::size_t j = 0; j < rates.size(); ++j)
            if (j != i)
                weight *= rates[j] / (rates[j] - rates[i]);
        tail += weight;
    }
    return std::clamp(tail, 0.0, 1.0);
}

double tandemQuantile(double arrivalRate, const std::vector<double>& serviceRates, double share)
{
    std::vector<double> rates;
    double scale = 0;
    for (const double rate : serviceRates) {
        if (arrivalRate >= rate)
            return std::numeric_limits<double>::infinity();
        rates.push_back(rate - arrivalRate);
        scale += 1 / rates.back();
    }
    double low = 0;
    double high = scale;
    while (hypoexponentialTail(rates, high) > 1 - share && high < 1e9 * scale)
        high *= 2;
    for (int step = 0; step < 80; ++step) {
        const double middle = (low + high) / 2;
        (hypoexponentialTail(rates, middle) > 1 - share ? low : high) = middle;
    }
    return (low + high) / 2;
}

double attemptsWithRetries(double failure, std::uint32_t retries)
{
    if (failure >= 1)
        return retries + 1.0;
    return (1 - std::pow(failure, retries + 1.0)) / (1 - failure);
}

double feedbackRate(double arrivalRate, double probability)
{
    return probability < 1 ? arrivalRate / (1 - probability)
                           : std::numeric_limits<double>::infinity();
}

} // namespace skydraft
