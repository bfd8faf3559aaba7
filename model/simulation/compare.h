// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/text.h"
#include "model/simulation/replications.h"
#include "model/simulation/sweep_path.h"

#include <array>
#include <string>

namespace skydraft {

/// Which of two designs.
enum class Better
{
    Neither, ///< no significant difference
    A,
    B,
    Mixed ///< of a whole comparison: each in something
};

/// What one measure says about two designs, B minus A in each replication (a paired comparison:
/// Law, Simulation Modeling and Analysis, 10.2.1). An availability is a share, 0..1.
struct Difference
{
    Measure measure = Measure::LatencyMean;
    Interval a{};
    Interval b{};
    Interval difference{};
    /// By how much the variance of the difference is smaller than that of independent runs: what
    /// the common random numbers gain. 0 where it cannot be said.
    double pairingGain = 0;
    /// Significant where the 95 % interval of the difference leaves 0 out. Each measure has an
    /// interval of its own: of twenty comparisons of equal designs one says so by chance.
    Better better = Better::Neither;
};

struct Comparison
{
    int replications = 0;
    std::uint64_t seed = 1;
    std::array<Difference, 3> differences{}; ///< mean latency, p99, availability
    Better better = Better::Neither;
};

struct ComparedDesign
{
    Design design{};
    CanReach canReach{};
};

/// Plays both under the same random numbers: the seed of A, and the same streams for resources of
/// the same id, so that the same requests come at the same instants. At least two replications; a
/// rule of `settings` that adds more is not used.
Result<Comparison> compareDesigns(const Catalogue& catalogue, const ComparedDesign& a,
                                  const ComparedDesign& b, const ReplicationSettings& settings);

/// "Mean latency: B is lower by 3.2 ms (95 % interval 2.9 … 3.5 ms), which is significant."
Text sentenceOf(const Difference& difference, const std::string& a, const std::string& b);
/// Which is better, in one sentence.
Text verdictOf(const Comparison& comparison, const std::string& a, const std::string& b);

} // namespace skydraft
