// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/containment.h"
#include "model/architecture/edit.h"
#include "model/architecture/integrity.h"
#include "model/architecture/resource_json.h"

#include <algorithm>
#include <utility>

namespace skydraft {
namespace {

/// Carries out edits one after another on one builder. What an edit means for other resources is
/// checked at the end, so that the edits of a batch may come in any order; only a cycle of parents
/// is refused at once, because the edits behind it walk through contents.
class Applier
{
public:
    Applier(const Catalogue& catalogue, const Architecture& architecture)
        : m_catalogue(catalogue)
        , m_builder(architecture)
    {}

    Result<void> run(const Edit& edit, const std::string& pointer)
    {
        m_pointer = pointer;
        return std::visit([&](const auto& change) { return carryOut(change); }, edit.change);
    }

    Result<void> checkTouched() const
    {
        const Architecture& now = m_builder.current();
        for (const auto& [id, pointer] : m_touchedResources)
            if (const Resource* resource = now.find(id))
                if (auto checked = checkResource(m_catalogue, now, *resource, pointer); !checked)
                    return checked;
        for (const auto& [id, pointer] : m_touchedConnections)
            if (const Connection* connection = now.find(id))
                if (auto checked = checkConnection(now, *connection, pointer); !checked)
                    return checked;
        return {};
    }

    Applied finish()
    {
        std::reverse(m_inverses.begin(), m_inverses.end());
        Edit inverse = m_inverses.size() == 1 ? std::move(m_inverses.front())
                                              : Edit{Batch{std::move(m_inverses)}};
        return {m_builder.build(), std::move(inverse), std::move(m_changes)};
    }

private:
    Result<void> carryOut(const Batch& batch)
    {
        const std::string pointer = pointerTo(m_pointer, "edits");
        for (std::size_t i = 0; i < batch.edits.size(); ++i)
            if (auto done = run(batch.edits[i], pointerTo(pointer, i)); !done)
                return done;
        return {};
    }

    Result<void> carryOut(const AddResource& add)
    {
        const ResourceId& id = add.resource.id;
        if (find(id) != nullptr)
            return fail(ErrorCode::DuplicateId,
                        MODEL_TEXT("Edit", "there is already a resource \"%1\"").with(id.value()),
                        m_pointer + "/resource/id");
        if (containsItself(m_builder.current(), add.resource))
            return insideItself(id, "/resource/parent");
        put(add.resource, "/resource");
        m_inverses.push_back(inverseOfAdding(id));
        return {};
    }

    Result<void> carryOut(const RemoveResource& remove)
    {
        if (find(remove.id) == nullptr)
            return noResource(remove.id);
        const std::vector<const Resource*> removed = subtree(remove.id);
        std::set<ResourceId> ids;
        std::vector<Edit> restore;
        for (const Resource* resource : removed) {
            ids.insert(resource->id);
            restore.push_back(Edit{AddResource{*resource}});
        }
        dropReferences(ids, restore);
        const std::vector<ConnectionId> connections = connectionsOf(ids, restore);
        const std::vector<SuppressionKey> suppressions = suppressionsOf(ids, restore);
        m_inverses.push_back(Edit{Batch{std::move(restore)}});
        for (const ConnectionId& id : connections) {
            m_builder.remove(id);
            m_changes.connections.insert(id);
        }
        for (const SuppressionKey& id : suppressions) {
            m_builder.remove(id);
            m_changes.suppressions.insert(id);
        }
        for (const ResourceId& id : ids) {
            m_builder.remove(id);
            m_changes.resources.insert(id);
        }
        return {};
    }

    Result<void> carryOut(const SetProperty& set)
    {
        const Resource* found = find(set.id);
        if (found == nullptr)
            return noResource(set.id);
        Resource resource = *found;
        m_inverses.push_back(
            Edit{SetProperty{set.id, set.property, exchange(resource.properties, set)}});
        put(std::move(resource), "/value");
        return {};
    }

    Result<void> carryOut(const RenameResource& rename)
    {
        const Resource* found = find(rename.id);
        if (found == nullptr)
            return noResource(rename.id);
        Resource resource = *found;
        m_inverses.push_back(Edit{RenameResource{rename.id, resource.name}});
        resource.name = rename.name;
        put(std::move(resource), "");
        return {};
    }

    Result<void> carryOut(const MoveResource& move)
    {
        const Resource* found = find(move.id);
        if (found == nullptr)
            return noResource(move.id);
        Resource resource = *found;
        const std::optional<Placement> before = resource.placement;
        const std::optional<ResourceId> parentBefore = std::exchange(resource.parent, move.parent);
        if (containsItself(m_builder.current(), resource))
            return insideItself(move.id, "/parent");
        m_inverses.push_back(Edit{MoveResource{move.id, parentBefore, before}});
        const bool isCarrying = before && move.placement && before->width == move.placement->width
                                && before->height == move.placement->height;
        if (isCarrying && (before->x != move.placement->x || before->y != move.placement->y))
            carryContents(move.id, move.placement->x - before->x, move.placement->y - before->y);
        resource.placement = move.placement;
        put(std::move(resource), "");
        return {};
    }

    Result<void> carryOut(const Connect& connect)
    {
        const ConnectionId& id = connect.connection.id;
        if (m_builder.current().find(id) != nullptr)
            return fail(ErrorCode::DuplicateId,
                        MODEL_TEXT("Edit", "there is already a connection \"%1\"").with(id.value()),
                        m_pointer + "/connection/id");
        m_inverses.push_back(Edit{Disconnect{id}});
        put(connect.connection, "/connection");
        return {};
    }

    Result<void> carryOut(const Disconnect& disconnect)
    {
        const Connection* found = m_builder.current().find(disconnect.id);
        if (found == nullptr)
            return noConnection(disconnect.id);
        m_inverses.push_back(Edit{Connect{*found}});
        m_builder.remove(disconnect.id);
        m_changes.connections.insert(disconnect.id);
        return {};
    }

    Result<void> carryOut(const SetConnectionProperty& set)
    {
        const Connection* found = m_builder.current().find(set.id);
        if (found == nullptr)
            return noConnection(set.id);
        Connection connection = *found;
        m_inverses.push_back(Edit{
            SetConnectionProperty{set.id, set.property, exchange(connection.properties, set)}});
        put(std::move(connection), "");
        return {};
    }

    Result<void> carryOut(const SetScenario& set)
    {
        const Text name = MODEL_TEXT("Edit", "scenario \"%1\"").with(set.id.value());
        return exchangeWhole(set, set.scenario, name, {"/scenario", "id"}, checkScenario).map([&] {
            m_changes.scenarios.insert(set.id);
        });
    }

    Result<void> carryOut(const SetSuppression& set)
    {
        const Text name = MODEL_TEXT("Edit", "suppression of %1").with(set.id.code);
        const auto check = [&](const Suppression& suppression, const std::string& pointer) {
            return checkSuppression(m_builder.current(), suppression, pointer);
        };
        return exchangeWhole(set, set.suppression, name, {"/suppression", "code"}, check).map([&] {
            m_changes.suppressions.insert(set.id);
        });
    }

    Result<void> carryOut(const SetIntent& set)
    {
        const Text name = MODEL_TEXT("Edit", "intent \"%1\"").with(set.id.value());
        return exchangeWhole(set, set.intent, name, {"/intent", "id"}, checkIntent).map([&] {
            m_changes.intents.insert(set.id);
        });
    }

    Result<void> carryOut(const SetTitle& set)
    {
        m_inverses.push_back(Edit{SetTitle{m_builder.current().title()}});
        m_builder.setTitle(set.title);
        m_changes.title = true;
        return {};
    }

    const Resource* find(const ResourceId& id) const { return m_builder.current().find(id); }

    Result<void> noResource(const ResourceId& id) const
    {
        return fail(ErrorCode::DanglingReference,
                    MODEL_TEXT("Edit", "there is no resource \"%1\"").with(id.value()),
                    m_pointer + "/id");
    }

    Result<void> insideItself(const ResourceId& id, const char* member) const
    {
        return fail(ErrorCode::ParentCycle,
                    MODEL_TEXT("Integrity", "%1 would stand inside itself").with(id.value()),
                    m_pointer + member);
    }

    Result<void> noConnection(const ConnectionId& id) const
    {
        return fail(ErrorCode::DanglingReference,
                    MODEL_TEXT("Edit", "there is no connection \"%1\"").with(id.value()),
                    m_pointer + "/id");
    }

    void put(Resource resource, const char* member)
    {
        if (resource.parent && find(*resource.parent) == nullptr)
            m_awaited.insert(*resource.parent);
        m_changes.resources.insert(resource.id);
        m_touchedResources[resource.id] = m_pointer + member;
        m_builder.put(std::move(resource));
    }

    void put(Connection connection, const char* member)
    {
        for (const ResourceId& end : {connection.from, connection.to})
            if (find(end) == nullptr)
                m_awaited.insert(end);
        m_changes.connections.insert(connection.id);
        m_touchedConnections[connection.id] = m_pointer + member;
        m_builder.put(std::move(connection));
    }

    /// A batch may name what it adds later. Removing that again takes along what already stood in
    /// it or touched it, which the edits before need: it is put back for their own inverses.
    Edit inverseOfAdding(const ResourceId& id) const
    {
        if (!m_awaited.contains(id))
            return Edit{RemoveResource{id}};
        Batch inverse{{Edit{RemoveResource{id}}}};
        std::set<ResourceId> ids;
        for (const Resource* resource : subtree(id)) {
            ids.insert(resource->id);
            if (resource->id != id)
                inverse.edits.push_back(Edit{AddResource{*resource}});
        }
        connectionsOf(ids, inverse.edits);
        suppressionsOf(ids, inverse.edits);
        return Edit{std::move(inverse)};
    }

    /// Where an edit's JSON form holds the whole item, and the member that names it.
    struct Members
    {
        std::string item;
        std::string id;
    };

    /// Puts, replaces or removes an item that is always set as a whole. It is checked at once, so
    /// that what it names was there before it: undone in reverse it goes before that does.
    template <class Set, class Item, class Check>
    Result<void> exchangeWhole(const Set& set, const std::optional<Item>& item, const Text& name,
                               const Members& members, const Check& check)
    {
        const Item* found = m_builder.current().find(set.id);
        std::optional<Item> before;
        if (found != nullptr)
            before = *found;
        if (!before && !item)
            return fail(ErrorCode::DanglingReference,
                        MODEL_TEXT("Edit", "there is no %1").with(name),
                        m_pointer + "/" + members.id);
        if (item && item->id != set.id)
            return fail(ErrorCode::InvalidValue,
                        MODEL_TEXT("Edit", "this is not the %1").with(name),
                        m_pointer + members.item + "/" + members.id);
        if (item) {
            if (auto checked = check(*item, m_pointer + members.item); !checked)
                return checked;
            m_builder.put(*item);
        } else {
            m_builder.remove(set.id);
        }
        m_inverses.push_back(Edit{Set{set.id, std::move(before)}});
        return {};
    }

    /// Sets or unsets a member and hands back what was there.
    template <class Set>
    static std::optional<Json> exchange(Json& properties, const Set& set)
    {
        const auto found = properties.find(set.property);
        std::optional<Json> before;
        if (found != properties.end())
            before = *found;
        if (set.value)
            properties[set.property] = *set.value;
        else if (before)
            properties.erase(set.property);
        return before;
    }

    /// The resource and all that stand in it, parents first.
    std::vector<const Resource*> subtree(const ResourceId& id) const
    {
        const Containment containment(m_builder.current());
        std::vector<const Resource*> result{find(id)};
        for (std::size_t i = 0; i < result.size(); ++i) {
            const auto& children = containment.childrenOf(result[i]->id);
            result.insert(result.end(), children.begin(), children.end());
        }
        return result;
    }

    void carryContents(const ResourceId& id, double dx, double dy)
    {
        for (const Resource* found : subtree(id)) {
            if (found->id == id || !found->placement)
                continue;
            Resource resource = *found;
            resource.placement->x += dx;
            resource.placement->y += dy;
            put(std::move(resource), "");
        }
    }

    /// The connections that touch one of `ids`, and the edits that bring them back.
    std::vector<ConnectionId> connectionsOf(const std::set<ResourceId>& ids,
                                            std::vector<Edit>& restore) const
    {
        std::vector<ConnectionId> found;
        for (const auto& connection : m_builder.current().connections()) {
            if (!ids.contains(connection->from) && !ids.contains(connection->to))
                continue;
            restore.push_back(Edit{Connect{*connection}});
            found.push_back(connection->id);
        }
        return found;
    }

    /// The same for suppressions about one of `ids`.
    std::vector<SuppressionKey> suppressionsOf(const std::set<ResourceId>& ids,
                                               std::vector<Edit>& restore) const
    {
        std::vector<SuppressionKey> found;
        for (const auto& suppression : m_builder.current().suppressions()) {
            if (!suppression->id.resource || !ids.contains(*suppression->id.resource))
                continue;
            restore.push_back(Edit{SetSuppression{suppression->id, *suppression}});
            found.push_back(suppression->id);
        }
        return found;
    }

    /// Takes `ids` out of the reference properties of the resources that stay.
    void dropReferences(const std::set<ResourceId>& ids, std::vector<Edit>& restore)
    {
        std::vector<Resource> changed;
        for (const auto& resource : m_builder.current().resources()) {
            const ServiceType* type = m_catalogue.find(resource->type);
            if (type == nullptr || ids.contains(resource->id))
                continue;
            Resource copy = *resource;
            for (const auto& [name, value] : resource->properties.items()) {
                const Property* property = type->property(name);
                if (property == nullptr || !dropFrom(*property, copy.properties[name], ids))
                    continue;
                restore.push_back(Edit{SetProperty{resource->id, name, value}});
            }
            if (copy != *resource)
                changed.push_back(std::move(copy));
        }
        for (Resource& resource : changed)
            put(std::move(resource), "");
    }

    static bool dropFrom(const Property& property, Json& value, const std::set<ResourceId>& ids)
    {
        const auto isDropped = [&](const Json& id) {
            return id.is_string() && ids.contains(ResourceId(id.get_ref<const std::string&>()));
        };
        if (property.type == PropertyType::Reference && isDropped(value)) {
            value = nullptr;
            return true;
        }
        if (property.type != PropertyType::References || !value.is_array())
            return false;
        Json kept = Json::array();
        for (const Json& id : value)
            if (!isDropped(id))
                kept.push_back(id);
        const bool isChanged = kept.size() != value.size();
        value = std::move(kept);
        return isChanged;
    }

    const Catalogue& m_catalogue;
    ArchitectureBuilder m_builder;
    std::string m_pointer;
    std::vector<Edit> m_inverses;
    ChangeSet m_changes;
    std::set<ResourceId> m_awaited; ///< named before they were there
    std::map<ResourceId, std::string> m_touchedResources;
    std::map<ConnectionId, std::string> m_touchedConnections;
};

} // namespace

Result<Applied> apply(const Catalogue& catalogue, const Architecture& architecture,
                      const Edit& edit)
{
    Applier applier(catalogue, architecture);
    if (auto done = applier.run(edit, ""); !done)
        return tl::unexpected(std::move(done.error()));
    if (auto checked = applier.checkTouched(); !checked)
        return tl::unexpected(std::move(checked.error()));
    return applier.finish();
}

} // namespace skydraft
