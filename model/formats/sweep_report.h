// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/resource_json.h"
#include "model/simulation/sweep.h"

#include <string>
#include <vector>

namespace skydraft {

/// The outcome of a sweep as JSON (sweep.schema.json), whole or a part of it, and what is made of
/// it. Text and CSV are made of the JSON alone, so that parts that were joined give the same bytes
/// as one run.
struct SweepReport
{
    /// Of everything that the numbers depend on; parts of one sweep have the same.
    std::string fingerprint{};
    std::string scenario{};
    std::uint64_t seed = 1;
    int replications = 1;
};

/// With a member "shard" where the shard is not the whole sweep.
OrderedJson sweepToJson(const SweepReport& report, const Sweep& sweep, const Shard& shard,
                        const std::vector<SweepRun>& runs);

/// A file that `sweep --shard` wrote.
struct SweepPart
{
    std::string source{}; ///< its name, for errors
    std::string text{};
};

/// One sweep of its parts, in any order. Refuses, with the name of the part and the pointer: what
/// is no part, parts of another sweep, a part that is there twice, and a sweep of which one is
/// missing. `fingerprint`, where it is not empty, is the one that all must have.
Result<OrderedJson> joinSweepParts(const std::vector<SweepPart>& parts,
                                   const std::string& fingerprint);

/// A table for people, and one for spreadsheets (RFC 4180): a line for each point. Of several
/// replications the means over them and the ends of their 95 % intervals.
std::string sweepToText(const OrderedJson& sweep);
std::string sweepToCsv(const OrderedJson& sweep);

} // namespace skydraft
