// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/queueing_formulas.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace skydraft {

namespace {

constexpr std::uint32_t mostSteps = 20'000;
constexpr std::uint32_t mostExactServers = 64;

/// The least x >= 0 with tail(x) <= 1 - share, for a tail that falls.
template <typename Tail>
double quantileOf(const Tail& tail, double share, double scale)
{
    const double wanted = 1 - share;
    double low = 0;
    double high = scale;
    while (tail(high) > wanted && high < scale * 1e15) {
        low = high;
        high *= 2;
    }
    for (int step = 0; step < 100 && high - low > 1e-13 * high; ++step) {
        const double middle = (low + high) / 2;
        (tail(middle) > wanted ? low : high) = middle;
    }
    return (low + high) / 2;
}

QueueFigures overloaded()
{
    return QueueFigures{.isStable = false};
}

/// Fills in the rest from the mean wait, by Little's law.
QueueFigures fromWait(double arrivalRate, double meanService, std::uint32_t servers,
                      double meanWait, double waitProbability)
{
    QueueFigures figures;
    figures.utilization = arrivalRate * meanService / servers;
    figures.waitProbability = waitProbability;
    figures.meanWait = meanWait;
    figures.meanResponse = meanWait + meanService;
    figures.meanInQueue = arrivalRate * meanWait;
    figures.meanInSystem = arrivalRate * figures.meanResponse;
    figures.throughput = arrivalRate;
    return figures;
}

struct GeometricSums
{
    double ones = 0;    ///< Σ r^j, j = 0 … last
    double numbers = 0; ///< Σ j r^j
};

/// For r <= 1.
GeometricSums geometricSums(double r, double last)
{
    if (1 - r < 1e-7)
        return {last + 1, last * (last + 1) / 2};
    const double power = std::pow(r, last);
    return {(1 - power * r) / (1 - r),
            r * (1 - (last + 1) * power + last * power * r) / ((1 - r) * (1 - r))};
}

} // namespace

double normalDistribution(double x)
{
    return std::erfc(-x / std::numbers::sqrt2) / 2;
}

double normalDensity(double x)
{
    return std::exp(-x * x / 2) * (std::numbers::inv_sqrtpi / std::numbers::sqrt2);
}

double erlangB(double load, std::uint32_t servers)
{
    if (load <= 0)
        return servers == 0 ? 1 : 0;
    if (servers > mostSteps) {
        const double root = std::sqrt(load);
        const double spare = (servers - load) / root;
        const double below = normalDistribution(spare);
        return below > 0 ? std::min(normalDensity(spare) / (root * below), 1.0)
                         : 1 - servers / load;
    }
    double blocked = 1;
    for (std::uint32_t k = 1; k <= servers; ++k)
        blocked = load * blocked / (k + load * blocked);
    return blocked;
}

double erlangC(double load, std::uint32_t servers)
{
    if (load >= servers)
        return 1;
    const double blocked = erlangB(load, servers);
    return blocked / (1 - load / servers * (1 - blocked));
}

QueueFigures queueMMc(double arrivalRate, double serviceRate, std::uint32_t servers)
{
    const double load = arrivalRate / serviceRate;
    if (load >= servers)
        return overloaded();
    const double waiting = erlangC(load, servers);
    return fromWait(arrivalRate, 1 / serviceRate, servers,
                    waiting / (servers * serviceRate - arrivalRate), waiting);
}

double responseTailMMc(double arrivalRate, double serviceRate, std::uint32_t servers, double time)
{
    const double spare = servers * serviceRate - arrivalRate;
    if (spare <= 0)
        return 1;
    const double waiting = erlangC(arrivalRate / serviceRate, servers);
    const double served = std::exp(-serviceRate * time);
    const double difference = spare - serviceRate;
    // Wait and service of the same rate: their sum is Erlang with two stages.
    if (std::abs(difference) < 1e-9 * serviceRate)
        return served * (1 + waiting * serviceRate * time);
    return served * (1 - waiting)
           + waiting * (spare * served - serviceRate * std::exp(-spare * time)) / difference;
}

double responseQuantileMMc(double arrivalRate, double serviceRate, std::uint32_t servers,
                           double share)
{
    if (arrivalRate >= servers * serviceRate)
        return std::numeric_limits<double>::infinity();
    const double spare = servers * serviceRate - arrivalRate;
    const double waiting = erlangC(arrivalRate / serviceRate, servers);
    const double difference = spare - serviceRate;
    const bool isEven = std::abs(difference) < 1e-9 * serviceRate;
    return quantileOf(
        [&](double time) {
            const double served = std::exp(-serviceRate * time);
            if (isEven)
                return served * (1 + waiting * serviceRate * time);
            return served * (1 - waiting)
                   + waiting * (spare * served - serviceRate * std::exp(-spare * time))
                         / difference;
        },
        share, 1 / serviceRate);
}

double waitQuantileMMc(double arrivalRate, double serviceRate, std::uint32_t servers, double share)
{
    const double spare = servers * serviceRate - arrivalRate;
    if (spare <= 0)
        return std::numeric_limits<double>::infinity();
    const double waiting = erlangC(arrivalRate / serviceRate, servers);
    return waiting > 1 - share ? std::log(waiting / (1 - share)) / spare : 0;
}

QueueFigures queueMMcK(double arrivalRate, double serviceRate, std::uint32_t servers,
                       std::uint32_t places)
{
    const double load = arrivalRate / serviceRate;
    QueueFigures figures;
    if (load <= 0) {
        figures.meanResponse = 1 / serviceRate;
        return figures;
    }
    const double ratio = load / servers;
    const double waitingPlaces = places - servers;
    const double blocked = erlangB(load, servers);
    // Weights relative to the state "all servers busy, nobody waits"; relative to the full system
    // where it is overloaded, so that nothing grows beyond the numbers.
    double below = blocked > 0 ? 1 / blocked - 1 : std::numeric_limits<double>::infinity();
    double top = 0;
    GeometricSums sums;
    if (ratio <= 1) {
        sums = geometricSums(ratio, waitingPlaces);
        top = std::pow(ratio, waitingPlaces);
    } else {
        const double inverse = 1 / ratio;
        const GeometricSums other = geometricSums(inverse, waitingPlaces);
        sums = {other.ones, waitingPlaces * other.ones - other.numbers};
        below *= std::pow(inverse, waitingPlaces);
        top = 1;
    }
    const double all = below + sums.ones;
    figures.lossProbability = top / all;
    figures.throughput = std::min(arrivalRate * (1 - figures.lossProbability),
                                  servers * serviceRate); // of rounding when nearly all are lost
    figures.utilization = figures.throughput / (servers * serviceRate);
    figures.meanInQueue = sums.numbers / all;
    figures.meanInSystem = figures.meanInQueue + figures.throughput / serviceRate;
    figures.meanWait = figures.throughput > 0 ? figures.meanInQueue / figures.throughput : 0;
    figures.meanResponse = figures.meanWait + 1 / serviceRate;
    figures.waitProbability =
        figures.lossProbability < 1 ? (sums.ones - top) / all / (1 - figures.lossProbability) : 0;
    return figures;
}

QueueFigures queueMG1(double arrivalRate, double meanService, double variation)
{
    const double load = arrivalRate * meanService;
    if (load >= 1)
        return overloaded();
    return fromWait(arrivalRate, meanService, 1,
                    load * meanService * (1 + variation) / (2 * (1 - load)), load);
}

double waitDistributionMD1(double arrivalRate, double service, double time)
{
    const double load = arrivalRate * service;
    if (load >= 1 || time < 0)
        return 0;
    const auto sum = [&](double at) {
        double total = 0;
        for (double k = 0; k <= std::floor(at / service); ++k) {
            const double x = arrivalRate * (at - k * service);
            double term = std::exp(x);
            for (double j = 1; j <= k; ++j)
                term *= -x / j;
            total += term;
        }
        return std::min((1 - load) * total, 1.0);
    };
    constexpr double largestExponent = 14; // the largest terms are some 1e8: eight digits are left
    if (arrivalRate * time <= largestExponent)
        return sum(time);
    // The tail falls like e^(-d t), where load (e^(d D) - 1) = d D.
    const double last = largestExponent / arrivalRate;
    double low = 1e-12;
    double high = 1;
    while (load * std::expm1(high) < high)
        high *= 2;
    for (int step = 0; step < 200; ++step) {
        const double middle = (low + high) / 2;
        (load * std::expm1(middle) < middle ? low : high) = middle;
    }
    return 1 - (1 - sum(last)) * std::exp(-low / service * (time - last));
}

double waitQuantileMD1(double arrivalRate, double service, double share)
{
    if (arrivalRate * service >= 1)
        return std::numeric_limits<double>::infinity();
    return quantileOf(
        [&](double time) { return 1 - waitDistributionMD1(arrivalRate, service, time); }, share,
        service);
}

namespace {

/// E[e^(-s t)] of a time between arrivals.
double transform(double arrivalRate, std::uint32_t stages, double s)
{
    if (stages == 0)
        return std::exp(-s / arrivalRate);
    const double rate = stages * arrivalRate;
    return std::pow(rate / (rate + s), static_cast<double>(stages));
}

double sigma(double arrivalRate, std::uint32_t stages, double fullRate)
{
    // The transform is convex with a fixed point at 1: Newton's steps from 0 rise to the root
    // below.
    double root = 0;
    for (int step = 0; step < 100; ++step) {
        const double s = fullRate * (1 - root);
        const double value = transform(arrivalRate, stages, s);
        const double slope = stages == 0 ? fullRate / arrivalRate * value
                                         : fullRate * stages / (stages * arrivalRate + s) * value;
        if (slope >= 1)
            break;
        const double change = (value - root) / (1 - slope);
        root += change;
        if (change <= 1e-15)
            break;
    }
    return std::min(root, 1 - 1e-12);
}

} // namespace

double sigmaErlangM1(double arrivalRate, std::uint32_t stages, double serviceRate)
{
    return arrivalRate < serviceRate ? sigma(arrivalRate, stages, serviceRate) : 1;
}

QueueFigures queueErlangMc(double arrivalRate, std::uint32_t stages, double serviceRate,
                           std::uint32_t servers)
{
    if (arrivalRate >= servers * serviceRate)
        return overloaded();
    if (arrivalRate <= 0 || stages == 1)
        return queueMMc(arrivalRate, serviceRate, servers);
    if (servers > mostExactServers)
        return queueGGc(arrivalRate, serviceRate, servers, stages == 0 ? 0 : 1.0 / stages, 1);
    const double root = sigma(arrivalRate, stages, servers * serviceRate);
    double sum = 1 / (1 - root);
    double binomial = 1;
    double product = 1;
    for (std::uint32_t j = 1; j <= servers; ++j) {
        const double phi = transform(arrivalRate, stages, j * serviceRate);
        binomial *= static_cast<double>(servers - j + 1) / j;
        product *= phi / (1 - phi);
        const double below = servers * (1 - root) - j;
        if (product <= 0 || std::abs(below) < 1e-9)
            continue; // a removable singularity: its neighbours carry the sum
        sum += binomial / (product * (1 - phi)) * (servers * (1 - phi) - j) / below;
    }
    const double weight = 1 / sum;
    const double waiting = std::clamp(weight / (1 - root), 0.0, 1.0);
    return fromWait(arrivalRate, 1 / serviceRate, servers,
                    waiting / (servers * serviceRate * (1 - root)), waiting);
}

QueueFigures queueGGc(double arrivalRate, double serviceRate, std::uint32_t servers,
                      double arrivalVariation, double serviceVariation)
{
    const QueueFigures poisson = queueMMc(arrivalRate, serviceRate, servers);
    if (!poisson.isStable)
        return poisson;
    const double variation = arrivalVariation + serviceVariation;
    double correction = 1;
    if (arrivalVariation < 1 && variation > 0 && poisson.utilization > 0) {
        const double uneven = 1 - arrivalVariation;
        correction = std::exp(-2 * (1 - poisson.utilization) / (3 * poisson.utilization) * uneven
                              * uneven / variation);
    }
    return fromWait(arrivalRate, 1 / serviceRate, servers,
                    poisson.meanWait * variation / 2 * correction,
                    poisson.waitProbability * (arrivalVariation < 1 ? correction : 1));
}

double responsePS(double arrivalRate, double meanService, double service)
{
    const double load = arrivalRate * meanService;
    return load < 1 ? service / (1 - load) : std::numeric_limits<double>::infinity();
}

double inServiceMGInfinity(double arrivalRate, double meanService)
{
    return arrivalRate * meanService;
}

PriorityWaits waitsWithPriority(double firstRate, double secondRate, double serviceRate)
{
    const double first = firstRate / serviceRate;
    const double both = first + secondRate / serviceRate;
    const double infinite = std::numeric_limits<double>::infinity();
    const double residual = std::min(both, 1.0) / serviceRate;
    return {first < 1 ? residual / (1 - first) : infinite,
            both < 1 ? residual / ((1 - first) * (1 - both)) : infinite};
}

QueueFigures queueErlangA(double arrivalRate, double serviceRate, std::uint32_t servers,
                          double abandonRate)
{
    if (abandonRate <= 0)
        return queueMMc(arrivalRate, serviceRate, servers);
    // Weights relative to the state "all servers busy, nobody waits"; those below sum to 1/B - 1.
    const double load = arrivalRate / serviceRate;
    const double blocked = erlangB(load, servers);
    if (blocked <= 0)
        return queueMMc(arrivalRate, serviceRate, servers);
    double waitingWeight = 0;
    double numbers = 0;
    double weight = 1;
    double scale = 1;
    double below = 1 / blocked - 1;
    for (std::uint32_t waiting = 0; weight > 1e-18 * (waitingWeight + below); ++waiting) {
        waitingWeight += weight;
        numbers += waiting * weight;
        weight *= arrivalRate / (servers * serviceRate + (waiting + 1.0) * abandonRate);
        if (weight > 1e200) {
            for (double* part : {&waitingWeight, &numbers, &weight, &below, &scale})
                *part *= 1e-200;
        }
    }
    const double all = waitingWeight + below;
    QueueFigures figures;
    figures.waitProbability = waitingWeight / all;
    figures.meanInQueue = numbers / all;
    figures.lossProbability = abandonRate * figures.meanInQueue / arrivalRate;
    figures.throughput = arrivalRate * (1 - figures.lossProbability);
    figures.utilization = figures.throughput / (servers * serviceRate);
    figures.meanInSystem = figures.meanInQueue + figures.throughput / serviceRate;
    figures.meanWait = figures.meanInQueue / arrivalRate;
    figures.meanResponse = figures.meanWait + (1 - figures.lossProbability) / serviceRate;
    return figures;
}

double responseForkJoin2(double arrivalRate, double serviceRate)
{
    const double load = arrivalRate / serviceRate;
    return load < 1 ? (12 - load) / 8 / (serviceRate - arrivalRate)
                    : std::numeric_limits<double>::infinity();
}

double responseOfChoices(double load, double serviceRate, std::uint32_t choices)
{
    if (load >= 1)
        return std::numeric_limits<double>::infinity();
    if (choices <= 1)
        return 1 / (serviceRate * (1 - load));
    double sum = 0;
    double exponent = 0; // (d^i - d) / (d - 1): 0, d, d + d², …
    double step = choices;
    for (double term = 1; term > 1e-18; term = std::pow(load, exponent)) {
        sum += term;
        exponent += step;
        step *= choices;
    }
    return sum / serviceRate;
}

double departureVariation(double utilization, std::uint32_t servers, double arrivalVariation,
                          double serviceVariation)
{
    const double square = utilization * utilization;
    return 1 + (1 - square) * (arrivalVariation - 1)
           + square / std::sqrt(static_cast<double>(std::max(servers, 1U)))
                 * (std::max(serviceVariation, 0.2) - 1);
}

} // namespace skydraft
