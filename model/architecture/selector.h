// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/base/cidr.h"
#include "model/base/error.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace skydraft {

/// Names a set of ends of traffic:
///
///     internet                anywhere outside
///     internet:203.0.113.7    outside, at that address
///     10.0.1.20               whatever has that address
///     type:rds.instance       every resource of the type
///     tag:tier=data           every resource with the tag
///     in:vpc-1                everything that stands in the resource, at any depth
///     web-a                   one resource by id, aws_id or unique name
///
/// The words before a colon win over a resource that is called so.
struct Selector
{
    enum class Kind
    {
        Internet,
        Address,
        Type,
        Tag,
        Inside,
        Resource
    };

    Kind kind = Kind::Resource;
    std::string name{};                 ///< the type, the key of the tag, the resource
    std::string value{};                ///< of the tag
    std::optional<IpAddress> address{}; ///< of Address, perhaps of Internet
};

/// Fails for an empty text and for a word before a colon without what belongs behind it.
Result<Selector> selectorFrom(std::string_view text, const std::string& pointer = {});

/// The resources that the selector names, in order of their ids: none for Internet and Address.
/// A name that nothing or several resources have is an error; a type, a tag or a resource that
/// holds nothing gives an empty list.
Result<std::vector<ResourceId>> select(const Architecture& architecture, const Selector& selector);

} // namespace skydraft
