// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/alarm_state.h"
#include "model/simulation/scaling_plan.h"

#include <cstdint>
#include <vector>

namespace skydraft {

/// An alarm while it plays.
struct AlarmWatch
{
    AlarmState state = AlarmState::InsufficientData;
    PeriodSamples samples{};         ///< of the period that runs
    std::vector<Datapoint> recent{}; ///< the newest last
    std::uint32_t measured = 0;      ///< instances that told something last
    std::uint64_t requestsBefore = 0;

    /// The newest datapoint there is.
    Datapoint last() const
    {
        for (auto point = recent.rbegin(); point != recent.rend(); ++point)
            if (*point)
                return *point;
        return std::nullopt;
    }
};

/// Where a member is while a new version is installed on it, or it is the new version.
enum class DeployStage : std::uint8_t
{
    None,
    Draining,   ///< takes no new requests
    Installing, ///< its process is stopped
    Checking    ///< runs the new version and must pass its health checks
};

/// A deployment while it plays: the members that are still to be changed, those that are being
/// changed and those that are done.
struct Deployment
{
    DeployPlan plan{};
    bool isRunning = false;
    bool isRollingBack = false;
    bool hasLaunched = false; ///< the additional batch, or the new fleet
    std::uint32_t batchSize = 1;
    std::uint32_t before = 1; ///< the version to go back to
    bool wasBad = false;      ///< and whether it answered errors
    std::vector<Index> waiting{};
    std::vector<Index> batch{};
    std::vector<Index> done{};
    std::vector<Index> extra{}; ///< launched for the deployment
    std::int64_t stepAt = 0;    ///< its next step
    std::int64_t deadline = 0;  ///< of the batch
    Index activity = 0xFFFFFFFFU;
    Index incident = 0xFFFFFFFFU;
};

/// An Auto Scaling group while it plays.
struct GroupState
{
    std::vector<Index> members{}; ///< pending and in service, in order of their numbers
    std::uint32_t desired = 0;
    std::uint32_t minimum = 0;
    std::uint32_t maximum = 0;
    std::uint32_t nextNumber = 1;
    std::uint32_t warm = 0;           ///< prepared in the warm pool
    std::uint32_t warming = 0;        ///< on their way into it
    std::uint32_t failedLaunches = 0; ///< in a row
    bool isRetrying = false;          ///< its timer runs
    bool hasCooldown = false;         ///< one begins when the launches under way are done
    std::int64_t cooldownNs = 0;
    std::int64_t quietUntil = 0;                  ///< simple scaling waits until then
    std::int64_t nextWarmupNs = 0;                ///< of the instances that are launched now
    std::vector<std::int64_t> policyQuietUntil{}; ///< target tracking: no further scale-in
    std::vector<Index> unhealthy{};               ///< reported, not replaced yet
    std::uint32_t version = 1;
    bool isVersionBad = false;
    std::uint32_t configurationChanges = 0; ///< that are not undone
    Index configurationIncident = 0xFFFFFFFFU;
    Deployment deployment{};
};

} // namespace skydraft
