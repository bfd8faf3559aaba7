// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/connection.h"
#include "model/architecture/intent.h"
#include "model/architecture/resource.h"
#include "model/architecture/scenario.h"
#include "model/architecture/suppression.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace skydraft {

/// A whole drawing as an immutable value. Copying it costs one reference count; an edit yields a
/// new one that shares every resource it did not change (see edit.h, the only way to change one).
/// It may be read from any number of threads.
class Architecture
{
public:
    Architecture();

    const std::string& title() const { return m_state->title; }

    /// Sorted by id.
    std::span<const std::shared_ptr<const Resource>> resources() const
    {
        return m_state->resources;
    }
    std::span<const std::shared_ptr<const Connection>> connections() const
    {
        return m_state->connections;
    }
    std::span<const std::shared_ptr<const Scenario>> scenarios() const
    {
        return m_state->scenarios;
    }
    std::span<const std::shared_ptr<const Suppression>> suppressions() const
    {
        return m_state->suppressions;
    }
    std::span<const std::shared_ptr<const Intent>> intents() const { return m_state->intents; }

    /// Members of the file that this version does not know.
    const Json& extra() const { return m_state->extra; }

    /// Null where there is none of that id. The pointer lives as long as a copy of this value.
    const Resource* find(const ResourceId& id) const;
    const Connection* find(const ConnectionId& id) const;
    const Scenario* find(const ScenarioId& id) const;
    const Suppression* find(const SuppressionKey& id) const;
    const Intent* find(const IntentId& id) const;
    std::shared_ptr<const Resource> share(const ResourceId& id) const;

    bool isEmpty() const { return m_state->resources.empty(); }

    /// True for equal contents; cheap where both share most of them.
    bool operator==(const Architecture& other) const;

private:
    friend class ArchitectureBuilder;

    struct State
    {
        std::string title{};
        std::vector<std::shared_ptr<const Resource>> resources{};
        std::vector<std::shared_ptr<const Connection>> connections{};
        std::vector<std::shared_ptr<const Scenario>> scenarios{};
        std::vector<std::shared_ptr<const Suppression>> suppressions{};
        std::vector<std::shared_ptr<const Intent>> intents{};
        Json extra = Json::object();
    };

    explicit Architecture(std::shared_ptr<const State> state)
        : m_state(std::move(state))
    {}

    std::shared_ptr<const State> m_state;
};

/// Makes an Architecture from another one. Keeps ids sorted and unique, checks nothing else:
/// readers and apply() check before they put.
class ArchitectureBuilder
{
public:
    explicit ArchitectureBuilder(const Architecture& start = {});
    /// A copy goes its own way.
    ArchitectureBuilder(const ArchitectureBuilder& other)
        : ArchitectureBuilder(other.m_current)
    {}
    ArchitectureBuilder& operator=(const ArchitectureBuilder&) = delete;
    ~ArchitectureBuilder() = default;

    void setTitle(std::string title) { m_state->title = std::move(title); }
    void setExtra(Json extra) { m_state->extra = std::move(extra); }

    /// Adds, or replaces what has the same id.
    void put(Resource resource);
    void put(Connection connection);
    void put(Scenario scenario);
    void put(Suppression suppression);
    void put(Intent intent);

    /// False when there is none of that id.
    bool remove(const ResourceId& id);
    bool remove(const ConnectionId& id);
    bool remove(const ScenarioId& id);
    bool remove(const SuppressionKey& id);
    bool remove(const IntentId& id);

    /// The value so far, to look things up; building goes on.
    const Architecture& current() const { return m_current; }
    Architecture build() const;

private:
    std::shared_ptr<Architecture::State> m_state;
    Architecture m_current; // shares m_state
};

} // namespace skydraft
