// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>

#include "tests/model/rules/rule_case.h"

#include <algorithm>
#include <set>

using namespace skydraft;
using namespace skydraft::testing;

namespace {

Architecture groupWith(Json rule)
{
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("sg", "vpc.security-group", "vpc", {{"ingress", Json::array({std::move(rule)})}})
        .build();
}

Architecture groupWithRules(Json rules)
{
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("sg", "vpc.security-group", "vpc", {{"ingress", std::move(rules)}})
        .build();
}

Architecture subnets(const char* first, const char* second)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("a", "vpc.subnet", "vpc", {{"cidr", first}})
        .add("b", "vpc.subnet", "vpc", {{"cidr", second}})
        .build();
}

Architecture natIn(const char* target)
{
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("rt", "vpc.route-table", "vpc",
             {{"routes", {{{"destination", "0.0.0.0/0"}, {"target", target}}}}})
        .add("net", "vpc.subnet", "vpc", {{"route_table", "rt"}})
        .add("nat", "vpc.nat-gateway", "net")
        .build();
}

Architecture inZones(const char* type, const char* second)
{
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("za", "availability-zone", "vpc")
        .add("zb", "availability-zone", "vpc")
        .add("a", "vpc.subnet", "za")
        .add("b", "vpc.subnet", second)
        .add("it", type, "vpc", {{"subnets", {"a", "b"}}})
        .build();
}

Architecture listenerTo(Json targets)
{
    return Drawing()
        .add("web", "ec2.instance")
        .add("tg", "elb.target-group", "", {{"targets", std::move(targets)}})
        .add("alb", "elb.application", "",
             {{"listeners", {{{"protocol", "http"}, {"port", 80}, {"target_group", "tg"}}}}})
        .build();
}

Architecture dataTier(Json ingress)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
        .add("sg-web", "vpc.security-group", "vpc")
        .add("sg-db", "vpc.security-group", "vpc", {{"ingress", std::move(ingress)}})
        .add("web", "ec2.instance", "net", {{"security_groups", {"sg-web"}}})
        .add("db", "rds.instance", "net", {{"security_groups", {"sg-db"}}})
        .connect("c", "web", "db", {{"protocol", "tcp"}, {"port", 3306}})
        .build();
}

Architecture scaledBehind(const char* healthCheck)
{
    return Drawing()
        .add("tg", "elb.target-group")
        .add("asg", "autoscaling.group", "",
             {{"target_groups", {"tg"}}, {"health_check_type", healthCheck}})
        .build();
}

/// A network ACL with these rules, used by a subnet.
Architecture aclWith(Json rules)
{
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("acl", "vpc.network-acl", "vpc", {{"rules", std::move(rules)}})
        .add("net", "vpc.subnet", "vpc", {{"network_acl", "acl"}})
        .build();
}

Json aclRules(int count)
{
    Json rules = Json::array();
    for (int i = 1; i <= count; ++i)
        rules.push_back(aclRule(i, "allow", "tcp", 1000 + i, 1000 + i));
    return rules;
}

Json groupRules(int count)
{
    Json rules = Json::array();
    for (int i = 1; i <= count; ++i)
        rules.push_back(tcp(1000 + i, 1000 + i, "10.0.0.0/8"));
    return rules;
}

/// A database with the group "sg".
Architecture guardedData(Json properties)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("web", "vpc.security-group", "vpc")
        .add("sg", "vpc.security-group", "vpc", std::move(properties))
        .add("server", "ec2.instance", "vpc", {{"security_groups", {"web"}}})
        .add("db", "rds.instance", "vpc", {{"security_groups", {"sg"}}})
        .build();
}

/// A server with the group "sg".
Architecture guardedServer(Json ingress)
{
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("sg", "vpc.security-group", "vpc", {{"ingress", std::move(ingress)}})
        .add("web", "ec2.instance", "vpc", {{"security_groups", {"sg"}}})
        .build();
}

/// Something in a subnet whose table leads to `target`.
Architecture inSubnetRoutedTo(const char* target, const char* type, Json properties)
{
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("rt", "vpc.route-table", "vpc",
             {{"routes", {{{"destination", "0.0.0.0/0"}, {"target", target}}}}})
        .add("net", "vpc.subnet", "vpc", {{"route_table", "rt"}})
        .add("it", type, "net", std::move(properties))
        .build();
}

Architecture peered(const char* there, const char* backTarget)
{
    return Drawing()
        .add("a", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("b", "vpc.vpc", "", {{"cidr", "10.1.0.0/16"}})
        .add("pcx", "vpc.peering", "", {{"requester", "a"}, {"accepter", "b"}})
        .add("rt-a", "vpc.route-table", "a",
             {{"routes", {{{"destination", there}, {"target", "pcx"}}}}})
        .add("rt-b", "vpc.route-table", "b",
             {{"routes", {{{"destination", "10.0.0.0/16"}, {"target", backTarget}}}}})
        .build();
}

/// A database, and the promise that the internet never reaches `to`.
Architecture intended(const char* to)
{
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("db", "rds.instance", "vpc")
        .intend({.id = IntentId("i"), .from = "internet", .to = to})
        .build();
}

std::vector<RuleCase> ownCases()
{
    return {
        {"AZ002", inZones("autoscaling.group", "za"), inZones("autoscaling.group", "zb"), false},
        {"AZ003", inZones("elb.application", "za"), inZones("elb.application", "zb"), false},
        {"IP001", subnets("10.0.0.0/24", "10.1.0.0/24"), subnets("10.0.0.0/24", "10.0.1.0/24"),
         true},
        {"IP002", subnets("10.0.0.0/24", "10.0.0.128/25"), subnets("10.0.0.0/24", "10.0.1.0/25"),
         true},
        {"IP004", subnets("10.0.0.0/24", "10.0.1.7/24"), subnets("10.0.0.0/24", "10.0.1.0/24"),
         true},
        {"AZ001", alone("rds.instance"), alone("rds.instance", {{"multi_az", true}}), true},
        {"AZ004", inZones("rds.instance", "za"), inZones("rds.instance", "zb"), false},
        {"AZ005", alone("elasticache.redis"),
         alone("elasticache.redis", {{"replicas", 1}, {"automatic_failover", true}}), true},
        {"AZ007", listenerTo({"web"}), listenerTo(Json::array()), false},
        {"AZ008", scaledBehind("ec2"), scaledBehind("elb"), true},
        {"DB001", alone("rds.instance", {{"publicly_accessible", true}}), alone("rds.instance"),
         true},
        {"DB002", inSubnetRoutedTo("igw", "rds.instance", {}),
         inSubnetRoutedTo("nat", "rds.instance", {}), false},
        {"DB003", alone("rds.instance", {{"storage_encrypted", false}}), alone("rds.instance"),
         true},
        {"LB001", alone("elb.application"), alone("elb.application", {{"scheme", "internal"}}),
         true},
        {"NA002", aclWith({aclRule(100, "allow", "tcp", 22, 22)}),
         aclWith({aclRule(100, "allow", "tcp", 22, 22, "10.0.0.0/8")}), true},
        {"NA003", aclWith({aclRule(100, "allow", "all", 0, 65535)}),
         aclWith({aclRule(100, "allow", "tcp", 80, 80)}), true},
        {"NA004",
         aclWith({aclRule(100, "allow", "tcp", 0, 1000), aclRule(200, "allow", "tcp", 80, 80)}),
         aclWith({aclRule(100, "allow", "tcp", 80, 80), aclRule(200, "allow", "tcp", 0, 1000)}),
         true},
        {"NA005",
         aclWith({aclRule(100, "allow", "tcp", 0, 1000), aclRule(200, "deny", "tcp", 23, 23)}),
         aclWith({aclRule(50, "deny", "tcp", 23, 23), aclRule(100, "allow", "tcp", 0, 1000)}),
         true},
        {"NA006", alone("vpc.network-acl"), aclWith(Json::array()), true},
        {"NA007",
         aclWith({aclRule(100, "allow", "tcp", 80, 80), aclRule(100, "allow", "tcp", 443, 443)}),
         aclWith(aclRules(19)), true},
        {"RT001", inSubnetRoutedTo("nat", "ec2.instance", {{"public_ip", true}}),
         inSubnetRoutedTo("igw", "ec2.instance", {{"public_ip", true}}), true},
        {"RT004", peered("10.1.0.0/16", "gone"), peered("10.1.0.0/16", "pcx"), false},
        {"RT006", peered("10.0.0.0/8", "pcx"), peered("10.1.0.0/16", "pcx"), true},
        {"SG005", groupWith(tcp(23, 23, "0.0.0.0/0")), groupWith(tcp(23, 23, "10.0.0.0/8")), true},
        {"SG006", guardedServer({tcp(80, 80, "0.0.0.0/0")}),
         guardedServer({tcp(80, 80, "10.0.0.0/8")}), true},
        {"SG007", guardedData({{"ingress", {tcp(3306, 3306, "10.0.0.0/16")}}}),
         guardedData({{"ingress", {tcp(3306, 3306, "web")}}}), false},
        {"SG008", guardedData(Json::object()), guardedData({{"egress", Json::array()}}), true},
        {"SG009", groupWith(tcp(443, 443, "0.0.0.0/1")), groupWith(tcp(443, 443, "0.0.0.0/0")),
         false},
        {"SG011", alone("vpc.security-group"), guardedServer(Json::array()), true},
        {"SG012", guardedServer({tcp(0, 1000, "10.0.0.0/8"), tcp(80, 80, "10.1.0.0/16")}),
         guardedServer({tcp(80, 80, "10.0.0.0/8"), tcp(443, 443, "10.0.0.0/8")}), true},
        {"SG013", guardedServer({tcp(80, 80, "sg-gone")}), guardedServer({tcp(80, 80, "sg")}),
         true},
        {"SG015", groupWithRules(groupRules(61)), groupWithRules(groupRules(60)), false},
        {"SG016", alone("vpc.security-group"),
         alone("vpc.security-group", {{"description", "web servers"}}), false},
        {"SG017", groupWith(tcp(1000, 2000, "10.0.0.0/8")),
         groupWith(tcp(1000, 1010, "10.0.0.0/8")), false},
        {"LB006", listenerTo(Json::array()), listenerTo({"web"}), false},
        {"RT007", natIn("gone"), natIn("igw"), true},
        {"RT009", natIn("local"), natIn("igw"), false},
        {"SG001", groupWith(tcp(22, 22, "0.0.0.0/0")), groupWith(tcp(22, 22, "203.0.113.7/32")),
         true},
        {"SG002", groupWith(tcp(3389, 3389, "::/0")), groupWith(tcp(3389, 3389, "10.0.0.0/8")),
         true},
        {"SG003", groupWith({{"protocol", "all"}, {"source", "0.0.0.0/0"}}),
         groupWith({{"protocol", "all"}, {"source", "sg"}}), true},
        {"SG004", groupWith(tcp(3306, 3306, "0.0.0.0/0")), groupWith(tcp(443, 443, "0.0.0.0/0")),
         true},
        {"SG018", dataTier(Json::array()), dataTier(Json::array({tcp(3306, 3306, "sg-web")})),
         true},
        {"IN001", intended("type:s3.bucket"), intended("type:rds.instance"), false},
        {"ST001", Drawing().add("vpc", "vpc.vpc").add("r", "region", "vpc").build(),
         Drawing().add("r", "region").add("vpc", "vpc.vpc", "r").build(), true},
        {"ST002", Drawing().add("r", "mars.rover").build(), Drawing().add("r", "generic").build(),
         false},
    };
}

std::vector<RuleCase> cases()
{
    std::vector<RuleCase> all = ownCases();
    for (const auto& more : {networkRuleCases(), quotaRuleCases()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

} // namespace

/// Every rule of the table: it finds its fault, stays silent without it, and its fix mends it.
class TestRules : public QObject
{
    Q_OBJECT

private slots:
    void everyRuleIsTested();
    void aRuleFindsItsFault_data();
    void aRuleFindsItsFault();
    void findingsComeGravestFirst();
    void profilesShowWhatMattersMost();
    void aPublicDatabaseIsGraveWhenItIsReached();
    void anOpenPortIsGraveWhenItIsReached();
};

/// By reading the tables of all programs in this folder: a row begins with the code of its rule.
void TestRules::everyRuleIsTested()
{
    QByteArray tables;
    const QDir folder(QStringLiteral(SKYDRAFT_SOURCE_DIR "/tests/model/rules"));
    for (const QString& name : folder.entryList({QStringLiteral("*.cpp")}, QDir::Files)) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        tables += file.readAll();
    }
    std::set<std::string> codes;
    for (const Rule& rule : allRules()) {
        QVERIFY2(codes.insert(rule.code).second, rule.code); // none twice
        QVERIFY2(tables.contains(QByteArray("        {\"") + rule.code + "\","), rule.code);
        QVERIFY2(!rule.why.empty(), rule.code);
    }
}

void TestRules::aRuleFindsItsFault_data()
{
    QTest::addColumn<int>("index");
    const auto all = cases();
    for (std::size_t i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].code) << static_cast<int>(i);
}

void TestRules::aRuleFindsItsFault()
{
    QFETCH(int, index);
    const RuleCase one = cases()[static_cast<std::size_t>(index)];
    verify({one.code, "", one.bad, one.good, one.hasFix});
}

void TestRules::findingsComeGravestFirst()
{
    const auto findings = check(Network(Catalogue::builtIn(), natIn("gone")));
    QVERIFY(findings.size() >= 2);
    QVERIFY(
        std::is_sorted(findings.begin(), findings.end(),
                       [](const Finding& a, const Finding& b) { return a.severity > b.severity; }));
}

void TestRules::profilesShowWhatMattersMost()
{
    const Network network(Catalogue::builtIn(), alone("vpc.security-group"));
    QVERIFY(!check(network, Profile::Strict).empty());
    QVERIFY(check(network, Profile::Review).empty()); // an unused group is a matter of tidiness
    std::set<int> ranks;
    for (const Rule& rule : allRules())
        if (rule.rank > 0)
            QVERIFY2(ranks.insert(rule.rank).second, rule.code); // no rank twice
    QVERIFY(*ranks.rbegin() <= 40);
}

void TestRules::aPublicDatabaseIsGraveWhenItIsReached()
{
    const auto severity = [](Json ingress) {
        const Architecture drawing =
            Drawing()
                .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
                .add("igw", "vpc.internet-gateway", "vpc")
                .add("rt", "vpc.route-table", "vpc",
                     {{"routes", {{{"destination", "0.0.0.0/0"}, {"target", "igw"}}}}})
                .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"route_table", "rt"}})
                .add("sg", "vpc.security-group", "vpc", {{"ingress", std::move(ingress)}})
                .add("db", "rds.instance", "net",
                     {{"publicly_accessible", true}, {"security_groups", {"sg"}}})
                .build();
        return found(drawing, "DB001").front().severity;
    };
    QVERIFY(severity({tcp(3306, 3306, "0.0.0.0/0")}) == Severity::Error);
    QVERIFY(severity({tcp(3306, 3306, "10.0.0.0/16")}) == Severity::Warning);
}

void TestRules::anOpenPortIsGraveWhenItIsReached()
{
    const auto severity = [](const char* code, int port, const Json& member) {
        Drawing drawing;
        drawing.add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
            .add("igw", "vpc.internet-gateway", "vpc")
            .add("rt", "vpc.route-table", "vpc", {{"routes", {route("0.0.0.0/0", "igw")}}})
            .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"route_table", "rt"}})
            .add("sg", "vpc.security-group", "vpc", {{"ingress", {tcp(port, port, "0.0.0.0/0")}}});
        if (!member.is_null())
            drawing.add("web", "ec2.instance", "net", member);
        return found(drawing.build(), code).front().severity;
    };
    const Json open{{"security_groups", {"sg"}}, {"public_ip", true}};
    const Json hidden{{"security_groups", {"sg"}}};
    QVERIFY(severity("SG001", 22, open) == Severity::Error);
    QVERIFY(severity("SG001", 22, hidden) == Severity::Warning); // it has no public address
    QVERIFY(severity("SG001", 22, Json()) == Severity::Error);   // who will have it is not known
    QVERIFY(severity("SG005", 8080, open) == Severity::Error);
    QVERIFY(severity("SG005", 8080, hidden) == Severity::Note);
    QVERIFY(severity("SG006", 80, open) == Severity::Note);
}

QTEST_APPLESS_MAIN(TestRules)
#include "tst_rules.moc"
