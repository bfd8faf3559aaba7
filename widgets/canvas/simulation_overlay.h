// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QPainter>

#include "widgets/canvas/canvas_context.h"
#include "widgets/session/simulation_runner.h"

#include <set>

namespace skydraft {

/// A frame of the simulation above the drawing: load and health at nodes, requests as dots that
/// move along connectors, crosses for those that fail.
class SimulationOverlay
{
    Q_DECLARE_TR_FUNCTIONS(skydraft::SimulationOverlay)

public:
    static constexpr int mostDots = 500;
    enum class Motion
    {
        Moving,
        Reduced
    };

    void setFrame(const FramePointer& frame);
    bool isActive() const { return m_frame != nullptr; }
    /// Something moves, so the canvas must be painted again soon.
    bool isMoving() const;
    void setMotion(Motion motion) { m_motion = motion; }

    /// In widget coordinates.
    void paint(QPainter& painter, const CanvasContext& context) const;

    static QString healthText(NodeHealth health);
    /// "2 in service, 1 booting": the members of a group now; empty for what is none.
    QString membersText(const ResourceId& id) const;

private:
    void paintNode(QPainter& painter, const CanvasContext& context, const SceneNode& node,
                   const NodeFrame& state) const;
    qint64 sinceAdvance() const;
    std::set<ResourceId> lostFrames(const CanvasContext& context) const;
    static void paintLostFrame(QPainter& painter, const CanvasContext& context,
                               const SceneNode& frame);
    void paintRates(QPainter& painter, const CanvasContext& context) const;
    void paintDots(QPainter& painter, const CanvasContext& context) const;

    FramePointer m_frame;
    double m_totalRate = 0;
    Motion m_motion = Motion::Moving;
    QElapsedTimer m_advanced; ///< since simulated time went on; invalid while it does not
    qint64 m_movedMs = 0;     ///< how long dots have moved before
};

} // namespace skydraft
