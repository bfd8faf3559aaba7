// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/id.h"
#include "model/base/json.h"

#include <array>
#include <optional>
#include <string_view>

namespace skydraft {

enum class ConnectionKind
{
    Traffic,
    Replication,
    Alias,
    Origin,
    Attachment,
    Trigger,
    Notification,
    Mount,
};

inline constexpr std::array<std::pair<ConnectionKind, std::string_view>, 8> connectionKinds{{
    {ConnectionKind::Traffic, "traffic"},
    {ConnectionKind::Replication, "replication"},
    {ConnectionKind::Alias, "alias"},
    {ConnectionKind::Origin, "origin"},
    {ConnectionKind::Attachment, "attachment"},
    {ConnectionKind::Trigger, "trigger"},
    {ConnectionKind::Notification, "notification"},
    {ConnectionKind::Mount, "mount"},
}};

std::string_view toString(ConnectionKind kind);
std::optional<ConnectionKind> connectionKindFrom(std::string_view text);

/// A directed line between two resources. `traffic` carries packets and has `protocol` and `port`
/// in its properties.
struct Connection
{
    ConnectionId id{};
    ResourceId from{};
    ResourceId to{};
    ConnectionKind kind = ConnectionKind::Traffic;
    Json properties = Json::object();
    Json extra = Json::object();

    bool operator==(const Connection&) const = default;
};

} // namespace skydraft
