// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/fixes.h"
#include "model/network/network_acl_rules.h"
#include "model/rules/forwarding.h"
#include "model/rules/rule.h"
#include "model/rules/rule_edits.h"

#include <map>
#include <set>
#include <tuple>

namespace skydraft {
namespace {

const Cidr everywhere = Cidr::of(IpAddress::v4(0), 0);

/// Collects what network ACLs lack, one report for each ACL.
class AclNeeds
{
public:
    explicit AclNeeds(const RuleContext& context)
        : m_context(context)
        , m_model(context.network.model())
    {}

    /// Notes that the ACL of the subnet should let tcp packets pass and does not; `why` has places
    /// for the name of the ACL and of the resource that suffers.
    void want(Index subnet, Direction direction, const PortRange& ports, const Cidr& range,
              const Text& why, const ResourceId& sufferer)
    {
        const Index number = at(m_model.subnets, subnet).acl;
        const AclModel& acl = at(m_model.acls, number);
        if (acl.id.empty())
            return; // the default one, which allows everything
        const auto& rules = direction == Direction::Ingress ? acl.ingress : acl.egress;
        if (decide(rules, {Protocol::Tcp, ports}, range).isAllowed)
            return;
        Found& found = m_found[number];
        if (found.needs.empty())
            found.message = why.with(nameOf(m_context, acl.id)).with(nameOf(m_context, sufferer));
        found.needs.push_back({.remedy = OpenAcl{number, direction, Protocol::Tcp, ports, range}});
    }

    std::vector<Report> reports() const
    {
        std::vector<Report> reports;
        for (const auto& [number, found] : m_found)
            reports.push_back({at(m_model.acls, number).id, found.message,
                               planFixes(m_context.network, found.needs)});
        return reports;
    }

private:
    struct Found
    {
        Text message{};
        std::vector<Need> needs{};
    };

    const RuleContext& m_context;
    const NetworkModel& m_model;
    std::map<Index, Found> m_found;
};

int healthCheckPort(const RuleContext& context, const Forwarding& forwarding)
{
    const Json check = context.completeValue(*forwarding.group, "health_check");
    if (const auto own = memberNumber(check, "port"))
        return *own;
    if (forwarding.group != forwarding.balancer)
        return static_cast<int>(context.number(*forwarding.group, "port", 80));
    const Json& listeners = context.value(*forwarding.balancer, "listeners");
    if (listeners.empty())
        return 80;
    const auto instancePort = memberNumber(listeners.front(), "instance_port");
    return instancePort ? *instancePort : memberNumber(listeners.front(), "port").value_or(80);
}

void wantHealthChecks(const RuleContext& context, AclNeeds& needs)
{
    const NetworkModel& model = context.network.model();
    const Text why = MODEL_TEXT("Rule", "%1 stops the health checks of %2");
    std::set<std::tuple<ResourceId, Index, Index, int>> seen;
    for (const Forwarding& forwarding : context.survey.forwardings()) {
        const ResourceId& balancer = forwarding.balancer->id;
        const std::set<Index> nodes = subnetsOf(context, *forwarding.balancer);
        const int port = healthCheckPort(context, forwarding);
        for (const Resource* target : forwarding.targets)
            for (const Index there : subnetsOf(context, *target))
                for (const Index here : nodes) {
                    if (here == there || !seen.emplace(balancer, here, there, port).second)
                        continue;
                    const Cidr& from = at(model.subnets, here).block;
                    const Cidr& to = at(model.subnets, there).block;
                    needs.want(here, Direction::Egress, {port, port}, to, why, balancer);
                    needs.want(there, Direction::Ingress, {port, port}, from, why, balancer);
                    needs.want(there, Direction::Egress, awsEphemeralPorts, from, why, balancer);
                    needs.want(here, Direction::Ingress, awsEphemeralPorts, to, why, balancer);
                }
    }
}

/// Answers from the internet come to the ports that the NAT gateway sends from, and go on to those
/// of its clients.
void wantNatPorts(const RuleContext& context, AclNeeds& needs)
{
    const NetworkModel& model = context.network.model();
    const Text why = MODEL_TEXT("Rule", "%1 stops the answers that come through %2");
    for (const SubnetModel& subnet : model.subnets) {
        const auto number = static_cast<Index>(&subnet - model.subnets.data());
        const RouteModel* route = routeToInternet(context, number);
        if (route == nullptr || route->kind != TargetKind::NatGateway)
            continue;
        const NatGatewayModel& nat = at(model.natGateways, route->index);
        const Index place = at(model.interfaces, nat.interface).subnet;
        if (place == noIndex || !nat.isPublic)
            continue;
        needs.want(place, Direction::Ingress, awsEphemeralPorts, everywhere, why, nat.id);
        if (place == number)
            continue;
        needs.want(place, Direction::Egress, hostEphemeralPorts, subnet.block, why, nat.id);
        needs.want(number, Direction::Ingress, hostEphemeralPorts, everywhere, why, nat.id);
    }
}

std::vector<Report> blockedHelpers(const RuleContext& context)
{
    AclNeeds needs(context);
    wantHealthChecks(context, needs);
    wantNatPorts(context, needs);
    return needs.reports();
}

} // namespace

std::vector<Rule> aclHelperRules()
{
    return {
        {.code = "NA008",
         .severity = Severity::Warning,
         .why = MODEL_TEXT("Rule", "A network ACL keeps no state, and load balancers and NAT "
                                   "gateways use ports of their own, 1024 to 65535."),
         .check = blockedHelpers},
    };
}

} // namespace skydraft
