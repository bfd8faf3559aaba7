// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/scene.h"

#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "widgets/canvas/node_texts.h"
#include "widgets/canvas/placement_rect.h"
#include "widgets/common/language.h"

#include <algorithm>
#include <utility>

namespace skydraft {
namespace {} // namespace

Scene::Scene(const Catalogue& catalogue)
    : m_catalogue(catalogue)
{}

void Scene::reset(const Architecture& architecture)
{
    m_architecture = architecture;
    m_missing = placeMissing(m_catalogue, architecture);
    m_handles.clear();
    m_entries.clear();
    m_freeEntries.clear();
    m_children.clear();
    m_nodeIndex.clear();
    m_connectorHandles.clear();
    m_connectors.clear();
    m_freeConnectors.clear();
    m_connectorIndex.clear();
    m_labelSizes.clear();
    indexMainTables();
    Work work;
    std::vector<ResourceId> resources;
    for (const auto& resource : architecture.resources())
        resources.push_back(resource->id);
    for (const auto& connection : architecture.connections())
        work.connectors.insert(connection->id);
    finish(resources, work);
}

DirtyAreas Scene::update(const Architecture& architecture, const ChangeSet& changes)
{
    m_architecture = architecture;
    const bool hadMissing = !m_missing.empty();
    m_missing = placeMissing(m_catalogue, architecture);
    Work work;
    for (const ConnectionId& id : changes.connections)
        work.connectors.insert(id);
    std::vector<ResourceId> resources = withSubnets(changes.resources);
    if (hadMissing || !m_missing.empty()) // what has no place of its own may stand elsewhere now
        for (const auto& resource : architecture.resources())
            resources.push_back(resource->id);
    finish(resources, work);
    return work.dirty;
}

std::vector<ResourceId> Scene::withSubnets(const std::set<ResourceId>& changed)
{
    std::vector<ResourceId> result(changed.begin(), changed.end());
    const auto decidesAboutSubnets = [&](const ResourceId& id) {
        const Resource* resource = m_architecture.find(id);
        if (resource == nullptr)
            return true; // it may have been a table or a gateway
        const NetworkRole role = m_catalogue.typeOrGeneric(resource->type).role;
        return role == NetworkRole::RouteTable || role == NetworkRole::InternetGateway;
    };
    if (!std::any_of(changed.begin(), changed.end(), decidesAboutSubnets))
        return result;
    indexMainTables();
    for (const auto& resource : m_architecture.resources())
        if (m_catalogue.typeOrGeneric(resource->type).role == NetworkRole::Subnet)
            result.push_back(resource->id);
    return result;
}

void Scene::finish(const std::vector<ResourceId>& resources, Work& work)
{
    std::vector<std::pair<int, ResourceId>> ordered;
    for (const ResourceId& id : resources) {
        const Resource* resource = m_architecture.find(id);
        ordered.emplace_back(resource == nullptr ? -1 : depthOf(*resource), id);
    }
    std::sort(ordered.begin(), ordered.end());
    ordered.erase(std::unique(ordered.begin(), ordered.end()), ordered.end());
    for (const auto& [depth, id] : ordered)
        synchronize(id, work);
    while (!work.contents.empty()) {
        const std::vector<ResourceId> contents = std::exchange(work.contents, {});
        for (const ResourceId& id : contents)
            synchronize(id, work);
    }
    addDetours(work);
    const std::set<ConnectionId> connectors = work.connectors;
    for (const ConnectionId& id : connectors) { // parallel ones share out the lanes anew
        if (const Connection* connection = m_architecture.find(id))
            addPairs(connection->from, connection->to, work.connectors);
        if (const SceneConnector* before = find(id))
            addPairs(before->from, before->to, work.connectors);
    }
    const std::set<ConnectionId> all = std::exchange(work.connectors, {});
    for (const ConnectionId& id : all)
        synchronize(id, work);
}

int Scene::depthOf(const Resource& resource) const
{
    int depth = 0;
    for (const Resource* at = &resource; at->parent && depth < 1000; ++depth) {
        at = m_architecture.find(*at->parent);
        if (at == nullptr)
            break;
    }
    return depth;
}

void Scene::indexMainTables()
{
    m_mainTables.clear();
    for (const auto& resource : m_architecture.resources())
        if (resource->parent
            && m_catalogue.typeOrGeneric(resource->type).role == NetworkRole::RouteTable
            && flagOf(m_catalogue, *resource, "main", false))
            m_mainTables.emplace(*resource->parent, resource->id);
}

/// A subnet is public if its route table has a route to an internet gateway.
/// Source: Amazon VPC User Guide, "Subnets for your VPC", subnet types.
bool Scene::leadsToInternet(const Resource& subnet) const
{
    ResourceId tableId(textOf(m_catalogue, subnet, "route_table"));
    if (tableId.empty()) {
        const Resource* vpc = ancestorOf(m_catalogue, m_architecture, subnet, NetworkRole::Vpc);
        const auto main = vpc == nullptr ? m_mainTables.end() : m_mainTables.find(vpc->id);
        if (main == m_mainTables.end())
            return false;
        tableId = main->second;
    }
    const Resource* table = m_architecture.find(tableId);
    if (table == nullptr)
        return false;
    for (const Json& route : valueOf(m_catalogue, *table, "routes")) {
        const Json target = memberOf(route, "target");
        const Resource* gateway = target.is_string()
                                      ? m_architecture.find(ResourceId(target.get<std::string>()))
                                      : nullptr;
        if (gateway != nullptr
            && m_catalogue.typeOrGeneric(gateway->type).role == NetworkRole::InternetGateway)
            return true;
    }
    return false;
}

std::shared_ptr<SceneNode> Scene::build(const Resource& resource) const
{
    const ServiceType& type = m_catalogue.typeOrGeneric(resource.type);
    auto node = std::make_shared<SceneNode>();
    node->id = resource.id;
    node->parent = resource.parent.value_or(ResourceId());
    node->type = resource.type;
    node->icon = type.icon;
    node->rect = rectOf(placementOf(resource, m_missing));
    node->depth = depthOf(resource);
    node->isFrame = type.shape == Shape::Frame;
    node->frameStyle = toQString(type.frameStyle);
    node->name = toQString(displayName(resource));
    node->title = node->name;
    node->typeName = localized(type.name);
    if (node->isFrame) {
        auto kind = NodeTexts::SubnetKind::None;
        if (type.role == NetworkRole::Subnet) {
            const bool isPublic = leadsToInternet(resource);
            kind = isPublic ? NodeTexts::SubnetKind::Public : NodeTexts::SubnetKind::Private;
            node->frameStyle =
                isPublic ? QStringLiteral("subnet-public") : QStringLiteral("subnet-private");
        }
        node->title = NodeTexts::frameTitle(m_catalogue, resource, kind);
    } else {
        node->detail = NodeTexts::detail(m_catalogue, resource);
    }
    if (const auto known = m_nodeVerdicts.find(resource.id); known != m_nodeVerdicts.end())
        node->verdict = known->second;
    return node;
}

void Scene::synchronize(const ResourceId& id, Work& work)
{
    const Resource* resource = m_architecture.find(id);
    if (resource == nullptr) {
        removeNode(id, work);
        return;
    }
    SceneNodePointer node = build(*resource);
    const auto found = m_handles.find(id);
    if (found == m_handles.end()) {
        Handle handle = 0;
        if (m_freeEntries.empty()) {
            handle = static_cast<Handle>(m_entries.size());
            m_entries.emplace_back();
        } else {
            handle = m_freeEntries.back();
            m_freeEntries.pop_back();
        }
        m_handles.emplace(id, handle);
        m_children[node->parent].insert(id);
        m_nodeIndex.insert(handle, node->paintBounds());
        work.dirty.push_back(node->paintBounds());
        m_entries[handle].node = std::move(node);
        return;
    }
    Entry& entry = m_entries[found->second];
    const SceneNode& before = *entry.node;
    if (before.looksLike(*node))
        return;
    if (before.parent != node->parent) {
        m_children[before.parent].erase(id);
        m_children[node->parent].insert(id);
    }
    if (before.depth != node->depth)
        for (const ResourceId& child : m_children[id])
            work.contents.push_back(child);
    const bool isMoved = before.rect != node->rect || before.title != node->title;
    if (isMoved)
        for (const Handle connector : entry.connectors)
            work.connectors.insert(m_connectors[connector]->id);
    work.dirty.push_back(before.paintBounds());
    work.dirty.push_back(node->paintBounds());
    m_nodeIndex.remove(found->second, before.paintBounds());
    m_nodeIndex.insert(found->second, node->paintBounds());
    entry.node = std::move(node);
}

void Scene::removeNode(const ResourceId& id, Work& work)
{
    const auto found = m_handles.find(id);
    if (found == m_handles.end())
        return;
    Entry& entry = m_entries[found->second];
    for (const Handle connector : entry.connectors)
        work.connectors.insert(m_connectors[connector]->id);
    work.dirty.push_back(entry.node->paintBounds());
    m_nodeIndex.remove(found->second, entry.node->paintBounds());
    m_children[entry.node->parent].erase(id);
    m_children.erase(id);
    entry = Entry();
    m_freeEntries.push_back(found->second);
    m_handles.erase(found);
}

} // namespace skydraft
