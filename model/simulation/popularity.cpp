// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/popularity.h"

#include "model/simulation/portable_math.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

Popularity::Popularity(std::uint32_t objects, double exponent)
{
    const std::uint32_t count = std::clamp(objects, 1U, mostObjects);
    const double power = std::isfinite(exponent) ? std::clamp(exponent, 0.0, 10.0) : 0;
    m_exponent = power;
    std::vector<double> weights(count);
    double sum = 0;
    for (std::uint32_t object = 0; object < count; ++object) {
        weights[object] = portableExp(-power * portableLog(static_cast<double>(object) + 1));
        sum += weights[object];
    }
    m_shares.assign(count, 1);
    m_aliases.resize(count);
    // Columns of equal height: what a rare object leaves free is filled by a popular one.
    std::vector<std::uint32_t> poor;
    std::vector<std::uint32_t> rich;
    for (std::uint32_t object = 0; object < count; ++object) {
        weights[object] *= static_cast<double>(count) / sum;
        (weights[object] < 1 ? poor : rich).push_back(object);
        m_aliases[object] = object;
    }
    while (!poor.empty() && !rich.empty()) {
        const std::uint32_t small = poor.back();
        poor.pop_back();
        const std::uint32_t large = rich.back();
        m_shares[small] = weights[small];
        m_aliases[small] = large;
        weights[large] -= 1 - weights[small];
        if (weights[large] < 1) {
            rich.pop_back();
            poor.push_back(large);
        }
    }
}

} // namespace skydraft
