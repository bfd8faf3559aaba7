// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/formats/skydraft_format.h"

#include "model/architecture/architecture_json.h"
#include "model/base/json_locate.h"

namespace skydraft {
namespace {

/// Whether the file says that it is one of ours, and of which version.
Result<int> versionOf(const Json& json)
{
    if (!json.is_object() || !json.contains("format") || json["format"] != "skydraft")
        return fail(
            ErrorCode::UnknownFormat,
            MODEL_TEXT("Document",
                       "this is not a Skydraft document: \"format\": \"skydraft\" is missing"));
    if (!json.contains("version"))
        return fail(ErrorCode::MissingMember,
                    MODEL_TEXT("Json", "the member \"%1\" is missing").with("version"));
    const Json& version = json["version"];
    if (!version.is_number_integer() || version.get<double>() < 1 || version.get<double>() > 1e6)
        return fail(ErrorCode::WrongType,
                    MODEL_TEXT("Document", "the version is a whole number from 1"), "/version");
    return version.get<int>();
}

} // namespace

Result<ReadDocument> readSkydraft(const Catalogue& catalogue, std::string_view text,
                                  const std::string& source)
{
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    const auto json = parseJson(text, source);
    if (!json)
        return tl::unexpected(json.error());
    const auto read = versionOf(*json).and_then([&](int version) {
        return architectureFrom(catalogue, *json).map([&](Architecture architecture) {
            return ReadDocument{std::move(architecture), version > documentVersion};
        });
    });
    return read.map_error([&](const Error& error) { return located(error, text, source); });
}

std::string writeSkydraft(const Architecture& architecture)
{
    return toJson(architecture).dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

} // namespace skydraft
