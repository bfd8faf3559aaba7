// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/edit.h"

namespace skydraft {

/// The edit, and with it a place for what it adds without one (a quick-fix knows no places), so
/// that it stays where it is first shown. Where the edit itself moves things in a drawing that is
/// laid out automatically, everything keeps the place it is shown at. Only parents that have a
/// place give places to their children; other drawings stay free of placements. The same edit where
/// nothing is to be added, or where it cannot be applied.
Edit withPlaces(const Catalogue& catalogue, const Architecture& architecture, const Edit& edit);

} // namespace skydraft
