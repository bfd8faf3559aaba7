// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/cache_store.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace skydraft {

CacheStore::CacheStore(std::uint32_t objects, std::uint32_t capacity, std::int64_t timeToLiveNs)
    : m_entries(objects)
    , m_capacity(capacity > 0 ? std::min(capacity, objects) : objects)
    , m_timeToLive(timeToLiveNs)
{}

void CacheStore::unlink(std::uint32_t object)
{
    Entry& entry = m_entries[object];
    (entry.newer == nobody ? m_newest : m_entries[entry.newer].older) = entry.older;
    (entry.older == nobody ? m_oldest : m_entries[entry.older].newer) = entry.newer;
}

void CacheStore::linkNewest(std::uint32_t object)
{
    Entry& entry = m_entries[object];
    entry.newer = nobody;
    entry.older = m_newest;
    (m_newest == nobody ? m_oldest : m_entries[m_newest].newer) = object;
    m_newest = object;
}

bool CacheStore::lookUp(std::uint32_t object, std::int64_t now)
{
    if (object >= m_entries.size() || !m_entries[object].isHeld)
        return false;
    if (m_entries[object].expires <= now)
        return false; // stale; it stays until it is renewed or makes room
    if (m_newest != object) {
        unlink(object);
        linkNewest(object);
    }
    return true;
}

void CacheStore::store(std::uint32_t object, std::int64_t now)
{
    if (object >= m_entries.size() || m_capacity == 0)
        return;
    if (m_entries[object].isHeld)
        unlink(object);
    else if (m_size == m_capacity)
        remove(m_oldest);
    Entry& entry = m_entries[object];
    m_size += entry.isHeld ? 0 : 1;
    entry.isHeld = true;
    entry.stored = now;
    entry.expires =
        m_timeToLive > 0 ? now + m_timeToLive : std::numeric_limits<std::int64_t>::max();
    linkNewest(object);
}

void CacheStore::remove(std::uint32_t object)
{
    if (object >= m_entries.size() || !m_entries[object].isHeld)
        return;
    unlink(object);
    m_entries[object].isHeld = false;
    --m_size;
}

void CacheStore::clear()
{
    std::fill(m_entries.begin(), m_entries.end(), Entry{});
    m_newest = m_oldest = nobody;
    m_size = 0;
}

void CacheStore::loseShare(double share, std::uint32_t node)
{
    if (!(share > 0))
        return;
    // Objects are spread over n nodes by their number, as clients do with a hash of the key.
    const auto nodes = static_cast<std::uint32_t>(std::max(std::round(1 / share), 1.0));
    for (std::uint32_t object = node % nodes; object < m_entries.size(); object += nodes)
        remove(object);
}

} // namespace skydraft
