// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII // a test says its texts plainly
#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "tests/widgets/tables/tables_fixture.h"

using namespace skydraft;
using namespace skydraft::testing;
using Column = SecurityGroupModel::Column;

class TestSecurityGroupPage : public QObject
{
    Q_OBJECT

private slots:
    void theModelKeepsItsPromises();
    void rulesStandAsTheConsoleShowsThem();
    void aTypeThatIsChosenSetsProtocolAndPorts();
    void aCellIsEditedByDoubleClick();
    void oneChangeIsOneStep();
    void theSourceIsCompletedFromGroupsAndBlocks();
    void whatCannotStandStaysInTheCellWithTheReason_data();
    void whatCannotStandStaysInTheCellWithTheReason();
    void aReasonIsGivenWhileTyping();
    void rowsComeAndGoByKeyboard();
    void outboundRulesBeginWithTheDefault();
    void whoComesInIsSaidInWords();
    void aWorldOpenAdminPortIsMarked();
    void whoUsesTheGroupIsListedAndRevealed();
    void deleteInTheListTakesTheGroupAway();
    void theGroupIsAttachedToTheSelection();
    void anAnalysisDoesNotDisturbTyping();
    void aLaterVersionIsNotChanged();
    void everythingHasANameForScreenReaders();
};

void TestSecurityGroupPage::theModelKeepsItsPromises()
{
    Edited edited(guarded().build(), "sg-db");
    SecurityGroupModel model(edited.controller, SecurityGroupModel::Side::Inbound);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setResource(ResourceId("sg-web"));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.add(0), 1);
    QCOMPARE(model.duplicate(0), 1);
    QVERIFY(model.setData(model.index(0, Column::Ports), QStringLiteral("81")));
    QVERIFY(!model.setData(model.index(0, Column::Ports), QStringLiteral("9-8")));
    QVERIFY(model.remove(3));
    QVERIFY(model.remove(0));
    edited.controller.undo();
    edited.controller.undo();
    QCOMPARE(model.rowCount(), 4);
    edited.controller.apply(Edit{RemoveResource{ResourceId("sg-web")}}, {});
    QCOMPARE(model.rowCount(), 0);
    edited.controller.undo();
    QCOMPARE(model.rowCount(), 4);
    model.setResource({});
    QCOMPARE(model.rowCount(), 0);
}

void TestSecurityGroupPage::rulesStandAsTheConsoleShowsThem()
{
    Edited edited(guarded().build(), "sg-web");
    const auto& page = *edited.panel.groupPage();
    QCOMPARE(Edited::column(page, Column::Type), (QStringList{"HTTP", "SSH"}));
    QCOMPARE(Edited::column(page, Column::Protocol), (QStringList{"TCP", "TCP"}));
    QCOMPARE(Edited::column(page, Column::Ports), (QStringList{"80", "22"}));
    QCOMPARE(Edited::column(page, Column::Peer), (QStringList{"0.0.0.0/0", "10.0.0.0/16"}));
}

void TestSecurityGroupPage::aTypeThatIsChosenSetsProtocolAndPorts()
{
    Edited edited(guarded().build(), "sg-web");
    Edited::type(*edited.panel.groupPage(), 0, Column::Type, QStringLiteral("HTTPS"));
    const Json first = edited.value("sg-web", "ingress")[0];
    QCOMPARE(first["from_port"].get<int>(), 443);
    QCOMPARE(first["to_port"].get<int>(), 443);
    QCOMPARE(first["source"].get<std::string>(), std::string("0.0.0.0/0"));
}

void TestSecurityGroupPage::aCellIsEditedByDoubleClick()
{
    Edited edited(guarded().build(), "sg-web");
    const auto& page = *edited.panel.groupPage();
    const QPoint cell = Edited::centre(page, 1, Column::Ports);
    QTest::mouseClick(page.table()->viewport(), Qt::LeftButton, {}, cell);
    QTest::mouseDClick(page.table()->viewport(), Qt::LeftButton, {}, cell);
    auto* field = qobject_cast<QLineEdit*>(Edited::openField(page));
    QVERIFY(field != nullptr);
    QCOMPARE(field->selectedText(), QStringLiteral("22")); // typing replaces it
    QTest::keyClicks(field, QStringLiteral("2222"));
    QTest::keyClick(field, Qt::Key_Return);
    QCoreApplication::processEvents();
    QCOMPARE(edited.value("sg-web", "ingress")[1]["to_port"].get<int>(), 2222);
}

void TestSecurityGroupPage::oneChangeIsOneStep()
{
    const Architecture before = guarded().build();
    Edited edited(before, "sg-web");
    Edited::type(*edited.panel.groupPage(), 0, Column::Ports, QStringLiteral("8000-8100"));
    QCOMPARE(edited.value("sg-web", "ingress")[0]["to_port"].get<int>(), 8100);
    QCOMPARE(edited.controller.document().undoTitle().english(),
             std::string("Change inbound rules of sg-web"));
    edited.controller.undo();
    QVERIFY(edited.now() == before);
    QCOMPARE(Edited::text(*edited.panel.groupPage(), 0, Column::Ports), QStringLiteral("80"));
    // Opening a cell and leaving it as it is changes nothing.
    Edited::type(*edited.panel.groupPage(), 0, Column::Ports, QStringLiteral("80"));
    QVERIFY(!edited.controller.document().canUndo());
}

void TestSecurityGroupPage::theSourceIsCompletedFromGroupsAndBlocks()
{
    Edited edited(guarded().add("office", "vpc.prefix-list").build(), "sg-db");
    const auto& page = *edited.panel.groupPage();
    QStringList labels;
    for (const CellChoice& choice :
         page.table()->entries()->choices(page.table()->entries()->index(0, Column::Peer)))
        labels.append(choice.label);
    QCOMPARE(labels, (QStringList{"Anywhere IPv4 (0.0.0.0/0)", "Anywhere IPv6 (::/0)",
                                  "My VPC (10.0.0.0/16)", "sg-db", "sg-web", "office"}));
    const auto source = [&] {
        return edited.value("sg-db", "ingress")[0]["source"].get<std::string>();
    };
    Edited::type(page, 0, Column::Peer, QStringLiteral("My VPC (10.0.0.0/16)"));
    QCOMPARE(source(), std::string("10.0.0.0/16"));
    Edited::type(page, 0, Column::Peer, QStringLiteral("SG-DB"));
    QCOMPARE(source(), std::string("sg-db"));
    Edited::type(page, 0, Column::Peer, QStringLiteral("203.0.113.77/24"));
    QCOMPARE(source(), std::string("203.0.113.0/24")); // as AWS writes it
    Edited::type(page, 0, Column::Peer, QStringLiteral("203.0.113.77"));
    QCOMPARE(source(), std::string("203.0.113.77/32"));
    Edited::type(page, 0, Column::Peer, QStringLiteral("office"));
    QCOMPARE(source(), std::string("office"));
}

void TestSecurityGroupPage::whatCannotStandStaysInTheCellWithTheReason_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, int column, const char* text, const char* reason) {
        QTest::newRow(name) << column << QString::fromUtf8(text) << QString::fromUtf8(reason);
    };
    row("a block that is too small", Column::Peer, "10.0.0.0/33",
        "“10.0.0.0/33” is no CIDR block: the size after the slash is 0 to 32.");
    row("half a block", Column::Peer, "10.0.0/8",
        "“10.0.0/8” is no CIDR block such as 203.0.113.0/24.");
    row("a group that is not there", Column::Peer, "sg-gone",
        "There is no group or prefix list “sg-gone”.");
    row("a group of a VPC that is not peered", Column::Peer, "sg-far",
        "“sg-far” belongs to a VPC that is not peered with this one.");
    row("a range turned around", Column::Ports, "90-80",
        "The range ends (80) before it begins (90).");
}

void TestSecurityGroupPage::whatCannotStandStaysInTheCellWithTheReason()
{
    QFETCH(int, column);
    QFETCH(QString, text);
    QFETCH(QString, reason);
    const Architecture before = guarded().build();
    Edited edited(before, "sg-db");
    const auto& page = *edited.panel.groupPage();
    Edited::type(page, 0, column, text);
    QVERIFY(edited.now() == before); // the document never gets it
    QCOMPARE(Edited::text(page, 0, column), text);
    const QModelIndex cell = page.table()->entries()->index(0, column);
    QCOMPARE(cell.data(EntryTableModel::ProblemRole).toString(), reason);
    QCOMPARE(Edited::text(page, 0, Column::Who), reason); // beside it
    QVERIFY(cell.data(Qt::AccessibleTextRole).toString().contains(reason));
    QCOMPARE(page.remark()->text(), reason);
    // What is right takes its place.
    Edited::type(page, 0, Column::Ports, QStringLiteral("3307"));
    Edited::type(page, 0, Column::Peer, QStringLiteral("10.0.0.0/8"));
    QCOMPARE(cell.data(EntryTableModel::ProblemRole).toString(), QString());
    QVERIFY(page.remark()->text().isEmpty());
}

void TestSecurityGroupPage::aReasonIsGivenWhileTyping()
{
    Edited edited(guarded().build(), "sg-db");
    const auto& page = *edited.panel.groupPage();
    page.table()->editCell(0, Column::Ports);
    auto* field = qobject_cast<QLineEdit*>(Edited::openField(page));
    QVERIFY(field != nullptr);
    QTest::keyClicks(field, QStringLiteral("70000"));
    QVERIFY(field->property("invalid").toBool());
    QCOMPARE(field->accessibleDescription(), QStringLiteral("Ports end at 65535."));
    QTest::keyClick(field, Qt::Key_Backspace);
    QVERIFY(!field->property("invalid").toBool());
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(Edited::text(page, 0, Column::Ports), QStringLiteral("3306"));
}

void TestSecurityGroupPage::rowsComeAndGoByKeyboard()
{
    const Architecture before = guarded().build();
    Edited edited(before, "sg-web");
    const auto& page = *edited.panel.groupPage();
    RulesTable* table = page.table();
    table->setFocus();
    table->setCurrentIndex(table->entries()->index(0, Column::Type));
    QTest::keyClick(table, Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(Edited::column(page, Column::Ports), (QStringList{"80", "80", "22"}));
    QCOMPARE(table->currentRow(), 1);
    QTest::keyClick(table, Qt::Key_Delete);
    QTest::keyClick(table, Qt::Key_Delete);
    QCOMPARE(Edited::column(page, Column::Ports), (QStringList{"80"}));
    QTest::keyClick(table, Qt::Key_Insert);
    QCOMPARE(Edited::column(page, Column::Ports), (QStringList{"80", "443"}));
    QCOMPARE(Edited::text(page, 1, Column::Peer), QStringLiteral("10.0.0.0/16")); // narrow
    QVERIFY(Edited::openField(page) != nullptr); // to choose the type at once
    for (int step = 0; step < 4; ++step)
        edited.controller.undo();
    QVERIFY(edited.now() == before);
}

void TestSecurityGroupPage::outboundRulesBeginWithTheDefault()
{
    Edited edited(guarded().build(), "sg-web");
    const auto& page = *edited.panel.groupPage();
    QToolButton* outbound = nullptr;
    for (QToolButton* button : page.tools()->findChildren<QToolButton*>())
        if (button->text() == QStringLiteral("Outbound (1)"))
            outbound = button;
    QVERIFY(outbound != nullptr);
    QTest::mouseClick(outbound, Qt::LeftButton);
    QCOMPARE(Edited::column(page, Column::Type), QStringList{"All traffic"});
    page.table()->setCurrentIndex(page.table()->entries()->index(0, 0));
    page.table()->setFocus();
    QTest::keyClick(page.table(), Qt::Key_Delete);
    QCOMPARE(edited.value("sg-web", "egress").dump(), std::string("[]"));
    QCOMPARE(outbound->text(), QStringLiteral("Outbound (0)"));
}

void TestSecurityGroupPage::whoComesInIsSaidInWords()
{
    Edited edited(guarded().build(), "sg-web");
    edited.analyse();
    QCOMPARE(Edited::column(*edited.panel.groupPage(), Column::Who),
             (QStringList{"The whole internet (IPv4)", "Resources: 3"})); // web, db and nat
    edited.panel.setSubject(ResourceId("sg-db"));
    QCOMPARE(Edited::column(*edited.panel.groupPage(), Column::Who), QStringList{"web"});
    edited.controller.apply(Edit{SetProperty{ResourceId("web"), "security_groups", Json::array()}},
                            {});
    edited.analyse();
    QCOMPARE(Edited::column(*edited.panel.groupPage(), Column::Who), QStringList{"Nobody yet"});
}

void TestSecurityGroupPage::aWorldOpenAdminPortIsMarked()
{
    Edited edited(guarded().build(), "sg-web");
    const auto& page = *edited.panel.groupPage();
    edited.analyse();
    QVERIFY(page.table()->entries()->findingAt(1) == nullptr);
    Edited::type(page, 1, Column::Peer, QStringLiteral("0.0.0.0/0"));
    edited.analyse();
    const Finding* finding = page.table()->entries()->findingAt(1);
    QVERIFY(finding != nullptr);
    QCOMPARE(finding->code, std::string("SG001"));
    QVERIFY(!page.table()
                 ->entries()
                 ->index(1, Column::Who)
                 .data(Qt::DecorationRole)
                 .value<QIcon>()
                 .isNull());
    page.table()->setCurrentIndex(page.table()->entries()->index(1, 0));
    QCOMPARE(page.remark()->text(), QStringLiteral("SG001: sg-web admits SSH (tcp 22) from "
                                                   "0.0.0.0/0"));
    // The web port of the same group is not what SG001 is about.
    const Finding* other = page.table()->entries()->findingAt(0);
    QVERIFY(other == nullptr || other->code != "SG001");
}

void TestSecurityGroupPage::whoUsesTheGroupIsListedAndRevealed()
{
    Edited edited(guarded().build(), "sg-web");
    const auto& page = *edited.panel.groupPage();
    const auto& sections = page.usage()->sections();
    QCOMPARE(sections[0].title, QStringLiteral("Used by (1)"));
    QCOMPARE(sections[0].items.front().id, ResourceId("web"));
    QCOMPARE(sections[1].title, QStringLiteral("Named in rules of (1)"));
    QCOMPARE(sections[1].items.front().text, QStringLiteral("sg-db (1)"));
    QSignalSpy revealed(&edited.panel, &RulesPanel::revealRequested);
    QTreeWidgetItem* item = page.usage()->itemOf(ResourceId("web"));
    QTest::mouseClick(page.usage()->viewport(), Qt::LeftButton, {},
                      page.usage()->visualItemRect(item).center());
    QCOMPARE(revealed.count(), 1);
    QCOMPARE(revealed[0][0].value<ResourceId>(), ResourceId("web"));
    page.usage()->setCurrentItem(page.usage()->itemOf(ResourceId("sg-db")));
    QTest::keyClick(page.usage(), Qt::Key_Return);
    QCOMPARE(revealed.count(), 2);
}

void TestSecurityGroupPage::deleteInTheListTakesTheGroupAway()
{
    const Architecture before = guarded().build();
    Edited edited(before, "sg-web");
    UsageTree* usage = edited.panel.groupPage()->usage();
    usage->setFocus();
    // A rule that names the group is no use of it that could be ended here.
    usage->setCurrentItem(usage->itemOf(ResourceId("sg-db")));
    QTest::keyClick(usage, Qt::Key_Delete);
    QVERIFY(edited.now() == before);
    usage->setCurrentItem(usage->itemOf(ResourceId("web")));
    QTest::keyClick(usage, Qt::Key_Delete);
    QCOMPARE(edited.value("web", "security_groups").dump(), std::string("[]"));
    edited.controller.undo();
    QVERIFY(edited.now() == before);
}

void TestSecurityGroupPage::theGroupIsAttachedToTheSelection()
{
    const Architecture before = guarded().build();
    Edited edited(before, "sg-web");
    const auto& page = *edited.panel.groupPage();
    QVERIFY(!page.attachButton()->isEnabled());
    edited.controller.select({ResourceId("bucket")});
    QVERIFY(!page.attachButton()->isEnabled());
    edited.controller.select({ResourceId("db"), ResourceId("bucket"), ResourceId("web")});
    QVERIFY(page.attachButton()->isEnabled());
    QTest::mouseClick(page.attachButton(), Qt::LeftButton);
    QCOMPARE(edited.value("db", "security_groups").dump(), std::string("[\"sg-db\",\"sg-web\"]"));
    QVERIFY(!page.attachButton()->isEnabled()); // all that can have it do
    edited.controller.undo();
    QVERIFY(edited.now() == before);
}

void TestSecurityGroupPage::anAnalysisDoesNotDisturbTyping()
{
    Edited edited(guarded().build(), "sg-web");
    const auto& page = *edited.panel.groupPage();
    page.table()->editCell(0, Column::Ports);
    auto* field = qobject_cast<QLineEdit*>(Edited::openField(page));
    QVERIFY(field != nullptr);
    QTest::keyClicks(field, QStringLiteral("90"));
    edited.analyse();
    QCOMPARE(Edited::openField(page), field);
    QCOMPARE(field->text(), QStringLiteral("90"));
    QTest::keyClick(field, Qt::Key_Return);
    QCoreApplication::processEvents();
    QCOMPARE(edited.value("sg-web", "ingress")[0]["to_port"].get<int>(), 90);
}

void TestSecurityGroupPage::aLaterVersionIsNotChanged()
{
    Edited edited(guarded().build(), "sg-web");
    edited.controller.setReadOnly(true);
    const auto& page = *edited.panel.groupPage();
    const Architecture before = edited.now();
    QVERIFY(!(page.table()->entries()->flags(page.table()->entries()->index(0, 0))
              & Qt::ItemIsEditable));
    page.table()->setFocus();
    for (const Qt::Key key : {Qt::Key_Insert, Qt::Key_Delete, Qt::Key_F2})
        QTest::keyClick(page.table(), key);
    QVERIFY(Edited::openField(page) == nullptr);
    QVERIFY(edited.now() == before);
}

void TestSecurityGroupPage::everythingHasANameForScreenReaders()
{
    Edited edited(guarded().build(), "sg-web");
    const auto& page = *edited.panel.groupPage();
    QVERIFY(!page.table()->accessibleName().isEmpty());
    QVERIFY(!page.usage()->accessibleName().isEmpty());
    for (const QToolButton* button : edited.panel.findChildren<QToolButton*>())
        if (button->objectName().isEmpty())
            QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(),
                     qPrintable(button->toolTip()));
    page.table()->editCell(0, Column::Peer);
    QCOMPARE(Edited::openField(page)->accessibleName(), QStringLiteral("Source"));
}

QTEST_MAIN(TestSecurityGroupPage)
#include "tst_security_group_page.moc"
