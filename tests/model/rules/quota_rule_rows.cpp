// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/rules/rule_case.h"

#include <string>

namespace skydraft::testing {
namespace {

/// `count` resources of a type in one VPC, or beside it with an empty parent.
Architecture many(const char* type, int count, const char* parent = "vpc",
                  const Json& properties = Json::object())
{
    Drawing drawing;
    drawing.add("region", "region").add("vpc", "vpc.vpc", "region");
    for (int i = 0; i < count; ++i)
        drawing.add(("it-" + std::to_string(i)).c_str(), type, parent, properties);
    return drawing.build();
}

Json blocks(int count)
{
    Json result = Json::array();
    for (int i = 0; i < count; ++i)
        result.push_back("10." + std::to_string(i / 256 + 1) + "." + std::to_string(i % 256)
                         + ".0/24");
    return result;
}

Architecture vpcWithBlocks(int secondary)
{
    return Drawing().add("vpc", "vpc.vpc", "", {{"secondary_cidrs", blocks(secondary)}}).build();
}

Architecture listOf(int entries)
{
    return Drawing().add("pl", "vpc.prefix-list", "", {{"entries", blocks(entries)}}).build();
}

Architecture tableWith(int routes)
{
    Json list = Json::array();
    for (const Json& block : blocks(routes))
        list.push_back({{"destination", block}, {"target", "igw"}});
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("rt", "vpc.route-table", "vpc", {{"routes", std::move(list)}})
        .build();
}

Architecture natGateways(int count)
{
    Drawing drawing;
    drawing.add("vpc", "vpc.vpc").add("net", "vpc.subnet", "vpc", {{"zone", "z-a"}});
    for (int i = 0; i < count; ++i)
        drawing.add(("nat-" + std::to_string(i)).c_str(), "vpc.nat-gateway", "net",
                    {{"connectivity", "private"}});
    return drawing.build();
}

Architecture peeredWith(int others)
{
    Drawing drawing;
    drawing.add("vpc", "vpc.vpc");
    for (int i = 0; i < others; ++i) {
        const std::string other = "other-" + std::to_string(i);
        drawing.add(other.c_str(), "vpc.vpc");
        drawing.add(("pcx-" + std::to_string(i)).c_str(), "vpc.peering", "",
                    {{"requester", "vpc"}, {"accepter", other}});
    }
    return drawing.build();
}

/// An Auto Scaling group that may grow so far.
Architecture scalingTo(int most)
{
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.0.0/18"}})
        .add("asg", "autoscaling.group", "vpc", {{"subnets", {"net"}}, {"max", most}})
        .build();
}

} // namespace

std::vector<RuleCase> quotaRuleCases()
{
    const Json interface = {{"endpoint_type", "interface"}};
    return {
        {"QT001", many("vpc.subnet", 201), many("vpc.subnet", 200), false},
        {"QT002", vpcWithBlocks(5), vpcWithBlocks(4), false},
        {"QT003", natGateways(6), natGateways(5), false},
        {"QT004", many("vpc.network-acl", 201), many("vpc.network-acl", 200), false},
        {"QT005", scalingTo(5001), scalingTo(5000), false},
        {"QT006", many("vpc.route-table", 201), many("vpc.route-table", 200), false},
        {"QT007", many("vpc.security-group", 2501), many("vpc.security-group", 2500), false},
        {"QT008", peeredWith(51), peeredWith(50), false},
        {"QT009", many("vpc.endpoint", 21), many("vpc.endpoint", 20), false},
        {"QT010", many("vpc.endpoint", 51, "vpc", interface),
         many("vpc.endpoint", 50, "vpc", interface), false},
        {"QT011", listOf(1001), listOf(1000), false},
        {"RT013", tableWith(51), tableWith(50), false},
    };
}

} // namespace skydraft::testing
