// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/drawing.h"

#include <string>

namespace skydraft::testing {

/// One VPC of a fleet: three zones with a public, an application and a data subnet each, a
/// balancer before servers with a group for each ten of them, and one database. 250 resources.
inline void addVpc(Drawing& drawing, int number)
{
    const std::string vpc = "vpc-" + std::to_string(number);
    const std::string net = "10." + std::to_string(number) + ".";
    const auto id = [&](const std::string& name) { return vpc + "-" + name; };
    const auto add = [&](const std::string& name, const char* type, const std::string& parent,
                         Json properties = Json::object()) {
        drawing.add(id(name).c_str(), type, parent.c_str(), std::move(properties));
    };
    drawing.add(vpc.c_str(), "vpc.vpc", "", {{"cidr", net + "0.0/16"}});
    add("igw", "vpc.internet-gateway", vpc);
    add("nat", "vpc.nat-gateway", id("public-0"));
    add("rt-public", "vpc.route-table", vpc,
        {{"routes", {{{"destination", "0.0.0.0/0"}, {"target", id("igw")}}}}});
    add("rt-private", "vpc.route-table", vpc,
        {{"routes", {{{"destination", "0.0.0.0/0"}, {"target", id("nat")}}}}});
    Json open = Json::array();
    int block = 0;
    for (const char* tier : {"public", "app", "data"})
        for (int zone = 0; zone < 3; ++zone)
            add(tier + ("-" + std::to_string(zone)), "vpc.subnet", vpc,
                {{"cidr", net + std::to_string(block++) + ".0/24"},
                 {"zone", "ap-northeast-2" + std::string(1, static_cast<char>('a' + zone))},
                 {"route_table", id(*tier == 'p' ? "rt-public" : "rt-private")}});
    const auto tcp = [](int port, const std::string& source) {
        return Json{
            {"protocol", "tcp"}, {"from_port", port}, {"to_port", port}, {"source", source}};
    };
    add("sg-alb", "vpc.security-group", vpc, {{"ingress", {tcp(443, "0.0.0.0/0")}}});
    constexpr int groups = 24;
    constexpr int servers = 206;
    Json data = Json::array();
    Json targets = Json::array();
    for (int group = 0; group < groups; ++group) {
        Json rules = Json::array({tcp(80, id("sg-alb"))});
        for (int port = 0; port < 7; ++port)
            rules.push_back(tcp(9000 + port, net + std::to_string(port) + ".0/24"));
        const std::string name = "sg-" + std::to_string(group);
        data.push_back(tcp(3306, id(name)));
        add(name, "vpc.security-group", vpc, {{"ingress", std::move(rules)}});
    }
    for (int server = 0; server < servers; ++server) {
        const std::string name = "web-" + std::to_string(server);
        targets.push_back(id(name));
        add(name, "ec2.instance", id("app-" + std::to_string(server % 3)),
            {{"security_groups", {id("sg-" + std::to_string(server % groups))}}});
        if (server % 50 == 0)
            drawing.connect(id("alb-" + name).c_str(), id("alb").c_str(), id(name).c_str(),
                            {{"protocol", "tcp"}, {"port", 80}});
        drawing.connect(id(name + "-db").c_str(), id(name).c_str(), id("db").c_str(),
                        {{"protocol", "tcp"}, {"port", 3306}});
    }
    add("sg-db", "vpc.security-group", vpc, {{"ingress", std::move(data)}});
    add("tg", "elb.target-group", vpc, {{"targets", std::move(targets)}});
    add("alb", "elb.application", vpc,
        {{"subnets", {id("public-0"), id("public-1")}},
         {"security_groups", {id("sg-alb")}},
         {"listeners", {{{"protocol", "https"}, {"port", 443}, {"target_group", id("tg")}}}}});
    add("db", "rds.instance", id("data-0"), {{"security_groups", {id("sg-db")}}});
}

/// A large account: `vpcs` times 250 resources with 206 drawn connections to a database each.
inline Architecture fleet(int vpcs)
{
    Drawing drawing;
    for (int number = 0; number < vpcs; ++number)
        addVpc(drawing, number);
    return drawing.build();
}

} // namespace skydraft::testing
