// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/simulation/plan_compiler.h"
#include "model/simulation/plan_json.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace skydraft {

namespace {

constexpr double mostCount = 100'000;

std::uint32_t toCount(double value, double least)
{
    return static_cast<std::uint32_t>(
        std::clamp(std::isfinite(value) ? value : least, least, mostCount));
}

template <typename Value, std::size_t Count>
Value choose(std::string_view name,
             const std::array<std::pair<std::string_view, Value>, Count>& choices, Value fallback)
{
    for (const auto& [word, value] : choices)
        if (word == name)
            return value;
    return fallback;
}

Metric metricOf(std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, Metric>, 8> metrics{
        {{"cpu", Metric::Cpu},
         {"requests_per_target", Metric::RequestsPerTarget},
         {"request_rate", Metric::RequestRate},
         {"response_time", Metric::ResponseTime},
         {"errors", Metric::Errors},
         {"unhealthy_hosts", Metric::UnhealthyHosts},
         {"queue_depth", Metric::QueueDepth},
         {"message_age", Metric::MessageAge}}};
    return choose(name, metrics, Metric::Unknown);
}

Statistic statisticOf(std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, Statistic>, 5> statistics{
        {{"sum", Statistic::Sum},
         {"minimum", Statistic::Minimum},
         {"maximum", Statistic::Maximum},
         {"sample_count", Statistic::SampleCount},
         {"p99", Statistic::Percentile99}}};
    return choose(name, statistics, Statistic::Average);
}

ThresholdComparison comparisonOf(std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, ThresholdComparison>, 3> comparisons{
        {{"greater_than", ThresholdComparison::Greater},
         {"less_than", ThresholdComparison::Less},
         {"less_than_or_equal", ThresholdComparison::LessOrEqual}}};
    return choose(name, comparisons, ThresholdComparison::GreaterOrEqual);
}

MissingData missingOf(std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, MissingData>, 3> treatments{
        {{"not_breaching", MissingData::NotBreaching},
         {"breaching", MissingData::Breaching},
         {"ignore", MissingData::Ignore}}};
    return choose(name, treatments, MissingData::Missing);
}

/// 10, 20 or 30 seconds, or whole minutes.
std::int64_t periodOf(double seconds)
{
    constexpr double minute = 60;
    const double unit = seconds < minute ? 10 : minute;
    const double rounded = unit * std::clamp(std::round(seconds / unit), 1.0, 1440.0);
    return toNanoseconds(rounded > 30 && rounded < minute ? minute : rounded);
}

/// A step without bounds on one side reaches as far as metrics go.
std::vector<StepPlan> stepsOf(const Json& list)
{
    std::vector<StepPlan> steps;
    for (const Json& json : list.is_array() ? list : Json::array()) {
        StepPlan step;
        step.lower = numberIn(json, "lower", step.lower);
        step.upper = numberIn(json, "upper", step.upper);
        step.adjustment = numberIn(json, "adjustment", 0);
        steps.push_back(step);
    }
    return steps;
}

} // namespace

void PlanCompiler::makeAlarms()
{
    for (const auto& resource : m_architecture.resources())
        if (typeOf(*resource).behaviour == BehaviourKind::Alarm)
            m_plan.alarms.push_back(makeAlarm(*resource));
    for (Index group = 0; group < m_plan.groups.size(); ++group) {
        const Resource& resource = *m_architecture.find(m_plan.nodes[m_plan.groups[group].node].id);
        const Json policies = valueOf(m_catalogue, resource, "policies");
        for (const Json& json : policies.is_array() ? policies : Json::array()) {
            ScalingPolicyPlan policy = makePolicy(json, resource);
            if (policy.kind == PolicyKind::TargetTracking)
                addTrackingAlarms(policy, group);
            else if (policy.alarm != none && !hasSubject(m_plan.alarms[policy.alarm]))
                m_plan.alarms[policy.alarm].group = group;
            m_plan.groups[group].policies.push_back(std::move(policy));
        }
    }
}

bool PlanCompiler::hasSubject(const AlarmPlan& alarm)
{
    return alarm.group != none || alarm.node != none || alarm.pool != none;
}

AlarmPlan PlanCompiler::makeAlarm(const Resource& resource)
{
    AlarmPlan alarm{.id = resource.id};
    alarm.name = resource.name.empty() ? resource.id.value() : resource.name;
    alarm.metric = metricOf(textOf(m_catalogue, resource, "metric"));
    alarm.statistic = statisticOf(textOf(m_catalogue, resource, "statistic"));
    // The only statistic that CloudWatch has for it (Elastic Load Balancing user guide for
    // Application Load Balancers, "CloudWatch metrics").
    if (alarm.metric == Metric::RequestsPerTarget)
        alarm.statistic = Statistic::Sum;
    alarm.rule.comparison = comparisonOf(textOf(m_catalogue, resource, "comparison"));
    alarm.rule.threshold = numberOf(m_catalogue, resource, "threshold", 80);
    alarm.rule.evaluationPeriods =
        toCount(numberOf(m_catalogue, resource, "evaluation_periods", 1), 1);
    alarm.rule.datapointsToAlarm =
        std::min(toCount(numberOf(m_catalogue, resource, "datapoints_to_alarm",
                                  alarm.rule.evaluationPeriods),
                         1),
                 alarm.rule.evaluationPeriods);
    alarm.rule.missing = missingOf(textOf(m_catalogue, resource, "treat_missing_data"));
    alarm.periodNs = periodOf(numberOf(m_catalogue, resource, "period_s", 300));
    alarm.topic = topicNumber(textOf(m_catalogue, resource, "notification"));
    std::string target = textOf(m_catalogue, resource, "target");
    if (target.empty())
        target = textOf(m_catalogue, resource, "action_group");
    const auto node = m_plan.nodeOf.find(ResourceId{target});
    if (node != m_plan.nodeOf.end()) {
        alarm.group = m_plan.nodes[node->second].kind == NodeKind::Group
                          ? m_plan.nodes[node->second].group
                          : none;
        alarm.node = alarm.group == none ? node->second : none;
    }
    for (Index pool = 0; pool < m_plan.pools.size() && !hasSubject(alarm); ++pool)
        if (m_plan.pools[pool].id.value() == target)
            alarm.pool = pool;
    return alarm;
}

ScalingPolicyPlan PlanCompiler::makePolicy(const Json& json, const Resource& group) const
{
    ScalingPolicyPlan policy;
    const std::string kind = textIn(json, "kind");
    policy.name = textIn(json, "name");
    policy.kind = kind == "simple" ? PolicyKind::Simple
                  : kind == "step" ? PolicyKind::Step
                                   : PolicyKind::TargetTracking;
    policy.metric =
        textIn(json, "metric") == "requests_per_target" ? Metric::RequestsPerTarget : Metric::Cpu;
    policy.target = numberIn(json, "target", 50);
    const Json disabled = memberOf(json, "disable_scale_in");
    policy.mayScaleIn = !disabled.is_boolean() || !disabled.get<bool>();
    const std::string type = textIn(json, "adjustment_type");
    policy.adjustmentType = type == "exact_capacity"               ? Adjustment::ExactCapacity
                            : type == "percent_change_in_capacity" ? Adjustment::PercentChange
                                                                   : Adjustment::ChangeInCapacity;
    policy.adjustment = numberIn(json, "adjustment", 1);
    policy.leastChange = toCount(numberIn(json, "min_adjustment", 0), 0);
    policy.steps = stepsOf(memberOf(json, "steps"));
    // A step policy that draws no steps makes the one adjustment beyond its threshold.
    if (policy.kind == PolicyKind::Step && policy.steps.empty())
        policy.steps.push_back(StepPlan{.adjustment = policy.adjustment});
    const double cooldown = numberOf(m_catalogue, group, "cooldown_s", 300);
    policy.cooldownNs = toNanoseconds(numberIn(json, "cooldown_s", cooldown));
    const double warmup = numberIn(json, "warmup_s", -1);
    // It overrides the group's default (Amazon EC2 Auto Scaling user guide, "Clear the previously
    // set instance warmup for a scaling policy").
    policy.warmupNs = warmup >= 0 ? toNanoseconds(warmup) : -1;
    const ResourceId alarm{textIn(json, "alarm")};
    for (Index index = 0; index < m_plan.alarms.size(); ++index)
        if (!alarm.empty() && m_plan.alarms[index].id == alarm)
            policy.alarm = index;
    return policy;
}

/// The two alarms that Amazon EC2 Auto Scaling makes for target tracking: above the target for 3
/// minutes, or below 90 % of it for 15. Nobody can change them.
void PlanCompiler::addTrackingAlarms(ScalingPolicyPlan& policy, Index group)
{
    constexpr std::uint32_t highMinutes = 3;
    constexpr std::uint32_t lowMinutes = 15;
    constexpr double lowShare = 0.9;
    const std::string prefix =
        "TargetTracking-" + m_plan.nodes[m_plan.groups[group].node].id.value() + '-';
    AlarmPlan alarm{.metric = policy.metric, .group = group};
    alarm.statistic =
        policy.metric == Metric::RequestsPerTarget ? Statistic::Sum : Statistic::Average;
    alarm.periodNs = toNanoseconds(60);
    alarm.name = prefix + "AlarmHigh-" + policy.name;
    alarm.rule = AlarmRule{ThresholdComparison::Greater, policy.target, highMinutes, highMinutes};
    policy.alarm = static_cast<Index>(m_plan.alarms.size());
    m_plan.alarms.push_back(alarm);
    alarm.name = prefix + "AlarmLow-" + policy.name;
    alarm.rule =
        AlarmRule{ThresholdComparison::Less, lowShare * policy.target, lowMinutes, lowMinutes};
    m_plan.alarms.push_back(alarm);
}

} // namespace skydraft
