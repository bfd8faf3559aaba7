// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>

#include "widgets/tables/route_table_model.h"
#include "widgets/tables/rules_page.h"

namespace skydraft {

/// A route table: its routes in the order in which they win, its subnets, whether it is the VPC's
/// main table and whether its subnets are public.
class RouteTablePage : public RulesPage
{
    Q_OBJECT

public:
    RouteTablePage(DocumentController& controller, QWidget* parent);

    void refresh() override;
    void retranslate() override;
    QCheckBox* mainBox() const { return m_main; }
    const QLabel* badge() const { return m_badge; }

protected:
    std::vector<EntryTableModel*> models() const override { return {m_routes}; }
    std::vector<UsageSection> usageSections() const override;
    int firstColumn() const override { return RouteTableModel::Destination; }
    void changeEvent(QEvent* event) override;

private:
    void setMain(bool isMain);
    void showBadge();

    RouteTableModel* m_routes;
    QCheckBox* m_main;
    QLabel* m_badge = nullptr;
};

} // namespace skydraft
