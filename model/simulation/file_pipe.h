// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/plan_index.h"

#include <cstdint>
#include <vector>

namespace skydraft {

/// Where a server keeps the files that are uploaded to it.
enum class FileStore : std::uint8_t
{
    None,          ///< nowhere, or in a store that it calls
    InstanceStore, ///< disks of the host: gone when the instance stops
    Volume         ///< an EBS volume: stays, for this instance alone
};

/// A shared file system.
struct FileSystemPlan
{
    std::vector<Index> zones{}; ///< with a mount target; empty: everybody reaches it
    double baselineMibPerS = 0; ///< 0: without a limit
    double burstMibPerS = 0;    ///< while there are credits
    double mostCreditsMib = 0;
    double creditsMib = 0; ///< at the beginning
};

/// The throughput of a file system: operations go through one after another. In bursting mode it
/// earns credits at its baseline and spends what it carries; a read counts for a third (Amazon EFS
/// user guide, "Amazon EFS performance").
class FilePipe
{
public:
    explicit FilePipe(const FileSystemPlan& plan)
        : m_plan(plan)
        , m_credits(plan.creditsMib)
    {}

    /// How long an operation that comes now takes to go through; times never go back.
    std::int64_t carry(double mib, bool isWrite, std::int64_t now);
    double credits() const { return m_credits; }

private:
    FileSystemPlan m_plan;
    double m_credits = 0;
    std::int64_t m_creditedAt = 0;
    std::int64_t m_freeAt = 0;
};

} // namespace skydraft
