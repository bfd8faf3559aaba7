// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/reachability_tables.h"

#include <algorithm>

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

/// The pairs whose answer the changed row may touch: the set's own classes on one side, and on the
/// other whoever the row speaks of differently than before.
void Reachability::Tables::noteAffected(GroupRows::Set set, Direction direction,
                                        const GroupRows::Row& before, const GroupRows::Row& after,
                                        std::vector<PairChange>& pairs)
{
    const bool isIngress = direction == Direction::Ingress;
    std::vector<bool> isNamed(static_cast<std::size_t>(rows.sets()), false);
    for (const Index group : differing(before.references, after.references))
        for (const GroupRows::Set peer : rows.setsWith(group))
            isNamed[static_cast<std::size_t>(peer)] = true;
    const bool isOutsideChanged = before.byRange != after.byRange;
    const auto differsAt = [&](GroupRows::Atom atom) {
        return atom != noIndex && at(before.byAtom, atom) != at(after.byAtom, atom);
    };
    const auto asksRanges = [&](const Class& own, const Class& other) {
        const auto& path = isIngress ? paths.between(other.place, own.place)
                                     : paths.between(own.place, other.place);
        return !path.isPlain && path.ports != PortSets::none;
    };
    for (const Index own : at(classesWithSet, set))
        for (Index other = 0; other < static_cast<Index>(classes.size()); ++other) {
            const Class& peer = at(classes, other);
            const bool isTouched = isNamed[static_cast<std::size_t>(peer.set)]
                                   || differsAt(peer.atom) || differsAt(peer.publicAtom)
                                   || (isOutsideChanged && asksRanges(at(classes, own), peer));
            if (isTouched)
                pairs.push_back(isIngress ? PairChange{.from = other, .to = own}
                                          : PairChange{.from = own, .to = other});
        }
}

/// False where the change cannot be followed and all must be built anew; nothing is changed then.
bool Reachability::Tables::follow(const Architecture& next,
                                  std::vector<std::pair<Index, GroupModel>> groups)
{
    std::vector<GroupRows::Set> touched;
    for (const auto& [number, group] : groups) {
        if (!rows.canTake(group))
            return false;
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
        return false;
    struct Rewrite
    {
        GroupRows::Set set = 0;
        Direction direction = Direction::Ingress;
        GroupRows::Row before{};
        GroupRows::Row after{};
    };
    std::vector<Rewrite> rewrites;
    for (const GroupRows::Set set : touched)
        for (const Direction direction : {Direction::Ingress, Direction::Egress})
            rewrites.push_back({set, direction, rows.row(set, direction), {}});
    network.replaceRules(next, std::move(groups));
    changes.clear();
    for (Rewrite& rewrite : rewrites) {
        rewrite.after = rows.compute(rewrite.set, rewrite.direction);
        noteAffected(rewrite.set, rewrite.direction, rewrite.before, rewrite.after, changes);
    }
    for (PairChange& change : changes)
        change.before = passing(change.from, change.to);
    for (const Rewrite& rewrite : rewrites)
        rows.put(rewrite.set, rewrite.direction, rewrite.after);
    for (PairChange& change : changes)
        change.after = passing(change.from, change.to);
    std::erase_if(changes, [](const PairChange& change) { return change.before == change.after; });
    const auto isSame = [](const PairChange& a, const PairChange& b) {
        return a.from == b.from && a.to == b.to;
    };
    std::sort(changes.begin(), changes.end(), [](const PairChange& a, const PairChange& b) {
        return std::pair(a.from, a.to) < std::pair(b.from, b.to);
    });
    changes.erase(std::unique(changes.begin(), changes.end(), isSame), changes.end());
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
