// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/network/group_attachment.h"
#include "tests/support/drawing.h"

using namespace skydraft;
using namespace skydraft::testing;

class TestGroupAttachment : public QObject
{
    Q_OBJECT

private slots:
    void attachingKeepsTheGroupsThatAreThere();
    void whatCannotBeAttachedIsRefusedWithAReason_data();
    void whatCannotBeAttachedIsRefusedWithAReason();
    void detachingTakesOneAway();
};

namespace {

Architecture twoVpcs()
{
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("other", "vpc.vpc")
        .add("a", "vpc.subnet", "vpc")
        .add("sg-1", "vpc.security-group", "vpc")
        .add("sg-2", "vpc.security-group", "vpc")
        .add("sg-far", "vpc.security-group", "other")
        .add("web", "ec2.instance", "a", {{"security_groups", {"sg-1"}}})
        .add("function", "lambda.function", "", {{"subnets", {"a"}}})
        .add("template", "ec2.launch-template")
        .add("bucket", "s3.bucket")
        .build();
}

Json groupsAfter(const Result<Edit>& edit, const char* id)
{
    const auto applied = apply(Catalogue::builtIn(), twoVpcs(), *edit);
    return applied->architecture.find(ResourceId(id))->properties["security_groups"];
}

Result<Edit> attached(const char* group, const char* resource)
{
    return attachGroup(Catalogue::builtIn(), twoVpcs(), ResourceId(group), ResourceId(resource));
}

} // namespace

void TestGroupAttachment::attachingKeepsTheGroupsThatAreThere()
{
    QCOMPARE(groupsAfter(attached("sg-2", "web"), "web").dump(),
             std::string("[\"sg-1\",\"sg-2\"]"));
    QCOMPARE(groupsAfter(attached("sg-2", "function"), "function").dump(),
             std::string("[\"sg-2\"]"));
    // A launch template stands in no VPC, so any group may be meant.
    QVERIFY(attached("sg-far", "template").has_value());
}

void TestGroupAttachment::whatCannotBeAttachedIsRefusedWithAReason_data()
{
    QTest::addColumn<QByteArray>("group");
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const char* group, const char* resource,
                        const char* reason) {
        QTest::newRow(name) << QByteArray(group) << QByteArray(resource)
                            << QString::fromLatin1(reason);
    };
    row("a bucket has no network", "sg-1", "bucket",
        "bucket cannot have security groups: S3 bucket");
    row("a group of another VPC", "sg-far", "web",
        "sg-far stands in another VPC (other) than web (vpc)");
    row("a function reaches its VPC by its subnets", "sg-far", "function",
        "sg-far stands in another VPC (other) than function (vpc)");
    row("one that it has", "sg-1", "web", "web has sg-1 already");
    row("what is no group", "web", "function", "web is no security group");
    row("what is not there", "sg-9", "web", "There is no sg-9");
}

void TestGroupAttachment::whatCannotBeAttachedIsRefusedWithAReason()
{
    QFETCH(QByteArray, group);
    QFETCH(QByteArray, resource);
    const auto edit = attached(group.constData(), resource.constData());
    QVERIFY(!edit.has_value());
    QTEST(QString::fromStdString(edit.error().message.english()), "reason");
}

void TestGroupAttachment::detachingTakesOneAway()
{
    const auto detach = [](const char* group) {
        return detachGroup(Catalogue::builtIn(), twoVpcs(), ResourceId(group), ResourceId("web"));
    };
    QCOMPARE(groupsAfter(detach("sg-1"), "web").dump(), std::string("[]"));
    QVERIFY(!detach("sg-2").has_value());
}

QTEST_APPLESS_MAIN(TestGroupAttachment)
#include "tst_group_attachment.moc"
