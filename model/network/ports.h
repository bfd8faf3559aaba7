// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/trace.h"

#include <string>

namespace skydraft {

/// Inclusive, 0 to 65535.
struct PortRange
{
    int from = 0;
    int to = 65535;

    bool contains(const PortRange& other) const { return from <= other.from && other.to <= to; }
    bool operator==(const PortRange&) const = default;
};

/// A run of destination ports that packets pass on. For icmp (echo) the range says nothing; Any is
/// all packets of all protocols.
struct OpenPorts
{
    Protocol protocol = Protocol::Tcp;
    PortRange ports{};

    bool operator==(const OpenPorts&) const = default;
};

/// "tcp 80", "tcp 1024-65535", "tcp", "icmp", "all traffic".
std::string describePorts(Protocol protocol, const PortRange& ports);
/// The same as part of a sentence.
TextArgument portsInWords(Protocol protocol, const PortRange& ports);

} // namespace skydraft
