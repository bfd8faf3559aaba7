// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/security_group_page.h"

#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/network/group_attachment.h"
#include "widgets/common/language.h"

#include <algorithm>

namespace skydraft {

SecurityGroupPage::SecurityGroupPage(DocumentController& controller, QWidget* parent)
    : RulesPage(controller, parent)
    , m_inbound(new SecurityGroupModel(controller, SecurityGroupModel::Side::Inbound, this))
    , m_outbound(new SecurityGroupModel(controller, SecurityGroupModel::Side::Outbound, this))
{
    addSides(*m_inbound, *m_outbound);
    addRowTools();
    m_attach = addTool(QStringLiteral("link"));
    widths({108, 62, 84, 100, 0, 0},
           {{SecurityGroupModel::Who, 5}, {SecurityGroupModel::Description, 2}});
    connect(m_attach, &QToolButton::clicked, this, &SecurityGroupPage::attachToSelection);
    connect(usage(), &UsageTree::removeRequested, this, &SecurityGroupPage::detach);
    connect(&controller, &DocumentController::selectionChanged, this, [this] { refresh(); });
    retranslate();
}

void SecurityGroupPage::retranslate()
{
    name(m_attach, tr("Attach the group to what is selected on the drawing"));
    table()->setAccessibleName(tr("Rules of the security group"));
    usage()->setAccessibleName(tr("Who uses the security group"));
    RulesPage::retranslate();
}

void SecurityGroupPage::refresh()
{
    RulesPage::refresh();
    m_attach->setEnabled(!controller().isReadOnly() && !attachable().empty());
}

std::vector<UsageSection> SecurityGroupPage::usageSections() const
{
    UsageSection users{{}, {}, tr("Nothing yet: drag the group onto a resource")};
    UsageSection named{{}, {}, tr("No rule")};
    for (const auto& candidate : architecture().resources()) {
        const ServiceType& type = catalogue().typeOrGeneric(candidate->type);
        UsageItem item{candidate->id, toQString(displayName(*candidate)), type.icon};
        const auto groups = idsOf(catalogue(), *candidate, "security_groups");
        if (std::find(groups.begin(), groups.end(), resourceId()) != groups.end()) {
            item.tip = tr("%1: Del takes the group away").arg(item.text);
            item.mayBeRemoved = !controller().isReadOnly();
            users.items.push_back(item);
        }
        if (type.role != NetworkRole::SecurityGroup || candidate->id == resourceId())
            continue;
        int count = 0;
        for (const auto& [list, peer] :
             {std::pair{"ingress", "source"}, std::pair{"egress", "destination"}})
            for (const Json& rule : valueOf(catalogue(), *candidate, list))
                count += memberOf(rule, peer) == Json(resourceId().value()) ? 1 : 0;
        if (count > 0) {
            item.text = QStringLiteral("%1 (%2)").arg(item.text).arg(count);
            named.items.push_back(item);
        }
    }
    users.title = tr("Used by (%1)").arg(users.items.size());
    named.title = tr("Named in rules of (%1)").arg(named.items.size());
    return {users, named};
}

std::vector<ResourceId> SecurityGroupPage::attachable() const
{
    std::vector<ResourceId> ids;
    for (const ResourceId& id : controller().selectedResources())
        if (attachGroup(catalogue(), architecture(), resourceId(), id))
            ids.push_back(id);
    return ids;
}

void SecurityGroupPage::attachToSelection()
{
    const Resource* group = resource();
    Batch batch;
    for (const ResourceId& id : attachable())
        batch.edits.push_back(*attachGroup(catalogue(), architecture(), resourceId(), id));
    if (group != nullptr && !batch.edits.empty())
        controller().apply(Edit{std::move(batch)},
                           MODEL_TEXT("Edit", "Attach %1").with(displayName(*group)));
}

void SecurityGroupPage::detach(const ResourceId& id)
{
    const Resource* group = resource();
    const auto edit = detachGroup(catalogue(), architecture(), resourceId(), id);
    if (group != nullptr && edit)
        controller().apply(*edit, MODEL_TEXT("Edit", "Take %1 away from %2")
                                      .with(displayName(*group))
                                      .with(displayName(*architecture().find(id))));
}

} // namespace skydraft
