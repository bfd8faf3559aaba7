// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

class QApplication;

namespace skydraft {

enum class ColorScheme
{
    System,
    Light,
    Dark
};

/// All colours that are not the widget style's own. Text on its ground has at least 4.5:1, lines
/// 3:1.
struct Theme
{
    bool isDark = false;
    QColor canvas; ///< the ground of the drawing
    QColor grid;
    QColor text; ///< names below nodes
    QColor mutedText;
    QColor selection;     ///< outline of what is selected
    QColor dropTarget;    ///< outline of the frame that would take what is dragged
    QColor refusedTarget; ///< the same where it may not stand
    QColor connector;     ///< a line without a verdict
    QColor allowed;
    QColor blocked;
    QColor unknown;
    QColor trace; ///< the way of a traced packet, and what it meets
    QColor load; ///< bar of a node's load
    QColor overload;
    QColor error;
    QColor warning;
    QColor note;
    QColor window;  ///< the ground of panels and tool bars
    QColor base;    ///< the ground of fields, lists and charts
    QColor outline; ///< the line around fields and buttons
    QColor accent;  ///< what is selected in lists, and the focus ring; white text stands on it

    /// Line, ground (translucent) and title of a frame by its catalogue style: region, zone, vpc,
    /// subnet-public, subnet-private, group.
    struct FrameColors
    {
        QColor line;
        QColor fill;
        QColor title;
        bool isDashed = false;
    };
    FrameColors frame(const QString& style) const;
};

/// The theme in use; views ask each time they paint and get QEvent::PaletteChange when it changes.
const Theme& theme();

const Theme& lightTheme();
const Theme& darkTheme();

/// Sets style, palette and style sheet of the whole program.
void applyColorScheme(QApplication& application, ColorScheme scheme);

} // namespace skydraft
