// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/rules/cover_index.h"
#include "model/rules/group_facts.h"
#include "model/rules/rule.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <numeric>

namespace skydraft {
namespace {

/// Names that the console, CloudFormation or Terraform take for a protocol besides its number
/// (IANA, "Protocol Numbers").
constexpr std::array knownProtocols{
    "tcp",  "udp",  "icmp", "all",  "-1",   "icmpv6", "ipv6-icmp", "esp",   "ah",     "gre",
    "igmp", "ggp",  "ipv4", "ipip", "ipv6", "st",     "cbt",       "egp",   "igp",    "rsvp",
    "rdp",  "dccp", "sctp", "ospf", "pim",  "vrrp",   "l2tp",      "eigrp", "udplite"};
constexpr std::array usualProtocols{"tcp", "udp", "icmp", "all", "icmpv6"};

bool isKnownProtocol(std::string_view name)
{
    if (name.empty()
        || std::find(knownProtocols.begin(), knownProtocols.end(), name) != knownProtocols.end())
        return true;
    int number = -1;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    return error == std::errc() && end == name.data() + name.size() && number >= 0 && number <= 255;
}

/// How many letters must be changed, added or taken away (Levenshtein).
int distance(std::string_view a, std::string_view b)
{
    std::vector<int> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 0; i < a.size(); ++i) {
        int diagonal = row.front()++;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const int changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

/// What a person meant who wrote "tpc" or "TCP"; empty where that cannot be guessed.
std::string meantProtocol(std::string_view written)
{
    const std::string small = scopeOf(Json{{"protocol", std::string(written)}}, "").protocol;
    if (isKnownProtocol(small))
        return small;
    constexpr int likely = 2;
    std::string best;
    int fewest = likely + 1;
    for (const char* usual : usualProtocols)
        if (const int needed = distance(small, usual); needed < fewest) {
            fewest = needed;
            best = usual;
        }
    return best;
}

/// A list of rules in one property of a resource.
struct RuleList
{
    const Resource* resource = nullptr;
    const char* property = "";
    const char* peer = "";
};

std::vector<RuleList> groupLists(const RuleContext& context)
{
    std::vector<RuleList> lists;
    for (const Resource* group : context.subjects(NetworkRole::SecurityGroup))
        for (const GroupSide& side : groupSides)
            lists.push_back({group, side.property, side.peer});
    return lists;
}

std::vector<RuleList> aclLists(const RuleContext& context)
{
    std::vector<RuleList> lists;
    for (const Resource* acl : context.withRole(NetworkRole::NetworkAcl))
        lists.push_back({acl, "rules", "cidr"});
    return lists;
}

Fix change(const RuleList& list, Json rules, const Text& title)
{
    return {title, Edit{SetProperty{list.resource->id, list.property, std::move(rules)}}};
}

/// The rules of a list without those that `isBad`.
Json without(const Json& rules, const std::function<bool(const Json&)>& isBad)
{
    Json kept = Json::array();
    std::copy_if(rules.begin(), rules.end(), std::back_inserter(kept), std::not_fn(isBad));
    return kept;
}

std::vector<Report> unknownProtocols(const RuleContext& context, const std::vector<RuleList>& lists)
{
    std::vector<Report> reports;
    const auto isBad = [](const Json& rule) {
        return !isKnownProtocol(memberText(rule, "protocol"));
    };
    for (const RuleList& list : lists) {
        const Json& rules = context.value(*list.resource, list.property);
        const auto bad = std::find_if(rules.begin(), rules.end(), isBad);
        if (bad == rules.end())
            continue;
        const std::string written(memberText(*bad, "protocol"));
        Report report{list.resource->id,
                      MODEL_TEXT("Rule", "%1: nobody knows the protocol \"%2\" of a rule")
                          .with(displayName(*list.resource))
                          .with(written)};
        const std::string meant = meantProtocol(written);
        Json mended = rules;
        for (Json& rule : mended)
            if (memberText(rule, "protocol") == written && !meant.empty())
                rule["protocol"] = meant;
        if (meant.empty())
            report.fixes.push_back(
                change(list, without(rules, isBad),
                       MODEL_TEXT("Rule", "Remove the rules of an unknown protocol")));
        else
            report.fixes.push_back(
                change(list, std::move(mended), MODEL_TEXT("Rule", "Write %1").with(meant)));
        reports.push_back(std::move(report));
    }
    return reports;
}

bool hasPorts(const Json& rule)
{
    const std::string_view protocol = memberText(rule, "protocol");
    return protocol.empty() || protocol == "tcp" || protocol == "udp";
}

int portIn(const Json& rule, const char* member)
{
    return memberNumber(rule, member).value_or(-1); // -1 means all, as in the EC2 API
}

bool isReversed(const Json& rule)
{
    const int to = portIn(rule, "to_port");
    return hasPorts(rule) && to >= 0 && portIn(rule, "from_port") > to;
}

bool isLoneCode(const Json& rule)
{
    return memberText(rule, "protocol") == "icmp" && portIn(rule, "from_port") < 0
           && portIn(rule, "to_port") >= 0;
}

bool lacksPorts(const Json& rule)
{
    return hasPorts(rule) && portIn(rule, "from_port") < 0 && portIn(rule, "to_port") < 0;
}

/// What may be wrong with the ports of a rule, and how they are written as AWS wants them.
struct Normaliser
{
    bool (*isNeeded)(const Json& rule) = nullptr;
    void (*mend)(Json& rule) = nullptr;
    Text message{};
    Text title{};
};

std::array<Normaliser, 3> normalisers()
{
    return {{{isReversed, [](Json& rule) { std::swap(rule["from_port"], rule["to_port"]); },
              MODEL_TEXT("Rule", "%1 has a port range that ends before it begins"),
              MODEL_TEXT("Rule", "Turn the range around")},
             {isLoneCode, [](Json& rule) { rule["to_port"] = -1; },
              MODEL_TEXT("Rule", "%1 has an ICMP rule with a code but no type"),
              MODEL_TEXT("Rule", "Admit every type and code")},
             {lacksPorts,
              [](Json& rule) {
                  rule["from_port"] = 0;
                  rule["to_port"] = 65535;
              },
              MODEL_TEXT("Rule", "%1 has a TCP or UDP rule without ports"),
              MODEL_TEXT("Rule", "Write all ports: 0 to 65535")}}};
}

std::vector<Report> wrongPorts(const RuleContext& context, const std::vector<RuleList>& lists)
{
    std::vector<Report> reports;
    const auto known = normalisers();
    for (const RuleList& list : lists) {
        const Json& rules = context.value(*list.resource, list.property);
        for (const Normaliser& normaliser : known) {
            if (std::none_of(rules.begin(), rules.end(), normaliser.isNeeded))
                continue;
            Json mended = rules;
            for (Json& rule : mended)
                if (normaliser.isNeeded(rule))
                    normaliser.mend(rule);
            reports.push_back({list.resource->id,
                               Text(normaliser.message).with(displayName(*list.resource)),
                               {change(list, std::move(mended), normaliser.title)}});
        }
    }
    return reports;
}

/// Rules that name nobody: without a source, or with a block that is none.
std::vector<Report> unreadableSources(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const RuleList& list : groupLists(context)) {
        const auto isBad = [&](const Json& rule) {
            const std::string_view peer = memberText(rule, list.peer);
            return peer.empty() || (looksLikeAddress(peer) && !Cidr::parse(peer));
        };
        const Json& rules = context.value(*list.resource, list.property);
        const auto bad = std::find_if(rules.begin(), rules.end(), isBad);
        if (bad == rules.end())
            continue;
        const std::string peer(memberText(*bad, list.peer));
        const Text message =
            peer.empty() ? MODEL_TEXT("Rule", "%1 has a rule that names no source or destination")
                         : MODEL_TEXT("Rule", "%1 has a rule for \"%2\", which is no CIDR block");
        reports.push_back({list.resource->id,
                           message.with(displayName(*list.resource)).with(peer),
                           {change(list, without(rules, isBad),
                                   MODEL_TEXT("Rule", "Remove the rules that match nothing"))}});
    }
    return reports;
}

/// Blocks in lists of texts and in routes, which the catalogue does not check.
std::vector<Report> unreadableBlocks(const RuleContext& context)
{
    std::vector<Report> reports;
    const auto look = [&](const Resource& resource, const char* property, const auto& textOfEntry) {
        const auto isBad = [&](const Json& entry) {
            const std::string_view text = textOfEntry(entry);
            return looksLikeAddress(text) && !Cidr::parse(text);
        };
        const Json& entries = context.value(resource, property);
        const auto bad = std::find_if(entries.begin(), entries.end(), isBad);
        if (bad == entries.end())
            return;
        reports.push_back({resource.id,
                           MODEL_TEXT("Rule", "%1: \"%2\" is no CIDR block")
                               .with(displayName(resource))
                               .with(std::string(textOfEntry(*bad))),
                           {{MODEL_TEXT("Rule", "Remove what is no CIDR block"),
                             Edit{SetProperty{resource.id, property, without(entries, isBad)}}}}});
    };
    const auto itself = [](const Json& entry) {
        return entry.is_string() ? std::string_view(entry.get_ref<const std::string&>())
                                 : std::string_view();
    };
    for (const Resource* vpc : context.withRole(NetworkRole::Vpc))
        look(*vpc, "secondary_cidrs", itself);
    for (const Resource* list : context.withRole(NetworkRole::PrefixList))
        look(*list, "entries", itself);
    for (const Resource* gateway : context.withRole(NetworkRole::VpnGateway))
        look(*gateway, "remote_cidrs", itself);
    for (const Resource* table : context.withRole(NetworkRole::RouteTable))
        look(*table, "routes", [](const Json& route) -> std::string_view {
            return memberText(route, "destination");
        });
    return reports;
}

} // namespace

std::vector<Rule> malformedRules()
{
    const Text why = MODEL_TEXT("Rule", "AWS refuses such an entry, so what the drawing promises "
                                        "with it will not exist; here it matches no packet.");
    return {
        {.code = "SG021",
         .severity = Severity::Note,
         .isLocal = true,
         .why = why,
         .equivalents = {"E3687", "E3688"},
         .check =
             [](const RuleContext& context) { return wrongPorts(context, groupLists(context)); }},
        {.code = "SG022",
         .severity = Severity::Warning,
         .isAboutTheDrawing = true,
         .isLocal = true,
         .why = why,
         .check =
             [](const RuleContext& context) {
                 return unknownProtocols(context, groupLists(context));
             }},
        {.code = "SG023",
         .severity = Severity::Warning,
         .isAboutTheDrawing = true,
         .isLocal = true,
         .why = why,
         .check = unreadableSources},
        {.code = "NA009",
         .severity = Severity::Warning,
         .isAboutTheDrawing = true,
         .why = why,
         .check =
             [](const RuleContext& context) {
                 return unknownProtocols(context, aclLists(context));
             }},
        {.code = "NA010",
         .severity = Severity::Note,
         .why = why,
         .check =
             [](const RuleContext& context) { return wrongPorts(context, aclLists(context)); }},
        {.code = "IP008",
         .severity = Severity::Warning,
         .isAboutTheDrawing = true,
         .why = why,
         .check = unreadableBlocks},
    };
}

} // namespace skydraft
