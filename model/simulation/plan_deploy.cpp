// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/plan_deploy.h"

#include "model/architecture/property_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace skydraft {

namespace {

constexpr double mostInstances = 100'000;

/// Traffic splitting of Elastic Beanstalk is immutable with a share of the traffic before.
constexpr std::array<std::pair<std::string_view, DeployPolicy>, 6> deployPolicies{
    {{"all-at-once", DeployPolicy::AllAtOnce},
     {"rolling", DeployPolicy::Rolling},
     {"rolling-with-additional-batch", DeployPolicy::RollingWithAdditionalBatch},
     {"immutable", DeployPolicy::Immutable},
     {"traffic-splitting", DeployPolicy::Immutable},
     {"blue-green", DeployPolicy::BlueGreen}}};

Result<DeployPolicy> policyOf(const Fault& fault, const std::string& usual,
                              const std::string& pointer)
{
    if (fault.kind == "deploy.refresh")
        return DeployPolicy::Refresh;
    const Json value = memberOf(fault.extra, "policy");
    const std::string name = value.is_string() ? value.get<std::string>()
                             : value.is_null() ? (usual.empty() ? "rolling" : usual)
                                               : value.dump();
    for (const auto& [word, policy] : deployPolicies)
        if (word == name)
            return policy;
    return fail(ErrorCode::InvalidChoice,
                MODEL_TEXT("Simulation",
                           "A deployment is all-at-once, rolling, rolling-with-additional-batch, "
                           "immutable or blue-green, not \"%1\".")
                    .with(name),
                pointerTo(pointer, "policy"));
}

Result<void> takeBatch(DeployPlan& deploy, const Fault& fault, const std::string& pointer)
{
    const Json value = memberOf(fault.extra, "batch");
    if (value.is_null())
        return {};
    if (value.is_number()) {
        const double count = value.get<double>();
        if (count >= 1 && count <= mostInstances) {
            deploy.batch = static_cast<std::uint32_t>(count);
            return {};
        }
    } else if (value.is_string()) {
        const std::string text = value.get<std::string>();
        int percent = 0;
        const char* const end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, percent);
        if (error == std::errc{} && percent >= 1 && percent <= 100 && stop + 1 == end
            && *stop == '%') {
            deploy.batchPercent = percent;
            return {};
        }
    }
    return fail(ErrorCode::OutOfRange,
                MODEL_TEXT("Simulation",
                           "The batch of a deployment is a number of instances from 1 on, or a "
                           "share of the group from \"1%\" to \"100%\"."),
                pointerTo(pointer, "batch"));
}

Result<void> takeTime(std::int64_t& time, const Fault& fault, const char* member,
                      const std::string& pointer)
{
    const Json value = memberOf(fault.extra, member);
    if (value.is_null())
        return {};
    const double seconds = value.is_number() ? value.get<double>() : -1;
    if (!(seconds >= 0 && seconds <= 86'400))
        return fail(ErrorCode::OutOfRange,
                    MODEL_TEXT("Simulation", "Times of a deployment are from 0 to 86,400 seconds."),
                    pointerTo(pointer, member));
    time = fromSeconds(seconds).count();
    return {};
}

Result<void> takeFlag(bool& flag, const Fault& fault, const char* member,
                      const std::string& pointer)
{
    const Json value = memberOf(fault.extra, member);
    if (!value.is_null() && !value.is_boolean())
        return fail(
            ErrorCode::WrongType,
            MODEL_TEXT("Simulation", "\"%1\" of a deployment is true or false.").with(member),
            pointerTo(pointer, member));
    flag = value.is_null() ? flag : value.get<bool>();
    return {};
}

/// The groups among the targets of a balancer.
std::vector<Index> groupsBehind(const SimulationPlan& plan, const BalancerPlan& balancer)
{
    std::vector<Index> groups;
    const auto addPool = [&](Index pool) {
        if (pool == none)
            return;
        for (const PoolMember& member : plan.pools[pool].members) {
            const bool isNew = std::find(groups.begin(), groups.end(), member.node) == groups.end();
            if (plan.nodes[member.node].kind == NodeKind::Group && isNew)
                groups.push_back(member.node);
        }
    };
    addPool(balancer.directPool);
    for (const auto& listener : balancer.listeners)
        addPool(listener.second);
    return groups;
}

} // namespace

Result<void> takeDeploy(FaultPlan& planned, const SimulationPlan& plan, const Fault& fault,
                        const std::string& pointer)
{
    const auto node = plan.nodeOf.find(ResourceId{fault.target});
    const auto composite = plan.groupOfComposite.find(ResourceId{fault.target});
    Index group = composite != plan.groupOfComposite.end() ? composite->second
                  : node == plan.nodeOf.end()              ? none
                                                           : node->second;
    if (group != none && plan.nodes[group].balancer != none) {
        const auto groups = groupsBehind(plan, plan.balancers[plan.nodes[group].balancer]);
        group = groups.size() == 1 ? groups.front() : none;
    }
    if (group == none || plan.nodes[group].kind != NodeKind::Group)
        return fail(node == plan.nodeOf.end() ? ErrorCode::DanglingReference
                                              : ErrorCode::WrongReference,
                    MODEL_TEXT("Simulation",
                               "\"%1\" is no Auto Scaling group; new versions are deployed to one.")
                        .with(fault.target),
                    pointerTo(pointer, "target"));
    planned.node = group;
    if (planned.kind != FaultKind::Deploy)
        return {};
    const auto policy = policyOf(fault, plan.groups[plan.nodes[group].group].deployment, pointer);
    if (!policy)
        return tl::unexpected(policy.error());
    DeployPlan& deploy = planned.deploy;
    deploy.isBad = fault.kind == "badVersion";
    deploy.policy = *policy;
    if (*policy == DeployPolicy::Refresh) {
        deploy.batchPercent = 10; // 90 % stay healthy
        deploy.patienceNs = fromSeconds(3600).count();
        deploy.rollsBack = false;
    } else if (*policy == DeployPolicy::AllAtOnce) {
        deploy.rollsBack = false;
    }
    if (auto taken = takeBatch(deploy, fault, pointer); !taken)
        return taken;
    for (const auto& [time, member] : {std::pair{&deploy.installNs, "install_time_s"},
                                       std::pair{&deploy.patienceNs, "timeout_s"}})
        if (auto taken = takeTime(*time, fault, member, pointer); !taken)
            return taken;
    for (const auto& [flag, member] :
         {std::pair{&deploy.isBad, "bad_version"}, std::pair{&deploy.rollsBack, "rollback"}})
        if (auto taken = takeFlag(*flag, fault, member, pointer); !taken)
            return taken;
    return {};
}

} // namespace skydraft
