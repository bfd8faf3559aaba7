// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/network/trace_rows.h"

using namespace skydraft;
using namespace skydraft::testing;

namespace {

/// Two subnets of one VPC; web in one, db in the other, db2 beside web.
Drawing tiers(const std::vector<Json>& ingressOfDb, const Json& extraOfPrivate = Json::object())
{
    Json privateSubnet{{"cidr", "10.0.2.0/24"}};
    privateSubnet.update(extraOfPrivate);
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("public", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
        .add("private", "vpc.subnet", "vpc", privateSubnet)
        .add("sg-web", "vpc.security-group", "vpc")
        .add("sg-db", "vpc.security-group", "vpc", {{"ingress", Json(ingressOfDb)}})
        .add("web", "ec2.instance", "public",
             {{"security_groups", {"sg-web"}}, {"private_ip", "10.0.1.10"}})
        .add("db2", "ec2.instance", "public",
             {{"security_groups", {"sg-db"}}, {"private_ip", "10.0.1.20"}})
        .add("db", "ec2.instance", "private",
             {{"security_groups", {"sg-db"}}, {"private_ip", "10.0.2.10"}});
}

Drawing withAcl(const std::vector<Json>& rules)
{
    return tiers({rule("tcp", 3306, "sg-web")}, {{"network_acl", "acl"}})
        .add("acl", "vpc.network-acl", "vpc", {{"rules", Json(rules)}});
}

Drawing withTable(const std::vector<Json>& routes)
{
    return tiers({rule("tcp", 3306, "sg-web")}, {{"route_table", "rt"}})
        .add("rt", "vpc.route-table", "vpc", {{"routes", Json(routes)}});
}

const Json mysqlIn = aclRule(100, "ingress", "allow", "tcp", 3306, 3306, "10.0.1.0/24");
const Json answersOut = aclRule(100, "egress", "allow", "tcp", 1024, 65535, "10.0.1.0/24");

} // namespace

class TestTraceVpc : public QObject
{
    Q_OBJECT

private slots:
    void whatBlocks_data();
    void whatBlocks();
    void hopsAreInTheOrderThatPacketsMeetThem();
    void aPartlyOpenReturnNamesTheRange();
    void aFixPrefersTheGroup();
};

void TestTraceVpc::whatBlocks_data()
{
    addTraceColumns();
    traceRow("a group with a rule for the port lets it pass, and the answer needs no rule",
             tiers({rule("tcp", 3306, "10.0.1.0/24")}), "web", "db", "tcp 3306", "reachable");
    traceRow("a group without rules for ingress denies", tiers({}), "web", "db", "tcp 3306",
             "sg-db SG_HAS_NO_RULES");
    traceRow("another port is not allowed", tiers({rule("tcp", 3306, "10.0.1.0/24")}), "web", "db",
             "tcp 22", "sg-db ENI_SG_RULES_MISMATCH");
    traceRow("tcp rules do not allow udp", tiers({rule("tcp", 53, "0.0.0.0/0")}), "web", "db",
             "udp 53", "sg-db ENI_SG_RULES_MISMATCH");
    traceRow("a packet without ports passes a rule for all traffic only",
             tiers({Json{{"protocol", "all"}, {"source", "10.0.0.0/16"}}}), "web", "db", "any",
             "reachable");
    traceRow("a packet without ports does not pass a rule for tcp",
             tiers({rule("tcp", 22, "0.0.0.0/0")}), "web", "db", "any",
             "sg-db ENI_SG_RULES_MISMATCH");
    traceRow("an ICMP rule with -1 allows echo", tiers({rule("icmp", -1, "10.0.0.0/16")}), "web",
             "db", "icmp", "reachable");
    traceRow("an ICMP rule for another type does not", tiers({rule("icmp", 3, "10.0.0.0/16")}),
             "web", "db", "icmp", "sg-db ENI_SG_RULES_MISMATCH");
    traceRow("an address beside the block of the rule is denied",
             tiers({rule("tcp", 3306, "10.0.1.16/28")}), "web", "db", "tcp 3306",
             "sg-db ENI_SG_RULES_MISMATCH");
    traceRow("a rule without to_port reaches up to 65535",
             tiers({Json{{"protocol", "tcp"}, {"from_port", 3000}, {"source", "10.0.0.0/16"}}}),
             "web", "db", "tcp 3306", "reachable");
    traceRow("a rule for a group matches its members", tiers({rule("tcp", 3306, "sg-web")}), "web",
             "db", "tcp 3306", "reachable");
    traceRow("a rule for a group does not match others in the same block",
             tiers({rule("tcp", 3306, "sg-web")}), "db2", "db", "tcp 3306",
             "sg-db ENI_SG_RULES_MISMATCH");
    traceRow("a group that names itself lets its members talk", tiers({rule("tcp", 3306, "sg-db")}),
             "db2", "db", "tcp 3306", "reachable");
    traceRow("a rule that names nothing matches nothing", tiers({rule("tcp", 3306, "sg-gone")}),
             "web", "db", "tcp 3306", "sg-db ENI_SG_RULES_MISMATCH");
    traceRow("a prefix list stands for its blocks",
             tiers({rule("tcp", 3306, "pl")})
                 .add("pl", "vpc.prefix-list", "", {{"entries", {"192.0.2.0/24", "10.0.1.0/24"}}}),
             "web", "db", "tcp 3306", "reachable");
    traceRow("egress is checked at the sender",
             tiers({rule("tcp", 3306, "sg-web")})
                 .add("sg-web", "vpc.security-group", "vpc",
                      {{"egress", {egressRule("tcp", 443, "0.0.0.0/0")}}}),
             "web", "db", "tcp 3306", "sg-web ENI_SG_RULES_MISMATCH");
    traceRow("two blocks are both reported",
             tiers({rule("tcp", 22, "sg-web")})
                 .add("sg-web", "vpc.security-group", "vpc", {{"egress", Json::array()}}),
             "web", "db", "tcp 3306", "sg-web SG_HAS_NO_RULES, sg-db ENI_SG_RULES_MISMATCH");

    traceRow("an ACL that allows both ways lets it pass", withAcl({mysqlIn, answersOut}), "web",
             "db", "tcp 3306", "reachable");
    traceRow("an ACL is stateless: without a rule for the answers the return is blocked",
             withAcl({mysqlIn}), "web", "db", "tcp 3306", "acl SUBNET_ACL_RESTRICTION");
    traceRow("an ACL without rules denies both ways", withAcl({}), "web", "db", "tcp 3306",
             "acl SUBNET_ACL_RESTRICTION, acl SUBNET_ACL_RESTRICTION");
    traceRow("a lower number decides first",
             withAcl({mysqlIn, answersOut,
                      aclRule(50, "ingress", "deny", "all", 0, 65535, "10.0.1.0/24")}),
             "web", "db", "tcp 3306", "acl SUBNET_ACL_RESTRICTION");
    traceRow("a higher number comes too late to deny",
             withAcl({mysqlIn, answersOut,
                      aclRule(200, "ingress", "deny", "all", 0, 65535, "0.0.0.0/0")}),
             "web", "db", "tcp 3306", "reachable");
    traceRow("a fix finds room below rule 1",
             withAcl({mysqlIn, answersOut,
                      aclRule(1, "ingress", "deny", "tcp", 3306, 3306, "10.0.1.0/24")}),
             "web", "db", "tcp 3306", "acl SUBNET_ACL_RESTRICTION");
    traceRow("inside one subnet no ACL is asked",
             withAcl({}).add("app", "ec2.instance", "private", {{"security_groups", {"sg-web"}}}),
             "app", "db", "tcp 3306", "reachable");
    traceRow("AWS's default ACL allows everything",
             withAcl({}).add("acl", "vpc.network-acl", "vpc", {{"is_default", true}}), "web", "db",
             "tcp 3306", "reachable");
    traceRow("echo answers are of another ICMP type and need the other direction",
             tiers({rule("icmp", -1, "10.0.0.0/16")}, {{"network_acl", "acl"}})
                 .add("acl", "vpc.network-acl", "vpc",
                      {{"rules",
                        {aclRule(100, "ingress", "allow", "icmp", 8, -1, "0.0.0.0/0"),
                         aclRule(100, "egress", "allow", "icmp", 8, -1, "0.0.0.0/0")}}}),
             "web", "db", "icmp", "acl SUBNET_ACL_RESTRICTION");

    traceRow("a table without routes still has the local route", withTable({}), "web", "db",
             "tcp 3306", "reachable");
    traceRow("a blackhole inside the VPC's block stops the answer",
             withTable({Json{{"destination", "10.0.1.0/24"}, {"target", "gone"}}}), "web", "db",
             "tcp 3306", "rt BAD_STATE_ROUTE");
    traceRow("a less specific blackhole does not matter",
             withTable({Json{{"destination", "10.0.0.0/8"}, {"target", "gone"}}}), "web", "db",
             "tcp 3306", "reachable");
    traceRow("inside one subnet no table is asked",
             withTable({Json{{"destination", "10.0.2.0/24"}, {"target", "gone"}}})
                 .add("app", "ec2.instance", "private", {{"security_groups", {"sg-web"}}}),
             "app", "db", "tcp 3306", "reachable");
    traceRow("the main table serves subnets without a table of their own",
             tiers({rule("tcp", 3306, "sg-web")})
                 .add("main", "vpc.route-table", "vpc",
                      {{"main", true},
                       {"routes", {{{"destination", "10.0.2.0/24"}, {"target", "gone"}}}}}),
             "web", "db", "tcp 3306", "main BAD_STATE_ROUTE");
    traceRow("an address that nothing has cannot answer", tiers({}), "web", "10.0.9.9", "any",
             "public NO_POSSIBLE_DESTINATION", Mending::Impossible);
    traceRow("an address means the interface that has it", tiers({rule("tcp", 3306, "sg-web")}),
             "10.0.1.10", "10.0.2.10", "tcp 3306", "reachable");
}

void TestTraceVpc::whatBlocks()
{
    checkTraceRow();
}

void TestTraceVpc::hopsAreInTheOrderThatPacketsMeetThem()
{
    const Trace result = traced(withAcl({mysqlIn, answersOut}).build(), "web", "db", "tcp 3306");
    QCOMPARE(QString::fromStdString(story(result.forward)),
             QStringLiteral("web interface: 10.0.1.10\n"
                            "sg-web security-group egress: all traffic to 0.0.0.0/0\n"
                            "public network-acl egress: rule 100 allow all to 0.0.0.0/0\n"
                            "public route-table: 10.0.0.0/16 → local\n"
                            "acl network-acl ingress: rule 100 allow tcp 3306 from 10.0.1.0/24\n"
                            "sg-db security-group ingress: tcp 3306 from sg-web\n"
                            "db interface: 10.0.2.10\n"));
    QCOMPARE(QString::fromStdString(story(result.back)),
             QStringLiteral(
                 "db interface: 10.0.2.10\n"
                 "sg-db security-group egress: answers of an open connection pass (stateful)\n"
                 "acl network-acl egress: rule 100 allow tcp 1024-65535 to 10.0.1.0/24\n"
                 "private route-table: 10.0.0.0/16 → local\n"
                 "public network-acl ingress: rule 100 allow all from 0.0.0.0/0\n"
                 "sg-web security-group ingress: answers of an open connection pass (stateful)\n"
                 "web interface: 10.0.1.10\n"));
}

void TestTraceVpc::aPartlyOpenReturnNamesTheRange()
{
    // A host's client sends from 32768-65535; the rule opens 49152-65535 of them.
    const Json partly = aclRule(100, "egress", "allow", "tcp", 49152, 65535, "10.0.1.0/24");
    const Trace result = traced(withAcl({mysqlIn, partly}).build(), "web", "db", "tcp 3306");
    QCOMPARE(QString::fromStdString(outcome(result)), QStringLiteral("acl SUBNET_ACL_RESTRICTION"));
    QCOMPARE(QString::fromStdString(result.blockedBy.front().message.english()),
             QStringLiteral("only ports 49152-65535 of tcp 32768-65535 pass (10.0.1.10)"));
    const Json linux = aclRule(100, "egress", "allow", "tcp", 32768, 65535, "10.0.1.0/24");
    QCOMPARE(QString::fromStdString(
                 outcome(traced(withAcl({mysqlIn, linux}).build(), "web", "db", "tcp 3306"))),
             QStringLiteral("reachable"));
}

void TestTraceVpc::aFixPrefersTheGroup()
{
    const Trace result = traced(tiers({}).build(), "web", "db", "tcp 3306");
    QCOMPARE(QString::fromStdString(titles(result.fixes)),
             QStringLiteral("Allow tcp 3306 from sg-web in sg-db"));
    const Edit expected{
        SetProperty{ResourceId("sg-db"), "ingress", Json::array({rule("tcp", 3306, "sg-web")})}};
    QVERIFY(result.fixes.front().edit == expected);
}

QTEST_APPLESS_MAIN(TestTraceVpc)
#include "tst_trace_vpc.moc"
