// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/edit.h"

namespace skydraft {

void ChangeSet::add(const ChangeSet& other)
{
    resources.insert(other.resources.begin(), other.resources.end());
    connections.insert(other.connections.begin(), other.connections.end());
    scenarios.insert(other.scenarios.begin(), other.scenarios.end());
    suppressions.insert(other.suppressions.begin(), other.suppressions.end());
    intents.insert(other.intents.begin(), other.intents.end());
    title = title || other.title;
}

} // namespace skydraft
