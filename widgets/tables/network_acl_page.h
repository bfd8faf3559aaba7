// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tables/network_acl_model.h"
#include "widgets/tables/rules_page.h"

class QMenu;

namespace skydraft {

/// A network ACL: its rules in their order and the subnets that it guards.
class NetworkAclPage : public RulesPage
{
    Q_OBJECT

public:
    NetworkAclPage(DocumentController& controller, QWidget* parent);

    void refresh() override;
    void retranslate() override;
    QToolButton* ephemeralButton() const { return m_ephemeral; }
    QToolButton* renumberButton() const { return m_renumber; }
    QToolButton* upButton() const { return m_up; }

protected:
    std::vector<EntryTableModel*> models() const override { return {m_inbound, m_outbound}; }
    std::vector<UsageSection> usageSections() const override;
    int firstColumn() const override { return NetworkAclModel::Type; }

private:
    NetworkAclModel* shown() const;
    void move(int from, int to);
    void enableOrder();

    NetworkAclModel* m_inbound;
    NetworkAclModel* m_outbound;
    QToolButton* m_up;
    QToolButton* m_down;
    QToolButton* m_renumber;
    QToolButton* m_ephemeral;
    std::vector<QAction*> m_steps;
};

} // namespace skydraft
