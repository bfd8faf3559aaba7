// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace skydraft {

/// Which objects a cache holds. When it is full, the object that was not asked for the longest
/// leaves (least recently used); an object leaves too when its time to live, counted from when it
/// was stored, is over. Every operation takes constant time; 32 bytes for each object that there
/// is, held or not.
class CacheStore
{
public:
    /// `capacity` objects fit (0: as many as there are). Without a time to live (0) objects stay.
    CacheStore(std::uint32_t objects, std::uint32_t capacity, std::int64_t timeToLiveNs);

    /// Whether the object is there now; if so, it has been asked for.
    bool lookUp(std::uint32_t object, std::int64_t now);
    /// It comes in, or is renewed.
    void store(std::uint32_t object, std::int64_t now);
    /// Whether it is there, be it stale.
    bool holds(std::uint32_t object) const
    {
        return object < m_entries.size() && m_entries[object].isHeld;
    }
    /// Whether it is there and was stored before `time`.
    bool isOlderThan(std::uint32_t object, std::int64_t time) const
    {
        return holds(object) && m_entries[object].stored < time;
    }
    void remove(std::uint32_t object);
    void clear();
    /// A share (0..1) of all objects, spread evenly, is lost with a node that held them.
    void loseShare(double share, std::uint32_t node);

    std::uint32_t size() const { return m_size; }

private:
    struct Entry
    {
        std::int64_t expires = 0;
        std::int64_t stored = 0;
        std::uint32_t newer = nobody;
        std::uint32_t older = nobody;
        bool isHeld = false;
    };
    static constexpr std::uint32_t nobody = 0xFFFFFFFFU;

    void unlink(std::uint32_t object);
    void linkNewest(std::uint32_t object);

    std::vector<Entry> m_entries;
    std::uint32_t m_newest = nobody;
    std::uint32_t m_oldest = nobody;
    std::uint32_t m_size = 0;
    std::uint32_t m_capacity = 0;
    std::int64_t m_timeToLive = 0;
};

} // namespace skydraft
