// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/architecture/containment.h"
#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "tests/support/drawing.h"

using namespace skydraft;
using namespace skydraft::testing;

class TestNames : public QObject
{
    Q_OBJECT

private slots:
    void aResourceIsMeantByIdAwsIdOrUniqueName();
    void freeIdsAreFitAndFree_data();
    void freeIdsAreFitAndFree();
    void valuesFallBackToTheCatalogue();
    void ancestorsAreFoundByRole();
};

void TestNames::aResourceIsMeantByIdAwsIdOrUniqueName()
{
    Drawing drawing;
    drawing.add("a", "ec2.instance", "", {{"aws_id", "i-1"}})
        .add("b", "ec2.instance")
        .add("c", "ec2.instance");
    Architecture architecture = drawing.build();
    ArchitectureBuilder builder(architecture);
    for (const char* id : {"b", "c"}) {
        Resource twin = *architecture.find(ResourceId(id));
        twin.name = "twin";
        builder.put(twin);
    }
    architecture = builder.build();
    QCOMPARE(*resolve(architecture, "b"), ResourceId("b"));
    QCOMPARE(*resolve(architecture, "i-1"), ResourceId("a"));
    QCOMPARE(*resolve(architecture, "a"), ResourceId("a"));
    QCOMPARE(resolve(architecture, "twin").error().code, ErrorCode::AmbiguousName);
    QCOMPARE(resolve(architecture, "nobody").error().code, ErrorCode::DanglingReference);
}

void TestNames::freeIdsAreFitAndFree_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("a free one is taken as it is") << QByteArray("queue") << QByteArray("queue");
    QTest::newRow("one that is taken gets a number") << QByteArray("web") << QByteArray("web-2");
    QTest::newRow("spaces and capitals go") << QByteArray("My Web") << QByteArray("my-web");
    QTest::newRow("Korean stays") << QByteArray("웹 서버") << QByteArray("웹-서버");
    QTest::newRow("nothing becomes something") << QByteArray("  ") << QByteArray("resource");
}

void TestNames::freeIdsAreFitAndFree()
{
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, id);
    const ResourceId free = freeResourceId(twoTiers(), base.toStdString());
    QCOMPARE(QByteArray::fromStdString(free.value()), id);
    QVERIFY(isValidId(free.value()));
}

void TestNames::valuesFallBackToTheCatalogue()
{
    const Catalogue& catalogue = Catalogue::builtIn();
    const Architecture architecture =
        Drawing()
            .add("tg", "elb.target-group", "", {{"health_check", {{"interval_s", 10}}}})
            .add("r", "mars.rover", "", {{"a", 1}})
            .build();
    const Json check = valueOf(catalogue, *architecture.find(ResourceId("tg")), "health_check");
    QVERIFY(check["interval_s"] == Json(10));
    QVERIFY(check["unhealthy_threshold"] == Json(2)); // AWS: two failures in a row
    QCOMPARE(numberOf(catalogue, *architecture.find(ResourceId("tg")), "deregistration_delay_s", 0),
             300.0);
    QCOMPARE(numberOf(catalogue, *architecture.find(ResourceId("r")), "a", 0), 1.0);
    QVERIFY(valueOf(catalogue, *architecture.find(ResourceId("r")), "b").is_null());
}

void TestNames::ancestorsAreFoundByRole()
{
    const Architecture architecture = twoTiers();
    const Resource& web = *architecture.find(ResourceId("web"));
    QCOMPARE(ancestorOf(Catalogue::builtIn(), architecture, web, NetworkRole::Vpc)->id,
             ResourceId("vpc"));
    QVERIFY(ancestorOf(Catalogue::builtIn(), architecture, web, NetworkRole::Region) == nullptr);
    const Containment containment(architecture);
    QCOMPARE(containment.roots().size(), std::size_t{1});
    QCOMPARE(containment.childrenOf(ResourceId("vpc")).size(), std::size_t{3});
}

QTEST_APPLESS_MAIN(TestNames)
#include "tst_names.moc"
