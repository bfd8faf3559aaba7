// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"

#include <string>
#include <string_view>

namespace skydraft {

struct ReadDocument
{
    Architecture architecture{};
    /// Written by a later version: it can be looked at, but saving would lose what this version
    /// does not understand.
    bool isNewer = false;
};

/// Reads the text of a *.skydraft file. Every error has file, line, column and pointer.
Result<ReadDocument> readSkydraft(const Catalogue& catalogue, std::string_view text,
                                  const std::string& source = {});

/// The text of a *.skydraft file: UTF-8, two spaces, keys in a fixed order, lists sorted by id.
std::string writeSkydraft(const Architecture& architecture);

} // namespace skydraft
