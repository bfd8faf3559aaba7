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

} // namespace skydraft
