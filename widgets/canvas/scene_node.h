// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <QStringList>

#include "model/architecture/connection.h"
#include "model/base/id.h"
#include "model/layout/free_spot.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace skydraft {

/// The texts below a node, broken into lines; lengths in drawing units.
struct NodeLabel
{
    QStringList lines{};
    QString detail{};
    double width = 0;
    double height = 0;
};

/// The gravest that the newest analysis says about a resource, gravest last.
enum class NodeMark
{
    None,
    Reachable, ///< all drawn traffic at it arrives
    Warning,
    Unknown, ///< nobody can tell whether a connection at it carries packets
    Error,
    Blocked ///< a connection at it carries no packets
};

/// What the newest analysis says about a resource: its findings, and the traffic drawn at it.
struct NodeVerdict
{
    int errors = 0;
    int warnings = 0;
    int blocked = 0; ///< connections
    int unknown = 0;
    int reachable = 0;

    NodeMark mark() const;
    bool operator==(const NodeVerdict&) const = default;
};

/// A resource as it is painted. Immutable once it is in the scene, so that worker threads may paint
/// it while the scene goes on.
class SceneNode
{
public:
    ResourceId id{};
    ResourceId parent{}; ///< empty: stands in nothing
    std::string type{};
    std::string icon{};
    QRectF rect{};
    int depth = 0; ///< 0 for what stands in nothing
    bool isFrame = false;
    QString frameStyle{}; ///< as Theme::frame takes it
    QString name{};
    QString title{};    ///< frames: "VPC · main · 10.0.0.0/16"; nodes: the name
    QString detail{};   ///< nodes: the most telling property
    QString typeName{}; ///< in the current language
    NodeVerdict verdict{};

    /// Everything that painting it may touch.
    QRectF paintBounds() const;
    /// Where a click means it: a node's icon and label.
    QRectF hitBounds() const;
    /// Broken into lines on first use; thread-safe.
    const NodeLabel& label(const QFont& font) const;

    /// The label's height within a line, without measuring text: routing asks it for every node.
    double estimatedLabelHeight() const;

    bool looksLike(const SceneNode& other) const;

private:
    mutable std::once_flag m_labelOnce;
    mutable NodeLabel m_label;
};

using SceneNodePointer = std::shared_ptr<const SceneNode>;

/// What the network model says about a connection.
enum class ConnectorVerdict
{
    None,
    Allowed,
    Blocked,
    Unknown
};

/// A connection as it is painted. Immutable once it is in the scene.
class SceneConnector
{
public:
    ConnectionId id{};
    ResourceId from{};
    ResourceId to{};
    ConnectionKind kind = ConnectionKind::Traffic;
    ConnectorVerdict verdict = ConnectorVerdict::None;
    int lane = 0;
    std::vector<QPointF> corners{}; ///< at least two, from the border of `from` to that of `to`
    QString label{};
    QSizeF labelSize{}; ///< with its badge; empty where there is no label
    QPointF labelAt{};  ///< middle of the label

    QRectF labelRect() const;
    /// The areas that painting it may touch: one for each segment and one for the label.
    std::vector<QRectF> areas() const;
    double distanceTo(const QPointF& point) const;
    /// The point at `part` (0 to 1) of its length.
    QPointF pointAt(double part) const;
    double length() const;
};

using SceneConnectorPointer = std::shared_ptr<const SceneConnector>;

double distanceToSegment(const QPointF& point, const QPointF& a, const QPointF& b);

} // namespace skydraft
