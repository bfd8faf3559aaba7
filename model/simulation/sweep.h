// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/replications.h"
#include "model/simulation/sweep_path.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace skydraft {

/// One value that is varied, and what it is set to; as a person wrote them (see SweepPath).
struct SweepAxis
{
    std::string path{};
    std::vector<std::string> values{};

    bool operator==(const SweepAxis&) const = default;
};

/// Reads PATH=V1,V2,… A comma within "…", […] or {…} belongs to the value.
Result<SweepAxis> sweepAxisFrom(std::string_view text);

/// A table of runs: every value of each axis with every value of all others. Point 0 has the first
/// value of each; the last axis changes fastest.
class Sweep
{
public:
    static constexpr std::size_t mostPoints = 1'000'000;

    /// Sets each value once, so that what is wrong is known before anything runs. Errors carry the
    /// pointer into the axes (/0/path, /0/values/2), or into the document where it cannot be played
    /// even without them.
    static Result<Sweep> create(const Catalogue& catalogue, Design design,
                                std::vector<SweepAxis> axes);

    const std::vector<SweepAxis>& axes() const { return m_axes; }
    std::size_t size() const;
    /// The value of each axis.
    std::vector<std::string> values(std::size_t point) const;
    Result<Design> design(const Catalogue& catalogue, std::size_t point) const;

private:
    std::size_t choice(std::size_t point, std::size_t axis) const;

    Design m_design;
    std::vector<SweepAxis> m_axes;
    std::vector<SweepPath> m_paths;
};

/// A share of a sweep's points that one computer runs: those whose number leaves `number` - 1 when
/// divided by `count`.
struct Shard
{
    std::size_t number = 1; ///< from 1
    std::size_t count = 1;

    bool has(std::size_t point) const { return point % count == number - 1; }
    bool operator==(const Shard&) const = default;
};

struct SweepRun
{
    std::size_t point = 0;
    SimulationResult result{}; ///< without its series
};

/// What the network of a drawing lets through; called once for each point, by any thread.
using ReachOf = std::function<CanReach(const Architecture&)>;

struct SweepSettings
{
    /// Of each point. `jobs` threads are shared out among the points; `progress` is not used.
    ReplicationSettings replications{};
    Shard shard{};
    /// Told after each point, by one thread at a time.
    std::function<void(std::size_t finished, std::size_t all)> progress{};
};

/// Runs the points of the shard, in their order. All have the same random numbers (the same seed
/// and the same streams), so that a difference between two of them is a difference of the designs.
/// The result is the same for any number of threads.
Result<std::vector<SweepRun>> runSweep(const Catalogue& catalogue, const Sweep& sweep,
                                       const ReachOf& reachOf, const SweepSettings& settings);

} // namespace skydraft
