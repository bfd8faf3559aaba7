// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"

#include <set>
#include <variant>
#include <vector>

namespace skydraft {

struct AddResource
{
    Resource resource{};
    bool operator==(const AddResource&) const = default;
};

/// Removes the resource, what stands in it, every connection that touches one of them, every
/// suppression about one of them and every reference to one of them in the properties of those
/// that stay.
struct RemoveResource
{
    ResourceId id{};
    bool operator==(const RemoveResource&) const = default;
};

/// Sets one top-level property; without a value the catalogue's default applies again.
struct SetProperty
{
    ResourceId id{};
    std::string property{};
    std::optional<Json> value{};
    bool operator==(const SetProperty&) const = default;
};

struct RenameResource
{
    ResourceId id{};
    std::string name{};
    bool operator==(const RenameResource&) const = default;
};

/// Sets parent and placement together: a drag changes both in one step.
struct MoveResource
{
    ResourceId id{};
    std::optional<ResourceId> parent{};
    std::optional<Placement> placement{};
    bool operator==(const MoveResource&) const = default;
};

struct Connect
{
    Connection connection{};
    bool operator==(const Connect&) const = default;
};

struct Disconnect
{
    ConnectionId id{};
    bool operator==(const Disconnect&) const = default;
};

struct SetConnectionProperty
{
    ConnectionId id{};
    std::string property{};
    std::optional<Json> value{};
    bool operator==(const SetConnectionProperty&) const = default;
};

/// Adds or replaces a scenario; without a value removes it.
struct SetScenario
{
    ScenarioId id{};
    std::optional<Scenario> scenario{};
    bool operator==(const SetScenario&) const = default;
};

/// Adds or replaces a suppression; without a value removes it. Its resource must be there already.
struct SetSuppression
{
    SuppressionKey id{};
    std::optional<Suppression> suppression{};
    bool operator==(const SetSuppression&) const = default;
};

/// Adds or replaces an intent; without a value removes it.
struct SetIntent
{
    IntentId id{};
    std::optional<Intent> intent{};
    bool operator==(const SetIntent&) const = default;
};

struct SetTitle
{
    std::string title{};
    bool operator==(const SetTitle&) const = default;
};

struct Edit;

/// All or nothing, in order.
struct Batch
{
    std::vector<Edit> edits; // without {}: Edit is not complete here
    bool operator==(const Batch&) const;
};

/// The only way to change an Architecture, as data. JSON form: edit_json.h.
struct Edit
{
    std::variant<Batch, AddResource, RemoveResource, SetProperty, RenameResource, MoveResource,
                 Connect, Disconnect, SetConnectionProperty, SetScenario, SetTitle, SetSuppression,
                 SetIntent>
        change{};
    bool operator==(const Edit&) const = default;
};

inline bool Batch::operator==(const Batch& other) const
{
    return edits == other.edits;
}

/// What a commit, an undo or a redo touched. Ids of removed things are in it too.
struct ChangeSet
{
    std::set<ResourceId> resources{};
    std::set<ConnectionId> connections{};
    std::set<ScenarioId> scenarios{};
    std::set<SuppressionKey> suppressions{};
    std::set<IntentId> intents{};
    bool title = false;

    void add(const ChangeSet& other);
    bool operator==(const ChangeSet&) const = default;
};

struct Applied
{
    Architecture architecture{};
    Edit inverse{}; ///< applied to `architecture` it gives back what was before
    ChangeSet changes{};
};

/// The new value, the edit that undoes it and what changed; or why it cannot be, with the pointer
/// into the edit's JSON form. Refuses whatever a reader of documents would refuse, so what was
/// built by edits can always be saved and opened.
Result<Applied> apply(const Catalogue& catalogue, const Architecture& architecture,
                      const Edit& edit);

} // namespace skydraft
