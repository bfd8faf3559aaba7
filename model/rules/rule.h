// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rules/finding.h"
#include "model/rules/rule_context.h"

#include <functional>
#include <string>
#include <vector>

namespace skydraft {

/// What a rule reports about one resource; code, severity, why and equivalents come from the table.
struct Report
{
    ResourceId resource{};
    Text message{};
    std::vector<Fix> fixes{};
    std::optional<ConnectionId> connection{};
    std::optional<Severity>
        severity{}; ///< where the network makes it less grave than the rule says
};

/// One rule of good architecture: a pure function and what to say about it.
struct Rule
{
    const char* code = "";
    Severity severity = Severity::Warning;
    int rank = 0;                   ///< 1 is what matters most; 0: not among the first forty
    bool isAboutTheDrawing = false; ///< shown in every profile: without it the rest means little
    /// A report depends on its resource and those near it only: `check` goes through the context's
    /// subjects() and reports about each by itself.
    bool isLocal = false;
    Text why{};
    std::vector<std::string> equivalents{};
    std::function<std::vector<Report>(const RuleContext&)> check{};
};

/// The families, one file each. check() runs them all.
std::vector<Rule> placementRules();  ///< ST…: what stands where
std::vector<Rule> pathRules();       ///< SG018: drawn connections that carry nothing
std::vector<Rule> exposureRules();   ///< SG…: ports that are open to the world
std::vector<Rule> groupRules();      ///< SG…: how security groups are kept
std::vector<Rule> aclRules();        ///< NA…
std::vector<Rule> settingRules();    ///< AZ…, DB…: one property of a database, cache or group
std::vector<Rule> computeRules();    ///< EC…, VP…: instances, addresses and the VPC around them
std::vector<Rule> storageRules();    ///< S3… and volumes
std::vector<Rule> edgeRules();       ///< CF… and what balancers show to clients: LB…
std::vector<Rule> nameRules();       ///< R53…, AZ011: names and where they turn to
std::vector<Rule> addressingRules(); ///< IP…
std::vector<Rule> capacityRules();   ///< IP…: how much room is left, and VPCs that collide
std::vector<Rule> routingRules();    ///< RT…
std::vector<Rule> waysOutRules(); ///< RT…, VP…: gateways, NAT and endpoints towards the internet
std::vector<Rule> accessRules();  ///< AZ…, VP…: bastions, NAT instances and agents
std::vector<Rule> transitRules();         ///< RT…: from VPC to VPC
std::vector<Rule> balancingRules();       ///< AZ…, LB…
std::vector<Rule> balancerNetworkRules(); ///< LB…, AZ…: what reaches balancers and their targets
std::vector<Rule> aclHelperRules();       ///< NA008: health checks and NAT ports
std::vector<Rule> publicAddressRules();   ///< EC001
std::vector<Rule> groupScopeRules(); ///< SG…: whom a group is for and whom its rules can match
std::vector<Rule> reachRules();      ///< SG…, NA001: what passes, and what the drawing says
std::vector<Rule> malformedRules();  ///< rules and blocks that AWS would not take
std::vector<Rule> quotaRules();      ///< QT…, SG015, NA007, RT013: one table of AWS's quotas
std::vector<Rule> intentRules();     ///< IN…: intents that check nothing

/// Whether the rule belongs to the profile.
bool isLookedAt(Profile profile, const Rule& rule);

/// All rules, by code.
const std::vector<Rule>& allRules();

} // namespace skydraft
