// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/integrity.h"

#include "model/architecture/names.h"
#include "model/architecture/selector.h"
#include "model/catalogue/property_check.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace skydraft {
namespace {

Result<void> checkId(const std::string& id, const std::string& pointer)
{
    if (isValidId(id))
        return {};
    return fail(ErrorCode::InvalidId,
                MODEL_TEXT("Integrity",
                           "\"%1\" cannot be an id: 1 to 128 letters, digits or -_.:/ are wanted")
                    .with(id),
                pointerTo(pointer, "id"));
}

Result<void> checkParent(const Architecture& architecture, const Resource& resource,
                         const std::string& pointer)
{
    if (!resource.parent)
        return {};
    const std::string at = pointerTo(pointer, "parent");
    if (architecture.find(*resource.parent) == nullptr)
        return fail(ErrorCode::DanglingReference,
                    MODEL_TEXT("Integrity", "the parent \"%1\" of %2 does not exist")
                        .with(resource.parent->value())
                        .with(resource.id.value()),
                    at);
    if (containsItself(architecture, resource))
        return fail(
            ErrorCode::ParentCycle,
            MODEL_TEXT("Integrity", "%1 would stand inside itself").with(resource.id.value()), at);
    return {};
}

Result<void> checkReference(const Architecture& architecture, const Property& property,
                            const Json& value, const std::string& pointer)
{
    if (!value.is_string())
        return {}; // null; other types were refused before
    const auto& id = value.get_ref<const std::string&>();
    const Resource* target = architecture.find(ResourceId(id));
    if (target == nullptr)
        return fail(ErrorCode::DanglingReference,
                    MODEL_TEXT("Integrity", "%1: there is no resource \"%2\"")
                        .with(property.label)
                        .with(id),
                    pointer);
    const auto& types = property.types;
    if (!types.empty() && std::find(types.begin(), types.end(), target->type) == types.end())
        return fail(ErrorCode::WrongReference,
                    MODEL_TEXT("Integrity", "%1: \"%2\" is of type %3, which cannot stand here")
                        .with(property.label)
                        .with(id)
                        .with(target->type),
                    pointer);
    return {};
}

Result<void> checkReferences(const ServiceType& type, const Architecture& architecture,
                             const Resource& resource, const std::string& pointer)
{
    for (const auto& [name, value] : resource.properties.items()) {
        const Property* property = type.property(name);
        if (property == nullptr)
            continue;
        const std::string at = pointerTo(pointer, name);
        if (property->type == PropertyType::Reference)
            if (auto checked = checkReference(architecture, *property, value, at); !checked)
                return checked;
        if (property->type != PropertyType::References || !value.is_array())
            continue;
        for (std::size_t i = 0; i < value.size(); ++i)
            if (auto checked = checkReference(architecture, *property, value[i], pointerTo(at, i));
                !checked)
                return checked;
    }
    return {};
}

Result<void> checkPlacement(const Resource& resource, const std::string& pointer)
{
    if (!resource.placement)
        return {};
    const Placement& place = *resource.placement;
    constexpr double limit = 1e7;
    for (const double number : {place.x, place.y, place.width, place.height})
        if (!std::isfinite(number) || std::abs(number) > limit)
            return fail(ErrorCode::OutOfRange,
                        MODEL_TEXT("Integrity", "placement: a number is beyond ten million units"),
                        pointerTo(pointer, "placement"));
    if (place.width <= 0 || place.height <= 0)
        return fail(ErrorCode::OutOfRange,
                    MODEL_TEXT("Integrity", "placement: width and height must be above 0"),
                    pointerTo(pointer, "placement"));
    return {};
}

Result<void> atLeast(double number, double minimum, const std::string& pointer, const char* member)
{
    if (std::isfinite(number) && number >= minimum)
        return {};
    return fail(ErrorCode::OutOfRange,
                MODEL_TEXT("Integrity", "%1: a number of at least %2 is wanted, this is %3")
                    .with(std::string(member))
                    .with(minimum)
                    .with(number),
                pointerTo(pointer, member));
}

Result<void> checkLoad(const Load& load, const std::string& pointer)
{
    if (load.shape == "trace" && !load.ratePerS && !load.users)
        return {}; // its points say the rates
    if (load.ratePerS.has_value() == load.users.has_value())
        return fail(
            ErrorCode::MissingMember,
            MODEL_TEXT("Integrity", "a load has either rate_per_s (open) or users (closed)"),
            pointer);
    if (load.ratePerS)
        return atLeast(*load.ratePerS, 0, pointer, "rate_per_s");
    if (auto checked = atLeast(static_cast<double>(*load.users), 0, pointer, "users"); !checked)
        return checked;
    return atLeast(load.thinkTimeS, 0, pointer, "think_time_s");
}

/// Two to four capital letters and digits, then three digits.
bool isRuleCode(std::string_view code)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto isCapital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return code.size() >= 5 && code.size() <= 7 && isCapital(code.front())
           && std::all_of(code.begin(), code.end() - 3,
                          [&](char c) { return isCapital(c) || isDigit(c); })
           && std::all_of(code.end() - 3, code.end(), isDigit);
}

Result<void> checkProtocol(const Intent& intent, const std::string& pointer)
{
    constexpr std::array<std::string_view, 5> known{"", "any", "tcp", "udp", "icmp"};
    if (std::find(known.begin(), known.end(), intent.protocol) == known.end())
        return fail(
            ErrorCode::InvalidChoice,
            MODEL_TEXT("Integrity", "\"%1\" is not a protocol: tcp, udp, icmp or any is wanted")
                .with(intent.protocol),
            pointerTo(pointer, "protocol"));
    if (!intent.port)
        return {};
    const std::string at = pointerTo(pointer, "port");
    if (*intent.port < 0 || *intent.port > 65535)
        return fail(ErrorCode::OutOfRange,
                    MODEL_TEXT("Integrity", "port: %1 is not within 0 to 65535")
                        .with(static_cast<double>(*intent.port)),
                    at);
    if (intent.protocol == "icmp")
        return fail(ErrorCode::InvalidValue, MODEL_TEXT("Integrity", "only tcp and udp have ports"),
                    at);
    return {};
}

} // namespace

bool containsItself(const Architecture& architecture, const Resource& resource)
{
    std::size_t steps = 0;
    for (const Resource* at = &resource; at != nullptr && at->parent;) {
        if (*at->parent == resource.id || ++steps > architecture.resources().size() + 1)
            return true;
        at = architecture.find(*at->parent);
    }
    return false;
}

Result<void> checkResource(const Catalogue& catalogue, const Architecture& architecture,
                           const Resource& resource, const std::string& pointer)
{
    const ServiceType* type = catalogue.find(resource.type);
    const std::string properties = pointerTo(pointer, "properties");
    return checkId(resource.id.value(), pointer)
        .and_then([&] { return checkParent(architecture, resource, pointer); })
        .and_then([&] { return checkPlacement(resource, pointer); })
        .and_then([&]() -> Result<void> {
            return type == nullptr ? Result<void>{}
                                   : checkProperties(*type, resource.properties, properties);
        })
        .and_then([&]() -> Result<void> {
            return type == nullptr ? Result<void>{}
                                   : checkReferences(*type, architecture, resource, properties);
        });
}

Result<void> checkConnection(const Architecture& architecture, const Connection& connection,
                             const std::string& pointer)
{
    if (auto checked = checkId(connection.id.value(), pointer); !checked)
        return checked;
    for (const auto& [member, id] :
         {std::pair{"from", &connection.from}, std::pair{"to", &connection.to}})
        if (architecture.find(*id) == nullptr)
            return fail(ErrorCode::DanglingReference,
                        MODEL_TEXT("Integrity", "connection %1: there is no resource \"%2\"")
                            .with(connection.id.value())
                            .with(id->value()),
                        pointerTo(pointer, member));
    const auto port = connection.properties.find("port");
    if (port != connection.properties.end() && !port->is_null()) {
        const std::string at = pointerTo(pointerTo(pointer, "properties"), "port");
        if (!port->is_number_integer())
            return fail(ErrorCode::WrongType,
                        MODEL_TEXT("Integrity", "port: a whole number is wanted"), at);
        if (const auto number = port->get<double>(); number < 0 || number > 65535)
            return fail(ErrorCode::OutOfRange,
                        MODEL_TEXT("Integrity", "port: %1 is not within 0 to 65535").with(number),
                        at);
    }
    return {};
}

Result<void> checkScenario(const Scenario& scenario, const std::string& pointer)
{
    if (auto checked = checkId(scenario.id.value(), pointer); !checked)
        return checked;
    if (auto checked = atLeast(scenario.durationS, 0, pointer, "duration_s"); !checked)
        return checked;
    if (auto checked = atLeast(scenario.warmupS, 0, pointer, "warmup_s"); !checked)
        return checked;
    for (std::size_t i = 0; i < scenario.load.size(); ++i)
        if (auto checked = checkLoad(scenario.load[i], pointerTo(pointerTo(pointer, "load"), i));
            !checked)
            return checked;
    for (std::size_t i = 0; i < scenario.faults.size(); ++i) {
        const Fault& fault = scenario.faults[i];
        const std::string at = pointerTo(pointerTo(pointer, "faults"), i);
        if (auto checked = atLeast(fault.atS, 0, at, "at_s"); !checked)
            return checked;
        if (auto checked = atLeast(fault.durationS.value_or(0), 0, at, "duration_s"); !checked)
            return checked;
    }
    return {};
}

Result<void> checkSuppression(const Architecture& architecture, const Suppression& suppression,
                              const std::string& pointer)
{
    const auto& [code, resource] = suppression.id;
    if (!isRuleCode(code))
        return fail(
            ErrorCode::InvalidValue,
            MODEL_TEXT("Integrity", "\"%1\" is not the code of a rule, such as SG001").with(code),
            pointerTo(pointer, "code"));
    if (resource && architecture.find(*resource) == nullptr)
        return fail(ErrorCode::DanglingReference,
                    MODEL_TEXT("Integrity", "the suppression of %1: there is no resource \"%2\"")
                        .with(code)
                        .with(resource->value()),
                    pointerTo(pointer, "resource"));
    if (suppression.reason.find_first_not_of(" \t\r\n") == std::string::npos)
        return fail(ErrorCode::InvalidValue,
                    MODEL_TEXT("Integrity", "a suppression needs a reason"),
                    pointerTo(pointer, "reason"));
    return {};
}

Result<void> checkIntent(const Intent& intent, const std::string& pointer)
{
    if (auto checked = checkId(intent.id.value(), pointer); !checked)
        return checked;
    for (const auto& [member, text] :
         {std::pair{"from", &intent.from}, std::pair{"to", &intent.to}})
        if (const auto read = selectorFrom(*text, pointerTo(pointer, member)); !read)
            return tl::unexpected(read.error());
    if ((intent.kind == IntentKind::Through) == intent.through.empty())
        return fail(ErrorCode::MissingMember,
                    MODEL_TEXT("Integrity",
                               "an intent of the kind \"through\" names what is passed "
                               "in \"through\", and no other kind does"),
                    intent.through.empty() ? pointer : pointerTo(pointer, "through"));
    if (!intent.through.empty())
        if (const auto read = selectorFrom(intent.through, pointerTo(pointer, "through")); !read)
            return tl::unexpected(read.error());
    return checkProtocol(intent, pointer);
}

} // namespace skydraft
