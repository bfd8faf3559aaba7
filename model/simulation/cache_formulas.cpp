// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/cache_formulas.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace skydraft {

std::vector<double> zipfShares(std::size_t items, double exponent)
{
    std::vector<double> shares(items);
    for (std::size_t i = 0; i < items; ++i)
        shares[i] = std::pow(static_cast<double>(i + 1), -exponent);
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (double& share : shares)
        share /= sum;
    return shares;
}

double lruItemHitRatio(double share, double characteristicTime)
{
    return -std::expm1(-share * characteristicTime);
}

CacheFigures lruCache(const std::vector<double>& shares, double places)
{
    std::vector<ItemGroup> items;
    items.reserve(shares.size());
    for (const double share : shares)
        items.push_back({share, 1});
    return lruCache(items, places);
}

CacheFigures lruCache(const std::vector<ItemGroup>& items, double places)
{
    if (places <= 0)
        return {};
    double all = 0;
    for (const ItemGroup& item : items)
        all += item.count;
    if (places >= all)
        return {.characteristicTime = std::numeric_limits<double>::infinity(), .hitRatio = 1};
    // Newton's steps on a concave function that rises: from the left they never overshoot.
    double time = places;
    for (int step = 0; step < 200; ++step) {
        double held = 0;
        double slope = 0;
        for (const ItemGroup& item : items) {
            const double absent = std::exp(-item.share * time);
            held += item.count * (1 - absent);
            slope += item.count * item.share * absent;
        }
        const double change = (places - held) / slope;
        time += change;
        if (std::abs(change) <= 1e-12 * time)
            break;
    }
    CacheFigures figures{.characteristicTime = time};
    for (const ItemGroup& item : items)
        figures.hitRatio += item.count * item.share * lruItemHitRatio(item.share, time);
    return figures;
}

double lfuBound(const std::vector<double>& shares, std::size_t places)
{
    const auto count = static_cast<std::ptrdiff_t>(std::min(places, shares.size()));
    return std::accumulate(shares.begin(), shares.begin() + count, 0.0);
}

double ttlHitRatio(double rate, double ttl)
{
    return rate * ttl / (1 + rate * ttl);
}

double ttlHitRatio(const std::vector<double>& shares, double rate, double ttl)
{
    double ratio = 0;
    for (const double share : shares)
        ratio += share * ttlHitRatio(share * rate, ttl);
    return ratio;
}

double hitRatioAfterFlush(const std::vector<double>& shares, double rate, double sinceFlush)
{
    double ratio = 0;
    for (const double share : shares)
        ratio -= share * std::expm1(-share * rate * sinceFlush);
    return ratio;
}

} // namespace skydraft
