// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>

#include "widgets/canvas/canvas_context.h"

#include <map>

namespace skydraft {

/// A globe with the open ports at everything that the internet reaches.
class ExposureOverlay
{
public:
    /// The words for the ports by resource; empty shows nothing.
    void setPorts(std::map<ResourceId, QString> ports) { m_ports = std::move(ports); }
    const std::map<ResourceId, QString>& ports() const { return m_ports; }

    /// In widget coordinates.
    void paint(QPainter& painter, const CanvasContext& context) const;

private:
    std::map<ResourceId, QString> m_ports;
};

} // namespace skydraft
