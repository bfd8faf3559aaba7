// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/model/rules/rule_fixture.h"

#include <utility>
#include <vector>

namespace skydraft::testing {

/// One rule with a drawing that it finds fault with, once, and one that it does not. Where it has a
/// fix, the first one mends the bad drawing.
struct RuleCase
{
    const char* code;
    Architecture bad;
    Architecture good;
    bool hasFix;
};

std::vector<RuleCase> networkRuleCases(); ///< network_rule_rows.cpp
std::vector<RuleCase> quotaRuleCases();   ///< quota_rule_rows.cpp

/// A drawing and how often a rule finds fault with it.
struct Situation
{
    const char* name;
    const char* code;
    Architecture drawing;
    int findings;
};

std::vector<Situation> ruleSituations();    ///< rule_situations.cpp
std::vector<Situation> networkSituations(); ///< network_situations.cpp

/// An inbound rule of a security group.
inline Json tcp(int from, int to, const char* source)
{
    return {{"protocol", "tcp"}, {"from_port", from}, {"to_port", to}, {"source", source}};
}

/// An inbound rule of a network ACL.
inline Json aclRule(int number, const char* action, const char* protocol, int from, int to,
                    const char* cidr = "0.0.0.0/0")
{
    return {{"number", number},     {"action", action},  {"direction", "ingress"},
            {"protocol", protocol}, {"from_port", from}, {"to_port", to},
            {"cidr", cidr}};
}

inline Json outbound(Json rule)
{
    rule["direction"] = "egress";
    return rule;
}

inline Json route(const char* destination, const char* target)
{
    return {{"destination", destination}, {"target", target}};
}

/// A server with the group "sg" in a subnet of 10.0.0.0/16.
inline Architecture guarded(Json groupProperties, Json subnetProperties = Json::object())
{
    subnetProperties["cidr"] = "10.0.1.0/24";
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("net", "vpc.subnet", "vpc", std::move(subnetProperties))
        .add("sg", "vpc.security-group", "vpc", std::move(groupProperties))
        .add("web", "ec2.instance", "net", {{"security_groups", {"sg"}}})
        .build();
}

inline Json rule(const char* protocol, const Json& from, const Json& to, const char* source)
{
    return {{"protocol", protocol}, {"from_port", from}, {"to_port", to}, {"source", source}};
}

inline Architecture admits(Json single)
{
    return guarded({{"ingress", {std::move(single)}}});
}

/// A private subnet, beside a public one, and a server with these properties in it.
inline Drawing privateServer(Json properties)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("rt-public", "vpc.route-table", "vpc", {{"routes", {route("0.0.0.0/0", "igw")}}})
        .add("rt", "vpc.route-table", "vpc")
        .add("public", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"route_table", "rt-public"}})
        .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.2.0/24"}, {"route_table", "rt"}})
        .add("web", "ec2.instance", "net", std::move(properties));
}

} // namespace skydraft::testing
