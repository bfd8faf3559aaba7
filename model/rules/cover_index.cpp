// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/cover_index.h"

#include "model/rules/rule_context.h"

#include <algorithm>
#include <cctype>

namespace skydraft {
namespace {

std::string inSmallLetters(std::string_view text)
{
    std::string small(text);
    std::transform(small.begin(), small.end(), small.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return small;
}

} // namespace

RuleScope scopeOf(const Json& rule, std::string_view peer)
{
    RuleScope scope;
    scope.protocol = inSmallLetters(memberText(rule, "protocol"));
    if (scope.protocol.empty())
        scope.protocol = "tcp";
    if (scope.protocol == "-1")
        scope.protocol = "all";
    const int from = memberNumber(rule, "from_port").value_or(-1);
    const int to = memberNumber(rule, "to_port").value_or(-1);
    if (scope.protocol == "icmp")
        scope.ports = from < 0 ? PortRange{} : PortRange{from, from};
    else if (scope.protocol != "all")
        scope.ports = {from < 0 ? 0 : from, to < 0 ? 65535 : to};
    const std::string_view other = memberText(rule, peer);
    scope.block = Cidr::parse(other);
    if (!scope.block)
        scope.peer = other;
    return scope;
}

std::optional<std::size_t> CoverIndex::lookUp(const Key& key, const PortRange& ports) const
{
    const auto found = m_rules.find(key);
    if (found == m_rules.end())
        return std::nullopt;
    // The nearest range that begins no later is the one that ends last.
    auto range = found->second.upper_bound(ports.from);
    if (range == found->second.begin())
        return std::nullopt;
    --range;
    return range->second.to >= ports.to ? std::optional(range->second.position) : std::nullopt;
}

std::optional<std::size_t> CoverIndex::coverOf(const RuleScope& scope) const
{
    Key key{.protocol = {}, .block = scope.block, .peer = scope.peer};
    const int longest = scope.block ? scope.block->length : 0;
    for (int length = longest; length >= 0; --length) {
        if (!m_lengths.test(static_cast<std::size_t>(length)))
            continue;
        if (scope.block)
            key.block = Cidr::of(scope.block->base, length);
        for (const char* protocol : {"all", scope.protocol.c_str()}) {
            key.protocol = protocol;
            if (const auto position = lookUp(key, scope.ports))
                return position;
        }
    }
    return std::nullopt;
}

void CoverIndex::add(const RuleScope& scope, std::size_t position)
{
    const Key key{.protocol = scope.protocol, .block = scope.block, .peer = scope.peer};
    if (lookUp(key, scope.ports))
        return;
    m_lengths.set(static_cast<std::size_t>(scope.block ? scope.block->length : 0));
    Ranges& ranges = m_rules[key];
    auto inside = ranges.lower_bound(scope.ports.from);
    while (inside != ranges.end() && inside->second.to <= scope.ports.to)
        inside = ranges.erase(inside);
    ranges[scope.ports.from] = {scope.ports.to, position};
}

} // namespace skydraft
