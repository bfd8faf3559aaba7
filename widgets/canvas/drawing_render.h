// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPainter>
#include <QSizeF>

#include "widgets/session/analysis_runner.h"

namespace skydraft {

struct RenderOptions
{
    double scale = 1; ///< device pixels per drawing unit
    bool isDark = false;
    bool isTransparent = false; ///< no ground
    AnalysisPointer analysis{}; ///< verdicts and badges, where wanted
};

/// Space around a rendered drawing, drawing units.
inline constexpr double renderMargin = 24;

/// The whole drawing as a picture, as it looks on screen at 100 %; a null image for an empty
/// drawing or one that is too large for `scale` (over 32,000 pixels on a side). Needs a
/// QGuiApplication for its fonts, but no widget.
QImage renderDrawing(const Catalogue& catalogue, const Architecture& architecture,
                     const RenderOptions& options = {});

/// Size of the drawing with its margin, drawing units; empty for an empty drawing.
QSizeF drawingSize(const Catalogue& catalogue, const Architecture& architecture);

/// Paints the drawing with its margin at the painter's origin, one drawing unit to one of the
/// painter's: for printing and PDF.
void renderDrawing(QPainter& painter, const Catalogue& catalogue, const Architecture& architecture,
                   const RenderOptions& options = {});

} // namespace skydraft
