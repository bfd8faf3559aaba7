// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/edit.h"
#include "model/catalogue/catalogue.h"
#include "model/network/network.h"
#include "model/network/trace.h"

#include <optional>
#include <string>
#include <string_view>

namespace skydraft::testing {

/// "internet", "internet:198.51.100.7", an address or the id of a resource.
inline FlowEnd endFrom(const std::string& text)
{
    constexpr std::string_view internet = "internet";
    if (text.starts_with(internet)) {
        FlowEnd end{.isInternet = true};
        if (text.size() > internet.size())
            end.address = IpAddress::parse(text.substr(internet.size() + 1));
        return end;
    }
    if (const auto address = IpAddress::parse(text))
        return {.address = address};
    return {.resource = ResourceId(text)};
}

/// "tcp 80", "icmp", "any"
inline Flow flowFrom(const std::string& from, const std::string& to, const std::string& packet)
{
    const auto space = packet.find(' ');
    Flow flow{.from = endFrom(from), .to = endFrom(to)};
    flow.protocol = protocolFrom(packet.substr(0, space)).value();
    if (space != std::string::npos)
        flow.port = std::stoi(packet.substr(space + 1));
    return flow;
}

inline Result<Trace> tryTrace(const Architecture& architecture, const std::string& from,
                              const std::string& to, const std::string& packet)
{
    return trace(Network(Catalogue::builtIn(), architecture), flowFrom(from, to, packet));
}

inline Trace traced(const Architecture& architecture, const std::string& from,
                    const std::string& to, const std::string& packet)
{
    return tryTrace(architecture, from, to, packet).value();
}

inline std::string toString(Verdict verdict)
{
    return verdict == Verdict::Reachable ? "reachable"
           : verdict == Verdict::Blocked ? "blocked"
                                         : "unknown";
}

/// "reachable", "unknown", or what blocks: "sg-db ENI_SG_RULES_MISMATCH, acl
/// SUBNET_ACL_RESTRICTION".
inline std::string outcome(const Trace& trace)
{
    if (trace.verdict != Verdict::Blocked)
        return toString(trace.verdict);
    std::string text;
    for (const Block& block : trace.blockedBy)
        text += (text.empty() ? "" : ", ") + block.component.value() + " " + block.code;
    return text;
}

/// The rules of one list of hops, one a line: "web security-group egress: all traffic to
/// 0.0.0.0/0".
inline std::string story(const std::vector<Hop>& hops)
{
    std::string text;
    for (const Hop& hop : hops)
        text += hop.component.value() + " " + hop.kind + (hop.direction.empty() ? "" : " ")
                + hop.direction + ": " + hop.rule.english() + "\n";
    return text;
}

/// The drawing after all fixes, in order; nothing where one of them was refused.
inline std::optional<Architecture> mended(Architecture architecture, const std::vector<Fix>& fixes)
{
    for (const Fix& fix : fixes) {
        auto applied = apply(Catalogue::builtIn(), architecture, fix.edit);
        if (!applied)
            return std::nullopt;
        architecture = applied->architecture;
    }
    return architecture;
}

inline std::string titles(const std::vector<Fix>& fixes)
{
    std::string text;
    for (const Fix& fix : fixes)
        text += (text.empty() ? "" : "; ") + fix.title.english();
    return text;
}

} // namespace skydraft::testing
