// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/trace_route.h"

#include <QLineF>

#include "widgets/canvas/connector_router.h"
#include "widgets/common/language.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace skydraft {
namespace {

constexpr double globeSide = 34;
constexpr double globeGap = 26;  // between the globe and the frame that it stands outside of
constexpr double blockGap = 22;  // between a cross and the node it stands at
constexpr double blockStep = 21; // between two crosses

/// What decides about packets without carrying them.
bool isRuleSet(const Hop& hop)
{
    constexpr std::array<std::string_view, 4> kinds{"security-group", "network-acl", "route-table",
                                                    "target-group"};
    return std::find(kinds.begin(), kinds.end(), hop.kind) != kinds.end();
}

/// The place of the hop that carries the packets about which hop `index` decides: inbound rules
/// stand before it, all others behind it.
std::optional<std::size_t> carrierOf(const std::vector<Hop>& hops, std::size_t index)
{
    if (!isRuleSet(hops[index]))
        return index;
    std::optional<std::size_t> before;
    std::optional<std::size_t> behind;
    for (std::size_t i = index; i-- > 0 && !before;)
        if (!isRuleSet(hops[i]))
            before = i;
    for (std::size_t i = index + 1; i < hops.size() && !behind; ++i)
        if (!isRuleSet(hops[i]))
            behind = i;
    if (hops[index].direction == "ingress")
        return behind ? behind : before;
    return before ? before : behind;
}

class RoutePlanner
{
public:
    RoutePlanner(const Scene& scene, const Trace& trace)
        : m_scene(scene)
        , m_trace(trace)
    {}

    TraceRoute plan()
    {
        placeInternet();
        const bool arrives = std::none_of(m_trace.forward.begin(), m_trace.forward.end(), denies);
        planWay(TraceWay::There, m_trace.forward, m_route.there, true);
        planWay(TraceWay::Back, m_trace.back, m_route.back, arrives);
        return std::move(m_route);
    }

private:
    /// A thing on the line: one hop that carries packets, or several in a row at the same thing.
    struct Stop
    {
        std::size_t first = 0;
        std::size_t last = 0;
        ResourceId id{}; ///< empty: the internet
        bool blocks = false;
    };

    static bool denies(const Hop& hop) { return hop.decision == Decision::Deny; }

    const SceneNode* nodeOf(const Hop& hop) const { return m_scene.find(hop.component); }

    bool isOnLine(const Hop& hop) const
    {
        const bool isInternet = hop.kind == "internet" && !m_route.internet.isEmpty();
        return !isRuleSet(hop) && (nodeOf(hop) != nullptr || isInternet);
    }

    /// Outside of all frames around the first thing that is drawn, where there is room.
    void placeInternet()
    {
        const auto touches = [](const Hop& hop) { return hop.kind == "internet"; };
        const auto& way = m_trace.forward;
        if (std::none_of(way.begin(), way.end(), touches))
            return;
        const bool isFirst = touches(way.front());
        const SceneNode* near = nullptr;
        for (std::size_t i = 0; i < way.size(); ++i) {
            const Hop& hop = way[isFirst ? i : way.size() - 1 - i];
            if (near == nullptr && !isRuleSet(hop))
                near = nodeOf(hop);
        }
        if (near == nullptr)
            return;
        QRectF outer = near->rect;
        for (const SceneNode* at = near; at != nullptr; at = m_scene.find(at->parent))
            outer = at->rect;
        const QPointF middle = near->rect.center();
        const double away = globeGap + globeSide / 2;
        std::array<QPointF, 4> places{
            QPointF(outer.left() - away, middle.y()), QPointF(middle.x(), outer.top() - away),
            QPointF(outer.right() + away, middle.y()), QPointF(middle.x(), outer.bottom() + away)};
        std::stable_sort(places.begin(), places.end(), [&](const QPointF& a, const QPointF& b) {
            return QLineF(a, middle).length() < QLineF(b, middle).length();
        });
        const auto isFree = [&](const QPointF& place) {
            return m_scene.nodeAt(place, globeSide / 2 + 4) == nullptr;
        };
        const auto* found = std::find_if(places.begin(), places.end(), isFree);
        const QPointF at = found == places.end() ? places.front() : *found;
        m_route.internet =
            QRectF(at.x() - globeSide / 2, at.y() - globeSide / 2, globeSide, globeSide);
    }

    void planWay(TraceWay way, const std::vector<Hop>& hops,
                 std::vector<TraceRoute::HopSpot>& spots, bool isTravelled)
    {
        for (std::size_t i = 0; i < hops.size(); ++i) {
            spots.push_back(spotOf(hops, i));
            light({way, static_cast<int>(i)}, spots.back());
        }
        const std::vector<Stop> stops = stopsOf(hops);
        const std::size_t firstLeg = m_route.legs.size();
        for (std::size_t k = 0; k + 1 < stops.size(); ++k) {
            isTravelled = isTravelled && !stops[k].blocks;
            addLeg(way, stops[k], stops[k + 1], isTravelled);
        }
        for (std::size_t i = 0; i < hops.size(); ++i)
            if (denies(hops[i]))
                addBlock({way, static_cast<int>(i)}, hops, stops, firstLeg);
    }

    /// What shows a hop: its component, or the subnet of a default rule, or who carries the packet.
    TraceRoute::HopSpot spotOf(const std::vector<Hop>& hops, std::size_t index) const
    {
        TraceRoute::HopSpot spot;
        const auto carrier = carrierOf(hops, index);
        const SceneNode* carrying = carrier ? nodeOf(hops[*carrier]) : nullptr;
        if (carrying != nullptr)
            spot.carrier = carrying->id;
        const SceneNode* shown = nodeOf(hops[index]);
        if (shown == nullptr && hops[index].kind == "internet") {
            spot.rect = m_route.internet;
            return spot;
        }
        if (shown == nullptr)
            shown = carrying;
        if (shown != nullptr) {
            spot.shown = shown->id;
            spot.rect = shown->rect;
        }
        return spot;
    }

    void light(const HopPlace& hop, const TraceRoute::HopSpot& spot)
    {
        if (!spot.shown.empty())
            m_route.lit[spot.shown].push_back(hop);
        const Hop& at = hop.way == TraceWay::There
                            ? m_trace.forward[static_cast<std::size_t>(hop.index)]
                            : m_trace.back[static_cast<std::size_t>(hop.index)];
        if (at.kind != "network-acl" && at.kind != "route-table")
            return;
        // Both belong to the subnet that the packet leaves or enters.
        const SceneNode* node = m_scene.find(spot.carrier);
        while (node != nullptr && !isSubnet(*node))
            node = m_scene.find(node->parent);
        if (node != nullptr && node->id != spot.shown)
            m_route.lit[node->id].push_back(hop);
    }

    bool isSubnet(const SceneNode& node) const
    {
        return m_scene.catalogue().typeOrGeneric(node.type).role == NetworkRole::Subnet;
    }

    std::vector<Stop> stopsOf(const std::vector<Hop>& hops) const
    {
        std::vector<Stop> stops;
        for (std::size_t i = 0; i < hops.size(); ++i) {
            if (!isOnLine(hops[i]))
                continue;
            const SceneNode* node = nodeOf(hops[i]);
            const ResourceId id = node == nullptr ? ResourceId() : node->id;
            if (!stops.empty() && stops.back().id == id)
                stops.back().last = i;
            else
                stops.push_back({i, i, id});
        }
        for (std::size_t i = 0; i < hops.size(); ++i)
            if (const auto carrier = carrierOf(hops, i); carrier && denies(hops[i]))
                for (Stop& stop : stops)
                    stop.blocks = stop.blocks || isAt(stop, *carrier);
        return stops;
    }

    QRectF rectOf(const Stop& stop) const
    {
        const SceneNode* node = m_scene.find(stop.id);
        return node == nullptr ? m_route.internet : node->rect;
    }

    /// Along an arrow where one is drawn between the two.
    std::vector<QPointF> cornersBetween(const Stop& from, const Stop& to) const
    {
        for (const ConnectionId& id : m_scene.connectorsOf(from.id)) {
            const SceneConnector* connector = m_scene.find(id);
            if (connector->kind != ConnectionKind::Traffic)
                continue;
            if (connector->from == from.id && connector->to == to.id)
                return connector->corners;
            if (connector->from == to.id && connector->to == from.id)
                return {connector->corners.rbegin(), connector->corners.rend()};
        }
        const SceneNode* a = m_scene.find(from.id);
        const SceneNode* b = m_scene.find(to.id);
        if (a != nullptr && b != nullptr)
            return m_scene.route(*a, a->rect, *b, b->rect, 0);
        const auto endOf = [](const SceneNode* node, const QRectF& rect) {
            return node == nullptr ? ConnectorEnd{rect, 0} : Scene::endOf(*node);
        };
        return routedCorners(endOf(a, rectOf(from)), endOf(b, rectOf(to)), 0);
    }

    void addLeg(TraceWay way, const Stop& from, const Stop& to, bool isTravelled)
    {
        std::vector<QPointF> corners;
        // The answer takes the way of the request, where both touch the same two things.
        const auto there = m_legOf.find({to.id, from.id});
        if (there != m_legOf.end())
            corners.assign(there->second.rbegin(), there->second.rend());
        else
            corners = cornersBetween(from, to);
        m_legOf[{from.id, to.id}] = corners;
        m_route.legs.push_back({way, std::move(corners), isTravelled});
    }

    static bool isAt(const Stop& stop, std::size_t carrier)
    {
        return stop.first <= carrier && carrier <= stop.last;
    }

    /// On the line before the thing for what is checked on arrival, behind it for what is checked
    /// on leaving.
    void addBlock(const HopPlace& place, const std::vector<Hop>& hops,
                  const std::vector<Stop>& stops, std::size_t firstLeg)
    {
        const auto index = static_cast<std::size_t>(place.index);
        const auto carrier = carrierOf(hops, index);
        const auto stop = std::find_if(stops.begin(), stops.end(), [&](const Stop& at) {
            return carrier && isAt(at, *carrier);
        });
        if (stop == stops.end())
            return;
        const auto number = static_cast<std::size_t>(std::distance(stops.begin(), stop));
        const bool hasArrival = number > 0;
        const bool hasDeparture = number + 1 < stops.size();
        std::vector<QPointF> corners; // from the thing away
        if (hasDeparture && (index > stop->last || !hasArrival)) {
            corners = m_route.legs[firstLeg + number].corners;
        } else if (hasArrival) {
            const auto& arrival = m_route.legs[firstLeg + number - 1].corners;
            corners.assign(arrival.rbegin(), arrival.rend());
        }
        const QPointF at = corners.empty() ? rectOf(*stop).center() : freePlaceOn(corners);
        m_route.blocks.push_back({place, at, toQString(hops[index].code)});
    }

    QPointF freePlaceOn(const std::vector<QPointF>& corners) const
    {
        SceneConnector line;
        line.corners = corners;
        const double length = std::max(1.0, line.length());
        for (double along = blockGap; along < length - blockGap; along += blockStep) {
            const QPointF at = line.pointAt(along / length);
            if (std::none_of(m_route.blocks.begin(), m_route.blocks.end(), [&](const auto& other) {
                    return QLineF(other.at, at).length() < blockStep - 1;
                }))
                return at;
        }
        return line.pointAt(0.5);
    }

    const Scene& m_scene;
    const Trace& m_trace;
    TraceRoute m_route;
    std::map<std::pair<ResourceId, ResourceId>, std::vector<QPointF>> m_legOf;
};

} // namespace

const TraceRoute::HopSpot* TraceRoute::find(const HopPlace& hop) const
{
    const auto& spots = hop.way == TraceWay::There ? there : back;
    const auto index = static_cast<std::size_t>(hop.index);
    return hop.isValid() && index < spots.size() ? &spots[index] : nullptr;
}

TraceRoute layOut(const Scene& scene, const Trace& trace)
{
    return RoutePlanner(scene, trace).plan();
}

} // namespace skydraft
