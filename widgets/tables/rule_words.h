// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QStringList>

#include "model/base/error.h"
#include "model/base/json.h"

namespace skydraft {

/// An entry of a list after a person changed one cell of it, or why it cannot be.
using ChangedEntry = tl::expected<Json, QString>;

/// The cells of rules of security groups and network ACLs as people read and write them: the types
/// that AWS's console offers ("HTTPS", "All TCP"), protocols, port ranges.
class RuleWords
{
    Q_DECLARE_TR_FUNCTIONS(skydraft::RuleWords)

public:
    /// The types to choose from, the custom ones first, then those of one port.
    static QStringList types();
    static QString type(const Json& rule);
    static ChangedEntry withType(Json rule, const QString& type);

    static QStringList protocols();
    /// "TCP", "All", or the number of another protocol.
    static QString protocol(const Json& rule);
    static ChangedEntry withProtocol(Json rule, const QString& text);

    /// "443", "1024-65535", "All"; of ICMP the type, or type and code as "3-4".
    static QString ports(const Json& rule);
    /// "443", "1024-65535" (spaces and other dashes too), "All" or nothing.
    static ChangedEntry withPorts(Json rule, const QString& text);
    /// Only tcp, udp and icmp have something to enter.
    static bool hasPorts(const Json& rule);
    /// What is wrong with the ports that stand in the rule; empty where nothing is.
    static QString portsProblem(const Json& rule);
};

} // namespace skydraft
