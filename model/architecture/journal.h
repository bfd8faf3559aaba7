// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/edit.h"

#include <string>
#include <string_view>

namespace skydraft {

/// The crash-recovery journal of one open drawing, as text: a first line with the drawing that it
/// starts from, then one line for each edit, undo or redo that was carried out. Lines are only ever
/// appended, so a process that is killed leaves at worst a torn last line, which is ignored.
struct JournalStart
{
    std::string path{}; ///< the drawing's file, empty when it was never saved
    Architecture architecture{};
};

std::string journalLine(const JournalStart& start);
std::string journalLine(const Edit& edit);

struct Recovered
{
    std::string path{};
    Architecture architecture{}; ///< the start with every readable edit applied
    int edits = 0;               ///< how many those were
    int lostLines = 0;           ///< whole lines behind the first one that could not be read
};

/// What a journal holds. Fails only where its first line cannot be read.
Result<Recovered> recover(const Catalogue& catalogue, std::string_view text);

} // namespace skydraft
