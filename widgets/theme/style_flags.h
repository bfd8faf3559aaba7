// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

namespace skydraft {

/// Sets a dynamic property that the style sheet looks at ("invalid", "muted") and styles the
/// widget anew where it changed.
void setStyleFlag(QWidget* widget, const char* flag, bool isOn);

/// The same for the property "role": "title", "help", "error", "headline", "figure",
/// "filter", "card".
void setStyleRole(QWidget* widget, const QString& role);

/// Fusion draws the frame of check boxes in a darker shade of the window, which nobody sees on a
/// dark ground: gives the widget the frame that fields have. To be called again after a change of
/// the palette.
void setVisibleBoxes(QWidget* widget);

} // namespace skydraft
