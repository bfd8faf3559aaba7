// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/random_stream.h"

#include "model/simulation/portable_math.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

std::uint64_t hashOf(std::string_view text)
{
    // FNV-1a: the same on every platform, unlike std::hash.
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char character : text)
        hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001B3U;
    return hash;
}

constexpr int mostStages = 1000;

} // namespace

RandomStream::RandomStream(std::uint64_t seed, std::uint64_t replication, std::string_view resource,
                           Purpose purpose)
{
    std::uint64_t key = mix(seed + 0x9E3779B97F4A7C15U);
    key = mix(key ^ (replication + 0xD1B54A32D192ED03U));
    key = mix(key ^ hashOf(resource));
    m_key = mix(key ^ (static_cast<std::uint64_t>(purpose) * 0xA0761D6478BD642FU));
}

RandomStream::Ziggurat::Ziggurat()
{
    // Where the lowest layer of 256 ends, and the area of each, from the paper.
    constexpr double lowestEdge = 7.69711747013104972;
    constexpr double area = 0.0039496598225815571993;
    edges[0] = area / portableExp(-lowestEdge); // the lowest layer, with its tail, as a rectangle
    edges[1] = lowestEdge;
    for (std::size_t layer = 2; layer < layers; ++layer)
        edges[layer] = -portableLog(area / edges[layer - 1] + portableExp(-edges[layer - 1]));
    edges[layers] = 0;
    for (std::size_t layer = 0; layer <= layers; ++layer)
        heights[layer] = portableExp(-edges[layer]);
    for (std::size_t layer = 0; layer < layers; ++layer)
        scaled[layer] = edges[layer] * 0x1p-53;
}

const RandomStream::Ziggurat RandomStream::ziggurat;

double RandomStream::exponentialAtEdge(std::size_t layer, double x)
{
    while (true) {
        if (layer == 0) // the tail has the form of the whole
            return ziggurat.edges[1] - portableLog(uniform());
        const double height = ziggurat.heights[layer]
                              + uniform() * (ziggurat.heights[layer + 1] - ziggurat.heights[layer]);
        if (height < portableExp(-x))
            return x;
        const std::uint64_t bits = next();
        layer = bits & (Ziggurat::layers - 1);
        x = static_cast<double>(bits >> 11U) * ziggurat.scaled[layer];
        if (x < ziggurat.edges[layer + 1])
            return x;
    }
}

double RandomStream::normal()
{
    while (true) {
        const double x = 2 * uniform() - 1;
        const double y = 2 * uniform() - 1;
        const double square = x * x + y * y;
        // std::sqrt is correctly rounded by IEEE 754, so it may be used.
        if (square < 1 && square > 0)
            return x * std::sqrt(-2 * portableLog(square) / square);
    }
}

RandomTime::RandomTime(Distribution distribution, double meanNs, double cv)
    : m_distribution(distribution)
    , m_meanNs(std::isfinite(meanNs) ? std::clamp(meanNs, 0.0, longestNs) : 0)
{
    const double variation = std::isfinite(cv) ? std::clamp(cv, 0.0, 1000.0) : 0;
    const double square = variation * variation;
    if (m_meanNs <= 0 || (variation <= 0 && distribution != Distribution::Exponential)) {
        m_distribution = Distribution::Deterministic;
    } else if (distribution == Distribution::Erlang) {
        m_stages = static_cast<int>(std::clamp(1 / square + 0.5, 1.0, double{mostStages}));
    } else if (distribution == Distribution::Lognormal) {
        const double variance = portableLog(1 + square);
        m_location = portableLog(m_meanNs) - variance / 2;
        m_scale = std::sqrt(variance);
    } else if (distribution == Distribution::Hyperexponential) {
        if (variation <= 1)
            m_distribution = Distribution::Exponential;
        m_location = variation > 1 ? (1 + std::sqrt((square - 1) / (square + 1))) / 2 : 1;
    }
}

double RandomTime::variation() const
{
    switch (m_distribution) {
    case Distribution::Deterministic:
        return 0;
    case Distribution::Exponential:
        return 1;
    case Distribution::Erlang:
        return 1.0 / m_stages;
    case Distribution::Lognormal:
        return portableExp(m_scale * m_scale) - 1;
    case Distribution::Hyperexponential:
        return 1 / (2 * m_location * (1 - m_location)) - 1;
    }
    return 1;
}

double RandomTime::drawOther(RandomStream& stream) const
{
    if (m_distribution == Distribution::Lognormal)
        return portableExp(m_location + m_scale * stream.normal());
    if (m_distribution == Distribution::Hyperexponential) {
        // Balanced means: each phase carries half of the work.
        const double probability = stream.chance(m_location) ? m_location : 1 - m_location;
        return m_meanNs / (2 * probability) * stream.exponential();
    }
    double sum = 0;
    for (int stage = 0; stage < m_stages; ++stage)
        sum += stream.exponential();
    return m_meanNs * sum / m_stages;
}

} // namespace skydraft
