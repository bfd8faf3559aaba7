// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QToolButton>
#include <QWidget>

#include "widgets/session/analysis_runner.h"
#include "widgets/session/document_controller.h"
#include "widgets/tables/rules_table.h"
#include "widgets/tables/usage_tree.h"

namespace skydraft {

/// What the editors of security groups, network ACLs and route tables have in common: a table, what
/// is to be said about its current row, a list of who has to do with it, and tool buttons that the
/// panel shows above.
class RulesPage : public QWidget
{
    Q_OBJECT

public:
    RulesPage(DocumentController& controller, QWidget* parent);

    void setResource(const ResourceId& id);
    const ResourceId& resourceId() const { return m_id; }
    virtual void setAnalysis(const AnalysisPointer& analysis);
    /// After a change of the document or of the language.
    virtual void refresh();
    virtual void retranslate();

    /// Owned by the page until the panel takes it into its bar.
    QWidget* tools() const { return m_tools; }
    RulesTable* table() const { return m_table; }
    UsageTree* usage() const { return m_usage; }
    const QLabel* remark() const { return m_remark; }

signals:
    void revealRequested(const skydraft::ResourceId& id);

protected:
    virtual std::vector<EntryTableModel*> models() const = 0;
    virtual std::vector<UsageSection> usageSections() const = 0;
    /// The column where a new row is edited first.
    virtual int firstColumn() const = 0;

    DocumentController& controller() const { return m_controller; }
    const Architecture& architecture() const { return m_controller.architecture(); }
    const Catalogue& catalogue() const { return m_controller.catalogue(); }
    const Resource* resource() const { return architecture().find(m_id); }

    QToolButton* addTool(const QString& icon);
    void addToTools(QWidget* widget);
    /// Two buttons of which one is pressed, each showing one model.
    void addSides(EntryTableModel& inbound, EntryTableModel& outbound);
    /// Add, duplicate and remove, with their keys.
    void addRowTools();
    static void name(QToolButton* button, const QString& words, const QString& keys = {});
    /// Subnets of the resource's VPC, ticked where `property` names the resource.
    UsageSection subnetSection(const char* property, const QString& title) const;
    void associate(const ResourceId& subnet, const char* property, bool isOn);
    /// Widths of the columns; those of `flexible` share what is left, by their weights.
    void widths(const std::vector<int>& columns, const std::map<int, int>& flexible);
    void showRemark();
    void enableTools();

private:
    void add();
    void duplicate();
    void remove();
    void showSides();

    DocumentController& m_controller;
    ResourceId m_id;
    QWidget* m_tools;
    RulesTable* m_table;
    QLabel* m_remark;
    UsageTree* m_usage;
    QToolButton* m_inbound = nullptr;
    QToolButton* m_outbound = nullptr;
    QToolButton* m_add = nullptr;
    QToolButton* m_duplicate = nullptr;
    QToolButton* m_remove = nullptr;
};

} // namespace skydraft
