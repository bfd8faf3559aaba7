// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/sweep_path.h"

#include "model/architecture/edit.h"
#include "model/architecture/integrity.h"
#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/architecture/resource_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace skydraft {

namespace {

struct Member
{
    std::string_view name;
    bool isText = false;
};

constexpr std::array<Member, 3> scenarioMembers{{{"duration_s"}, {"warmup_s"}, {"seed"}}};
constexpr std::array<Member, 15> loadMembers{{{"rate_per_s"},
                                              {"users"},
                                              {"think_time_s"},
                                              {"shape", true},
                                              {"arrivals", true},
                                              {"from_rate_per_s"},
                                              {"ramp_s"},
                                              {"step_at_s"},
                                              {"step_rate_per_s"},
                                              {"spike_at_s"},
                                              {"spike_duration_s"},
                                              {"spike_factor"},
                                              {"starts_at_h"},
                                              {"peak_h"},
                                              {"amplitude"}}};
constexpr std::array<Member, 4> faultMembers{
    {{"at_s"}, {"duration_s"}, {"kind", true}, {"target", true}}};

constexpr std::array<Member, 5> connectionMembers{
    {{"weight"}, {"calls_per_request"}, {"port"}, {"protocol", true}, {"operation", true}}};

bool isTextType(PropertyType type)
{
    return type == PropertyType::Text || type == PropertyType::Choice || type == PropertyType::Cidr
           || type == PropertyType::Address || type == PropertyType::Reference;
}

/// A value as it was written: a text stands for itself; anything else is JSON where it can be, and
/// else a text, which the checks then refuse by its type.
Json valueFrom(const std::string& text, bool isText)
{
    const bool isQuoted = text.size() >= 2 && text.front() == '"';
    if (isText && !isQuoted && text != "null")
        return text;
    return parseJson(text).value_or(Json(text));
}

tl::unexpected<Error> missingMember(const Text& owner, const std::string& name)
{
    return fail(ErrorCode::DanglingReference,
                MODEL_TEXT("Sweep", "%1 has no property \"%2\".").with(owner).with(name));
}

std::string unescaped(std::string word)
{
    for (const auto& [escape, character] : {std::pair{"~1", "/"}, std::pair{"~0", "~"}})
        for (auto at = word.find(escape); at != std::string::npos; at = word.find(escape, at + 1))
            word.replace(at, 2, character);
    return word;
}

} // namespace

Result<std::vector<std::string>> SweepPath::split(const std::string& text)
{
    constexpr std::array<std::string_view, 5> places{"resources", "connections", "scenario", "load",
                                                     "faults"};
    const std::string first = text.substr(0, text.find('/'));
    std::vector<std::string> words;
    if (first.size() < text.size()
        && std::find(places.begin(), places.end(), first) != places.end()) {
        for (std::size_t at = 0; at <= text.size();) {
            const std::size_t end = std::min(text.find('/', at), text.size());
            words.push_back(unescaped(text.substr(at, end - at)));
            at = end + 1;
        }
    } else if (const std::size_t dot = text.rfind('.'); dot != std::string::npos) {
        const std::string owner = text.substr(0, dot);
        words = {owner, text.substr(dot + 1)};
        if (owner != "scenario")
            words.insert(words.begin(), "resources");
    }
    const std::size_t fewest = !words.empty() && words.front() == "scenario" ? 2 : 3;
    const bool isWhole = words.size() >= fewest
                         && std::none_of(words.begin(), words.end(),
                                         [](const std::string& word) { return word.empty(); });
    if (!isWhole)
        return fail(ErrorCode::InvalidValue,
                    MODEL_TEXT("Sweep",
                               "\"%1\" is no path. Write web.instance_type, "
                               "resources/tg/health_check/interval_s, connections/c1/weight, "
                               "load/users/rate_per_s, faults/0/at_s or scenario.duration_s.")
                        .with(text));
    return words;
}

Result<SweepPath> SweepPath::create(const Catalogue& catalogue, const Design& design,
                                    const std::string& text)
{
    const auto words = split(text);
    if (!words)
        return tl::unexpected(words.error());
    SweepPath path;
    if (auto found = path.find(catalogue, design, *words); !found)
        return tl::unexpected(found.error());
    return path;
}

Result<void> SweepPath::find(const Catalogue& catalogue, const Design& design,
                             const std::vector<std::string>& words)
{
    const std::string& place = words.front();
    const bool hasOwner = place != "scenario";
    m_names.assign(words.begin() + (hasOwner ? 2 : 1), words.end());
    const std::string owner = hasOwner ? words[1] : std::string{};
    if (place == "resources") {
        const auto id = resolve(design.architecture, owner);
        if (!id)
            return tl::unexpected(Error{id.error().code, id.error().message, {}});
        m_id = id->value();
        return findProperty(catalogue, design);
    }
    if (place == "connections") {
        m_place = Place::Connection;
        m_id = owner;
        if (design.architecture.find(ConnectionId{owner}) == nullptr)
            return fail(ErrorCode::DanglingReference,
                        MODEL_TEXT("Sweep", "There is no connection \"%1\".").with(owner));
        return findMember(design);
    }
    if (place == "load") {
        m_place = Place::Load;
        const auto& load = design.scenario.load;
        const auto resource = resolve(design.architecture, owner);
        const std::string id = resource ? resource->value() : owner;
        const auto found = std::find_if(load.begin(), load.end(),
                                        [&](const Load& one) { return one.client.value() == id; });
        if (found == load.end())
            return fail(ErrorCode::DanglingReference,
                        MODEL_TEXT("Sweep", "The scenario has no load of \"%1\".").with(owner));
        m_number = static_cast<std::size_t>(found - load.begin());
    } else if (place == "faults") {
        m_place = Place::Fault;
        const char* end = owner.data() + owner.size();
        const auto [read, error] = std::from_chars(owner.data(), end, m_number);
        if (error != std::errc{} || read != end || m_number >= design.scenario.faults.size())
            return fail(ErrorCode::DanglingReference,
                        MODEL_TEXT("Sweep", "The scenario has no fault with the number \"%1\"; the "
                                            "first one is 0.")
                            .with(owner));
    } else {
        m_place = Place::Scenario;
    }
    return findMember(design);
}

Result<void> SweepPath::findProperty(const Catalogue& catalogue, const Design& design)
{
    const Resource& resource = *design.architecture.find(ResourceId{m_id});
    const ServiceType& type = catalogue.typeOrGeneric(resource.type);
    const Property* property = type.property(m_names.front());
    for (std::size_t i = 1; property != nullptr && i < m_names.size(); ++i)
        property = property->type == PropertyType::Object ? property->field(m_names[i]) : nullptr;
    if (property == nullptr) {
        std::string name;
        for (const std::string& word : m_names)
            name += (name.empty() ? "" : "/") + word;
        return missingMember(MODEL_TEXT("Sweep", "%1 (%2)").with(m_id).with(type.id), name);
    }
    m_isText = isTextType(property->type);
    return {};
}

Result<void> SweepPath::findMember(const Design& design)
{
    const std::string& name = m_names.front();
    const auto take = [&](const auto& members, const Json& extra,
                          const Text& owner) -> Result<void> {
        const auto known = std::find_if(members.begin(), members.end(),
                                        [&](const Member& member) { return member.name == name; });
        const bool isKnown = known != members.end();
        if (m_names.size() > 1 || (!isKnown && !extra.contains(name)))
            return missingMember(owner, m_names.size() > 1 ? name + "/" + m_names[1] : name);
        m_isText = isKnown ? known->isText : extra[name].is_string();
        return {};
    };
    const Scenario& scenario = design.scenario;
    if (m_place == Place::Connection)
        return take(connectionMembers, design.architecture.find(ConnectionId{m_id})->properties,
                    MODEL_TEXT("Sweep", "The connection %1").with(m_id));
    if (m_place == Place::Load)
        return take(
            loadMembers, scenario.load[m_number].extra,
            MODEL_TEXT("Sweep", "The load of %1").with(scenario.load[m_number].client.value()));
    if (m_place == Place::Fault)
        return take(faultMembers, scenario.faults[m_number].extra,
                    MODEL_TEXT("Sweep", "The fault %1").with(std::to_string(m_number)));
    return take(scenarioMembers, Json::object(), MODEL_TEXT("Sweep", "The scenario"));
}

Result<Design> SweepPath::set(const Catalogue& catalogue, const Design& design,
                              const std::string& value) const
{
    return m_place == Place::Resource || m_place == Place::Connection
               ? setProperty(catalogue, design, value)
               : setInScenario(design, value);
}

Result<Design> SweepPath::setProperty(const Catalogue& catalogue, const Design& design,
                                      const std::string& value) const
{
    Edit edit;
    if (m_place == Place::Connection) {
        auto wanted = memberValue(value);
        if (!wanted)
            return tl::unexpected(wanted.error());
        edit.change =
            SetConnectionProperty{ConnectionId{m_id}, m_names.front(), std::move(*wanted)};
    } else {
        const Resource& resource = *design.architecture.find(ResourceId{m_id});
        Json whole = valueOf(catalogue, resource, m_names.front());
        Json* place = &whole;
        for (std::size_t i = 1; i < m_names.size(); ++i) {
            if (!place->is_object())
                *place = Json::object();
            place = &(*place)[m_names[i]];
        }
        *place = valueFrom(value, m_isText);
        edit.change = SetProperty{ResourceId{m_id}, m_names.front(), std::move(whole)};
    }
    auto applied = apply(catalogue, design.architecture, edit);
    if (!applied)
        return tl::unexpected(Error{applied.error().code, applied.error().message, {}});
    return Design{std::move(applied->architecture), design.scenario};
}

Result<Json> SweepPath::memberValue(const std::string& value) const
{
    Json wanted = valueFrom(value, m_isText);
    if (m_isText && !wanted.is_string())
        return fail(ErrorCode::WrongType, MODEL_TEXT("Sweep", "\"%1\" must be a text, not %2.")
                                              .with(m_names.front())
                                              .with(value));
    if (!m_isText && (wanted.is_string() || wanted.is_boolean()))
        return fail(ErrorCode::WrongType, MODEL_TEXT("Sweep", "\"%1\" must be a number, not %2.")
                                              .with(m_names.front())
                                              .with(value));
    return wanted;
}

Result<Design> SweepPath::setInScenario(const Design& design, const std::string& value) const
{
    Json whole = toJson(design.scenario);
    Json& place = m_place == Place::Load    ? whole["load"][m_number]
                  : m_place == Place::Fault ? whole["faults"][m_number]
                                            : whole;
    auto wanted = memberValue(value);
    if (!wanted)
        return tl::unexpected(wanted.error());
    place[m_names.front()] = std::move(*wanted);
    auto scenario = scenarioFrom(whole, "");
    if (!scenario)
        return tl::unexpected(Error{scenario.error().code, scenario.error().message, {}});
    if (auto checked = checkScenario(*scenario, ""); !checked)
        return tl::unexpected(Error{checked.error().code, checked.error().message, {}});
    return Design{design.architecture, std::move(*scenario)};
}

} // namespace skydraft
