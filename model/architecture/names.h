// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/base/error.h"

#include <string>
#include <string_view>

namespace skydraft {

/// The resource that a person means by an id, an `aws_id` or a unique name.
Result<ResourceId> resolve(const Architecture& architecture, std::string_view name);

/// The name for people: its name, or its id where it has none.
std::string displayName(const Resource& resource);

/// A name that no resource has: "base 1", "base 2" …
std::string freeName(const Architecture& architecture, const std::string& base);

/// An id that is free: `base`, or base-2, base-3 …; `base` is made fit for an id first.
ResourceId freeResourceId(const Architecture& architecture, std::string_view base);
ConnectionId freeConnectionId(const Architecture& architecture);
IntentId freeIntentId(const Architecture& architecture);

/// An id has 1 to 128 of letters, digits, '-', '_', '.', ':' and '/' or any non-ASCII character.
bool isValidId(std::string_view text);

} // namespace skydraft
