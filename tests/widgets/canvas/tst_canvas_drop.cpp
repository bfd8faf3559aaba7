// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas_fixture.h"

using namespace skydraft;

class tst_canvas_drop : public QObject
{
    Q_OBJECT

private slots:
    void aTypeStandsInTheInnermostFrameThatTakesIt_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QPoint>("at");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("parent");
        const QPoint inPublic(300, 250);
        const QPoint inVpc(100, 450);
        const QPoint outside(880, 620);
        QTest::newRow("an instance stands in the subnet")
            << QByteArray("ec2.instance") << inPublic << "instance"
            << "public";
        QTest::newRow("an instance in no subnet stands in the VPC")
            << QByteArray("ec2.instance") << inVpc << "instance"
            << "vpc";
        QTest::newRow("an instance outside stands in nothing")
            << QByteArray("ec2.instance") << outside << "instance"
            << "";
        QTest::newRow("an internet gateway over a subnet goes to its VPC")
            << QByteArray("vpc.internet-gateway") << inPublic << "internet-gateway"
            << "vpc";
        QTest::newRow("a NAT gateway stands in the subnet")
            << QByteArray("vpc.nat-gateway") << inPublic << "nat-gateway"
            << "public";
        QTest::newRow("a subnet over a subnet stands in the VPC")
            << QByteArray("vpc.subnet") << inPublic << "subnet"
            << "vpc";
        QTest::newRow("clients over a VPC stand in nothing")
            << QByteArray("clients") << inVpc << "clients"
            << "";
    }

    void aTypeStandsInTheInnermostFrameThatTakesIt()
    {
        QFETCH(QByteArray, type);
        QFETCH(QPoint, at);
        QFETCH(QString, id);
        QFETCH(QString, parent);
        CanvasFixture drawing;
        const Architecture before = drawing.now();
        QVERIFY(drawing.drop(type.constData(), at));
        const Resource* made = drawing.now().find(ResourceId(id.toStdString()));
        QVERIFY(made != nullptr);
        QCOMPARE(QString::fromStdString(made->parent.value_or(ResourceId()).value()), parent);
        QCOMPARE(drawing.selection(), std::set<std::string>{id.toStdString()});
        drawing.controller.undo();
        QVERIFY(drawing.now() == before);
    }

    void whatMayNotStandThereIsRefused()
    {
        CanvasFixture drawing;
        const Architecture before = drawing.now();
        QSignalSpy hints(&drawing.canvas, &CanvasWidget::hintChanged);
        QVERIFY(!drawing.drop("vpc.nat-gateway", {100, 450})); // in the VPC, but in no subnet
        QVERIFY(drawing.now() == before);
        QVERIFY(!hints.isEmpty());
        QVERIFY2(hints.last().first().toString().contains(QStringLiteral("NAT")),
                 "the reason names the type");
    }

    void anUnknownTypeIsIgnored()
    {
        CanvasFixture drawing;
        const Architecture before = drawing.now();
        QVERIFY(!drawing.drop("no.such-type", {300, 250}));
        QVERIFY(drawing.now() == before);
    }

    void aReadOnlyDrawingTakesNothing()
    {
        CanvasFixture drawing;
        drawing.controller.setReadOnly(true);
        const Architecture before = drawing.now();
        QVERIFY(!drawing.drop("ec2.instance", {300, 250}));
        QVERIFY(drawing.now() == before);
    }

    void aNewFrameShrinksToFitItsParentAndHitsNoOther()
    {
        CanvasFixture drawing;
        QVERIFY(drawing.drop("vpc.subnet", {300, 420}));
        const Placement made = *drawing.at("subnet").placement;
        const QRectF rect(made.x, made.y, made.width, made.height);
        QVERIFY(QRectF(40, 40, 700, 500).contains(rect));
        QVERIFY(!rect.intersects(QRectF(80, 100, 280, 200)));
        QVERIFY(!rect.intersects(QRectF(400, 100, 280, 200)));
    }

    void aNewSubnetProposesTheNextFreeBlockOfItsVpc()
    {
        CanvasFixture drawing;
        drawing.controller.apply(
            Edit{SetProperty{ResourceId("public"), "cidr", Json("10.0.0.0/24")}}, {});
        drawing.controller.apply(
            Edit{SetProperty{ResourceId("private"), "cidr", Json("10.0.2.0/23")}}, {});
        QVERIFY(drawing.drop("vpc.subnet", {300, 420}));
        QVERIFY(drawing.drop("vpc.subnet", {600, 420}));
        // 10.0.0/24 is taken, 10.0.1/24 free, 10.0.2/24 and 10.0.3/24 lie in the /23, 10.0.4/24 is
        // free.
        QCOMPARE(drawing.at("subnet").properties["cidr"].get<std::string>(),
                 std::string("10.0.1.0/24"));
        QCOMPARE(drawing.at("subnet-2").properties["cidr"].get<std::string>(),
                 std::string("10.0.4.0/24"));
    }

    void aSecondVpcProposesItsOwnBlock()
    {
        CanvasFixture drawing;
        QVERIFY(drawing.drop("vpc.vpc", {900, 650})); // the first has the default 10.0.0.0/16
        QCOMPARE(drawing.at("vpc-2").properties["cidr"].get<std::string>(),
                 std::string("10.1.0.0/16"));
    }

    void aNewFrameTakesInOnlyWhatLiesWhollyInside()
    {
        CanvasFixture drawing;
        const auto put = [&](const char* id, const Placement& place) {
            QVERIFY(drawing.controller.apply(
                Edit{AddResource{CanvasFixture::resource(id, "ec2.instance", "vpc", place)}}, {}));
        };
        put("inner", {280, 400, 64, 64});
        put("outer", {660, 450, 64, 64});
        const Architecture before = drawing.now();
        QVERIFY(drawing.drop("vpc.subnet", {310, 430}));
        QCOMPARE(drawing.parentOf("inner"), std::string("subnet"));
        QCOMPARE(drawing.parentOf("outer"), std::string("vpc"));
        QCOMPARE(drawing.placeOf("inner"), QPointF(280, 400));
        drawing.controller.undo(); // one step
        QVERIFY(drawing.now() == before);
    }

    void aBalancerOverASubnetIsReachedThere()
    {
        CanvasFixture drawing;
        QVERIFY(drawing.drop("elb.application", {300, 250}));
        QCOMPARE(drawing.parentOf("application"), std::string("vpc"));
        QCOMPARE(drawing.at("application").properties["subnets"], Json::array({"public"}));
        QVERIFY(drawing.drop("elb.application", {300, 450}));
        QVERIFY(!drawing.at("application-2").properties.contains("subnets"));
    }

    void insertTypeGoesIntoTheSelectedFrame()
    {
        CanvasFixture drawing;
        drawing.select("private");
        drawing.canvas.insertType(QStringLiteral("ec2.instance"));
        QCOMPARE(drawing.parentOf("instance"), std::string("private"));
        // It keeps clear of what stands there already.
        QVERIFY(!QRectF(drawing.placeOf("instance"), QSizeF(64, 64))
                     .intersects(QRectF(480, 160, 64, 64)));
    }
};

QTEST_MAIN(tst_canvas_drop)
#include "tst_canvas_drop.moc"
