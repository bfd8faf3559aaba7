// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace skydraft {

/// What a resource draws random numbers for. Each purpose has a stream of its own, so that a change
/// in one place (say another load balancing algorithm) leaves the draws of all others alone.
enum class Purpose : std::uint64_t
{
    Arrival = 1, ///< times between arrivals
    Thinning,    ///< arrivals of a load whose rate changes
    Think,       ///< think times of a closed load
    Operation,   ///< whether a request reads or writes
    Route,       ///< which of several connections or targets is taken
    Session,     ///< which person sends a request
    Resolver,    ///< behind which DNS cache a person sits, and which address is taken
    Renewal,     ///< when each DNS cache renews its answer
    Answer,      ///< which answer a weighted record gave
    Service,     ///< service times
    Hit,         ///< whether a cache has the answer
    Calls,       ///< whether a fractional call is made
    HealthCheck, ///< phase of the health checks
    StatusCheck, ///< phase of EC2's status checks
    Class,       ///< which kind of request
    Key,         ///< which object is asked for
    Patience,    ///< how long a client waits
    Loss,        ///< which packets are lost
    Choice,      ///< the two targets of which the less busy one is taken
    Probe,       ///< what the flow engine's probes meet
    Flow,        ///< to which target a network balancer's hash leads a new connection
    Forgery,     ///< which cookies were tampered with
};

/// Random numbers by counting: the n-th number is a function of (seed, replication, resource,
/// purpose, n) alone. So adding a resource to a drawing does not change what others draw, and two
/// designs can be compared under the same chance. The function is the finalizer of SplitMix64
/// (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
class RandomStream
{
public:
    RandomStream() = default;
    RandomStream(std::uint64_t seed, std::uint64_t replication, std::string_view resource,
                 Purpose purpose);

    std::uint64_t next() { return at(++m_counter); }

    /// The n-th number, without moving on.
    std::uint64_t at(std::uint64_t n) const { return mix(m_key + n * 0x9E3779B97F4A7C15U); }

    /// Uniform in (0, 1]: its logarithm is finite.
    double uniform() { return toUniform(next()); }
    /// Uniform among 0 … count - 1; 0 for a count of 0.
    std::uint32_t below(std::uint32_t count)
    {
        return static_cast<std::uint32_t>(((next() >> 32U) * count) >> 32U);
    }
    /// True with `probability`.
    bool chance(double probability) { return uniform() <= probability; }
    /// Exponential with mean 1, by the ziggurat method (Marsaglia and Tsang: The ziggurat method
    /// for generating random variables, 2000): 99 of 100 draws need one multiplication.
    double exponential()
    {
        const std::uint64_t bits = next();
        const std::size_t layer = bits & (Ziggurat::layers - 1);
        const double x = static_cast<double>(bits >> 11U) * ziggurat.scaled[layer];
        return x < ziggurat.edges[layer + 1] ? x : exponentialAtEdge(layer, x);
    }
    /// Standard normal (Marsaglia's polar method).
    double normal();

    static double toUniform(std::uint64_t bits)
    {
        return static_cast<double>((bits >> 11U) + 1) * 0x1p-53;
    }

private:
    /// The area below e^-x cut into layers of equal area: the right edge of each, the lowest first.
    struct Ziggurat
    {
        static constexpr std::size_t layers = 256;
        Ziggurat();
        std::array<double, layers + 1> edges{};
        std::array<double, layers + 1> heights{}; ///< e^-edge
        std::array<double, layers> scaled{};      ///< edges * 2^-53
    };
    static const Ziggurat ziggurat;
    double exponentialAtEdge(std::size_t layer, double x);

    static std::uint64_t mix(std::uint64_t z)
    {
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }

    std::uint64_t m_key = 0;
    std::uint64_t m_counter = 0;
};

/// Forms of a service time, as the catalogue names them.
enum class Distribution
{
    Deterministic,
    Exponential,
    Erlang,
    Lognormal,
    Hyperexponential
};

/// A random span of time with a given mean and coefficient of variation, in nanoseconds.
class RandomTime
{
public:
    RandomTime() = default;
    /// Erlang takes 1/cv² stages, rounded; hyperexponential is two-phase with balanced means and
    /// needs cv > 1 (with less it is exponential). A mean or cv that is no number ≥ 0 counts as 0;
    /// nothing lasts longer than longestNs.
    RandomTime(Distribution distribution, double meanNs, double cv);

    std::int64_t draw(RandomStream& stream) const
    {
        const double ns = m_distribution == Distribution::Deterministic ? m_meanNs
                          : m_distribution == Distribution::Exponential
                              ? m_meanNs * stream.exponential()
                              : drawOther(stream);
        return ns < longestNs ? static_cast<std::int64_t>(ns + 0.5)
                              : static_cast<std::int64_t>(longestNs);
    }

    double meanNs() const { return m_meanNs; }
    Distribution distribution() const { return m_distribution; }
    /// The squared coefficient of variation: 0 for times that are always the same, 1 for
    /// exponential.
    double variation() const;

    /// Some 31 years: two of them fit into SimTime.
    static constexpr double longestNs = 1e18;

private:
    double drawOther(RandomStream& stream) const;

    Distribution m_distribution = Distribution::Deterministic;
    int m_stages = 1; // Erlang
    double m_meanNs = 0;
    double m_location = 0; // lognormal: mean of the logarithm; hyperexponential: probability
    double m_scale = 0;    // lognormal: deviation of the logarithm
};

} // namespace skydraft
