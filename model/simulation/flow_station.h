// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/random_stream.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace skydraft {

/// How full a queue is in its steady state at each load, and the other way round: the pointwise
/// stationary fluid flow approximation reads the load from the number of requests inside (W. Wang,
/// D. Tipper, S. Banerjee, A simple approximation for modeling nonstationary queues, 1996).
class LoadTable
{
public:
    /// `arrivalVariation` and `serviceVariation` are squared coefficients of variation; `pooled` is
    /// how many stations of `workers` share one queue (least outstanding requests).
    LoadTable(std::uint32_t workers, double arrivalVariation, double serviceVariation,
              std::uint32_t pooled = 1);

    struct Reading
    {
        double busy = 0;            ///< workers at work
        double slope = 0;           ///< more of them per request inside
        double waitProbability = 0; ///< of an arrival
    };
    Reading at(double level) const;
    /// Requests inside at this load, per worker below 1.
    double levelAt(double load) const;
    /// Of M/M/c, for which there are exact equations on the move too.
    bool isPlain() const { return m_isPlain; }
    /// Differs between tables that differ.
    double identity() const { return m_identity; }

private:
    double m_workers = 1;
    bool m_isPlain = false;
    double m_identity = 0;
    double m_tail = 0; ///< level · (1 − load) for the fullest entry
    std::vector<double> m_loads{};
    std::vector<double> m_levels{};
    std::vector<double> m_waits{};
};

/// One queue as a fluid: the mean and the variance of the number of requests inside.
///
///   at rest              LoadTable: exact in the steady state, arrivals and service of any
///   evenness on the move, >= 32   the number inside taken as normal (a Gaussian closure of the
///   Kolmogorov workers              equations of M(t)/M/c/K: W. Massey, J. Pender, Gaussian
///   skewness
///                        approximation for dynamic rate multi-server queues, 2013)
///   on the move, fewer   the Kolmogorov equations themselves for up to 512 states, beyond which
///   workers              the number inside is normal enough
class FlowStation
{
public:
    static constexpr std::uint32_t endless = 0xFFFFFFFFU;
    static constexpr std::uint32_t fewWorkers = 32;
    static constexpr std::size_t mostStates = 512;

    /// `queueLimit` and `workers` may be endless.
    FlowStation(std::uint32_t workers, std::uint32_t queueLimit, double serviceS);

    struct Step
    {
        double served = 0;
        double lost = 0;
    };
    /// `arrivals` per second during `seconds`.
    Step advance(double arrivals, double seconds, const LoadTable* table);

    /// Stands for all that has happened to this queue and for this step: queues with equal ones end
    /// the step in the same state.
    std::uint64_t historyAfter(double arrivals, double seconds, const LoadTable* table) const;

    /// Takes effect at once; for what waits too.
    void setService(double serviceS) { m_service = serviceS; }
    double service() const { return m_service; }
    /// Everything inside is gone.
    void clear();

    double level() const { return m_level; }
    double variance() const { return m_variance; }
    double busy() const { return m_busy; }
    double queued() const { return m_level - m_busy; }
    /// What an arrival waits on average, seconds.
    double meanWait() const;
    /// The wait of one arrival by chance; negative: it finds no place. `share`, uniform in 0..1,
    /// says how full it finds the queue: evenly spread ones give less noise than random ones.
    double drawWait(RandomStream& stream, double share) const;
    /// The share of arrivals that finds no place.
    double lossProbability() const { return m_loss; }
    bool isAtRest() const { return m_mode == Mode::Resting || m_mode == Mode::Endless; }

private:
    enum class Mode
    {
        Endless, ///< workers without limit
        Resting,
        Normal,
        States
    };
    void chooseMode(double arrivals, double seconds, const LoadTable* table);
    void toStates();
    void toNormal();
    Step advanceEndless(double arrivals, double seconds);
    Step advanceResting(double arrivals, double seconds, const LoadTable& table);
    Step advanceNormal(double arrivals, double seconds);
    Step advanceStates(double arrivals, double seconds);
    void solveStates(double arrivals, double step);
    void readStates();
    bool isLimited() const { return m_places < std::numeric_limits<double>::infinity(); }

    Mode m_mode = Mode::Normal;
    double m_workers = 1;
    double m_places = 0; ///< workers and queue
    double m_service = 0;
    double m_level = 0;
    double m_variance = 0;
    double m_busy = 0;
    double m_loss = 0;
    double m_waitProbability = 0;
    double m_arrivals = 0; ///< of the last step
    double m_smoothed = 0; ///< arrivals over the last while
    double m_restless = 0; ///< seconds since arrivals last changed
    std::uint64_t m_history = 0;
    std::vector<double> m_states{};
};

} // namespace skydraft
