// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace skydraft::testing {

/// Drawings for tests in a few words: Drawing().add("vpc", "vpc.vpc").add("a", "vpc.subnet",
/// "vpc").
class Drawing
{
public:
    Drawing& add(const char* id, const char* type, const char* parent = "",
                 Json properties = Json::object())
    {
        Resource resource;
        resource.id = ResourceId(id);
        resource.type = type;
        resource.name = id;
        if (*parent != '\0')
            resource.parent = ResourceId(parent);
        resource.properties = std::move(properties);
        m_builder.put(std::move(resource));
        return *this;
    }

    Drawing& place(const char* id, Placement placement)
    {
        Resource resource = *m_builder.current().find(ResourceId(id));
        resource.placement = placement;
        m_builder.put(std::move(resource));
        return *this;
    }

    Drawing& connect(const char* id, const char* from, const char* to,
                     Json properties = Json::object(),
                     ConnectionKind kind = ConnectionKind::Traffic)
    {
        m_builder.put(Connection{.id = ConnectionId(id),
                                 .from = ResourceId(from),
                                 .to = ResourceId(to),
                                 .kind = kind,
                                 .properties = std::move(properties)});
        return *this;
    }

    /// Without a resource in the whole document.
    Drawing& suppress(const char* code, const char* resource, const char* reason)
    {
        Suppression suppression{.id = {code, std::nullopt}, .reason = reason};
        if (*resource != '\0')
            suppression.id.resource = ResourceId(resource);
        m_builder.put(std::move(suppression));
        return *this;
    }

    Drawing& intend(Intent intent)
    {
        m_builder.put(std::move(intent));
        return *this;
    }

    Architecture build() const { return m_builder.build(); }

private:
    ArchitectureBuilder m_builder;
};

/// A VPC with a public and a private subnet, an instance in each and one connection between them.
inline Architecture twoTiers()
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("public", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
        .add("private", "vpc.subnet", "vpc", {{"cidr", "10.0.2.0/24"}})
        .add("sg-web", "vpc.security-group", "vpc")
        .add("web", "ec2.instance", "public", {{"security_groups", {"sg-web"}}})
        .add("db", "rds.instance", "private")
        .place("vpc", {0, 0, 800, 600})
        .place("public", {20, 60, 300, 400})
        .place("web", {100, 120, 64, 64})
        .connect("c1", "web", "db", {{"protocol", "tcp"}, {"port", 3306}})
        .build();
}

} // namespace skydraft::testing
