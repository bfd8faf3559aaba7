// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/network/port_sets.h"

#include <algorithm>
#include <array>

namespace skydraft {
namespace {

constexpr int portEnd = 65536;
constexpr std::size_t wordBits = 64;

bool hasPorts(Protocol protocol)
{
    return protocol == Protocol::Tcp || protocol == Protocol::Udp;
}

void note(std::vector<int>& starts, int port)
{
    const auto place = std::lower_bound(starts.begin(), starts.end(), port);
    if (port < portEnd && (place == starts.end() || *place != port))
        starts.insert(place, port);
}

void setBit(std::vector<std::uint64_t>& words, int atom)
{
    const auto bit = static_cast<std::size_t>(atom);
    words[bit / wordBits] |= std::uint64_t{1} << (bit % wordBits);
}

} // namespace

std::size_t PortSets::Axis::place(int port) const
{
    const auto after = std::upper_bound(starts.begin(), starts.end(), port);
    return static_cast<std::size_t>(after - starts.begin()) - 1;
}

void PortSets::cut(Protocol protocol, const PortRange& ports)
{
    if (!hasPorts(protocol))
        return;
    note(axis(protocol).starts, ports.from);
    note(axis(protocol).starts, ports.to + 1);
}

void PortSets::finishCutting()
{
    m_icmp = m_atoms++;
    m_other = m_atoms++;
    for (Axis* axis : {&m_tcp, &m_udp})
        for (std::size_t i = 0; i < axis->starts.size(); ++i)
            axis->ids.push_back(m_atoms++);
    constexpr std::size_t room = 32; // for rules that come later
    m_width = (static_cast<std::size_t>(m_atoms) + room) / wordBits + 1;
    m_table.assign(1024, 0);
    m_words.assign(2 * m_width, 0);
    m_scratch.assign(m_width, 0);
    for (int atom = 0; atom < m_atoms; ++atom)
        m_words[m_width + static_cast<std::size_t>(atom) / wordBits] |=
            std::uint64_t{1} << (static_cast<std::size_t>(atom) % wordBits);
    remember(all);
    Sum rest(*this);
    rest.addAtom(m_other);
    m_rest = rest.finish();
}

bool PortSets::split(Protocol protocol, const PortRange& ports)
{
    if (!hasPorts(protocol))
        return true;
    return splitAt(axis(protocol), ports.from) && splitAt(axis(protocol), ports.to + 1);
}

bool PortSets::splitAt(Axis& axis, int port)
{
    if (port >= portEnd)
        return true;
    const std::size_t place = axis.place(port);
    if (axis.starts[place] == port)
        return true;
    if (static_cast<std::size_t>(m_atoms) == m_width * wordBits)
        return false;
    const auto old = static_cast<std::size_t>(axis.ids[place]);
    const auto fresh = static_cast<std::size_t>(m_atoms++);
    const auto after = static_cast<std::ptrdiff_t>(place) + 1;
    axis.starts.insert(axis.starts.begin() + after, port);
    axis.ids.insert(axis.ids.begin() + after, static_cast<int>(fresh));
    for (std::size_t set = all; set < sets(); ++set) {
        std::uint64_t* words = m_words.data() + set * m_width;
        if ((words[old / wordBits] >> (old % wordBits) & 1U) != 0)
            words[fresh / wordBits] |= std::uint64_t{1} << (fresh % wordBits);
    }
    std::fill(m_table.begin(), m_table.end(), none);
    for (std::size_t set = all; set < sets(); ++set)
        remember(static_cast<Id>(set));
    return true;
}

PortSets::Id PortSets::of(Protocol protocol, const PortRange& ports, int icmpType)
{
    constexpr int echoRequest = 8;
    if (protocol == Protocol::Any)
        return all;
    std::vector<std::uint64_t> words(m_width, 0);
    if (protocol == Protocol::Icmp) {
        if (icmpType == -1 || icmpType == echoRequest)
            setBit(words, m_icmp);
        return intern(words);
    }
    const Axis& line = axis(protocol);
    for (std::size_t i = line.place(ports.from);
         i < line.starts.size() && line.starts[i] <= ports.to; ++i)
        setBit(words, line.ids[i]);
    return intern(words);
}

template <class Operation>
PortSets::Id PortSets::combine(Id a, Id b, Operation operation)
{
    for (std::size_t i = 0; i < m_width; ++i)
        m_scratch[i] = operation(words(a)[i], words(b)[i]);
    return intern(m_scratch);
}

PortSets::Id PortSets::unite(Id a, Id b)
{
    if (a == b || b == none || a == all)
        return a;
    if (a == none || b == all)
        return b;
    return combine(a, b, [](std::uint64_t x, std::uint64_t y) { return x | y; });
}

PortSets::Id PortSets::intersect(Id a, Id b)
{
    if (a == b || b == all || a == none)
        return a;
    if (a == all || b == none)
        return b;
    return combine(a, b, [](std::uint64_t x, std::uint64_t y) { return x & y; });
}

PortSets::Id PortSets::without(Id a, Id b)
{
    if (a == b || a == none || b == all)
        return none;
    if (b == none)
        return a;
    return combine(a, b, [](std::uint64_t x, std::uint64_t y) { return x & ~y; });
}

void PortSets::Sum::addAtom(int atom)
{
    setBit(m_words, atom);
}

bool PortSets::has(Id set, int atom) const
{
    const auto bit = static_cast<std::size_t>(atom);
    return (words(set)[bit / wordBits] >> (bit % wordBits) & 1U) != 0;
}

bool PortSets::contains(Id set, Protocol protocol, int port) const
{
    if (protocol == Protocol::Icmp)
        return has(set, m_icmp);
    if (protocol == Protocol::Any)
        return has(set, m_other);
    return has(set, axis(protocol).ids[axis(protocol).place(port)]);
}

std::vector<OpenPorts> PortSets::runsOf(Id set) const
{
    if (set == all)
        return {{Protocol::Any, {}}};
    std::vector<OpenPorts> runs;
    bool isEverything = has(set, m_icmp) && has(set, m_other);
    for (const Protocol protocol : {Protocol::Tcp, Protocol::Udp}) {
        const Axis& line = axis(protocol);
        bool isOpen = false;
        for (std::size_t i = 0; i < line.starts.size(); ++i) {
            if (!has(set, line.ids[i])) {
                isOpen = isEverything = false;
                continue;
            }
            const int last = i + 1 < line.starts.size() ? line.starts[i + 1] - 1 : portEnd - 1;
            if (isOpen)
                runs.back().ports.to = last;
            else
                runs.push_back({protocol, {line.starts[i], last}});
            isOpen = true;
        }
    }
    if (isEverything)
        return {{Protocol::Any, {}}};
    if (has(set, m_icmp))
        runs.push_back({Protocol::Icmp, {}});
    return runs;
}

std::size_t PortSets::bytes() const
{
    return m_words.capacity() * sizeof(std::uint64_t) + m_table.capacity() * sizeof(Id);
}

std::uint64_t PortSets::hashOf(const std::uint64_t* words) const
{
    std::uint64_t hash = 0x9E3779B97F4A7C15ULL;
    for (std::size_t i = 0; i < m_width; ++i) {
        hash ^= words[i];
        hash *= 0xFF51AFD7ED558CCDULL;
        hash ^= hash >> 32U;
    }
    return hash;
}

PortSets::Id PortSets::intern(const std::vector<std::uint64_t>& words)
{
    if (std::all_of(words.begin(), words.end(), [](std::uint64_t word) { return word == 0; }))
        return none;
    const std::size_t mask = m_table.size() - 1;
    for (std::size_t slot = hashOf(words.data()) & mask;; slot = (slot + 1) & mask) {
        const Id known = m_table[slot];
        if (known == none)
            break;
        if (std::equal(words.begin(), words.end(), this->words(known)))
            return known;
    }
    const auto fresh = static_cast<Id>(sets());
    m_words.insert(m_words.end(), words.begin(), words.end());
    remember(fresh);
    return fresh;
}

void PortSets::remember(Id id)
{
    if (2 * sets() > m_table.size()) {
        m_table.assign(2 * m_table.size(), none);
        for (Id other = all; other < id; ++other)
            remember(other);
    }
    const std::size_t mask = m_table.size() - 1;
    std::size_t slot = hashOf(words(id)) & mask;
    while (m_table[slot] != none)
        slot = (slot + 1) & mask;
    m_table[slot] = id;
}

} // namespace skydraft
