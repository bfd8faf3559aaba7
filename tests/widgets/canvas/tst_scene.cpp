// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/connection_plan.h"
#include "widgets/canvas/text_fit.h"

#include "canvas_fixture.h"

using namespace skydraft;

namespace {

/// All that a scene shows, as text, to compare a scene that followed edits with one made anew.
QStringList contentsOf(const Scene& scene)
{
    QStringList lines;
    for (const auto& node : scene.nodesIn(QRectF(-1e5, -1e5, 2e5, 2e5)))
        lines << QStringLiteral("%1 in %2 at %3,%4 %5x%6 depth %7: %8 / %9")
                     .arg(QString::fromStdString(node->id.value()),
                          QString::fromStdString(node->parent.value()))
                     .arg(node->rect.x())
                     .arg(node->rect.y())
                     .arg(node->rect.width())
                     .arg(node->rect.height())
                     .arg(node->depth)
                     .arg(node->title, node->frameStyle);
    for (const auto& connector : scene.connectorsIn(QRectF(-1e5, -1e5, 2e5, 2e5))) {
        QString line = QString::fromStdString(connector->id.value())
                       + QStringLiteral(" lane %1 ").arg(connector->lane);
        for (const QPointF& corner : connector->corners)
            line += QStringLiteral("(%1,%2)").arg(corner.x()).arg(corner.y());
        lines << line;
    }
    lines.sort();
    return lines;
}

Connection connection(const char* id, const char* from, const char* to)
{
    Connection made;
    made.id = ConnectionId(id);
    made.from = ResourceId(from);
    made.to = ResourceId(to);
    return made;
}

} // namespace

class tst_scene : public QObject
{
    Q_OBJECT

private slots:
    void aSceneThatFollowedEditsShowsWhatANewOneShows()
    {
        CanvasFixture drawing;
        const auto isInStep = [&] {
            Scene fresh(Catalogue::builtIn());
            fresh.reset(drawing.now());
            return contentsOf(drawing.canvas.scene()) == contentsOf(fresh);
        };
        const std::vector<Edit> edits{
            Edit{Connect{connection("a", "web", "db")}},
            Edit{Connect{connection("b", "db", "web")}},
            Edit{MoveResource{ResourceId("vpc"), std::nullopt, Placement{140, 90, 700, 500}}},
            Edit{MoveResource{ResourceId("web"), ResourceId("vpc"), Placement{60, 450, 64, 64}}},
            Edit{RenameResource{ResourceId("private"), "data"}},
            Edit{Disconnect{ConnectionId("a")}},
            Edit{AddResource{
                CanvasFixture::resource("new", "ec2.instance", "private", {500, 250, 64, 64})}},
            Edit{RemoveResource{ResourceId("public")}},
            Edit{RemoveResource{ResourceId("db")}},
        };
        for (const Edit& edit : edits) {
            QVERIFY(drawing.controller.apply(edit, {}));
            QVERIFY(isInStep());
        }
        for (std::size_t i = 0; i < edits.size(); ++i) {
            drawing.controller.undo();
            QVERIFY(isInStep());
        }
    }

    void aSubnetIsPublicWhenItsRouteTableLeadsToAnInternetGateway()
    {
        CanvasFixture drawing;
        const auto style = [&] {
            return drawing.canvas.scene().find(ResourceId("public"))->frameStyle;
        };
        const auto apply = [&](const Edit& edit) { QVERIFY(drawing.controller.apply(edit, {})); };
        QCOMPARE(style(), QStringLiteral("subnet-private"));
        apply(Edit{AddResource{
            CanvasFixture::resource("igw", "vpc.internet-gateway", "vpc", {60, 400, 64, 64})}});
        apply(Edit{AddResource{
            CanvasFixture::resource("table", "vpc.route-table", "vpc", {160, 400, 64, 64})}});
        apply(Edit{SetProperty{ResourceId("public"), "route_table", Json("table")}});
        QCOMPARE(style(), QStringLiteral("subnet-private"));
        apply(Edit{SetProperty{ResourceId("table"), "routes",
                               Json::parse(R"([{"destination": "0.0.0.0/0", "target": "igw"}])")}});
        QCOMPARE(style(),
                 QStringLiteral("subnet-public")); // though the subnet itself did not change
        QVERIFY(drawing.canvas.scene()
                    .find(ResourceId("public"))
                    ->title.startsWith(QStringLiteral("Public subnet")));
        apply(Edit{RemoveResource{ResourceId("igw")}});
        QCOMPARE(style(), QStringLiteral("subnet-private"));
    }

    void connectorsBetweenTheSameTwoKeepApart()
    {
        CanvasFixture drawing;
        for (const char* id : {"a", "b", "c"})
            drawing.controller.apply(Edit{Connect{connection(id, "web", "db")}}, {});
        std::set<int> lanes;
        for (const char* id : {"a", "b", "c"})
            lanes.insert(drawing.canvas.scene().find(ConnectionId(id))->lane);
        QCOMPARE(lanes, (std::set<int>{-1, 0, 1}));
    }

    void theKindOfAConnectionFollowsFromItsEnds_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<int>("port");
        QTest::newRow("clients to a balancer: its first listener")
            << QByteArray("clients") << QByteArray("elb.application") << QByteArray("traffic")
            << 80;
        QTest::newRow("an instance to Redis")
            << QByteArray("ec2.instance") << QByteArray("elasticache.redis")
            << QByteArray("traffic") << 6379;
        QTest::newRow("a DNS record names a balancer")
            << QByteArray("route53.record") << QByteArray("elb.application") << QByteArray("alias")
            << 0;
        QTest::newRow("a CDN has an origin")
            << QByteArray("cloudfront.distribution") << QByteArray("s3.bucket")
            << QByteArray("origin") << 0;
        QTest::newRow("a database copies to another")
            << QByteArray("rds.instance") << QByteArray("rds.instance") << QByteArray("replication")
            << 0;
        QTest::newRow("an instance mounts a file system")
            << QByteArray("ec2.instance") << QByteArray("efs.file-system") << QByteArray("mount")
            << 0;
        QTest::newRow("an instance mounts by a mount target")
            << QByteArray("ec2.instance") << QByteArray("efs.mount-target") << QByteArray("mount")
            << 0;
        QTest::newRow("a queue starts a function")
            << QByteArray("sqs.queue") << QByteArray("lambda.function") << QByteArray("trigger")
            << 0;
        QTest::newRow("nothing leads to clients")
            << QByteArray("ec2.instance") << QByteArray("clients") << QByteArray() << 0;
    }

    void theKindOfAConnectionFollowsFromItsEnds()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QByteArray, kind);
        QFETCH(int, port);
        ArchitectureBuilder builder;
        builder.put(CanvasFixture::resource("from", from.constData(), "", {0, 0, 64, 64}));
        builder.put(CanvasFixture::resource("to", to.constData(), "", {200, 0, 64, 64}));
        const ConnectionPlan plan = ConnectionPlans::plan(Catalogue::builtIn(), builder.build(),
                                                          ResourceId("from"), ResourceId("to"));
        QCOMPARE(plan.isAccepted, !kind.isEmpty());
        if (!plan.isAccepted)
            return;
        QCOMPARE(std::string(toString(plan.connection.kind)), kind.toStdString());
        QCOMPARE(plan.connection.properties.value("port", 0), port);
    }

    void longNamesBreakAndAreCutBehindWholeGraphemes()
    {
        const QFontMetricsF metrics(nameFont(QGuiApplication::font()));
        const QString korean = QStringLiteral("주문을처리하는아주긴이름의웹서버열두번째");
        const double width = metrics.horizontalAdvance(korean.left(6)) + 1;
        const QStringList lines = wrapped(korean, metrics, width, 2);
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines.first(), korean.left(6));
        QVERIFY(lines.last().endsWith(QChar(0x2026)));
        for (const QString& line : lines)
            QVERIFY(metrics.horizontalAdvance(line) <= width);
        const QString family = QString::fromUtf8(
            "a\U0001F468‍\U0001F469‍\U0001F467b"); // one grapheme of 8 code units
        const QString cut = elided(family, metrics, metrics.horizontalAdvance(family) - 1);
        QVERIFY(cut == QString::fromUtf8("a…")
                || cut == QString::fromUtf8("a\U0001F468‍\U0001F469‍\U0001F467…"));
    }
};

QTEST_MAIN(tst_scene)
#include "tst_scene.moc"
