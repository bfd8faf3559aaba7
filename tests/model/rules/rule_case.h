// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rules/rule.h"
#include "tests/support/drawing.h"

#include <string_view>
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

inline std::vector<Finding> found(const Architecture& architecture, std::string_view code)
{
    std::vector<Finding> findings = check(Network(Catalogue::builtIn(), architecture));
    std::erase_if(findings, [&](const Finding& finding) { return finding.code != code; });
    return findings;
}

} // namespace skydraft::testing
