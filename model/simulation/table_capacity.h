// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/token_bucket.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace skydraft {

/// One direction, reads or writes, of a table: capacity units per second.
struct UnitsPlan
{
    double perS = 0;         ///< provisioned; on demand: without a previous peak
    double mostPerS = 0;     ///< auto scaling's limit; on demand: the quota of a table
    double perPartition = 0; ///< what one partition serves per second
    double perRequest = 1;
};

/// What a DynamoDB table may do.
struct TablePlan
{
    bool isProvisioned = false;
    bool scales = false;            ///< provisioned capacity follows the consumed one
    double targetUtilization = 0.7; ///< of auto scaling
    std::uint32_t partitions = 1;
    UnitsPlan reads{};
    UnitsPlan writes{};
};

/// The capacity of a table while it is used (Amazon DynamoDB developer guide). Times never go back.
///
/// Provisioned: what is not used is kept for 300 seconds ("Burst capacity"). With auto scaling the
/// capacity changes after two minutes above the target or fifteen minutes below ("Managing
/// throughput capacity automatically with DynamoDB auto scaling").
/// On demand: twice the previous peak, the highest minute that is at least 30 minutes ago, and what
/// a new table has anyway ("DynamoDB on-demand capacity mode").
/// A partition serves so much and no more ("Best practices for designing partition keys"); the
/// table's capacity goes to whatever partition needs it ("adaptive capacity"). Left out: that
/// DynamoDB splits partitions which stay hot.
class TableCapacity
{
public:
    enum class Verdict : std::uint8_t
    {
        Taken,
        BeyondTable,
        BeyondPartition ///< a hot key
    };
    enum Direction : std::size_t
    {
        Reads,
        Writes
    };

    explicit TableCapacity(const TablePlan& plan);

    /// One request for an item; without a key, items are asked for evenly.
    Verdict take(Direction direction, std::optional<std::uint32_t> key, std::int64_t now);
    /// Ends a minute of auto scaling; true where a capacity changed.
    bool endMinute(std::int64_t now);
    /// Units per second that it may use for good at present.
    double perS(Direction direction) const { return m_sides[direction].table.perS(); }

private:
    struct Side
    {
        UnitsPlan plan{};
        TokenBucket table{};
        std::vector<TokenBucket> partitions{};
        std::int64_t minute = 0;                              ///< that is being counted
        double consumed = 0;                                  ///< in it
        double settledPeak = 0;                               ///< the highest minute of long ago
        std::deque<std::pair<std::int64_t, double>> recent{}; ///< minutes, units per second
        int above = 0;                                        ///< minutes in a row
        int below = 0;
        double next = 0;                      ///< capacity that takes effect with the next minute
        std::deque<std::int64_t> decreases{}; ///< of the last day
    };
    double deepestS() const;
    void settlePeak(Side& side, std::int64_t now) const;
    bool scale(Side& side, std::int64_t now) const;
    static bool mayDecrease(Side& side, std::int64_t now);

    TablePlan m_plan;
    std::array<Side, 2> m_sides;
};

} // namespace skydraft
