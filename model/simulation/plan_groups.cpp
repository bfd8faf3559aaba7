// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/simulation/plan_compiler.h"
#include "model/simulation/plan_json.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace skydraft {

namespace {

constexpr std::int64_t minuteNs = 60'000'000'000;

std::uint32_t toCount(double value, double most = 100'000)
{
    return static_cast<std::uint32_t>(std::clamp(std::isfinite(value) ? value : 0, 0.0, most));
}

std::optional<std::uint32_t> countIn(const Json& object, std::string_view key)
{
    const Json value = memberOf(object, key);
    if (!value.is_number())
        return std::nullopt;
    return toCount(value.get<double>());
}

std::vector<std::string> textsIn(const Json& list)
{
    std::vector<std::string> texts;
    for (const Json& text : list.is_array() ? list : Json::array())
        if (text.is_string())
            texts.push_back(text.get<std::string>());
    return texts;
}

TerminationPolicy terminationOf(std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, TerminationPolicy>, 5> policies{
        {{"oldest_instance", TerminationPolicy::OldestInstance},
         {"newest_instance", TerminationPolicy::NewestInstance},
         {"oldest_launch_template", TerminationPolicy::OldestTemplate},
         {"oldest_launch_configuration", TerminationPolicy::OldestTemplate},
         {"closest_to_next_instance_hour", TerminationPolicy::ClosestToInstanceHour}}};
    for (const auto& [word, policy] : policies)
        if (word == name)
            return policy;
    return TerminationPolicy::Default;
}

/// The bits of `words` in a table of names.
template <std::size_t Count>
std::uint32_t bitsOf(const std::vector<std::string>& words,
                     const std::array<std::pair<std::string_view, std::uint32_t>, Count>& table)
{
    std::uint32_t bits = 0;
    for (const std::string& word : words)
        for (const auto& [name, bit] : table)
            bits |= name == word ? bit : 0;
    return bits;
}

std::uint32_t processesOf(const Json& list)
{
    const auto bit = [](GroupProcess process) { return static_cast<std::uint32_t>(process); };
    const std::array<std::pair<std::string_view, std::uint32_t>, 8> processes{
        {{"Launch", bit(GroupProcess::Launch)},
         {"Terminate", bit(GroupProcess::Terminate)},
         {"HealthCheck", bit(GroupProcess::HealthCheck)},
         {"ReplaceUnhealthy", bit(GroupProcess::ReplaceUnhealthy)},
         {"AZRebalance", bit(GroupProcess::RebalanceZones)},
         {"AlarmNotification", bit(GroupProcess::AlarmNotification)},
         {"ScheduledActions", bit(GroupProcess::ScheduledActions)},
         {"AddToLoadBalancer", bit(GroupProcess::AddToLoadBalancer)}}};
    return bitsOf(textsIn(list), processes);
}

std::uint32_t noticesOf(const Json& list)
{
    const auto bit = [](GroupNotice notice) { return 1U << static_cast<unsigned>(notice); };
    const std::array<std::pair<std::string_view, std::uint32_t>, 4> notices{
        {{"launch", bit(GroupNotice::Launch)},
         {"terminate", bit(GroupNotice::Terminate)},
         {"launch_error", bit(GroupNotice::LaunchError)},
         {"terminate_error", bit(GroupNotice::TerminateError)}}};
    return bitsOf(textsIn(list), notices);
}

/// The hooks of one transition run side by side: the instance goes on when all have continued; the
/// first that is abandoned ends the wait (Amazon EC2 Auto Scaling user guide, "Amazon EC2 Auto
/// Scaling lifecycle hooks").
std::optional<HookPlan> hookOf(const Json& hooks, std::string_view transition)
{
    std::optional<HookPlan> all;
    for (const Json& json : hooks.is_array() ? hooks : Json::array()) {
        if (textIn(json, "transition") != transition)
            continue;
        HookPlan hook{.name = textIn(json, "name")};
        const double completed = numberIn(json, "completes_after_s", -1);
        const double heartbeat = numberIn(json, "heartbeat_s", 3600);
        const bool isCompleted = completed >= 0 && completed <= heartbeat;
        hook.waitNs = toNanoseconds(isCompleted ? completed : heartbeat);
        hook.continues = isCompleted || textIn(json, "default_result") == "continue";
        const bool decides =
            !all || (all->continues && !hook.continues)
            || (all->continues == hook.continues
                && (hook.continues ? hook.waitNs > all->waitNs : hook.waitNs < all->waitNs));
        if (decides)
            all = hook;
    }
    return all;
}

} // namespace

void PlanCompiler::makeGroups()
{
    for (Index node = 0; node < m_plan.nodes.size(); ++node) {
        NodePlan& plan = m_plan.nodes[node];
        if (plan.kind != NodeKind::Group)
            continue;
        const Resource& resource = *m_architecture.find(plan.id);
        GroupPlan group{.node = node};
        plan.group = static_cast<Index>(m_plan.groups.size());
        group.zones = zonesOfSubnets(resource);
        for (const auto& other : m_architecture.resources()) {
            const auto place = m_plan.nodeOf.find(other->id);
            if (place == m_plan.nodeOf.end()
                || textOf(m_catalogue, *other, "auto_scaling_group") != plan.id.value()
                || m_plan.nodes[place->second].kind != NodeKind::Station)
                continue;
            group.drawn.push_back(place->second);
            m_plan.nodes[place->second].group = plan.group;
        }
        takeSubnets(group, resource);
        group.minimum = toCount(numberOf(m_catalogue, resource, "min", 1));
        group.maximum = std::max(toCount(numberOf(m_catalogue, resource, "max", 1)), group.minimum);
        group.desired =
            std::clamp(toCount(numberOf(m_catalogue, resource, "desired", group.minimum)),
                       group.minimum, group.maximum);
        takeGroupSettings(group, resource);
        takePattern(group, resource);
        makeSchedule(plan.group, resource);
        group.pool = static_cast<Index>(m_plan.pools.size());
        m_plan.pools.push_back(PoolPlan{.id = plan.id, .members = {{.node = node}}});
        m_plan.groups.push_back(std::move(group));
    }
}

void PlanCompiler::takeGroupSettings(GroupPlan& group, const Resource& resource)
{
    group.replacesUnhealthy = textOf(m_catalogue, resource, "health_check_type") == "elb";
    group.graceNs = seconds(resource, "grace_period_s", 300);
    group.warmupNs =
        seconds(resource, "warmup_s", numberOf(m_catalogue, resource, "cooldown_s", 300));
    group.replacementWarmupNs = seconds(resource, "warmup_s", 0);
    group.launchNs = seconds(resource, "launch_time_s", 30);
    group.deployment = textOf(m_catalogue, resource, "deployment_policy");
    group.termination = terminationOf(textOf(m_catalogue, resource, "termination_policy"));
    group.protectsFromScaleIn = flagOf(m_catalogue, resource, "scale_in_protection", false);
    group.suspended = processesOf(valueOf(m_catalogue, resource, "suspended_processes"));
    const Json hooks = valueOf(m_catalogue, resource, "lifecycle_hooks");
    group.launchHook = hookOf(hooks, "launching");
    group.terminateHook = hookOf(hooks, "terminating");
    group.warmPool.isOn = flagOf(m_catalogue, resource, "warm_pool", false);
    group.warmPool.isRunning = textOf(m_catalogue, resource, "warm_pool_state") == "running";
    group.warmPool.minimum = toCount(numberOf(m_catalogue, resource, "warm_pool_min_size", 0));
    group.warmPool.startNs = seconds(resource, "warm_start_time_s", 15);
    group.topic = topicNumber(textOf(m_catalogue, resource, "notification_topic"));
    group.notices = noticesOf(valueOf(m_catalogue, resource, "notification_events"));
}

/// Members are made after the launch template; without one as those that are drawn.
void PlanCompiler::takePattern(GroupPlan& group, const Resource& resource)
{
    constexpr double usualBootS = 30;
    NodePlan& plan = m_plan.nodes[group.node];
    const Resource* pattern =
        m_architecture.find(ResourceId{textOf(m_catalogue, resource, "launch_template")});
    const bool isTemplate = pattern != nullptr;
    if (pattern == nullptr && !group.drawn.empty())
        pattern = m_architecture.find(m_plan.nodes[group.drawn.front()].id);
    group.bootNs = toNanoseconds(usualBootS);
    if (pattern == nullptr) {
        plan.workers = 1;
        plan.service = RandomTime{Distribution::Exponential, 20e6, 1};
        plan.bootNs = group.bootNs;
        return;
    }
    takeQueueing(plan, *pattern);
    const Resource* image = m_architecture.find(ResourceId{textOf(m_catalogue, *pattern, "image")});
    const double imageBoot =
        image != nullptr ? numberOf(m_catalogue, *image, "boot_time_s", usualBootS) : usualBootS;
    // The boot time of an instance counts from its start, which is EC2's part of a launch.
    group.bootNs = isTemplate ? seconds(*pattern, "boot_time_s", imageBoot)
                              : std::max<std::int64_t>(
                                  seconds(*pattern, "boot_time_s", imageBoot) - group.launchNs, 0);
    group.userDataNs = seconds(*pattern, "user_data_time_s", 0);
    group.instanceType = textOf(m_catalogue, *pattern, "instance_type");
    plan.bootNs = group.bootNs;
    plan.startsByItself = flagOf(m_catalogue, *pattern, "autostart", true);
    plan.metricNs = metricIntervalOf(*pattern);
    takeSoftware(plan, *pattern);
}

std::int64_t PlanCompiler::metricIntervalOf(const Resource& resource) const
{
    // EC2 tells its metrics every 5 minutes, every minute with detailed monitoring (Amazon EC2 user
    // guide, "Enable or turn off detailed monitoring for your instances"); other services say
    // nothing about it and tell them every minute.
    const bool isBasic = has(resource, "detailed_monitoring")
                         && !flagOf(m_catalogue, resource, "detailed_monitoring", false);
    return isBasic ? 5 * minuteNs : minuteNs;
}

double PlanCompiler::startHour() const
{
    for (const Load& load : m_scenario.load) {
        const Json hour = memberOf(load.extra, "starts_at_h");
        if (hour.is_number() && hour.get<double>() >= 0 && hour.get<double>() < 24)
            return hour.get<double>();
    }
    return 0;
}

void PlanCompiler::makeSchedule(Index group, const Resource& resource)
{
    const Json actions = valueOf(m_catalogue, resource, "scheduled_actions");
    for (const Json& json : actions.is_array() ? actions : Json::array()) {
        ScheduledActionPlan action{.name = textIn(json, "name"), .group = group};
        const double hour = numberIn(json, "daily_at_h", -1);
        const double time = numberIn(json, "at_s", -1);
        action.isDaily = hour >= 0 && hour < 24;
        if (!action.isDaily && !(time >= 0))
            continue; // it says no time
        const double untilHour = hour - startHour() + (hour < startHour() ? 24 : 0);
        action.atNs = toNanoseconds(action.isDaily ? 3600 * untilHour : time);
        action.minimum = countIn(json, "min");
        action.maximum = countIn(json, "max");
        action.desired = countIn(json, "desired");
        m_plan.schedules.push_back(std::move(action));
    }
}

Index PlanCompiler::topicNumber(const std::string& id)
{
    const Resource* resource = m_architecture.find(ResourceId{id});
    if (resource == nullptr)
        return none;
    for (Index topic = 0; topic < m_plan.topics.size(); ++topic)
        if (m_plan.topics[topic].id == resource->id)
            return topic;
    TopicPlan topic{.id = resource->id};
    const Json subscriptions = valueOf(m_catalogue, *resource, "subscriptions");
    for (const Json& json : subscriptions.is_array() ? subscriptions : Json::array()) {
        const Json confirmed = memberOf(json, "confirmed");
        if (!confirmed.is_boolean() || confirmed.get<bool>())
            topic.recipients.push_back(textIn(json, "endpoint"));
    }
    m_plan.topics.push_back(std::move(topic));
    return static_cast<Index>(m_plan.topics.size() - 1);
}

} // namespace skydraft
