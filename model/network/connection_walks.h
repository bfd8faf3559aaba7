// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/edit.h"
#include "model/network/network.h"
#include "model/network/trace.h"

#include <functional>
#include <map>
#include <memory>

namespace skydraft {

/// Walks of drawn traffic connections; those that cannot be traced are left out.
using Traces = std::map<ConnectionId, std::shared_ptr<const Trace>>;

/// traceConnection() of every traffic connection, on several threads where there are many. Ends
/// early where `isWanted`, which the calling thread asks, turns false.
Traces walkConnections(const Network& network, const std::function<bool()>& isWanted = {});

/// The network of the drawing after the edit that touched `changes`. It is compiled anew only where
/// the edit touched more than rules of security groups, places and names.
Network followed(const Network& before, const Architecture& next, const ChangeSet& changes);

/// walkConnections() of `after`, where `known` are the walks before the edit that touched
/// `changes`: an edit of rules has only those walked again that meet an interface with such a
/// group.
Traces walkAgain(const Network& before, const Traces& known, const Network& after,
                 const ChangeSet& changes, const std::function<bool()>& isWanted = {});

} // namespace skydraft
