// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/network/trace_rows.h"

using namespace skydraft;
using namespace skydraft::testing;

/// What stands in front of a VPC: CloudFront, DNS names, databases with a public name.
class TestTraceEdge : public QObject
{
    Q_OBJECT

private slots:
    void whatBlocks_data();
    void whatBlocks();

    void theNameComesFirst();
};

namespace {

/// A site behind an application balancer of that scheme.
Drawing site(const char* scheme, const std::vector<Json>& ingress,
             Json distribution = Json::object())
{
    return Drawing()
        .add("users", "clients")
        .add("cdn", "cloudfront.distribution", "", distribution)
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("table", "vpc.route-table", "vpc", with("routes", {route("0.0.0.0/0", "igw")}))
        .add("front", "vpc.subnet", "vpc", {{"cidr", "10.0.0.0/24"}, {"route_table", "table"}})
        .add("behind", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
        .add("edges", "vpc.prefix-list", "",
             {{"aws_managed_name", "com.amazonaws.global.cloudfront.origin-facing"}})
        .add("sg", "vpc.security-group", "vpc", with("ingress", ingress))
        .add("alb", "elb.application", "vpc",
             {{"scheme", scheme},
              {"subnets", {std::string(scheme) == "internal" ? "behind" : "front"}},
              {"security_groups", {"sg"}}})
        .add("host", "ec2.instance", "front", {{"public_ip", true}});
}

const Json fromEdges = rule("tcp", 80, "edges");
const Json fromAll = rule("tcp", 80, "0.0.0.0/0");
const Json asOrigin{{"vpc_origins", {"alb"}}};

Drawing named(Drawing drawing, Json record, Json zone = Json::object())
{
    return drawing.add("zone", "route53.zone", "", zone)
        .add("www", "route53.record", "zone", record);
}

Drawing database(const char* table, bool isPublic)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("public", "vpc.route-table", "vpc", with("routes", {route("0.0.0.0/0", "igw")}))
        .add("private", "vpc.route-table", "vpc")
        .add("a", "vpc.subnet", "vpc", {{"cidr", "10.0.0.0/24"}, {"route_table", "public"}})
        .add("b", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"route_table", table}})
        .add("sg", "vpc.security-group", "vpc",
             with("ingress",
                  {rule("tcp", 3306, "10.0.0.0/16"), rule("tcp", 3306, "198.51.100.7/32")}))
        .add("host", "ec2.instance", "a", {{"public_ip", true}})
        .add("db", "rds.instance", "vpc",
             {{"subnets", {"a", "b"}},
              {"security_groups", {"sg"}},
              {"publicly_accessible", isPublic}});
}

} // namespace

void TestTraceEdge::whatBlocks_data()
{
    addTraceColumns();
    traceRow("CloudFront reaches a public balancer that admits its edges",
             site("internet-facing", {fromEdges}), "cdn", "alb", "tcp 80", "reachable");
    traceRow("people do not reach that one past CloudFront", site("internet-facing", {fromEdges}),
             "users", "alb", "tcp 80", "sg ENI_SG_RULES_MISMATCH");
    traceRow("an internal balancer is no custom origin", site("internal", {fromAll}), "cdn", "alb",
             "tcp 80",
             "alb IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS, behind NO_ROUTE_TO_DESTINATION");
    traceRow("it is as a VPC origin", site("internal", {fromEdges}, asOrigin), "cdn", "alb",
             "tcp 80", "reachable");
    traceRow("whose VPC needs an internet gateway",
             site("internal", {fromEdges}, asOrigin)
                 .add("igw", "vpc.internet-gateway", "vpc", {{"attached", false}}),
             "cdn", "alb", "tcp 80", "vpc NO_PATH");
    traceRow("and whose balancer must admit CloudFront", site("internal", {}, asOrigin), "cdn",
             "alb", "tcp 80", "sg SG_HAS_NO_RULES");

    traceRow("an alias leads to its balancer",
             named(site("internet-facing", {fromAll}), {{"alias_target", "alb"}}), "users", "www",
             "tcp 80", "reachable");
    traceRow("an alias to an internal balancer gives the internet nothing to reach",
             named(site("internal", {fromAll}), {{"alias_target", "alb"}}), "users", "www",
             "tcp 80",
             "alb IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS, behind NO_ROUTE_TO_DESTINATION");
    traceRow("it serves hosts of the VPC",
             named(site("internal", {fromAll}), {{"alias_target", "alb"}}), "host", "www", "tcp 80",
             "reachable");
    traceRow("a record of an address leads to what has it",
             named(site("internal", {fromAll})
                       .add("host", "ec2.instance", "front",
                            {{"public_ip", "203.0.113.80"}, {"security_groups", {"sg"}}}),
                   {{"values", {"203.0.113.80"}}}),
             "users", "www", "tcp 80", "reachable");
    traceRow("a private zone answers in its VPCs",
             named(site("internal", {fromAll}), {{"alias_target", "alb"}},
                   {{"private", true}, {"vpcs", {"vpc"}}}),
             "host", "www", "tcp 80", "reachable");
    traceRow("and in no other",
             named(site("internal", {fromAll}), {{"alias_target", "alb"}}, {{"private", true}}),
             "host", "www", "tcp 80", "zone UNKNOWN_DESTINATION");
    traceRow("nor on the internet",
             named(site("internet-facing", {fromAll}), {{"alias_target", "alb"}},
                   {{"private", true}, {"vpcs", {"vpc"}}}),
             "users", "www", "tcp 80", "zone UNKNOWN_DESTINATION", Mending::Impossible);
    traceRow("names that stand for each other stay names",
             named(site("internal", {fromAll}), {{"alias_target", "www2"}})
                 .add("www2", "route53.record", "zone", {{"alias_target", "www"}}),
             "users", "www", "tcp 80", "reachable");

    traceRow("a database that is publicly accessible is reached by its public name",
             database("public", true), "internet:198.51.100.7", "db", "tcp 3306", "reachable");
    traceRow("only if all subnets of its group are public", database("private", true),
             "internet:198.51.100.7", "db", "tcp 3306", "private NO_ROUTE_TO_DESTINATION");
    traceRow("and not if it is not", database("public", false), "internet:198.51.100.7", "db",
             "tcp 3306", "db IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS");
    traceRow("inside the VPC its name gives the private address", database("private", true), "host",
             "db", "tcp 3306", "reachable");
}

void TestTraceEdge::whatBlocks()
{
    checkTraceRow();
}

void TestTraceEdge::theNameComesFirst()
{
    const Trace walked =
        traced(named(site("internet-facing", {fromAll}), {{"alias_target", "alb"}}).build(),
               "users", "www", "tcp 80");
    QCOMPARE(walked.forward.front().component.value(), std::string("www"));
    QCOMPARE(walked.forward.front().kind, std::string("dns"));
    QCOMPARE(walked.forward.back().component.value(), std::string("alb"));
}

QTEST_APPLESS_MAIN(TestTraceEdge)
#include "tst_trace_edge.moc"
