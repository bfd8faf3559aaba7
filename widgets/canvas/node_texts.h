// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"

namespace skydraft {

/// What the drawing says about resources and connections, in the current language.
class NodeTexts
{
    Q_DECLARE_TR_FUNCTIONS(skydraft::NodeTexts)

public:
    enum class SubnetKind
    {
        None,
        Public,
        Private
    };

    /// The property that tells most about a node: "t3.micro", "mysql", "10 req/s"; may be empty.
    static QString detail(const Catalogue& catalogue, const Resource& resource);

    /// "VPC · main · 10.0.0.0/16", "Public subnet · web-a · 10.0.1.0/24".
    static QString frameTitle(const Catalogue& catalogue, const Resource& resource,
                              SubnetKind kind);

    /// "tcp 80" for traffic, the kind's name otherwise.
    static QString connectorLabel(const Connection& connection);
    static QString kindName(ConnectionKind kind);
};

} // namespace skydraft
