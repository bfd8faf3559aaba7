// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QImage>
#include <QString>

#include "model/catalogue/service_type.h"

namespace skydraft {

/// The icon of a type (resources/icons/<icon>.svg) as a square picture of `pixels` device pixels.
/// Cached; may be called from any thread. The icon of `generic` stands for one that is missing.
QImage typeIconImage(const std::string& icon, int pixels);

/// The same for buttons, lists and menus, sharp at every device pixel ratio. Window thread only.
QIcon typeIcon(const std::string& icon);

/// A symbol of the toolbar, drawn in the current text colour; `name` is one of those that
/// ui_icons.cpp draws ("play", "pause", "undo", …).
QIcon actionIcon(const QString& name);

/// The same drawings in one colour that does not follow the palette, for verdicts and severities.
QIcon coloredIcon(const QString& name, const QColor& color);

} // namespace skydraft
