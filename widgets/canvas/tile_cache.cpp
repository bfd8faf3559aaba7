// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/tile_cache.h"

#include <QDeadlineTimer>
#include <QMutex>
#include <QThread>
#include <QWaitCondition>

#include <algorithm>
#include <bit>

namespace skydraft {

QRectF TileKey::area() const
{
    const double length = side / scale;
    return {column * length, row * length, length, length};
}

std::size_t TileKeyHash::operator()(const TileKey& key) const noexcept
{
    std::uint64_t hash = std::bit_cast<std::uint64_t>(key.scale);
    for (const int part : {key.column, key.row})
        hash = (hash ^ static_cast<std::uint32_t>(part)) * 0x9e3779b97f4a7c15ULL;
    return static_cast<std::size_t>(hash ^ (hash >> 32U));
}

/// What workers and the window share; outlives the cache as long as a worker runs.
struct TileCache::Shared
{
    struct Finished
    {
        TileKey key{};
        std::uint64_t count = 0;
        QImage image{}; ///< null where the work was given up
    };

    QMutex mutex{};
    QWaitCondition finishedOne{};
    std::vector<Finished> finished{};
    bool isAnnounced = false;
    std::atomic<double> scale = 1; ///< work for another scale is given up before it starts
};

TileCache::TileCache(TakeSnapshot takeSnapshot, QObject* parent)
    : QObject(parent)
    , m_takeSnapshot(std::move(takeSnapshot))
    , m_style(std::make_shared<PaintStyle>())
    , m_shared(std::make_shared<Shared>())
{
    m_pool.setMaxThreadCount(std::clamp(QThread::idealThreadCount(), 2, 4));
    m_pool.setExpiryTimeout(-1);
}

TileCache::~TileCache()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void TileCache::setStyle(const PaintStyle& style)
{
    m_style = std::make_shared<const PaintStyle>(style);
    m_shared->scale = style.scale;
}

const QImage* TileCache::find(const TileKey& key)
{
    const auto found = m_tiles.find(key);
    if (found == m_tiles.end() || found->second.image.isNull())
        return nullptr;
    found->second.lastUse = ++m_clock;
    return &found->second.image;
}

bool TileCache::isFresh(const TileKey& key) const
{
    const auto found = m_tiles.find(key);
    return found != m_tiles.end() && found->second.shown == found->second.wanted;
}

void TileCache::request(const TileKey& key, bool ahead)
{
    Tile& tile = m_tiles[key];
    tile.lastUse = ++m_clock;
    if (tile.shown == tile.wanted || tile.underway == tile.wanted)
        return;
    tile.underway = tile.wanted;
    auto snapshot = std::make_shared<const SceneSnapshot>(m_takeSnapshot(key.area()));
    const auto work = [this, key, count = tile.wanted, snapshot, style = m_style,
                       shared = m_shared] {
        QImage image;
        if (shared->scale == key.scale)
            image = render(key, *style, *snapshot);
        const QMutexLocker lock(&shared->mutex);
        shared->finished.push_back({key, count, std::move(image)});
        shared->finishedOne.wakeAll();
        if (shared->isAnnounced)
            return;
        shared->isAnnounced = true; // the destructor waits for the pool, so `this` is alive
        QMetaObject::invokeMethod(
            this,
            [this] {
                collect();
                emit rendered();
            },
            Qt::QueuedConnection);
    };
    m_pool.start(work, ahead ? 0 : 1);
}

void TileCache::waitFor(const std::vector<TileKey>& keys, int milliseconds)
{
    const QDeadlineTimer deadline(milliseconds, Qt::PreciseTimer);
    while (true) {
        collect();
        if (std::all_of(keys.begin(), keys.end(), [&](const TileKey& key) { return isFresh(key); }))
            return;
        const QMutexLocker lock(&m_shared->mutex);
        if (m_shared->finished.empty() && !m_shared->finishedOne.wait(&m_shared->mutex, deadline))
            return;
    }
}

void TileCache::collect()
{
    std::vector<Shared::Finished> finished;
    {
        const QMutexLocker lock(&m_shared->mutex);
        finished.swap(m_shared->finished);
        m_shared->isAnnounced = false;
    }
    for (Shared::Finished& work : finished) {
        const auto found = m_tiles.find(work.key);
        if (found == m_tiles.end())
            continue;
        Tile& tile = found->second;
        if (tile.underway == work.count)
            tile.underway = 0;
        if (work.image.isNull() || work.count < tile.shown)
            continue;
        tile.image = std::move(work.image);
        tile.shown = work.count;
    }
    dropOldest();
}

void TileCache::dropOldest()
{
    const std::size_t most = std::max(mostBytes / bytesOfTile, m_inView);
    if (m_tiles.size() <= most)
        return;
    std::vector<std::pair<std::uint64_t, TileKey>> byUse;
    for (const auto& [key, tile] : m_tiles)
        if (tile.underway == 0)
            byUse.emplace_back(tile.lastUse, key);
    std::sort(byUse.begin(), byUse.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [use, key] : byUse) {
        if (m_tiles.size() <= most)
            return;
        m_tiles.erase(key);
    }
}

void TileCache::invalidate(const std::vector<QRectF>& areas)
{
    for (auto& [key, tile] : m_tiles) {
        const QRectF area = key.area();
        if (std::any_of(areas.begin(), areas.end(),
                        [&](const QRectF& dirty) { return dirty.intersects(area); }))
            ++tile.wanted;
    }
}

void TileCache::clear()
{
    for (auto tile = m_tiles.begin(); tile != m_tiles.end();) {
        // What a worker renders must keep counting, or an old picture would pass for a new one.
        ++tile->second.wanted;
        tile = tile->second.underway == 0 && tile->first.scale != m_style->scale
                   ? m_tiles.erase(tile)
                   : std::next(tile);
    }
}

void TileCache::forEachOfScale(
    double scale, const QRectF& area,
    const std::function<void(const TileKey&, const QImage&)>& visit) const
{
    for (const auto& [key, tile] : m_tiles)
        if (key.scale == scale && !tile.image.isNull() && key.area().intersects(area))
            visit(key, tile.image);
}

QImage TileCache::render(const TileKey& key, const PaintStyle& style, const SceneSnapshot& snapshot)
{
    QImage image(TileKey::side, TileKey::side, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.translate(-key.column * TileKey::side, -key.row * TileKey::side);
    painter.scale(style.scale, style.scale);
    ScenePainter scenePainter(painter, style);
    scenePainter.paintGround(key.area().adjusted(-2, -2, 2, 2));
    scenePainter.paint(snapshot);
    return image;
}

} // namespace skydraft
