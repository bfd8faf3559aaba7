// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/cidr.h"

#include <vector>

namespace skydraft {

/// The line of all addresses cut where blocks begin and end. Two addresses between the same two
/// cuts lie in the same blocks.
class AddressCuts
{
public:
    void cut(const Cidr& block);
    void finish();

    /// The piece that the address lies in.
    int pieceOf(const IpAddress& address) const;

private:
    std::vector<IpAddress> m_starts;
};

} // namespace skydraft
