// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/architecture/architecture_json.h"
#include "model/architecture/selector.h"
#include "tests/support/drawing.h"

using namespace skydraft;
using namespace skydraft::testing;

namespace {

Architecture tagged()
{
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("net", "vpc.subnet", "vpc")
        .add("web", "ec2.instance", "net", {{"tags", {{"tier", "web"}}}, {"aws_id", "i-1"}})
        .add("db", "rds.instance", "net", {{"tags", {{"tier", "data"}, {"team", "a=b"}}}})
        .add("cache", "elasticache.redis", "vpc", {{"tags", {{"tier", "data"}}}})
        .add("far", "ec2.instance")
        .build();
}

} // namespace

class TestSelector : public QObject
{
    Q_OBJECT

private slots:
    void namesResources_data();
    void namesResources();
    void theInternetAndAddressesAreNoResources();
    void whatNamesNothingIsAnErrorOrEmpty();
    void aDocumentKeepsSuppressionsAndIntents();
    void aDocumentWithoutThemHasNoSuchMembers();
    void aDocumentIsRefusedWithThePlace_data();
    void aDocumentIsRefusedWithThePlace();
};

void TestSelector::namesResources_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("ids");
    const auto row = [](const char* sentence, const char* text, const char* ids) {
        QTest::newRow(sentence) << QByteArray(text) << QByteArray(ids);
    };
    row("an id", "web", "web");
    row("an AWS id", "i-1", "web");
    row("a type", "type:ec2.instance", "far web");
    row("a tag", "tag:tier=data", "cache db");
    row("a tag whose value has an equals sign", "tag:team=a=b", "db");
    row("what stands in a subnet", "in:net", "db web");
    row("what stands in a VPC, at any depth", "in:vpc", "cache db net web");
    row("a type that is not drawn", "type:s3.bucket", "");
    row("a tag that nothing has", "tag:tier=edge", "");
}

void TestSelector::namesResources()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, ids);
    const auto selector = selectorFrom(text.toStdString());
    QVERIFY(selector.has_value());
    const auto found = select(tagged(), *selector);
    QVERIFY2(found.has_value(), found ? "" : describe(found.error()).c_str());
    QByteArrayList names;
    for (const ResourceId& id : *found)
        names.append(QByteArray::fromStdString(id.value()));
    QCOMPARE(names.join(' '), ids);
}

void TestSelector::theInternetAndAddressesAreNoResources()
{
    QCOMPARE(selectorFrom("internet")->kind, Selector::Kind::Internet);
    const auto somewhere = selectorFrom("internet:203.0.113.7");
    QCOMPARE(somewhere->kind, Selector::Kind::Internet);
    QCOMPARE(somewhere->address->toString(), std::string("203.0.113.7"));
    const auto address = selectorFrom("10.0.0.5");
    QCOMPARE(address->kind, Selector::Kind::Address);
    QVERIFY(select(tagged(), *address)->empty());
}

void TestSelector::whatNamesNothingIsAnErrorOrEmpty()
{
    QCOMPARE(select(tagged(), *selectorFrom("nobody")).error().code, ErrorCode::DanglingReference);
    QCOMPARE(select(tagged(), *selectorFrom("in:nowhere")).error().code,
             ErrorCode::DanglingReference);
    for (const char* bad : {"", "type:", "tag:tier", "tag:=x", "in:", "internet:x"})
        QCOMPARE(selectorFrom(bad, "/at").error().location.pointer, std::string("/at"));
}

void TestSelector::aDocumentKeepsSuppressionsAndIntents()
{
    const Intent intent{.id = IntentId("data-is-private"),
                        .name = "Nobody outside reads the data",
                        .kind = IntentKind::Never,
                        .from = "internet",
                        .to = "tag:tier=data",
                        .protocol = "tcp",
                        .port = 3306,
                        .extra = {{"owner", "security"}}};
    const Architecture before = Drawing()
                                    .add("sg", "vpc.security-group")
                                    .suppress("SG001", "sg", "bastion")
                                    .suppress("EC003", "", "lecture")
                                    .intend(intent)
                                    .build();
    const OrderedJson json = toJson(before);
    // Those of the whole document first, then by resource: the order of the keys.
    QCOMPARE(json["suppressions"].dump(), std::string(R"([{"code":"EC003","reason":"lecture"},)"
                                                      R"({"code":"SG001","resource":"sg",)"
                                                      R"("reason":"bastion"}])"));
    const auto read = architectureFrom(Catalogue::builtIn(), Json::parse(json.dump()));
    QVERIFY2(read.has_value(), read ? "" : describe(read.error()).c_str());
    QVERIFY(*read == before);
    QVERIFY(*read->find(IntentId("data-is-private")) == intent);
    QVERIFY(!(*read == Drawing().add("sg", "vpc.security-group").build()));
}

void TestSelector::aDocumentWithoutThemHasNoSuchMembers()
{
    const OrderedJson json = toJson(twoTiers());
    QVERIFY(!json.contains("suppressions"));
    QVERIFY(!json.contains("intents"));
}

void TestSelector::aDocumentIsRefusedWithThePlace_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QByteArray>("pointer");
    const auto row = [](const char* sentence, const char* members, const char* pointer) {
        QTest::newRow(sentence) << QByteArray(members) << QByteArray(pointer);
    };
    row("suppressions that are no list", R"("suppressions": 1)", "/suppressions");
    row("a suppression about what is not there",
        R"("suppressions": [{"code": "SG001", "resource": "x", "reason": "r"}])",
        "/suppressions/0/resource");
    row("the same suppression twice",
        R"("suppressions": [{"code": "SG001", "reason": "r"}, {"code": "SG001", "reason": "s"}])",
        "/suppressions/1/code");
    row("an intent without an end", R"("intents": [{"id": "i", "kind": "never", "from": "a"}])",
        "/intents/0");
    row("an intent with a bad selector",
        R"("intents": [{"id": "i", "kind": "never", "from": "internet", "to": "tag:x"}])",
        "/intents/0/to");
    row("an intent that is there twice",
        R"("intents": [{"id": "i", "kind": "never", "from": "a", "to": "b"},)"
        R"( {"id": "i", "kind": "reaches", "from": "a", "to": "b"}])",
        "/intents/1/id");
}

void TestSelector::aDocumentIsRefusedWithThePlace()
{
    QFETCH(QByteArray, members);
    QFETCH(QByteArray, pointer);
    const auto json = parseJson("{" + members.toStdString() + "}");
    QVERIFY(json.has_value());
    const auto read = architectureFrom(Catalogue::builtIn(), *json);
    QVERIFY(!read.has_value());
    QCOMPARE(QByteArray::fromStdString(read.error().location.pointer), pointer);
}

QTEST_APPLESS_MAIN(TestSelector)
#include "tst_selector.moc"
