// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/network/rule_peers.h"
#include "tests/support/drawing.h"

using namespace skydraft;
using namespace skydraft::testing;

class TestRulePeers : public QObject
{
    Q_OBJECT

private slots:
    void aRuleIsForThoseItsPeerCovers_data();
    void aRuleIsForThoseItsPeerCovers();
    void publicBlocksAreCounted();
};

namespace {

/// Two peered VPCs and one that stands alone; web and api in the first, each with a fixed address.
Architecture threeVpcs()
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("peer", "vpc.vpc", "", {{"cidr", "10.1.0.0/16"}})
        .add("alone", "vpc.vpc", "", {{"cidr", "10.2.0.0/16"}})
        .add("a", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
        .add("b", "vpc.subnet", "peer", {{"cidr", "10.1.1.0/24"}})
        .add("c", "vpc.subnet", "alone", {{"cidr", "10.2.1.0/24"}})
        .add("sg", "vpc.security-group", "vpc")
        .add("sg-web", "vpc.security-group", "vpc")
        .add("sg-none", "vpc.security-group", "vpc")
        .add("web", "ec2.instance", "a",
             {{"private_ip", "10.0.1.10"}, {"security_groups", {"sg-web"}}})
        .add("api", "ec2.instance", "a",
             {{"private_ip", "10.0.1.200"}, {"security_groups", {"sg-web"}}})
        .add("far", "ec2.instance", "b", {{"private_ip", "10.1.1.10"}})
        .add("other", "ec2.instance", "c", {{"private_ip", "10.2.1.10"}})
        .add("link", "vpc.peering", "", {{"requester", "vpc"}, {"accepter", "peer"}})
        .add("office", "vpc.prefix-list", "", {{"entries", {"203.0.113.0/28", "10.0.1.0/25"}}})
        .add("edge", "vpc.prefix-list", "",
             {{"aws_managed_name", "com.amazonaws.global.cloudfront.origin-facing"}})
        .build();
}

std::string joined(const std::vector<ResourceId>& ids)
{
    std::string text;
    for (const ResourceId& id : ids)
        text += (text.empty() ? "" : " ") + id.value();
    return text;
}

} // namespace

void TestRulePeers::aRuleIsForThoseItsPeerCovers_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QString>("resources");
    QTest::addColumn<bool>("isWholeInternet");
    QTest::addColumn<bool>("isKnown");
    QTest::newRow("a group is its members") << "sg-web"
                                            << "api web" << false << true;
    QTest::newRow("a group without members is nobody") << "sg-none"
                                                       << "" << false << true;
    QTest::newRow("the VPC's block is what stands in it") << "10.0.0.0/16"
                                                          << "api web" << false << true;
    QTest::newRow("half of a subnet holds one of two") << "10.0.1.0/25"
                                                       << "web" << false << true;
    QTest::newRow("a peered VPC is in reach") << "10.1.0.0/16"
                                              << "far" << false << true;
    QTest::newRow("a VPC without peering is not") << "10.2.0.0/16"
                                                  << "" << false << true;
    QTest::newRow("everyone is the internet and the neighbours") << "0.0.0.0/0"
                                                                 << "api far web" << true << true;
    QTest::newRow("all of IPv6") << "::/0"
                                 << "" << true << true;
    QTest::newRow("a prefix list is its entries") << "office"
                                                  << "web" << false << true;
    QTest::newRow("what names nothing is unknown") << "sg-gone"
                                                   << "" << false << false;
    QTest::newRow("nor is a broken block known") << "10.0.0.0/33"
                                                 << "" << false << false;
}

void TestRulePeers::aRuleIsForThoseItsPeerCovers()
{
    QFETCH(QString, peer);
    const Architecture drawing = threeVpcs();
    const RulePeers peers =
        peersOf(Network(Catalogue::builtIn(), drawing), ResourceId("sg"), peer.toStdString());
    QTEST(QString::fromStdString(joined(peers.resources)), "resources");
    QTEST(peers.isWholeInternet, "isWholeInternet");
    QTEST(peers.isKnown, "isKnown");
}

void TestRulePeers::publicBlocksAreCounted()
{
    const Network network(Catalogue::builtIn(), threeVpcs());
    const ResourceId group("sg");
    // A /28 has 2^4 addresses; the private entry of the list adds none.
    QCOMPARE(peersOf(network, group, "203.0.113.0/28").internetAddresses, std::uint64_t{16});
    QCOMPARE(peersOf(network, group, "office").internetAddresses, std::uint64_t{16});
    QCOMPARE(peersOf(network, group, "10.0.0.0/16").internetAddresses, std::uint64_t{0});
    QCOMPARE(peersOf(network, group, "edge").managedService, std::string("cloudfront"));
}

QTEST_APPLESS_MAIN(TestRulePeers)
#include "tst_rule_peers.moc"
