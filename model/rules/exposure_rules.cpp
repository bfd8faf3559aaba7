// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/base/cidr.h"
#include "model/rules/rule.h"

#include <algorithm>
#include <array>

namespace skydraft {
namespace {

/// 0.0.0.0/0, ::/0 or a public block of at least a /8: as good as everyone.
bool isWorld(const std::string& source)
{
    const auto block = source.find('/') == std::string::npos ? std::nullopt : Cidr::parse(source);
    if (!block)
        return false;
    if (block->base.family == IpFamily::V6)
        return block->length <= 16;
    return block->length <= 8 && !(block->length == 8 && block->base.isRfc1918());
}

int portOf(const Json& rule, const char* member, int fallback)
{
    const Json value = memberOf(rule, member);
    return value.is_number() ? value.get<int>() : fallback;
}

bool isOpenRange(const Json& rule)
{
    const std::string protocol =
        memberOf(rule, "protocol").is_string() ? rule["protocol"].get<std::string>() : "all";
    return protocol == "all"
           || ((protocol == "tcp" || protocol == "udp") && portOf(rule, "from_port", 0) == 0
               && portOf(rule, "to_port", 65535) == 65535);
}

bool coversTcp(const Json& rule, int port)
{
    const Json protocol = memberOf(rule, "protocol");
    const bool isTcp = protocol == "tcp" || protocol == "all" || protocol.is_null();
    if (!isTcp || isOpenRange(rule)) // a rule for everything is SG003's
        return false;
    return portOf(rule, "from_port", 0) <= port && port <= portOf(rule, "to_port", 65535);
}

/// A report for each security group with a world-open ingress rule that `matches`.
template <class Matches>
std::vector<Report> openToTheWorld(const RuleContext& context, const Matches& matches,
                                   const Text& message)
{
    std::vector<Report> reports;
    for (const auto& resource : context.architecture.resources()) {
        if (context.typeOf(*resource).role != NetworkRole::SecurityGroup)
            continue;
        const Json rules = valueOf(context.catalogue, *resource, "ingress");
        Json kept = Json::array();
        std::string source;
        for (const Json& rule : rules) {
            const Json from = memberOf(rule, "source");
            const bool isOpen =
                from.is_string() && isWorld(from.get<std::string>()) && matches(rule);
            if (isOpen)
                source = from.get<std::string>();
            else
                kept.push_back(rule);
        }
        if (source.empty())
            continue;
        reports.push_back(
            {resource->id,
             Text(message).with(displayName(*resource)).with(source),
             {{MODEL_TEXT("Rule", "Remove that rule from %1").with(displayName(*resource)),
               Edit{SetProperty{resource->id, "ingress", std::move(kept)}}}}});
    }
    return reports;
}

std::vector<Report> openTcpPort(const RuleContext& context, int port, const Text& message)
{
    return openToTheWorld(
        context, [&](const Json& rule) { return coversTcp(rule, port); }, message);
}

std::vector<Report> openDataPorts(const RuleContext& context)
{
    constexpr std::array dataPorts{1433, 1521, 3306, 5432, 6379, 9200, 11211, 27017};
    return openToTheWorld(
        context,
        [&](const Json& rule) {
            return std::any_of(dataPorts.begin(), dataPorts.end(),
                               [&](int port) { return coversTcp(rule, port); });
        },
        MODEL_TEXT("Rule", "%1 admits a database or cache port from %2"));
}

} // namespace

std::vector<Rule> exposureRules()
{
    return {
        {.code = "SG001",
         .severity = Severity::Error,
         .why = MODEL_TEXT("Rule",
                           "Open SSH is the usual way in: scanners find it within minutes. Admit "
                           "your own address or a bastion's group, or use Session Manager."),
         .equivalents = {"CKV_AWS_24", "EC2.13", "AWS-0107", "SEC05-BP02"},
         .check =
             [](const RuleContext& context) {
                 return openTcpPort(context, 22,
                                    MODEL_TEXT("Rule", "%1 admits SSH (tcp 22) from %2"));
             }},
        {.code = "SG002",
         .severity = Severity::Error,
         .why = MODEL_TEXT("Rule", "Open remote desktop is attacked all the time. Admit your own "
                                   "address or a bastion's group."),
         .equivalents = {"CKV_AWS_25", "EC2.14"},
         .check =
             [](const RuleContext& context) {
                 return openTcpPort(
                     context, 3389,
                     MODEL_TEXT("Rule", "%1 admits remote desktop (tcp 3389) from %2"));
             }},
        {.code = "SG003",
         .severity = Severity::Error,
         .why = MODEL_TEXT("Rule", "A rule for all ports opens whatever will ever listen there. "
                                   "Admit the ports that are served."),
         .equivalents = {"CKV_AWS_277", "EC2.18"},
         .check =
             [](const RuleContext& context) {
                 return openToTheWorld(context, isOpenRange,
                                       MODEL_TEXT("Rule", "%1 admits all ports from %2"));
             }},
        {.code = "SG004",
         .severity = Severity::Error,
         .why = MODEL_TEXT("Rule",
                           "Data stores are for the application only: a leaked password is then "
                           "not enough to read them. Use the application's group as the source."),
         .equivalents = {"EC2.19"},
         .check = openDataPorts},
    };
}

} // namespace skydraft
