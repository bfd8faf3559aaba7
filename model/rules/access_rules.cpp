// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/rules/rule.h"
#include "model/rules/rule_edits.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace skydraft {
namespace {

/// What an agent on an instance talks to, by the managed policy that its role has.
struct Agent
{
    const char* policy = "";
    std::vector<const char*> services{};
};

/// AWS Systems Manager User Guide, "Improve the security of EC2 instances by using VPC endpoints";
/// Amazon ECS Developer Guide, "Amazon ECS interface VPC endpoints".
std::array<Agent, 3> agents()
{
    return {{{"AmazonSSMManagedInstanceCore", {"ssm", "ssmmessages", "ec2messages"}},
             {"AmazonEC2RoleforSSM", {"ssm", "ssmmessages", "ec2messages"}},
             {"AmazonEC2ContainerServiceforEC2Role",
              {"ecs", "ecs-agent", "ecs-telemetry", "ecr.api", "ecr.dkr", "logs"}}}};
}

bool hasPolicy(const RuleContext& context, const Resource& holder, std::string_view policy)
{
    for (const ResourceId& id : context.ids(holder, "iam_role"))
        if (const Resource* role = context.find(id))
            for (const Json& name : context.value(*role, "managed_policies"))
                if (name.is_string()
                    && name.get_ref<const std::string&>().find(policy) != std::string::npos)
                    return true;
    return false;
}

/// Whether a packet of the interface gets out, to AWS's public endpoints among others.
bool getsOut(const RuleContext& context, const InterfaceModel& interface)
{
    const RouteModel* route = routeToInternet(context, interface.subnet);
    return route != nullptr
           && (route->kind != TargetKind::InternetGateway || interface.publicAddress);
}

std::set<std::string> missingServices(const RuleContext& context, Index vpc, const Agent& agent)
{
    std::set<std::string> missing(agent.services.begin(), agent.services.end());
    for (const EndpointModel& endpoint : context.network.model().endpoints)
        if (endpoint.vpc == vpc && !endpoint.isGateway)
            missing.erase(context.text(*context.find(endpoint.id), "service"));
    return missing;
}

/// Endpoints for the services in the subnet, with a group that admits HTTPS from the VPC.
std::vector<Fix> endpointsFor(const RuleContext& context, const InterfaceModel& interface,
                              const std::set<std::string>& services)
{
    const NetworkModel& model = context.network.model();
    const VpcModel& vpc = at(model.vpcs, interface.vpc);
    const ResourceId& subnet = at(model.subnets, interface.subnet).id;
    if (vpc.id.empty() || subnet.empty())
        return {};
    Json rules = Json::array();
    for (const Cidr& block : vpc.blocks)
        rules.push_back({{"protocol", "tcp"},
                         {"from_port", 443},
                         {"to_port", 443},
                         {"source", block.toString()}});
    Resource group = newResource(context, NetworkRole::SecurityGroup, "endpoints-sg", vpc.id,
                                 {{"ingress", std::move(rules)}});
    const ResourceId groupId = group.id;
    Batch batch;
    batch.edits.push_back(Edit{AddResource{std::move(group)}});
    for (const std::string& service : services)
        batch.edits.push_back(Edit{
            AddResource{newResource(context, NetworkRole::Endpoint, service + "-endpoint", vpc.id,
                                    {{"endpoint_type", "interface"},
                                     {"service", service},
                                     {"subnets", {subnet.value()}},
                                     {"security_groups", {groupId.value()}}})}});
    return {{MODEL_TEXT("Rule", "Add %1 interface endpoints to %2")
                 .with(static_cast<int>(services.size()))
                 .with(nameOf(context, vpc.id)),
             Edit{std::move(batch)}}};
}

/// Instances whose Systems Manager or ECS agent cannot reach its service; one report for a VPC.
std::vector<Report> agentsWithoutService(const RuleContext& context)
{
    std::vector<Report> reports;
    std::set<std::pair<Index, std::string>> seen;
    const auto known = agents();
    for (const InterfaceModel& interface : context.network.model().interfaces) {
        const ResourceId& id =
            interface.groupsOwner.empty() ? interface.owner : interface.groupsOwner;
        const Resource* holder = context.find(id);
        if (holder == nullptr || interface.subnet == noIndex
            || context.typeOf(*holder).property("iam_role") == nullptr)
            continue;
        for (const Agent& agent : known) {
            if (!hasPolicy(context, *holder, agent.policy) || getsOut(context, interface))
                continue;
            const auto missing = missingServices(context, interface.vpc, agent);
            if (missing.empty() || !seen.emplace(interface.vpc, agent.services.front()).second)
                continue;
            std::string list;
            for (const std::string& service : missing)
                list += (list.empty() ? "" : ", ") + service;
            reports.push_back({interface.owner,
                               MODEL_TEXT("Rule", "the agent on %1 has no way to its service: no "
                                                  "NAT gateway and no endpoint for %2")
                                   .with(nameOf(context, interface.owner))
                                   .with(list),
                               endpointsFor(context, interface, missing)});
        }
    }
    return reports;
}

/// Instances through which others reach the internet: targets of a default route.
std::vector<Report> loneNatInstances(const RuleContext& context)
{
    const NetworkModel& model = context.network.model();
    std::map<Index, std::set<ResourceId>> byVpc;
    for (const RouteTableModel& table : model.tables)
        for (const RouteModel& route : table.routes)
            if (route.kind == TargetKind::Interface && !route.blocks.empty()
                && route.blocks.front().length == 0)
                byVpc[table.vpc].insert(route.target);
    std::vector<Report> reports;
    for (const auto& [vpc, instances] : byVpc) {
        if (instances.size() != 1)
            continue;
        const Resource& instance = *context.find(*instances.begin());
        Report report{instance.id, MODEL_TEXT("Rule", "%1 is the only way of its VPC to the "
                                                      "internet")
                                       .with(displayName(instance))};
        const Resource* subnet = context.around(instance, NetworkRole::Subnet);
        if (subnet != nullptr) {
            Resource gateway = newResource(context, NetworkRole::NatGateway, "nat", subnet->id, {});
            gateway.properties = Json::object();
            Batch batch;
            const std::string target = gateway.id.value();
            batch.edits.push_back(Edit{AddResource{std::move(gateway)}});
            for (const RouteTableModel& table : model.tables) {
                const Resource* drawn = context.find(table.id);
                if (drawn == nullptr || table.vpc != vpc)
                    continue;
                Json routes = context.value(*drawn, "routes");
                for (Json& route : routes)
                    if (memberText(route, "target") == instance.id.value())
                        route["target"] = target;
                if (routes != context.value(*drawn, "routes"))
                    batch.edits.push_back(
                        Edit{SetProperty{drawn->id, "routes", std::move(routes)}});
            }
            report.fixes.push_back({MODEL_TEXT("Rule", "Put a NAT gateway in the place of %1")
                                        .with(displayName(instance)),
                                    Edit{std::move(batch)}});
        }
        reports.push_back(std::move(report));
    }
    return reports;
}

/// The one public server whose group others admit for SSH or remote desktop.
std::vector<Report> loneBastions(const RuleContext& context)
{
    const NetworkModel& model = context.network.model();
    std::set<Index> doors;
    context.notePackets();
    for (const GroupModel& group : model.groups)
        for (const GroupRule& rule : group.ingress)
            if (rule.protocol == Protocol::Tcp && rule.group != noIndex
                && (rule.ports == PortRange{22, 22} || rule.ports == PortRange{3389, 3389}))
                doors.insert(rule.group);
    std::vector<Report> reports;
    for (const Index door : doors) {
        const auto& members = context.namingIn("security_groups", at(model.groups, door).id);
        const auto interfaces = members.size() == 1 ? model.interfacesOf.find(members.front()->id)
                                                    : model.interfacesOf.end();
        if (interfaces == model.interfacesOf.end() || interfaces->second.size() != 1)
            continue;
        const InterfaceModel& only = at(model.interfaces, interfaces->second.front());
        if (only.publicAddress && only.kind == InterfaceKind::Host)
            reports.push_back(
                {only.owner, MODEL_TEXT("Rule", "%1 is the only door for administrators; Session "
                                                "Manager needs none")
                                 .with(nameOf(context, only.owner))});
    }
    return reports;
}

std::vector<Report> loneDoors(const RuleContext& context)
{
    std::vector<Report> reports = loneNatInstances(context);
    std::vector<Report> more = loneBastions(context);
    std::move(more.begin(), more.end(), std::back_inserter(reports));
    return reports;
}

} // namespace

std::vector<Rule> accessRules()
{
    return {
        {.code = "AZ010",
         .severity = Severity::Note,
         .why = MODEL_TEXT("Rule", "When this one instance or its zone fails, everything behind it "
                                   "is cut off."),
         .equivalents = {"REL10-BP01"},
         .check = loneDoors},
        {.code = "VP004",
         .severity = Severity::Warning,
         .why = MODEL_TEXT("Rule", "The agent opens the connection to its service itself; without "
                                   "a way there the instance never appears in the console."),
         .equivalents = {"EC2.10"},
         .check = agentsWithoutService},
    };
}

} // namespace skydraft
