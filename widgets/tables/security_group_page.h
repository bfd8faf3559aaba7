// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tables/rules_page.h"
#include "widgets/tables/security_group_model.h"

namespace skydraft {

/// A security group: its rules, who has it, and which rules of other groups name it.
class SecurityGroupPage : public RulesPage
{
    Q_OBJECT

public:
    SecurityGroupPage(DocumentController& controller, QWidget* parent);

    void refresh() override;
    void retranslate() override;
    QToolButton* attachButton() const { return m_attach; }

protected:
    std::vector<EntryTableModel*> models() const override { return {m_inbound, m_outbound}; }
    std::vector<UsageSection> usageSections() const override;
    int firstColumn() const override { return SecurityGroupModel::Type; }

private:
    std::vector<ResourceId> attachable() const;
    void attachToSelection();
    void detach(const ResourceId& id);

    SecurityGroupModel* m_inbound;
    SecurityGroupModel* m_outbound;
    QToolButton* m_attach;
};

} // namespace skydraft
