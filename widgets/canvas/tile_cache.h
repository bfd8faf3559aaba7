// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QObject>
#include <QRectF>
#include <QThreadPool>

#include "widgets/canvas/scene_painter.h"

#include <atomic>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace skydraft {

/// A square of the drawing at one scale, counted from the drawing's zero.
struct TileKey
{
    double scale = 1; ///< device pixels per drawing unit
    int column = 0;
    int row = 0;

    static constexpr int side = 512; ///< device pixels
    bool operator==(const TileKey&) const = default;
    /// The part of the drawing that it shows.
    QRectF area() const;
};

struct TileKeyHash
{
    std::size_t operator()(const TileKey& key) const noexcept;
};

/// Rendered squares of the drawing, made on worker threads from snapshots of the scene. Keeps the
/// ones used last within 32 MB. Lives on the window's thread; only rendering happens elsewhere.
class TileCache : public QObject
{
    Q_OBJECT

public:
    using TakeSnapshot = std::function<SceneSnapshot(const QRectF& area)>;
    static constexpr std::size_t mostBytes = std::size_t{32} << 20U;

    explicit TileCache(TakeSnapshot takeSnapshot, QObject* parent = nullptr);
    ~TileCache() override;

    /// Colours, fonts and zoom for all tiles from now on. A change of anything but zoom and scale
    /// must be followed by clear().
    void setStyle(const PaintStyle& style);

    /// The tile as it was last rendered, perhaps out of date; null where it never was.
    const QImage* find(const TileKey& key);
    /// It is rendered and up to date.
    bool isFresh(const TileKey& key) const;
    /// Renders it on a worker where it is not fresh and not being rendered. `ahead`: it is not in
    /// view yet, others go first.
    void request(const TileKey& key, bool ahead = false);
    /// Takes in finished tiles, waiting at most `milliseconds` for those in `keys`.
    void waitFor(const std::vector<TileKey>& keys, int milliseconds);

    /// These areas look different now: their tiles are out of date.
    void invalidate(const std::vector<QRectF>& areas);
    void clear();
    /// Tiles of another scale that show part of `area`, for a preview while zooming.
    void forEachOfScale(double scale, const QRectF& area,
                        const std::function<void(const TileKey&, const QImage&)>& visit) const;

    std::size_t bytes() const { return m_tiles.size() * bytesOfTile; }
    /// The view itself may need more than mostBytes: never drop what it shows.
    void setInView(std::size_t tiles) { m_inView = tiles; }

    /// One tile, here and now; what a worker does.
    static QImage render(const TileKey& key, const PaintStyle& style,
                         const SceneSnapshot& snapshot);

signals:
    /// Some tiles were finished since; paint again.
    void rendered();

private:
    static constexpr std::size_t bytesOfTile = std::size_t{TileKey::side} * TileKey::side * 4;
    struct Tile
    {
        QImage image{};
        std::uint64_t lastUse = 0;
        std::uint64_t wanted = 1;   ///< counts the changes of what it shows
        std::uint64_t shown = 0;    ///< the count that `image` shows
        std::uint64_t underway = 0; ///< the count that a worker is rendering, 0: none
    };
    struct Shared;

    void collect();
    void dropOldest();

    TakeSnapshot m_takeSnapshot;
    std::shared_ptr<const PaintStyle> m_style;
    std::unordered_map<TileKey, Tile, TileKeyHash> m_tiles;
    std::uint64_t m_clock = 0;
    std::size_t m_inView = 0;
    std::shared_ptr<Shared> m_shared;
    QThreadPool m_pool;
};

} // namespace skydraft
