// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/id.h"
#include "model/simulation/plan_index.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace skydraft {

/// What an alarm watches, as the catalogue names it.
enum class Metric
{
    Cpu,               ///< percent; EC2 tells it every 5 minutes, or every minute for a fee
    RequestsPerTarget, ///< in the period; the only statistic is the sum
    RequestRate,       ///< requests in the period, each with the value 1
    ResponseTime,      ///< seconds from the balancer to the target and back
    Errors,            ///< failed requests, each with the value 1
    UnhealthyHosts,
    QueueDepth, ///< visible messages
    MessageAge, ///< seconds since the oldest of them was sent
    Unknown,    ///< nothing tells it: the alarm has no data
};

enum class Statistic
{
    Average,
    Sum,
    Minimum,
    Maximum,
    SampleCount,
    Percentile99
};

enum class ThresholdComparison
{
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual
};

/// What a period without data counts as.
enum class MissingData
{
    Missing,
    NotBreaching,
    Breaching,
    Ignore
};

/// Threshold and periods of an alarm: M (datapointsToAlarm) of N (evaluationPeriods).
struct AlarmRule
{
    ThresholdComparison comparison = ThresholdComparison::GreaterOrEqual;
    double threshold = 0;
    std::uint32_t evaluationPeriods = 1;
    std::uint32_t datapointsToAlarm = 1;
    MissingData missing = MissingData::Missing;

    bool isBreaching(double value) const;
    bool looksBelow() const
    {
        return comparison == ThresholdComparison::Less
               || comparison == ThresholdComparison::LessOrEqual;
    }
};

struct AlarmPlan
{
    ResourceId id{}; ///< empty for the two alarms of a target tracking policy
    std::string name{};
    Metric metric = Metric::Unknown;
    Statistic statistic = Statistic::Average;
    AlarmRule rule{};
    std::int64_t periodNs = 300'000'000'000; ///< periods begin at whole multiples
    // Exactly one of these is set where the metric has a source.
    Index group = none;
    Index node = none;
    Index pool = none;
    Index topic = none; ///< told when the state changes
};

enum class PolicyKind
{
    TargetTracking,
    Simple,
    Step
};

enum class Adjustment
{
    ChangeInCapacity,
    ExactCapacity,
    PercentChange
};

/// Bounds relative to the threshold of the alarm.
struct StepPlan
{
    double lower = -std::numeric_limits<double>::infinity();
    double upper = std::numeric_limits<double>::infinity();
    double adjustment = 0;
};

struct ScalingPolicyPlan
{
    std::string name{};
    PolicyKind kind = PolicyKind::TargetTracking;
    Metric metric = Metric::Cpu;
    double target = 50;     ///< target tracking: percent, or requests per target and minute
    bool mayScaleIn = true; ///< target tracking
    Index alarm = none;     ///< simple, step; target tracking: the high one, the low one is next
    Adjustment adjustmentType = Adjustment::ChangeInCapacity;
    double adjustment = 0;
    std::uint32_t leastChange = 0; ///< percent only: instances that are moved at least
    std::vector<StepPlan> steps{};
    std::int64_t cooldownNs = 300'000'000'000;
    std::int64_t warmupNs = -1; ///< -1: the group's
};

/// Sets the size of a group at a time, once or every day. What is missing stays as it is.
struct ScheduledActionPlan
{
    std::string name{};
    Index group = none;
    std::int64_t atNs = 0;
    bool isDaily = false;
    std::optional<std::uint32_t> minimum{};
    std::optional<std::uint32_t> maximum{};
    std::optional<std::uint32_t> desired{};
};

/// Holds an instance in Pending:Wait or Terminating:Wait: all hooks of one transition as one.
struct HookPlan
{
    std::string name{};      ///< of the hook that decides
    std::int64_t waitNs = 0; ///< until all are completed or time out, or the first abandons
    bool continues = true;   ///< CONTINUE; otherwise ABANDON
};

enum class TerminationPolicy
{
    Default,
    OldestInstance,
    NewestInstance,
    OldestTemplate,
    ClosestToInstanceHour
};

/// Processes of a group that can be suspended, as bits.
enum class GroupProcess : std::uint32_t
{
    Launch = 1,
    Terminate = 2,
    HealthCheck = 4,
    ReplaceUnhealthy = 8,
    RebalanceZones = 16,
    AlarmNotification = 32,
    ScheduledActions = 64,
    AddToLoadBalancer = 128,
};

enum class GroupNotice : std::uint8_t
{
    Launch,
    Terminate,
    LaunchError,
    TerminateError
};

struct WarmPoolPlan
{
    bool isOn = false;
    bool isRunning = false;    ///< its instances run; otherwise they are stopped
    std::uint32_t minimum = 0; ///< prepared instances, whatever the group's maximum
    std::int64_t startNs = 0;  ///< until a prepared instance is in service
};

struct GroupPlan
{
    Index node = none;
    Index pool = none; ///< its members, for connections that lead straight to the group
    std::vector<Index> zones{};
    std::vector<Index> subnets{}; ///< whose number of addresses is known
    std::vector<Index> drawn{};   ///< nodes
    std::uint32_t minimum = 0;
    std::uint32_t maximum = 0;
    std::uint32_t desired = 0;
    bool replacesUnhealthy = false; ///< health check type ELB
    std::int64_t graceNs = 0;
    std::int64_t warmupNs = 0; ///< metrics of an instance count after this; default: the cooldown
    std::int64_t replacementWarmupNs = 0; ///< the default instance warmup; 0 where it is not set
    std::int64_t launchNs = 0;            ///< until EC2 runs the instance
    std::int64_t bootNs = 0;              ///< from then until its process answers
    std::int64_t userDataNs = 0;          ///< added at the first boot
    std::string instanceType{};
    std::string deployment{}; ///< how new versions come where a deployment does not say it
    TerminationPolicy termination = TerminationPolicy::Default;
    bool protectsFromScaleIn = false;
    std::uint32_t suspended = 0; ///< bits of GroupProcess
    std::optional<HookPlan> launchHook{};
    std::optional<HookPlan> terminateHook{};
    WarmPoolPlan warmPool{};
    std::vector<ScalingPolicyPlan> policies{};
    Index topic = none;
    std::uint32_t notices = 0; ///< bits: 1 << GroupNotice

    bool isSuspended(GroupProcess process) const
    {
        return (suspended & static_cast<std::uint32_t>(process)) != 0;
    }
};

struct TopicPlan
{
    ResourceId id{};
    std::vector<std::string> recipients{}; ///< subscriptions that were confirmed
};

enum class DeployPolicy
{
    AllAtOnce,
    Rolling,
    RollingWithAdditionalBatch,
    Immutable,
    BlueGreen,
    Refresh ///< instance refresh: instances are replaced
};

/// A new version for the members of a group.
struct DeployPlan
{
    DeployPolicy policy = DeployPolicy::Rolling;
    std::uint32_t batch = 0;  ///< instances at a time; 0: by percent
    double batchPercent = 30; ///< of the group
    bool isBad = false;       ///< the new version answers 500
    bool rollsBack = true;    ///< when health checks fail
    std::int64_t installNs = 30'000'000'000;
    std::int64_t patienceNs = 600'000'000'000; ///< until a batch must be healthy
};

} // namespace skydraft
