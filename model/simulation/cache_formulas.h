// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace skydraft {

/// How often each of `items` is asked for, the most popular first: proportional to
/// rank^(-exponent).
std::vector<double> zipfShares(std::size_t items, double exponent);

/// Items that are alike.
struct ItemGroup
{
    double share = 0; ///< of all requests, for each of them
    double count = 1;
};

struct CacheFigures
{
    double characteristicTime = 0; ///< in requests
    double hitRatio = 0;
};

/// Hit ratio of a cache of `places` that drops the least recently used item (H. Che, Y. Tung,
/// Z. Wang, Hierarchical Web caching systems, 2002): an item is in the cache if it was asked for
/// within the last T requests, where T solves Σ(1 − e^(−p T)) = places.
CacheFigures lruCache(const std::vector<double>& shares, double places);
CacheFigures lruCache(const std::vector<ItemGroup>& items, double places);
/// The hit ratio of one item there.
double lruItemHitRatio(double share, double characteristicTime);
/// The best that any cache of `places` can do with independent requests: it holds the most popular.
double lfuBound(const std::vector<double>& shares, std::size_t places);

/// Hit ratio of one item, asked for at `rate`, that is kept `ttl` after it was fetched (renewal
/// argument; J. Jung, A. Berger, H. Balakrishnan, Modeling TTL-based Internet caches, 2003).
double ttlHitRatio(double rate, double ttl);
/// Of many items that share `rate`.
double ttlHitRatio(const std::vector<double>& shares, double rate, double ttl);
/// Hit ratio of an unlimited cache a while after it was emptied.
double hitRatioAfterFlush(const std::vector<double>& shares, double rate, double sinceFlush);

} // namespace skydraft
