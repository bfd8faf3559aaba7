// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

namespace skydraft {

/// Environments of a function that are warm and idle. The one that was used last is taken first, so
/// that those that are not needed grow old and go (AWS does not say which one it takes).
class WarmEnvironments
{
public:
    WarmEnvironments() = default;
    /// Idle for so long, an environment goes.
    explicit WarmEnvironments(std::int64_t lifetimeNs)
        : m_lifetime(lifetimeNs)
    {}

    /// Takes a warm environment; false where there is none.
    bool take(std::int64_t now)
    {
        while (!m_idleSince.empty() && now - m_idleSince.front() >= m_lifetime)
            m_idleSince.pop_front();
        if (m_idleSince.empty())
            return false;
        m_idleSince.pop_back();
        return true;
    }

    /// An environment has nothing to do from `now` on, which is not before the last time.
    void giveBack(std::int64_t now) { m_idleSince.push_back(now); }
    void clear() { m_idleSince.clear(); }
    std::size_t size() const { return m_idleSince.size(); }

private:
    std::int64_t m_lifetime = 0;
    std::deque<std::int64_t> m_idleSince{}; ///< oldest first
};

} // namespace skydraft
