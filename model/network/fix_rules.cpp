// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/network/compiler.h"
#include "model/network/fix_planner.h"

#include <algorithm>
#include <set>

namespace skydraft {
namespace {

constexpr int highestRuleNumber = 32766; ///< AWS VPC User Guide, "Network ACL rules"

void writePorts(Json& rule, Protocol protocol, const PortRange& ports, IpFamily family)
{
    rule["protocol"] = protocol == Protocol::Any ? "all" : std::string(toString(protocol));
    if (protocol == Protocol::Tcp || protocol == Protocol::Udp) {
        rule["from_port"] = ports.from;
        rule["to_port"] = ports.to;
    } else if (protocol == Protocol::Icmp) {
        if (family == IpFamily::V6)
            rule["protocol"] = "icmpv6";
        rule["from_port"] = -1;
        rule["to_port"] = -1;
    }
}

const char* nameOfDirection(Direction direction)
{
    return direction == Direction::Ingress ? "ingress" : "egress";
}

bool isOfDirection(const Json& rule, Direction direction)
{
    return (memberOf(rule, "direction") == "egress") == (direction == Direction::Egress);
}

int numberOfRule(const Json& rule)
{
    const Json number = memberOf(rule, "number");
    return number.is_number_integer() ? number.get<int>() : 100;
}

/// Whether a rule could stop some of the packets that `remedy` lets pass.
bool mayStop(const Json& rule, const OpenAcl& remedy)
{
    if (memberOf(rule, "action") != "deny" || !isOfDirection(rule, remedy.direction))
        return false;
    const auto protocol = ruleProtocol(rule);
    if (!protocol || (protocol != Protocol::Any && protocol != remedy.protocol))
        return false;
    const PortRange ports = rulePorts(rule);
    const bool hasPorts = protocol == Protocol::Tcp || protocol == Protocol::Udp;
    if (hasPorts && (ports.to < remedy.ports.from || remedy.ports.to < ports.from))
        return false;
    const Json cidr = memberOf(rule, "cidr");
    const auto block = Cidr::parse(cidr.is_string() ? cidr.get<std::string>() : "0.0.0.0/0");
    return block && block->overlaps(remedy.block);
}

/// The number of the first rule that may stop the packets; the implicit last one where none does.
int firstStopping(const Json& rules, const OpenAcl& remedy)
{
    int limit = highestRuleNumber + 1;
    for (const Json& rule : rules)
        if (mayStop(rule, remedy))
            limit = std::min(limit, numberOfRule(rule));
    return limit;
}

/// A free number before that rule; makes room where there is none.
int freeRuleNumber(Json& rules, const OpenAcl& remedy)
{
    std::set<int> used;
    const int limit = firstStopping(rules, remedy);
    for (const Json& rule : rules)
        if (isOfDirection(rule, remedy.direction))
            used.insert(numberOfRule(rule));
    const int behindLast = used.empty() ? 100 : (*used.rbegin() / 10 + 1) * 10;
    if (limit > highestRuleNumber && behindLast <= highestRuleNumber)
        return behindLast;
    for (int number = (limit - 1) / 10 * 10; number >= 10; number -= 10)
        if (!used.contains(number))
            return number;
    for (int number = limit - 1; number >= 1; --number)
        if (!used.contains(number))
            return number;
    // Every number below is taken: space the rules anew, in their order.
    std::vector<Json*> ordered;
    for (Json& rule : rules)
        if (isOfDirection(rule, remedy.direction))
            ordered.push_back(&rule);
    std::stable_sort(ordered.begin(), ordered.end(), [](const Json* a, const Json* b) {
        return numberOfRule(*a) < numberOfRule(*b);
    });
    int next = 10;
    int found = 0;
    for (Json* rule : ordered) {
        if (found == 0 && numberOfRule(*rule) == limit) {
            found = next;
            next += 10;
        }
        (*rule)["number"] = next;
        next += 10;
    }
    return found;
}

} // namespace

void FixPlanner::apply(const OpenGroup& remedy)
{
    const InterfaceModel& interface = at(m_model.interfaces, remedy.interface);
    const auto drawn =
        std::find_if(interface.groups.begin(), interface.groups.end(),
                     [&](Index group) { return !at(m_model.groups, group).id.empty(); });
    const bool hasGroup = drawn != interface.groups.end();
    const std::string member = remedy.direction == Direction::Ingress ? "source" : "destination";
    const TextArgument ports = portsInWords(remedy.protocol, remedy.ports);
    const std::string peer = nameOf(ResourceId(remedy.peer));
    const bool isIngress = remedy.direction == Direction::Ingress;

    ResourceId group;
    Draft* step = nullptr;
    if (hasGroup) {
        group = at(m_model.groups, *drawn).id;
        const Text one = isIngress ? MODEL_TEXT("Fix", "Allow %1 from %2 in %3")
                                   : MODEL_TEXT("Fix", "Allow %1 to %2 in %3");
        const Text many = isIngress ? MODEL_TEXT("Fix", "Add ingress rules to %1 (%2)")
                                    : MODEL_TEXT("Fix", "Add egress rules to %1 (%2)");
        step = &draft("group:" + group.value() + nameOfDirection(remedy.direction),
                      one.with(ports).with(peer).with(nameOf(group)), many.with(nameOf(group)));
    } else {
        step = &draft((needsTemplate(interface) ? "template:" : "own-group:")
                          + interface.owner.value(),
                      MODEL_TEXT("Fix", "Give %1 a security group that allows %2 from %3")
                          .with(nameOf(interface.owner))
                          .with(ports)
                          .with(peer),
                      needsTemplate(interface)
                          ? MODEL_TEXT("Fix", "Give %1 a launch template with what it lacks (%2)")
                                .with(nameOf(interface.owner))
                          : MODEL_TEXT("Fix", "Give %1 a security group (%2 rules)")
                                .with(nameOf(interface.owner)));
        group = groupFor(*step, interface);
    }
    Json rules = value(group, nameOfDirection(remedy.direction));
    if (!rules.is_array())
        rules = Json::array();
    Json rule{{member, remedy.peer}};
    writePorts(rule, remedy.protocol, remedy.ports, remedy.family);
    if (std::find(rules.begin(), rules.end(), rule) != rules.end())
        return;
    rules.push_back(std::move(rule));
    set(*step, group, nameOfDirection(remedy.direction), std::move(rules));
    ++step->changes;
}

/// The group that takes the place of the VPC's default group.
ResourceId FixPlanner::groupFor(Draft& draft, const InterfaceModel& interface)
{
    if (const auto made = m_newGroups.find(interface.owner); made != m_newGroups.end())
        return made->second;
    const ResourceId holder =
        needsTemplate(interface) ? launchTemplateFor(draft, interface) : interface.groupsOwner;
    const ResourceId group = add(draft, NetworkRole::SecurityGroup, nameOf(interface.owner) + "-sg",
                                 vpcParent(interface.vpc), Json::object());
    set(draft, holder, "security_groups", Json::array({group.value()}));
    m_newGroups[interface.owner] = group;
    return group;
}

ResourceId FixPlanner::launchTemplateFor(Draft& draft, const InterfaceModel& member)
{
    if (!member.groupsOwner.empty())
        return member.groupsOwner;
    if (const auto made = m_newTemplates.find(member.owner); made != m_newTemplates.end())
        return made->second;
    const Resource* group = m_work.current().find(member.owner);
    const ResourceId made =
        add(draft, NetworkRole::LaunchTemplate, nameOf(member.owner) + "-template",
            group != nullptr ? group->parent : std::nullopt, Json::object());
    set(draft, member.owner, "launch_template", made.value());
    m_newTemplates[member.owner] = made;
    return made;
}

void FixPlanner::apply(const OpenAcl& remedy)
{
    const ResourceId& acl = at(m_model.acls, remedy.acl).id;
    const bool isIngress = remedy.direction == Direction::Ingress;
    Json rules = value(acl, "rules");
    if (!rules.is_array())
        rules = Json::array();
    Json rule{{"direction", nameOfDirection(remedy.direction)},
              {"action", "allow"},
              {"cidr", remedy.block.toString()}};
    writePorts(rule, remedy.protocol, remedy.ports, remedy.block.base.family);
    const int limit = firstStopping(rules, remedy);
    for (Json known : rules) {
        const bool isInTime = numberOfRule(known) < limit;
        known.erase("number");
        if (isInTime && known == rule)
            return; // added for another way of the same flow
    }
    const int number = freeRuleNumber(rules, remedy);
    rule["number"] = number;
    rules.push_back(std::move(rule));
    const Text one = isIngress ? MODEL_TEXT("Fix", "Allow %1 from %2 in %3 (rule %4)")
                               : MODEL_TEXT("Fix", "Allow %1 to %2 in %3 (rule %4)");
    Draft& step = draft("acl:" + acl.value(),
                        one.with(portsInWords(remedy.protocol, remedy.ports))
                            .with(remedy.block.toString())
                            .with(nameOf(acl))
                            .with(number),
                        MODEL_TEXT("Fix", "Add rules to %1 (%2)").with(nameOf(acl)));
    set(step, acl, "rules", std::move(rules));
    ++step.changes;
}

} // namespace skydraft
