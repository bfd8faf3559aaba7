// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/edit.h"
#include "tests/support/drawing.h"

#include <random>
#include <string>
#include <vector>

namespace skydraft::testing {

/// Small random numbers that are the same on every platform (std::mt19937 is, its distributions
/// are not).
class Dice
{
public:
    explicit Dice(unsigned seed)
        : m_engine(seed)
    {}

    int below(int limit) { return static_cast<int>(m_engine() % static_cast<unsigned>(limit)); }
    bool once(int outOf) { return below(outOf) == 0; }

    template <class T>
    const T& oneOf(const std::vector<T>& values)
    {
        return values[static_cast<std::size_t>(below(static_cast<int>(values.size())))];
    }

private:
    std::mt19937 m_engine;
};

inline std::string numbered(const char* base, int number)
{
    return base + std::to_string(number);
}

inline Json randomPorts(Dice& dice, Json rule)
{
    const std::string protocol = dice.oneOf<std::string>({"tcp", "tcp", "udp", "all", "icmp"});
    rule["protocol"] = protocol;
    const int from = dice.oneOf<int>({0, 22, 80, 443, 1024, 3306, 32768});
    if (protocol == "tcp" || protocol == "udp") {
        rule["from_port"] = from;
        rule["to_port"] = dice.oneOf<int>({from, from, 3306, 65535});
        if (rule["to_port"] < from)
            rule["to_port"] = from;
    }
    return rule;
}

/// One VPC with subnets, ACLs, tables, groups and instances named i0 … as the naive oracle reads
/// it.
struct RandomVpc
{
    Architecture drawing{};
    int instances = 0;
};

inline RandomVpc randomVpc(unsigned seed)
{
    Dice dice(seed);
    Drawing drawing;
    drawing.add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}});
    const int groups = 1 + dice.below(4);
    const int subnets = 1 + dice.below(4);
    const int acls = dice.below(3);
    const int tables = dice.below(3);
    const auto peer = [&]() -> std::string {
        if (dice.once(2))
            return numbered("g", dice.below(groups));
        return dice.oneOf<std::string>({"0.0.0.0/0", "10.0.0.0/16", "10.0.0.0/24", "10.0.1.0/24",
                                        "10.0.1.16/28", "192.168.0.0/16"});
    };
    for (int g = 0; g < groups; ++g) {
        Json ingress = Json::array();
        for (int n = dice.below(4); n > 0; --n)
            ingress.push_back(randomPorts(dice, {{"source", peer()}}));
        Json properties{{"ingress", ingress}};
        if (dice.once(3)) {
            Json egress = Json::array();
            for (int n = dice.below(3); n > 0; --n)
                egress.push_back(randomPorts(dice, {{"destination", peer()}}));
            properties["egress"] = egress;
        }
        drawing.add(numbered("g", g).c_str(), "vpc.security-group", "vpc", properties);
    }
    for (int a = 0; a < acls; ++a) {
        Json rules = Json::array();
        for (int n = dice.below(7); n > 0; --n)
            rules.push_back(randomPorts(
                dice, {{"number", 1 + dice.below(6) + (dice.once(2) ? 100 : 0)},
                       {"direction", dice.once(2) ? "ingress" : "egress"},
                       {"action", dice.once(4) ? "deny" : "allow"},
                       {"cidr", dice.oneOf<std::string>({"0.0.0.0/0", "0.0.0.0/0", "10.0.0.0/16",
                                                         "10.0.1.0/24", "10.0.2.4/32"})}}));
        drawing.add(numbered("a", a).c_str(), "vpc.network-acl", "vpc", {{"rules", rules}});
    }
    for (int t = 0; t < tables; ++t) {
        Json routes = Json::array();
        for (int n = dice.below(3); n > 0; --n)
            routes.push_back({{"destination",
                               dice.oneOf<std::string>({"0.0.0.0/0", "10.0.1.0/24", "10.0.0.0/8"})},
                              {"target", dice.once(2) ? "local" : "gone"}});
        drawing.add(numbered("t", t).c_str(), "vpc.route-table", "vpc", {{"routes", routes}});
    }
    for (int s = 0; s < subnets; ++s) {
        Json properties{{"cidr", "10.0." + std::to_string(s) + ".0/24"}};
        if (acls > 0 && dice.once(2))
            properties["network_acl"] = numbered("a", dice.below(acls));
        if (tables > 0 && dice.once(2))
            properties["route_table"] = numbered("t", dice.below(tables));
        drawing.add(numbered("s", s).c_str(), "vpc.subnet", "vpc", properties);
    }
    RandomVpc result{.instances = 2 + dice.below(5)};
    for (int i = 0; i < result.instances; ++i) {
        const int subnet = dice.below(subnets);
        Json names = Json::array({numbered("g", dice.below(groups))});
        if (dice.once(3))
            names.push_back(numbered("g", dice.below(groups)));
        drawing.add(numbered("i", i).c_str(), "ec2.instance", numbered("s", subnet).c_str(),
                    {{"private_ip", "10.0." + std::to_string(subnet) + "." + std::to_string(4 + i)},
                     {"security_groups", names}});
    }
    result.drawing = drawing.build();
    return result;
}

/// A drawing of everything the walker knows, as carelessly drawn as people draw: missing levels,
/// missing routes, shared tables, narrow rules. Its ends are the ids to trace between.
struct RandomDrawing
{
    Architecture drawing{};
    std::vector<std::string> ends{};
};

class RandomDrawer
{
public:
    explicit RandomDrawer(unsigned seed)
        : m_dice(seed)
    {}

    RandomDrawing draw()
    {
        add("users", "clients", "");
        add("bucket", "s3.bucket", "");
        if (m_dice.once(4))
            add("floating", "ec2.instance", "");
        const int vpcs = 1 + (m_dice.once(3) ? 1 : 0);
        for (int v = 0; v < vpcs; ++v)
            drawVpc(v);
        if (vpcs == 2 && m_dice.once(2))
            m_drawing.add("pcx", "vpc.peering", "",
                          {{"requester", "v0"},
                           {"accepter", "v1"},
                           {"status", m_dice.once(4) ? "pending-acceptance" : "active"}});
        if (vpcs == 2)
            drawTransitGateway();
        return {m_drawing.build(), m_ends};
    }

private:
    /// Attachments, tables, propagation and static routes as a hasty hand leaves them.
    void drawTransitGateway()
    {
        Json attachments = Json::array({"v0"});
        if (!m_dice.once(6))
            attachments.push_back("v1");
        Json options = Json::array();
        for (const char* vpc : {"v0", "v1"}) {
            if (m_dice.once(2))
                continue;
            Json option{{"attachment", vpc}};
            if (m_dice.once(3))
                option["association"] = m_dice.oneOf<std::string>({"none", "red", "default"});
            if (m_dice.once(3))
                option["propagations"] = m_dice.once(2) ? Json::array() : Json::array({"red"});
            if (m_dice.once(4))
                option["state"] = "pending-acceptance";
            options.push_back(option);
        }
        Json routes = Json::array();
        for (int n = m_dice.below(3); n > 0; --n) {
            Json made{{"route_table", m_dice.oneOf<std::string>({"default", "red"})},
                      {"destination",
                       m_dice.oneOf<std::string>({"10.0.0.0/8", "10.1.0.0/16", "10.0.1.0/24"})}};
            if (!m_dice.once(3))
                made["target"] = m_dice.oneOf<std::string>({"v0", "v1"});
            routes.push_back(made);
        }
        m_drawing.add("tgw", "vpc.transit-gateway", "",
                      {{"attachments", attachments},
                       {"attachment_options", options},
                       {"routes", routes},
                       {"default_association", !m_dice.once(4)},
                       {"default_propagation", !m_dice.once(4)},
                       {"security_group_referencing", m_dice.once(3)}});
    }

    void add(const std::string& id, const char* type, const std::string& parent,
             const Json& properties = Json::object())
    {
        m_drawing.add(id.c_str(), type, parent.c_str(), properties);
        m_ends.push_back(id);
    }

    Json routes(const std::string& vpc, bool hasGateway, bool hasNat)
    {
        Json list = Json::array();
        if (hasGateway && m_dice.once(2))
            list.push_back({{"destination", "0.0.0.0/0"}, {"target", vpc + "-igw"}});
        else if (hasNat && m_dice.once(2))
            list.push_back({{"destination", "0.0.0.0/0"}, {"target", vpc + "-nat"}});
        else if (m_dice.once(6))
            list.push_back({{"destination", "0.0.0.0/0"}, {"target", "gone"}});
        if (m_dice.once(4))
            list.push_back({{"destination", vpc == "v0" ? "10.1.0.0/16" : "10.0.0.0/16"},
                            {"target", m_dice.once(2) ? "pcx" : "tgw"}});
        if (m_dice.once(8))
            list.push_back({{"destination", "10.0.1.0/24"}, {"target", "gone"}});
        return list;
    }

    void drawFilters(const std::string& vpc)
    {
        for (int g = 0; g < 3; ++g) {
            Json ingress = Json::array();
            for (int n = m_dice.below(3); n > 0; --n)
                ingress.push_back(randomPorts(
                    m_dice, {{"source", m_dice.oneOf<std::string>({"0.0.0.0/0", "10.0.0.0/8",
                                                                   vpc + "-g0", vpc + "-g1"})}}));
            Json properties{{"ingress", ingress}};
            if (m_dice.once(4))
                properties["egress"] = Json::array();
            m_drawing.add((vpc + "-g" + std::to_string(g)).c_str(), "vpc.security-group",
                          vpc.c_str(), properties);
        }
        Json rules = Json::array();
        for (int n = m_dice.below(6); n > 0; --n)
            rules.push_back(randomPorts(
                m_dice,
                {{"number", 1 + m_dice.below(4) + (m_dice.once(2) ? 100 : 0)},
                 {"direction", m_dice.once(2) ? "ingress" : "egress"},
                 {"action", m_dice.once(3) ? "deny" : "allow"},
                 {"cidr", m_dice.oneOf<std::string>({"0.0.0.0/0", "10.0.0.0/8", "10.0.0.4/32"})}}));
        m_drawing.add((vpc + "-acl").c_str(), "vpc.network-acl", vpc.c_str(), {{"rules", rules}});
    }

    void drawVpc(int number)
    {
        const std::string vpc = numbered("v", number);
        Json properties = Json::object();
        if (number == 1 || m_dice.once(2))
            properties["cidr"] = "10." + std::to_string(number) + ".0.0/16";
        m_drawing.add(vpc.c_str(), "vpc.vpc", "", properties);
        const bool hasGateway = !m_dice.once(3);
        if (hasGateway)
            m_drawing.add((vpc + "-igw").c_str(), "vpc.internet-gateway", vpc.c_str(),
                          {{"attached", !m_dice.once(5)}});
        drawFilters(vpc);
        const bool hasNat = m_dice.once(2);
        for (int t = 0; t < 2; ++t)
            m_drawing.add(
                (vpc + "-t" + std::to_string(t)).c_str(), "vpc.route-table", vpc.c_str(),
                {{"routes", routes(vpc, hasGateway, hasNat)}, {"main", t == 0 && m_dice.once(4)}});
        const int subnets = m_dice.below(4);
        std::vector<std::string> places{vpc};
        Json subnetIds = Json::array();
        for (int s = 0; s < subnets; ++s) {
            const std::string id = vpc + "-s" + std::to_string(s);
            Json subnet = Json::object();
            if (m_dice.once(2))
                subnet["cidr"] = "10." + std::to_string(number) + "." + std::to_string(s) + ".0/24";
            if (!m_dice.once(3))
                subnet["route_table"] = vpc + "-t" + std::to_string(m_dice.below(2));
            if (m_dice.once(3))
                subnet["network_acl"] = vpc + "-acl";
            if (m_dice.once(4))
                subnet["map_public_ip"] = true;
            m_drawing.add(id.c_str(), "vpc.subnet", vpc.c_str(), subnet);
            places.push_back(id);
            places.push_back(id);
            subnetIds.push_back(id);
        }
        if (hasNat)
            m_drawing.add((vpc + "-nat").c_str(), "vpc.nat-gateway", m_dice.oneOf(places).c_str(),
                          {{"connectivity", m_dice.once(5) ? "private" : "public"}});
        if (m_dice.once(4))
            m_drawing.add((vpc + "-s3").c_str(), "vpc.endpoint", vpc.c_str(),
                          {{"service", "s3"}, {"route_tables", Json::array({vpc + "-t0"})}});
        drawHosts(vpc, places, subnetIds);
    }

    Json groups(const std::string& vpc)
    {
        return m_dice.once(4) ? Json::array()
                              : Json::array({vpc + "-g" + std::to_string(m_dice.below(3))});
    }

    void drawHosts(const std::string& vpc, const std::vector<std::string>& places,
                   const Json& subnets)
    {
        for (int i = 0; i < 3; ++i) {
            Json host{{"security_groups", groups(vpc)}};
            if (m_dice.once(3))
                host["public_ip"] = true;
            add(vpc + "-i" + std::to_string(i), "ec2.instance", m_dice.oneOf(places), host);
        }
        add(vpc + "-db", "rds.instance", m_dice.oneOf(places), {{"security_groups", groups(vpc)}});
        for (const char* type : {"elb.application", "elb.network"}) {
            if (m_dice.once(2))
                continue;
            Json balancer{{"scheme", m_dice.once(2) ? "internal" : "internet-facing"}};
            if (std::string(type) == "elb.application" || m_dice.once(2))
                balancer["security_groups"] = groups(vpc);
            if (m_dice.once(2))
                balancer["subnets"] = subnets;
            add(vpc + (std::string(type) == "elb.network" ? "-nlb" : "-alb"), type, vpc, balancer);
        }
        if (m_dice.once(2)) {
            Json group = Json::object();
            if (m_dice.once(2))
                group["subnets"] = subnets;
            if (m_dice.once(2)) {
                m_drawing.add((vpc + "-lt").c_str(), "ec2.launch-template", vpc.c_str(),
                              {{"security_groups", groups(vpc)}});
                group["launch_template"] = vpc + "-lt";
            }
            add(vpc + "-asg", "autoscaling.group", vpc, group);
        }
    }

    Dice m_dice;
    Drawing m_drawing;
    std::vector<std::string> m_ends;
};

/// One change as people make them to the rules of groups and ACLs, to routes and to hosts.
inline Edit randomEdit(Dice& dice, const Architecture& drawing)
{
    std::vector<const Resource*> groups;
    std::vector<const Resource*> others;
    for (const auto& resource : drawing.resources()) {
        if (resource->type == "vpc.security-group")
            groups.push_back(resource.get());
        if (resource->type == "vpc.network-acl" || resource->type == "ec2.instance"
            || resource->type == "vpc.route-table")
            others.push_back(resource.get());
    }
    const Resource& chosen =
        others.empty() || !dice.once(3) ? *dice.oneOf(groups) : *dice.oneOf(others);
    if (chosen.type == "ec2.instance")
        return Edit{SetProperty{chosen.id, "security_groups",
                                Json::array({dice.oneOf(groups)->id.value()})}};
    const char* list = chosen.type == "vpc.security-group" ? dice.once(3) ? "egress" : "ingress"
                       : chosen.type == "vpc.network-acl"  ? "rules"
                                                           : "routes";
    Json entries = chosen.properties.contains(list) ? chosen.properties[list] : Json::array();
    if (!entries.empty() && dice.once(2)) {
        entries.erase(static_cast<std::size_t>(dice.below(static_cast<int>(entries.size()))));
        return Edit{SetProperty{chosen.id, list, entries}};
    }
    const std::string peer =
        dice.once(2) ? dice.oneOf(groups)->id.value()
                     : dice.oneOf<std::string>({"0.0.0.0/0", "10.0.0.0/16", "10.0.1.0/24",
                                                "10.0.0.4/32", "203.0.113.0/24"});
    if (chosen.type == "vpc.security-group")
        entries.push_back(
            randomPorts(dice, {{list == std::string("ingress") ? "source" : "destination", peer}}));
    else if (chosen.type == "vpc.network-acl")
        entries.push_back(randomPorts(dice, {{"number", 1 + dice.below(300)},
                                             {"direction", dice.once(2) ? "ingress" : "egress"},
                                             {"action", dice.once(3) ? "deny" : "allow"},
                                             {"cidr", "10.0.0.0/16"}}));
    else
        entries.push_back({{"destination", "10.0.1.0/24"}, {"target", "local"}});
    return Edit{SetProperty{chosen.id, list, entries}};
}

} // namespace skydraft::testing
