// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace skydraft {

/// A name that outlives the object it names: documents, undo, files and threads hold ids, never
/// pointers. Ids of different kinds do not convert into each other.
template <class Tag>
class Id
{
public:
    Id() = default;
    explicit Id(std::string value)
        : m_value(std::move(value))
    {}
    explicit Id(std::string_view value)
        : m_value(value)
    {}
    explicit Id(const char* value)
        : m_value(value)
    {}

    const std::string& value() const { return m_value; }
    bool empty() const { return m_value.empty(); }

    auto operator<=>(const Id&) const = default;
    bool operator==(const Id&) const = default;

    friend std::ostream& operator<<(std::ostream& out, const Id& id) { return out << id.m_value; }

private:
    std::string m_value;
};

using ResourceId = Id<struct ResourceTag>;
using ConnectionId = Id<struct ConnectionTag>;
using ScenarioId = Id<struct ScenarioTag>;

} // namespace skydraft

template <class Tag>
struct std::hash<skydraft::Id<Tag>>
{
    std::size_t operator()(const skydraft::Id<Tag>& id) const noexcept
    {
        return std::hash<std::string>{}(id.value());
    }
};
