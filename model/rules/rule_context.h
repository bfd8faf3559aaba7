// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/containment.h"
#include "model/architecture/property_value.h"
#include "model/network/reachability.h"
#include "model/network/trace.h"
#include "model/rules/survey.h"

#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace skydraft {

using Resources = std::vector<const Resource*>;

/// The member `key`, or null where `object` is not an object or has none; memberOf without a copy.
const Json& memberIn(const Json& object, std::string_view key);
/// The member as a text; empty where it is none.
const std::string& memberText(const Json& object, std::string_view key);

/// What the rules look at, and what they ask again and again, found once for all of them. The
/// network must outlive it. Not for several threads at once: some answers are kept when first
/// asked.
class RuleContext
{
public:
    /// `traces`: walks of the drawn connections, where the caller has them; they must outlive it.
    explicit RuleContext(const Network& compiled, const Traces* traces = nullptr);
    RuleContext(const RuleContext&) = delete;
    RuleContext& operator=(const RuleContext&) = delete;

    const Catalogue& catalogue;
    const Architecture& architecture;
    const Network& network;
    const Containment containment;
    const Survey survey;

    const ServiceType& typeOf(const Resource& resource) const;
    const Resource* find(std::string_view id) const;
    const Resource* find(const ResourceId& id) const { return find(id.value()); }

    const Resources& withRole(NetworkRole role) const;
    const Resources& withBehaviour(BehaviourKind kind) const;
    /// Those whose type has the property, set or not; type by type.
    const Resources& withProperty(std::string_view property) const;
    /// Those that name the resource in a reference or references property.
    const Resources& namingIn(std::string_view property, const ResourceId& id) const;
    /// Whether another resource names it so, in whatever property.
    bool isNamed(const Resource& resource) const;

    /// The nearest ancestor (or the resource itself) whose type has `role`; null where there is
    /// none.
    const Resource* around(const Resource& resource, NetworkRole role) const;

    /// valueOf without a copy. An object property comes as it was set, without the defaults of
    /// the fields that were left out.
    const Json& value(const Resource& resource, std::string_view property) const;
    bool flag(const Resource& resource, std::string_view property) const;
    const std::string& text(const Resource& resource, std::string_view property) const;

    /// Whether packets of the internet arrive at the port of the resource; without one, at the
    /// port that its type listens on. A walk of the network for each question: ask for few.
    bool isReachedFromTheInternet(const Resource& resource, Protocol protocol = Protocol::Tcp,
                                  std::optional<int> port = {}) const;

    /// The ports on which packets of the internet arrive at one of its interfaces.
    const std::vector<OpenPorts>& openToTheInternet(const Resource& resource) const;

private:
    /// By id. The texts stand in the architecture, which the network holds.
    using Naming = std::unordered_map<std::string_view, Resources>;

    std::unordered_map<std::string_view, const Resource*> m_byId;
    std::unordered_map<const Resource*, const ServiceType*> m_types;
    std::map<NetworkRole, Resources> m_byRole;
    std::map<BehaviourKind, Resources> m_byBehaviour;
    std::map<const ServiceType*, Resources> m_byType;
    mutable std::map<std::string, Resources, std::less<>> m_withProperty;
    mutable std::map<std::string, Naming, std::less<>> m_naming; ///< property, then whom it names
    mutable std::optional<std::unordered_set<std::string_view>> m_named; ///< by others
    mutable std::unique_ptr<Reachability> m_reach;
    mutable std::map<const Resource*, std::vector<OpenPorts>> m_open; ///< to the internet
};

} // namespace skydraft
