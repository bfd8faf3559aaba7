// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/reachability_tables.h"

#include <algorithm>
#include <optional>

namespace skydraft {
namespace {

/// The groups that two rows give different packets to.
std::vector<Index> differing(const std::vector<GroupRows::Reference>& before,
                             const std::vector<GroupRows::Reference>& after)
{
    std::vector<Index> groups;
    for (const auto& [one, other] : {std::pair(&before, &after), std::pair(&after, &before)})
        for (const GroupRows::Reference& reference : *one)
            if (std::find(other->begin(), other->end(), reference) == other->end())
                groups.push_back(reference.group);
    return groups;
}

} // namespace

/// The pairs whose answer the changed row touches: the set's own classes on one side, and on the
/// other whoever the row speaks of differently than before. Where the way asks the usual two
/// questions and the rows of the other direction stay, the answers are noted at once; the other
/// pairs are left for later.
void Reachability::Tables::noteAffected(const Rewrite& rewrite, bool isOneWay,
                                        std::vector<PairChange>& unanswered)
{
    const bool isIngress = rewrite.direction == Direction::Ingress;
    const Direction opposite = isIngress ? Direction::Egress : Direction::Ingress;
    std::vector<bool> isNamed(static_cast<std::size_t>(rows.sets()), false);
    for (const Index group : differing(rewrite.before.references, rewrite.after.references))
        for (const GroupRows::Set peer : rows.setsWith(group))
            isNamed[static_cast<std::size_t>(peer)] = true;
    const bool isOutsideChanged = rewrite.before.byRange != rewrite.after.byRange;
    const auto differsAt = [&](GroupRows::Atom atom) {
        return atom != noIndex && at(rewrite.before.byAtom, atom) != at(rewrite.after.byAtom, atom);
    };
    const auto named = [&](const GroupRows::Row& row, GroupRows::Set peer) {
        PortSets::Id result = PortSets::none;
        const std::vector<Index>& groups = rows.groupsOf(peer);
        for (const GroupRows::Reference& reference : row.references)
            if (std::binary_search(groups.begin(), groups.end(), reference.group))
                result = ports.unite(result, reference.ports);
        return result;
    };
    for (const Index own : at(classesWithSet, rewrite.set))
        for (Index other = 0; other < static_cast<Index>(classes.size()); ++other) {
            const Class& self = at(classes, own);
            const Class& peer = at(classes, other);
            const bool isTouched =
                isNamed[static_cast<std::size_t>(peer.set)] || differsAt(peer.atom);
            if (!isTouched && !isOutsideChanged && !differsAt(peer.publicAtom))
                continue;
            const auto& path = isIngress ? paths.between(peer.place, self.place)
                                         : paths.between(self.place, peer.place);
            if (path.ports == PortSets::none)
                continue;
            PairChange change{.from = isIngress ? other : own, .to = isIngress ? own : other};
            if (!path.isPlain || path.unknown != PortSets::none || !isOneWay) {
                unanswered.push_back(change);
                continue;
            }
            if (!isTouched)
                continue;
            const PortSets::Id peerSide = ports.intersect(
                path.ports, ports.unite(rows.byAddress(peer.set, opposite, self.atom),
                                        rows.byGroups(peer.set, opposite, rewrite.set)));
            if (peerSide == PortSets::none)
                continue;
            const auto answer = [&](const GroupRows::Row& row) {
                return ports.intersect(
                    peerSide, ports.unite(at(row.byAtom, peer.atom), named(row, peer.set)));
            };
            change.before.open = answer(rewrite.before);
            change.after.open = answer(rewrite.after);
            if (!(change.before == change.after))
                changes.push_back(change);
        }
}

/// The sets that have one of the groups; nothing where the change cannot be followed.
std::optional<std::vector<GroupRows::Set>>
Reachability::Tables::setsToRewrite(const std::vector<std::pair<Index, GroupModel>>& groups)
{
    std::vector<GroupRows::Set> touched;
    for (const auto& [number, group] : groups) {
        if (!rows.canTake(group))
            return std::nullopt;
        for (const GroupRows::Set set : rows.setsWith(number))
            if (std::find(touched.begin(), touched.end(), set) == touched.end())
                touched.push_back(set);
    }
    // Ways that were not walked yet may ask of further ranges and sets: they are walked now, before
    // what the rows say is compared.
    for (const GroupRows::Set set : touched)
        for (const Index own : at(classesWithSet, set))
            for (PacketPaths::Place place = 0; place < paths.places(); ++place) {
                paths.between(at(classes, own).place, place);
                paths.between(place, at(classes, own).place);
            }
    if (std::any_of(touched.begin(), touched.end(),
                    [&](GroupRows::Set set) { return paths.isInTheMiddle(set); }))
        return std::nullopt;
    return touched;
}

/// False where the change cannot be followed and all must be built anew; nothing is changed then.
bool Reachability::Tables::follow(const Architecture& next,
                                  std::vector<std::pair<Index, GroupModel>> groups)
{
    const auto touched = setsToRewrite(groups);
    if (!touched)
        return false;
    std::vector<Rewrite> rewrites;
    for (const GroupRows::Set set : *touched)
        for (const Direction direction : {Direction::Ingress, Direction::Egress})
            rewrites.push_back({set, direction, rows.row(set, direction), {}});
    network.replaceRules(next, std::move(groups));
    for (Party& party : parties) // a balancer that was moved or set is another object
        if (party.balancer != nullptr)
            party.balancer = network.find(party.id);
    for (Rewrite& rewrite : rewrites)
        rewrite.after = rows.compute(rewrite.set, rewrite.direction);
    std::erase_if(rewrites, [](const Rewrite& one) { return one.before == one.after; });
    const bool isOneWay = std::all_of(rewrites.begin(), rewrites.end(), [&](const Rewrite& one) {
        return one.direction == rewrites.front().direction;
    });
    changes.clear();
    std::vector<PairChange> unanswered;
    for (const Rewrite& rewrite : rewrites)
        noteAffected(rewrite, isOneWay, unanswered);
    const auto ends = [](const PairChange& change) { return std::pair(change.from, change.to); };
    std::sort(unanswered.begin(), unanswered.end(),
              [&](const PairChange& a, const PairChange& b) { return ends(a) < ends(b); });
    unanswered.erase(
        std::unique(unanswered.begin(), unanswered.end(),
                    [&](const PairChange& a, const PairChange& b) { return ends(a) == ends(b); }),
        unanswered.end());
    for (PairChange& change : unanswered)
        change.before = passing(change.from, change.to);
    for (const Rewrite& rewrite : rewrites)
        rows.put(rewrite.set, rewrite.direction, rewrite.after);
    for (PairChange& change : unanswered) {
        change.after = passing(change.from, change.to);
        if (!(change.before == change.after))
            changes.push_back(change);
    }
    for (const PairChange& change : changes)
        if (change.from < interfaceClasses && change.to < interfaceClasses
            && !at(bits, change.from).empty())
            set(change.from, change.to,
                change.after.open != PortSets::none || change.after.unknown != PortSets::none);
    return true;
}

std::vector<OpenPorts> Reachability::Tables::runs(PortSets::Id more, PortSets::Id less)
{
    return ports.runsOf(ports.without(more, less));
}

} // namespace skydraft
