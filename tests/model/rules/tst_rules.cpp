// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/rules/rule.h"
#include "tests/support/drawing.h"

#include <algorithm>
#include <set>

using namespace skydraft;
using namespace skydraft::testing;

namespace {

Json tcp(int from, int to, const char* source)
{
    return {{"protocol", "tcp"}, {"from_port", from}, {"to_port", to}, {"source", source}};
}

Architecture groupWith(Json rule)
{
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("sg", "vpc.security-group", "vpc", {{"ingress", Json::array({std::move(rule)})}})
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

struct Case
{
    const char* code;
    Architecture bad;
    Architecture good;
    bool hasFix;
};

std::vector<Case> cases()
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
        {"ST001", Drawing().add("vpc", "vpc.vpc").add("r", "region", "vpc").build(),
         Drawing().add("r", "region").add("vpc", "vpc.vpc", "r").build(), true},
        {"ST002", Drawing().add("r", "mars.rover").build(), Drawing().add("r", "generic").build(),
         false},
    };
}

std::vector<Finding> found(const Architecture& architecture, std::string_view code)
{
    std::vector<Finding> findings = check(Network(Catalogue::builtIn(), architecture));
    std::erase_if(findings, [&](const Finding& finding) { return finding.code != code; });
    return findings;
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
};

void TestRules::everyRuleIsTested()
{
    std::set<std::string> tested;
    for (const Case& one : cases())
        tested.insert(one.code);
    for (const Rule& rule : allRules()) {
        QVERIFY2(tested.contains(rule.code), rule.code);
        QVERIFY2(!rule.why.empty(), rule.code);
    }
    QCOMPARE(tested.size(), allRules().size());
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
    const Case one = cases()[static_cast<std::size_t>(index)];
    QVERIFY(found(one.good, one.code).empty());
    const std::vector<Finding> findings = found(one.bad, one.code);
    QCOMPARE(findings.size(), std::size_t{1});
    QVERIFY(!findings.front().message.english().empty());
    QCOMPARE(!findings.front().fixes.empty(), one.hasFix);
    if (!one.hasFix)
        return;
    const auto mended = apply(Catalogue::builtIn(), one.bad, findings.front().fixes.front().edit);
    QVERIFY2(mended.has_value(), mended ? "" : describe(mended.error()).c_str());
    QVERIFY(found(mended->architecture, one.code).empty());
}

void TestRules::findingsComeGravestFirst()
{
    const auto findings = check(Network(Catalogue::builtIn(), natIn("gone")));
    QVERIFY(findings.size() >= 2);
    QVERIFY(
        std::is_sorted(findings.begin(), findings.end(),
                       [](const Finding& a, const Finding& b) { return a.severity > b.severity; }));
}

QTEST_APPLESS_MAIN(TestRules)
#include "tst_rules.moc"
