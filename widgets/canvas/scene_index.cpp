// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/scene_index.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace skydraft {
namespace {

constexpr std::int64_t mostCells = 256; // an item of more goes into the list of large ones

int cellAt(double coordinate)
{
    constexpr double limit = 1e8; // keeps absurd coordinates of a file from overflowing
    return static_cast<int>(
        std::floor(std::clamp(coordinate, -limit, limit) / SceneIndex::cellSize));
}

} // namespace

std::int64_t SceneIndex::Cells::count() const
{
    return (std::int64_t{right} - left + 1) * (std::int64_t{bottom} - top + 1);
}

SceneIndex::Cells SceneIndex::cellsOf(const QRectF& area)
{
    return {cellAt(area.left()), cellAt(area.top()), cellAt(area.right()), cellAt(area.bottom())};
}

std::uint64_t SceneIndex::keyOf(int column, int row)
{
    return (std::uint64_t{static_cast<std::uint32_t>(column)} << 32U)
           | std::uint64_t{static_cast<std::uint32_t>(row)};
}

void SceneIndex::insert(Item item, const QRectF& area)
{
    const Cells cells = cellsOf(area);
    if (cells.count() > mostCells) {
        m_large.emplace_back(item, area);
        return;
    }
    for (int row = cells.top; row <= cells.bottom; ++row)
        for (int column = cells.left; column <= cells.right; ++column)
            m_cells[keyOf(column, row)].push_back(item);
}

void SceneIndex::remove(Item item, const QRectF& area)
{
    const Cells cells = cellsOf(area);
    if (cells.count() > mostCells) {
        const auto found = std::find(m_large.begin(), m_large.end(), std::pair(item, area));
        if (found != m_large.end())
            m_large.erase(found);
        return;
    }
    for (int row = cells.top; row <= cells.bottom; ++row) {
        for (int column = cells.left; column <= cells.right; ++column) {
            const auto cell = m_cells.find(keyOf(column, row));
            if (cell == m_cells.end())
                continue;
            auto& items = cell->second;
            const auto found = std::find(items.begin(), items.end(), item);
            if (found != items.end()) {
                *found = items.back();
                items.pop_back();
            }
            if (items.empty())
                m_cells.erase(cell);
        }
    }
}

void SceneIndex::clear()
{
    m_cells.clear();
    m_large.clear();
}

std::vector<SceneIndex::Item> SceneIndex::query(const QRectF& area) const
{
    // An item of many cells comes many times: marks are far cheaper than sorting it out.
    thread_local std::vector<std::uint32_t> marks;
    thread_local std::uint32_t mark = 0;
    if (++mark == 0) { // once in four thousand million queries
        marks.clear();
        mark = 1;
    }
    std::vector<Item> result;
    const auto add = [&](Item item) {
        if (item >= marks.size())
            marks.resize(std::size_t{item} + 1, 0);
        if (std::exchange(marks[item], mark) != mark)
            result.push_back(item);
    };
    for (const auto& [item, itemArea] : m_large)
        if (itemArea.intersects(area))
            add(item);
    const Cells cells = cellsOf(area);
    const auto append = [&](const std::vector<Item>& items) {
        std::for_each(items.begin(), items.end(), add);
    };
    if (cells.count() > static_cast<std::int64_t>(m_cells.size())) {
        for (const auto& [key, items] : m_cells) {
            const int column = static_cast<int>(static_cast<std::uint32_t>(key >> 32U));
            const int row = static_cast<int>(static_cast<std::uint32_t>(key));
            if (column >= cells.left && column <= cells.right && row >= cells.top
                && row <= cells.bottom)
                append(items);
        }
    } else {
        for (int row = cells.top; row <= cells.bottom; ++row)
            for (int column = cells.left; column <= cells.right; ++column)
                if (const auto cell = m_cells.find(keyOf(column, row)); cell != m_cells.end())
                    append(cell->second);
    }
    std::sort(result.begin(), result.end());
    return result;
}

} // namespace skydraft
