// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII // a test says its texts plainly
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>

#include "tests/widgets/tables/tables_fixture.h"
#include "widgets/common/language.h"
#include "widgets/common/mime_types.h"

using namespace skydraft;
using namespace skydraft::testing;

class TestRulesPanel : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { setLanguage(QStringLiteral("en")); }
    void theSelectionIsFollowed_data();
    void theSelectionIsFollowed();
    void lookingSomethingUpKeepsTheEditor();
    void oneIsChosenFromTheListByKeyboard();
    void aNewGroupStandsInTheVpcOfTheOldOne();
    void whatIsRemovedIsNotShownAnyMore();
    void theFirstIsShownWhenADrawingIsOpened();
    void aHiddenPanelIsUpToDateWhenItIsShown();
    void theHandleCarriesTheGroup();
    void theLanguageChangesWithoutANewPanel();
};

void TestRulesPanel::theSelectionIsFollowed_data()
{
    QTest::addColumn<QByteArray>("shown");
    QTest::addColumn<QByteArray>("selected");
    QTest::addColumn<QByteArray>("then");
    const auto row = [](const char* name, const char* shown, const char* selected,
                        const char* then) {
        QTest::newRow(name) << QByteArray(shown) << QByteArray(selected) << QByteArray(then);
    };
    row("a group itself", "sg-web", "sg-db", "sg-db");
    row("from a group to a table", "sg-web", "rt-main", "rt-main");
    row("of a server the group", "sg-web", "db", "sg-db");
    row("a server that has the shown group", "sg-web", "web", "sg-web");
    row("a server while a table is shown: of its subnet", "rt-main", "web", "rt-public");
    row("of a subnet the table", "rt-main", "public", "rt-public");
    row("of a subnet the ACL", "acl", "public", "acl");
    row("a subnet that names none", "rt-public", "private", "rt-public");
    row("what has nothing to do with it", "sg-web", "bucket", "sg-web");
}

void TestRulesPanel::theSelectionIsFollowed()
{
    QFETCH(QByteArray, shown);
    QFETCH(QByteArray, selected);
    QFETCH(QByteArray, then);
    Edited edited(guarded().build(), shown.constData());
    edited.controller.select({ResourceId(selected.constData())});
    QCOMPARE(edited.panel.subject(), ResourceId(then.constData()));
    QCOMPARE(edited.panel.subjectBox()->currentText(), QString::fromUtf8(then));
}

void TestRulesPanel::lookingSomethingUpKeepsTheEditor()
{
    Edited edited(guarded().build(), "rt-main");
    connect(&edited.panel, &RulesPanel::revealRequested, &edited.controller,
            [&](const ResourceId& id) { edited.controller.select({id}); });
    UsageTree* usage = edited.panel.routePage()->usage();
    const QRect line = usage->visualItemRect(usage->itemOf(ResourceId("public")));
    QTest::mouseClick(usage->viewport(), Qt::LeftButton, {}, line.center()); // the name
    QCOMPARE(edited.controller.selectedResources(), std::set<ResourceId>{ResourceId("public")});
    QCOMPARE(edited.panel.subject(), ResourceId("rt-main"));
}

void TestRulesPanel::oneIsChosenFromTheListByKeyboard()
{
    Edited edited(guarded().build(), "sg-db");
    QComboBox* box = edited.panel.subjectBox();
    QStringList names;
    for (int i = 0; i < box->count(); ++i)
        names.append(box->itemText(i));
    QCOMPARE(names,
             (QStringList{"sg-db", "sg-far", "sg-web", "", "acl", "", "rt-main", "rt-public"}));
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(edited.panel.subject(), ResourceId("sg-far"));
    QTest::keyClick(box, Qt::Key_End);
    QCOMPARE(edited.panel.subject(), ResourceId("rt-public"));
    QVERIFY(edited.panel.routePage()->isVisible());
    QVERIFY(edited.panel.routePage()->tools()->isVisible());
    QVERIFY(!edited.panel.groupPage()->tools()->isVisible());
    QVERIFY(!edited.panel.handle()->isVisible());
}

void TestRulesPanel::aNewGroupStandsInTheVpcOfTheOldOne()
{
    const Architecture before = guarded().build();
    Edited edited(before, "sg-far");
    edited.panel.newButton()->menu()->actions()[0]->trigger();
    const Resource* made = edited.now().find(edited.panel.subject());
    QVERIFY(made != nullptr);
    QCOMPARE(made->type, std::string("vpc.security-group"));
    QCOMPARE(made->parent, std::optional(ResourceId("other")));
    QCOMPARE(made->name, std::string("Security group 1"));
    QCOMPARE(edited.controller.selectedResources(), std::set<ResourceId>{made->id});
    edited.panel.newButton()->menu()->actions()[2]->trigger();
    QVERIFY(edited.panel.routePage()->isVisible());
    edited.controller.undo();
    edited.controller.undo();
    QVERIFY(edited.now() == before);
}

void TestRulesPanel::whatIsRemovedIsNotShownAnyMore()
{
    Edited edited(guarded().build(), "sg-web");
    edited.controller.apply(Edit{RemoveResource{ResourceId("sg-web")}}, {});
    QCOMPARE(edited.panel.subject(), ResourceId("sg-db")); // the first of the list
    edited.controller.reset(Drawing().add("vpc", "vpc.vpc").build());
    QVERIFY(edited.panel.subject().empty());
    QVERIFY(!edited.panel.groupPage()->isVisible());
    // Without any group a new one is still at hand.
    edited.panel.newButton()->menu()->actions()[1]->trigger();
    QVERIFY(edited.panel.aclPage()->isVisible());
}

void TestRulesPanel::theFirstIsShownWhenADrawingIsOpened()
{
    DocumentController controller(Catalogue::builtIn());
    RulesPanel panel(controller);
    panel.show();
    QVERIFY(panel.subject().empty());
    controller.reset(guarded().build());
    QCOMPARE(panel.subject(), ResourceId("sg-db"));
}

void TestRulesPanel::aHiddenPanelIsUpToDateWhenItIsShown()
{
    Edited edited(guarded().build(), "sg-web");
    edited.panel.hide();
    edited.controller.apply(Edit{RenameResource{ResourceId("sg-web"), "front"}}, {});
    edited.controller.apply(
        Edit{SetProperty{ResourceId("db"), "security_groups", Json::array({"sg-web"})}}, {});
    edited.panel.show();
    QCOMPARE(edited.panel.subjectBox()->currentText(), QStringLiteral("front"));
    QCOMPARE(edited.panel.groupPage()->usage()->sections()[0].title, QStringLiteral("Used by (2)"));
}

void TestRulesPanel::theHandleCarriesTheGroup()
{
    Edited edited(guarded().build(), "sg-web");
    QVERIFY(edited.panel.handle()->isVisible());
    QCOMPARE(edited.panel.handle()->mimeData()->data(QString::fromLatin1(securityGroupMimeType)),
             QByteArray("sg-web"));
}

void TestRulesPanel::theLanguageChangesWithoutANewPanel()
{
    Edited edited(guarded().build(), "sg-web");
    const auto header = [&] {
        return edited.panel.groupPage()
            ->table()
            ->model()
            ->headerData(SecurityGroupModel::Peer, Qt::Horizontal, Qt::DisplayRole)
            .toString();
    };
    QCOMPARE(header(), QStringLiteral("Source"));
    // The tests carry no translations, but every text must be asked for again.
    QEvent change(QEvent::LanguageChange);
    edited.panel.newButton()->setToolTip({});
    QCoreApplication::sendEvent(&edited.panel, &change);
    QVERIFY(!edited.panel.newButton()->toolTip().isEmpty());
    QCOMPARE(header(), QStringLiteral("Source"));
}

QTEST_MAIN(TestRulesPanel)
#include "tst_rules_panel.moc"
