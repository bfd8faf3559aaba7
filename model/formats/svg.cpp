// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/formats/svg.h"

#include "model/architecture/containment.h"
#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/formats/skydraft_format.h"
#include "model/layout/connector_route.h"
#include "model/layout/place.h"
#include "resources/embedded.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace skydraft {
namespace {

constexpr double margin = 24;
constexpr double nameHeight = 40; // below a node

struct Colors
{
    std::string_view ground;
    std::string_view text;
    std::string_view muted;
    std::string_view connector;
    std::string_view allowed;
    std::string_view blocked;
    std::string_view unknown;
};

constexpr Colors lightColors{"#fbfcfd", "#1f2933", "#5a6673", "#5b6672",
                             "#1b7f3b", "#c62828", "#86650a"};
constexpr Colors darkColors{"#15181d", "#e6e9ed", "#a7b1bc", "#98a3af",
                            "#5fcf80", "#ff8a80", "#e0b84c"};

struct FrameLook
{
    std::string_view style;
    std::string_view light;
    std::string_view dark;
    std::string_view fillOpacity;
    bool isDashed;
};

constexpr std::array frameLooks{
    FrameLook{"region", "#00696b", "#4fd0d2", "0", true},
    FrameLook{"zone", "#0f6292", "#7cc3ee", "0", true},
    FrameLook{"vpc", "#6b2fe0", "#c3a4ff", "0.03", false},
    FrameLook{"subnet", "#006668", "#5fd6d8", "0.1", false},
    FrameLook{"group", "#a24507", "#f8ab70", "0", true},
};

const FrameLook& lookOf(std::string_view style)
{
    for (const FrameLook& look : frameLooks)
        if (look.style == style)
            return look;
    return frameLooks.back();
}

std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        default:
            // XML 1.0 has no other control characters.
            if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t')
                result += c;
        }
    }
    return result;
}

/// Two decimals are below what any screen shows.
std::string number(double value)
{
    return plainNumber(std::round(value * 100) / 100);
}

std::string attribute(std::string_view name, std::string_view value)
{
    return " " + std::string(name) + "=\"" + escaped(value) + "\"";
}

std::string attribute(std::string_view name, double value)
{
    return attribute(name, number(value));
}

/// The letters of `text` that fit into `count` columns (a Korean letter takes two), then "…".
std::string shortened(const std::string& text, int count)
{
    int columns = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        columns += length >= 3 ? 2 : 1;
        if (columns > count)
            return text.substr(0, i) + "…";
        i += length;
    }
    return text;
}

/// The drawing of an icon without its <svg> element, to stand in a <g>.
std::string_view iconBody(const std::string& icon)
{
    std::string_view svg = resources::embeddedFile("icons/" + icon + ".svg");
    if (svg.empty())
        svg = resources::embeddedFile("icons/generic.svg");
    const auto begin = svg.find('>');
    const auto end = svg.rfind("</svg>");
    return begin == std::string_view::npos || end == std::string_view::npos
               ? std::string_view()
               : svg.substr(begin + 1, end - begin - 1);
}

class SvgWriter
{
public:
    SvgWriter(const Catalogue& catalogue, const Architecture& architecture,
              const SvgOptions& options)
        : m_catalogue(catalogue)
        , m_architecture(architecture)
        , m_options(options)
        , m_colors(options.theme == SvgTheme::Dark ? darkColors : lightColors)
        , m_missing(placeMissing(catalogue, architecture))
        , m_containment(architecture)
    {}

    std::string write()
    {
        measure();
        const double width = m_right - m_left + 2 * margin;
        const double height = m_bottom - m_top + 2 * margin;
        m_out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        m_out +=
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
            " role=\"graphics-document document\" aria-labelledby=\"drawing-title\""
            + attribute("width", width) + attribute("height", height)
            + attribute("viewBox", number(m_left - margin) + " " + number(m_top - margin) + " "
                                       + number(width) + " " + number(height))
            + " font-family=\"Noto Sans KR, Malgun Gothic, Apple SD Gothic Neo, Noto Sans CJK KR, "
              "sans-serif\">\n";
        const std::string title =
            m_architecture.title().empty() ? "Skydraft" : m_architecture.title();
        m_out += "<title id=\"drawing-title\">" + escaped(title) + "</title>\n";
        m_out += "<metadata>" + escaped(writeSkydraft(m_architecture)) + "</metadata>\n";
        writeDefinitions();
        if (!m_options.isTransparent)
            m_out += "<rect" + attribute("x", m_left - margin) + attribute("y", m_top - margin)
                     + attribute("width", width) + attribute("height", height)
                     + attribute("fill", m_colors.ground) + "/>\n";
        for (const Resource* root : m_containment.roots())
            writeFrames(*root);
        for (const auto& connection : m_architecture.connections())
            writeConnection(*connection);
        for (const auto& resource : m_architecture.resources())
            if (!isFrame(*resource))
                writeNode(*resource);
        return std::move(m_out) + "</svg>\n";
    }

private:
    const ServiceType& typeOf(const Resource& resource) const
    {
        return m_catalogue.typeOrGeneric(resource.type);
    }
    bool isFrame(const Resource& resource) const { return typeOf(resource).shape == Shape::Frame; }
    Placement placeOf(const Resource& resource) const { return placementOf(resource, m_missing); }

    void include(double x, double y)
    {
        m_left = std::min(m_left, x);
        m_right = std::max(m_right, x);
        m_top = std::min(m_top, y);
        m_bottom = std::max(m_bottom, y);
    }

    void measure()
    {
        bool isFirst = true;
        for (const auto& resource : m_architecture.resources()) {
            const Placement place = placeOf(*resource);
            const double side = isFrame(*resource) ? 0 : 32; // names are wider than nodes
            if (isFirst) {
                m_left = m_right = place.x;
                m_top = m_bottom = place.y;
                isFirst = false;
            }
            include(place.x - side, place.y);
            include(place.x + place.width + side,
                    place.y + place.height + (isFrame(*resource) ? 0 : nameHeight));
        }
    }

    void writeDefinitions()
    {
        std::set<std::string> icons;
        for (const auto& resource : m_architecture.resources())
            icons.insert(typeOf(*resource).icon);
        m_out += "<defs>\n";
        for (const std::string& icon : icons)
            m_out += "<g id=\"icon-" + icon + "\">" + std::string(iconBody(icon)) + "</g>\n";
        m_out += "</defs>\n";
    }

    void useIcon(const std::string& icon, double x, double y, double size)
    {
        m_out += "<use xlink:href=\"#icon-" + icon + "\" transform=\"translate(" + number(x) + ","
                 + number(y) + ") scale(" + number(size / 48) + ")\"/>\n";
    }

    void writeText(double x, double y, double size, std::string_view color, std::string_view anchor,
                   const std::string& text)
    {
        m_out += "<text" + attribute("x", x) + attribute("y", y) + attribute("font-size", size)
                 + attribute("fill", color) + attribute("text-anchor", anchor) + ">" + escaped(text)
                 + "</text>\n";
    }

    std::string titleOf(const Resource& resource) const
    {
        return typeOf(resource).name.in(m_options.language) + " " + displayName(resource);
    }

    void writeFrames(const Resource& resource)
    {
        if (isFrame(resource))
            writeFrame(resource);
        for (const Resource* child : m_containment.childrenOf(resource.id))
            writeFrames(*child);
    }

    void writeFrame(const Resource& resource)
    {
        const Placement place = placeOf(resource);
        const ServiceType& type = typeOf(resource);
        const FrameLook& look = lookOf(type.frameStyle);
        const std::string_view color = m_options.theme == SvgTheme::Dark ? look.dark : look.light;
        m_out += "<g role=\"graphics-symbol\"" + attribute("id", "n-" + resource.id.value())
                 + "><title>" + escaped(titleOf(resource)) + "</title>\n";
        m_out += "<rect" + attribute("x", place.x) + attribute("y", place.y)
                 + attribute("width", place.width) + attribute("height", place.height) + " rx=\"8\""
                 + attribute("fill", color) + attribute("fill-opacity", look.fillOpacity)
                 + attribute("stroke", color) + " stroke-width=\"1.5\""
                 + (look.isDashed ? " stroke-dasharray=\"6 4\"" : "") + "/>\n";
        useIcon(type.icon, place.x + 8, place.y + 7, 18);
        std::string title = type.name.in(m_options.language) + " · " + displayName(resource);
        if (const std::string cidr = textOf(m_catalogue, resource, "cidr"); !cidr.empty())
            title += " · " + cidr;
        writeText(place.x + 32, place.y + 20, 12, color, "start",
                  shortened(title, static_cast<int>((place.width - 40) / 7)));
        m_out += "</g>\n";
    }

    void writeNode(const Resource& resource)
    {
        const Placement place = placeOf(resource);
        const double size = std::min(place.width, place.height);
        const double middle = place.x + place.width / 2;
        m_out += "<g role=\"graphics-symbol\"" + attribute("id", "n-" + resource.id.value())
                 + "><title>" + escaped(titleOf(resource)) + "</title>\n";
        useIcon(typeOf(resource).icon, middle - size / 2, place.y + (place.height - size) / 2,
                size);
        writeText(middle, place.y + place.height + 16, 12, m_colors.text, "middle",
                  shortened(displayName(resource), 20));
        const std::string typeName = typeOf(resource).name.in(m_options.language);
        if (typeName != displayName(resource))
            writeText(middle, place.y + place.height + 30, 10, m_colors.muted, "middle",
                      shortened(typeName, 24));
        m_out += "</g>\n";
    }

    struct Look
    {
        std::string_view color;
        std::string_view dashes;
        std::string_view mark;
    };

    /// Colour, dashes and a sign: no meaning by colour alone.
    Look lookOfConnection(const Connection& connection) const
    {
        if (connection.kind != ConnectionKind::Traffic)
            return {m_colors.connector, "3 3", ""};
        const auto verdict = m_options.verdicts.find(connection.id);
        if (verdict == m_options.verdicts.end())
            return {m_colors.connector, "", ""};
        switch (verdict->second) {
        case Verdict::Reachable:
            return {m_colors.allowed, "", "✓"};
        case Verdict::Blocked:
            return {m_colors.blocked, "7 4", "✕"};
        default:
            return {m_colors.unknown, "2 3", "?"};
        }
    }

    static std::string labelOf(const Connection& connection)
    {
        if (connection.kind != ConnectionKind::Traffic)
            return std::string(toString(connection.kind));
        const Json protocol = memberOf(connection.properties, "protocol");
        const Json port = memberOf(connection.properties, "port");
        std::string label = protocol.is_string() ? protocol.get<std::string>() : "";
        if (port.is_number())
            label += (label.empty() ? "" : " ") + plainNumber(port.get<double>());
        return label;
    }

    /// Connections of the same pair get lanes beside each other.
    int laneOf(const Connection& connection)
    {
        auto pair = std::minmax(connection.from, connection.to);
        const int number = m_lanes[{pair.first, pair.second}]++;
        return number % 2 == 0 ? -number / 2 : (number + 1) / 2;
    }

    void writeConnection(const Connection& connection)
    {
        const Resource& from = *m_architecture.find(connection.from);
        const Resource& to = *m_architecture.find(connection.to);
        const std::vector<Point> points =
            connectorRoute(placeOf(from), placeOf(to), laneOf(connection));
        const Look look = lookOfConnection(connection);
        std::string path;
        for (const Point& point : points)
            path += (path.empty() ? "M" : " L") + number(point.x) + " " + number(point.y);
        const std::string label = labelOf(connection);
        m_out += "<g" + attribute("id", "c-" + connection.id.value()) + "><title>"
                 + escaped(displayName(from) + " → " + displayName(to)
                           + (label.empty() ? "" : " (" + label + ")"))
                 + "</title>\n";
        m_out += "<path" + attribute("d", path) + " fill=\"none\"" + attribute("stroke", look.color)
                 + " stroke-width=\"1.6\" stroke-linejoin=\"round\""
                 + (look.dashes.empty() ? "" : attribute("stroke-dasharray", look.dashes)) + "/>\n";
        writeArrow(points, look.color);
        writeLabel(points, look, label);
        m_out += "</g>\n";
    }

    void writeArrow(const std::vector<Point>& points, std::string_view color)
    {
        const Point& end = points.back();
        const Point& before = points[points.size() - 2];
        const double length = std::hypot(end.x - before.x, end.y - before.y);
        if (length == 0)
            return;
        const double dx = (end.x - before.x) / length;
        const double dy = (end.y - before.y) / length;
        constexpr double size = 8;
        const auto corner = [&](double side) {
            return number(end.x - size * dx - side * size / 2 * dy) + ","
                   + number(end.y - size * dy + side * size / 2 * dx);
        };
        m_out += "<polygon points=\"" + number(end.x) + "," + number(end.y) + " " + corner(1) + " "
                 + corner(-1) + "\"" + attribute("fill", color) + "/>\n";
    }

    /// At the middle of the longest segment, on a patch of the ground's colour.
    void writeLabel(const std::vector<Point>& points, const Look& look, const std::string& label)
    {
        const std::string text =
            look.mark.empty() ? label : std::string(look.mark) + (label.empty() ? "" : " " + label);
        if (text.empty())
            return;
        std::size_t longest = 1;
        for (std::size_t i = 1; i < points.size(); ++i)
            if (lengthOf(points, i) > lengthOf(points, longest))
                longest = i;
        const double x = (points[longest - 1].x + points[longest].x) / 2;
        const double y = (points[longest - 1].y + points[longest].y) / 2;
        const double width = 6.2 * static_cast<double>(text.size()) + 8;
        m_out += "<rect" + attribute("x", x - width / 2) + attribute("y", y - 8)
                 + attribute("width", width) + " height=\"16\" rx=\"4\""
                 + attribute("fill", m_colors.ground) + " fill-opacity=\"0.9\"/>\n";
        writeText(x, y + 4, 10.5, look.color, "middle", text);
    }

    static double lengthOf(const std::vector<Point>& points, std::size_t i)
    {
        return std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
    }

    const Catalogue& m_catalogue;
    const Architecture& m_architecture;
    const SvgOptions& m_options;
    const Colors& m_colors;
    Placements m_missing;
    Containment m_containment;
    std::map<std::pair<ResourceId, ResourceId>, int> m_lanes;
    std::string m_out;
    double m_left = 0;
    double m_top = 0;
    double m_right = 0;
    double m_bottom = 0;
};

} // namespace

std::string writeSvg(const Catalogue& catalogue, const Architecture& architecture,
                     const SvgOptions& options)
{
    return SvgWriter(catalogue, architecture, options).write();
}

} // namespace skydraft
