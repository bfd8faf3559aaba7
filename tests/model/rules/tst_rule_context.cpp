// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/rules/rule_context.h"
#include "tests/support/drawing.h"

#include <algorithm>
#include <string>

using namespace skydraft;
using namespace skydraft::testing;

namespace {

Architecture shop()
{
    return Drawing()
        .add("seoul", "region")
        .add("vpc", "vpc.vpc", "seoul", {{"flow_logs", true}})
        .add("net", "vpc.subnet", "vpc")
        .add("sg", "vpc.security-group", "vpc")
        .add("web", "ec2.instance", "net",
             {{"security_groups", {"sg", "sg"}}, {"image", "sg-gone"}})
        .add("db", "rds.instance", "vpc", {{"security_groups", {"sg"}}, {"subnets", {"net"}}})
        .add("self", "ec2.ami", "", {{"source_instance", "self"}})
        .add("rover", "mars.rover", "", {{"security_groups", {"sg"}}, {"user_data", "db"}})
        .build();
}

std::string idsOf(const Resources& resources)
{
    std::vector<std::string> ids;
    for (const Resource* resource : resources)
        ids.push_back(resource->id.value());
    std::sort(ids.begin(), ids.end());
    std::string joined;
    for (const std::string& id : ids)
        joined += (joined.empty() ? "" : " ") + id;
    return joined;
}

/// A public database behind a group that admits everybody, in a subnet with these routes.
Architecture publicDatabase(Json routes, const char* source)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("rt", "vpc.route-table", "vpc", {{"routes", std::move(routes)}})
        .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"route_table", "rt"}})
        .add(
            "sg", "vpc.security-group", "vpc",
            {{"ingress",
              {{{"protocol", "tcp"}, {"from_port", 3306}, {"to_port", 3306}, {"source", source}}}}})
        .add("db", "rds.instance", "net",
             {{"publicly_accessible", true}, {"security_groups", {"sg"}}})
        .build();
}

} // namespace

/// What the rules share: indexes that say the same as a look at every resource.
class TestRuleContext : public QObject
{
    Q_OBJECT

private slots:
    void resourcesAreFoundByWhatTheyAre();
    void resourcesAreFoundByWhomTheyName();
    void valuesAreThoseSetOrTheDefaults();
    void whatStandsAroundIsFound();
    void theInternetReaches_data();
    void theInternetReaches();
};

void TestRuleContext::resourcesAreFoundByWhatTheyAre()
{
    const Network network(Catalogue::builtIn(), shop());
    const RuleContext context(network);
    QCOMPARE(idsOf(context.withRole(NetworkRole::Interface)), std::string("db web"));
    QCOMPARE(idsOf(context.withRole(NetworkRole::Peering)), std::string());
    QCOMPARE(idsOf(context.withBehaviour(BehaviourKind::Database)), std::string("db"));
    QCOMPARE(idsOf(context.withProperty("security_groups")), std::string("db web"));
    QCOMPARE(idsOf(context.withProperty("no_such_property")), std::string());
    QCOMPARE(context.find("web")->id.value(), std::string("web"));
    QVERIFY(context.find("nobody") == nullptr);
    QCOMPARE(context.typeOf(*context.find("rover")).id, std::string("generic"));
}

void TestRuleContext::resourcesAreFoundByWhomTheyName()
{
    const Network network(Catalogue::builtIn(), shop());
    const RuleContext context(network);
    // A member that lists a group twice is one member; an unknown type may be one too.
    QCOMPARE(idsOf(context.namingIn("security_groups", ResourceId("sg"))),
             std::string("db rover web"));
    QCOMPARE(idsOf(context.namingIn("subnets", ResourceId("net"))), std::string("db"));
    QCOMPARE(idsOf(context.namingIn("image", ResourceId("sg"))), std::string());
    QVERIFY(context.isNamed(*context.find("sg")));
    QVERIFY(!context.isNamed(*context.find("vpc")));
    QVERIFY(!context.isNamed(*context.find("self"))); // by nobody else
}

void TestRuleContext::valuesAreThoseSetOrTheDefaults()
{
    const Network network(Catalogue::builtIn(), shop());
    const RuleContext context(network);
    QVERIFY(context.flag(*context.find("vpc"), "flow_logs"));
    QVERIFY(!context.flag(*context.find("vpc"), "is_default"));
    QCOMPARE(context.text(*context.find("vpc"), "cidr"), std::string("10.0.0.0/16")); // a default
    QCOMPARE(context.text(*context.find("vpc"), "flow_logs"), std::string());
    QVERIFY(context.value(*context.find("db"), "port").is_null());
    QVERIFY(context.value(*context.find("db"), "no_such_property").is_null());
}

void TestRuleContext::whatStandsAroundIsFound()
{
    const Network network(Catalogue::builtIn(), shop());
    const RuleContext context(network);
    const auto around = [&](const char* id, NetworkRole role) {
        const Resource* found = context.around(*context.find(id), role);
        return found != nullptr ? found->id.value() : std::string();
    };
    QCOMPARE(around("web", NetworkRole::Region), std::string("seoul"));
    QCOMPARE(around("net", NetworkRole::Subnet), std::string("net"));
    QCOMPARE(around("db", NetworkRole::Subnet), std::string());
}

void TestRuleContext::theInternetReaches_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<bool>("isReached");
    QTest::newRow("a public subnet behind an open group")
        << QByteArray("igw") << QByteArray("0.0.0.0/0") << true;
    QTest::newRow("a public subnet behind a closed group")
        << QByteArray("igw") << QByteArray("10.0.0.0/16") << false;
    QTest::newRow("a subnet without a way out")
        << QByteArray("gone") << QByteArray("0.0.0.0/0") << false;
}

void TestRuleContext::theInternetReaches()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, source);
    QFETCH(bool, isReached);
    const Json routes{{{"destination", "0.0.0.0/0"}, {"target", target.toStdString()}}};
    const Network network(Catalogue::builtIn(), publicDatabase(routes, source.constData()));
    const RuleContext context(network);
    QCOMPARE(context.isReachedFromTheInternet(*context.find("db")), isReached);
    QVERIFY(!context.isReachedFromTheInternet(*context.find("db"), Protocol::Tcp, 22));

    // The short answer is the one that a walk gives.
    Flow flow;
    flow.from.isInternet = true;
    flow.to.resource = ResourceId("db");
    flow.protocol = Protocol::Tcp;
    const auto walked = trace(network, flow);
    QVERIFY(walked.has_value());
    QCOMPARE(walked->verdict == Verdict::Reachable, isReached);
}

QTEST_APPLESS_MAIN(TestRuleContext)
#include "tst_rule_context.moc"
