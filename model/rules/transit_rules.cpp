// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/network/route_lookup.h"
#include "model/rules/rule.h"
#include "model/rules/rule_edits.h"

#include <algorithm>
#include <map>
#include <set>

namespace skydraft {
namespace {

/// The VPCs that each VPC is peered with.
std::vector<std::set<Index>> peersOf(const NetworkModel& model)
{
    std::vector<std::set<Index>> peers(model.vpcs.size());
    for (const PeeringModel& peering : model.peerings)
        if (peering.requester != noIndex && peering.accepter != noIndex) {
            at(peers, peering.requester).insert(peering.accepter);
            at(peers, peering.accepter).insert(peering.requester);
        }
    return peers;
}

Index vpcOfEnd(const NetworkModel& model, const ResourceId& id)
{
    const auto found = model.interfacesOf.find(id);
    return found == model.interfacesOf.end() ? noIndex
                                             : at(model.interfaces, found->second.front()).vpc;
}

/// A VPC that both are peered with, though they are not peered with each other.
Index middleOf(const std::vector<std::set<Index>>& peers, Index from, Index to)
{
    if (from == noIndex || to == noIndex || from == to || at(peers, from).contains(to))
        return noIndex;
    for (const Index middle : at(peers, from))
        if (at(peers, middle).contains(to))
            return middle;
    return noIndex;
}

/// Arrows that take a peered VPC for a router: on to a third VPC, or out through its gateways.
std::vector<Report> transitivePaths(const RuleContext& context)
{
    const NetworkModel& model = context.network.model();
    const std::vector<std::set<Index>> peers = peersOf(model);
    std::vector<Report> reports;
    for (const auto& [connection, traced] : context.survey.traffic()) {
        if (traced.verdict != Verdict::Blocked)
            continue;
        const Index middle =
            middleOf(peers, vpcOfEnd(model, connection->from), vpcOfEnd(model, connection->to));
        const bool isEdgeToEdge =
            std::any_of(traced.blockedBy.begin(), traced.blockedBy.end(), [](const Block& block) {
                return block.code == "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"
                       || block.code == "NGW_REQUIRES_SOURCE_IN_VPC";
            });
        if (middle == noIndex && !isEdgeToEdge)
            continue;
        Text message = MODEL_TEXT("Rule", "%1 does not get to %2 through a peering: it leads to "
                                          "the other VPC only, not to its gateways");
        if (middle != noIndex)
            message = MODEL_TEXT("Rule", "%1 does not get to %2 by way of %3: peering leads to the "
                                         "other VPC only, not through it");
        message =
            message.with(nameOf(context, connection->from)).with(nameOf(context, connection->to));
        if (middle != noIndex)
            message = message.with(nameOf(context, at(model.vpcs, middle).id));
        reports.push_back({connection->to, std::move(message), wholePath(traced), connection->id});
    }
    return reports;
}

/// What joins the VPC to the transit gateway; null where nothing does.
const TransitAttachment* attachmentOf(const TransitGatewayModel& transit, Index vpc)
{
    for (const TransitAttachment& attachment : transit.attachments)
        if (attachment.kind == TransitAttachment::Kind::Vpc && attachment.vpc == vpc)
            return &attachment;
    return nullptr;
}

/// The attachment's settings with one more subnet.
Json withSubnet(const RuleContext& context, const Resource& transit, const ResourceId& vpc,
                const ResourceId& subnet)
{
    Json options = context.value(transit, "attachment_options");
    for (Json& option : options)
        if (memberText(option, "attachment") == vpc.value())
            option["subnets"].push_back(subnet.value());
    return options;
}

/// Subnets that lead to a transit gateway from a zone where it has no interface.
std::vector<Report> zonesWithoutAttachment(const RuleContext& context)
{
    const NetworkModel& model = context.network.model();
    std::vector<Report> reports;
    std::set<std::tuple<ResourceId, Index, std::string>> seen;
    for (const SubnetModel& subnet : model.subnets)
        for (const RouteModel& route : at(model.tables, subnet.table).routes) {
            if (route.kind != TargetKind::TransitGateway || subnet.zone.empty()
                || subnet.id.empty())
                continue;
            const TransitGatewayModel& transit = at(model.transitGateways, route.index);
            const TransitAttachment* attachment = attachmentOf(transit, subnet.vpc);
            if (attachment == nullptr || attachment->subnets.empty()) // not drawn
                continue;
            const bool isThere =
                std::any_of(attachment->subnets.begin(), attachment->subnets.end(),
                            [&](Index own) { return at(model.subnets, own).zone == subnet.zone; });
            if (isThere || !seen.emplace(transit.id, subnet.vpc, subnet.zone).second)
                continue;
            const Resource& drawn = *context.find(transit.id);
            reports.push_back(
                {subnet.id,
                 MODEL_TEXT("Rule", "%1 leads to %2, which has no subnet in the Availability Zone "
                                    "%3")
                     .with(nameOf(context, subnet.id))
                     .with(displayName(drawn))
                     .with(subnet.zone),
                 {{MODEL_TEXT("Rule", "Attach %1 to %2 too")
                       .with(nameOf(context, subnet.id))
                       .with(displayName(drawn)),
                   Edit{SetProperty{
                       transit.id, "attachment_options",
                       withSubnet(context, drawn, at(model.vpcs, subnet.vpc).id, subnet.id)}}}}});
        }
    return reports;
}

/// A firewall or router that packets for others are led through: not a NAT instance, whose
/// translation brings the answers back to it.
bool isMiddlebox(const NetworkModel& model, const RouteModel& route)
{
    const auto found = model.interfacesOf.find(route.target);
    return route.kind == TargetKind::Interface && found != model.interfacesOf.end()
           && !found->second.empty()
           && !at(model.interfaces, found->second.front()).checksSourceAndDestination;
}

/// VPCs with middleboxes in several zones behind a transit gateway without appliance mode: the
/// answer comes in through the zone of whoever answers (Amazon VPC Transit Gateways,
/// "Appliance in a shared services VPC").
std::vector<Report> withoutApplianceMode(const RuleContext& context)
{
    const NetworkModel& model = context.network.model();
    std::vector<std::set<std::string>> zones(model.vpcs.size());
    for (const RouteTableModel& table : model.tables)
        for (const RouteModel& route : table.routes)
            if (isMiddlebox(model, route)) {
                const InterfaceModel& box =
                    at(model.interfaces, model.interfacesOf.at(route.target).front());
                if (box.subnet != noIndex)
                    at(zones, box.vpc).insert(at(model.subnets, box.subnet).zone);
            }
    std::vector<Report> reports;
    for (const Resource* transit : context.withRole(NetworkRole::TransitGateway)) {
        const auto enabled = context.ids(*transit, "appliance_mode");
        for (const ResourceId& id : context.ids(*transit, "attachments")) {
            const Index vpc = context.survey.vpcOf(id);
            if (vpc == noIndex || at(zones, vpc).size() < 2
                || std::find(enabled.begin(), enabled.end(), id) != enabled.end())
                continue;
            Json with = context.value(*transit, "appliance_mode");
            with.push_back(id.value());
            reports.push_back(
                {transit->id,
                 MODEL_TEXT("Rule", "%1 may send a request and its answer through firewalls of "
                                    "different zones in %2")
                     .with(displayName(*transit))
                     .with(nameOf(context, id)),
                 {{MODEL_TEXT("Rule", "Switch on appliance mode for %1").with(nameOf(context, id)),
                   Edit{SetProperty{transit->id, "appliance_mode", std::move(with)}}}}});
        }
    }
    return reports;
}

/// Where the table of `from` leads packets for `to`.
const RouteModel* wayTo(const NetworkModel& model, const SubnetModel& from, const SubnetModel& to)
{
    const RouteChoice choice = lookUp(model, from.table, to.block.base);
    return choice.isLocal ? nullptr : choice.route;
}

/// Subnets of one VPC whose packets pass a middlebox in one direction only.
std::vector<Report> oneWayMiddleboxes(const RuleContext& context)
{
    const NetworkModel& model = context.network.model();
    std::map<Index, std::vector<const SubnetModel*>> byTable;
    std::map<Index, std::vector<const SubnetModel*>> byVpc;
    for (const SubnetModel& subnet : model.subnets)
        if (!subnet.id.empty()) {
            byTable[subnet.table].push_back(&subnet);
            byVpc[subnet.vpc].push_back(&subnet);
        }
    std::vector<Report> reports;
    for (const auto& [number, senders] : byTable)
        for (const RouteModel& route : at(model.tables, number).routes) {
            if (!isMiddlebox(model, route) || route.blocks.empty()
                || route.blocks.front().length == 0)
                continue;
            const SubnetModel& from = *senders.front();
            for (const SubnetModel* to : byVpc[from.vpc]) {
                if (to->table == number || !route.blocks.front().contains(to->block)
                    || wayTo(model, from, *to) != &route)
                    continue;
                const RouteModel* back = wayTo(model, *to, from);
                const Resource* table = context.find(at(model.tables, to->table).id);
                if (back != nullptr && back->target == route.target)
                    continue;
                Report report{route.target,
                              MODEL_TEXT("Rule", "packets from %1 to %2 pass %3, the answers do "
                                                 "not")
                                  .with(nameOf(context, from.id))
                                  .with(nameOf(context, to->id))
                                  .with(nameOf(context, route.target))};
                if (table != nullptr) {
                    Json routes = context.value(*table, "routes");
                    routes.push_back(
                        {{"destination", from.block.toString()}, {"target", route.target.value()}});
                    report.fixes.push_back(
                        {MODEL_TEXT("Rule", "Lead the answers through %1 too")
                             .with(nameOf(context, route.target)),
                         Edit{SetProperty{table->id, "routes", std::move(routes)}}});
                }
                reports.push_back(std::move(report));
                break;
            }
        }
    return reports;
}

std::vector<Report> asymmetricPaths(const RuleContext& context)
{
    std::vector<Report> reports = withoutApplianceMode(context);
    std::vector<Report> more = oneWayMiddleboxes(context);
    std::move(more.begin(), more.end(), std::back_inserter(reports));
    return reports;
}

} // namespace

std::vector<Rule> transitRules()
{
    return {
        {.code = "RT005",
         .severity = Severity::Error,
         .rank = 23,
         .why = MODEL_TEXT("Rule", "A peering joins two VPCs and nothing behind them. Peer the two "
                                   "ends directly, or join all of them with a transit gateway."),
         .equivalents = {"REL02-BP04"},
         .check = transitivePaths},
        {.code = "RT011",
         .severity = Severity::Warning,
         .why = MODEL_TEXT("Rule", "A transit gateway takes packets from a zone only where it has "
                                   "an interface in a subnet of that zone."),
         .equivalents = {"TGW_ROUTE_AZ_RESTRICTION"},
         .check = zonesWithoutAttachment},
        {.code = "RT012",
         .severity = Severity::Warning,
         .why = MODEL_TEXT("Rule", "A stateful firewall that sees one half of a conversation drops "
                                   "it."),
         .check = asymmetricPaths},
    };
}

} // namespace skydraft
