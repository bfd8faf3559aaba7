// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII
#include <QTest>

#include "model/network/reachability.h"
#include "tests/model/network/trace_check.h"
#include "tests/support/drawing.h"

using namespace skydraft;
using namespace skydraft::testing;

namespace {

Json rule(const char* member, const std::string& peer, int from, int to)
{
    return {{"protocol", "tcp"}, {"from_port", from}, {"to_port", to}, {member, peer}};
}

/// Two hosts in a subnet; `ingress` filters the second one.
Drawing twoHosts(const Json& ingress)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("s", "vpc.subnet", "vpc", {{"cidr", "10.0.0.0/24"}})
        .add("g-a", "vpc.security-group", "vpc")
        .add("g-b", "vpc.security-group", "vpc", {{"ingress", ingress}})
        .add("a", "ec2.instance", "s",
             {{"private_ip", "10.0.0.4"}, {"security_groups", Json::array({"g-a"})}})
        .add("b", "ec2.instance", "s",
             {{"private_ip", "10.0.0.5"}, {"security_groups", Json::array({"g-b"})}});
}

/// What the walker and the tables say of tcp 80 from a to b; they must agree.
std::string verdict(const Architecture& drawing)
{
    const bool walked = traced(drawing, "a", "b", "tcp 80").verdict == Verdict::Reachable;
    Reachability reach(Network(Catalogue::builtIn(), drawing));
    const auto ports = reach.between(ResourceId("a"), ResourceId("b")).ports;
    bool tabulated = false;
    for (const OpenPorts& run : ports)
        tabulated |=
            run.protocol == Protocol::Any
            || (run.protocol == Protocol::Tcp && run.ports.from <= 80 && 80 <= run.ports.to);
    return walked != tabulated ? "the walker and the tables differ" : walked ? "open" : "closed";
}

} // namespace

class TestBadNetworks : public QObject
{
    Q_OBJECT

private slots:
    void rulesThatSayNothing_data();
    void rulesThatSayNothing();
    void groupsThatReferToEachOtherInACircle();
    void tenThousandRulesInOneGroup();
    void vpcsThatOverlap();
};

void TestBadNetworks::rulesThatSayNothing_data()
{
    QTest::addColumn<QByteArray>("ingress");
    QTest::addColumn<QString>("verdict");
    const auto row = [](const char* name, const Json& ingress, const char* expected) {
        QTest::newRow(name) << QByteArray::fromStdString(ingress.dump())
                            << QString::fromLatin1(expected);
    };
    row("a reversed range of ports opens nothing",
        Json::array({rule("source", "0.0.0.0/0", 90, 70)}), "closed");
    row("a block that is none opens nothing", Json::array({rule("source", "10.0.0.0/33", 80, 80)}),
        "closed");
    row("a group that does not exist opens nothing",
        Json::array({rule("source", "g-gone", 80, 80)}), "closed");
    row("a prefix list that does not exist opens nothing",
        Json::array({rule("source", "pl-gone", 80, 80)}), "closed");
    row("a broken rule beside a good one changes nothing",
        Json::array({rule("source", "10.0.0.300", 80, 80), rule("source", "g-a", 80, 80)}), "open");
    row("host bits are cleared", Json::array({rule("source", "10.0.0.77/24", 80, 80)}), "open");
}

void TestBadNetworks::rulesThatSayNothing()
{
    QFETCH(QByteArray, ingress);
    QFETCH(QString, verdict);
    const Architecture drawing = twoHosts(Json::parse(ingress.toStdString())).build();
    QCOMPARE(QString::fromStdString(::verdict(drawing)), verdict);
}

void TestBadNetworks::groupsThatReferToEachOtherInACircle()
{
    const Architecture drawing =
        Drawing()
            .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
            .add("s", "vpc.subnet", "vpc", {{"cidr", "10.0.0.0/24"}})
            .add("g-a", "vpc.security-group", "vpc",
                 {{"ingress", Json::array({rule("source", "g-b", 80, 80)})}})
            .add("g-b", "vpc.security-group", "vpc",
                 {{"ingress", Json::array({rule("source", "g-a", 80, 80)})}})
            .add("a", "ec2.instance", "s", {{"security_groups", Json::array({"g-a"})}})
            .add("b", "ec2.instance", "s", {{"security_groups", Json::array({"g-b"})}})
            .build();
    QCOMPARE(verdict(drawing), "open");
    Reachability reach(Network(Catalogue::builtIn(), drawing));
    QCOMPARE(reach.computeAll(), std::uint64_t{2});
}

void TestBadNetworks::tenThousandRulesInOneGroup()
{
    Json ingress = Json::array();
    for (int i = 0; i < 10000; ++i)
        ingress.push_back(rule(
            "source", "10." + std::to_string(i / 250) + "." + std::to_string(i % 250) + ".0/24",
            2 * i, 2 * i));
    // Port 80 is rule 40's, from 10.0.40.0/24: not for 10.0.0.4.
    Architecture drawing = twoHosts(ingress).build();
    QCOMPARE(verdict(drawing), "closed");
    ingress.push_back(rule("source", "g-a", 80, 80));
    Reachability reach(Network(Catalogue::builtIn(), drawing));
    const auto applied = apply(Catalogue::builtIn(), drawing,
                               Edit{SetProperty{ResourceId("g-b"), "ingress", ingress}});
    reach.update(applied->architecture, applied->changes);
    const auto changes = reach.changes();
    QCOMPARE(changes.size(), std::size_t{1});
    QCOMPARE(changes.front().from, std::vector{ResourceId("a")});
    QCOMPARE(changes.front().to, std::vector{ResourceId("b")});
    QVERIFY((changes.front().opened == std::vector{OpenPorts{Protocol::Tcp, {80, 80}}}));
    QVERIFY(changes.front().closed.empty());
    QCOMPARE(verdict(applied->architecture), "open");
}

void TestBadNetworks::vpcsThatOverlap()
{
    Drawing drawing = twoHosts(Json::array({rule("source", "0.0.0.0/0", 80, 80)}));
    drawing.add("twin", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}});
    drawing.add("t", "vpc.subnet", "twin", {{"cidr", "10.0.0.0/24"}});
    drawing.add("c", "ec2.instance", "t", {{"private_ip", "10.0.0.4"}});
    drawing.add("pcx", "vpc.peering", "",
                {{"requester", "vpc"}, {"accepter", "twin"}, {"status", "active"}});
    const Architecture drawn = drawing.build();
    QCOMPARE(verdict(drawn), "open");
    QVERIFY(traced(drawn, "c", "b", "tcp 80").verdict == Verdict::Blocked);
    Reachability reach(Network(Catalogue::builtIn(), drawn));
    QVERIFY(reach.between(ResourceId("c"), ResourceId("b")).ports.empty());
}

QTEST_APPLESS_MAIN(TestBadNetworks)
#include "tst_bad_networks.moc"
