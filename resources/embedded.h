// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace skydraft::resources {

/// One file of resources/, compiled into the program. The bytes live as long as the program.
struct EmbeddedFile
{
    std::string_view path; ///< relative to resources/, with '/', e.g. "catalogue/ec2.instance.json"
    std::string_view bytes; ///< as in the file
};

/// All embedded files, sorted by path within each folder.
std::span<const EmbeddedFile> embeddedFiles();

/// The bytes of one file, empty when there is none of that path.
std::string_view embeddedFile(std::string_view path);

} // namespace skydraft::resources
