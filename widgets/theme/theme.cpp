// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QFont>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>

#include "widgets/theme/style_sheet.h"

namespace skydraft {

namespace {

const Theme*& current()
{
    static const Theme* theme = &lightTheme();
    return theme;
}

/// Qt 6.4 does not tell the system's scheme; the palette before ours does.
bool systemIsDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightnessF() < 0.5F;
}

QColor blend(const QColor& front, const QColor& ground, double share)
{
    const auto mix = [share](int a, int b) { return qRound(a * share + b * (1 - share)); };
    return {mix(front.red(), ground.red()), mix(front.green(), ground.green()),
            mix(front.blue(), ground.blue())};
}

QPalette paletteOf(const Theme& theme)
{
    QPalette palette;
    const QColor button = theme.isDark ? QColor(0x2b, 0x31, 0x3a) : QColor(0xff, 0xff, 0xff);
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.base);
    palette.setColor(QPalette::AlternateBase, blend(theme.window, theme.base, 0.6));
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::Button, button);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::BrightText, theme.error);
    palette.setColor(QPalette::ToolTipBase, theme.base);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.mutedText);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, theme.note);
    palette.setColor(QPalette::LinkVisited, theme.note);
    palette.setColor(QPalette::Light, blend(Qt::white, button, theme.isDark ? 0.1 : 1));
    palette.setColor(QPalette::Midlight, blend(theme.text, button, 0.06));
    palette.setColor(QPalette::Mid, blend(theme.text, button, 0.25));
    palette.setColor(QPalette::Dark, blend(theme.text, button, 0.4));
    palette.setColor(QPalette::Shadow, Qt::black);
    const QColor faint = blend(theme.mutedText, theme.window, 0.7);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, theme.outline);
    return palette;
}

/// The system's own font first; then one for Korean on each platform.
QFont fontWithKorean(QFont font)
{
    QStringList families = font.families();
    for (const char* family :
         {"Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans CJK KR", "Noto Sans KR"}) {
        const QString name = QString::fromLatin1(family);
        if (!families.contains(name))
            families.append(name);
    }
    font.setFamilies(families);
    return font;
}

} // namespace

const Theme& theme()
{
    return *current();
}

void applyColorScheme(QApplication& application, ColorScheme scheme)
{
    static const bool isSystemDark = systemIsDark(QApplication::palette());
    const bool isDark =
        scheme == ColorScheme::Dark || (scheme == ColorScheme::System && isSystemDark);
    current() = isDark ? &darkTheme() : &lightTheme();
    if (QApplication::style()->name().compare(QLatin1String("fusion"), Qt::CaseInsensitive) != 0)
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setFont(fontWithKorean(QApplication::font()));
    QApplication::setPalette(paletteOf(*current()));
    application.setStyleSheet(styleSheet(*current()));
}

} // namespace skydraft
