// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/rules/rule.h"
#include "model/rules/rule_edits.h"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace skydraft {
namespace {

/// The port that a data store listens on.
int portOf(const RuleContext& context, const Resource& resource)
{
    if (const double own = context.number(resource, "port", 0); own > 0)
        return static_cast<int>(own);
    for (const ListeningPort& port : context.typeOf(resource).ports)
        if (port.property.empty() || context.text(resource, port.property) == port.value)
            return port.port;
    return 0;
}

/// The part of a trace's fixes that changes one property of one resource.
std::vector<Fix> fixesFor(const Trace& traced, const ResourceId& id, std::string_view property)
{
    std::vector<Fix> fixes;
    for (const Fix& fix : traced.fixes)
        if (const auto* set = std::get_if<SetProperty>(&fix.edit.change);
            set != nullptr && set->id == id && set->property == property)
            fixes.push_back(fix);
    return fixes;
}

/// An instance of an Auto Scaling group stands for the group: arrows are drawn from one or the
/// other.
const ResourceId& identityOf(const RuleContext& context, const Resource& resource)
{
    const Json& group = context.value(resource, "auto_scaling_group");
    if (group.is_string())
        if (const Resource* found = context.find(ResourceId(group.get_ref<const std::string&>())))
            return found->id;
    return resource.id;
}

/// Finds who may talk to a data store although no arrow says so.
class UndrawnReach
{
public:
    explicit UndrawnReach(const RuleContext& context)
        : m_context(context)
        , m_model(context.network.model())
    {}

    std::vector<Report> reports()
    {
        std::vector<Report> found;
        for (const Resource* store : m_context.subjects(NetworkRole::Interface)) {
            if (!isDataStore(*store))
                continue;
            const auto numbers = m_model.interfacesOf.find(store->id);
            // A standby takes no connections before it takes over.
            if (numbers == m_model.interfacesOf.end()
                || m_context.text(*store, "replica_role") == "standby")
                continue;
            if (auto report = reportFor(*store, at(m_model.interfaces, numbers->second.front())))
                found.push_back(std::move(*report));
        }
        return found;
    }

private:
    bool isDataStore(const Resource& resource) const
    {
        const BehaviourKind kind = m_context.typeOf(resource).behaviour;
        return kind == BehaviourKind::Database || kind == BehaviourKind::Cache;
    }

    /// Who has an arrow to the store, or to the one that it replicates or that replicates it.
    std::unordered_set<ResourceId> drawnSenders(const Resource& store) const
    {
        std::vector<ResourceId> family{store.id};
        for (const ResourceId& source : m_context.ids(store, "source"))
            family.push_back(source);
        for (const Resource* replica : m_context.namedBy(store.id))
            family.push_back(replica->id);
        std::unordered_set<ResourceId> senders;
        for (const ResourceId& id : family)
            for (const Connection* connection : m_context.survey.connectionsTo(id))
                if (const Resource* from = m_context.find(connection->from))
                    senders.insert(identityOf(m_context, *from));
        return senders;
    }

    std::optional<Report> reportFor(const Resource& store, const InterfaceModel& interface)
    {
        const int port = portOf(m_context, store);
        const auto drawn = drawnSenders(store);
        int questions = questionsOfOneStore;
        for (const Index number : interface.groups)
            for (const GroupRule& rule : m_context.groupAt(number).ingress) {
                const bool isForPort =
                    rule.protocol == Protocol::Any
                    || (rule.protocol == Protocol::Tcp && rule.ports.contains({port, port}));
                if (!isForPort || port == 0)
                    continue;
                for (const Index sender : sendersBy(rule, interface.vpc)) {
                    const Resource& from = *m_context.find(at(m_model.interfaces, sender).owner);
                    if (drawn.contains(identityOf(m_context, from)) || from.id == store.id)
                        continue;
                    if (questions-- == 0)
                        return std::nullopt;
                    if (m_context.passes(from.id, store.id, port))
                        return reportOf(store, from, port);
                }
            }
        return std::nullopt;
    }

    std::vector<Index> sendersBy(const GroupRule& rule, Index vpc) const
    {
        if (rule.group != noIndex)
            return at(m_context.survey.senders().byGroup, rule.group);
        std::vector<Index> senders;
        if (vpc == noIndex)
            return senders;
        const auto& addresses = at(m_context.survey.senders().byVpc, vpc);
        for (const Cidr& block : rule.blocks)
            for (auto place = std::lower_bound(addresses.begin(), addresses.end(),
                                               std::pair(block.base, noIndex));
                 place != addresses.end() && block.contains(place->first); ++place)
                senders.push_back(place->second);
        return senders;
    }

    Report reportOf(const Resource& store, const Resource& from, int port) const
    {
        Connection arrow;
        arrow.id = freeConnectionId(m_context.architecture);
        arrow.from = from.id;
        arrow.to = store.id;
        arrow.properties = {{"protocol", "tcp"}, {"port", port}};
        return {store.id,
                MODEL_TEXT("Rule", "%1 can reach %2 on tcp %3, though no connection is drawn")
                    .with(displayName(from))
                    .with(displayName(store))
                    .with(port),
                {{MODEL_TEXT("Rule", "Draw the connection from %1 to %2")
                      .with(displayName(from))
                      .with(displayName(store)),
                  Edit{Connect{std::move(arrow)}}}}};
    }

    /// Groups whose members' own rules let none of so many through hardly let another one.
    static constexpr int questionsOfOneStore = 64;

    const RuleContext& m_context;
    const NetworkModel& m_model;
};

std::vector<Report> undrawnReach(const RuleContext& context)
{
    // A drawing without arrows, such as an imported account, does not say who should talk to whom.
    if (context.survey.traffic().empty())
        return {};
    return UndrawnReach(context).reports();
}

/// Whether a client of the balancer is a member of a group that a rule of `group` names.
bool namesClientsOf(const RuleContext& context, const Resource& group, const ResourceId& balancer)
{
    std::set<std::string_view> named;
    for (const Json& rule : context.value(group, "ingress"))
        named.insert(memberText(rule, "source"));
    for (const Connection* connection : context.survey.connectionsTo(balancer))
        if (const Resource* client = context.find(connection->from))
            for (const ResourceId& id : context.ids(*client, "security_groups"))
                if (named.contains(id.value()))
                    return true;
    return false;
}

/// References to groups on a way that does not keep them: over a public address or a NAT gateway,
/// or through a Network Load Balancer (AWS VPC User Guide, "Security group referencing").
std::vector<Report> lostReferences(const RuleContext& context)
{
    std::vector<Report> reports;
    std::set<ResourceId> seen;
    for (const auto& [connection, traced] : context.survey.traffic()) {
        const Resource* from = context.find(connection->from);
        const bool isBehindBalancer = from != nullptr
                                      && context.typeOf(*from).preservesClientAddress
                                      && context.value(*from, "security_groups").empty();
        for (const Block& block : traced.blockedBy) {
            const Resource* group = context.find(block.component);
            const bool isLost =
                block.code == "SG_REFERENCES_NOT_PRESERVED"
                || (isBehindBalancer && group != nullptr && block.code == "ENI_SG_RULES_MISMATCH"
                    && namesClientsOf(context, *group, connection->from));
            if (group == nullptr || !isLost || !seen.insert(group->id).second)
                continue;
            reports.push_back(
                {group->id,
                 MODEL_TEXT("Rule", "%1 names a group, but packets from %2 arrive without their "
                                    "private address or through a balancer without a group")
                     .with(displayName(*group))
                     .with(nameOf(context, connection->from)),
                 fixesFor(traced, group->id, "ingress"), connection->id});
        }
    }
    return reports;
}

/// Network ACLs that let a request pass and stop its answer.
std::vector<Report> lostAnswers(const RuleContext& context)
{
    std::vector<Report> reports;
    std::set<ResourceId> seen;
    for (const auto& [connection, traced] : context.survey.traffic())
        for (const Hop& hop : traced.back) {
            if (hop.kind != "network-acl" || hop.decision != Decision::Deny
                || !seen.insert(hop.component).second)
                continue;
            reports.push_back({hop.component,
                               MODEL_TEXT("Rule", "%1 stops the answers of %2 to %3: %4")
                                   .with(nameOf(context, hop.component))
                                   .with(nameOf(context, connection->to))
                                   .with(nameOf(context, connection->from))
                                   .with(hop.rule),
                               fixesFor(traced, hop.component, "rules"), connection->id});
        }
    return reports;
}

} // namespace

std::vector<Rule> reachRules()
{
    return {
        {.code = "SG019",
         .severity = Severity::Warning,
         .rank = 24,
         .isLocal = true,
         .why = MODEL_TEXT("Rule", "What may talk to the data without being drawn is what reviews "
                                   "overlook: draw it, or close it."),
         .check = undrawnReach},
        {.code = "SG020",
         .severity = Severity::Note,
         .why = MODEL_TEXT("Rule", "A rule that names a group matches the private addresses of its "
                                   "members; what goes over a public address comes as a stranger."),
         .equivalents = {"SG_REFERENCES_NOT_PRESERVED"},
         .check = lostReferences},
        {.code = "NA001",
         .severity = Severity::Warning,
         .rank = 12,
         .why = MODEL_TEXT("Rule", "A network ACL keeps no state: the answer needs a rule of its "
                                   "own, for the ports that the client sends from."),
         .equivalents = {"tcp-response-blocked"},
         .check = lostAnswers},
    };
}

} // namespace skydraft
