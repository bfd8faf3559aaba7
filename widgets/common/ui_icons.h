// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QColor>
#include <QStringList>

namespace skydraft {

/// The SVG of a symbol, 24 x 24, drawn in `color`; "question" stands for a name that is not known.
QByteArray symbolSvg(const QString& name, const QColor& color);

/// All names that symbolSvg draws.
QStringList symbolNames();

} // namespace skydraft
