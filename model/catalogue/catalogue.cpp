// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalogue/catalogue.h"

#include "model/base/json_locate.h"
#include "model/catalogue/type_reader.h"
#include "resources/embedded.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace skydraft {
namespace {

constexpr std::string_view setFolder = "sets/";

std::string stem(std::string_view name)
{
    const auto slash = name.find_last_of('/');
    const std::string_view file = slash == std::string_view::npos ? name : name.substr(slash + 1);
    return std::string(
        file.substr(0, file.size() - std::min(file.size(), std::string_view(".json").size())));
}

Result<Json> parseFile(const Catalogue::File& file)
{
    return parseJson(file.text, file.name);
}

/// `read` of the file's JSON, with errors placed in the file.
template <class Read>
auto readFile(const Catalogue::File& file, const Read& read)
{
    return parseFile(file).and_then(read).map_error(
        [&](Error error) { return located(std::move(error), file.text, file.name); });
}

} // namespace

Result<Catalogue> Catalogue::read(const std::vector<File>& files)
{
    PropertySets sets;
    for (const File& file : files) {
        if (!file.name.starts_with(setFolder))
            continue;
        auto set = readFile(file, readPropertySet);
        if (!set)
            return tl::unexpected(std::move(set.error()));
        sets.emplace(stem(file.name), *std::move(set));
    }
    Catalogue catalogue;
    for (const File& file : files) {
        if (file.name.starts_with(setFolder))
            continue;
        auto type = readFile(file, [&](const Json& json) { return readServiceType(json, sets); });
        if (!type)
            return tl::unexpected(std::move(type.error()));
        catalogue.m_types.push_back(*std::move(type));
    }
    std::sort(catalogue.m_types.begin(), catalogue.m_types.end(),
              [](const ServiceType& a, const ServiceType& b) { return a.id < b.id; });
    const auto twin =
        std::adjacent_find(catalogue.m_types.begin(), catalogue.m_types.end(),
                           [](const ServiceType& a, const ServiceType& b) { return a.id == b.id; });
    if (twin != catalogue.m_types.end())
        return fail(ErrorCode::DuplicateId,
                    MODEL_TEXT("Catalogue", "two files declare the type \"%1\"").with(twin->id));
    return catalogue;
}

const Catalogue& Catalogue::builtIn()
{
    static const Catalogue catalogue = [] {
        constexpr std::string_view folder = "catalogue/";
        std::vector<File> files;
        for (const resources::EmbeddedFile& file : resources::embeddedFiles())
            if (file.path.starts_with(folder))
                files.push_back({std::string(file.path.substr(folder.size())), file.bytes});
        auto read = Catalogue::read(files);
        if (!read) { // only a developer who changed a file can see this; the tests name it first
            std::fputs((describe(read.error()) + "\n").c_str(), stderr);
            std::abort();
        }
        return *std::move(read);
    }();
    return catalogue;
}

const ServiceType* Catalogue::find(std::string_view typeId) const
{
    const auto found = std::lower_bound(
        m_types.begin(), m_types.end(), typeId,
        [](const ServiceType& type, std::string_view wanted) { return type.id < wanted; });
    return found != m_types.end() && found->id == typeId ? &*found : nullptr;
}

const ServiceType& Catalogue::typeOrGeneric(std::string_view typeId) const
{
    static const ServiceType unknown;
    if (const ServiceType* type = find(typeId))
        return *type;
    const ServiceType* generic = find("generic");
    return generic != nullptr ? *generic : unknown;
}

} // namespace skydraft
