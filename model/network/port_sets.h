// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/network_model.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace skydraft {

/// Sets of packets, told apart only as far as the rules of a network do. The axis of tcp ports, udp
/// ports, ICMP echo and all other packets is cut at every boundary that a rule names; a piece is
/// an atom, a set of packets a bit for each atom. Equal sets have equal numbers, so that
/// the many interfaces of a network can share the few sets that their rules make.
///
///     PortSets sets;
///     sets.cut(Protocol::Tcp, {443, 443});   // first all boundaries …
///     sets.finishCutting();
///     const auto https = sets.of(Protocol::Tcp, {443, 443});   // … then the sets
///
/// After that a new boundary splits an atom: every set that has the atom then has both halves, and
/// keeps its number. Numbers of atoms never change.
class PortSets
{
public:
    using Id = std::uint32_t;
    static constexpr Id none = 0;
    static constexpr Id all = 1;

    /// Notes the boundaries of a rule. Protocols without ports need none.
    void cut(Protocol protocol, const PortRange& ports);
    void finishCutting();
    /// Cuts further. False where no room is left for another atom: all must be built anew.
    bool split(Protocol protocol, const PortRange& ports);

    /// The packets that a rule covers. Its boundaries must have been cut. `icmpType` as in a
    /// rule: -1 for all.
    Id of(Protocol protocol, const PortRange& ports, int icmpType = -1);
    /// All packets of one protocol.
    Id of(Protocol protocol) { return of(protocol, PortRange{}); }
    /// The packets that only a rule for all traffic covers.
    Id rest() { return m_rest; }

    Id unite(Id a, Id b);
    Id intersect(Id a, Id b);
    Id without(Id a, Id b);

    /// Whether some packet is in `way`, in one of the next two and in one of the last two.
    bool haveCommon(Id way, Id out, Id outToo, Id in, Id inToo) const
    {
        const std::uint64_t* base = words(way);
        const std::uint64_t* a = words(out);
        const std::uint64_t* b = words(outToo);
        const std::uint64_t* c = words(in);
        const std::uint64_t* d = words(inToo);
        for (std::size_t i = 0; i < m_width; ++i)
            if ((base[i] & (a[i] | b[i]) & (c[i] | d[i])) != 0)
                return true;
        return false;
    }

    bool contains(Id set, Protocol protocol, int port) const;
    /// `atom` from 0 to before atoms().
    bool has(Id set, int atom) const;

    /// The set as runs of ports, tcp first, neighbours joined; one run of Any where it is `all`.
    /// Packets that are neither tcp, udp nor ping are named only so.
    std::vector<OpenPorts> runsOf(Id set) const;

    int atoms() const { return m_atoms; }
    std::size_t sets() const { return m_width == 0 ? 0 : m_words.size() / m_width; }
    std::size_t bytes() const;

    /// A set in the making, for unions of many.
    class Sum
    {
    public:
        explicit Sum(PortSets& sets)
            : m_sets(sets)
            , m_words(sets.m_width, 0)
        {}
        void clear() { m_words.assign(m_words.size(), 0); }
        void add(Id id)
        {
            const std::uint64_t* added = m_sets.words(id);
            for (std::size_t i = 0; i < m_words.size(); ++i)
                m_words[i] |= added[i];
        }
        void addAtom(int atom);
        Id finish() { return m_sets.intern(m_words); }

    private:
        PortSets& m_sets;
        std::vector<std::uint64_t> m_words;
    };

private:
    /// Atoms of tcp or udp in order of ports: `starts[i]` begins atom `ids[i]`.
    struct Axis
    {
        std::vector<int> starts{0};
        std::vector<int> ids{};

        std::size_t place(int port) const;
    };

    const std::uint64_t* words(Id id) const { return m_words.data() + id * m_width; }
    Id intern(const std::vector<std::uint64_t>& words);
    void remember(Id id);
    std::uint64_t hashOf(const std::uint64_t* words) const;
    Axis& axis(Protocol protocol) { return protocol == Protocol::Tcp ? m_tcp : m_udp; }
    const Axis& axis(Protocol protocol) const { return protocol == Protocol::Tcp ? m_tcp : m_udp; }
    bool splitAt(Axis& axis, int port);
    template <class Operation>
    Id combine(Id a, Id b, Operation operation);

    Axis m_tcp, m_udp;
    int m_icmp = 0;
    int m_other = 1;
    Id m_rest = none;
    int m_atoms = 0;
    std::size_t m_width = 0;            // words of a set
    std::vector<std::uint64_t> m_words; // of all sets
    std::vector<Id> m_table;            // open addressing by hash; 0 is free
    std::vector<std::uint64_t> m_scratch;
};

} // namespace skydraft
