// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/network/trace_rows.h"

using namespace skydraft;
using namespace skydraft::testing;

/// Flows between IPv6 addresses: no translation, rules of their own, and a gateway that lets out
/// only.
class TestTraceIpv6 : public QObject
{
    Q_OBJECT

private slots:
    void whatBlocks_data();
    void whatBlocks();

    void nothingIsTranslated();
    void theFamilyIsThatOfTheEnds();
};

namespace {

const Json web6{{"protocol", "tcp"}, {"from_port", 443}, {"to_port", 443}, {"source", "::/0"}};
const char* const webAddress = "2001:db8:1:0::10";
const char* const appAddress = "2001:db8:1:1::10";

/// A public subnet with a web server and a private one with an application server, both with IPv6.
Drawing dualStack(const std::vector<Json>& publicRoutes,
                  const std::vector<Json>& privateRoutes = {},
                  const std::vector<Json>& ingress = {web6})
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}, {"ipv6_cidr", "2001:db8:1::/56"}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("eigw", "vpc.egress-only-gateway", "vpc")
        .add("to-igw", "vpc.route-table", "vpc", with("routes", publicRoutes))
        .add("to-eigw", "vpc.route-table", "vpc", with("routes", privateRoutes))
        .add("public", "vpc.subnet", "vpc",
             {{"cidr", "10.0.0.0/24"},
              {"ipv6_cidr", "2001:db8:1:0::/64"},
              {"route_table", "to-igw"}})
        .add("private", "vpc.subnet", "vpc",
             {{"cidr", "10.0.1.0/24"},
              {"ipv6_cidr", "2001:db8:1:1::/64"},
              {"route_table", "to-eigw"}})
        .add("sg-web", "vpc.security-group", "vpc", with("ingress", ingress))
        .add("web", "ec2.instance", "public",
             {{"ipv6_address", webAddress}, {"security_groups", {"sg-web"}}})
        .add("app", "ec2.instance", "private",
             {{"ipv6_address", appAddress}, {"security_groups", {"sg-web"}}});
}

const Json toIgw = route("::/0", "igw");
const Json toEigw = route("::/0", "eigw");

Drawing withAcl(const std::vector<Json>& rules)
{
    return dualStack({toIgw})
        .add("acl", "vpc.network-acl", "vpc", with("rules", rules))
        .add("public", "vpc.subnet", "vpc",
             {{"cidr", "10.0.0.0/24"},
              {"ipv6_cidr", "2001:db8:1:0::/64"},
              {"route_table", "to-igw"},
              {"network_acl", "acl"}});
}

} // namespace

void TestTraceIpv6::whatBlocks_data()
{
    addTraceColumns();
    const char* const outside = "internet:2001:db8:ffff::1";
    traceRow("the internet reaches a public host over IPv6", dualStack({toIgw}), outside, "web",
             "tcp 443", "reachable");
    traceRow("a public host reaches the internet over IPv6", dualStack({toIgw}), "web", outside,
             "tcp 443", "reachable");
    traceRow("a route for IPv4 leads no IPv6", dualStack({route("0.0.0.0/0", "igw")}), "web",
             outside, "tcp 443", "to-igw NO_ROUTE_TO_DESTINATION");
    traceRow("a rule for 0.0.0.0/0 lets no IPv6 in",
             dualStack({toIgw}, {}, {rule("tcp", 443, "0.0.0.0/0")}), outside, "web", "tcp 443",
             "sg-web ENI_SG_RULES_MISMATCH");
    traceRow("and one for ::/0 no IPv4",
             dualStack({route("0.0.0.0/0", "igw")})
                 .add("web", "ec2.instance", "public",
                      {{"public_ip", true}, {"security_groups", {"sg-web"}}}),
             "internet", "web", "tcp 443", "sg-web ENI_SG_RULES_MISMATCH");
    traceRow("the egress-only gateway lets connections out", dualStack({}, {toEigw}), "app",
             outside, "tcp 443", "reachable");
    traceRow("and none in", dualStack({}, {toEigw}), outside, "app", "tcp 443",
             "to-eigw NO_ROUTE_TO_DESTINATION");
    traceRow("it is of no use to IPv4", dualStack({}, {route("0.0.0.0/0", "eigw")}), "app",
             "internet:198.51.100.1", "tcp 443",
             "to-eigw CANNOT_ROUTE, app "
             "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS");
    traceRow(
        "a host without an IPv6 address takes no part",
        dualStack({toIgw}).add("web", "ec2.instance", "public", {{"security_groups", {"sg-web"}}}),
        outside, "web", "tcp 443", "web ENI_ADDRESS_RESTRICTION");
    traceRow("hosts of one VPC reach each other by the local route", dualStack({}), "web",
             appAddress, "tcp 443", "reachable");
    traceRow("ACL rules for IPv4 say nothing about IPv6",
             withAcl({aclRule(100, "ingress", "allow", "all", 0, 65535, "0.0.0.0/0"),
                      aclRule(100, "egress", "allow", "all", 0, 65535, "0.0.0.0/0")}),
             outside, "web", "tcp 443", "acl SUBNET_ACL_RESTRICTION, acl SUBNET_ACL_RESTRICTION");
    traceRow("ACL rules for IPv6 do",
             withAcl({aclRule(100, "ingress", "allow", "tcp", 443, 443, "::/0"),
                      aclRule(100, "egress", "allow", "tcp", 1024, 65535, "::/0")}),
             outside, "web", "tcp 443", "reachable");
    traceRow("an ACL rule for ICMP is none for ICMPv6",
             withAcl({aclRule(100, "ingress", "allow", "icmp", -1, -1, "::/0"),
                      aclRule(100, "egress", "allow", "all", 0, 65535, "::/0")}),
             outside, "web", "icmp", "acl SUBNET_ACL_RESTRICTION, sg-web ENI_SG_RULES_MISMATCH");
    traceRow("an echo needs a rule for ICMPv6", dualStack({toIgw}, {}, {rule("icmp", -1, "::/0")}),
             outside, "web", "icmp", "sg-web ENI_SG_RULES_MISMATCH");
    traceRow("a rule for ICMPv6 lets echoes in",
             dualStack({toIgw}, {}, {rule("icmpv6", 128, "::/0")}), outside, "web", "icmp",
             "reachable");
    traceRow("a rule for a group matches IPv6 of its members too",
             dualStack({}, {}, {rule("tcp", 80, "sg-web")}), "web", appAddress, "tcp 80",
             "reachable");
    traceRow("VPC Block Public Access stops IPv6 as well",
             dualStack({toIgw}).add("vpc", "vpc.vpc", "",
                                    {{"cidr", "10.0.0.0/16"},
                                     {"ipv6_cidr", "2001:db8:1::/56"},
                                     {"block_public_access", "block-bidirectional"}}),
             outside, "web", "tcp 443", "vpc VPC_BLOCK_PUBLIC_ACCESS_ENABLED");
    traceRow("an egress-only gateway works where only ingress is blocked",
             dualStack({}, {toEigw})
                 .add("vpc", "vpc.vpc", "",
                      {{"cidr", "10.0.0.0/16"},
                       {"ipv6_cidr", "2001:db8:1::/56"},
                       {"block_public_access", "block-ingress"}}),
             "app", outside, "tcp 443", "reachable");
    traceRow(
        "a peering carries IPv6 by routes for it",
        dualStack({route("2001:db8:2::/56", "pcx")})
            .add("vpc2", "vpc.vpc", "", {{"cidr", "10.2.0.0/16"}, {"ipv6_cidr", "2001:db8:2::/56"}})
            .add("back", "vpc.route-table", "vpc2",
                 with("routes", {route("2001:db8:1::/56", "pcx")}))
            .add("far", "vpc.subnet", "vpc2",
                 {{"cidr", "10.2.0.0/24"},
                  {"ipv6_cidr", "2001:db8:2::/64"},
                  {"route_table", "back"}})
            .add("sg2", "vpc.security-group", "vpc2", with("ingress", {web6}))
            .add("peer", "ec2.instance", "far",
                 {{"ipv6_address", "2001:db8:2::5"}, {"security_groups", {"sg2"}}})
            .add("pcx", "vpc.peering", "", {{"requester", "vpc"}, {"accepter", "vpc2"}}),
        "web", "2001:db8:2::5", "tcp 443", "reachable");
}

void TestTraceIpv6::whatBlocks()
{
    checkTraceRow();
}

void TestTraceIpv6::nothingIsTranslated()
{
    const Trace walked =
        traced(dualStack({toIgw}).build(), "internet:2001:db8:ffff::1", "web", "tcp 443");
    const std::string forward = story(walked.forward);
    QVERIFY2(forward.find("igw internet-gateway ingress: IPv6 addresses are not translated")
                 != std::string::npos,
             forward.c_str());
    QVERIFY2(forward.find("web interface: 2001:db8:1::10") != std::string::npos, forward.c_str());
}

void TestTraceIpv6::theFamilyIsThatOfTheEnds()
{
    const Architecture drawing = dualStack({toIgw}).build();
    QCOMPARE(toString(traced(drawing, "internet:2001:db8:ffff::1", webAddress, "tcp 443").verdict),
             std::string("reachable"));
    // By name the same ends talk over IPv4, and the web server has no public IPv4 address.
    QCOMPARE(toString(traced(drawing, "internet", "web", "tcp 443").verdict),
             std::string("blocked"));
}

QTEST_APPLESS_MAIN(TestTraceIpv6)
#include "tst_trace_ipv6.moc"
