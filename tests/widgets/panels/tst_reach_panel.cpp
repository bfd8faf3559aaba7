// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/drawing.h"
#include "widgets/panels/impact_preview.h"
#include "widgets/panels/problems_model.h"
#include "widgets/panels/problems_panel.h"
#include "widgets/panels/reach_list_page.h"
#include "widgets/panels/reach_matrix_model.h"
#include "widgets/panels/reach_matrix_page.h"
#include "widgets/panels/reach_panel.h"
#include "widgets/panels/reach_words.h"
#include "widgets/panels/trace_panel.h"
#include "widgets/panels/trace_request_bar.h"
#include "widgets/panels/trace_view.h"
#include "widgets/session/document_controller.h"

using namespace skydraft;

class TestReachPanel : public QObject
{
    Q_OBJECT

private slots:
    void portsInWords_data();
    void portsInWords();
    void portsOfTwoAreUnited();
    void whatAnEditDoesInWords();
    void theMatrixShowsOpenPorts();
    void onlyCellsInViewAreWorkedOut();
    void theMatrixFollowsAnEdit();
    void filters();
    void aGroupShowsTheUnionOfItsPairs();
    void aClickOnACellTracesIt();
    void theMatrixIsCopiedAsCsv();
    void clientsAreSendersOnly();
    void whoReachesOneResource();
    void exposureFollowsTheDrawing();
    void aFixSaysWhatItOpensBeforeItIsApplied();
    void aFixOfAProblemSaysSoToo();
    void theTracePanelAsksWhoReachesAnEnd();
};

namespace {

const Text step = MODEL_TEXT("Test", "Step");

Json ingress(int port, const char* source)
{
    const Json rule{
        {"protocol", "tcp"}, {"from_port", port}, {"to_port", port}, {"source", source}};
    return {{"ingress", Json::array({rule})}};
}

Json withGroup(const char* group)
{
    return {{"security_groups", Json::array({group})}};
}

/// web (tcp 443 from everywhere, has a public address) and db (tcp 3306 from web's group).
testing::Drawing shop()
{
    testing::Drawing drawing;
    const Json route{{"destination", "0.0.0.0/0"}, {"target", "igw"}};
    Json web = withGroup("sg-web");
    web["public_ip"] = true;
    drawing.add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("rt", "vpc.route-table", "vpc", {{"routes", Json::array({route})}})
        .add("public", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"route_table", "rt"}})
        .add("private", "vpc.subnet", "vpc", {{"cidr", "10.0.2.0/24"}})
        .add("sg-web", "vpc.security-group", "vpc", ingress(443, "0.0.0.0/0"))
        .add("sg-db", "vpc.security-group", "vpc", ingress(3306, "sg-web"))
        .add("web", "ec2.instance", "public", web)
        .add("db", "ec2.instance", "private", withGroup("sg-db"));
    return drawing;
}

/// `count` hosts in the private subnet of the shop, all in sg-db.
Architecture manyHosts(int count)
{
    testing::Drawing drawing = shop();
    for (int i = 0; i < count; ++i)
        drawing.add(("host-" + std::to_string(i)).c_str(), "ec2.instance", "private",
                    withGroup("sg-db"));
    return drawing.build();
}

struct Fixture
{
    explicit Fixture(Architecture drawing)
        : controller(Catalogue::builtIn())
        , runner(controller)
        , panel(controller, runner)
    {
        controller.reset(std::move(drawing));
        panel.resize(800, 300);
        panel.show();
    }

    ReachMatrixModel& model() const { return *panel.matrix()->model(); }
    int rowOf(const char* name) const { return sectionOf(name, Qt::Vertical); }
    int columnOf(const char* name) const { return sectionOf(name, Qt::Horizontal); }
    int sectionOf(const char* name, Qt::Orientation orientation) const
    {
        const int count = orientation == Qt::Vertical ? model().rowCount() : model().columnCount();
        for (int i = 0; i < count; ++i)
            if (model().headerData(i, orientation, Qt::DisplayRole) == QString::fromUtf8(name))
                return i;
        return -1;
    }
    QModelIndex cell(const char* from, const char* to) const
    {
        return model().index(rowOf(from), columnOf(to));
    }
    QString words(const char* from, const char* to) const
    {
        return cell(from, to).data().toString();
    }

    DocumentController controller;
    ReachRunner runner;
    ReachPanel panel;
};

} // namespace

void TestReachPanel::portsInWords_data()
{
    QTest::addColumn<std::vector<OpenPorts>>("ports");
    QTest::addColumn<QString>("words");
    using Runs = std::vector<OpenPorts>;
    QTest::newRow("nothing") << Runs{} << QString();
    QTest::newRow("one port") << Runs{{Protocol::Tcp, {443, 443}}} << QStringLiteral("tcp 443");
    QTest::newRow("ports and a range")
        << Runs{{Protocol::Tcp, {80, 80}}, {Protocol::Tcp, {8000, 8010}}}
        << QStringLiteral("tcp 80, 8000–8010");
    QTest::newRow("every port") << Runs{{Protocol::Udp, {0, 65535}}} << QStringLiteral("all udp");
    QTest::newRow("two protocols")
        << Runs{{Protocol::Udp, {53, 53}}, {Protocol::Tcp, {22, 22}}, {Protocol::Icmp, {}}}
        << QStringLiteral("tcp 22; udp 53; icmp");
    QTest::newRow("everything") << Runs{{Protocol::Any, {}}} << QStringLiteral("all traffic");
}

void TestReachPanel::portsInWords()
{
    QFETCH(std::vector<OpenPorts>, ports);
    QTEST(ReachWords::ports(ports), "words");
}

void TestReachPanel::portsOfTwoAreUnited()
{
    // 80-90 and 85-95 overlap, 96 follows; udp stays apart; 200 is a run of its own.
    const auto united = unitedPorts(
        {{Protocol::Tcp, {200, 200}}, {Protocol::Tcp, {80, 90}}},
        {{Protocol::Udp, {85, 85}}, {Protocol::Tcp, {96, 96}}, {Protocol::Tcp, {85, 95}}});
    QCOMPARE(united, (std::vector<OpenPorts>{{Protocol::Tcp, {80, 96}},
                                             {Protocol::Tcp, {200, 200}},
                                             {Protocol::Udp, {85, 85}}}));
    QVERIFY(isOpen(united, Protocol::Any, 85));
    QVERIFY(isOpen(united, Protocol::Udp, 85));
    QVERIFY(!isOpen(united, Protocol::Udp, 86));
    QVERIFY(!isOpen(united, Protocol::Tcp, 97));
}

void TestReachPanel::whatAnEditDoesInWords()
{
    const Architecture drawing = shop().build();
    const std::vector<OpenPorts> mysql{{Protocol::Tcp, {3306, 3306}}};
    const std::vector<ReachChange> changes{
        {{ResourceId("web")}, {ResourceId("db")}, {}, mysql},
        {{ResourceId(), ResourceId("web")}, {ResourceId("db")}, mysql, {}}};
    QCOMPARE(ReachWords::impact(drawing, changes, 4),
             (QStringList{QStringLiteral("Opens tcp 3306 from the internet, web to db"),
                          QStringLiteral("Closes tcp 3306 from web to db")}));
    QCOMPARE(ReachWords::impact(drawing, changes, 1),
             (QStringList{QStringLiteral("Opens tcp 3306 from the internet, web to db"),
                          QStringLiteral("and 1 more change(s)")}));
    // Four pairs of the same ports are one sentence.
    const ResourceId a("web");
    const ResourceId b("db");
    const ResourceId c("sg-db");
    QCOMPARE(ReachWords::impact(drawing,
                                {{{a}, {b}, mysql, {}},
                                 {{a}, {c}, mysql, {}},
                                 {{ResourceId()}, {c}, mysql, {}},
                                 {{ResourceId()}, {b}, mysql, {}}},
                                4),
             QStringList{QStringLiteral("Opens tcp 3306 from the internet, web to db, sg-db")});
    QCOMPARE(ReachWords::impact(drawing, {}, 4),
             QStringList{QStringLiteral("Opens and closes nothing")});
}

void TestReachPanel::theMatrixShowsOpenPorts()
{
    Fixture fixture(shop().build());
    const QAbstractItemModelTester tester(&fixture.model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(fixture.model().rowCount(), 3); // the internet, db, web
    QCOMPARE(fixture.model().columnCount(), 2);
    QTRY_COMPARE(fixture.words("web", "db"), QStringLiteral("tcp 3306"));
    QTRY_COMPARE(fixture.words("Internet", "web"), QStringLiteral("tcp 443"));
    QTRY_COMPARE(fixture.words("Internet", "db"), QString());
    QCOMPARE(fixture.words("db", "db"), QStringLiteral("–"));
    const QString said = fixture.cell("web", "db").data(Qt::AccessibleTextRole).toString();
    QCOMPARE(said, QStringLiteral("web → db: tcp 3306"));
}

void TestReachPanel::onlyCellsInViewAreWorkedOut()
{
    Fixture fixture(manyHosts(498)); // and web and db: 500
    QTRY_COMPARE(fixture.model().columnCount(), 500);
    QTRY_VERIFY(fixture.model().answeredPairs() > 20);
    QTest::qWait(200);
    const int first = fixture.model().answeredPairs();
    QVERIFY2(first < 2000, qPrintable(QString::number(first)));
    fixture.panel.matrix()->view()->scrollToBottom();
    QTRY_VERIFY(fixture.model().answeredPairs() > first);
    QVERIFY(fixture.model().answeredPairs() < 5000);
}

void TestReachPanel::theMatrixFollowsAnEdit()
{
    Fixture fixture(shop().build());
    QTRY_COMPARE(fixture.words("web", "db"), QStringLiteral("tcp 3306"));
    fixture.controller.apply(
        Edit{SetProperty{ResourceId("sg-db"), "ingress", ingress(5432, "sg-web")["ingress"]}},
        step);
    QTRY_COMPARE(fixture.words("web", "db"), QStringLiteral("tcp 5432"));
    fixture.controller.apply(Edit{RemoveResource{ResourceId("web")}}, step);
    QTRY_COMPARE(fixture.model().columnCount(), 1);
    fixture.controller.undo();
    fixture.controller.undo();
    QTRY_COMPARE(fixture.words("web", "db"), QStringLiteral("tcp 3306"));
}

void TestReachPanel::filters()
{
    Fixture fixture(shop().build());
    ReachMatrixPage& page = *fixture.panel.matrix();
    QTRY_COMPARE(fixture.words("web", "db"), QStringLiteral("tcp 3306"));
    QTest::keyClicks(page.fromField(), QStringLiteral("we"));
    QCOMPARE(fixture.model().rowCount(), 1);
    QTest::keyClicks(page.toField(), QStringLiteral("PRIVATE")); // the subnet of db
    QCOMPARE(fixture.model().columnCount(), 1);
    QTRY_COMPARE(fixture.words("web", "db"), QStringLiteral("tcp 3306"));
    page.fromField()->clear();
    page.toField()->clear();
    QTest::mouseClick(page.internetButton(), Qt::LeftButton);
    QCOMPARE(fixture.model().rowCount(), 1);
    QTRY_COMPARE(fixture.words("Internet", "web"), QStringLiteral("tcp 443"));
    page.internetButton()->setChecked(false);

    QTest::keyClicks(page.portField(), QStringLiteral("3306"));
    QTRY_COMPARE(fixture.words("web", "db"), QStringLiteral("tcp 3306"));
    QTRY_COMPARE(fixture.words("Internet", "web"), QString());
    page.portField()->setText(QStringLiteral("udp 3306"));
    QTRY_COMPARE(fixture.words("web", "db"), QString());
    QVERIFY(!page.portField()->property("invalid").toBool());
    page.portField()->setText(QStringLiteral("70000"));
    QVERIFY(page.portField()->property("invalid").toBool());
    QTRY_COMPARE(fixture.words("web", "db"), QStringLiteral("tcp 3306")); // no filter then
}

void TestReachPanel::aGroupShowsTheUnionOfItsPairs()
{
    testing::Drawing drawing = shop();
    drawing.add("sg-cache", "vpc.security-group", "vpc", ingress(6379, "sg-web"))
        .add("cache", "ec2.instance", "private", withGroup("sg-cache"));
    Fixture fixture(drawing.build());
    fixture.panel.matrix()->groupingBox()->setCurrentIndex(1);
    QTRY_COMPARE(fixture.words("public (1)", "private (2)"), QStringLiteral("tcp 3306, 6379"));
    QCOMPARE(fixture.rowOf("Internet"), 0);
    QTRY_COMPARE(fixture.words("Internet", "public (1)"), QStringLiteral("tcp 443"));
    const auto reach = fixture.model().reachAt(fixture.cell("public (1)", "private (2)"));
    QVERIFY(reach.has_value());
    QCOMPARE(reach->to, ResourceId("cache")); // the first of its open pairs
    fixture.panel.matrix()->groupingBox()->setCurrentIndex(2);
    QCOMPARE(fixture.model().columnCount(), 1); // all are instances
}

void TestReachPanel::aClickOnACellTracesIt()
{
    Fixture fixture(shop().build());
    QTRY_COMPARE(fixture.words("web", "db"), QStringLiteral("tcp 3306"));
    QSignalSpy traced(&fixture.panel, &ReachPanel::traceRequested);
    QTableView* view = fixture.panel.matrix()->view();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                      view->visualRect(fixture.cell("web", "db")).center());
    QCOMPARE(traced.count(), 1);
    const auto flow = traced[0][0].value<Flow>();
    QCOMPARE(flow.from.resource.value_or(ResourceId()), ResourceId("web"));
    QCOMPARE(flow.to.resource.value_or(ResourceId()), ResourceId("db"));
    QCOMPARE(flow.port.value_or(0), 3306);
    // The keyboard too, and from the internet.
    view->setCurrentIndex(fixture.cell("Internet", "web"));
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(traced.count(), 2);
    QVERIFY(traced[1][0].value<Flow>().from.isInternet);
    // Where nothing is open the trace says why: on the port that the target listens on.
    view->setCurrentIndex(fixture.cell("Internet", "db"));
    QTest::keyClick(view, Qt::Key_Return);
    QVERIFY(!traced[2][0].value<Flow>().port.has_value());
}

void TestReachPanel::theMatrixIsCopiedAsCsv()
{
    testing::Drawing drawing = shop();
    drawing.add("odd, one", "ec2.instance", "private", withGroup("sg-db"));
    Fixture fixture(drawing.build());
    QTRY_COMPARE(fixture.model().columnCount(), 3);
    QGuiApplication::clipboard()->clear();
    QTest::mouseClick(fixture.panel.matrix()->copyButton(), Qt::LeftButton);
    QTRY_COMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("From / to,db,\"odd, one\",web\n"
                                "Internet,,,tcp 443\n"
                                "db,–,,tcp 443\n"
                                "\"odd, one\",,–,tcp 443\n"
                                "web,tcp 3306,tcp 3306,–\n"));
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(fixture.panel.matrix()->view(), Qt::Key_C, Qt::ControlModifier);
    QTRY_VERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("From / to")));
}

void TestReachPanel::clientsAreSendersOnly()
{
    testing::Drawing drawing = shop();
    drawing.add("users", "clients");
    Fixture fixture(drawing.build());
    QTRY_VERIFY(fixture.rowOf("users") > 0);
    QCOMPARE(fixture.columnOf("users"), -1);
    fixture.panel.showReachedFrom(ResourceId("web"));
    const QTreeWidget& list = *fixture.panel.around()->list();
    QTRY_VERIFY(list.topLevelItemCount() > 0);
    QVERIFY(list.findItems(QStringLiteral("users"), Qt::MatchExactly).isEmpty());
    QVERIFY(!list.findItems(QStringLiteral("db"), Qt::MatchExactly).isEmpty());
}

void TestReachPanel::whoReachesOneResource()
{
    Fixture fixture(shop().build());
    ReachListPage& page = *fixture.panel.around();
    fixture.panel.showWhoReaches(ResourceId("db"));
    QTRY_COMPARE(page.list()->topLevelItemCount(), 1);
    QCOMPARE(page.list()->topLevelItem(0)->text(0), QStringLiteral("web"));
    QCOMPARE(page.list()->topLevelItem(0)->text(1), QStringLiteral("tcp 3306"));
    QVERIFY(page.headline().contains(QStringLiteral("db")));
    fixture.panel.showReachedFrom(ResourceId("web"));
    QTRY_VERIFY(page.headline().contains(QStringLiteral("web can reach")));
    QCOMPARE(page.resourceBox()->currentText(), QStringLiteral("web"));
    QSignalSpy traced(&fixture.panel, &ReachPanel::traceRequested);
    QTreeWidgetItem* item = nullptr;
    for (int i = 0; i < page.list()->topLevelItemCount(); ++i)
        if (page.list()->topLevelItem(i)->text(0) == QStringLiteral("db"))
            item = page.list()->topLevelItem(i);
    QVERIFY(item != nullptr);
    QTest::mouseClick(page.list()->viewport(), Qt::LeftButton, {},
                      page.list()->visualItemRect(item).center());
    QCOMPARE(traced.count(), 1);
    QCOMPARE(traced[0][0].value<Flow>().port.value_or(0), 3306);
    // A person chooses the other direction.
    page.resourceBox()->setCurrentIndex(page.resourceBox()->findText(QStringLiteral("db")));
    page.directionBox()->setCurrentIndex(0);
    QTRY_COMPARE(page.list()->topLevelItemCount(), 1);
}

void TestReachPanel::exposureFollowsTheDrawing()
{
    Fixture fixture(shop().build());
    QSignalSpy exposed(&fixture.panel, &ReachPanel::exposureChanged);
    using Ports = std::map<ResourceId, QString>;
    const auto last = [&] {
        return exposed.isEmpty() ? Ports() : exposed.last()[0].value<Ports>();
    };
    fixture.panel.setExposureWanted(true);
    QTRY_COMPARE(last(), (Ports{{ResourceId("web"), QStringLiteral("tcp 443")}}));
    fixture.panel.hide();
    fixture.controller.apply(
        Edit{SetProperty{ResourceId("sg-web"), "ingress", ingress(22, "0.0.0.0/0")["ingress"]}},
        step);
    QTRY_COMPARE(last(), (Ports{{ResourceId("web"), QStringLiteral("tcp 22")}}));
    QCOMPARE(fixture.panel.exposed()->list()->topLevelItem(0)->text(1), QStringLiteral("tcp 22"));
    fixture.panel.setExposureWanted(false);
    QVERIFY(last().empty());
    const auto count = exposed.count();
    fixture.controller.undo();
    QTest::qWait(100);
    QCOMPARE(exposed.count(), count);
}

void TestReachPanel::aFixSaysWhatItOpensBeforeItIsApplied()
{
    testing::Drawing drawing = shop();
    drawing.connect("c", "web", "db", {{"protocol", "tcp"}, {"port", 5432}});
    DocumentController controller(Catalogue::builtIn());
    controller.reset(drawing.build());
    ReachRunner runner(controller);
    TracePanel panel(controller);
    panel.previewFixes(runner);
    panel.resize(800, 400);
    panel.show();
    panel.setAnalysis(std::make_shared<const Analysis>(
        AnalysisRunner::analyse(controller.catalogue(), controller.architecture())));
    panel.showConnection(ConnectionId("c"));
    const auto* preview = panel.findChild<ImpactPreview*>();
    QVERIFY(preview != nullptr && preview->isHidden());
    QCOMPARE(panel.view()->fixButtons().size(), std::size_t{1});
    QAbstractButton* fix = panel.view()->fixButtons().front();
    QEnterEvent enter({5, 5}, {5, 5}, {5, 5});
    QCoreApplication::sendEvent(fix, &enter);
    QTRY_VERIFY(preview->isVisible());
    QCOMPARE(preview->text(), QStringLiteral("Opens tcp 5432 from web to db"));
    QVERIFY(controller.architecture() == drawing.build()); // nothing is done yet
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(fix, &leave);
    QVERIFY(preview->isHidden());
    panel.activateWindow();
    fix->setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(preview->isVisible());
    QTest::keyClick(fix, Qt::Key_Space); // the fix is applied, and its button goes
    QVERIFY(!(controller.architecture() == drawing.build()));
    QTRY_VERIFY(preview->isHidden());
}

void TestReachPanel::aFixOfAProblemSaysSoToo()
{
    testing::Drawing drawing = shop();
    drawing.connect("c", "web", "db", {{"protocol", "tcp"}, {"port", 5432}});
    DocumentController controller(Catalogue::builtIn());
    controller.reset(drawing.build());
    ReachRunner runner(controller);
    ProblemsPanel panel(controller);
    panel.previewFixes(runner);
    panel.resize(800, 500);
    panel.show();
    const auto analysis = std::make_shared<const Analysis>(
        AnalysisRunner::analyse(controller.catalogue(), controller.architecture()));
    panel.setAnalysis(analysis);
    const auto blocked =
        std::find_if(analysis->findings.begin(), analysis->findings.end(),
                     [](const FindingPointer& finding) { return finding->code == "SG018"; });
    QVERIFY(blocked != analysis->findings.end());
    panel.view()->setCurrentIndex(panel.model()->indexOf(**blocked));
    const auto* preview = panel.findChild<ImpactPreview*>();
    auto* fix = preview->parentWidget()->findChild<QPushButton*>();
    QVERIFY(fix != nullptr);
    QTRY_VERIFY(fix->isVisible());
    QEnterEvent enter({5, 5}, {5, 5}, {5, 5});
    QCoreApplication::sendEvent(fix, &enter);
    QTRY_COMPARE(preview->text(), QStringLiteral("Opens tcp 5432 from web to db"));
    QVERIFY(preview->isVisible());
}

void TestReachPanel::theTracePanelAsksWhoReachesAnEnd()
{
    DocumentController controller(Catalogue::builtIn());
    controller.reset(shop().build());
    TracePanel panel(controller);
    panel.show();
    QSignalSpy who(&panel, &TracePanel::whoReachesRequested);
    QSignalSpy what(&panel, &TracePanel::reachedFromRequested);
    panel.setFrom(ResourceId("web"));
    panel.setTo(ResourceId("db"));
    QMenu* menu = panel.request()->reachButton()->menu();
    emit menu->aboutToShow();
    QStringList texts;
    for (const QAction* action : menu->actions())
        texts.append(action->text());
    QCOMPARE(
        texts,
        (QStringList{QStringLiteral("Who can reach web?"), QStringLiteral("What can web reach?"),
                     QStringLiteral("Who can reach db?"), QStringLiteral("What can db reach?")}));
    menu->actions()[2]->trigger();
    QCOMPARE(who.last()[0].value<ResourceId>(), ResourceId("db"));
    menu->actions()[1]->trigger();
    QCOMPARE(what.last()[0].value<ResourceId>(), ResourceId("web"));
}

QTEST_MAIN(TestReachPanel)
#include "tst_reach_panel.moc"
