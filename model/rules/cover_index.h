// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/network_model.h"

#include <bitset>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace skydraft {

/// What one rule of a group or an ACL matches.
struct RuleScope
{
    std::string protocol{}; ///< as written, in small letters; "all" for every packet
    PortRange ports{};      ///< for icmp its type
    std::optional<Cidr> block{};
    std::string peer{}; ///< instead of a block: the id of a group or a prefix list
};

/// The scope of a rule as the drawing writes it; `peer` names the member with the other end.
RuleScope scopeOf(const Json& rule, std::string_view peer);

/// Finds, among rules that were added before, one that matches every packet that another matches.
/// Takes the logarithm of the number of rules, so that a group with ten thousand is no trouble.
/// Of the rules that were added it forgets those that others cover.
class CoverIndex
{
public:
    void add(const RuleScope& scope, std::size_t position);

    /// The position of a rule that covers `scope`; nothing where none does.
    std::optional<std::size_t> coverOf(const RuleScope& scope) const;

private:
    struct Entry
    {
        int to = 0;
        std::size_t position = 0;
    };
    /// By first port; the last ports ascend too, because what another range holds is left out.
    using Ranges = std::map<int, Entry>;
    struct Key
    {
        std::string protocol{};
        std::optional<Cidr> block{};
        std::string peer{};
        auto operator<=>(const Key&) const = default;
    };

    std::optional<std::size_t> lookUp(const Key& key, const PortRange& ports) const;

    std::map<Key, Ranges> m_rules;
    std::bitset<129> m_lengths; ///< of the blocks that were added, so that others are not tried
};

} // namespace skydraft
