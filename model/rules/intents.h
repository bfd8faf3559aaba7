// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/intent.h"
#include "model/base/text.h"
#include "model/network/network.h"
#include "model/network/trace.h"

#include <functional>
#include <optional>
#include <vector>

namespace skydraft {

enum class IntentStatus
{
    Passed,
    Failed,
    Undecided ///< never a silent pass: what cannot be shown is not said
};

/// "passed", "failed", "undecided"
std::string_view toString(IntentStatus status);

/// The pair of ends that decided, and what happened on the way between them.
struct IntentWitness
{
    Flow flow{};
    Trace trace{};
};

struct IntentResult
{
    Intent intent{};
    IntentStatus status = IntentStatus::Undecided;
    Text reason{}; ///< empty where it passed
    std::optional<IntentWitness> witness{};
};

/// What the network says about an intent.
///
/// - never: no resource of `from` opens a connection to any of `to`. Without a port on none of all
///   ports, without a protocol neither by tcp nor udp nor icmp (possibleFlows() says which packets
///   stand for all of them). A connection needs the answer too, a udp packet does not.
/// - reaches: every resource of `from` reaches every one of `to`, on every interface of both.
///   Without a port on the port that the target listens on by default, or on 443 of the internet;
///   without a protocol by tcp.
/// - through: reaches, and every way has a component of `through` among its hops, or ends at one
///   that answers itself and sends on (a balancer, a distribution): then `from` reaches that one
///   on its listener, that one reaches `to`, and nothing of `from` reaches `to` past it, on any
///   port where the intent names none.
///
/// Pairs of a resource with itself are left out. It is undecided where a selector names nothing (a
/// finding too, IN001), where trace() does not know, and where `isWanted` turned false.
IntentResult evaluate(const Network& network, const Intent& intent,
                      const std::function<bool()>& isWanted = {});

/// All intents of the drawing, in order of their ids.
std::vector<IntentResult> evaluateIntents(const Network& network,
                                          const std::function<bool()>& isWanted = {});

/// Why a selector names no end of traffic; nothing where it names at least one.
std::optional<Text> whyNoSender(const Network& network, const std::string& selector);
std::optional<Text> whyNoReceiver(const Network& network, const std::string& selector);
/// The same for what stands on the way, which may be any resource.
std::optional<Text> whyNoComponent(const Network& network, const std::string& selector);

/// "tcp 3306 from web-a to db", for people.
Text inWords(const Architecture& architecture, const Flow& flow);

} // namespace skydraft
