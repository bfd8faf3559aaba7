// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"
#include "model/network/trace.h"

#include <map>
#include <string>

namespace skydraft {

enum class SvgTheme
{
    Light,
    Dark
};

struct SvgOptions
{
    SvgTheme theme = SvgTheme::Light;
    bool isTransparent = false;                 ///< no ground behind the drawing
    std::string language = "en";                ///< of type names in titles: "en" or "ko"
    std::map<ConnectionId, Verdict> verdicts{}; ///< traffic connections are drawn by these
};

/// The drawing as a stand-alone SVG 1.1 document: real <text>, one definition per icon, a <title>
/// for every resource and connection (screen readers and tooltips), the source document in
/// <metadata>. No clips, styles or references to other files, so that office programs, browsers
/// and QtSvg show the same. Resources without a placement are placed (layout/place.h).
std::string writeSvg(const Catalogue& catalogue, const Architecture& architecture,
                     const SvgOptions& options = {});

} // namespace skydraft
