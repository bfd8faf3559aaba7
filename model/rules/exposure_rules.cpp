// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/base/cidr.h"
#include "model/rules/rule.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>

namespace skydraft {
namespace {

/// 0.0.0.0/0, ::/0 or a public block of at least a /8: as good as everyone.
bool isWorld(std::string_view source)
{
    // Most blocks are smaller, and reading all of them would be most of the work.
    const auto slash = source.rfind('/');
    if (slash == std::string_view::npos)
        return false;
    const std::string_view length = source.substr(slash + 1);
    if (length.size() > 2 || (length.size() == 2 && length > "16"))
        return false;
    const auto block = Cidr::parse(source);
    if (!block)
        return false;
    if (block->base.family == IpFamily::V6)
        return block->length <= 16;
    return block->length <= 8 && !(block->length == 8 && block->base.isRfc1918());
}

int portOf(const Json& rule, const char* member, int fallback)
{
    return memberNumber(rule, member).value_or(fallback);
}

bool isOpenRange(const Json& rule)
{
    const std::string_view protocol = memberText(rule, "protocol");
    return protocol.empty() || protocol == "all"
           || ((protocol == "tcp" || protocol == "udp") && portOf(rule, "from_port", 0) == 0
               && portOf(rule, "to_port", 65535) == 65535);
}

bool coversTcp(const Json& rule, int port)
{
    const std::string_view protocol = memberText(rule, "protocol");
    const bool isTcp = protocol == "tcp" || protocol == "all" || protocol.empty();
    if (!isTcp || isOpenRange(rule)) // a rule for everything is SG003's
        return false;
    return portOf(rule, "from_port", 0) <= port && port <= portOf(rule, "to_port", 65535);
}

/// Who has the group: what lists it, and the Auto Scaling groups of launch templates that do.
Resources membersOf(const RuleContext& context, const Resource& group)
{
    Resources members = context.namingIn("security_groups", group.id);
    const Resources listed = members;
    for (const Resource* member : listed)
        for (const Resource* scaling : context.namingIn("launch_template", member->id))
            members.push_back(scaling);
    return members;
}

bool isAmong(const Json& rule, const OpenPorts& run)
{
    const std::string_view protocol = memberText(rule, "protocol");
    const bool isKind = protocol.empty() || protocol == "all" || run.protocol == Protocol::Any
                        || protocol == toString(run.protocol);
    return isKind && portOf(rule, "from_port", 0) <= run.ports.to
           && run.ports.from <= portOf(rule, "to_port", 65535);
}

/// What the network makes of an open rule: it is as grave as can be where packets of the internet
/// arrive at a member by it, and less than the table says where none can. Nothing is known of a
/// group that nobody has, nor of a rule that is open to a part of the internet.
std::optional<Severity> severityOf(const RuleContext& context, const Resource& group,
                                   const Json& open, Severity usual)
{
    const std::string_view source = memberText(open, "source");
    const Resources members = membersOf(context, group);
    if (members.empty() || (source != "0.0.0.0/0" && source != "::/0"))
        return std::nullopt;
    for (const Resource* member : members)
        for (const OpenPorts& run : context.openToTheInternet(*member))
            if (isAmong(open, run))
                return Severity::Error;
    return usual == Severity::Error ? Severity::Warning : Severity::Note;
}

/// A report for each security group with a world-open ingress rule that `matches`.
template <class Matches>
std::vector<Report> openToTheWorld(const RuleContext& context, const Matches& matches,
                                   const Text& message, Severity usual = Severity::Error)
{
    std::vector<Report> reports;
    for (const Resource* group : context.subjects(NetworkRole::SecurityGroup)) {
        const Json& rules = context.value(*group, "ingress");
        const auto isOpen = [&](const Json& rule) {
            return isWorld(memberText(rule, "source")) && matches(rule);
        };
        const auto last = std::find_if(rules.rbegin(), rules.rend(), isOpen);
        if (last == rules.rend())
            continue;
        std::optional<Severity> severity;
        for (const Json& rule : rules)
            if (isOpen(rule))
                severity = std::max(severity, severityOf(context, *group, rule, usual));
        Json kept = Json::array();
        std::copy_if(rules.begin(), rules.end(), std::back_inserter(kept), std::not_fn(isOpen));
        reports.push_back(
            {group->id,
             Text(message).with(displayName(*group)).with(memberText(*last, "source")),
             {{MODEL_TEXT("Rule", "Remove that rule from %1").with(displayName(*group)),
               Edit{SetProperty{group->id, "ingress", std::move(kept)}}}},
             std::nullopt,
             severity});
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

/// Ports of old or administrative services, as AWS Security Hub's EC2.19 lists them.
std::vector<Report> openRiskyPorts(const RuleContext& context)
{
    constexpr std::array riskyPorts{20,   21,   23,   25,   110,  135,  143,  445,  1434,
                                    3000, 4333, 5000, 5500, 5601, 8080, 8088, 8888, 9300};
    return openToTheWorld(
        context,
        [&](const Json& rule) {
            return std::any_of(riskyPorts.begin(), riskyPorts.end(),
                               [&](int port) { return coversTcp(rule, port); });
        },
        MODEL_TEXT("Rule", "%1 admits an administrative or outdated service from %2"),
        Severity::Warning);
}

/// Web servers that the internet may reach around their balancer.
std::vector<Report> openServers(const RuleContext& context)
{
    std::vector<Report> reports = openTcpPort(
        context, 80, MODEL_TEXT("Rule", "%1 admits HTTP from %2 to what is no load balancer"));
    std::erase_if(reports, [&](const Report& report) {
        const Resources members = context.namingIn("security_groups", report.resource);
        return std::none_of(members.begin(), members.end(), [&](const Resource* member) {
            return context.typeOf(*member).role == NetworkRole::Interface;
        });
    });
    for (Report& report : reports)
        report.severity.reset(); // a web server is meant to be reached, if not so directly
    return reports;
}

/// Blocks such as 0.0.0.0/1: half of the internet is not less open than the whole.
std::vector<Report> splitWorld(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const Resource* group : context.subjects(NetworkRole::SecurityGroup))
        for (const Json& rule : context.value(*group, "ingress")) {
            const std::string_view from = memberText(rule, "source");
            const auto block = Cidr::parse(from);
            if (block && block->length > 0 && isWorld(from)) {
                reports.push_back(
                    {group->id,
                     MODEL_TEXT("Rule", "%1 admits %2: that is open to the world in effect")
                         .with(displayName(*group))
                         .with(std::string(from))});
                break;
            }
        }
    return reports;
}

} // namespace

std::vector<Rule> exposureRules()
{
    return {
        {.code = "SG001",
         .severity = Severity::Error,
         .rank = 3,
         .isLocal = true,
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
         .rank = 6,
         .isLocal = true,
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
         .rank = 5,
         .isLocal = true,
         .why = MODEL_TEXT("Rule", "A rule for all ports opens whatever will ever listen there. "
                                   "Admit the ports that are served."),
         // All ports are port 22 and 3389 too.
         .equivalents = {"CKV_AWS_277", "CKV_AWS_24", "CKV_AWS_25", "EC2.18", "EC2.13", "EC2.14"},
         .check =
             [](const RuleContext& context) {
                 return openToTheWorld(context, isOpenRange,
                                       MODEL_TEXT("Rule", "%1 admits all ports from %2"));
             }},
        {.code = "SG004",
         .severity = Severity::Error,
         .rank = 4,
         .isLocal = true,
         .why = MODEL_TEXT("Rule",
                           "Data stores are for the application only: a leaked password is then "
                           "not enough to read them. Use the application's group as the source."),
         .equivalents = {"EC2.19"},
         .check = openDataPorts},
        {.code = "SG005",
         .severity = Severity::Warning,
         .rank = 33,
         .isLocal = true,
         .why = MODEL_TEXT("Rule", "Such services are made for a trusted network; on the internet "
                                   "they are scanned all day."),
         .equivalents = {"EC2.19"},
         .check = openRiskyPorts},
        {.code = "SG006",
         .severity = Severity::Note,
         .isLocal = true,
         .why = MODEL_TEXT("Rule", "Behind a load balancer a server needs to admit the balancer "
                                   "only; then nobody gets around it."),
         .equivalents = {"CKV_AWS_260", "EC2.18"},
         .check = openServers},
        {.code = "SG009",
         .severity = Severity::Warning,
         .isLocal = true,
         .why = MODEL_TEXT("Rule", "Scanners look for 0.0.0.0/0; two halves of it hide from them "
                                   "and admit the same."),
         .check = splitWorld},
    };
}

} // namespace skydraft
