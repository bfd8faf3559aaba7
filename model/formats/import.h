// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/base/text.h"

#include <string>
#include <vector>

namespace skydraft {

/// A file to be imported: its bytes, and its path below what was named ("us-east-1/Subnets.json").
struct ImportFile
{
    std::string name{};
    std::string bytes{};
};

enum class ImportNoteKind
{
    Inferred,  ///< the source says it only indirectly
    KeptAside, ///< not drawn, kept with the resource it belongs to or named here
    Problem    ///< could not be read; the rest was imported
};

/// What an import did beyond copying, so that nothing is lost silently.
struct ImportNote
{
    ImportNoteKind kind = ImportNoteKind::KeptAside;
    std::string place{}; ///< "Subnets.json:/Subnets/3", or "file:line:column" for a broken file
    ResourceId resource{};
    Text message{};
};

struct Imported
{
    Architecture architecture{};
    std::vector<ImportNote> notes{};
};

} // namespace skydraft
