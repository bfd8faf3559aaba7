// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QGridLayout>
#include <QStackedWidget>
#include <QToolButton>
#include <QWidget>

#include "widgets/session/analysis_runner.h"
#include "widgets/session/document_controller.h"
#include "widgets/tables/group_handle.h"

namespace skydraft {

class NetworkAclPage;
class RouteTablePage;
class RulesPage;
class SecurityGroupPage;

/// The editors of security groups, network ACLs and route tables. Follows the selection: of a
/// server it shows the group, of a subnet the ACL or the table, whichever kind is shown. One can
/// also be chosen from a list, or made.
class RulesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit RulesPanel(DocumentController& controller, QWidget* parent = nullptr);

    void setAnalysis(const AnalysisPointer& analysis);
    /// Shows what the id names, where it has an editor.
    void setSubject(const ResourceId& id);
    const ResourceId& subject() const { return m_subject; }
    /// Gives the keyboard to the table, or to the list where there is none.
    void focusTable();

    SecurityGroupPage* groupPage() const { return m_groups; }
    NetworkAclPage* aclPage() const { return m_acls; }
    RouteTablePage* routePage() const { return m_routes; }
    QComboBox* subjectBox() const { return m_box; }
    QToolButton* newButton() const { return m_new; }
    GroupHandle* handle() const { return m_handle; }

signals:
    void revealRequested(const skydraft::ResourceId& id);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void addPage(RulesPage* page);
    RulesPage* pageFor(const ResourceId& id) const;
    RulesPage* shownPage() const;
    void fillBox();
    void follow();
    void hear();
    void refresh();
    void reveal(const ResourceId& id);
    void create(NetworkRole role);
    void retranslate();
    void arrangeBar();
    /// The group, ACL or table of the selected resource, of the kind that is shown.
    ResourceId subjectOf(const Resource& selected) const;
    /// Around the selection or the subject; else the only one.
    const Resource* vpcForNew() const;

    DocumentController& m_controller;
    ResourceId m_subject;
    QComboBox* m_box;
    QToolButton* m_new;
    GroupHandle* m_handle;
    QGridLayout* m_bar;
    QStackedWidget* m_tools;
    QStackedWidget* m_pages;
    QLabel* m_empty;
    SecurityGroupPage* m_groups;
    NetworkAclPage* m_acls;
    RouteTablePage* m_routes;
    std::vector<QAction*> m_newActions;
    bool m_isRevealing = false;
    bool m_isBehind = false; ///< changed while nobody could see it
};

} // namespace skydraft
