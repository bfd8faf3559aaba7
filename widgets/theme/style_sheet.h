// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

namespace skydraft {

/// What the palette cannot say. Widgets take part by dynamic properties:
/// `invalid` (a field whose text cannot be applied), `muted` (a value that is the default),
/// `role` = "title", "heading", "help", "error", "headline", "card" (labels and frames of panels).
QString styleSheet(const Theme& theme);

} // namespace skydraft
