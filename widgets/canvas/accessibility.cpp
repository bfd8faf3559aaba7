// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/accessibility.h"

#include <QAccessibleWidget>
#include <QCoreApplication>

#include "widgets/canvas/canvas_widget.h"
#include "widgets/canvas/scene.h"
#include "widgets/canvas/trace_route.h"
#include "widgets/session/document_controller.h"

#include <algorithm>
#include <map>

namespace skydraft {
namespace {

class CanvasAccessible;

/// One resource, as a screen reader sees it.
class ResourceAccessible : public QAccessibleInterface, public QAccessibleActionInterface
{
    Q_DECLARE_TR_FUNCTIONS(skydraft::ResourceAccessible)

public:
    ResourceAccessible(CanvasAccessible& canvas, ResourceId id)
        : m_canvas(canvas)
        , m_id(std::move(id))
    {}

    bool isValid() const override { return node() != nullptr; }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override;
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int index) const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    int childCount() const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text kind, const QString& text) override;
    QRect rect() const override;
    QAccessible::Role role() const override;
    QAccessible::State state() const override;
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                    : nullptr;
    }

    QStringList actionNames() const override
    {
        return {pressAction(), showMenuAction(), renameAction()};
    }
    void doAction(const QString& action) override;
    QStringList keyBindingsForAction(const QString& action) const override
    {
        return action == renameAction() ? QStringList{QStringLiteral("F2")} : QStringList();
    }

    const ResourceId& id() const { return m_id; }

private:
    static QString renameAction() { return QStringLiteral("Rename"); }
    const SceneNode* node() const;
    QString description() const;

    CanvasAccessible& m_canvas;
    ResourceId m_id;
};

class CanvasAccessible : public QAccessibleWidget
{
public:
    explicit CanvasAccessible(CanvasWidget* canvas)
        : QAccessibleWidget(canvas, QAccessible::Graphic)
    {}
    ~CanvasAccessible() override
    {
        for (const auto& [id, handle] : m_handles)
            QAccessible::deleteAccessibleInterface(handle);
    }
    CanvasAccessible(const CanvasAccessible&) = delete;
    CanvasAccessible& operator=(const CanvasAccessible&) = delete;
    CanvasAccessible(CanvasAccessible&&) = delete;
    CanvasAccessible& operator=(CanvasAccessible&&) = delete;

    CanvasWidget& canvas() const { return *static_cast<CanvasWidget*>(widget()); }
    const Scene& scene() const { return canvas().scene(); }

    QAccessibleInterface* of(const ResourceId& id) const
    {
        if (scene().find(id) == nullptr)
            return nullptr;
        const auto found = m_handles.find(id);
        if (found != m_handles.end())
            return QAccessible::accessibleInterface(found->second);
        auto* made = new ResourceAccessible(*const_cast<CanvasAccessible*>(this),
                                            id); // owned by QAccessible
        m_handles.emplace(id, QAccessible::registerAccessibleInterface(made));
        return made;
    }

    QAccessibleInterface* at(const QPoint& global) const
    {
        const QPointF point = canvas().toDrawing(QPointF(canvas().mapFromGlobal(global)));
        const SceneNode* node = scene().nodeAt(point);
        if (node == nullptr)
            node = scene().frameAt(point);
        return node == nullptr ? nullptr : of(node->id);
    }

    int childCount() const override { return static_cast<int>(scene().childrenOf({}).size()); }
    QAccessibleInterface* child(int index) const override { return childOf({}, index); }
    QAccessibleInterface* childOf(const ResourceId& parent, int index) const
    {
        const auto children = scene().childrenOf(parent);
        const auto at = static_cast<std::size_t>(index);
        return index >= 0 && at < children.size() ? of(children[at]) : nullptr;
    }
    QAccessibleInterface* childAt(int x, int y) const override { return at({x, y}); }
    int indexOfChild(const QAccessibleInterface* child) const override
    {
        return indexIn({}, child);
    }
    int indexIn(const ResourceId& parent, const QAccessibleInterface* child) const
    {
        const auto* resource = dynamic_cast<const ResourceAccessible*>(child);
        const auto children = scene().childrenOf(parent);
        const auto found = resource == nullptr
                               ? children.end()
                               : std::find(children.begin(), children.end(), resource->id());
        return found == children.end() ? -1
                                       : static_cast<int>(std::distance(children.begin(), found));
    }
    QAccessibleInterface* focusChild() const override
    {
        const auto& selected = canvas().controller().selectedResources();
        return selected.empty() ? nullptr : of(*selected.begin());
    }

private:
    mutable std::map<ResourceId, QAccessible::Id> m_handles;
};

const SceneNode* ResourceAccessible::node() const
{
    return m_canvas.isValid() ? m_canvas.scene().find(m_id) : nullptr;
}

QWindow* ResourceAccessible::window() const
{
    return m_canvas.window();
}

QAccessibleInterface* ResourceAccessible::parent() const
{
    const SceneNode* self = node();
    if (self == nullptr || self->parent.empty())
        return &m_canvas;
    return m_canvas.of(self->parent);
}

QAccessibleInterface* ResourceAccessible::child(int index) const
{
    return m_canvas.childOf(m_id, index);
}

QAccessibleInterface* ResourceAccessible::childAt(int x, int y) const
{
    return m_canvas.at({x, y});
}

int ResourceAccessible::childCount() const
{
    return static_cast<int>(m_canvas.scene().childrenOf(m_id).size());
}

int ResourceAccessible::indexOfChild(const QAccessibleInterface* child) const
{
    return m_canvas.indexIn(m_id, child);
}

QString ResourceAccessible::text(QAccessible::Text kind) const
{
    const SceneNode* self = node();
    if (self == nullptr)
        return {};
    if (kind == QAccessible::Name)
        return tr("%1 %2", "type and name").arg(self->typeName, self->name);
    if (kind == QAccessible::Description)
        return description();
    if (kind == QAccessible::Value)
        return self->isFrame ? self->title : self->detail;
    return {};
}

QString ResourceAccessible::description() const
{
    const SceneNode* self = node();
    const Scene& scene = m_canvas.scene();
    QStringList parts;
    if (const SceneNode* parent = scene.find(self->parent))
        parts.append(tr("in %1").arg(parent->title));
    QStringList to;
    QStringList from;
    for (const ConnectionId& id : scene.connectorsOf(m_id)) {
        const SceneConnector* connector = scene.find(id);
        const bool isOut = connector->from == m_id;
        const SceneNode* other = scene.find(isOut ? connector->to : connector->from);
        if (other == nullptr)
            continue;
        QString text = other->name;
        if (connector->verdict == ConnectorVerdict::Blocked)
            text = tr("%1 (blocked)").arg(text);
        else if (connector->verdict == ConnectorVerdict::Unknown)
            text = tr("%1 (not known)").arg(text);
        (isOut ? to : from).append(text);
    }
    if (!to.isEmpty())
        parts.append(tr("connects to %1").arg(to.join(QStringLiteral(", "))));
    if (!from.isEmpty())
        parts.append(tr("reached from %1").arg(from.join(QStringLiteral(", "))));
    if (self->verdict.errors > 0)
        parts.append(tr("%n error(s)", "", self->verdict.errors));
    if (self->verdict.warnings > 0)
        parts.append(tr("%n warning(s)", "", self->verdict.warnings));
    const auto& lit = m_canvas.canvas().traceRoute().lit;
    if (const auto hops = lit.find(m_id); hops != lit.end())
        for (const HopPlace& hop : hops->second)
            parts.append(hop.way == TraceWay::There
                             ? tr("hop %1 of the traced path").arg(hop.index + 1)
                             : tr("hop %1 of the answer's path").arg(hop.index + 1));
    const auto& exposed = m_canvas.canvas().exposure();
    if (const auto ports = exposed.find(m_id); ports != exposed.end())
        parts.append(tr("the internet reaches it: %1").arg(ports->second));
    return parts.join(QStringLiteral("; "));
}

void ResourceAccessible::setText(QAccessible::Text kind, const QString& text)
{
    if (kind == QAccessible::Name && !text.isEmpty())
        m_canvas.canvas().controller().apply(
            Edit{RenameResource{m_id, text.toStdString()}},
            MODEL_TEXT("Edit", "Rename to %1").with(text.toStdString()));
}

QRect ResourceAccessible::rect() const
{
    const CanvasWidget& canvas = m_canvas.canvas();
    const QRect inWidget = canvas.resourceRect(m_id).toAlignedRect();
    return {canvas.mapToGlobal(inWidget.topLeft()), inWidget.size()};
}

QAccessible::Role ResourceAccessible::role() const
{
    const SceneNode* self = node();
    return self != nullptr && self->isFrame ? QAccessible::Grouping : QAccessible::Graphic;
}

QAccessible::State ResourceAccessible::state() const
{
    QAccessible::State state;
    const SceneNode* self = node();
    if (self == nullptr) {
        state.invalid = true;
        return state;
    }
    const auto& selected = m_canvas.canvas().controller().selectedResources();
    state.selectable = true;
    state.focusable = true;
    state.movable = !m_canvas.canvas().controller().isReadOnly();
    state.selected = selected.contains(m_id);
    state.focused = selected.size() == 1 && state.selected && m_canvas.canvas().hasFocus();
    state.offscreen = !m_canvas.canvas().visibleArea().intersects(self->rect);
    return state;
}

void ResourceAccessible::doAction(const QString& action)
{
    CanvasWidget& canvas = m_canvas.canvas();
    canvas.reveal(m_id);
    if (action == showMenuAction())
        emit canvas.contextMenuRequested(m_id, rect().center());
    else if (action == renameAction())
        canvas.renameSelected();
}

QAccessibleInterface* makeInterface(const QString& className, QObject* object)
{
    auto* canvas = qobject_cast<CanvasWidget*>(object);
    return canvas != nullptr && className == QStringLiteral("skydraft::CanvasWidget")
               ? new CanvasAccessible(canvas)
               : nullptr;
}

} // namespace

void installCanvasAccessibility()
{
    static const bool isInstalled = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    static_cast<void>(isInstalled);
}

void announceSelection(CanvasWidget& canvas)
{
    if (!QAccessible::isActive() || !canvas.hasFocus())
        return;
    const auto& selected = canvas.controller().selectedResources();
    auto* root = dynamic_cast<CanvasAccessible*>(QAccessible::queryAccessibleInterface(&canvas));
    if (root == nullptr || selected.empty())
        return;
    if (QAccessibleInterface* resource = root->of(*selected.begin())) {
        QAccessibleEvent event(resource, QAccessible::Focus);
        QAccessible::updateAccessibility(&event);
    }
}

} // namespace skydraft
