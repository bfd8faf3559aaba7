// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/network/trace_rows.h"

using namespace skydraft;
using namespace skydraft::testing;

namespace {

Drawing peered(const std::vector<Json>& routesOfA, const std::vector<Json>& routesOfB,
               Json peering = Json::object())
{
    peering["requester"] = "vpc-a";
    peering["accepter"] = "vpc-b";
    return Drawing()
        .add("vpc-a", "vpc.vpc", "", {{"cidr", "10.1.0.0/16"}})
        .add("vpc-b", "vpc.vpc", "", {{"cidr", "10.2.0.0/16"}})
        .add("pcx", "vpc.peering", "", peering)
        .add("rt-a", "vpc.route-table", "vpc-a", with("routes", routesOfA))
        .add("rt-b", "vpc.route-table", "vpc-b", with("routes", routesOfB))
        .add("subnet-a", "vpc.subnet", "vpc-a", {{"cidr", "10.1.1.0/24"}, {"route_table", "rt-a"}})
        .add("subnet-b", "vpc.subnet", "vpc-b", {{"cidr", "10.2.1.0/24"}, {"route_table", "rt-b"}})
        .add("sg-a", "vpc.security-group", "vpc-a")
        .add("sg-b", "vpc.security-group", "vpc-b", with("ingress", {rule("tcp", 5432, "sg-a")}))
        .add("app", "ec2.instance", "subnet-a", {{"security_groups", {"sg-a"}}})
        .add("db", "ec2.instance", "subnet-b",
             {{"security_groups", {"sg-b"}}, {"private_ip", "10.2.1.10"}});
}

const Json toB = route("10.2.0.0/16", "pcx");
const Json toA = route("10.1.0.0/16", "pcx");

} // namespace

class TestTracePartial : public QObject
{
    Q_OBJECT

private slots:
    void whatBlocks_data();
    void whatBlocks();
    void aConnectionTakesTheDefaultPortOfItsTarget_data();
    void aConnectionTakesTheDefaultPortOfItsTarget();
};

void TestTracePartial::whatBlocks_data()
{
    addTraceColumns();
    const auto none = Mending::Impossible;

    traceRow("peered VPCs with routes both ways talk, and groups of the peer match",
             peered({toB}, {toA}), "app", "db", "tcp 5432", "reachable");
    traceRow("a peering route on one side only loses the answers", peered({toB}, {}), "app", "db",
             "tcp 5432", "rt-b NO_ROUTE_TO_DESTINATION");
    traceRow("without any route both sides are reported", peered({}, {}), "app", "db", "tcp 5432",
             "rt-a NO_ROUTE_TO_DESTINATION, rt-b NO_ROUTE_TO_DESTINATION");
    traceRow("a peering that nobody accepted carries nothing",
             peered({toB}, {toA}, {{"status", "pending-acceptance"}}), "app", "db", "tcp 5432",
             "pcx BAD_STATE");
    traceRow("a narrower blackhole hides the peering route",
             peered({toB, route("10.2.1.0/24", "gone")}, {toA}), "app", "db", "tcp 5432",
             "rt-a BAD_STATE_ROUTE");
    traceRow("peering leads to its own VPCs only",
             peered({route("10.3.0.0/16", "pcx")}, {toA})
                 .add("vpc-c", "vpc.vpc", "", {{"cidr", "10.3.0.0/16"}})
                 .add("subnet-c", "vpc.subnet", "vpc-c", {{"cidr", "10.3.1.0/24"}})
                 .add("far", "ec2.instance", "subnet-c", {{"security_groups", {"sg-c"}}})
                 .add("sg-c", "vpc.security-group", "vpc-c",
                      with("ingress", {rule("tcp", 5432, "10.0.0.0/8")})),
             "app", "far", "tcp 5432",
             "pcx PCX_REQUIRES_ADDRESS_IN_VPC_CIDR, subnet-c DISCONNECTED_VPCS");
    traceRow("the peer's internet gateway cannot be used",
             peered({route("0.0.0.0/0", "pcx")}, {toA}), "app", "internet", "tcp 443",
             "rt-a PCX_REQUIRES_ADDRESS_IN_VPC_CIDR, app IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS");
    traceRow("VPCs with one block cannot be joined",
             peered({}, {})
                 .add("vpc-b", "vpc.vpc", "", {{"cidr", "10.1.0.0/16"}})
                 .add("subnet-b", "vpc.subnet", "vpc-b",
                      {{"cidr", "10.1.2.0/24"}, {"route_table", "rt-b"}})
                 .add("db", "ec2.instance", "subnet-b", {{"security_groups", {"sg-b"}}}),
             "app", "db", "tcp 5432",
             "rt-a VPC_LOCAL_ROUTE_CIDR_RESTRICTION, rt-b VPC_LOCAL_ROUTE_CIDR_RESTRICTION", none);
    traceRow("an address in the peer VPC that nothing has", peered({toB}, {toA}), "app", "10.2.9.9",
             "any", "rt-a NO_POSSIBLE_DESTINATION", none);

    traceRow("a private address behind no route has no way and no fix", peered({toB}, {toA}), "app",
             "192.168.100.1", "any", "rt-a NO_ROUTE_TO_DESTINATION", none);

    traceRow("two hosts without any network talk",
             Drawing().add("a", "ec2.instance").add("b", "ec2.instance"), "a", "b", "tcp 80",
             "reachable");
    traceRow("people reach a host without any network",
             Drawing().add("users", "clients").add("web", "ec2.instance"), "users", "web", "tcp 80",
             "reachable");
    traceRow("a host without any network reaches S3",
             Drawing().add("web", "ec2.instance").add("bucket", "s3.bucket"), "web", "bucket",
             "tcp 443", "reachable");
    traceRow(
        "groups count where no VPC is drawn",
        Drawing()
            .add("sg", "vpc.security-group", "", with("ingress", {rule("tcp", 80, "0.0.0.0/0")}))
            .add("users", "clients")
            .add("web", "ec2.instance", "", {{"security_groups", {"sg"}}}),
        "users", "web", "tcp 22", "sg ENI_SG_RULES_MISMATCH");
    traceRow("a group admits a group where no VPC is drawn",
             Drawing()
                 .add("sg-a", "vpc.security-group")
                 .add("sg-b", "vpc.security-group", "", with("ingress", {rule("tcp", 80, "sg-a")}))
                 .add("a", "ec2.instance", "", {{"security_groups", {"sg-a"}}})
                 .add("b", "ec2.instance", "", {{"security_groups", {"sg-b"}}}),
             "a", "b", "tcp 80", "reachable");
    traceRow("a zone outside of a VPC is no network",
             Drawing()
                 .add("zone", "availability-zone")
                 .add("users", "clients")
                 .add("web", "ec2.instance", "zone"),
             "users", "web", "tcp 80", "reachable");

    const auto bare = [] {
        return Drawing()
            .add("users", "clients")
            .add("vpc", "vpc.vpc")
            .add("zone", "availability-zone", "vpc")
            .add("a", "ec2.instance", "vpc")
            .add("b", "ec2.instance", "zone");
    };
    traceRow("hosts drawn straight in a VPC share its default group", bare(), "a", "b", "tcp 80",
             "reachable");
    traceRow("the default group admits nobody else",
             bare()
                 .add("sg", "vpc.security-group", "vpc")
                 .add("a", "ec2.instance", "vpc", {{"security_groups", {"sg"}}}),
             "a", "b", "tcp 80", "b ENI_SG_RULES_MISMATCH");
    traceRow("people do not reach a host in a VPC without a gateway", bare(), "users", "a",
             "tcp 80",
             "vpc NO_PATH, a IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS, a ENI_SG_RULES_MISMATCH, "
             "vpc NO_ROUTE_TO_DESTINATION");
    traceRow("a host in a VPC without a gateway does not get out", bare(), "b", "internet",
             "tcp 443", "zone NO_ROUTE_TO_DESTINATION, b IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS");
    traceRow("a host without a network is admitted where the VPC's block is",
             Drawing()
                 .add("vpc", "vpc.vpc", "", {{"cidr", "10.7.0.0/16"}})
                 .add("sg", "vpc.security-group", "vpc",
                      with("ingress", {rule("tcp", 80, "10.7.0.0/16")}))
                 .add("a", "ec2.instance")
                 .add("b", "ec2.instance", "vpc", {{"security_groups", {"sg"}}}),
             "a", "b", "tcp 80", "reachable");
    traceRow("and denied where only a part of it is",
             Drawing()
                 .add("vpc", "vpc.vpc", "", {{"cidr", "10.7.0.0/16"}})
                 .add("sg", "vpc.security-group", "vpc",
                      with("ingress", {rule("tcp", 80, "10.7.1.0/24")}))
                 .add("a", "ec2.instance")
                 .add("b", "ec2.instance", "vpc", {{"security_groups", {"sg"}}}),
             "a", "b", "tcp 80", "sg ENI_SG_RULES_MISMATCH");
    traceRow("subnets without a VPC stand in one VPC together",
             Drawing()
                 .add("sa", "vpc.subnet", "", {{"cidr", "10.0.1.0/24"}})
                 .add("sb", "vpc.subnet")
                 .add("a", "ec2.instance", "sa")
                 .add("b", "ec2.instance", "sb"),
             "a", "b", "tcp 80", "reachable");
    traceRow(
        "a subnet without a VPC can get a gateway",
        Drawing().add("sa", "vpc.subnet").add("a", "ec2.instance", "sa").add("users", "clients"),
        "users", "a", "tcp 80",
        "sa NO_PATH, a IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS, a ENI_SG_RULES_MISMATCH, "
        "sa NO_ROUTE_TO_DESTINATION");
    traceRow("subnets without blocks get one each",
             Drawing()
                 .add("vpc", "vpc.vpc")
                 .add("sa", "vpc.subnet", "vpc")
                 .add("sb", "vpc.subnet", "vpc")
                 .add("a", "ec2.instance", "sa")
                 .add("b", "ec2.instance", "sb"),
             "a", "b", "tcp 80", "reachable");

    const auto balanced = [] {
        return Drawing()
            .add("users", "clients")
            .add("vpc", "vpc.vpc")
            .add("igw", "vpc.internet-gateway", "vpc")
            .add("rt", "vpc.route-table", "vpc", with("routes", {route("0.0.0.0/0", "igw")}))
            .add("pub", "vpc.subnet", "vpc", {{"route_table", "rt"}})
            .add("priv", "vpc.subnet", "vpc")
            .add("sg", "vpc.security-group", "vpc", with("ingress", {rule("tcp", 80, "0.0.0.0/0")}))
            .add("alb", "elb.application", "vpc", {{"security_groups", {"sg"}}});
    };
    traceRow("a public balancer without subnets takes the public ones of its VPC", balanced(),
             "users", "alb", "tcp 80", "reachable");
    traceRow("without a public subnet it stands in the VPC itself",
             balanced().add("pub", "vpc.subnet", "vpc"), "users", "alb", "tcp 80",
             "vpc NO_ROUTE_TO_DESTINATION");
    traceRow(
        "a balancer drawn outside of the VPC reaches targets inside by its group",
        balanced()
            .add("alb", "elb.application", "", {{"security_groups", {"sg"}}})
            .add("web", "ec2.instance", "priv", {{"security_groups", {"sg-web"}}})
            .add("sg-web", "vpc.security-group", "vpc", with("ingress", {rule("tcp", 80, "sg")})),
        "alb", "web", "tcp 80", "reachable");
    traceRow(
        "a database lists its subnets",
        balanced()
            .add("sg-db", "vpc.security-group", "vpc", with("ingress", {rule("tcp", 3306, "sg")}))
            .add("db", "rds.instance", "vpc",
                 {{"subnets", {"priv", "pub"}}, {"security_groups", {"sg-db"}}})
            .add("web", "ec2.instance", "priv", {{"security_groups", {"sg"}}}),
        "web", "db", "tcp 3306", "reachable");
    traceRow("a function is called through its API, whatever its groups say",
             balanced()
                 .add("sg-fn", "vpc.security-group", "vpc")
                 .add("fn", "lambda.function", "priv", {{"security_groups", {"sg-fn"}}}),
             "alb", "fn", "tcp 443", "reachable");
}

void TestTracePartial::whatBlocks()
{
    checkTraceRow();
}

void TestTracePartial::aConnectionTakesTheDefaultPortOfItsTarget_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("properties");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a MySQL database") << "mysql"
                                      << "{}"
                                      << "no rule allows tcp 3306 from 10.0.1.4";
    QTest::newRow("a PostgreSQL database") << "postgres"
                                           << "{}"
                                           << "no rule allows tcp 5432 from 10.0.1.4";
    QTest::newRow("a port that was set") << "moved"
                                         << "{}"
                                         << "no rule allows tcp 3307 from 10.0.1.4";
    QTest::newRow("the connection's own port first") << "mysql"
                                                     << R"({"protocol": "tcp", "port": 22})"
                                                     << "no rule allows tcp 22 from 10.0.1.4";
    QTest::newRow("http is tcp 80") << "mysql"
                                    << R"({"protocol": "http"})"
                                    << "no rule allows tcp 80 from 10.0.1.4";
}

void TestTracePartial::aConnectionTakesTheDefaultPortOfItsTarget()
{
    QFETCH(QString, target);
    QFETCH(QString, properties);
    QFETCH(QString, expected);
    const Architecture drawing =
        Drawing()
            .add("vpc", "vpc.vpc")
            .add("sg", "vpc.security-group", "vpc")
            .add("sg-db", "vpc.security-group", "vpc",
                 with("ingress", {rule("tcp", 1, "0.0.0.0/0")}))
            .add("s", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
            .add("app", "ec2.instance", "s", {{"security_groups", {"sg"}}})
            .add("mysql", "rds.instance", "s",
                 {{"engine", "mysql"}, {"security_groups", {"sg-db"}}})
            .add("postgres", "rds.instance", "s",
                 {{"engine", "postgres"}, {"security_groups", {"sg-db"}}})
            .add("moved", "rds.instance", "s", {{"port", 3307}, {"security_groups", {"sg-db"}}})
            .connect("c", "app", target.toLatin1().constData(),
                     Json::parse(properties.toStdString()))
            .build();
    const Network network(Catalogue::builtIn(), drawing);
    const Trace result = traceConnection(network, *drawing.find(ConnectionId("c"))).value();
    QCOMPARE(result.blockedBy.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(result.blockedBy.front().message.english()), expected);
}

QTEST_APPLESS_MAIN(TestTracePartial)
#include "tst_trace_partial.moc"
