// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/inspector/inspector_fixture.h"
#include "widgets/inspector/choice_editors.h"
#include "widgets/inspector/line_editor.h"
#include "widgets/inspector/list_editor.h"

using namespace skydraft;
using testing::Drawing;
using testing::enter;
using testing::Inspected;

class TestListEditor : public QObject
{
    Q_OBJECT

private slots:
    void aSecurityGroupRuleIsAdded();
    void undoTakesTheRowAway();
    void rowsMoveAndGo();
    void aWrongFieldChangesNothing();
    void aDefaultListIsCopiedWhenItChanges();
    void aNewRuleOfANetworkAclIsReadAfterTheOthers();
};

namespace {

Architecture oneGroup()
{
    return Drawing().add("sg", "vpc.security-group").build();
}

Architecture twoRules()
{
    const Json rules = {{{"protocol", "tcp"}, {"from_port", 80}},
                        {{"protocol", "tcp"}, {"from_port", 443}}};
    return Drawing().add("sg", "vpc.security-group", "", {{"ingress", rules}}).build();
}

template <class Editor>
Editor* field(const ListEditor* list, std::string_view name)
{
    for (const PropertyRow* row : list->rows())
        if (row->editor()->property().name == name)
            return qobject_cast<Editor*>(row->editor());
    return nullptr;
}

} // namespace

void TestListEditor::aSecurityGroupRuleIsAdded()
{
    Inspected inspected(oneGroup(), {ResourceId("sg")});
    auto* list = inspected.editor<ListEditor>("ingress");
    QCOMPARE(list->table()->rowCount(), 0);
    list->addButton()->click();
    QCOMPARE(inspected.set("sg", "ingress"), std::string(R"([{"protocol":"tcp"}])"));
    QCOMPARE(list->table()->rowCount(), 1);
    enter(field<LineEditor>(list, "from_port")->line(), QStringLiteral("443"));
    enter(field<LineEditor>(list, "to_port")->line(), QStringLiteral("443"));
    enter(field<LineEditor>(list, "description")->line(), QStringLiteral("HTTPS"));
    const Json wanted = {
        {{"protocol", "tcp"}, {"from_port", 443}, {"to_port", 443}, {"description", "HTTPS"}}};
    QCOMPARE(inspected.set("sg", "ingress"), wanted.dump());
    QCOMPARE(list->table()->item(0, 1)->text(), QStringLiteral("443"));
}

void TestListEditor::undoTakesTheRowAway()
{
    Inspected inspected(twoRules(), {ResourceId("sg")});
    auto* list = inspected.editor<ListEditor>("ingress");
    list->addButton()->click();
    QCOMPARE(list->table()->rowCount(), 3);
    inspected.controller.undo();
    QCOMPARE(list->table()->rowCount(), 2);
    QVERIFY(inspected.controller.architecture() == twoRules());
}

void TestListEditor::rowsMoveAndGo()
{
    Inspected inspected(twoRules(), {ResourceId("sg")});
    auto* list = inspected.editor<ListEditor>("ingress");
    list->table()->setCurrentCell(1, 0);
    QVERIFY(!list->downButton()->isEnabled());
    list->upButton()->click();
    QCOMPARE(list->table()->item(0, 1)->text(), QStringLiteral("443"));
    QCOMPARE(list->table()->currentRow(), 0);
    QCOMPARE(field<LineEditor>(list, "from_port")->line()->text(), QStringLiteral("443"));
    list->removeButton()->click();
    const Json wanted = {{{"protocol", "tcp"}, {"from_port", 80}}};
    QCOMPARE(inspected.set("sg", "ingress"), wanted.dump());
    QCOMPARE(field<LineEditor>(list, "from_port")->line()->text(), QStringLiteral("80"));
}

void TestListEditor::aWrongFieldChangesNothing()
{
    Inspected inspected(twoRules(), {ResourceId("sg")});
    auto* list = inspected.editor<ListEditor>("ingress");
    list->table()->setCurrentCell(0, 0);
    auto* port = field<LineEditor>(list, "from_port");
    enter(port->line(), QStringLiteral("70000"));
    QVERIFY(!port->problem().isEmpty());
    QVERIFY(inspected.controller.architecture() == twoRules());
}

void TestListEditor::aDefaultListIsCopiedWhenItChanges()
{
    // AWS creates a group with everything open outwards; a further rule must not lose that one.
    Inspected inspected(oneGroup(), {ResourceId("sg")});
    auto* list = inspected.editor<ListEditor>("egress");
    QCOMPARE(list->table()->rowCount(), 1);
    list->addButton()->click();
    const Json wanted = {{{"protocol", "all"}, {"destination", "0.0.0.0/0"}},
                         {{"protocol", "tcp"}}};
    QCOMPARE(inspected.set("sg", "egress"), wanted.dump());
}

void TestListEditor::aNewRuleOfANetworkAclIsReadAfterTheOthers()
{
    const Json rules = {{{"number", 100}}, {{"number", 250}}};
    Inspected inspected(Drawing().add("acl", "vpc.network-acl", "", {{"rules", rules}}).build(),
                        {ResourceId("acl")});
    auto* list = inspected.editor<ListEditor>("rules");
    list->addButton()->click();
    const Json now = Json::parse(inspected.set("acl", "rules"));
    QCOMPARE(now.size(), std::size_t{3});
    QCOMPARE(now.back().at("number").get<int>(), 300);
}

QTEST_MAIN(TestListEditor)
#include "tst_list_editor.moc"
