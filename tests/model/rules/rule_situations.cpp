// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/rules/rule_case.h"

#include <string>

namespace skydraft::testing {
namespace {

/// What users of other checkers reported as wrong findings.
std::vector<Situation> complaints()
{
    const Json sshOut = {
        {"protocol", "tcp"}, {"from_port", 22}, {"to_port", 22}, {"destination", "0.0.0.0/0"}};
    return {
        {"a group as the source is not the world", "SG001", admits(tcp(22, 22, "sg")), 0},
        {"an outbound rule admits nobody", "SG001", guarded({{"egress", {sshOut}}}), 0},
        {"one open port is not every port", "SG003", admits(tcp(443, 443, "0.0.0.0/0")), 0},
        {"open ICMP is not SSH", "SG001", admits(rule("icmp", -1, -1, "0.0.0.0/0")), 0},
        {"open ICMP is not every port", "SG003", admits(rule("icmp", -1, -1, "0.0.0.0/0")), 0},
        {"a public block of /8 is as good as the world", "SG001", admits(tcp(22, 22, "11.0.0.0/8")),
         1},
        {"a private block of /8 is not", "SG001", admits(tcp(22, 22, "10.0.0.0/8")), 0},
        {"a wide IPv6 block is as good as the world", "SG001", admits(tcp(22, 22, "2600::/12")), 1},
        {"automatic addresses do not make a subnet public", "DB002",
         Drawing()
             .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
             .add("net", "vpc.subnet", "vpc", {{"map_public_ip", true}})
             .add("db", "rds.instance", "net")
             .build(),
         0},
        {"a subnet without automatic addresses is public by its route", "DB002",
         Drawing()
             .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
             .add("igw", "vpc.internet-gateway", "vpc")
             .add("rt", "vpc.route-table", "vpc", {{"routes", {route("0.0.0.0/0", "igw")}}})
             .add("net", "vpc.subnet", "vpc", {{"map_public_ip", false}, {"route_table", "rt"}})
             .add("db", "rds.instance", "net")
             .build(),
         1},
        {"a server that users reach by its address is meant to be public", "EC001",
         Drawing()
             .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
             .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
             .add("web", "ec2.instance", "net", {{"public_ip", true}})
             .add("users", "clients")
             .connect("c", "users", "web", {{"port", 80}})
             .build(),
         0},
        {"a drawing without arrows does not say who may talk to the data", "SG019",
         Drawing()
             .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
             .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
             .add("web", "ec2.instance", "net")
             .add("db", "rds.instance", "net")
             .build(),
         0},
    };
}

/// Rules that AWS would not take as they stand.
std::vector<Situation> malformed()
{
    const Json noSource = {{"protocol", "tcp"}, {"from_port", 80}, {"to_port", 80}};
    return {
        {"a code without a type", "SG021", admits(rule("icmp", -1, 3, "10.0.0.0/16")), 1},
        {"tcp without ports", "SG021", admits(rule("tcp", nullptr, nullptr, "10.0.0.0/16")), 1},
        {"everything needs no ports", "SG021", admits(rule("all", nullptr, nullptr, "sg")), 0},
        {"capital letters", "SG022", admits(rule("TCP", 80, 80, "10.0.0.0/16")), 1},
        {"a protocol by its number", "SG022", admits(rule("50", nullptr, nullptr, "sg")), 0},
        {"a number that no protocol has", "SG022", admits(rule("256", 1, 2, "sg")), 1},
        {"a rule without a source", "SG023", admits(noSource), 1},
        {"an address with a number too large", "SG023", admits(tcp(80, 80, "10.0.0.256/8")), 1},
        {"an address is not a missing group", "SG013", admits(tcp(80, 80, "10.0.0.256/8")), 0},
        {"a missing group is not an address", "SG023", admits(tcp(80, 80, "sg-0abc")), 0},
        {"a missing group", "SG013", admits(tcp(80, 80, "sg-0abc")), 1},
        {"a missing prefix list", "SG013", admits(tcp(80, 80, "pl-0abc")), 1},
        {"a route to no block", "IP008",
         Drawing()
             .add("vpc", "vpc.vpc")
             .add("rt", "vpc.route-table", "vpc", {{"routes", {route("10.0.0/8", "local")}}})
             .build(),
         1},
        {"a secondary block that is none", "IP008",
         Drawing().add("vpc", "vpc.vpc", "", {{"secondary_cidrs", {"10.300.0.0/16"}}}).build(), 1},
        {"a reference to a VPC that is not peered", "SG013",
         Drawing()
             .add("a", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
             .add("b", "vpc.vpc", "", {{"cidr", "10.1.0.0/16"}})
             .add("sg-a", "vpc.security-group", "a", {{"ingress", {tcp(80, 80, "sg-b")}}})
             .add("sg-b", "vpc.security-group", "b")
             .add("web", "ec2.instance", "b", {{"security_groups", {"sg-b"}}})
             .build(),
         1},
        {"a reference to a peered VPC", "SG013",
         Drawing()
             .add("a", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
             .add("b", "vpc.vpc", "", {{"cidr", "10.1.0.0/16"}})
             .add("pcx", "vpc.peering", "", {{"requester", "a"}, {"accepter", "b"}})
             .add("sg-a", "vpc.security-group", "a", {{"ingress", {tcp(80, 80, "sg-b")}}})
             .add("sg-b", "vpc.security-group", "b")
             .add("web", "ec2.instance", "b", {{"security_groups", {"sg-b"}}})
             .build(),
         0},
    };
}

Json manyRules(int count, const char* network)
{
    Json rules = Json::array();
    for (int i = 0; i < count; ++i)
        rules.push_back(tcp(1000 + i, 1000 + i, network));
    return rules;
}

Json together(Json first, const Json& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

std::vector<Situation> quotas()
{
    const auto withList = [](Json list, int rules) {
        return Drawing()
            .add("vpc", "vpc.vpc")
            .add("pl", "vpc.prefix-list", "", std::move(list))
            .add("sg", "vpc.security-group", "vpc",
                 {{"ingress",
                   together(manyRules(rules, "10.0.0.0/16"), Json::array({tcp(443, 443, "pl")}))}})
            .build();
    };
    const Json cloudFront = {{"aws_managed_name", "com.amazonaws.global.cloudfront.origin-facing"}};
    return {
        {"IPv4 and IPv6 rules are counted apart", "SG015",
         guarded({{"ingress", together(manyRules(60, "10.0.0.0/16"), manyRules(60, "::/0"))}}), 0},
        {"a reference to a group counts for both", "SG015",
         guarded(
             {{"ingress", together(manyRules(60, "10.0.0.0/16"), Json::array({tcp(1, 1, "sg")}))}}),
         1},
        {"CloudFront's prefix list counts as 55 rules", "SG015", withList(cloudFront, 6), 1},
        {"beside it there is room for 5", "SG015", withList(cloudFront, 5), 0},
        {"an own list counts with its largest size", "SG015", withList({{"max_entries", 60}}, 1),
         1},
        {"six groups", "SG015",
         Drawing()
             .add("web", "ec2.instance", "", {{"security_groups", {"a", "b", "c", "d", "e", "f"}}})
             .build(),
         1},
        {"more rules on one interface than AWS ever allows", "SG015",
         Drawing()
             .add("a", "vpc.security-group", "", {{"ingress", manyRules(600, "10.0.0.0/16")}})
             .add("b", "vpc.security-group", "", {{"ingress", manyRules(401, "10.0.0.0/16")}})
             .add("web", "ec2.instance", "", {{"security_groups", {"a", "b"}}})
             .build(),
         3}, // each group has more than 60, and both together more than 1,000
        {"a NAT gateway needs an Elastic IP, drawn or not", "RT013",
         Drawing()
             .add("vpc", "vpc.vpc")
             .add("net", "vpc.subnet", "vpc")
             .add("nat", "vpc.nat-gateway", "net")
             .add("e1", "vpc.elastic-ip")
             .add("e2", "vpc.elastic-ip")
             .add("e3", "vpc.elastic-ip")
             .add("e4", "vpc.elastic-ip")
             .add("e5", "vpc.elastic-ip")
             .build(),
         1},
        {"two Regions have a quota each", "RT013",
         Drawing()
             .add("seoul", "region")
             .add("tokyo", "region")
             .add("a", "vpc.vpc", "seoul")
             .add("b", "vpc.vpc", "seoul")
             .add("c", "vpc.vpc", "seoul")
             .add("d", "vpc.vpc", "tokyo")
             .add("e", "vpc.vpc", "tokyo")
             .add("f", "vpc.vpc", "tokyo")
             .build(),
         0},
        {"two internet gateways in a VPC", "RT013",
         Drawing()
             .add("vpc", "vpc.vpc")
             .add("one", "vpc.internet-gateway", "vpc")
             .add("two", "vpc.internet-gateway", "vpc")
             .build(),
         1},
    };
}

} // namespace

std::vector<Situation> ruleSituations()
{
    std::vector<Situation> all = complaints();
    for (const auto& more : {malformed(), quotas()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

} // namespace skydraft::testing
