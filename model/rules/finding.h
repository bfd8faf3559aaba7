// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/edit.h"
#include "model/base/text.h"
#include "model/network/connection_walks.h"
#include "model/network/network.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace skydraft {

enum class Severity
{
    Note,
    Warning,
    Error
};

std::string_view toString(Severity severity);
std::optional<Severity> severityFrom(std::string_view text);

/// Something that a person should know about a drawing, with edits that mend it.
struct Finding
{
    std::string code{}; ///< stable: "SG018"
    Severity severity = Severity::Warning;
    ResourceId resource{};                    ///< empty: the drawing as a whole
    std::optional<ConnectionId> connection{}; ///< the connection it is about, if it is about one
    Text message{};
    Text why{};
    std::span<const std::string> equivalents{}; ///< of the same rule elsewhere: "CKV_AWS_24"
    std::vector<Fix> fixes{};
    std::optional<std::string> suppression{}; ///< the reason why a person accepts it
};

/// How much is looked at: what a beginner must see, what a review asks, everything.
enum class Profile
{
    Teaching, ///< the 23 most important rules, and those about the drawing itself
    Review,   ///< the 40 most important
    Strict
};

/// Whether the profile shows what the rule with that code finds.
bool isLookedAt(Profile profile, std::string_view code);

std::string_view toString(Profile profile);
std::optional<Profile> profileFrom(std::string_view text);

using FindingPointer = std::shared_ptr<const Finding>;
using Findings = std::vector<FindingPointer>;

enum class Suppressed
{
    LeftOut,
    Included ///< with their reason
};

/// All findings of a drawing, the gravest first, then by resource, code and connection. `traces`:
/// the walks of all its traffic connections, where the caller has them; otherwise they are walked
/// here. Who edits and asks again keeps a Checker.
std::vector<Finding> check(const Network& network, Profile profile = Profile::Strict,
                           Suppressed suppressed = Suppressed::LeftOut,
                           const Traces* traces = nullptr);

} // namespace skydraft
