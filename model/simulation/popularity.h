// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/random_stream.h"

#include <cstdint>
#include <vector>

namespace skydraft {

/// Which of many objects a request asks for: object k (0 the most popular) with a probability in
/// proportion to 1 / (k + 1)^exponent (Zipf's law; measured exponents of web traffic are 0.6 to 1,
/// Breslau et al.: Web caching and Zipf-like distributions, 1999).
///
/// Draws in constant time by Walker's alias method (Vose: A linear algorithm for generating random
/// numbers with a given distribution, 1991); 12 bytes an object.
class Popularity
{
public:
    static constexpr std::uint32_t mostObjects = 2'000'000;

    /// At least one object, at most mostObjects; an exponent from 0 (all alike) to 10.
    Popularity(std::uint32_t objects, double exponent);

    std::uint32_t draw(RandomStream& stream) const
    {
        const std::uint32_t column = stream.below(objects());
        return stream.chance(m_shares[column]) ? column : m_aliases[column];
    }

    std::uint32_t objects() const { return static_cast<std::uint32_t>(m_shares.size()); }
    double exponent() const { return m_exponent; }

private:
    std::vector<double> m_shares; ///< of a column that its own object has
    std::vector<std::uint32_t> m_aliases;
    double m_exponent = 0;
};

} // namespace skydraft
