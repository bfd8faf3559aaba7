// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace skydraft::bench {

/// A large network as companies have them: services of about eight hosts in three zones, each with
/// a group of its own and some with shared ones, nine subnets to a VPC, network ACLs on two
/// of three tiers, VPCs peered with the first one. The same for every run.
class Fleet
{
public:
    Fleet(int hosts, int vpcs)
        : m_hosts(hosts)
        , m_vpcs(vpcs)
    {}

    Architecture draw()
    {
        for (int vpc = 0; vpc < m_vpcs; ++vpc)
            drawVpc(vpc);
        for (int vpc = 0; vpc < m_vpcs; ++vpc)
            drawServices(vpc);
        return m_builder.build();
    }

    const std::vector<ResourceId>& groups() const { return m_groups; }
    const std::vector<ResourceId>& hosts() const { return m_ids; }

    /// A rule as the groups of the fleet have them. Its ports are among those in use.
    Json rule(const char* peerMember, int vpc)
    {
        Json rule{{"protocol", below(8) == 0 ? "udp" : "tcp"}};
        if (below(4) == 0) {
            const int range = below(40);
            rule["from_port"] = 10000 + 500 * range;
            rule["to_port"] = 10000 + 500 * range + 99 + 100 * (range % 4);
        } else {
            static constexpr int services[] = {22,   53,   80,   443,  1433,  1521, 2049,
                                               3000, 3306, 5000, 5432, 5671,  6379, 8080,
                                               8443, 9092, 9200, 9300, 11211, 27017};
            rule["from_port"] = rule["to_port"] = services[below(20)];
        }
        const int kind = below(10);
        const std::string network = "10." + std::to_string(vpc) + ".";
        if (kind < 6 && !m_groupsOf[vpc].empty())
            rule[peerMember] = m_groupsOf[vpc][static_cast<std::size_t>(
                below(static_cast<int>(m_groupsOf[vpc].size())))];
        else if (kind < 8)
            rule[peerMember] = network + std::to_string(16 * below(9)) + ".0/20";
        else if (kind == 8)
            rule[peerMember] = network + "0.0/16";
        else
            rule[peerMember] =
                below(2) == 0 ? std::string("10.0.0.0/16") : std::string("0.0.0.0/0");
        return rule;
    }

    int vpcOf(std::size_t group) const { return m_vpcOfGroup[group]; }
    int below(int limit) { return static_cast<int>(m_engine() % static_cast<unsigned>(limit)); }

private:
    static std::string named(const char* kind, int vpc)
    {
        return std::string(kind) + std::to_string(vpc);
    }

    void add(const std::string& id, const char* type, const std::string& parent, Json properties)
    {
        Resource resource;
        resource.id = ResourceId(id);
        resource.type = type;
        resource.name = id;
        if (!parent.empty())
            resource.parent = ResourceId(parent);
        resource.properties = std::move(properties);
        m_resources.push_back(std::move(resource));
        m_builder.put(m_resources.back());
        m_resources.pop_back();
    }

    void drawVpc(int vpc)
    {
        const std::string id = named("vpc", vpc);
        const std::string network = "10." + std::to_string(vpc) + ".";
        add(id, "vpc.vpc", "", {{"cidr", network + "0.0/16"}});
        add(named("igw", vpc), "vpc.internet-gateway", id, Json::object());
        for (int tier = 0; tier < 3; ++tier) {
            Json routes = Json::array();
            if (tier == 0)
                routes.push_back({{"destination", "0.0.0.0/0"}, {"target", named("igw", vpc)}});
            for (int other = vpc == 0 ? 1 : 0; other < (vpc == 0 ? m_vpcs : 1); ++other)
                routes.push_back({{"destination", "10." + std::to_string(other) + ".0.0/16"},
                                  {"target", named("pcx", vpc == 0 ? other : vpc)}});
            const std::string table = named("table", vpc) + "-" + std::to_string(tier);
            add(table, "vpc.route-table", id, {{"routes", routes}});
            const std::string acl = named("acl", vpc) + "-" + std::to_string(tier);
            if (tier > 0)
                add(acl, "vpc.network-acl", id, {{"rules", aclRules(tier)}});
            for (int zone = 0; zone < 3; ++zone) {
                const int number = 3 * tier + zone;
                Json subnet{{"cidr", network + std::to_string(16 * number) + ".0/20"},
                            {"route_table", table}};
                if (tier > 0)
                    subnet["network_acl"] = acl;
                add(subnetId(vpc, number), "vpc.subnet", id, subnet);
            }
        }
        if (vpc > 0)
            add(named("pcx", vpc), "vpc.peering", "",
                {{"requester", id}, {"accepter", "vpc0"}, {"status", "active"}});
    }

    static std::string subnetId(int vpc, int number)
    {
        return named("subnet", vpc) + "-" + std::to_string(number);
    }

    static Json aclRules(int tier)
    {
        Json rules = Json::array();
        const auto add = [&](int number, const char* direction, const char* action, int from,
                             int to, const char* cidr) {
            rules.push_back({{"number", number},
                             {"direction", direction},
                             {"action", action},
                             {"protocol", "tcp"},
                             {"from_port", from},
                             {"to_port", to},
                             {"cidr", cidr}});
        };
        if (tier == 2)
            add(90, "ingress", "deny", 22, 22, "0.0.0.0/0");
        add(100, "ingress", "allow", 0, 9999, "10.0.0.0/8");
        add(110, "ingress", "allow", 1024, 65535, "0.0.0.0/0");
        add(100, "egress", "allow", 0, 65535, "10.0.0.0/8");
        add(110, "egress", "allow", 1024, 65535, "0.0.0.0/0");
        return rules;
    }

    void drawServices(int vpc)
    {
        const int hosts = m_hosts / m_vpcs;
        const int services = (hosts + 7) / 8;
        for (int service = 0; service < services; ++service) {
            const std::string id = named("g", vpc) + "-" + std::to_string(service);
            m_groupsOf[vpc].push_back(id);
            m_groups.emplace_back(id);
            m_vpcOfGroup.push_back(vpc);
        }
        for (const std::string& id : m_groupsOf[vpc]) {
            Json properties{{"ingress", Json::array()}};
            for (int n = 4 + below(5); n > 0; --n)
                properties["ingress"].push_back(rule("source", vpc));
            if (below(2) == 0) {
                properties["egress"] = Json::array();
                for (int n = 2 + below(5); n > 0; --n)
                    properties["egress"].push_back(rule("destination", vpc));
            }
            add(id, "vpc.security-group", named("vpc", vpc), properties);
        }
        std::vector<int> used(9, 0);
        for (int host = 0; host < hosts; ++host) {
            const int service = host / 8;
            const int subnet = 3 * (service % 3) + host % 3;
            const int number = 10 + used[static_cast<std::size_t>(subnet)]++;
            Json groups = Json::array({m_groupsOf[vpc][static_cast<std::size_t>(service)]});
            if (service % 4 == 0) // every fourth service has a shared group too
                groups.push_back(m_groupsOf[vpc][static_cast<std::size_t>(service % 7)]);
            if (groups.size() == 2 && groups[0] == groups[1])
                groups.erase(1);
            const std::string id = named("i", vpc) + "-" + std::to_string(host);
            m_ids.emplace_back(id);
            add(id, "ec2.instance", subnetId(vpc, subnet),
                {{"private_ip", "10." + std::to_string(vpc) + "."
                                    + std::to_string(16 * subnet + number / 256) + "."
                                    + std::to_string(number % 256)},
                 {"security_groups", groups}});
        }
    }

    int m_hosts;
    int m_vpcs;
    std::mt19937 m_engine{20};
    ArchitectureBuilder m_builder;
    std::vector<Resource> m_resources;
    std::vector<ResourceId> m_groups, m_ids;
    std::vector<int> m_vpcOfGroup;
    std::map<int, std::vector<std::string>> m_groupsOf;
};

} // namespace skydraft::bench
