// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/journal.h"

#include "model/architecture/architecture_json.h"
#include "model/architecture/edit_json.h"

#include <algorithm>

namespace skydraft {
namespace {

std::string asLine(const OrderedJson& json)
{
    return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

/// The next line that ends with a newline; empty at the end or before a torn one.
std::string_view takeLine(std::string_view& text)
{
    const auto end = text.find('\n');
    if (end == std::string_view::npos) {
        text = {};
        return {};
    }
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

} // namespace

std::string journalLine(const JournalStart& start)
{
    return asLine({{"journal", "skydraft"},
                   {"version", 1},
                   {"path", start.path},
                   {"document", toJson(start.architecture)}});
}

std::string journalLine(const Edit& edit)
{
    return asLine(toJson(edit));
}

Result<Recovered> recover(const Catalogue& catalogue, std::string_view text)
{
    const auto first = parseJson(takeLine(text));
    if (!first)
        return tl::unexpected(first.error());
    if (!first->is_object() || !first->contains("document")
        || first->value("journal", "") != "skydraft")
        return fail(ErrorCode::UnknownFormat,
                    MODEL_TEXT("Journal", "this is not a recovery journal"));
    auto document = architectureFrom(catalogue, first->at("document"), "/document");
    if (!document)
        return tl::unexpected(std::move(document.error()));
    Recovered recovered{first->value("path", ""), *std::move(document), 0, 0};
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        if (line.empty())
            break;
        const auto edit = parseJson(line).and_then([](const Json& json) { return editFrom(json); });
        auto applied = edit.and_then(
            [&](const Edit& change) { return apply(catalogue, recovered.architecture, change); });
        if (!applied) {
            recovered.lostLines = 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
            break;
        }
        recovered.architecture = std::move(applied->architecture);
        ++recovered.edits;
    }
    return recovered;
}

} // namespace skydraft
