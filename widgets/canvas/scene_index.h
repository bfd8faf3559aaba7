// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace skydraft {

/// Finds the items that may touch an area: a grid of square cells over the drawing. An item is a
/// small number of the caller's and may be put in under several areas (a connector: one for each
/// segment). An area of very many cells is kept in a list of its own. Window thread only.
class SceneIndex
{
public:
    using Item = std::uint32_t;
    static constexpr double cellSize = 256; ///< drawing units

    void insert(Item item, const QRectF& area);
    /// `area` must be one that `item` was put in under.
    void remove(Item item, const QRectF& area);
    void clear();

    /// Every item one of whose areas intersects `area`, and perhaps some that come near; each once,
    /// in ascending order.
    std::vector<Item> query(const QRectF& area) const;

private:
    struct Cells
    {
        int left = 0;
        int top = 0;
        int right = 0;
        int bottom = 0;
        std::int64_t count() const;
    };
    static Cells cellsOf(const QRectF& area);
    static std::uint64_t keyOf(int column, int row);

    std::unordered_map<std::uint64_t, std::vector<Item>> m_cells;
    std::vector<std::pair<Item, QRectF>> m_large;
};

} // namespace skydraft
