// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/connection_walks.h"

#include "model/network/compiler.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <set>
#include <thread>
#include <vector>

namespace skydraft {
namespace {

/// Walks say names.
bool isRenamed(const Architecture& before, const Architecture& after, const ChangeSet& changes)
{
    return std::any_of(changes.resources.begin(), changes.resources.end(),
                       [&](const ResourceId& id) {
                           const Resource* old = before.find(id);
                           const Resource* now = after.find(id);
                           return old == nullptr || now == nullptr || old->name != now->name;
                       });
}

/// A balancer without registered targets is taken to send where its arrows lead.
bool isArrowOfBalancer(const Network& network, const ConnectionId& id)
{
    const Connection* connection = network.architecture().find(id);
    const Resource* from = connection == nullptr ? nullptr : network.find(connection->from);
    return from != nullptr
           && network.catalogue().typeOrGeneric(from->type).role == NetworkRole::Balancer;
}

bool meets(const NetworkModel& model, const Trace& trace, const std::set<Index>& groups)
{
    const auto hasOne = [&](const ResourceId& component) {
        const auto interfaces = model.interfacesOf.find(component);
        if (interfaces == model.interfacesOf.end())
            return false;
        for (const Index number : interfaces->second)
            for (const Index group : at(model.interfaces, number).groups)
                if (groups.contains(group))
                    return true;
        return false;
    };
    for (const auto* hops : {&trace.forward, &trace.back})
        for (const Hop& hop : *hops)
            if (hasOne(hop.component))
                return true;
    return false;
}

} // namespace

Traces walkConnections(const Network& network, const std::function<bool()>& isWanted)
{
    // Each thread takes every so many-th connection; a walk reads the network only.
    constexpr std::size_t fewestForThread = 200;
    const auto connections = network.architecture().connections();
    const std::size_t threads = std::clamp<std::size_t>(
        connections.size() / fewestForThread, 1, std::max(1U, std::thread::hardware_concurrency()));
    std::atomic_bool isStopped = false;
    const auto walkPart = [&](std::size_t first) {
        Traces traces;
        for (std::size_t i = first; i < connections.size() && !isStopped; i += threads) {
            // Only the caller's thread asks: what it asks need not be made for several.
            if (first == 0 && isWanted && !isWanted()) {
                isStopped = true;
                break;
            }
            if (connections[i]->kind != ConnectionKind::Traffic)
                continue;
            if (auto traced = traceConnection(network, *connections[i]))
                traces.emplace_hint(traces.end(), connections[i]->id,
                                    std::make_shared<const Trace>(*std::move(traced)));
        }
        return traces;
    };
    std::vector<std::future<Traces>> others;
    for (std::size_t thread = 1; thread < threads; ++thread)
        others.push_back(std::async(std::launch::async, walkPart, thread));
    Traces traces = walkPart(0);
    for (std::future<Traces>& other : others)
        traces.merge(other.get());
    return traces;
}

Network followed(const Network& before, const Architecture& next, const ChangeSet& changes)
{
    auto groups = changedRules(before, next, changes);
    if (!groups)
        return Network(before.catalogue(), next);
    Network after = before;
    after.replaceRules(next, std::move(*groups));
    return after;
}

Traces walkAgain(const Network& before, const Traces& known, const Network& after,
                 const ChangeSet& changes, const std::function<bool()>& isWanted)
{
    const auto groups = changedRules(before, after.architecture(), changes);
    const bool isBalanced = std::any_of(
        changes.connections.begin(), changes.connections.end(), [&](const ConnectionId& id) {
            return isArrowOfBalancer(before, id) || isArrowOfBalancer(after, id);
        });
    if (!groups || isBalanced || isRenamed(before.architecture(), after.architecture(), changes))
        return walkConnections(after, isWanted);
    std::set<Index> touched;
    for (const auto& [number, group] : *groups)
        touched.insert(number);
    Traces traces;
    for (const auto& connection : after.architecture().connections()) {
        if (isWanted && !isWanted())
            break;
        if (connection->kind != ConnectionKind::Traffic)
            continue;
        const auto old = known.find(connection->id);
        if (old != known.end() && !changes.connections.contains(connection->id)
            && !meets(after.model(), *old->second, touched))
            traces.insert(*old);
        else if (auto traced = traceConnection(after, *connection))
            traces.emplace(connection->id, std::make_shared<const Trace>(*std::move(traced)));
    }
    return traces;
}

} // namespace skydraft
