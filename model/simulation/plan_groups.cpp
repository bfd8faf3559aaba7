// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/simulation/plan_compiler.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

double numberIn(const Json& object, std::string_view key, double fallback)
{
    const Json value = memberOf(object, key);
    return value.is_number() ? value.get<double>() : fallback;
}

std::string textIn(const Json& object, std::string_view key)
{
    const Json value = memberOf(object, key);
    return value.is_string() ? value.get<std::string>() : std::string{};
}

std::uint32_t toCount(double value, double most = 100'000)
{
    return static_cast<std::uint32_t>(std::clamp(std::isfinite(value) ? value : 0, 0.0, most));
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
        group.minimum = toCount(numberOf(m_catalogue, resource, "min", 1));
        group.maximum = std::max(toCount(numberOf(m_catalogue, resource, "max", 1)), group.minimum);
        group.desired =
            std::clamp(toCount(numberOf(m_catalogue, resource, "desired", group.minimum)),
                       group.minimum, group.maximum);
        group.replacesUnhealthy = textOf(m_catalogue, resource, "health_check_type") == "elb";
        group.graceNs = seconds(resource, "grace_period_s", 300);
        group.warmupNs =
            seconds(resource, "warmup_s", numberOf(m_catalogue, resource, "cooldown_s", 300));
        group.launchNs = seconds(resource, "launch_time_s", 60);
        makePolicies(group, resource);
        // Members are made after the launch template; without one as those that are drawn.
        const Resource* pattern =
            m_architecture.find(ResourceId{textOf(m_catalogue, resource, "launch_template")});
        if (pattern == nullptr && !group.drawn.empty())
            pattern = m_architecture.find(m_plan.nodes[group.drawn.front()].id);
        if (pattern != nullptr) {
            takeQueueing(plan, *pattern);
        } else {
            plan.workers = 1;
            plan.service = RandomTime{Distribution::Exponential, 20e6, 1};
        }
        group.pool = static_cast<Index>(m_plan.pools.size());
        m_plan.pools.push_back(PoolPlan{.id = plan.id, .members = {{.node = node}}});
        m_plan.groups.push_back(std::move(group));
    }
}

void PlanCompiler::makePolicies(GroupPlan& group, const Resource& resource) const
{
    const Json policies = valueOf(m_catalogue, resource, "policies");
    if (!policies.is_array())
        return;
    for (const Json& json : policies)
        group.policies.push_back(makePolicy(json, resource));
}

ScalingPolicyPlan PlanCompiler::makePolicy(const Json& json, const Resource& resource) const
{
    ScalingPolicyPlan policy;
    const std::string kind = textIn(json, "kind");
    policy.name = textIn(json, "name");
    policy.kind =
        kind == "simple" || kind == "step" ? PolicyKind::Simple : PolicyKind::TargetTracking;
    policy.metric =
        textIn(json, "metric") == "requests_per_target" ? Metric::RequestsPerTarget : Metric::Cpu;
    policy.target = numberIn(json, "target", 50);
    const std::string type = textIn(json, "adjustment_type");
    policy.adjustmentType = type == "exact_capacity"               ? Adjustment::ExactCapacity
                            : type == "percent_change_in_capacity" ? Adjustment::PercentChange
                                                                   : Adjustment::ChangeInCapacity;
    policy.adjustment = numberIn(json, "adjustment", 1);
    const double cooldown = numberOf(m_catalogue, resource, "cooldown_s", 300);
    policy.cooldownNs = toNanoseconds(numberIn(json, "cooldown_s", cooldown));
    const Resource* alarm = m_architecture.find(ResourceId{textIn(json, "alarm")});
    if (alarm != nullptr)
        takeAlarm(policy, *alarm);
    else if (policy.kind == PolicyKind::Simple)
        policy.evaluationPeriods = none; // nothing ever triggers it
    return policy;
}

void PlanCompiler::takeAlarm(ScalingPolicyPlan& policy, const Resource& alarm) const
{
    const std::string comparison = textOf(m_catalogue, alarm, "comparison");
    policy.alarm = alarm.name.empty() ? alarm.id.value() : alarm.name;
    policy.threshold = numberOf(m_catalogue, alarm, "threshold", 80);
    policy.isBelow = comparison.starts_with("less");
    policy.isInclusive = comparison.ends_with("equal");
    const double minutes = std::round(numberOf(m_catalogue, alarm, "period_s", 300) / 60);
    policy.periodMinutes = std::max(toCount(minutes, 1440), 1U);
    policy.evaluationPeriods =
        std::max(toCount(numberOf(m_catalogue, alarm, "evaluation_periods", 1)), 1U);
    const std::string metric = textOf(m_catalogue, alarm, "metric");
    policy.metric = metric == "requests_per_target" ? Metric::RequestsPerTarget : Metric::Cpu;
    if (metric != "cpu" && metric != "requests_per_target")
        policy.evaluationPeriods = none; // a metric that is not simulated
}

} // namespace skydraft
