// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"

#include <string>

namespace skydraft {

/// Whether `resource` may stand in `architecture`: a valid id, a parent that exists and does not
/// stand in it, properties that its type allows, and reference properties that name resources of
/// an allowed type. Ids inside rules, routes and listeners may dangle: AWS has such stale rules and
/// blackhole routes too, and `check` reports them. `pointer` is where the resource stands.
Result<void> checkResource(const Catalogue& catalogue, const Architecture& architecture,
                           const Resource& resource, const std::string& pointer);

/// Whether `resource` would stand, through its parents, inside itself.
bool containsItself(const Architecture& architecture, const Resource& resource);

/// Whether both ends exist and the id is valid.
Result<void> checkConnection(const Architecture& architecture, const Connection& connection,
                             const std::string& pointer);

/// Whether the times and rates of a scenario are numbers that a run can have.
Result<void> checkScenario(const Scenario& scenario, const std::string& pointer);

/// Whether the code looks like one, the reason says something and the resource exists.
Result<void> checkSuppression(const Architecture& architecture, const Suppression& suppression,
                              const std::string& pointer);

/// Whether the selectors can be read (they may name what does not exist), the protocol and the port
/// go together, and `through` is there for its kind and for no other.
Result<void> checkIntent(const Intent& intent, const std::string& pointer);

} // namespace skydraft
