// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QPainter>

#include "widgets/canvas/canvas_context.h"
#include "widgets/session/estimate_runner.h"

#include <map>

namespace skydraft {

/// The expected utilization at each resource that has a limit, as a small pill on its upper edge.
class EstimateOverlay
{
    Q_DECLARE_TR_FUNCTIONS(skydraft::EstimateOverlay)

public:
    /// Null, or one without figures, shows nothing.
    void setTheory(const TheoryPointer& theory);
    /// The words by resource, "≈ 63 %".
    const std::map<ResourceId, QString>& words() const { return m_words; }

    /// In widget coordinates.
    void paint(QPainter& painter, const CanvasContext& context) const;

private:
    TheoryPointer m_theory;
    std::map<ResourceId, QString> m_words;
};

} // namespace skydraft
