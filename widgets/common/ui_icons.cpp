// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/ui_icons.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace skydraft {

namespace {

struct Symbol
{
    std::string_view name;
    std::string_view body; // @ stands for the colour; strokes unless a shape says fill="@"
};

constexpr std::string_view cogPath =
    R"(<path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2"/><circle cx="12" cy="12" r="5"/><circle cx="12" cy="12" r="1.2" fill="@"/>)";

constexpr std::array symbols{
    Symbol{"add", R"(<path d="M12 5v14M5 12h14"/>)"},
    Symbol{
        "branch",
        R"(<circle cx="6.5" cy="5.5" r="2.3"/><circle cx="6.5" cy="18.5" r="2.3"/><circle cx="17.5" cy="8.5" r="2.3"/><path d="M6.5 8v8M17.5 11c0 4-11 2-11 5"/>)"},
    Symbol{"check", R"(<path d="M4.5 12.5l5 5L19.5 7"/>)"},
    Symbol{"chevron-down", R"(<path d="M6 9l6 6 6-6"/>)"},
    Symbol{"chevron-right", R"(<path d="M9 6l6 6-6 6"/>)"},
    Symbol{"chevron-up", R"(<path d="M6 15l6-6 6 6"/>)"},
    Symbol{"clock", R"(<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>)"},
    Symbol{
        "connect",
        R"(<rect x="3" y="3" width="6" height="6" rx="1.5"/><rect x="15" y="15" width="6" height="6" rx="1.5"/><path d="M9 6h6a3 3 0 0 1 3 3v6M15.5 12.5L18 15l2.5-2.5"/>)"},
    Symbol{
        "copy",
        R"(<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h2"/>)"},
    Symbol{"cross", R"(<path d="M6 6l12 12M18 6L6 18"/>)"},
    Symbol{"delete",
           R"(<path d="M4 7h16M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10 10.5v6M14 10.5v6"/>)"},
    Symbol{"edit", R"(<path d="M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM14 6.5l3.5 3.5"/>)"},
    Symbol{"error", R"(<circle cx="12" cy="12" r="8.5"/><path d="M9 9l6 6M15 9l-6 6"/>)"},
    Symbol{
        "export",
        R"(<path d="M12 15V4M8 7.5L12 3.5l4 4M5 13v5.5A1.5 1.5 0 0 0 6.5 20h11a1.5 1.5 0 0 0 1.5-1.5V13"/>)"},
    Symbol{
        "fit",
        R"(<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/><rect x="8.5" y="8.5" width="7" height="7" rx="1"/>)"},
    Symbol{"forward", R"(<path d="M4 12h15M13.5 6.5L19 12l-5.5 5.5"/>)"},
    Symbol{"kill", R"(<path d="M13 3L5.5 13.5H11L9.5 21 18 10h-5.5z" fill="@"/>)"},
    Symbol{
        "language",
        R"(<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17"/>)"},
    Symbol{"link", R"(<path d="M13.5 5H19v5.5M19 5l-8.5 8.5M17 14v4.5H5.5V7H10"/>)"},
    Symbol{"moon", R"(<path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z"/>)"},
    Symbol{"new", R"(<path d="M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M12 11.5v6M9 14.5h6"/>)"},
    Symbol{"note", R"(<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.5v.6"/>)"},
    Symbol{
        "open",
        R"(<path d="M3.5 19V6.5A1.5 1.5 0 0 1 5 5h4.5l2 2.5H18A1.5 1.5 0 0 1 19.5 9v1.5M3.5 19l3-8.5h15l-3 8.5z"/>)"},
    Symbol{
        "pause",
        R"(<rect x="6.5" y="5" width="3.5" height="14" rx="1" fill="@"/><rect x="14" y="5" width="3.5" height="14" rx="1" fill="@"/>)"},
    Symbol{"play", R"(<path d="M7.5 4.5l12 7.5-12 7.5z" fill="@"/>)"},
    Symbol{
        "question",
        R"(<circle cx="12" cy="12" r="8.5"/><path d="M9.5 9.700a2.6 2.6 0 1 1 3.9 2.300c-.9.5-1.4 1-1.4 2.100M12 16.600v.5"/>)"},
    Symbol{"redo", R"(<path d="M19.5 9h-10a5 5 0 0 0 0 10H14M15.5 4.5L20 9l-4.5 4.5"/>)"},
    Symbol{
        "repair",
        R"(<path d="M14.5 6.5a4.5 4.5 0 0 1 5.8-2.300L17.5 7l1.5 2.5 3-.8a4.5 4.5 0 0 1-6.5 4.300L7.5 20.5a2.1 2.1 0 0 1-3-3L12 9.5a4.5 4.5 0 0 1 2.5-3z"/>)"},
    Symbol{
        "repeat",
        R"(<path d="M5 11V9.5A3.500 3.500 0 0 1 8.500 6H18M15 3l3 3-3 3M19 13v1.500A3.500 3.500 0 0 1 15.500 18H6M9 21l-3-3 3-3"/>)"},
    Symbol{"reset", R"(<path d="M5 4.5v5h5M5.3 9.5A7.5 7.5 0 1 1 4.7 14"/>)"},
    Symbol{
        "save",
        R"(<path d="M4 5.5A1.5 1.5 0 0 1 5.5 4H16l4 4v10.5a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5zM8 4v5h7V4M7.5 20v-6.5h9V20"/>)"},
    Symbol{"search", R"(<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5.5 5.5"/>)"},
    Symbol{"settings", cogPath},
    Symbol{
        "speed",
        R"(<path d="M4 18a9.5 9.5 0 1 1 16 0zM12 14.5l4-5"/><circle cx="12" cy="14.5" r="1.3" fill="@"/>)"},
    Symbol{"star",
           R"(<path d="M12 3.5l2.6 5.6 6 .7-4.5 4.1 1.2 6-5.3-3-5.3 3 1.2-6-4.5-4.1 6-.7z"/>)"},
    Symbol{
        "star-filled",
        R"(<path d="M12 3.5l2.6 5.6 6 .7-4.5 4.1 1.2 6-5.3-3-5.3 3 1.2-6-4.5-4.1 6-.7z" fill="@"/>)"},
    Symbol{"stop", R"(<rect x="5.5" y="5.5" width="13" height="13" rx="1.5" fill="@"/>)"},
    Symbol{
        "sun",
        R"(<circle cx="12" cy="12" r="4"/><path d="M12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.300l2.1 2.100M16.6 16.600l2.1 2.100M5.3 18.700l2.1-2.100M16.6 7.400l2.1-2.1"/>)"},
    Symbol{"undo", R"(<path d="M4.5 9h10a5 5 0 0 1 0 10H10M8.5 4.5L4 9l4.5 4.5"/>)"},
    Symbol{"warning", R"(<path d="M12 3.800L21.2 19.800H2.800zM12 10v4.700M12 17v.4"/>)"},
    Symbol{"zoom-in",
           R"(<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5.5 5.5M10.5 8v5M8 10.5h5"/>)"},
    Symbol{"zoom-out", R"(<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5.5 5.5M8 10.5h5"/>)"},
};

std::string_view bodyOf(const QString& name)
{
    const QByteArray wanted = name.toUtf8();
    const auto* found = std::find_if(symbols.begin(), symbols.end(), [&](const Symbol& symbol) {
        return wanted == QByteArrayView(symbol.name.data(), qsizetype(symbol.name.size()));
    });
    return found == symbols.end() ? bodyOf(QStringLiteral("question")) : found->body;
}

} // namespace

QByteArray symbolSvg(const QString& name, const QColor& color)
{
    const std::string_view body = bodyOf(name);
    QByteArray svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\">"
                     "<g fill=\"none\" stroke=\"@\" stroke-width=\"1.8\" stroke-linecap=\"round\" "
                     "stroke-linejoin=\"round\">";
    svg.append(body.data(), static_cast<qsizetype>(body.size()));
    svg.append("</g></svg>");
    svg.replace('@', color.name().toLatin1());
    return svg;
}

QStringList symbolNames()
{
    QStringList names;
    for (const Symbol& symbol : symbols)
        names.append(QString::fromUtf8(symbol.name.data(), qsizetype(symbol.name.size())));
    return names;
}

} // namespace skydraft
