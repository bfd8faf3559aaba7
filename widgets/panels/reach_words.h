// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include "model/network/reachability.h"

namespace skydraft {

/// What the reachability of a drawing says, in words.
class ReachWords
{
    Q_DECLARE_TR_FUNCTIONS(skydraft::ReachWords)

public:
    /// "tcp 80, 443, 8000–8010; udp 53"; "all traffic"; empty where nothing is open.
    static QString ports(const std::vector<OpenPorts>& ports);
    /// The name of a resource; an empty id is the internet.
    static QString end(const Architecture& architecture, const ResourceId& id);
    /// "Opens tcp 3306 from web a, web b to db", and so on, a line each; at most `most` lines.
    static QStringList impact(const Architecture& architecture,
                              const std::vector<ReachChange>& changes, int most);
};

/// The port of the runs that a trace tries first; nothing where any will do.
Flow flowOf(const Reach& reach);

bool isOpen(const std::vector<OpenPorts>& ports, Protocol protocol, int port);

/// The ports of both, ordered, without gaps inside a run and without overlaps.
std::vector<OpenPorts> unitedPorts(std::vector<OpenPorts> one, const std::vector<OpenPorts>& other);

} // namespace skydraft
