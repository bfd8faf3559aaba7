// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII // a test says its texts plainly
#include <QDir>
#include <QElapsedTimer>
#include <QTest>

#include "model/architecture/architecture_json.h"
#include "tests/model/rules/rule_case.h"
#include "tests/support/fleet.h"

#include <algorithm>
#include <set>

using namespace skydraft;
using namespace skydraft::testing;

namespace {

std::vector<Situation> situations()
{
    std::vector<Situation> all = ruleSituations();
    for (const Situation& more : networkSituations())
        all.push_back(more);
    return all;
}

Verdict verdictOf(const Architecture& drawing)
{
    const Network network(Catalogue::builtIn(), drawing);
    return traceConnection(network, *drawing.find(ConnectionId("c")))->verdict;
}

} // namespace

/// The rules about the network where one failing and one passing drawing do not say enough.
class TestNetworkRules : public QObject
{
    Q_OBJECT

private slots:
    void findings_data();
    void findings();
    void oneFixOpensGroupsAclAndRoute();
    void groupsInACycleAreNoTrouble();
    void tenThousandRulesAreNoTrouble();
    void tenThousandResourcesAreNoTrouble();
    void templatesAreInOrder();
    void aQuotaBeyondItsMaximumIsAnError();
    void aPublicServerIsGraveWhenItIsReached();
    void aSecondEndpointIsNotMadeForAnotherTable();
    void theFixForADefaultGroupKeepsWhatWorks();
    void readdressingMovesWhatStandsInTheVpc();
};

void TestNetworkRules::findings_data()
{
    QTest::addColumn<int>("index");
    const auto all = situations();
    for (std::size_t i = 0; i < all.size(); ++i)
        QTest::addRow("%s: %s", all[i].code, all[i].name) << static_cast<int>(i);
}

void TestNetworkRules::findings()
{
    QFETCH(int, index);
    const Situation one = situations()[static_cast<std::size_t>(index)];
    const std::vector<Finding> findings = found(one.drawing, one.code);
    QCOMPARE(findings.size(), static_cast<std::size_t>(one.findings));
    if (findings.empty() || findings.front().fixes.empty())
        return;
    const Edit& fix = findings.front().fixes.front().edit;
    const auto mended = apply(Catalogue::builtIn(), one.drawing, fix);
    QVERIFY2(mended.has_value(), mended ? "" : describe(mended.error()).c_str());
    QCOMPARE(found(mended->architecture, one.code).size(), findings.size() - 1);
}

void TestNetworkRules::oneFixOpensGroupsAclAndRoute()
{
    // Neither group admits anything, the ACL of the data subnet denies all, and the way to the
    // peer VPC has no route.
    const Architecture closed =
        Drawing()
            .add("a", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
            .add("b", "vpc.vpc", "", {{"cidr", "10.1.0.0/16"}})
            .add("pcx", "vpc.peering", "", {{"requester", "a"}, {"accepter", "b"}})
            .add("rt-a", "vpc.route-table", "a")
            .add("rt-b", "vpc.route-table", "b")
            .add("acl", "vpc.network-acl", "b")
            .add("net-a", "vpc.subnet", "a", {{"cidr", "10.0.1.0/24"}, {"route_table", "rt-a"}})
            .add("net-b", "vpc.subnet", "b",
                 {{"cidr", "10.1.1.0/24"}, {"route_table", "rt-b"}, {"network_acl", "acl"}})
            .add("sg-web", "vpc.security-group", "a", {{"egress", Json::array()}})
            .add("sg-db", "vpc.security-group", "b", {{"egress", Json::array()}})
            .add("web", "ec2.instance", "net-a", {{"security_groups", {"sg-web"}}})
            .add("db", "rds.instance", "net-b", {{"security_groups", {"sg-db"}}})
            .connect("c", "web", "db", {{"protocol", "tcp"}, {"port", 3306}})
            .build();
    const std::vector<Finding> findings = found(closed, "SG018");
    QCOMPARE(findings.size(), std::size_t{1});
    const auto mended = apply(Catalogue::builtIn(), closed, findings.front().fixes.front().edit);
    QVERIFY(mended.has_value());
    QVERIFY(verdictOf(mended->architecture) == Verdict::Reachable);
    for (const char* changed : {"sg-web", "sg-db", "acl", "rt-a", "rt-b"})
        QVERIFY2(mended->changes.resources.contains(ResourceId(changed)), changed);
    // Exactly what the arrow says: egress to the one group, ingress from the other, tcp 3306.
    const Json ingress = mended->architecture.find(ResourceId("sg-db"))->properties["ingress"];
    QCOMPARE(ingress.size(), std::size_t{1});
    QCOMPARE(ingress[0]["from_port"].get<int>(), 3306);
    QCOMPARE(ingress[0]["to_port"].get<int>(), 3306);
}

void TestNetworkRules::groupsInACycleAreNoTrouble()
{
    const auto group = [](const char* other) {
        return Json{{"ingress", {tcp(80, 80, other)}}, {"description", "one of a ring"}};
    };
    const Architecture ring = Drawing()
                                  .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
                                  .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
                                  .add("sg-a", "vpc.security-group", "vpc", group("sg-b"))
                                  .add("sg-b", "vpc.security-group", "vpc", group("sg-c"))
                                  .add("sg-c", "vpc.security-group", "vpc", group("sg-a"))
                                  .add("a", "ec2.instance", "net", {{"security_groups", {"sg-a"}}})
                                  .add("b", "ec2.instance", "net", {{"security_groups", {"sg-b"}}})
                                  .add("c", "ec2.instance", "net", {{"security_groups", {"sg-c"}}})
                                  .connect("c", "b", "a", {{"protocol", "tcp"}, {"port", 80}})
                                  .build();
    QVERIFY(verdictOf(ring) == Verdict::Reachable);
    for (const Finding& finding : check(Network(Catalogue::builtIn(), ring)))
        QVERIFY2(finding.code.substr(0, 2) != "SG", finding.code.c_str());
}

void TestNetworkRules::tenThousandRulesAreNoTrouble()
{
    constexpr int count = 10'000;
    Json ingress = Json::array();
    Json acl = Json::array();
    for (int i = 0; i < count; ++i) {
        const std::string block =
            "10." + std::to_string(i / 256) + "." + std::to_string(i % 256) + ".0/24";
        ingress.push_back(tcp(i, i + 10, i % 2 == 0 ? "10.0.0.0/8" : block.c_str()));
        acl.push_back(aclRule(1 + i, i % 3 == 0 ? "deny" : "allow", "tcp", i, i, block.c_str()));
    }
    const Architecture drawing =
        Drawing()
            .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
            .add("acl", "vpc.network-acl", "vpc", {{"rules", std::move(acl)}})
            .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"network_acl", "acl"}})
            .add("sg", "vpc.security-group", "vpc", {{"ingress", std::move(ingress)}})
            .add("web", "ec2.instance", "net", {{"security_groups", {"sg"}}})
            .build();
    const Network network(Catalogue::builtIn(), drawing);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!check(network).empty());
    // Comparing each rule with each other takes a minute; this takes a tenth of a second.
    QVERIFY2(timer.elapsed() < 5'000, QByteArray::number(timer.elapsed()));
}

void TestNetworkRules::tenThousandResourcesAreNoTrouble()
{
    const Architecture drawing = fleet(40);
    QVERIFY(drawing.resources().size() > 9'900);
    const Network network(Catalogue::builtIn(), drawing);
    QElapsedTimer timer;
    timer.start();
    check(network);
    // The goal of 0.1 seconds is measured by bench_rules; this catches what grows with the square.
    QVERIFY2(timer.elapsed() < 5'000, QByteArray::number(timer.elapsed()));
}

void TestNetworkRules::templatesAreInOrder()
{
    std::set<std::string> ours;
    for (const auto& rows : {networkRuleCases(), quotaRuleCases()})
        for (const RuleCase& row : rows)
            ours.insert(row.code);
    const QDir folder(SKYDRAFT_SOURCE_DIR "/resources/templates");
    const QStringList names = folder.entryList({"*.skydraft"});
    QVERIFY(names.size() >= 10);
    for (const QString& name : names) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto drawing =
            architectureFrom(Catalogue::builtIn(), Json::parse(file.readAll().toStdString()));
        QVERIFY(drawing.has_value());
        for (const Finding& finding : check(Network(Catalogue::builtIn(), *drawing)))
            QVERIFY2(!ours.contains(finding.code), qPrintable(name + ": " + finding.code.c_str()
                                                              + finding.message.english().c_str()));
    }
}

void TestNetworkRules::aQuotaBeyondItsMaximumIsAnError()
{
    const auto severity = [](int routes) {
        Json list = Json::array();
        for (int i = 0; i < routes; ++i)
            list.push_back(route(
                ("10." + std::to_string(i / 256) + "." + std::to_string(i % 256) + ".0/24").c_str(),
                "local"));
        const Architecture drawing = Drawing()
                                         .add("vpc", "vpc.vpc")
                                         .add("rt", "vpc.route-table", "vpc", {{"routes", list}})
                                         .build();
        return found(drawing, "RT013").front().severity;
    };
    QVERIFY(severity(1000) == Severity::Note);
    QVERIFY(severity(1001) == Severity::Error);
}

void TestNetworkRules::aPublicServerIsGraveWhenItIsReached()
{
    const auto severity = [](const char* source) {
        const Architecture drawing =
            Drawing()
                .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
                .add("igw", "vpc.internet-gateway", "vpc")
                .add("rt", "vpc.route-table", "vpc", {{"routes", {route("0.0.0.0/0", "igw")}}})
                .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"route_table", "rt"}})
                .add("sg", "vpc.security-group", "vpc", {{"ingress", {tcp(80, 80, source)}}})
                .add("web", "ec2.instance", "net",
                     {{"public_ip", true}, {"security_groups", {"sg"}}})
                .build();
        return found(drawing, "EC001").front().severity;
    };
    QVERIFY(severity("0.0.0.0/0") == Severity::Warning);
    QVERIFY(severity("10.0.0.0/16") == Severity::Note);
}

void TestNetworkRules::aSecondEndpointIsNotMadeForAnotherTable()
{
    const Architecture drawing =
        privateServer({{"security_groups", {"sg"}}})
            .add("sg", "vpc.security-group", "vpc")
            .add("rt", "vpc.route-table", "vpc", {{"routes", {route("0.0.0.0/0", "nat")}}})
            .add("nat", "vpc.nat-gateway", "public")
            .add("bucket", "s3.bucket")
            .add("endpoint", "vpc.endpoint", "vpc", {{"route_tables", {"rt-public"}}})
            .connect("c", "web", "bucket")
            .build();
    const std::vector<Finding> findings = found(drawing, "RT010");
    QCOMPARE(findings.size(), std::size_t{1});
    const auto mended = apply(Catalogue::builtIn(), drawing, findings.front().fixes.front().edit);
    QVERIFY(mended.has_value());
    QCOMPARE(mended->architecture.resources().size(), drawing.resources().size());
    QVERIFY(mended->architecture.find(ResourceId("endpoint"))->properties["route_tables"]
            == Json({"rt-public", "rt"}));
    QVERIFY(found(mended->architecture, "RT010").empty());
}

void TestNetworkRules::theFixForADefaultGroupKeepsWhatWorks()
{
    // Members of the default group may do anything to each other.
    const Architecture drawing =
        Drawing()
            .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
            .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
            .add("web", "ec2.instance", "net")
            .add("db", "rds.instance", "net")
            .connect("c", "web", "db", {{"protocol", "tcp"}, {"port", 3306}})
            .build();
    QVERIFY(verdictOf(drawing) == Verdict::Reachable);
    const std::vector<Finding> findings = found(drawing, "SG010");
    QCOMPARE(findings.size(), std::size_t{1});
    const auto mended = apply(Catalogue::builtIn(), drawing, findings.front().fixes.front().edit);
    QVERIFY(mended.has_value());
    QVERIFY(verdictOf(mended->architecture) == Verdict::Reachable);
}

void TestNetworkRules::readdressingMovesWhatStandsInTheVpc()
{
    const Architecture drawing =
        Drawing()
            .add("a", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
            .add("b", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
            .add("pcx", "vpc.peering", "", {{"requester", "a"}, {"accepter", "b"}})
            .add("net", "vpc.subnet", "b", {{"cidr", "10.0.7.0/24"}})
            .add("sg", "vpc.security-group", "b", {{"ingress", {tcp(80, 80, "10.0.7.0/24")}}})
            .add("web", "ec2.instance", "net", {{"private_ip", "10.0.7.9"}})
            .build();
    const std::vector<Finding> findings = found(drawing, "IP003");
    QCOMPARE(findings.size(), std::size_t{1});
    const auto mended = apply(Catalogue::builtIn(), drawing, findings.front().fixes.front().edit);
    QVERIFY(mended.has_value());
    const auto property = [&](const char* id, const char* name) {
        return mended->architecture.find(ResourceId(id))->properties.at(name);
    };
    QVERIFY(property("a", "cidr") == Json("10.0.0.0/16"));
    QVERIFY(property("b", "cidr") == Json("10.1.0.0/16"));
    QVERIFY(property("net", "cidr") == Json("10.1.7.0/24"));
    QVERIFY(property("web", "private_ip") == Json("10.1.7.9"));
    QVERIFY(property("sg", "ingress")[0].at("source") == Json("10.1.7.0/24"));
}

QTEST_APPLESS_MAIN(TestNetworkRules)
#include "tst_network_rules.moc"
