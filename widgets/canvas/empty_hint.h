// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QPainter>
#include <QRectF>

namespace skydraft {

/// What an empty canvas says: how to take the first step.
class EmptyHint
{
    Q_DECLARE_TR_FUNCTIONS(skydraft::EmptyHint)

public:
    static void paint(QPainter& painter, const QRectF& canvas);
    /// Where a click opens the example.
    static QRectF exampleRect(const QRectF& canvas, const QFont& font);
};

} // namespace skydraft
