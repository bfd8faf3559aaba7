// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/architecture.h"

#include <algorithm>

namespace skydraft {
namespace {

/// The place of `id` in a list sorted by id, or where it would stand.
template <class List, class IdType>
auto placeOf(List& list, const IdType& id)
{
    return std::lower_bound(
        list.begin(), list.end(), id,
        [](const auto& item, const IdType& wanted) { return item->id < wanted; });
}

template <class List, class IdType>
auto lookUp(const List& list, const IdType& id) -> typename List::value_type
{
    const auto found = placeOf(list, id);
    return found != list.end() && (*found)->id == id ? *found : nullptr;
}

template <class Item>
void putInto(std::vector<std::shared_ptr<const Item>>& list, Item item)
{
    const auto place = placeOf(list, item.id);
    const bool isThere = place != list.end() && (*place)->id == item.id;
    auto shared = std::make_shared<const Item>(std::move(item));
    if (isThere)
        *place = std::move(shared);
    else
        list.insert(place, std::move(shared));
}

template <class Item, class IdType>
bool removeFrom(std::vector<std::shared_ptr<const Item>>& list, const IdType& id)
{
    const auto place = placeOf(list, id);
    if (place == list.end() || (*place)->id != id)
        return false;
    list.erase(place);
    return true;
}

template <class List>
bool sameItems(const List& a, const List& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& x, const auto& y) { return x == y || *x == *y; });
}

} // namespace

Architecture::Architecture()
    : m_state(std::make_shared<State>())
{}

const Resource* Architecture::find(const ResourceId& id) const
{
    return lookUp(m_state->resources, id).get();
}

const Connection* Architecture::find(const ConnectionId& id) const
{
    return lookUp(m_state->connections, id).get();
}

const Scenario* Architecture::find(const ScenarioId& id) const
{
    return lookUp(m_state->scenarios, id).get();
}

const Suppression* Architecture::find(const SuppressionKey& id) const
{
    return lookUp(m_state->suppressions, id).get();
}

const Intent* Architecture::find(const IntentId& id) const
{
    return lookUp(m_state->intents, id).get();
}

std::shared_ptr<const Resource> Architecture::share(const ResourceId& id) const
{
    return lookUp(m_state->resources, id);
}

bool Architecture::operator==(const Architecture& other) const
{
    if (m_state == other.m_state)
        return true;
    return title() == other.title() && extra() == other.extra()
           && sameItems(m_state->resources, other.m_state->resources)
           && sameItems(m_state->connections, other.m_state->connections)
           && sameItems(m_state->scenarios, other.m_state->scenarios)
           && sameItems(m_state->suppressions, other.m_state->suppressions)
           && sameItems(m_state->intents, other.m_state->intents);
}

ArchitectureBuilder::ArchitectureBuilder(const Architecture& start)
    : m_state(std::make_shared<Architecture::State>(*start.m_state))
    , m_current(std::shared_ptr<const Architecture::State>(m_state))
{}

void ArchitectureBuilder::put(Resource resource)
{
    putInto(m_state->resources, std::move(resource));
}

void ArchitectureBuilder::put(Connection connection)
{
    putInto(m_state->connections, std::move(connection));
}

void ArchitectureBuilder::put(Scenario scenario)
{
    putInto(m_state->scenarios, std::move(scenario));
}

void ArchitectureBuilder::put(Suppression suppression)
{
    putInto(m_state->suppressions, std::move(suppression));
}

void ArchitectureBuilder::put(Intent intent)
{
    putInto(m_state->intents, std::move(intent));
}

bool ArchitectureBuilder::remove(const ResourceId& id)
{
    return removeFrom(m_state->resources, id);
}

bool ArchitectureBuilder::remove(const ConnectionId& id)
{
    return removeFrom(m_state->connections, id);
}

bool ArchitectureBuilder::remove(const ScenarioId& id)
{
    return removeFrom(m_state->scenarios, id);
}

bool ArchitectureBuilder::remove(const SuppressionKey& id)
{
    return removeFrom(m_state->suppressions, id);
}

bool ArchitectureBuilder::remove(const IntentId& id)
{
    return removeFrom(m_state->intents, id);
}

Architecture ArchitectureBuilder::build() const
{
    return Architecture(std::make_shared<const Architecture::State>(*m_state));
}

} // namespace skydraft
