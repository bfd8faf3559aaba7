// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/group_drop.h"

#include "model/architecture/names.h"
#include "model/network/group_attachment.h"
#include "widgets/common/language.h"

namespace skydraft {

GroupDrop GroupDrops::plan(const Scene& scene, const ResourceId& group, const QPointF& point)
{
    constexpr double reach = 6; // drawing units around an icon that still mean it
    GroupDrop drop;
    const SceneNode* node = scene.nodeAt(point, reach);
    const Resource* attached = scene.architecture().find(group);
    if (node == nullptr || attached == nullptr) {
        drop.target.text = tr("Drop the group on a resource that has security groups");
        return drop;
    }
    drop.target.frame = node->id;
    const auto edit = attachGroup(scene.catalogue(), scene.architecture(), group, node->id);
    if (!edit) {
        drop.target.text = translated(edit.error().message);
        return drop;
    }
    drop.target.isAccepted = true;
    drop.target.text = tr("Attach %1 to %2").arg(toQString(displayName(*attached)), node->name);
    drop.edit = *edit;
    drop.title = MODEL_TEXT("Edit", "Attach %1").with(displayName(*attached));
    return drop;
}

} // namespace skydraft
