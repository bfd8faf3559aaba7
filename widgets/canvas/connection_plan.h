// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"

#include <optional>

namespace skydraft {

/// What drawing a line from one resource to another means.
struct ConnectionPlan
{
    bool isAccepted = false;
    Connection connection{}; ///< without an id
    QString text{};          ///< what would be made, or why not
};

class ConnectionPlans
{
    Q_DECLARE_TR_FUNCTIONS(skydraft::ConnectionPlans)

public:
    /// A line may start or end here.
    static bool mayConnect(const ServiceType& type);

    /// The kind follows from the types: from DNS an alias, from a CDN an origin, between databases
    /// replication, to a file system a mount, beside what carries no packets an attachment, to a
    /// function from a queue or store a trigger; traffic otherwise, to the port that the target
    /// listens on.
    static ConnectionPlan plan(const Catalogue& catalogue, const Architecture& architecture,
                               const ResourceId& from, const ResourceId& to);

    /// The port that a resource listens on: a balancer's first listener, its `port` property, or
    /// the type's default.
    static std::optional<int> listeningPort(const Catalogue& catalogue, const Resource& resource);
};

} // namespace skydraft
