// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/reachability_tables.h"

#include <algorithm>
#include <array>
#include <map>

namespace skydraft {
namespace {

/// Runs of ports as plain bits of the four kinds of packets, to compare what two tables say.
class Ports
{
public:
    explicit Ports(const std::vector<OpenPorts>& runs)
    {
        for (const OpenPorts& run : runs)
            if (run.protocol == Protocol::Any)
                for (auto& ranges : m_ranges)
                    ranges = {{0, 65535}};
            else
                m_ranges[static_cast<std::size_t>(run.protocol)].push_back(run.ports);
    }

    /// What is in this and not in the other.
    std::vector<OpenPorts> without(const Ports& other) const
    {
        std::vector<OpenPorts> left;
        for (std::size_t kind = 0; kind < m_ranges.size(); ++kind)
            for (PortRange range : m_ranges[kind]) {
                for (const PortRange& taken : other.m_ranges[kind]) {
                    if (taken.to < range.from || range.to < taken.from)
                        continue;
                    if (range.from < taken.from)
                        left.push_back({static_cast<Protocol>(kind), {range.from, taken.from - 1}});
                    range.from = taken.to + 1;
                }
                if (range.from <= range.to)
                    left.push_back({static_cast<Protocol>(kind), range});
            }
        return left;
    }

private:
    std::array<std::vector<PortRange>, 4> m_ranges{};
};

} // namespace

/// Resources that were alike before and still are changed alike: one pair of them is compared
/// for all.
std::vector<ReachChange> Reachability::changesAfterRebuilding()
{
    Tables& before = *m_before;
    Tables& after = *m_tables;
    before.makeParties();
    after.makeParties();
    using Likeness = std::array<std::vector<Index>, 4>;
    std::map<Likeness, std::vector<ResourceId>> alike;
    const auto note = [&](const ResourceId& id) {
        Likeness likeness;
        std::size_t part = 0;
        bool isOwn = false; // balancers have registrations of their own
        for (Tables* tables : {&before, &after}) {
            const Tables::Party* party = tables->party(id);
            if (party != nullptr) {
                likeness[part] = party->sends;
                likeness[part + 1] = party->receives;
                isOwn = isOwn || party->balancer != nullptr;
            }
            part += 2;
        }
        if (isOwn)
            likeness[0].push_back(-static_cast<Index>(alike.size()) - 2);
        alike[likeness].push_back(id);
    };
    for (const Tables::Party& party : before.parties)
        note(party.id);
    for (const Tables::Party& party : after.parties)
        if (before.party(party.id) == nullptr)
            note(party.id);
    std::vector<ReachChange> result;
    for (const auto& [ownLikeness, from] : alike)
        for (const auto& [otherLikeness, to] : alike) {
            const ResourceId& sender = from.front();
            const ResourceId& receiver = sender == to.front() ? to.back() : to.front();
            if (sender == receiver)
                continue;
            const auto openIn = [&](Tables& tables) {
                const Tables::Party* a = tables.party(sender);
                const Tables::Party* b = tables.party(receiver);
                return a == nullptr || b == nullptr ? std::vector<OpenPorts>()
                                                    : tables.reach(*a, *b, Ends::Any).ports;
            };
            const auto was = openIn(before);
            const auto is = openIn(after);
            if (was == is)
                continue;
            ReachChange change{from, to, Ports(is).without(Ports(was)),
                               Ports(was).without(Ports(is))};
            if (!change.opened.empty() || !change.closed.empty())
                result.push_back(std::move(change));
        }
    return result;
}

Result<std::vector<ReachChange>> Reachability::preview(const Edit& edit)
{
    const Architecture original = network().architecture();
    const auto applied = apply(network().catalogue(), original, edit);
    if (!applied)
        return tl::unexpected(applied.error());
    update(applied->architecture, applied->changes);
    auto result = changes();
    update(original, applied->changes);
    return result;
}

} // namespace skydraft
