// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include "widgets/canvas/canvas_context.h"

namespace skydraft {

/// Moves the selection by arrow keys. A burst of keys is shown at once and becomes one undo step
/// when the keys rest or anything else is done.
class Nudge : public QObject
{
    Q_OBJECT

public:
    explicit Nudge(CanvasContext& context, QObject* parent = nullptr);

    /// False where nothing is selected.
    bool nudge(const QPointF& step);
    bool isActive() const { return !m_items.empty(); }
    void commit();
    void cancel();

private:
    CanvasContext& m_context;
    QTimer m_rest;
    std::vector<ResourceId> m_items;
    QPointF m_offset;
};

} // namespace skydraft
