// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/network/trace_rows.h"

using namespace skydraft;
using namespace skydraft::testing;

namespace {

/// A VPC with a public and a private subnet; sg-web is open on 80.
Drawing vpc(const std::vector<Json>& publicRoutes, const std::vector<Json>& privateRoutes)
{
    return Drawing()
        .add("users", "clients")
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("rt-public", "vpc.route-table", "vpc", with("routes", publicRoutes))
        .add("rt-private", "vpc.route-table", "vpc", with("routes", privateRoutes))
        .add("public", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"route_table", "rt-public"}})
        .add("private", "vpc.subnet", "vpc",
             {{"cidr", "10.0.2.0/24"}, {"route_table", "rt-private"}})
        .add("sg-web", "vpc.security-group", "vpc", with("ingress", {rule("tcp", 80, "0.0.0.0/0")}))
        .add("web", "ec2.instance", "public",
             {{"security_groups", {"sg-web"}},
              {"public_ip", "203.0.113.10"},
              {"private_ip", "10.0.1.10"}})
        .add("app", "ec2.instance", "private",
             {{"security_groups", {"sg-web"}}, {"private_ip", "10.0.2.10"}});
}

const Json toInternet = route("0.0.0.0/0", "igw");
const Json toNat = route("0.0.0.0/0", "nat");

Drawing withNat()
{
    return vpc({toInternet}, {toNat})
        .add("nat", "vpc.nat-gateway", "public",
             {{"public_ip", "203.0.113.20"}, {"private_ip", "10.0.1.20"}});
}

Json aclOf(const std::vector<Json>& rules)
{
    return with("rules", rules);
}

/// `drawing` with that ACL on the public subnet.
Drawing publicAcl(const Drawing& start, const std::vector<Json>& rules)
{
    return Drawing(start)
        .add("acl", "vpc.network-acl", "vpc", aclOf(rules))
        .add("public", "vpc.subnet", "vpc",
             {{"cidr", "10.0.1.0/24"}, {"route_table", "rt-public"}, {"network_acl", "acl"}});
}

} // namespace

class TestTraceInternet : public QObject
{
    Q_OBJECT

private slots:
    void whatBlocks_data();
    void whatBlocks();
    void theGatewayTranslatesInThePath();
    void wrongEndsAreErrors_data();
    void wrongEndsAreErrors();
};

void TestTraceInternet::whatBlocks_data()
{
    addTraceColumns();
    const auto none = Mending::Impossible;

    traceRow("people reach a public instance in a public subnet", vpc({toInternet}, {}), "users",
             "web", "tcp 80", "reachable");
    traceRow("a closed port is closed from the internet too", vpc({toInternet}, {}), "users", "web",
             "tcp 22", "sg-web ENI_SG_RULES_MISMATCH");
    traceRow("a rule for one public block does not admit any internet address",
             vpc({toInternet}, {})
                 .add("sg-web", "vpc.security-group", "vpc",
                      with("ingress", {rule("tcp", 80, "198.51.100.0/24")})),
             "internet", "web", "tcp 80", "sg-web ENI_SG_RULES_MISMATCH");
    traceRow("it admits the client inside the block",
             vpc({toInternet}, {})
                 .add("sg-web", "vpc.security-group", "vpc",
                      with("ingress", {rule("tcp", 80, "198.51.100.0/24")}))
                 .add("users", "clients", "", {{"address", "198.51.100.7"}}),
             "users", "web", "tcp 80", "reachable");
    traceRow(
        "two halves of the internet are the whole internet",
        vpc({toInternet}, {})
            .add("sg-web", "vpc.security-group", "vpc",
                 with("ingress", {rule("tcp", 80, "128.0.0.0/1"), rule("tcp", 80, "0.0.0.0/1")})),
        "internet", "web", "tcp 80", "reachable");
    traceRow("an instance without a public address is not reached from the internet",
             vpc({toInternet}, {toInternet}), "internet", "app", "tcp 80",
             "app IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS");
    traceRow("and cannot call it through the internet gateway", vpc({toInternet}, {toInternet}),
             "app", "internet", "tcp 443", "app IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS");
    traceRow("an elastic address is a public address",
             vpc({toInternet}, {toInternet})
                 .add("eip", "vpc.elastic-ip", "", {{"associated_with", "app"}}),
             "internet", "app", "tcp 80", "reachable");
    traceRow(
        "a subnet may give public addresses at launch",
        vpc({toInternet}, {toInternet})
            .add("private", "vpc.subnet", "vpc",
                 {{"cidr", "10.0.2.0/24"}, {"route_table", "rt-private"}, {"map_public_ip", true}}),
        "internet", "app", "tcp 80", "reachable");
    traceRow("without a route the answer finds no way back", vpc({}, {}), "internet", "web",
             "tcp 80", "rt-public NO_ROUTE_TO_DESTINATION");
    traceRow("a gateway that is not attached is a blackhole",
             vpc({toInternet}, {}).add("igw", "vpc.internet-gateway", "vpc", {{"attached", false}}),
             "internet", "web", "tcp 80", "vpc NO_PATH, rt-public BAD_STATE_ROUTE");
    traceRow("the longest prefix wins over the default route",
             vpc({toInternet, route("198.51.100.0/24", "gone")}, {}), "web",
             "internet:198.51.100.7", "tcp 443", "rt-public BAD_STATE_ROUTE");
    traceRow("other addresses keep the default route",
             vpc({toInternet, route("198.51.100.0/24", "gone")}, {}), "web", "internet:8.8.8.8",
             "tcp 443", "reachable");
    traceRow("a private address is not reached from the internet", vpc({toInternet}, {}),
             "internet:8.8.8.8", "10.0.1.10", "tcp 80", " IGW_EXPECTS_PUBLIC_ADDRESS", none);
    traceRow("a public address means the interface that has it", vpc({toInternet}, {}),
             "internet:8.8.8.8", "203.0.113.10", "tcp 80", "reachable");
    traceRow("an unknown public address is nowhere in the drawing", vpc({toInternet}, {}),
             "internet:8.8.8.8", "192.0.2.55", "tcp 80", " UNKNOWN_DESTINATION", none);
    traceRow("the internet has no way to private addresses of others", vpc({toInternet}, {}), "web",
             "192.168.100.1", "tcp 80", "igw IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS", none);

    traceRow("a private instance calls out through a NAT gateway", withNat(), "app",
             "internet:8.8.8.8", "tcp 80", "reachable");
    traceRow("nobody connects to a NAT gateway from outside", withNat(), "internet:8.8.8.8",
             "203.0.113.20", "tcp 80", "nat NGW_DEST_ADDRESS_PRESERVATION", none);
    traceRow("nor from inside", withNat(), "web", "10.0.1.20", "tcp 80",
             "nat NGW_DEST_ADDRESS_PRESERVATION", none);
    traceRow(
        "a NAT gateway in a private subnet leads nowhere",
        vpc({toInternet}, {toNat})
            .add("rt-lost", "vpc.route-table", "vpc")
            .add("lost", "vpc.subnet", "vpc", {{"cidr", "10.0.3.0/24"}, {"route_table", "rt-lost"}})
            .add("nat", "vpc.nat-gateway", "lost"),
        "app", "internet", "tcp 443", "rt-lost NO_ROUTE_TO_DESTINATION");
    traceRow("a NAT gateway whose table leads back to itself needs a table of its own",
             vpc({toInternet}, {toNat})
                 .add("lost", "vpc.subnet", "vpc",
                      {{"cidr", "10.0.3.0/24"}, {"route_table", "rt-private"}})
                 .add("nat", "vpc.nat-gateway", "lost"),
             "app", "internet", "tcp 443", "rt-private NO_ROUTE_TO_DESTINATION");
    traceRow("a private NAT gateway has no public address",
             withNat().add("nat", "vpc.nat-gateway", "public", {{"connectivity", "private"}}),
             "app", "internet", "tcp 443", "nat IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS");
    traceRow(
        "the NAT gateway's subnet ACL must let answers in on 1024-65535",
        publicAcl(withNat(), {aclRule(100, "ingress", "allow", "tcp", 443, 443, "10.0.2.0/24"),
                              aclRule(110, "ingress", "allow", "tcp", 32768, 65535, "0.0.0.0/0"),
                              aclRule(100, "egress", "allow", "all", 0, 65535, "0.0.0.0/0")}),
        "app", "internet", "tcp 443", "acl SUBNET_ACL_RESTRICTION");
    traceRow(
        "with that range they pass",
        publicAcl(withNat(), {aclRule(100, "ingress", "allow", "tcp", 443, 443, "10.0.2.0/24"),
                              aclRule(110, "ingress", "allow", "tcp", 1024, 65535, "0.0.0.0/0"),
                              aclRule(100, "egress", "allow", "all", 0, 65535, "0.0.0.0/0")}),
        "app", "internet", "tcp 443", "reachable");
    traceRow("without a route a private instance is led to the NAT gateway",
             vpc({toInternet}, {}).add("nat", "vpc.nat-gateway", "public"), "app", "internet",
             "tcp 443", "rt-private NO_ROUTE_TO_DESTINATION");
    traceRow("a NAT instance must not check source and destination",
             vpc({toInternet}, {route("0.0.0.0/0", "web")}), "app", "internet", "tcp 80",
             "web ENI_SOURCE_DEST_CHECK_RESTRICTION");
    traceRow("a NAT instance without the check passes what its groups allow",
             vpc({toInternet}, {route("0.0.0.0/0", "web")})
                 .add("web", "ec2.instance", "public",
                      {{"security_groups", {"sg-web"}},
                       {"public_ip", true},
                       {"source_dest_check", false}}),
             "app", "internet", "tcp 443", "sg-web ENI_SG_RULES_MISMATCH");

    traceRow("S3 through the internet gateway", vpc({toInternet}, {}).add("bucket", "s3.bucket"),
             "web", "bucket", "tcp 443", "reachable");
    traceRow("S3 through a NAT gateway", withNat().add("bucket", "s3.bucket"), "app", "bucket",
             "tcp 443", "reachable");
    traceRow("S3 through a gateway endpoint that the table is associated with",
             vpc({toInternet}, {})
                 .add("bucket", "s3.bucket")
                 .add("s3e", "vpc.endpoint", "vpc",
                      {{"service", "s3"}, {"route_tables", {"rt-private"}}}),
             "app", "bucket", "tcp 443", "reachable");
    traceRow("another service does not come through the endpoint of S3",
             vpc({toInternet}, {})
                 .add("table", "dynamodb.table")
                 .add("s3e", "vpc.endpoint", "vpc",
                      {{"service", "s3"}, {"route_tables", {"rt-private"}}}),
             "app", "table", "tcp 443",
             "rt-private NO_ROUTE_TO_DESTINATION, app IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS");
    traceRow("an endpoint that no table is associated with is not used",
             vpc({toInternet}, {})
                 .add("bucket", "s3.bucket")
                 .add("s3e", "vpc.endpoint", "vpc", {{"service", "s3"}}),
             "app", "bucket", "tcp 443", "rt-private NO_ROUTE_TO_DESTINATION");
    traceRow("the prefix list is more specific than the default route",
             vpc({toInternet, route("pl-s3", "s3e")}, {route("pl-s3", "s3e")})
                 .add("pl-s3", "vpc.prefix-list", "", {{"entries", {"52.216.0.0/15"}}})
                 .add("s3e", "vpc.endpoint", "vpc", {{"service", "s3"}}),
             "app", "52.216.237.77", "tcp 443", "reachable");
    traceRow("an address beside the prefix list has no way through the endpoint",
             vpc({toInternet, route("pl-s3", "s3e")}, {route("pl-s3", "s3e")})
                 .add("pl-s3", "vpc.prefix-list", "", {{"entries", {"52.216.0.0/15"}}})
                 .add("s3e", "vpc.endpoint", "vpc", {{"service", "s3"}}),
             "app", "54.222.57.1", "tcp 443",
             "rt-private NO_ROUTE_TO_DESTINATION, app IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS");
    traceRow("egress narrowed to the managed prefix list still reaches S3",
             vpc({toInternet}, {})
                 .add("bucket", "s3.bucket")
                 .add("pl-s3", "vpc.prefix-list", "",
                      {{"aws_managed_name", "com.amazonaws.ap-northeast-2.s3"}})
                 .add("sg-web", "vpc.security-group", "vpc",
                      with("egress", {egressRule("tcp", 443, "pl-s3")}))
                 .add("s3e", "vpc.endpoint", "vpc",
                      {{"service", "s3"}, {"route_tables", {"rt-private"}}}),
             "app", "bucket", "tcp 443", "reachable");
    traceRow("a gateway endpoint passes no udp",
             vpc({toInternet}, {})
                 .add("bucket", "s3.bucket")
                 .add("s3e", "vpc.endpoint", "vpc",
                      {{"service", "s3"}, {"route_tables", {"rt-private"}}}),
             "app", "bucket", "udp 443", "s3e VPCE_GATEWAY_PROTOCOL_RESTRICTION", none);
    traceRow(
        "a service is reached through its interface endpoint, which has groups",
        vpc({toInternet}, {})
            .add("queue", "sqs.queue")
            .add("sg-e", "vpc.security-group", "vpc", with("ingress", {rule("tcp", 443, "sg-web")}))
            .add("sqse", "vpc.endpoint", "vpc",
                 {{"endpoint_type", "interface"},
                  {"service", "sqs"},
                  {"subnets", {"private"}},
                  {"security_groups", {"sg-e"}}}),
        "app", "queue", "tcp 443", "reachable");
    traceRow("the endpoint's group decides",
             vpc({toInternet}, {})
                 .add("queue", "sqs.queue")
                 .add("sg-e", "vpc.security-group", "vpc")
                 .add("sqse", "vpc.endpoint", "vpc",
                      {{"endpoint_type", "interface"},
                       {"service", "sqs"},
                       {"subnets", {"private"}},
                       {"security_groups", {"sg-e"}}}),
             "app", "queue", "tcp 443", "sg-e SG_HAS_NO_RULES");
    traceRow("people reach a service of AWS directly", vpc({}, {}).add("bucket", "s3.bucket"),
             "users", "bucket", "tcp 443", "reachable");
    traceRow("a function in a subnet with an internet route has no public address and no fix",
             vpc({toInternet}, {})
                 .add("fn", "lambda.function", "public", {{"security_groups", {"sg-web"}}}),
             "fn", "internet", "tcp 443", "fn IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", none);
    traceRow("a public database is reached by its public address",
             vpc({toInternet}, {})
                 .add("sg-db", "vpc.security-group", "vpc",
                      with("ingress", {rule("tcp", 3306, "0.0.0.0/0")}))
                 .add("db", "rds.instance", "public",
                      {{"publicly_accessible", true}, {"security_groups", {"sg-db"}}}),
             "users", "db", "tcp 3306", "reachable");
    traceRow("inside the VPC its name gives the private address, so groups match",
             vpc({toInternet}, {})
                 .add("sg-db", "vpc.security-group", "vpc",
                      with("ingress", {rule("tcp", 3306, "sg-web")}))
                 .add("db", "rds.instance", "public",
                      {{"publicly_accessible", true}, {"security_groups", {"sg-db"}}}),
             "app", "db", "tcp 3306", "reachable");
    traceRow("by the public address a rule for a group does not match",
             vpc({toInternet}, {toInternet})
                 .add("sg-db", "vpc.security-group", "vpc",
                      with("ingress", {rule("tcp", 3306, "sg-web")}))
                 .add("db", "ec2.instance", "private",
                      {{"public_ip", "203.0.113.30"}, {"security_groups", {"sg-db"}}}),
             "web", "203.0.113.30", "tcp 3306", "sg-db SG_REFERENCES_NOT_PRESERVED");
    traceRow("people reach the edge on 443", vpc({}, {}).add("cdn", "cloudfront.distribution"),
             "users", "cdn", "tcp 443", "reachable");
    traceRow("the edge has no ssh", vpc({}, {}).add("cdn", "cloudfront.distribution"), "users",
             "cdn", "tcp 22", "cdn ELBV2_LISTENERS_MISMATCH", none);
    traceRow("the edge fetches from a public origin over the internet",
             vpc({toInternet}, {}).add("cdn", "cloudfront.distribution"), "cdn", "web", "tcp 80",
             "reachable");
    traceRow("an origin may admit the edge only, by the managed prefix list",
             vpc({toInternet}, {})
                 .add("cdn", "cloudfront.distribution")
                 .add("pl-cf", "vpc.prefix-list", "",
                      {{"aws_managed_name", "com.amazonaws.global.cloudfront.origin-facing"}})
                 .add("sg-web", "vpc.security-group", "vpc",
                      with("ingress", {rule("tcp", 80, "pl-cf")})),
             "cdn", "web", "tcp 80", "reachable");
    traceRow("names are answered outside of the VPC", vpc({}, {}).add("record", "route53.record"),
             "users", "record", "any", "reachable");
    traceRow(
        "a transit gateway takes nothing from a VPC that is not attached",
        vpc({toInternet, route("192.168.0.0/16", "tgw")}, {}).add("tgw", "vpc.transit-gateway"),
        "web", "192.168.1.1", "tcp 80", "tgw BAD_STATE_ATTACHMENT", Mending::Impossible);
    traceRow("a host behind the VPN gateway is reached by its route",
             vpc({route("192.168.0.0/16", "vgw")}, {})
                 .add("vgw", "vpc.vpn-gateway", "vpc")
                 .add("host", "onpremises.host", "", {{"address", "192.168.1.10"}}),
             "web", "host", "tcp 80", "reachable");
    traceRow("and reaches the VPC when the way back leads to the VPN gateway",
             vpc({toInternet}, {})
                 .add("vgw", "vpc.vpn-gateway", "vpc")
                 .add("host", "onpremises.host", "", {{"address", "192.168.1.10"}}),
             "host", "web", "tcp 80", "rt-public NO_ROUTE_TO_DESTINATION");
}

void TestTraceInternet::whatBlocks()
{
    checkTraceRow();
}

void TestTraceInternet::theGatewayTranslatesInThePath()
{
    const Trace in = traced(vpc({toInternet}, {}).build(), "users", "web", "tcp 80");
    QCOMPARE(
        QString::fromStdString(story(in.forward)),
        QStringLiteral("users clients: any internet address\n"
                       "igw internet-gateway ingress: destination 203.0.113.10 becomes 10.0.1.10\n"
                       "public network-acl ingress: rule 100 allow all from 0.0.0.0/0\n"
                       "sg-web security-group ingress: tcp 80 from 0.0.0.0/0\n"
                       "web interface: 10.0.1.10\n"));
    const Trace out = traced(withNat().build(), "app", "internet:8.8.8.8", "tcp 80");
    QCOMPARE(QString::fromStdString(story(out.forward)),
             QStringLiteral("app interface: 10.0.2.10\n"
                            "sg-web security-group egress: all traffic to 0.0.0.0/0\n"
                            "private network-acl egress: rule 100 allow all to 0.0.0.0/0\n"
                            "rt-private route-table: 0.0.0.0/0 → nat\n"
                            "public network-acl ingress: rule 100 allow all from 0.0.0.0/0\n"
                            "nat nat-gateway: source 10.0.2.10 becomes 10.0.1.20\n"
                            "public network-acl egress: rule 100 allow all to 0.0.0.0/0\n"
                            "rt-public route-table: 0.0.0.0/0 → igw\n"
                            "igw internet-gateway egress: source 10.0.1.20 becomes 203.0.113.20\n"
                            " internet: 8.8.8.8\n"));
}

void TestTraceInternet::wrongEndsAreErrors_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<int>("code");
    const int wrong = static_cast<int>(ErrorCode::WrongReference);
    QTest::newRow("a security group sends nothing") << "sg-web"
                                                    << "web" << wrong;
    QTest::newRow("a route table receives nothing") << "web"
                                                    << "rt-public" << wrong;
    QTest::newRow("a VPC is no end") << "web"
                                     << "vpc" << wrong;
    QTest::newRow("an internet gateway stands on the way") << "web"
                                                           << "igw" << wrong;
    QTest::newRow("a private sender that nothing drawn has") << "10.7.7.7"
                                                             << "web" << wrong;
    QTest::newRow("an id that is not in the drawing")
        << "nobody"
        << "web" << static_cast<int>(ErrorCode::DanglingReference);
}

void TestTraceInternet::wrongEndsAreErrors()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(int, code);
    const auto result =
        tryTrace(vpc({}, {}).build(), from.toStdString(), to.toStdString(), "tcp 80");
    QVERIFY(!result);
    QCOMPARE(static_cast<int>(result.error().code), code);
}

QTEST_APPLESS_MAIN(TestTraceInternet)
#include "tst_trace_internet.moc"
