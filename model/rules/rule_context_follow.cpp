// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/compiler.h"
#include "model/network/network_model.h"
#include "model/rules/rule_context.h"

#include <algorithm>
#include <utility>

// How a RuleContext goes from one value of the drawing to the next.

namespace skydraft {
namespace {

/// Calls `visit` with each text in the value, however deep.
template <class Visit>
void forEachText(const Json& value, const Visit& visit)
{
    if (value.is_string())
        visit(value.get_ref<const std::string&>());
    if (value.is_structured())
        for (const Json& member : value)
            forEachText(member, visit);
}

/// Frames and tables: what stands in one of them is not near to all others in it.
bool isPlace(NetworkRole role)
{
    switch (role) {
    case NetworkRole::Region:
    case NetworkRole::Vpc:
    case NetworkRole::Zone:
    case NetworkRole::Subnet:
    case NetworkRole::RouteTable:
    case NetworkRole::NetworkAcl:
        return true;
    default:
        return false;
    }
}

} // namespace

void RuleContext::Lists::replace(const Resource* before, const Resource* after)
{
    const auto in = [&](Resources& list) { std::replace(list.begin(), list.end(), before, after); };
    in(all);
    for (auto& [role, list] : byRole)
        in(list);
    for (auto& [kind, list] : byBehaviour)
        in(list);
    for (auto& [type, list] : byType)
        in(list);
    for (auto& [property, list] : withProperty)
        in(list);
}

/// Settings of what stands in no network, such as a role, may matter to resources anywhere.
bool RuleContext::isFollowable(const Resource& before, const Resource& after) const
{
    return before.properties == after.properties || typeOf(before).role != NetworkRole::None;
}

bool RuleContext::canFollow(const Network& next, const ChangeSet& changes) const
{
    if (!changes.connections.empty() || !changes.intents.empty()
        || !changedRules(m_network, next.architecture(), changes))
        return false;
    const auto before = architecture.resources();
    const auto after = next.architecture().resources();
    const auto arrows = architecture.connections();
    const auto nextArrows = next.architecture().connections();
    if (!std::equal(arrows.begin(), arrows.end(), nextArrows.begin(), nextArrows.end())
        || before.size() != after.size())
        return false;
    // What did not change is one and the same object: pointers to it stay good.
    for (std::size_t i = 0; i < before.size(); ++i)
        if (before[i] != after[i]
            && (!changes.resources.contains(after[i]->id) || before[i]->id != after[i]->id
                || before[i]->name != after[i]->name || !isFollowable(*before[i], *after[i])))
            return false;
    return true;
}

void RuleContext::replace(const Resource* before, const Resource* after)
{
    const ServiceType& type = typeOf(*before);
    const bool isGroup = type.role == NetworkRole::SecurityGroup;
    if (m_namings)
        removeNamings(*before);
    if (m_groupsByPeer && isGroup)
        removePeers(*before);
    if (m_children && before->parent)
        std::replace((*m_children)[*before->parent].begin(), (*m_children)[*before->parent].end(),
                     before, after);
    std::erase_if(m_withValue, [&](const auto& known) {
        return before->properties.contains(known.first) || after->properties.contains(known.first);
    });
    m_types.erase(before);
    m_types.emplace(after, &type);
    m_lists.replace(before, after);
    if (m_namings)
        addNamings(*after);
    if (m_groupsByPeer && isGroup)
        addPeers(*after);
}

void RuleContext::follow(const Network& next, const ChangeSet& changes, const Traces& traces,
                         bool hasAskedWhatPasses)
{
    const Network before = m_network; // what is replaced lives until the end of this function
    if (hasAskedWhatPasses)
        reach();
    m_network = next;
    std::vector<std::pair<const Resource*, const Resource*>> replaced;
    for (const ResourceId& id : changes.resources) {
        replaced.emplace_back(before.find(id), next.find(id));
        replace(replaced.back().first, replaced.back().second);
    }
    const std::vector<ResourceId> ends = survey.follow(replaced, traces);
    if (m_reach)
        m_reach->update(next.architecture(), changes);
    m_open.clear();
    findNear(before, changes, ends);
}

/// What the properties of a resource name, at whatever depth.
Resources RuleContext::namedIn(const Resource& by) const
{
    Resources named;
    forEachText(by.properties, [&](const std::string& text) {
        if (const Resource* resource = find(text))
            named.push_back(resource);
    });
    return named;
}

/// What a resource names, what names it, and what is joined to it by a connection, a balancer or
/// the rule of a group.
Resources RuleContext::linksOf(const Resource& resource) const
{
    Resources links = namedIn(resource);
    const auto append = [&](const Resources& more) {
        links.insert(links.end(), more.begin(), more.end());
    };
    append(namedBy(resource.id));
    append(survey.neighbours(resource));
    append(groupsNaming(resource.id));
    return links;
}

/// What is at most three links from a changed resource, as it is or as it was. No link leads on
/// from a place, unless that is what changed.
std::set<const Resource*> RuleContext::nearTo(const Network& before, const ChangeSet& changes) const
{
    constexpr int radius = 3;
    std::set<const Resource*> known;
    Resources outermost;
    const auto add = [&](const Resource* resource) {
        if (resource != nullptr && known.insert(resource).second)
            outermost.push_back(resource);
    };
    for (const ResourceId& id : changes.resources) {
        const Resource* changed = find(id);
        add(changed);
        for (const Resources& related : {namedIn(*before.find(id)), childrenOf(*changed)})
            std::for_each(related.begin(), related.end(), add);
    }
    for (int step = 0; step < radius; ++step)
        for (const Resource* resource : std::exchange(outermost, {})) {
            if (resource->parent)
                add(find(*resource->parent));
            if (isPlace(typeOf(*resource).role) && !changes.resources.contains(resource->id))
                continue;
            const Resources links = linksOf(*resource);
            std::for_each(links.begin(), links.end(), add);
        }
    return known;
}

void RuleContext::findNear(const Network& before, const ChangeSet& changes,
                           const std::vector<ResourceId>& endsOfWalks)
{
    std::set<const Resource*> known = nearTo(before, changes);
    for (const ResourceId& end : endsOfWalks)
        if (const Resource* resource = find(end))
            known.insert(resource);
    // Whom more or fewer packets reach now, wherever it stands.
    if (m_reach) {
        if (const auto receivers = m_reach->changedReceivers())
            for (const ResourceId& to : *receivers)
                known.insert(find(to));
        else
            known.insert(m_lists.all.begin(), m_lists.all.end());
    }
    known.erase(nullptr);
    Resources near(known.begin(), known.end());
    std::sort(near.begin(), near.end(),
              [](const Resource* a, const Resource* b) { return a->id < b->id; });
    m_near = {};
    m_nearIds.clear();
    for (const Resource* resource : near) {
        m_near.add(*resource, typeOf(*resource));
        m_nearIds.insert(resource->id);
    }
    m_looksAtAll = false;
}

} // namespace skydraft
