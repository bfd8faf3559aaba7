// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/canvas_context.h"

namespace skydraft {

CanvasContext::CanvasContext(QWidget& canvas, DocumentController& document)
    : widget(canvas)
    , controller(document)
    , scene(document.catalogue())
    , tiles([this](const QRectF& area) {
        SceneSnapshot snapshot{scene.nodesIn(area), scene.connectorsIn(area)};
        if (live.isLifted()) {
            std::erase_if(snapshot.nodes,
                          [this](const auto& node) { return live.contains(node->id); });
            std::erase_if(snapshot.connectors,
                          [this](const auto& connector) { return live.contains(*connector); });
        }
        return snapshot;
    })
    , live(scene, tiles)
    , hint([](const QString&) {})
{}

PaintStyle CanvasContext::paintStyle() const
{
    PaintStyle style;
    style.theme = theme();
    style.font = widget.font();
    style.zoom = viewport.zoom();
    style.scale = viewport.scale();
    return style;
}

} // namespace skydraft
