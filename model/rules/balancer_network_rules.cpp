// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/network/fixes.h"
#include "model/network/target_groups.h"
#include "model/rules/forwarding.h"
#include "model/rules/rule.h"
#include "model/rules/rule_edits.h"

#include <algorithm>
#include <map>
#include <set>

namespace skydraft {
namespace {

const Cidr everywhere = Cidr::of(IpAddress::v4(0), 0);

// ---- LB004: around CloudFront

bool isBehindCloudFront(const RuleContext& context, const Resource& balancer)
{
    bool hasEdge = false;
    for (const Connection* connection : context.survey.connectionsTo(balancer.id)) {
        const Resource* from = context.find(connection->from);
        const NetworkRole role = from == nullptr ? NetworkRole::None : context.typeOf(*from).role;
        // Clients that are drawn at the balancer itself are meant to come there.
        if (role == NetworkRole::Clients)
            return false;
        hasEdge = hasEdge || role == NetworkRole::Cdn;
    }
    return hasEdge;
}

/// The edit that admits CloudFront's edge locations only, by the prefix list that AWS keeps.
Edit onlyFromCloudFront(const RuleContext& context, const Resource& group)
{
    constexpr const char* name = "com.amazonaws.global.cloudfront.origin-facing";
    Batch batch;
    ResourceId list;
    for (const Resource* known : context.withRole(NetworkRole::PrefixList))
        if (context.text(*known, "aws_managed_name") == name)
            list = known->id;
    if (list.empty()) {
        Resource made = newResource(context, NetworkRole::PrefixList, "cloudfront-origin-facing",
                                    std::nullopt, {{"aws_managed_name", name}});
        list = made.id;
        batch.edits.push_back(Edit{AddResource{std::move(made)}});
    }
    Json rules = Json::array();
    for (Json rule : context.value(group, "ingress")) {
        const auto block = Cidr::parse(memberText(rule, "source"));
        if (block && block->length == 0)
            rule["source"] = list.value();
        if (std::find(rules.begin(), rules.end(), rule) == rules.end())
            rules.push_back(std::move(rule));
    }
    batch.edits.push_back(Edit{SetProperty{group.id, "ingress", std::move(rules)}});
    return Edit{std::move(batch)};
}

std::vector<Report> openBehindCloudFront(const RuleContext& context)
{
    std::vector<Report> reports;
    std::set<ResourceId> seen;
    for (const Resource* balancer : context.withRole(NetworkRole::Balancer)) {
        if (context.text(*balancer, "scheme") == "internal"
            || !isBehindCloudFront(context, *balancer))
            continue;
        for (const ResourceId& id : context.ids(*balancer, "security_groups")) {
            const Resource* group = context.find(id);
            if (group == nullptr || seen.contains(id))
                continue;
            const Json& rules = context.value(*group, "ingress");
            const bool isOpen = std::any_of(rules.begin(), rules.end(), [](const Json& rule) {
                const auto block = Cidr::parse(memberText(rule, "source"));
                return block && block->length == 0;
            });
            if (!isOpen)
                continue;
            seen.insert(id);
            reports.push_back(
                {balancer->id,
                 MODEL_TEXT("Rule", "%1 stands behind CloudFront, but %2 admits everybody else too")
                     .with(displayName(*balancer))
                     .with(displayName(*group)),
                 {{MODEL_TEXT("Rule", "Admit CloudFront's prefix list only in %1")
                       .with(displayName(*group)),
                   onlyFromCloudFront(context, *group)}}});
        }
    }
    return reports;
}

// ---- LB007: the client's address at the target

/// Whether the groups admit the balancer's own nodes on that port, and nobody beside them.
bool admitsNodesOnly(const RuleContext& context, const std::vector<Index>& groups, int port,
                     const std::vector<Index>& nodes)
{
    const NetworkModel& model = context.network.model();
    bool admitsNode = false;
    for (const Index number : groups)
        for (const GroupRule& rule : context.groupAt(number).ingress) {
            const bool isForPort =
                rule.protocol == Protocol::Any
                || ((rule.protocol == Protocol::Tcp || rule.protocol == Protocol::Udp)
                    && rule.ports.contains({port, port}));
            if (!isForPort)
                continue;
            for (const Cidr& block : rule.blocks) {
                const bool isNodes = std::any_of(nodes.begin(), nodes.end(), [&](Index node) {
                    const InterfaceModel& interface = at(model.interfaces, node);
                    return interface.subnet != noIndex
                           && at(model.subnets, interface.subnet).block.contains(block)
                           && block.contains(interface.address);
                });
                if (!isNodes)
                    return false; // for the clients, we hope
                admitsNode = true;
            }
            if (rule.group != noIndex)
                return false;
        }
    return admitsNode;
}

std::vector<Report> clientsShutOut(const RuleContext& context)
{
    const NetworkModel& model = context.network.model();
    std::vector<Report> reports;
    for (const Forwarding& forwarding : context.survey.forwardings()) {
        if (!context.typeOf(*forwarding.balancer).preservesClientAddress)
            continue;
        const std::vector<Index>& nodes = interfacesOf(context, *forwarding.balancer);
        for (const Resource* target : forwarding.targets) {
            const std::vector<Index>& own = interfacesOf(context, *target);
            const auto ways = registrationsOf(context.network, *forwarding.balancer, *target);
            const auto way = std::find_if(ways.begin(), ways.end(), [&](const Registration& one) {
                return one.owner == forwarding.group->id;
            });
            if (own.empty() || nodes.empty() || way == ways.end() || !way->keepsClientAddress
                || !admitsNodesOnly(context, at(model.interfaces, own.front()).groups, way->port,
                                    nodes))
                continue;
            const InterfaceModel& node = at(model.interfaces, nodes.front());
            const Cidr clients = node.publicAddress || node.vpc == noIndex
                                     ? everywhere
                                     : at(model.vpcs, node.vpc).blocks.front();
            const bool isUdp = context.text(*forwarding.group, "protocol") == "udp";
            const Need need{.remedy = OpenGroup{.interface = own.front(),
                                                .protocol = isUdp ? Protocol::Udp : Protocol::Tcp,
                                                .ports = {way->port, way->port},
                                                .peer = clients.toString()}};
            Report report{target->id,
                          MODEL_TEXT("Rule", "%1 admits the nodes of %2, but sees the addresses of "
                                             "its clients")
                              .with(displayName(*target))
                              .with(displayName(*forwarding.balancer)),
                          planFixes(context.network, {need})};
            if (!isUdp)
                report.fixes.push_back(
                    {MODEL_TEXT("Rule", "Switch off client IP preservation in %1")
                         .with(displayName(*forwarding.group)),
                     Edit{SetProperty{forwarding.group->id, "preserve_client_ip", Json(false)}}});
            reports.push_back(std::move(report));
        }
    }
    return reports;
}

// ---- AZ006: zones and targets

/// Zones of the subnets that something stands in, with a count; empty where one is not known.
std::map<std::string, int> zonesOf(const RuleContext& context,
                                   const std::vector<const Resource*>& resources)
{
    std::map<std::string, int> zones;
    for (const Resource* resource : resources)
        for (const Index subnet : subnetsOf(context, *resource)) {
            const std::string& zone = at(context.network.model().subnets, subnet).zone;
            if (zone.empty())
                return {};
            ++zones[zone];
        }
    return zones;
}

/// A subnet of the zone that the balancer may use; public for one that faces the internet.
const SubnetModel* subnetIn(const RuleContext& context, const Resource& balancer,
                            const std::string& zone)
{
    const NetworkModel& model = context.network.model();
    const std::set<Index> own = subnetsOf(context, balancer);
    const bool isInternal = context.text(balancer, "scheme") == "internal";
    for (std::size_t i = 0; i < model.subnets.size() && !own.empty(); ++i) {
        const SubnetModel& candidate = model.subnets[i];
        const bool isPublic = context.survey.isPublic(static_cast<Index>(i));
        if (candidate.zone == zone && !candidate.id.empty() && isPublic != isInternal
            && candidate.vpc == at(model.subnets, *own.begin()).vpc)
            return &candidate;
    }
    return nullptr;
}

std::optional<Report> unusedTargets(const RuleContext& context, const Resource& balancer,
                                    const std::string& zone)
{
    Report report{balancer.id,
                  MODEL_TEXT("Rule", "%1 has targets in the Availability Zone %2, which is not "
                                     "enabled for it")
                      .with(displayName(balancer))
                      .with(zone)};
    if (const SubnetModel* subnet = subnetIn(context, balancer, zone)) {
        Json subnets = context.value(balancer, "subnets");
        subnets.push_back(subnet->id.value());
        report.fixes.push_back({MODEL_TEXT("Rule", "Enable the zone with the subnet %1")
                                    .with(nameOf(context, subnet->id)),
                                Edit{SetProperty{balancer.id, "subnets", std::move(subnets)}}});
    }
    return report;
}

std::optional<Report> unevenZones(const RuleContext& context, const Forwarding& forwarding)
{
    const Resource& balancer = *forwarding.balancer;
    const auto nodes = zonesOf(context, {&balancer});
    const auto targets = zonesOf(context, forwarding.targets);
    if (nodes.empty() || targets.empty() || context.value(balancer, "subnets").empty())
        return std::nullopt;
    for (const auto& [zone, count] : targets)
        if (!nodes.contains(zone))
            return unusedTargets(context, balancer, zone);
    if (context.value(balancer, "cross_zone") != false)
        return std::nullopt;
    const auto lone = std::find_if(nodes.begin(), nodes.end(),
                                   [&](const auto& zone) { return !targets.contains(zone.first); });
    const bool isUneven = std::any_of(targets.begin(), targets.end(), [&](const auto& zone) {
        return zone.second != targets.begin()->second;
    });
    if (lone == nodes.end() && !isUneven)
        return std::nullopt;
    const Text message =
        lone != nodes.end()
            ? MODEL_TEXT("Rule", "%1 has no target in the Availability Zone %2 and does not "
                                 "balance across zones")
                  .with(displayName(balancer))
                  .with(lone->first)
            : MODEL_TEXT("Rule", "%1 has more targets in one zone than in another and does not "
                                 "balance across zones")
                  .with(displayName(balancer));
    return Report{balancer.id,
                  message,
                  {{MODEL_TEXT("Rule", "Balance %1 across zones").with(displayName(balancer)),
                    Edit{SetProperty{balancer.id, "cross_zone", Json(true)}}}}};
}

std::vector<Report> unevenBalancers(const RuleContext& context)
{
    std::vector<Report> reports;
    std::set<ResourceId> seen;
    for (const Forwarding& forwarding : context.survey.forwardings())
        if (!seen.contains(forwarding.balancer->id))
            if (auto report = unevenZones(context, forwarding)) {
                seen.insert(forwarding.balancer->id);
                reports.push_back(std::move(*report));
            }
    return reports;
}

} // namespace

std::vector<Rule> balancerNetworkRules()
{
    return {
        {.code = "LB004",
         .severity = Severity::Warning,
         .rank = 25,
         .why = MODEL_TEXT("Rule", "Who asks the balancer itself gets around the firewall, the "
                                   "cache and the logs of CloudFront."),
         .check = openBehindCloudFront},
        {.code = "LB007",
         .severity = Severity::Warning,
         .why = MODEL_TEXT("Rule", "With client IP preservation the target sees the addresses of "
                                   "the clients, and its security group must admit them."),
         .check = clientsShutOut},
        {.code = "AZ006",
         .severity = Severity::Warning,
         .why = MODEL_TEXT("Rule", "A balancer sends nothing to a zone that is not enabled, and "
                                   "without balancing across zones each zone serves its own."),
         .equivalents = {"CKV_AWS_152", "CKV_AWS_138", "ELB.9"},
         .check = unevenBalancers},
    };
}

} // namespace skydraft
