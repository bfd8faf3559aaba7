// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII // a test says its texts plainly
#include <QAbstractItemModelTester>

#include "tests/widgets/tables/tables_fixture.h"

using namespace skydraft;
using namespace skydraft::testing;
using Column = RouteTableModel::Column;

class TestRouteTablePage : public QObject
{
    Q_OBJECT

private slots:
    void theModelKeepsItsPromises();
    void theLongestPrefixStandsFirst();
    void routesOfAwsCannotBeChanged();
    void onlyTargetsOfTheVpcAreOffered();
    void blackholesAreMarked_data();
    void blackholesAreMarked();
    void aSecondRouteToTheSamePlaceIsRefused();
    void aNewRouteDoesNotMakeATablePublic();
    void theBadgeSaysThatSubnetsArePublic();
    void thereIsOneMainTable();
    void subnetsAreAssociatedByTheMouse();
};

namespace {

Architecture withRoutes(const std::vector<std::pair<const char*, const char*>>& routes)
{
    Json list = Json::array();
    for (const auto& [destination, target] : routes)
        list.push_back({{"destination", destination}, {"target", target}});
    Drawing drawing = guarded();
    return drawing.add("rt-public", "vpc.route-table", "vpc", {{"routes", list}}).build();
}

QStringList destinations(const Edited& edited)
{
    return Edited::column(*edited.panel.routePage(), Column::Destination);
}

} // namespace

void TestRouteTablePage::theModelKeepsItsPromises()
{
    Edited edited(guarded().build(), "sg-web");
    RouteTableModel model(edited.controller);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setResource(ResourceId("rt-public"));
    QCOMPARE(model.rowCount(), 2); // local and the default route
    const int added = model.add(-1);
    QVERIFY(added >= 0);
    QVERIFY(model.setData(model.index(added, Column::Destination), QStringLiteral("10.0.2.0/24")));
    QCOMPARE(model.index(0, Column::Destination).data().toString(), QStringLiteral("10.0.2.0/24"));
    QVERIFY(model.remove(0));
    edited.controller.apply(
        Edit{SetProperty{ResourceId("vpc"), "secondary_cidrs", Json::array({"10.8.0.0/16"})}}, {});
    QCOMPARE(model.rowCount(), 3);
    edited.controller.apply(Edit{RemoveResource{ResourceId("vpc")}}, {});
    QCOMPARE(model.rowCount(), 0);
}

void TestRouteTablePage::theLongestPrefixStandsFirst()
{
    Drawing drawing = guarded();
    drawing.add("office", "vpc.prefix-list", "", {{"entries", {"192.0.2.0/24", "192.0.2.7/32"}}})
        .add("rt-public", "vpc.route-table", "vpc",
             {{"routes",
               {{{"destination", "0.0.0.0/0"}, {"target", "igw"}},
                {{"destination", "10.0.0.0/8"}, {"target", "nat"}},
                {{"destination", "office"}, {"target", "nat"}},
                {{"destination", "10.0.2.0/24"}, {"target", "web"}}}}});
    Edited edited(drawing.build(), "rt-public");
    // 32 of the list, 24, the local 16, 8, 0
    QCOMPARE(destinations(edited),
             (QStringList{"office", "10.0.2.0/24", "10.0.0.0/16", "10.0.0.0/8", "0.0.0.0/0"}));
    QCOMPARE(Edited::column(*edited.panel.routePage(), Column::Prefix),
             (QStringList{QStringLiteral("≤ /32"), "/24", "/16", "/8", "/0"}));
    const auto* model = edited.panel.routePage()->table()->model();
    QCOMPARE(model->headerData(4, Qt::Vertical, Qt::DisplayRole).toInt(), 5);
}

void TestRouteTablePage::routesOfAwsCannotBeChanged()
{
    Drawing drawing = guarded();
    drawing.add("s3", "vpc.endpoint", "vpc",
                {{"service", "s3"}, {"endpoint_type", "gateway"}, {"route_tables", {"rt-public"}}});
    const Architecture before = drawing.build();
    Edited edited(before, "rt-public");
    const auto& page = *edited.panel.routePage();
    QCOMPARE(destinations(edited), (QStringList{"pl-s3", "10.0.0.0/16", "0.0.0.0/0"}));
    QCOMPARE(Edited::text(page, 0, Column::Target), QStringLiteral("s3"));
    QCOMPARE(Edited::text(page, 1, Column::Target), QStringLiteral("local"));
    page.table()->setFocus();
    for (const int row : {0, 1}) {
        QVERIFY(page.table()->entries()->isImplicit(row));
        page.table()->setCurrentIndex(page.table()->entries()->index(row, Column::Target));
        QTest::keyClick(page.table(), Qt::Key_F2);
        QVERIFY(Edited::openField(page) == nullptr);
        QTest::keyClick(page.table(), Qt::Key_Delete);
    }
    QVERIFY(edited.now() == before);
}

void TestRouteTablePage::onlyTargetsOfTheVpcAreOffered()
{
    Edited edited(guarded().build(), "rt-public");
    const auto& page = *edited.panel.routePage();
    QStringList labels;
    for (const CellChoice& choice :
         page.table()->entries()->choices(page.table()->entries()->index(1, Column::Target)))
        labels.append(choice.label);
    QCOMPARE(labels, (QStringList{"local", "igw", "nat", "web"}));
    Edited::type(page, 1, Column::Target, QStringLiteral("nat"));
    QCOMPARE(edited.value("rt-public", "routes")[0]["target"].get<std::string>(),
             std::string("nat"));
    Edited::type(page, 1, Column::Target, QStringLiteral("igw-far"));
    QCOMPARE(edited.value("rt-public", "routes")[0]["target"].get<std::string>(),
             std::string("nat"));
    QVERIFY(page.remark()->text().contains(QStringLiteral("igw-far")));
}

void TestRouteTablePage::blackholesAreMarked_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("status");
    QTest::newRow("missing") << QByteArray("igw-gone")
                             << QStringLiteral("Blackhole: there is no “igw-gone”.");
    QTest::newRow("of another VPC")
        << QByteArray("igw-far")
        << QStringLiteral("Blackhole: “igw-far” does not belong to this VPC.");
    QTest::newRow("nothing that takes routes")
        << QByteArray("db") << QStringLiteral("Blackhole: no route can lead to “db”.");
    QTest::newRow("alive") << QByteArray("nat") << "Active";
    QTest::newRow("to the internet") << QByteArray("igw") << "Active, to the internet";
}

void TestRouteTablePage::blackholesAreMarked()
{
    QFETCH(QByteArray, target);
    Edited edited(withRoutes({{"0.0.0.0/0", target.constData()}}), "rt-public");
    edited.analyse();
    QTEST(Edited::text(*edited.panel.routePage(), 1, Column::State), "status");
}

void TestRouteTablePage::aSecondRouteToTheSamePlaceIsRefused()
{
    const Architecture before = withRoutes({{"0.0.0.0/0", "igw"}, {"10.1.0.0/16", "nat"}});
    Edited edited(before, "rt-public");
    const auto& page = *edited.panel.routePage();
    QCOMPARE(destinations(edited), (QStringList{"10.0.0.0/16", "10.1.0.0/16", "0.0.0.0/0"}));
    Edited::type(page, 1, Column::Destination, QStringLiteral("0.0.0.0/0"));
    QVERIFY(edited.now() == before);
    QCOMPARE(page.remark()->text(), QStringLiteral("Another route leads to 0.0.0.0/0 too."));
}

void TestRouteTablePage::aNewRouteDoesNotMakeATablePublic()
{
    Edited edited(guarded().build(), "rt-main");
    const auto& page = *edited.panel.routePage();
    page.table()->setFocus();
    QTest::keyClick(page.table(), Qt::Key_Insert);
    const Json route = edited.value("rt-main", "routes")[0];
    QCOMPARE(route["destination"].get<std::string>(), std::string("0.0.0.0/0"));
    QCOMPARE(route["target"].get<std::string>(), std::string("nat"));
}

void TestRouteTablePage::theBadgeSaysThatSubnetsArePublic()
{
    Edited edited(guarded().build(), "rt-public");
    const auto& page = *edited.panel.routePage();
    QVERIFY(page.badge()->isVisible());
    Edited::type(page, 1, Column::Target, QStringLiteral("nat"));
    QVERIFY(!page.badge()->isVisible());
    edited.controller.undo();
    QVERIFY(page.badge()->isVisible());
    // A gateway of another VPC makes nothing public.
    edited.controller.apply(
        Edit{SetProperty{ResourceId("rt-public"), "routes",
                         Json{{{"destination", "0.0.0.0/0"}, {"target", "igw-far"}}}}},
        {});
    QVERIFY(!page.badge()->isVisible());
}

void TestRouteTablePage::thereIsOneMainTable()
{
    const Architecture before = guarded().build();
    Edited edited(before, "rt-public");
    QCheckBox* box = edited.panel.routePage()->mainBox();
    QVERIFY(!box->isChecked());
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Space);
    QCOMPARE(edited.value("rt-public", "main").dump(), std::string("true"));
    QCOMPARE(edited.value("rt-main", "main").dump(), std::string("null"));
    edited.controller.undo();
    QVERIFY(edited.now() == before);
    QVERIFY(!box->isChecked());
}

void TestRouteTablePage::subnetsAreAssociatedByTheMouse()
{
    const Architecture before = guarded().build();
    Edited edited(before, "rt-main");
    UsageTree* usage = edited.panel.routePage()->usage();
    QCOMPARE(usage->itemOf(ResourceId("private"))->text(0), QStringLiteral("private – by default"));
    QCOMPARE(usage->itemOf(ResourceId("public"))->text(0), QStringLiteral("public – rt-public"));
    const QRect line = usage->visualItemRect(usage->itemOf(ResourceId("public")));
    QTest::mouseClick(usage->viewport(), Qt::LeftButton, {},
                      QPoint(line.left() + 9, line.center().y())); // the box
    QCoreApplication::processEvents();
    QCOMPARE(edited.value("public", "route_table").get<std::string>(), std::string("rt-main"));
    edited.controller.undo();
    QVERIFY(edited.now() == before);
}

QTEST_MAIN(TestRouteTablePage)
#include "tst_route_table_page.moc"
