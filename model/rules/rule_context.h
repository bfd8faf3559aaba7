// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/edit.h"
#include "model/network/reachability.h"
#include "model/network/trace.h"
#include "model/rules/survey.h"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace skydraft {

using Resources = std::vector<const Resource*>;

/// The member `key`, or null where `object` is not an object or has none; memberOf without a copy.
const Json& memberIn(const Json& object, std::string_view key);
/// The member as a text; empty where it is none.
const std::string& memberText(const Json& object, std::string_view key);

/// What somebody asked a RuleContext for: an edit of anything else cannot change what came of it.
struct Asked
{
    std::set<std::string, std::less<>> properties{}; ///< of whatever resource
    bool allProperties = false;
    bool references = false; ///< those of all properties
    bool packets = false;    ///< rules of groups in the network, and walks
    bool passes = false;     ///< who reaches whom

    void add(const Asked& other);
};

/// What the rules look at, and what they ask again and again, found once for all of them. It notes
/// what was asked for, and follows edits that change neither the places nor the ways of the
/// network. Not for several threads at once: some answers are kept when first asked.
class RuleContext
{
public:
    /// `traces`: the walks of all drawn connections, where the caller has them.
    explicit RuleContext(Network compiled, const Traces* traces = nullptr);
    RuleContext(const RuleContext&) = delete;
    RuleContext& operator=(const RuleContext&) = delete;

private:
    Network m_network;

public:
    const Catalogue& catalogue;
    const Architecture& architecture;
    const Network& network;
    Survey survey;

    const ServiceType& typeOf(const Resource& resource) const;
    const Resource* find(std::string_view id) const { return network.find(id); }
    const Resource* find(const ResourceId& id) const { return find(id.value()); }

    const Resources& withRole(NetworkRole role) const;
    const Resources& withBehaviour(BehaviourKind kind) const;
    /// Those whose type has the property, set or not; type by type.
    const Resources& withProperty(std::string_view property) const;

    /// Those in which somebody set the property.
    const Resources& withValue(std::string_view property) const;

    /// The resources that a local rule (Rule::isLocal) reports about: all of them or, after an
    /// edit, those near to it.
    const Resources& subjects(NetworkRole role) const;
    const Resources& subjectsWith(std::string_view property) const;
    bool isSubject(const ResourceId& id) const { return m_looksAtAll || m_nearIds.contains(id); }

    /// Those that name the resource in a reference or references property.
    Resources namingIn(std::string_view property, const ResourceId& id) const;
    /// Those that name it in any such property, once for each.
    Resources namedBy(const ResourceId& id) const;
    /// Whether another resource names it so.
    bool isNamed(const Resource& resource) const;
    /// Whether a rule of a security group names it.
    bool isPeerOfGroup(const ResourceId& id) const;

    /// The nearest ancestor (or the resource itself) whose type has `role`; null where there is
    /// none.
    const Resource* around(const Resource& resource, NetworkRole role) const;
    const Resources& childrenOf(const Resource& resource) const;

    /// valueOf without a copy. An object property comes as it was set, without the defaults of
    /// the fields that were left out.
    const Json& value(const Resource& resource, std::string_view property) const;
    Json completeValue(const Resource& resource, std::string_view property) const;
    /// What somebody set, without the default.
    const Json& ownValue(const Resource& resource, std::string_view property) const;
    /// All that were set.
    const Json& properties(const Resource& resource) const;
    bool flag(const Resource& resource, std::string_view property) const;
    double number(const Resource& resource, std::string_view property, double fallback) const;
    const std::string& text(const Resource& resource, std::string_view property) const;
    std::vector<ResourceId> ids(const Resource& resource, std::string_view property) const;

    /// A security group of the network, by number.
    const GroupModel& groupAt(Index number) const;
    /// Who is where and which groups it has does not change while edits are followed; what the
    /// rules of a group say does: whoever reads them elsewhere than in groupAt() says so here.
    void notePackets() const { m_asked.packets = true; }
    /// For a rule that has others read the drawing, beside the context.
    void noteAllProperties() const { m_asked.allProperties = true; }

    /// Whether packets of the internet arrive at the port of the resource; without one, at the
    /// port that its type listens on. A walk of the network for each question: ask for few.
    bool isReachedFromTheInternet(const Resource& resource, Protocol protocol = Protocol::Tcp,
                                  std::optional<int> port = {}) const;

    /// The ports on which packets of the internet arrive at one of its interfaces.
    const std::vector<OpenPorts>& openToTheInternet(const Resource& resource) const;

    /// Whether one tcp packet gets from one drawn resource to the port of another and its answer
    /// back. Walks the first time; after an edit from the tables of all pairs, which can tell whom
    /// the edit concerns.
    bool passes(const ResourceId& from, const ResourceId& to, int port) const;

    /// What was asked since the last call.
    Asked takeAsked();

    /// Whether follow() can: every changed resource is there before and after, with the same name
    /// and place, and no packet can tell the two apart but by rules of security groups.
    bool canFollow(const Network& next, const ChangeSet& changes) const;

    /// Takes over the drawing after the edit that touched `changes`; canFollow() must allow it.
    /// subjects() are those near to the edit from then on; where rules have asked passes(), also
    /// whom other packets reach now.
    void follow(const Network& next, const ChangeSet& changes, const Traces& traces,
                bool hasAskedWhatPasses);
    /// subjects() are all again, or those near to the last edit.
    void lookAtAll(bool all) { m_looksAtAll = all; }
    bool isNear(const ResourceId& id) const;

private:
    struct Lists
    {
        Resources all{};
        std::map<NetworkRole, Resources> byRole{};
        std::map<BehaviourKind, Resources> byBehaviour{};
        std::map<const ServiceType*, Resources> byType{};
        std::map<std::string, Resources, std::less<>> withProperty{}; ///< filled when asked

        void add(const Resource& resource, const ServiceType& type);
        const Resources& having(std::string_view property);
        void replace(const Resource* before, const Resource* after);
    };
    /// A property by which one resource names another.
    struct Naming
    {
        std::string_view property{}; ///< a view of the key in `by`
        const Resource* by = nullptr;
    };
    using Namings = std::unordered_map<std::string, std::vector<Naming>>;

    using ByName = std::unordered_map<std::string, Resources>;

    /// Groups with a rule that names it.
    const Resources& groupsNaming(const ResourceId& id) const;
    void addPeers(const Resource& group) const;
    void removePeers(const Resource& group) const;
    const Namings& namings() const;
    void addNamings(const Resource& by) const;
    void removeNamings(const Resource& by) const;
    bool isFollowable(const Resource& before, const Resource& after) const;
    void replace(const Resource* before, const Resource* after);
    Resources namedIn(const Resource& by) const;
    Resources linksOf(const Resource& resource) const;
    std::set<const Resource*> nearTo(const Network& before, const ChangeSet& changes) const;
    void findNear(const Network& before, const ChangeSet& changes,
                  const std::vector<ResourceId>& endsOfWalks);
    void note(std::string_view property) const;
    Reachability& reach() const;

    std::unordered_map<const Resource*, const ServiceType*> m_types;
    mutable Lists m_lists;
    mutable Lists m_near;
    std::unordered_set<ResourceId> m_nearIds;
    bool m_looksAtAll = true;
    mutable std::optional<Namings> m_namings; ///< by the id that is named
    mutable std::optional<std::unordered_map<ResourceId, Resources>> m_children;
    mutable std::optional<ByName> m_groupsByPeer;
    mutable std::map<std::string, Resources, std::less<>> m_withValue; ///< by property
    mutable std::unique_ptr<Reachability> m_reach;
    mutable std::map<const Resource*, std::vector<OpenPorts>> m_open; ///< to the internet
    mutable Asked m_asked;
    mutable std::array<std::string_view, 64> m_lastAsked{}; ///< views of m_asked
};

} // namespace skydraft
