# SPDX-License-Identifier: GPL-3.0-or-later
# Writes OUTPUT, a C++ file that holds the files named in LIST (relative to ROOT, one a line).
file(STRINGS ${LIST} names)
set(arrays "")
set(table "")
set(index 0)
foreach(name IN LISTS names)
    file(READ ${ROOT}/${name} hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    string(APPEND arrays "constexpr unsigned char bytes${index}[] = {${bytes}0};\n")
    string(APPEND table "    {\"${name}\", {reinterpret_cast<const char*>(bytes${index}), sizeof bytes${index} - 1}},\n")
    math(EXPR index "${index} + 1")
endforeach()
file(WRITE ${OUTPUT}.new "// Written by resources/embed.cmake.
#include \"resources/embedded.h\"

namespace skydraft::resources {
namespace {
${arrays}
const EmbeddedFile files[] = {
${table}};
} // namespace

std::span<const EmbeddedFile> embeddedFiles()
{
    return files;
}

std::string_view embeddedFile(std::string_view path)
{
    for (const EmbeddedFile& file : files)
        if (file.path == path)
            return file.bytes;
    return {};
}
} // namespace skydraft::resources
")
file(RENAME ${OUTPUT}.new ${OUTPUT})
