// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/rules/rule.h"

#include <algorithm>
#include <set>

namespace skydraft {
namespace {

bool isOutside(const RuleContext& context, const ResourceId& id)
{
    const Resource* resource = context.find(id);
    if (resource == nullptr)
        return false;
    switch (context.typeOf(*resource).role) {
    case NetworkRole::Clients:
    case NetworkRole::OnPremises:
    case NetworkRole::Cdn:
    case NetworkRole::Dns:
    case NetworkRole::InternetGateway:
        return true;
    default:
        return false;
    }
}

/// Names or addresses that lead the internet straight to the resource.
bool isMeantToBePublic(const RuleContext& context, const Resource& resource)
{
    for (const Connection* connection : context.survey.connectionsTo(resource.id))
        if (isOutside(context, connection->from))
            return true;
    for (const Resource* naming : context.namedBy(resource.id)) {
        const NetworkRole role = context.typeOf(*naming).role;
        if (role == NetworkRole::Dns)
            return true;
        if (role == NetworkRole::ElasticIp)
            for (const Resource* record : context.namedBy(naming->id))
                if (context.typeOf(*record).role == NetworkRole::Dns)
                    return true;
    }
    return false;
}

/// A bastion: it admits SSH or remote desktop from public addresses that somebody chose.
bool isBastion(const RuleContext& context, const InterfaceModel& interface)
{
    constexpr PortRange ssh{22, 22};
    constexpr PortRange remoteDesktop{3389, 3389};
    for (const Index number : interface.groups)
        for (const GroupRule& rule : context.groupAt(number).ingress)
            if (rule.protocol == Protocol::Tcp && rule.group == noIndex
                && (rule.ports == ssh || rule.ports == remoteDesktop))
                return true;
    return false;
}

bool isBehindBalancer(const RuleContext& context, const Resource& resource)
{
    const Resources naming = context.namedBy(resource.id);
    return !context.value(resource, "target_groups").empty()
           || std::any_of(naming.begin(), naming.end(), [&](const Resource* other) {
                  const NetworkRole role = context.typeOf(*other).role;
                  return role == NetworkRole::TargetGroup || role == NetworkRole::Balancer;
              });
}

/// The edits that take the public address of a server away.
Edit withoutPublicAddress(const RuleContext& context, const Resource& holder)
{
    Batch batch;
    batch.edits.push_back(Edit{SetProperty{holder.id, "public_ip", Json(false)}});
    for (const Resource* naming : context.namedBy(holder.id))
        if (context.typeOf(*naming).role == NetworkRole::ElasticIp)
            batch.edits.push_back(Edit{SetProperty{naming->id, "associated_with", std::nullopt}});
    return Edit{std::move(batch)};
}

/// Servers with a public address that nothing of the internet is meant to reach. A group's address
/// comes from its launch template.
std::vector<Report> needlessAddresses(const RuleContext& context)
{
    const NetworkModel& model = context.network.model();
    std::vector<Report> reports;
    std::set<ResourceId> seen;
    for (const InterfaceModel& interface : model.interfaces) {
        const Resource* owner = context.find(interface.owner);
        const bool isServer = owner != nullptr && interface.publicAddress
                              && (context.typeOf(*owner).behaviour == BehaviourKind::Server
                                  || interface.kind == InterfaceKind::GroupMember);
        if (!isServer || interface.subnet == noIndex || !interface.checksSourceAndDestination
            || isMeantToBePublic(context, *owner))
            continue;
        const bool isBalanced = isBehindBalancer(context, *owner);
        const Resource* holder =
            interface.kind == InterfaceKind::GroupMember && !interface.groupsOwner.empty()
                ? context.find(interface.groupsOwner)
                : owner;
        if ((!isBalanced && isBastion(context, interface))
            || context.typeOf(*holder).property("public_ip") == nullptr
            || !seen.insert(holder->id).second)
            continue;
        const Text message = isBalanced
                                 ? MODEL_TEXT("Rule", "%1 has a public address beside the load "
                                                      "balancer that it stands behind")
                                 : MODEL_TEXT("Rule", "%1 has a public address, but nothing "
                                                      "outside is meant to reach it");
        Report report{
            holder->id,
            message.with(displayName(*holder)),
            {{MODEL_TEXT("Rule", "Take the public address of %1 away").with(displayName(*holder)),
              withoutPublicAddress(context, *holder)}}};
        if (context.openToTheInternet(*owner).empty())
            report.severity = Severity::Note; // nothing arrives as long as the rules stay
        reports.push_back(std::move(report));
    }
    return reports;
}

} // namespace

std::vector<Rule> publicAddressRules()
{
    return {
        {.code = "EC001",
         .severity = Severity::Warning,
         .rank = 31,
         .why = MODEL_TEXT("Rule", "A public address is one wrong rule away from an attack, and "
                                   "AWS charges for each."),
         .equivalents = {"CKV_AWS_88", "CKV_AWS_389", "EC2.9", "AutoScaling.5", "EC2.25"},
         .check = needlessAddresses},
    };
}

} // namespace skydraft
