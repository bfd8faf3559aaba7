// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/flow_station.h"

#include "model/simulation/portable_math.h"
#include "model/simulation/queueing_formulas.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace skydraft {

namespace {

constexpr double fullest = 0.998;
constexpr std::size_t entries = 64;

std::uint64_t mixed(std::uint64_t history, double value)
{
    std::uint64_t z = (history ^ std::bit_cast<std::uint64_t>(value)) + 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
}

/// (1 − e^(−x)) / x
double relaxed(double x)
{
    return x < 1e-6 ? 1 - x / 2 : -std::expm1(-x) / x;
}

} // namespace

LoadTable::LoadTable(std::uint32_t workers, double arrivalVariation, double serviceVariation,
                     std::uint32_t pooled)
    : m_workers(workers)
{
    const double stages = arrivalVariation > 0 ? 1 / arrivalVariation : 0;
    const bool isPoisson = std::abs(arrivalVariation - 1) < 1e-3;
    const bool isExponential = std::abs(serviceVariation - 1) < 1e-6;
    const bool isErlang = isExponential && !isPoisson && pooled == 1 && workers <= 32
                          && std::abs(stages - std::round(stages)) < 0.01;
    for (std::size_t i = 0; i < entries; ++i) {
        // Dense where a queue is nearly full.
        const double step = static_cast<double>(i) / (entries - 1);
        const double load = fullest * (1 - (1 - step) * (1 - step));
        QueueFigures figures;
        if (load > 0 && isErlang)
            figures =
                queueErlangMc(load * workers, static_cast<std::uint32_t>(stages + 0.5), 1, workers);
        else if (load > 0)
            figures = queueGGc(load * workers * pooled, 1, workers * pooled,
                               pooled > 1 ? 1 : arrivalVariation, serviceVariation);
        m_loads.push_back(load);
        m_levels.push_back(load * workers * (1 + figures.meanWait));
        m_waits.push_back(figures.waitProbability);
    }
    m_isPlain = isPoisson && isExponential && pooled == 1;
    m_tail = m_levels.back() * (1 - fullest);
    m_identity = m_levels.back() + m_levels[entries / 2];
}

LoadTable::Reading LoadTable::at(double level) const
{
    if (level >= m_levels.back()) {
        const double spare = m_tail / std::max(level, 1e-300);
        return {m_workers * (1 - spare), m_workers * spare / std::max(level, 1e-300), 1 - spare};
    }
    const auto next = std::upper_bound(m_levels.begin(), m_levels.end(), level);
    const auto high =
        static_cast<std::size_t>(std::max<std::ptrdiff_t>(next - m_levels.begin(), 1));
    const double span = m_levels[high] - m_levels[high - 1];
    const double share = (level - m_levels[high - 1]) / span;
    const double loads = m_loads[high] - m_loads[high - 1];
    return {m_workers * (m_loads[high - 1] + share * loads), m_workers * loads / span,
            m_waits[high - 1] + share * (m_waits[high] - m_waits[high - 1])};
}

double LoadTable::levelAt(double load) const
{
    if (load >= fullest)
        return load < 1 ? m_tail / (1 - load) : std::numeric_limits<double>::infinity();
    const double step = (1 - std::sqrt(1 - load / fullest)) * (entries - 1);
    const auto low = std::min(static_cast<std::size_t>(step), entries - 2);
    const double share = (load - m_loads[low]) / (m_loads[low + 1] - m_loads[low]);
    return m_levels[low] + share * (m_levels[low + 1] - m_levels[low]);
}

FlowStation::FlowStation(std::uint32_t workers, std::uint32_t queueLimit, double serviceS)
    : m_mode(workers == endless ? Mode::Endless : Mode::Normal)
    , m_workers(workers)
    , m_places(queueLimit == endless ? std::numeric_limits<double>::infinity()
                                     : static_cast<double>(workers) + queueLimit)
    , m_service(serviceS)
{
    clear();
    m_history = mixed(mixed(0, m_workers), m_places);
}

std::uint64_t FlowStation::historyAfter(double arrivals, double seconds,
                                        const LoadTable* table) const
{
    const std::uint64_t step = mixed(mixed(mixed(m_history, arrivals), seconds), m_service);
    return mixed(step, table != nullptr ? table->identity() : 0);
}

void FlowStation::clear()
{
    m_history = mixed(m_history, -1);
    m_level = m_variance = m_busy = m_loss = m_waitProbability = 0;
    m_arrivals = m_smoothed = m_restless = 0;
    m_states.clear();
    if (m_mode == Mode::Endless)
        return;
    m_mode = Mode::Normal;
    if (m_workers < fewWorkers) {
        m_mode = Mode::States;
        m_states.assign(1, 1.0);
    }
}

FlowStation::Step FlowStation::advance(double arrivals, double seconds, const LoadTable* table)
{
    m_history = historyAfter(arrivals, seconds, table);
    if (m_mode == Mode::Endless || m_service <= 0)
        return advanceEndless(arrivals, seconds);
    chooseMode(arrivals, seconds, table);
    m_arrivals = arrivals;
    switch (m_mode) {
    case Mode::Resting:
        return advanceResting(arrivals, seconds, *table);
    case Mode::States:
        return advanceStates(arrivals, seconds);
    case Mode::Endless:
    case Mode::Normal:
        break;
    }
    return advanceNormal(arrivals, seconds);
}

void FlowStation::chooseMode(double arrivals, double seconds, const LoadTable* table)
{
    constexpr double change = 0.05; // of the capacity
    const double capacity = m_workers / m_service;
    const double load = arrivals / capacity;
    // The slowest mode of M/M/c dies out within 1 / (μ (√c − √a)²).
    const double spare = std::sqrt(m_workers) * (1 - std::sqrt(std::min(load, 1.0)));
    const double relaxation = m_service * (1 + 1 / std::max(spare * spare, 1e-9));
    m_smoothed +=
        (arrivals - m_smoothed) * -std::expm1(-seconds / std::max(10 * m_service, relaxation));
    m_restless += seconds;
    if (std::abs(arrivals - m_smoothed) > change * capacity)
        m_restless = 0;
    const bool mayRest = table != nullptr && !isLimited() && load < 0.95;
    if (m_mode == Mode::Resting) {
        if (mayRest && (m_restless > 0 || !table->isPlain()))
            return;
        toNormal();
        if (m_workers < fewWorkers && m_level < mostStates * 0.6)
            toStates();
        return;
    }
    // At rest again: where the table has it, or where M/M/c would be for good.
    const auto isNear = [&](double expected, double within) {
        return std::abs(m_level - expected) <= within * std::max(expected, 0.5);
    };
    const bool isSettled =
        mayRest && !table->isPlain() && m_restless > 0 && m_level <= 1.3 * table->levelAt(0.95);
    if (mayRest && m_restless > 0
        && (isSettled || isNear(table->levelAt(load), 0.02)
            || (m_restless > 5 * relaxation
                && isNear(queueMMc(load * m_workers, 1, static_cast<std::uint32_t>(m_workers))
                              .meanInSystem,
                          0.05)))) {
        m_mode = Mode::Resting;
        m_states.clear();
        return;
    }
    const bool fits = m_level + 6 * std::sqrt(m_variance) < static_cast<double>(mostStates) - 1;
    if (m_mode == Mode::Normal && m_workers < fewWorkers
        && (isLimited() ? m_places < static_cast<double>(mostStates) : fits && m_level < 300))
        toStates();
    else if (m_mode == Mode::States && !isLimited() && !fits)
        toNormal();
}

void FlowStation::toNormal()
{
    m_states.clear();
    m_mode = Mode::Normal;
    m_variance = std::max(m_variance, 1e-9);
}

void FlowStation::toStates()
{
    m_mode = Mode::States;
    const double most = std::min(m_places, static_cast<double>(mostStates) - 1);
    const double deviation = std::sqrt(std::max(m_variance, 1e-6));
    m_states.assign(static_cast<std::size_t>(most) + 1, 0);
    if (m_level <= 0) {
        m_states.assign(1, 1.0);
        return;
    }
    if (m_level > 3 * m_workers) { // a backlog: normal
        for (std::size_t n = 0; n < m_states.size(); ++n)
            m_states[n] = normalDensity((static_cast<double>(n) - m_level) / deviation);
    } else { // as in the steady state with that many inside
        double low = 0;
        double high = 1 - 1e-6;
        const auto workers = static_cast<std::uint32_t>(m_workers);
        for (int step = 0; step < 40; ++step) {
            const double middle = (low + high) / 2;
            (queueMMc(middle * m_workers, 1, workers).meanInSystem < m_level ? low : high) = middle;
        }
        double weight = 1;
        for (std::size_t n = 0; n < m_states.size(); ++n) {
            m_states[n] = weight;
            weight *= low * m_workers / std::min(static_cast<double>(n + 1), m_workers);
        }
    }
    double sum = 0;
    for (const double state : m_states)
        sum += state;
    for (double& state : m_states)
        state /= sum;
    readStates();
}

FlowStation::Step FlowStation::advanceEndless(double arrivals, double seconds)
{
    m_arrivals = arrivals;
    const double inside = arrivals * m_service;
    const double before = m_level;
    m_level = m_service > 0 ? inside + (before - inside) * std::exp(-seconds / m_service) : 0;
    m_variance = m_level; // Poisson
    m_busy = m_level;
    return {std::max(arrivals * seconds - (m_level - before), 0.0), 0};
}

FlowStation::Step FlowStation::advanceResting(double arrivals, double seconds,
                                              const LoadTable& table)
{
    const double before = m_level;
    LoadTable::Reading reading = table.at(m_level);
    const double stiffness = seconds * reading.slope / m_service;
    const int steps = std::abs(arrivals * m_service - reading.busy) > 0.02 * m_workers
                          ? std::clamp(static_cast<int>(4 * stiffness), 1, 8)
                          : 1;
    const double step = seconds / steps;
    for (int i = 0; i < steps; ++i) {
        m_level += (arrivals - reading.busy / m_service) * step
                   * relaxed(step * reading.slope / m_service);
        m_level = std::max(m_level, 0.0);
        reading = table.at(m_level);
    }
    m_busy = std::min(reading.busy, m_level);
    m_waitProbability = reading.waitProbability;
    m_loss = 0;
    // Of M/M/c with that many inside, roughly: those at work are Poisson, the queue is geometric.
    const double queue = m_level - m_busy;
    const double waiting = std::max(m_waitProbability, 1e-9);
    m_variance = m_busy * std::max(1 - m_busy / m_workers, 0.0) + queue * (1 + 2 * queue / waiting)
                 - queue * queue;
    m_variance = std::max(m_variance, 1e-9);
    return {std::max(arrivals * seconds - (m_level - before), 0.0), 0};
}

FlowStation::Step FlowStation::advanceNormal(double arrivals, double seconds)
{
    const double before = m_level;
    const int steps = std::clamp(static_cast<int>(std::ceil(2 * seconds / m_service)), 1, 8);
    const double step = seconds / steps;
    double lost = 0;
    for (int i = 0; i < steps; ++i) {
        const double deviation = std::sqrt(std::max(m_variance, 1e-9));
        const double z = (m_workers - m_level) / deviation;
        const double below = normalDistribution(z);
        m_busy =
            std::max(m_level * below + m_workers * (1 - below) - deviation * normalDensity(z), 0.0);
        double slope = below / m_service;
        m_loss = 0;
        if (isLimited()) {
            const double y = (m_places - m_level) / deviation;
            m_loss = 1 - normalDistribution(y);
            slope += arrivals * normalDensity(y) / deviation;
        }
        const double in = arrivals * (1 - m_loss);
        const double out = m_busy / m_service;
        lost += arrivals * m_loss * step;
        m_level = std::max(m_level + (in - out) * step * relaxed(slope * step), 0.0);
        m_variance += (in + out - 2 * slope * m_variance) * step * relaxed(2 * slope * step);
        m_variance = std::max(m_variance, 1e-9);
        m_waitProbability = 1 - below;
    }
    if (isLimited() && m_level > m_places) {
        lost += m_level - m_places;
        m_level = m_places;
    }
    m_busy = std::min(m_busy, m_level);
    const double served = arrivals * seconds - lost - (m_level - before);
    return {std::max(served, 0.0), lost};
}

/// One step of a diagonally implicit Runge-Kutta method of second order (R. Alexander, 1977) for
/// the birth-death process; it damps what is faster than the step.
void FlowStation::solveStates(double arrivals, double step)
{
    const double gamma = 1 - 1 / std::sqrt(2.0);
    const std::size_t count = m_states.size();
    const auto birth = [&](std::size_t n) { return n + 1 < count ? arrivals : 0; };
    const auto death = [&](std::size_t n) {
        return std::min(static_cast<double>(n), m_workers) / m_service;
    };
    std::vector<double> upper(count);
    std::vector<double> slope(count);
    std::vector<double> first(count);
    const auto solve = [&](const std::vector<double>& at, std::vector<double>& result) {
        // (1 − γ h A) k = A p, by Thomas' algorithm.
        for (std::size_t n = 0; n < count; ++n)
            result[n] = (n > 0 ? birth(n - 1) * at[n - 1] : 0)
                        + (n + 1 < count ? death(n + 1) * at[n + 1] : 0)
                        - (birth(n) + death(n)) * at[n];
        for (std::size_t n = 0; n < count; ++n) {
            const double lower = n > 0 ? -gamma * step * birth(n - 1) : 0;
            const double diagonal =
                1 + gamma * step * (birth(n) + death(n)) - (n > 0 ? lower * upper[n - 1] : 0);
            upper[n] = n + 1 < count ? -gamma * step * death(n + 1) / diagonal : 0;
            result[n] = (result[n] - (n > 0 ? lower * result[n - 1] : 0)) / diagonal;
        }
        for (std::size_t n = count - 1; n-- > 0;)
            result[n] -= upper[n] * result[n + 1];
    };
    solve(m_states, first);
    std::vector<double> middle(count);
    for (std::size_t n = 0; n < count; ++n)
        middle[n] = m_states[n] + (1 - gamma) * step * first[n];
    solve(middle, slope);
    for (std::size_t n = 0; n < count; ++n)
        m_states[n] += step * ((1 - gamma) * first[n] + gamma * slope[n]);
}

void FlowStation::readStates()
{
    m_level = m_busy = m_waitProbability = 0;
    double square = 0;
    for (std::size_t n = 0; n < m_states.size(); ++n) {
        const auto number = static_cast<double>(n);
        m_level += number * m_states[n];
        square += number * number * m_states[n];
        m_busy += std::min(number, m_workers) * m_states[n];
        m_waitProbability += number >= m_workers ? m_states[n] : 0;
    }
    m_variance = std::max(square - m_level * m_level, 1e-9);
    const bool isFull = isLimited() && static_cast<double>(m_states.size()) > m_places;
    m_loss = isFull ? std::clamp(m_states.back(), 0.0, 1.0) : 0;
}

FlowStation::Step FlowStation::advanceStates(double arrivals, double seconds)
{
    const double before = m_level;
    const double lossBefore = m_loss;
    const double most = std::min(m_places, static_cast<double>(mostStates) - 1);
    const double rate = arrivals + m_workers / m_service;
    const int steps = std::clamp(static_cast<int>(std::ceil(seconds * rate / 4)), 1, 10);
    for (int i = 0; i < steps; ++i) {
        // As many states as may matter: what moves up in one step, and a tail.
        std::size_t used = m_states.size();
        while (used > 1 && std::abs(m_states[used - 1]) < 1e-13)
            --used;
        const double more = arrivals * seconds / steps;
        const auto room = static_cast<std::size_t>(std::min(
                              static_cast<double>(used) + 8 + more + 6 * std::sqrt(more), most))
                          + 1;
        m_states.resize(std::min(room, static_cast<std::size_t>(most) + 1), 0.0);
        solveStates(arrivals, seconds / steps);
    }
    double sum = 0;
    for (double& state : m_states) {
        state = std::max(state, 0.0);
        sum += state;
    }
    for (double& state : m_states)
        state /= sum;
    readStates();
    const double lost = arrivals * seconds * (lossBefore + m_loss) / 2;
    return {std::max(arrivals * seconds - lost - (m_level - before), 0.0), lost};
}

double FlowStation::meanWait() const
{
    if (m_mode == Mode::Endless || m_service <= 0)
        return 0;
    if (m_mode == Mode::Resting)
        return m_busy > 1e-12 ? queued() * m_service / m_busy : 0;
    // Whoever arrives waits for the queue before it, and for one worker.
    return (std::max(queued(), 0.0) + m_waitProbability) * m_service / m_workers;
}

namespace {

/// The sum of `count` exponential times of mean 1.
double drawErlang(double count, RandomStream& stream)
{
    if (count > 24)
        return std::max(count + std::sqrt(count) * stream.normal(), 0.0);
    double product = 1;
    for (double i = 0; i < count; ++i)
        product *= stream.uniform();
    return -portableLog(std::max(product, 1e-300));
}

} // namespace

double FlowStation::drawWait(RandomStream& stream, double share) const
{
    if (m_mode == Mode::Endless || m_service <= 0)
        return 0;
    if (m_mode == Mode::Resting) {
        if (m_busy <= 1e-12 || share >= m_waitProbability)
            return 0;
        return meanWait() / m_waitProbability * stream.exponential();
    }
    double number = 0;
    if (m_mode == Mode::States) {
        double left = share;
        std::size_t n = 0;
        while (n + 1 < m_states.size() && left > m_states[n])
            left -= m_states[n++];
        number = static_cast<double>(n);
    } else {
        if (isLimited() && share < m_loss)
            return -1;
        number = std::floor(m_level + std::sqrt(m_variance) * stream.normal() + 0.5);
        number = std::min(number, m_places - 1);
    }
    if (number >= m_places)
        return -1;
    const double ahead = number - m_workers + 1;
    return ahead > 0 ? drawErlang(ahead, stream) * m_service / m_workers : 0;
}

} // namespace skydraft
