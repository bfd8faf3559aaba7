// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCompleter>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/drawing.h"
#include "widgets/panels/intent_dialog.h"
#include "widgets/panels/intents_panel.h"
#include "widgets/panels/trace_view.h"
#include "widgets/session/document_controller.h"

using namespace skydraft;

/// A panel with what the window gives it: the drawing, and an analysis after every change.
class TestIntentsPanel : public QObject
{
    Q_OBJECT

private slots:
    void anIntentIsAddedEditedAndRemoved();
    void badFieldsKeepTheDialogOpen_data();
    void badFieldsKeepTheDialogOpen();
    void aClickSelectsThePairAndShowsItsPath();
    void theStateIsAWordAndFollowsTheDrawing();
    void theChosenRowStaysChosen();
    void offersCompleteToWhatTheDrawingHas();
};

namespace {

Architecture tiers(const char* admitted)
{
    const Json rule{
        {"protocol", "tcp"}, {"from_port", 3306}, {"to_port", 3306}, {"source", admitted}};
    return testing::Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
        .add("sg-web", "vpc.security-group", "vpc")
        .add("sg-db", "vpc.security-group", "vpc", {{"ingress", Json::array({rule})}})
        .add("web", "ec2.instance", "net", {{"security_groups", {"sg-web"}}})
        .add("db", "rds.instance", "net",
             {{"security_groups", {"sg-db"}}, {"tags", {{"tier", "data"}}}})
        .build();
}

struct Fixture
{
    explicit Fixture(const char* admitted = "sg-web")
    {
        controller.reset(tiers(admitted));
        QObject::connect(&controller, &DocumentController::changed, &panel, [this] { analyse(); });
        panel.resize(1000, 400);
        panel.show();
        analyse();
    }

    void analyse()
    {
        panel.setAnalysis(std::make_shared<const Analysis>(
            AnalysisRunner::analyse(controller.catalogue(), controller.architecture())));
    }

    void promise(IntentKind kind, const char* id = "i")
    {
        const Intent intent{
            .id = IntentId(id), .name = id, .kind = kind, .from = "web", .to = "db"};
        controller.apply(Edit{SetIntent{intent.id, intent}}, {});
    }

    IntentDialog* open(QPushButton* button)
    {
        QTest::mouseClick(button, Qt::LeftButton);
        auto* dialog = panel.findChild<IntentDialog*>();
        return dialog != nullptr && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
    }

    void clickRow(int row)
    {
        const QRect place = panel.list()->visualItemRect(panel.list()->topLevelItem(row));
        QTest::mouseClick(panel.list()->viewport(), Qt::LeftButton, {}, place.center());
    }

    QString cell(int row, int column) { return panel.list()->topLevelItem(row)->text(column); }

    DocumentController controller{Catalogue::builtIn()};
    IntentsPanel panel{controller};
};

void type(QLineEdit* field, const char* text)
{
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QString::fromLatin1(text));
    if (field->completer() != nullptr)
        field->completer()->popup()->hide();
}

void acceptWithMouse(const IntentDialog& dialog)
{
    QTest::mouseClick(dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok),
                      Qt::LeftButton);
}

} // namespace

void TestIntentsPanel::anIntentIsAddedEditedAndRemoved()
{
    Fixture f;
    const Architecture before = f.controller.architecture();
    QVERIFY(!f.panel.editButton()->isEnabled());
    IntentDialog* dialog = f.open(f.panel.addButton());
    QVERIFY(dialog != nullptr);
    QCOMPARE(dialog->fromField()->text(), QStringLiteral("internet"));
    type(dialog->nameField(), "The data is private");
    type(dialog->toField(), "tag:tier=data");
    dialog->protocolBox()->setFocus();
    QTest::keyClick(dialog->protocolBox(), Qt::Key_Down); // from any to TCP
    type(dialog->portField(), "3306");
    acceptWithMouse(*dialog);
    const Intent* added = f.controller.architecture().find(IntentId("intent"));
    QVERIFY(added != nullptr);
    QVERIFY(*added
            == (Intent{.id = IntentId("intent"),
                       .name = "The data is private",
                       .kind = IntentKind::Never,
                       .from = "internet",
                       .to = "tag:tier=data",
                       .protocol = "tcp",
                       .port = 3306}));
    QCOMPARE(f.cell(0, 0), QStringLiteral("Kept"));
    QCOMPARE(f.cell(0, 2), QStringLiteral("internet never reaches tag:tier=data (tcp 3306)"));

    f.clickRow(0);
    QTRY_VERIFY(f.panel.findChild<IntentDialog*>() == nullptr);
    dialog = f.open(f.panel.editButton());
    QVERIFY(dialog != nullptr);
    QVERIFY(!dialog->throughField()->isVisible());
    dialog->kindBox()->setFocus();
    QTest::keyClick(dialog->kindBox(), Qt::Key_Down);
    QTest::keyClick(dialog->kindBox(), Qt::Key_Down);
    QVERIFY(dialog->throughField()->isVisible());
    type(dialog->throughField(), "web");
    QTest::keyClick(dialog->throughField(), Qt::Key_Return);
    QCOMPARE(f.cell(0, 2),
             QStringLiteral("internet reaches tag:tier=data only through web (tcp 3306)"));
    QCOMPARE(f.cell(0, 0), QStringLiteral("Broken"));

    f.clickRow(0);
    QTest::mouseClick(f.panel.removeButton(), Qt::LeftButton);
    QVERIFY(f.controller.architecture() == before);
    f.controller.undo();
    QVERIFY(f.controller.architecture().find(IntentId("intent")) != nullptr);
}

void TestIntentsPanel::badFieldsKeepTheDialogOpen_data()
{
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("port");
    QTest::newRow("no end") << QByteArray() << QByteArray();
    QTest::newRow("a tag without a value") << QByteArray("tag:tier") << QByteArray();
    QTest::newRow("a port that is no number") << QByteArray("db") << QByteArray("https");
    QTest::newRow("a port beyond 65535") << QByteArray("db") << QByteArray("65536");
}

void TestIntentsPanel::badFieldsKeepTheDialogOpen()
{
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, port);
    Fixture f;
    IntentDialog* dialog = f.open(f.panel.addButton());
    QVERIFY(dialog != nullptr);
    type(dialog->toField(), to.constData());
    type(dialog->portField(), port.constData());
    acceptWithMouse(*dialog);
    QVERIFY(dialog->isVisible());
    QVERIFY(!dialog->message().isEmpty());
    QVERIFY(f.controller.architecture().intents().empty());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
}

void TestIntentsPanel::aClickSelectsThePairAndShowsItsPath()
{
    Fixture f;
    f.promise(IntentKind::Never);
    QCOMPARE(f.cell(0, 0), QStringLiteral("Broken"));
    f.clickRow(0);
    QCOMPARE(f.controller.selectedResources(), (std::set{ResourceId("web"), ResourceId("db")}));
    QVERIFY(f.panel.trace()->hops()->topLevelItemCount() > 0);
    QSignalSpy revealed(&f.panel, &IntentsPanel::revealRequested);
    QTreeWidget* hops = f.panel.trace()->hops();
    QTreeWidgetItem* hop = hops->topLevelItem(0)->child(0);
    QVERIFY(hop != nullptr);
    QTest::mouseClick(hops->viewport(), Qt::LeftButton, {}, hops->visualItemRect(hop).center());
    QCOMPARE(revealed.count(), 1);
}

void TestIntentsPanel::theStateIsAWordAndFollowsTheDrawing()
{
    Fixture f("10.9.0.0/16");
    QSignalSpy counts(&f.panel, &IntentsPanel::countChanged);
    f.promise(IntentKind::Reaches);
    QCOMPARE(f.cell(0, 0), QStringLiteral("Broken"));
    QCOMPARE(counts.last()[0].toInt(), 1);
    f.clickRow(0);
    const auto fixes = f.panel.trace()->fixButtons();
    QVERIFY(!fixes.empty()); // a blocked path is mended where it is seen
    QTest::mouseClick(fixes.back(), Qt::LeftButton);
    QCOMPARE(f.cell(0, 0), QStringLiteral("Kept"));
    QCOMPARE(counts.last()[0].toInt(), 0);
    QVERIFY(f.controller.apply(Edit{RemoveResource{ResourceId("db")}}, {}));
    QCOMPARE(f.cell(0, 0), QStringLiteral("Undecided"));
    QCOMPARE(f.panel.trace()->headline(), QStringLiteral("there is no resource \"db\""));
}

void TestIntentsPanel::theChosenRowStaysChosen()
{
    Fixture f;
    f.promise(IntentKind::Reaches, "b");
    f.promise(IntentKind::Reaches, "c");
    f.clickRow(1);
    f.promise(IntentKind::Never, "a"); // stands before them
    QCOMPARE(f.panel.list()->currentItem()->text(1), QStringLiteral("c"));
    QVERIFY(f.panel.removeButton()->isEnabled());
}

void TestIntentsPanel::offersCompleteToWhatTheDrawingHas()
{
    Fixture f;
    const QStringList offers = selectorOffers(f.controller);
    for (const char* wanted :
         {"internet", "web", "db", "type:ec2.instance", "tag:tier=data", "in:vpc", "in:net"})
        QVERIFY2(offers.contains(QLatin1String(wanted)), wanted);
    QVERIFY(!offers.contains(QStringLiteral("in:web")));
    IntentDialog* dialog = f.open(f.panel.addButton());
    QVERIFY(dialog != nullptr);
    dialog->toField()->setFocus();
    dialog->activateWindow();
    QTest::keyClicks(dialog->toField(), QStringLiteral("tier"));
    QCompleter* completer = dialog->toField()->completer();
    QCOMPARE(completer->completionCount(), 1);
    QCOMPARE(completer->currentCompletion(), QStringLiteral("tag:tier=data"));
}

QTEST_MAIN(TestIntentsPanel)
#include "tst_intents_panel.moc"
