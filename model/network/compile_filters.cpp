// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/network/compiler.h"
#include "model/network/packet_properties.h"

#include <algorithm>
#include <optional>

namespace skydraft {
namespace {

std::optional<int> portOf(const Json& rule, const char* member)
{
    const Json value = memberOf(rule, member);
    if (!value.is_number_integer() || value.get<std::int64_t>() < 0)
        return std::nullopt;
    return static_cast<int>(std::min<std::int64_t>(value.get<std::int64_t>(), 65535));
}

std::string textMember(const Json& rule, const char* member)
{
    const Json value = memberOf(rule, member);
    return value.is_string() ? value.get<std::string>() : std::string();
}

const Cidr everywhereV4 = Cidr::of(IpAddress::v4(0), 0);
const Cidr everywhereV6 = Cidr::of(IpAddress{IpFamily::V6, 0, 0}, 0);

/// The number of what has the id, in an array that is sorted by id; the default groups, which have
/// none, stand behind the drawn ones.
template <class T>
Index find(const std::vector<T>& array, const ResourceId& id)
{
    const auto isDrawn = [](const T& entry) { return !entry.id.empty(); };
    const auto end = std::partition_point(array.begin(), array.end(), isDrawn);
    const auto place =
        std::lower_bound(array.begin(), end, id, [](const T& entry, const ResourceId& wanted) {
            return entry.id < wanted;
        });
    return place != end && place->id == id ? static_cast<Index>(place - array.begin()) : noIndex;
}

std::optional<GroupRule> groupRule(const NetworkModel& model, const Json& rule,
                                   const char* peerMember)
{
    const auto protocol = ruleProtocol(rule);
    if (!protocol)
        return std::nullopt;
    GroupRule result{.protocol = *protocol,
                     .ports = rulePorts(rule),
                     .icmpType = ruleIcmpType(rule),
                     .isIcmpV6 = isIcmpV6(rule),
                     .peer = textMember(rule, peerMember)};
    if (const auto block = Cidr::parse(result.peer)) {
        result.blocks.push_back(*block);
        return result;
    }
    const ResourceId id(result.peer);
    result.group = find(model.groups, id);
    if (const Index list = find(model.prefixLists, id); list != noIndex) {
        result.blocks = at(model.prefixLists, list).blocks;
        result.managedService = at(model.prefixLists, list).managedService;
    }
    return result;
}

/// Whether packets could tell the two apart by anything but the rules of a group.
bool differOnlyInRules(const Resource& before, const Resource& after, bool isGroup)
{
    const auto isLeftOut = [&](const std::string& property) {
        return !isReadByPackets(property)
               || (isGroup && (property == "ingress" || property == "egress"));
    };
    const auto isIn = [&](const Json& some, const Json& others) {
        for (auto set = some.begin(); set != some.end(); ++set)
            if (!isLeftOut(set.key()))
                if (const auto same = others.find(set.key()); same == others.end() || *same != *set)
                    return false;
        return true;
    };
    return before.type == after.type && before.parent == after.parent
           && isIn(before.properties, after.properties)
           && isIn(after.properties, before.properties);
}

bool hasIpv6(const VpcModel& vpc)
{
    return std::any_of(vpc.blocks.begin(), vpc.blocks.end(),
                       [](const Cidr& block) { return block.base.family == IpFamily::V6; });
}

/// Nothing where its block cannot be read or its protocol is none that we walk.
std::optional<AclRule> aclRule(const Json& json)
{
    const Json number = memberOf(json, "number");
    const std::string cidr = textMember(json, "cidr");
    const auto block = Cidr::parse(cidr.empty() ? "0.0.0.0/0" : cidr);
    const auto protocol = ruleProtocol(json);
    if (!block || !protocol)
        return std::nullopt;
    return AclRule{.number = number.is_number_integer() ? number.get<int>() : 100,
                   .isAllow = textMember(json, "action") != "deny",
                   .protocol = *protocol,
                   .ports = rulePorts(json),
                   .icmpType = ruleIcmpType(json),
                   .isIcmpV6 = isIcmpV6(json),
                   .block = *block};
}

} // namespace

void compileRules(const Catalogue& catalogue, const NetworkModel& model, const Resource& drawn,
                  GroupModel& group)
{
    for (const Json& rule : valueOf(catalogue, drawn, "ingress"))
        if (auto read = groupRule(model, rule, "source"))
            group.ingress.push_back(std::move(*read));
    for (const Json& rule : valueOf(catalogue, drawn, "egress"))
        if (auto read = groupRule(model, rule, "destination"))
            group.egress.push_back(std::move(*read));
    // A group that says nothing about egress has the rule that AWS gives to a new one, and in a VPC
    // with an IPv6 block a second one for IPv6 (AWS VPC User Guide, "Default rules").
    const bool isUnset = !drawn.properties.contains("egress");
    if (isUnset && group.vpc != noIndex && hasIpv6(at(model.vpcs, group.vpc)))
        group.egress.push_back({.peer = "::/0", .blocks = {everywhereV6}});
}

std::optional<std::vector<std::pair<Index, GroupModel>>>
changedRules(const Network& network, const Architecture& next, const ChangeSet& changes)
{
    const NetworkModel& model = network.model();
    std::vector<std::pair<Index, GroupModel>> groups;
    for (const ResourceId& id : changes.resources) {
        const Resource* before = network.find(id);
        const Resource* after = next.find(id);
        if (before == nullptr || after == nullptr)
            return std::nullopt;
        const bool isGroup =
            network.catalogue().typeOrGeneric(after->type).role == NetworkRole::SecurityGroup;
        if (!differOnlyInRules(*before, *after, isGroup))
            return std::nullopt;
        const Index number = isGroup ? find(model.groups, id) : noIndex;
        if (number == noIndex)
            continue; // was moved, named or set to what no packet meets
        GroupModel group{
            .id = id, .name = displayName(*after), .vpc = at(model.groups, number).vpc};
        compileRules(network.catalogue(), model, *after, group);
        groups.emplace_back(number, std::move(group));
    }
    return groups;
}

std::optional<Protocol> ruleProtocol(const Json& rule)
{
    const std::string text = textMember(rule, "protocol");
    if (text.empty() || text == "tcp" || text == "6")
        return Protocol::Tcp;
    if (text == "udp" || text == "17")
        return Protocol::Udp;
    if (text == "icmp" || text == "1" || isIcmpV6(rule))
        return Protocol::Icmp;
    if (text == "all" || text == "-1")
        return Protocol::Any;
    return std::nullopt;
}

bool isIcmpV6(const Json& rule)
{
    const std::string text = textMember(rule, "protocol");
    return text == "icmpv6" || text == "58";
}

PortRange rulePorts(const Json& rule)
{
    return {portOf(rule, "from_port").value_or(0), portOf(rule, "to_port").value_or(65535)};
}

int ruleIcmpType(const Json& rule)
{
    return portOf(rule, "from_port").value_or(-1);
}

void NetworkCompiler::readPrefixLists()
{
    for (const Entry& entry : of(NetworkRole::PrefixList)) {
        PrefixListModel list{.id = entry.resource->id};
        for (const Json& text : value(*entry.resource, "entries"))
            if (text.is_string())
                if (const auto block = Cidr::parse(text.get_ref<const std::string&>()))
                    list.blocks.push_back(*block);
        if (const auto managed = textOf(m_catalogue, *entry.resource, "aws_managed_name");
            !managed.empty())
            list.managedService = serviceNameOf(managed);
        m_prefixLists[list.id] = static_cast<Index>(m_model.prefixLists.size());
        m_model.prefixLists.push_back(std::move(list));
    }
}

void NetworkCompiler::readGroups()
{
    // Numbers first: rules refer to groups that come later.
    for (const Entry& entry : of(NetworkRole::SecurityGroup)) {
        m_groups[entry.resource->id] = static_cast<Index>(m_model.groups.size());
        m_model.groups.push_back({.id = entry.resource->id,
                                  .name = displayName(*entry.resource),
                                  .vpc = vpcOf(*entry.resource)});
    }
    for (const Entry& entry : of(NetworkRole::SecurityGroup)) {
        GroupModel& group = at(m_model.groups, find(m_groups, entry.resource->id));
        compileRules(m_catalogue, m_model, *entry.resource, group);
    }
    // AWS VPC User Guide, "Default security groups": ingress from itself, all egress.
    for (std::size_t vpc = 0; vpc < m_model.vpcs.size(); ++vpc) {
        const auto number = static_cast<Index>(m_model.groups.size());
        GroupModel group{.name = "default", .vpc = static_cast<Index>(vpc)};
        group.ingress.push_back({.group = number});
        group.egress.push_back({.peer = "0.0.0.0/0", .blocks = {everywhereV4, everywhereV6}});
        m_model.vpcs[vpc].defaultGroup = number;
        m_model.groups.push_back(std::move(group));
    }
}

void NetworkCompiler::readAcls()
{
    const AclRule everything{.number = 100, .isAllow = true, .block = everywhereV4};
    const AclRule everythingV6{.number = 101, .isAllow = true, .block = everywhereV6};
    const std::vector<AclRule> openToAll{everything, everythingV6};
    for (const Entry& entry : of(NetworkRole::NetworkAcl)) {
        AclModel acl{.id = entry.resource->id, .vpc = vpcOf(*entry.resource)};
        const Json rules = value(*entry.resource, "rules");
        for (const Json& json : rules)
            if (const auto rule = aclRule(json))
                (textMember(json, "direction") == "egress" ? acl.egress : acl.ingress)
                    .push_back(*rule);
        const bool isDefault = flagOf(m_catalogue, *entry.resource, "is_default", false);
        if (isDefault && rules.empty())
            acl.ingress = acl.egress = openToAll;
        const auto byNumber = [](const AclRule& a, const AclRule& b) {
            return a.number < b.number;
        };
        std::stable_sort(acl.ingress.begin(), acl.ingress.end(), byNumber);
        std::stable_sort(acl.egress.begin(), acl.egress.end(), byNumber);
        const auto number = static_cast<Index>(m_model.acls.size());
        if (isDefault && acl.vpc != noIndex && at(m_model.vpcs, acl.vpc).defaultAcl == noIndex)
            at(m_model.vpcs, acl.vpc).defaultAcl = number;
        m_acls[acl.id] = number;
        m_model.acls.push_back(std::move(acl));
    }
    for (std::size_t vpc = 0; vpc < m_model.vpcs.size(); ++vpc) {
        if (m_model.vpcs[vpc].defaultAcl != noIndex)
            continue;
        m_model.vpcs[vpc].defaultAcl = static_cast<Index>(m_model.acls.size());
        m_model.acls.push_back(
            {.vpc = static_cast<Index>(vpc), .ingress = openToAll, .egress = openToAll});
    }
}

} // namespace skydraft
