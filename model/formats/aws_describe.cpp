// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/formats/aws_describe.h"

#include "model/architecture/integrity.h"
#include "model/base/encoding.h"
#include "model/catalogue/property_check.h"
#include "model/formats/aws_describe_reader.h"

#include <algorithm>

namespace skydraft {
namespace {

/// "us-east-2", "us-gov-west-1", "ap-northeast-2".
bool isRegionCode(std::string_view text)
{
    return text.size() >= 9 && text.size() <= 16 && text[2] == '-'
           && std::isdigit(static_cast<unsigned char>(text.back())) != 0
           && std::count(text.begin(), text.end(), '-') >= 2
           && std::all_of(text.begin(), text.end(), [](char letter) {
                  return letter == '-' || (letter >= 'a' && letter <= 'z')
                         || (letter >= '0' && letter <= '9');
              });
}

/// The folder of a path that is called as a region, the innermost first.
std::string regionInPath(std::string_view path)
{
    while (true) {
        const std::size_t slash = path.find_last_of("/\\");
        if (slash == std::string_view::npos)
            return {};
        path = path.substr(0, slash);
        const std::size_t start = path.find_last_of("/\\");
        const std::string_view folder =
            start == std::string_view::npos ? path : path.substr(start + 1);
        if (isRegionCode(folder))
            return std::string(folder);
    }
}

/// Tags as describe prints them: [{"Key": …, "Value": …}].
Json tagsIn(const Json& json)
{
    Json tags = Json::object();
    for (const char* member : {"Tags", "TagSet", "TagList"})
        for (const Json& tag : listIn(json, member))
            if (const std::string key = textIn(tag, "Key"); !key.empty())
                tags[key] = textIn(tag, "Value");
    return tags;
}

} // namespace

std::string textIn(const Json& object, std::string_view key)
{
    if (!object.is_object())
        return {};
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const Json& listIn(const Json& object, std::string_view key)
{
    static const Json none = Json::array();
    if (!object.is_object())
        return none;
    const auto found = object.find(key);
    return found != object.end() && found->is_array() ? *found : none;
}

bool isGone(std::string_view state)
{
    return state == "deleted" || state == "deleting" || state == "failed" || state == "rejected"
           || state == "expired" || state == "detached";
}

Imported importAwsDescribe(const Catalogue& catalogue, const std::vector<ImportFile>& files)
{
    AwsDescribeReader reader(catalogue);
    for (const ImportFile& file : files)
        reader.read(file);
    return reader.finish();
}

AwsDescribeReader::AwsDescribeReader(const Catalogue& catalogue)
    : m_catalogue(catalogue)
{}

void AwsDescribeReader::read(const ImportFile& file)
{
    const auto problem = [&](std::string place, Text message) {
        m_notes.push_back({ImportNoteKind::Problem, std::move(place), {}, std::move(message)});
    };
    const auto text = utf8From(file.bytes, file.name);
    const auto json = text ? parseJson(*text, file.name) : tl::unexpected(text.error());
    if (!json) {
        const Location& at = json.error().location;
        const std::string place = at.line > 0 ? file.name + ":" + std::to_string(at.line) + ":"
                                                    + std::to_string(at.column)
                                              : file.name;
        return problem(place, json.error().message);
    }
    if (!json->is_object())
        return problem(file.name,
                       MODEL_TEXT("Import", "this is not the answer of a describe command"));
    const std::string region = regionInPath(file.name);
    for (const auto& [list, values] : json->items()) {
        if (values.is_object() && list == "VpcBlockPublicAccessOptions") // the one without a list
            m_records[list].push_back({values, file.name + ":/" + list, region});
        if (!values.is_array())
            continue;
        std::vector<Record>& records = m_records[list];
        for (std::size_t i = 0; i < values.size(); ++i) {
            const std::string place = file.name + ":/" + list + "/" + std::to_string(i);
            if (values[i].is_object())
                records.push_back({values[i], place, region});
            else
                problem(place, MODEL_TEXT("Import", "an object is wanted here"));
        }
    }
}

const std::vector<AwsDescribeReader::Record>& AwsDescribeReader::records(const std::string& list)
{
    m_read.insert(list);
    return m_records[list];
}

void AwsDescribeReader::note(ImportNoteKind kind, const Record& record, const ResourceId& id,
                             Text message)
{
    m_notes.push_back({kind, record.place, id, std::move(message)});
}

Resource AwsDescribeReader::start(const char* type, std::string_view id, const Record& record) const
{
    Resource resource;
    resource.id = ResourceId(id);
    resource.type = type;
    const Json tags = tagsIn(record.json);
    resource.name = tags.value("Name", std::string());
    if (resource.name.empty())
        resource.name = id;
    if (!tags.empty())
        resource.properties["tags"] = tags;
    return resource;
}

void AwsDescribeReader::set(Resource& resource, const char* property, Json value,
                            const Record& record)
{
    if (value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()))
        return;
    const Property* known = m_catalogue.typeOrGeneric(resource.type).property(property);
    if (known != nullptr && checkValue(*known, value, {})) {
        resource.properties[property] = std::move(value);
        return;
    }
    note(ImportNoteKind::KeptAside, record, resource.id,
         MODEL_TEXT("Import", "the value of %1 is kept as a note").with(property));
    keepAside(resource, property, value);
}

void AwsDescribeReader::keepAside(Resource& resource, const std::string& member, const Json& value)
{
    resource.extra["aws"][member] = value;
}

Resource* AwsDescribeReader::find(const std::string& id)
{
    const auto found = m_resources.find(ResourceId(id));
    return found == m_resources.end() ? nullptr : &found->second;
}

void AwsDescribeReader::put(Resource resource, const Record& record)
{
    if (resource.id.empty()) {
        note(ImportNoteKind::Problem, record, {}, MODEL_TEXT("Import", "it has no id"));
        return;
    }
    const ResourceId id = resource.id;
    if (!m_resources.try_emplace(id, std::move(resource)).second) {
        note(ImportNoteKind::KeptAside, record, id,
             MODEL_TEXT("Import", "it is there twice; the first is used"));
        return;
    }
    m_places[id] = record.place;
}

/// References to what no file describes would not be valid in a drawing.
void AwsDescribeReader::dropDangling(Resource& resource)
{
    const auto isKnown = [&](const Json& id) {
        return id.is_string() && m_resources.contains(ResourceId(id.get<std::string>()));
    };
    const auto missing = [&](const std::string& property, const Json& id) {
        m_notes.push_back({ImportNoteKind::KeptAside, m_places[resource.id], resource.id,
                           MODEL_TEXT("Import", "%1 names %2, which no file describes")
                               .with(property)
                               .with(id.is_string() ? id.get<std::string>() : id.dump())});
        resource.extra["aws"]["missing"][property].push_back(id);
    };
    for (const Property& property : m_catalogue.typeOrGeneric(resource.type).properties) {
        const auto found = resource.properties.find(property.name);
        if (found == resource.properties.end())
            continue;
        if (property.type == PropertyType::Reference && !isKnown(*found)) {
            missing(property.name, *found);
            resource.properties.erase(found);
        } else if (property.type == PropertyType::References) {
            Json kept = Json::array();
            for (const Json& id : *found)
                isKnown(id) ? kept.push_back(id) : missing(property.name, id);
            *found = std::move(kept);
        }
    }
    if (resource.parent && !m_resources.contains(*resource.parent))
        resource.parent.reset();
}

void AwsDescribeReader::noteUnread()
{
    for (const auto& [list, records] : m_records)
        if (!m_read.contains(list) && !records.empty())
            m_notes.push_back({ImportNoteKind::KeptAside,
                               records.front().place,
                               {},
                               MODEL_TEXT("Import", "%1 of %2 are not drawn")
                                   .with(static_cast<int>(records.size()))
                                   .with(list)});
}

Imported AwsDescribeReader::finish()
{
    readVpcs();
    readSubnets();
    readPublicAccess();
    readGateways();
    readPrefixLists();
    readGroups();
    readAcls();
    readInstances();
    readNatGateways();
    readTargetGroups();
    readBalancers();
    readClassicBalancers();
    readDatabases();
    readCaches();
    readSearchDomains();
    readPeerings();
    readEndpoints();
    readCustomerGateways();
    readVpn();
    readTransitGateways();
    readInterfaces();
    readAddresses();
    readTables();
    noteUnread();
    for (auto& [id, resource] : m_resources)
        dropDangling(resource);
    ArchitectureBuilder all;
    for (const auto& [id, resource] : m_resources)
        all.put(resource);
    // Whatever a describe file may say, the drawing is one that can be saved and opened again.
    const Architecture unchecked = all.build();
    ArchitectureBuilder checked(unchecked);
    for (const auto& [id, resource] : m_resources) {
        const auto valid = checkResource(m_catalogue, unchecked, resource, {});
        if (valid)
            continue;
        m_notes.push_back({ImportNoteKind::Problem, m_places[id], id, valid.error().message});
        Resource bare = resource;
        bare.extra["aws"]["properties"] = std::move(bare.properties);
        bare.properties = Json::object();
        checked.put(std::move(bare));
    }
    return {checked.build(), std::move(m_notes)};
}

} // namespace skydraft
