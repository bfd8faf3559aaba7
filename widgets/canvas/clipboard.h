// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include "widgets/canvas/canvas_context.h"

#include <map>
#include <optional>

namespace skydraft {

/// MIME type of a copied part of a drawing.
inline constexpr const char* clipMimeType = "application/x-skydraft+json";

/// A part of a drawing: resources with what stands in them and the connections among them. Every
/// resource has a placement.
struct Clip
{
    std::vector<Resource> resources{};
    std::vector<Connection> connections{};
};

Clip clipOf(const Scene& scene, const std::set<ResourceId>& ids);

QByteArray toBytes(const Clip& clip);
/// Nothing for bytes that are not a clip.
std::optional<Clip> clipFrom(const QByteArray& bytes);

/// Adds a copy of everything in `clip`, `offset` further, under new ids and as one step, and
/// selects it. References among the copied ones lead to the copies, others stay where their
/// resource exists here and are dropped where it does not. `parents`: for the outermost ones, by
/// their id in the clip; without an entry the old parent where it exists and takes it.
bool pasteClip(CanvasContext& context, const Clip& clip, const QPointF& offset,
               const std::map<ResourceId, std::optional<ResourceId>>& parents, const Text& title);

/// Copies the selection to the system's clipboard; false where nothing is selected.
bool copySelection(const CanvasContext& context);
/// Pastes from the system's clipboard into the selected frame where it takes everything, or beside
/// the originals, or in the middle of the view where those are out of sight.
bool pasteFromClipboard(CanvasContext& context);
bool duplicateSelection(CanvasContext& context);

} // namespace skydraft
