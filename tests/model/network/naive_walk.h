// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace skydraft::testing {

/// A second walk, written straight over the JSON of a drawing and knowing one VPC only: the
/// questions are asked port by port and in the plainest way.
class NaiveWalk
{
public:
    explicit NaiveWalk(const Architecture& drawing)
        : m_drawing(drawing)
    {}

    bool passes(const std::string& from, const std::string& to, const std::string& protocol,
                int port) const
    {
        const Resource& a = get(from);
        const Resource& b = get(to);
        if (!groupsAllow(a, "egress", "destination", b, protocol, port)
            || !groupsAllow(b, "ingress", "source", a, protocol, port))
            return false;
        if (a.parent == b.parent)
            return true;
        if (!isLocal(a, b) || !isLocal(b, a))
            return false;
        if (!aclAllows(a, "egress", b, protocol, port)
            || !aclAllows(b, "ingress", a, protocol, port))
            return false;
        const bool hasPorts = protocol == "tcp" || protocol == "udp";
        const int first = hasPorts ? 32768 : 0; // ephemeral ports of a host
        const int last = hasPorts ? 65535 : 0;
        for (int answer = first; answer <= last; ++answer)
            if (!aclAllows(b, "egress", a, protocol, answer)
                || !aclAllows(a, "ingress", b, protocol, answer))
                return false;
        return true;
    }

private:
    const Resource& get(const std::string& id) const { return *m_drawing.find(ResourceId(id)); }

    static std::uint32_t bits(const std::string& address)
    {
        std::uint32_t value = 0;
        std::uint32_t part = 0;
        for (const char c : address + ".") {
            if (c == '.') {
                value = value * 256U + part;
                part = 0;
            } else {
                part = part * 10U + static_cast<std::uint32_t>(c - '0');
            }
        }
        return value;
    }

    static bool isIn(const std::string& block, const std::string& address)
    {
        const auto slash = block.find('/');
        if (slash == std::string::npos)
            return false;
        const int length = std::stoi(block.substr(slash + 1));
        for (int bit = 31; bit > 31 - length; --bit)
            if (((bits(block.substr(0, slash)) ^ bits(address)) >> static_cast<unsigned>(bit) & 1U)
                != 0)
                return false;
        return true;
    }

    static bool isOfKind(const Json& rule, const std::string& protocol, int port)
    {
        if (rule["protocol"] == "all")
            return true;
        if (rule["protocol"] != protocol)
            return false;
        return protocol == "icmp" || (rule["from_port"] <= port && port <= rule["to_port"]);
    }

    bool groupsAllow(const Resource& at, const char* direction, const char* peerMember,
                     const Resource& other, const std::string& protocol, int port) const
    {
        const std::string address = other.properties["private_ip"];
        const Json& membership = other.properties["security_groups"];
        for (const Json& id : at.properties["security_groups"]) {
            const Resource& group = get(id);
            if (std::string(direction) == "egress" && !group.properties.contains("egress"))
                return true; // a new group allows all egress
            for (const Json& rule : group.properties[direction]) {
                const std::string peer = rule[peerMember];
                const bool isMember =
                    std::find(membership.begin(), membership.end(), peer) != membership.end();
                if (isOfKind(rule, protocol, port) && (isMember || isIn(peer, address)))
                    return true;
            }
        }
        return false;
    }

    bool aclAllows(const Resource& at, const char* direction, const Resource& other,
                   const std::string& protocol, int port) const
    {
        const Resource& subnet = get(at.parent->value());
        if (!subnet.properties.contains("network_acl"))
            return true;
        const Resource& acl = get(subnet.properties["network_acl"]);
        const std::string address = other.properties["private_ip"];
        for (int number = 1; number <= 32766; ++number) {
            if (number > 200)
                break; // the drawings have none above
            for (const Json& rule : acl.properties["rules"])
                if (rule["number"] == number && rule["direction"] == direction
                    && isIn(rule["cidr"], address) && isOfKind(rule, protocol, port))
                    return rule["action"] == "allow";
        }
        return false;
    }

    /// Whether the table of a's subnet keeps packets to b inside the VPC.
    bool isLocal(const Resource& a, const Resource& b) const
    {
        const Resource& subnet = get(a.parent->value());
        if (!subnet.properties.contains("route_table"))
            return true;
        const std::string address = b.properties["private_ip"];
        int best = 16; // 10.0.0.0/16 → local
        bool keeps = true;
        for (const Json& route : get(subnet.properties["route_table"]).properties["routes"]) {
            const std::string destination = route["destination"];
            const int length = std::stoi(destination.substr(destination.find('/') + 1));
            if (isIn(destination, address) && length > best) {
                best = length;
                keeps = route["target"] == "local";
            }
        }
        return keeps;
    }

    const Architecture& m_drawing;
};

} // namespace skydraft::testing
