// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/file_pipe.h"

#include <algorithm>

namespace skydraft {

std::int64_t FilePipe::carry(double mib, bool isWrite, std::int64_t now)
{
    constexpr double readsCount = 1.0 / 3;
    constexpr double longestNs = 1e17;
    if (m_plan.baselineMibPerS <= 0 || mib <= 0)
        return 0;
    const double metered = isWrite ? mib : mib * readsCount;
    const std::int64_t start = std::max(now, m_freeAt);
    const double earned = m_plan.baselineMibPerS * static_cast<double>(start - m_creditedAt) / 1e9;
    m_creditedAt = start;
    m_credits = std::min(m_credits + earned, m_plan.mostCreditsMib);
    const bool bursts = m_credits >= metered;
    if (bursts)
        m_credits -= metered;
    const double rate = bursts ? m_plan.burstMibPerS : m_plan.baselineMibPerS;
    m_freeAt = start + static_cast<std::int64_t>(std::min(metered / rate * 1e9, longestNs));
    if (!bursts)
        m_creditedAt = m_freeAt; // at the baseline it spends what it earns
    return m_freeAt - now;
}

} // namespace skydraft
