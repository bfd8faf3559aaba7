// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLineEdit>
#include <QTest>

#include "tests/support/drawing.h"
#include "widgets/session/analysis_runner.h"
#include "widgets/session/document_controller.h"
#include "widgets/tables/entry_table_model.h"
#include "widgets/tables/network_acl_page.h"
#include "widgets/tables/route_table_page.h"
#include "widgets/tables/rules_panel.h"
#include "widgets/tables/security_group_page.h"

namespace skydraft::testing {

/// A VPC with a public and a private subnet, two groups, an ACL and two route tables, and a second
/// VPC with a group and an internet gateway of its own.
inline Drawing guarded()
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("public", "vpc.subnet", "vpc",
             {{"cidr", "10.0.1.0/24"}, {"route_table", "rt-public"}, {"network_acl", "acl"}})
        .add("private", "vpc.subnet", "vpc", {{"cidr", "10.0.2.0/24"}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("nat", "vpc.nat-gateway", "public")
        .add("rt-public", "vpc.route-table", "vpc",
             {{"routes", {{{"destination", "0.0.0.0/0"}, {"target", "igw"}}}}})
        .add("rt-main", "vpc.route-table", "vpc", {{"main", true}})
        .add("acl", "vpc.network-acl", "vpc")
        .add("sg-web", "vpc.security-group", "vpc",
             {{"ingress",
               {{{"protocol", "tcp"}, {"from_port", 80}, {"to_port", 80}, {"source", "0.0.0.0/0"}},
                {{"protocol", "tcp"},
                 {"from_port", 22},
                 {"to_port", 22},
                 {"source", "10.0.0.0/16"}}}}})
        .add("sg-db", "vpc.security-group", "vpc",
             {{"ingress",
               {{{"protocol", "tcp"},
                 {"from_port", 3306},
                 {"to_port", 3306},
                 {"source", "sg-web"}}}}})
        .add("web", "ec2.instance", "public", {{"security_groups", {"sg-web"}}})
        .add("db", "rds.instance", "private", {{"security_groups", {"sg-db"}}})
        .add("bucket", "s3.bucket")
        .add("other", "vpc.vpc", "", {{"cidr", "10.9.0.0/16"}})
        .add("sg-far", "vpc.security-group", "other")
        .add("igw-far", "vpc.internet-gateway", "other");
}

/// The panel on a drawing, shown, with one editor open.
struct Edited
{
    Edited(const Architecture& architecture, const char* subject)
    {
        controller.reset(architecture);
        panel.resize(900, 320);
        panel.show();
        panel.activateWindow();
        panel.setSubject(ResourceId(subject));
    }

    const Architecture& now() const { return controller.architecture(); }
    Json value(const char* id, const char* property) const
    {
        const Resource* resource = now().find(ResourceId(id));
        return resource->properties.value(property, Json());
    }
    void analyse()
    {
        panel.setAnalysis(std::make_shared<const Analysis>(
            AnalysisRunner::analyse(Catalogue::builtIn(), controller.architecture())));
    }

    static QString text(const RulesPage& page, int row, int column)
    {
        return page.table()->entries()->index(row, column).data().toString();
    }
    static QStringList column(const RulesPage& page, int column)
    {
        QStringList texts;
        for (int row = 0; row < page.table()->entries()->rowCount(); ++row)
            texts.append(text(page, row, column));
        return texts;
    }

    /// The field that is open in a table.
    static QWidget* openField(const RulesPage& page)
    {
        for (QWidget* child : page.table()->viewport()->findChildren<QWidget*>())
            if (child->isVisible()
                && (qobject_cast<QComboBox*>(child) != nullptr
                    || (qobject_cast<QLineEdit*>(child) != nullptr
                        && qobject_cast<QComboBox*>(child->parentWidget()) == nullptr)))
                return child;
        return nullptr;
    }

    /// Goes to a cell with the keyboard, opens it with F2, types and confirms with Enter.
    static void type(const RulesPage& page, int row, int column, const QString& text)
    {
        RulesTable* table = page.table();
        table->setFocus();
        table->setCurrentIndex(table->entries()->index(row, column));
        QTest::keyClick(table, Qt::Key_F2);
        QWidget* field = openField(page);
        QVERIFY2(field != nullptr, "the cell opens");
        if (auto* combo = qobject_cast<QComboBox*>(field))
            combo->lineEdit()->selectAll();
        else
            qobject_cast<QLineEdit*>(field)->selectAll();
        QTest::keyClick(field, Qt::Key_Delete);
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
        QCoreApplication::processEvents(); // the view closes the field later
    }

    static QPoint centre(const RulesPage& page, int row, int column)
    {
        return page.table()->visualRect(page.table()->entries()->index(row, column)).center();
    }

    DocumentController controller{Catalogue::builtIn()};
    RulesPanel panel{controller};
};

} // namespace skydraft::testing
