// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII // a test says its texts plainly
#include <QAbstractItemModelTester>
#include <QMenu>

#include "tests/widgets/tables/tables_fixture.h"

using namespace skydraft;
using namespace skydraft::testing;
using Column = NetworkAclModel::Column;

class TestNetworkAclPage : public QObject
{
    Q_OBJECT

private slots:
    void theModelKeepsItsPromises();
    void rulesAreReadByTheirNumbersAndTheRestIsDenied();
    void anIpv6BlockBringsASecondDenial();
    void theDefaultAclAllowsWhileItHasNoRules();
    void aNewRuleStandsBetweenItsNeighbours_data();
    void aNewRuleStandsBetweenItsNeighbours();
    void aRuleIsDraggedToItsPlace();
    void escapeEndsADrag();
    void altUpReadsARuleEarlier();
    void theRestCannotBeMovedOrChanged();
    void numbersAreGivenAnewInSteps();
    void aNumberThatIsTakenIsRefused();
    void ephemeralPortsAreAllowedOnce();
    void shadowedRulesAreMarked();
    void aDenialThatComesTooLateIsMarked();
    void subnetsAreTickedAndUnticked();
};

namespace {

Json rule(int number, int port, const char* action = "allow", const char* direction = "ingress")
{
    return {{"number", number},   {"direction", direction}, {"action", action},
            {"protocol", "tcp"},  {"from_port", port},      {"to_port", port},
            {"cidr", "0.0.0.0/0"}};
}

Architecture withRules(const std::vector<Json>& rules)
{
    Drawing drawing = guarded();
    return drawing.add("acl", "vpc.network-acl", "vpc", {{"rules", rules}}).build();
}

Architecture threeRules()
{
    // In the file they stand in another order, and an outbound one is among them.
    return withRules(
        {rule(300, 30), rule(100, 10), rule(100, 99, "allow", "egress"), rule(200, 20)});
}

QStringList numbers(const Edited& edited)
{
    return Edited::column(*edited.panel.aclPage(), Column::Number);
}

QStringList ports(const Edited& edited)
{
    return Edited::column(*edited.panel.aclPage(), Column::Ports);
}

} // namespace

void TestNetworkAclPage::theModelKeepsItsPromises()
{
    Edited edited(threeRules(), "sg-web");
    NetworkAclModel model(edited.controller, NetworkAclModel::Side::Inbound);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setResource(ResourceId("acl"));
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.add(1), 2);
    QCOMPARE(model.move(0, 3), 3);
    QVERIFY(model.renumber(10));
    QVERIFY(model.remove(1));
    QVERIFY(!model.remove(model.rowCount() - 1));
    QCOMPARE(model.duplicate(0), 1);
    QVERIFY(model.allowEphemeralPorts() >= 0);
    while (edited.controller.document().canUndo())
        edited.controller.undo();
    QCOMPARE(model.rowCount(), 4);
}

void TestNetworkAclPage::rulesAreReadByTheirNumbersAndTheRestIsDenied()
{
    Edited edited(threeRules(), "acl");
    const auto& page = *edited.panel.aclPage();
    QCOMPARE(numbers(edited), (QStringList{"100", "200", "300", "*"}));
    QCOMPARE(ports(edited), (QStringList{"10", "20", "30", "All"}));
    QCOMPARE(Edited::text(page, 3, Column::Action), QStringLiteral("Deny"));
    QVERIFY(page.table()->entries()->index(3, 0).data(EntryTableModel::ImplicitRole).toBool());
}

void TestNetworkAclPage::anIpv6BlockBringsASecondDenial()
{
    Edited edited(threeRules(), "acl");
    edited.controller.apply(
        Edit{SetProperty{ResourceId("vpc"), "ipv6_cidr", Json("2600:1f13::/56")}}, {});
    QCOMPARE(numbers(edited), (QStringList{"100", "200", "300", "*", "*"}));
    QCOMPARE(Edited::text(*edited.panel.aclPage(), 4, Column::Block), QStringLiteral("::/0"));
}

void TestNetworkAclPage::theDefaultAclAllowsWhileItHasNoRules()
{
    Drawing drawing = guarded();
    drawing.add("acl", "vpc.network-acl", "vpc", {{"is_default", true}});
    Edited edited(drawing.build(), "acl");
    QCOMPARE(numbers(edited), (QStringList{"100", "*"}));
    QCOMPARE(Edited::text(*edited.panel.aclPage(), 0, Column::Action), QStringLiteral("Allow"));
    QCOMPARE(edited.panel.aclPage()->table()->entries()->entryCount(), 0);
}

void TestNetworkAclPage::aNewRuleStandsBetweenItsNeighbours_data()
{
    QTest::addColumn<QList<int>>("before");
    QTest::addColumn<int>("row");
    QTest::addColumn<QStringList>("after");
    QTest::newRow("in a wide gap, round")
        << QList<int>{100, 200} << 0 << QStringList{"100", "150", "200", "*"};
    QTest::newRow("in a gap of ten")
        << QList<int>{100, 110} << 0 << QStringList{"100", "105", "110", "*"};
    QTest::newRow("a hundred fits where it can")
        << QList<int>{50, 350} << 0 << QStringList{"50", "200", "350", "*"};
    QTest::newRow("behind the last")
        << QList<int>{100, 250} << 1 << QStringList{"100", "250", "300", "*"};
    QTest::newRow("without room all are numbered anew")
        << QList<int>{100, 101} << 0 << QStringList{"100", "200", "300", "*"};
    QTest::newRow("behind the last number there is")
        << QList<int>{32766} << 0 << QStringList{"100", "200", "*"};
}

void TestNetworkAclPage::aNewRuleStandsBetweenItsNeighbours()
{
    QFETCH(QList<int>, before);
    QFETCH(int, row);
    std::vector<Json> rules;
    for (const int number : before)
        rules.push_back(rule(number, number));
    const Architecture start = withRules(rules);
    Edited edited(start, "acl");
    RulesTable* table = edited.panel.aclPage()->table();
    table->setFocus();
    table->setCurrentIndex(table->entries()->index(row, Column::Number));
    QTest::keyClick(table, Qt::Key_Insert);
    QTEST(numbers(edited), "after");
    QCOMPARE(table->currentRow(), row + 1);
    edited.controller.undo();
    QVERIFY(edited.now() == start);
}

void TestNetworkAclPage::aRuleIsDraggedToItsPlace()
{
    const Architecture before = threeRules();
    Edited edited(before, "acl");
    const auto& page = *edited.panel.aclPage();
    QWidget* ground = page.table()->viewport();
    // The third rule between the first and the second: they swap places, the numbers stay.
    const QPoint from = Edited::centre(page, 2, Column::Type);
    const QPoint to = Edited::centre(page, 1, Column::Type) - QPoint(0, 9);
    QTest::mousePress(ground, Qt::LeftButton, {}, from);
    QTest::mouseMove(ground, from - QPoint(0, 12));
    QTest::mouseMove(ground, to);
    QTest::mouseRelease(ground, Qt::LeftButton, {}, to);
    QCOMPARE(numbers(edited), (QStringList{"100", "200", "300", "*"}));
    QCOMPARE(ports(edited), (QStringList{"10", "30", "20", "All"}));
    QCOMPARE(page.table()->currentRow(), 1);
    // The outbound rule keeps its number.
    QCOMPARE(edited.value("acl", "rules")[2].dump(), rule(100, 99, "allow", "egress").dump());
    edited.controller.undo(); // one step
    QVERIFY(edited.now() == before);
    // A click alone moves nothing.
    QTest::mouseClick(ground, Qt::LeftButton, {}, from);
    QVERIFY(edited.now() == before);
}

void TestNetworkAclPage::escapeEndsADrag()
{
    const Architecture before = threeRules();
    Edited edited(before, "acl");
    const auto& page = *edited.panel.aclPage();
    const QPoint from = Edited::centre(page, 2, Column::Type);
    const QPoint to = Edited::centre(page, 0, Column::Type);
    page.table()->setFocus();
    QTest::mousePress(page.table()->viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(page.table()->viewport(), to);
    QTest::keyClick(page.table(), Qt::Key_Escape);
    QTest::mouseRelease(page.table()->viewport(), Qt::LeftButton, {}, to);
    QVERIFY(edited.now() == before);
}

void TestNetworkAclPage::altUpReadsARuleEarlier()
{
    Edited edited(threeRules(), "acl");
    RulesTable* table = edited.panel.aclPage()->table();
    table->setFocus();
    table->setCurrentIndex(table->entries()->index(2, Column::Ports));
    QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(ports(edited), (QStringList{"30", "10", "20", "All"}));
    QTest::keyClick(table, Qt::Key_Up, Qt::AltModifier); // it is the first already
    QCOMPARE(table->currentRow(), 0);
    QTest::keyClick(table, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(ports(edited), (QStringList{"10", "30", "20", "All"}));
}

void TestNetworkAclPage::theRestCannotBeMovedOrChanged()
{
    const Architecture before = threeRules();
    Edited edited(before, "acl");
    const auto& page = *edited.panel.aclPage();
    const QPoint from = Edited::centre(page, 3, Column::Type);
    const QPoint to = Edited::centre(page, 0, Column::Type);
    QTest::mousePress(page.table()->viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(page.table()->viewport(), to);
    QTest::mouseRelease(page.table()->viewport(), Qt::LeftButton, {}, to);
    page.table()->setCurrentIndex(page.table()->entries()->index(3, Column::Action));
    page.table()->setFocus();
    QTest::keyClick(page.table(), Qt::Key_F2);
    QTest::keyClick(page.table(), Qt::Key_Delete);
    QVERIFY(edited.now() == before);
}

void TestNetworkAclPage::numbersAreGivenAnewInSteps()
{
    Edited edited(withRules({rule(7, 1), rule(9, 2), rule(500, 3)}), "acl");
    const auto actions = edited.panel.aclPage()->renumberButton()->menu()->actions();
    actions[0]->trigger();
    QCOMPARE(numbers(edited), (QStringList{"10", "20", "30", "*"}));
    actions[1]->trigger();
    QCOMPARE(numbers(edited), (QStringList{"100", "200", "300", "*"}));
    QCOMPARE(ports(edited), (QStringList{"1", "2", "3", "All"}));
    const auto steps = edited.controller.document().undoTitle().english();
    QCOMPARE(steps, std::string("Change inbound rules of acl"));
}

void TestNetworkAclPage::aNumberThatIsTakenIsRefused()
{
    const Architecture before = threeRules();
    Edited edited(before, "acl");
    const auto& page = *edited.panel.aclPage();
    Edited::type(page, 0, Column::Number, QStringLiteral("200"));
    QVERIFY(edited.now() == before);
    QCOMPARE(page.remark()->text(), QStringLiteral("Another rule has the number 200 too."));
    Edited::type(page, 0, Column::Number, QStringLiteral("32767"));
    QCOMPARE(page.remark()->text(), QStringLiteral("A rule number is 1 to 32766."));
    Edited::type(page, 0, Column::Number, QStringLiteral("250"));
    QCOMPARE(ports(edited), (QStringList{"20", "10", "30", "All"}));
}

void TestNetworkAclPage::ephemeralPortsAreAllowedOnce()
{
    Edited edited(threeRules(), "acl");
    const auto& page = *edited.panel.aclPage();
    QVERIFY(page.ephemeralButton()->isEnabled());
    QTest::mouseClick(page.ephemeralButton(), Qt::LeftButton);
    QCOMPARE(ports(edited), (QStringList{"10", "20", "30", "1024-65535", "All"}));
    QCOMPARE(numbers(edited), (QStringList{"100", "200", "300", "400", "*"}));
    QCOMPARE(page.table()->currentRow(), 3);
    QVERIFY(!page.ephemeralButton()->isEnabled());
}

void TestNetworkAclPage::shadowedRulesAreMarked()
{
    Edited edited(withRules({rule(100, 80), rule(200, 80), rule(300, 443)}), "acl");
    edited.analyse();
    const EntryTableModel* entries = edited.panel.aclPage()->table()->entries();
    QVERIFY(entries->findingAt(0) == nullptr);
    QVERIFY(entries->findingAt(1) != nullptr);
    QCOMPARE(entries->findingAt(1)->code, std::string("NA004"));
    QVERIFY(entries->findingAt(2) == nullptr);
    QCOMPARE(Edited::text(*edited.panel.aclPage(), 1, Column::Remark),
             QStringLiteral("acl: rule 200 says what rule 100 says before it"));
}

void TestNetworkAclPage::aDenialThatComesTooLateIsMarked()
{
    Edited edited(withRules({rule(100, 80), rule(200, 80, "deny")}), "acl");
    edited.analyse();
    const EntryTableModel* entries = edited.panel.aclPage()->table()->entries();
    QVERIFY(entries->findingAt(0) == nullptr);
    QCOMPARE(entries->findingAt(1)->code, std::string("NA005"));
    // Read earlier it is no longer in vain.
    edited.panel.aclPage()->table()->setCurrentIndex(entries->index(1, 0));
    QTest::mouseClick(edited.panel.aclPage()->upButton(), Qt::LeftButton);
    edited.analyse();
    QCOMPARE(Edited::text(*edited.panel.aclPage(), 0, Column::Action), QStringLiteral("Deny"));
    QVERIFY(entries->findingAt(0) == nullptr);
}

void TestNetworkAclPage::subnetsAreTickedAndUnticked()
{
    const Architecture before = threeRules();
    Edited edited(before, "acl");
    UsageTree* usage = edited.panel.aclPage()->usage();
    QCOMPARE(usage->sections()[0].title, QStringLiteral("Subnets (1)"));
    QVERIFY(usage->itemOf(ResourceId("public"))->checkState(0) == Qt::Checked);
    usage->setFocus();
    usage->setCurrentItem(usage->itemOf(ResourceId("private")));
    QTest::keyClick(usage, Qt::Key_Space);
    QCoreApplication::processEvents();
    QCOMPARE(edited.value("private", "network_acl").get<std::string>(), std::string("acl"));
    QCOMPARE(usage->sections()[0].title, QStringLiteral("Subnets (2)"));
    QTest::keyClick(usage, Qt::Key_Space); // the list keeps the place
    QCoreApplication::processEvents();
    QVERIFY(edited.now() == before);
}

QTEST_MAIN(TestNetworkAclPage)
#include "tst_network_acl_page.moc"
