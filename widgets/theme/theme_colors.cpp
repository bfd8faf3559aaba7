// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme.h"

#include <array>
#include <string_view>

namespace skydraft {

namespace {

struct FrameStyle
{
    std::string_view name;
    QRgb line;
    QRgb fill;
    int fillAlpha; // of 255
    QRgb title;
    bool isDashed;
};

// The hues that AWS's architecture diagrams use for groups, darkened (or lightened) until titles
// have 4.5:1 on the ground and lines 3:1.
constexpr std::array lightFrames{
    FrameStyle{"region", 0x008f91, 0x00a4a6, 0, 0x00696b, true},
    FrameStyle{"zone", 0x147eba, 0x147eba, 0, 0x0f6292, true},
    FrameStyle{"vpc", 0x8c4fff, 0x8c4fff, 8, 0x6b2fe0, false},
    FrameStyle{"subnet-public", 0x6b9010, 0x7aa116, 38, 0x456008, false},
    FrameStyle{"subnet-private", 0x008486, 0x00a4a6, 30, 0x006668, false},
    FrameStyle{"group", 0xcf5f0e, 0xd86613, 0, 0xa24507, true},
};

constexpr std::array darkFrames{
    FrameStyle{"region", 0x1fb5b7, 0x1fb5b7, 0, 0x4fd0d2, true},
    FrameStyle{"zone", 0x4aa8e0, 0x4aa8e0, 0, 0x7cc3ee, true},
    FrameStyle{"vpc", 0xa678ff, 0xa678ff, 14, 0xc3a4ff, false},
    FrameStyle{"subnet-public", 0x9ac23c, 0x9ac23c, 28, 0xb9dc68, false},
    FrameStyle{"subnet-private", 0x1fb5b7, 0x1fb5b7, 24, 0x5fd6d8, false},
    FrameStyle{"group", 0xf08a3c, 0xf08a3c, 0, 0xf8ab70, true},
};

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

Theme makeLight()
{
    Theme theme;
    theme.isDark = false;
    theme.canvas = rgb(0xfbfcfd);
    theme.grid = rgb(0xe3e7eb);
    theme.text = rgb(0x1f2933);
    theme.mutedText = rgb(0x5a6673);
    theme.selection = rgb(0x1a5fd0);
    theme.dropTarget = rgb(0x1e7f34);
    theme.refusedTarget = rgb(0xc62828);
    theme.connector = rgb(0x5b6672);
    theme.allowed = rgb(0x1b7f3b);
    theme.blocked = rgb(0xc62828);
    theme.unknown = rgb(0x86650a);
    theme.trace = rgb(0xb0126b);
    theme.load = rgb(0x2f7fb8);
    theme.overload = rgb(0xc62828);
    theme.error = rgb(0xb3261e);
    theme.warning = rgb(0x8a5a00);
    theme.note = rgb(0x1a5fb4);
    theme.window = rgb(0xf4f6f8);
    theme.base = rgb(0xffffff);
    theme.outline = rgb(0x838d99);
    theme.accent = rgb(0x1a5fd0);
    return theme;
}

Theme makeDark()
{
    Theme theme;
    theme.isDark = true;
    theme.canvas = rgb(0x15181d);
    theme.grid = rgb(0x272c34);
    theme.text = rgb(0xe6e9ed);
    theme.mutedText = rgb(0xa7b1bc);
    theme.selection = rgb(0x6ea8ff);
    theme.dropTarget = rgb(0x5fcf80);
    theme.refusedTarget = rgb(0xff8a80);
    theme.connector = rgb(0x98a3af);
    theme.allowed = rgb(0x5fcf80);
    theme.blocked = rgb(0xff8a80);
    theme.unknown = rgb(0xe0b84c);
    theme.trace = rgb(0xff8fcf);
    theme.load = rgb(0x5ab0e8);
    theme.overload = rgb(0xff8a80);
    theme.error = rgb(0xff8a80);
    theme.warning = rgb(0xf0b44c);
    theme.note = rgb(0x7db4ff);
    theme.window = rgb(0x20242b);
    theme.base = rgb(0x181b20);
    theme.outline = rgb(0x76818d);
    theme.accent = rgb(0x2f6fd6);
    return theme;
}

} // namespace

Theme::FrameColors Theme::frame(const QString& style) const
{
    const QByteArray name = style.toUtf8();
    const auto& frames = isDark ? darkFrames : lightFrames;
    for (const FrameStyle& known : frames) {
        if (name != QByteArrayView(known.name.data(), static_cast<qsizetype>(known.name.size())))
            continue;
        QColor fill = rgb(known.fill);
        fill.setAlpha(known.fillAlpha);
        return {rgb(known.line), fill, rgb(known.title), known.isDashed};
    }
    return {outline, QColor(0, 0, 0, 0), mutedText, false};
}

const Theme& lightTheme()
{
    static const Theme theme = makeLight();
    return theme;
}

const Theme& darkTheme()
{
    static const Theme theme = makeDark();
    return theme;
}

} // namespace skydraft
