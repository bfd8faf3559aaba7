// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/network/trace_rows.h"

using namespace skydraft;
using namespace skydraft::testing;

/// What stands on the way without being an end: firewalls on instances, NAT gateways of both kinds,
/// VPC Block Public Access, targets that nobody drew.
class TestTraceMiddlebox : public QObject
{
    Q_OBJECT

private slots:
    void whatBlocks_data();
    void whatBlocks();
};

namespace {

const Json fromAll{{"protocol", "all"}, {"source", "0.0.0.0/0"}};

/// Two subnets whose packets to each other pass a firewall in a third one.
Drawing inspected(const Json& firewall, const std::vector<Json>& ingress = {fromAll})
{
    Json box = firewall;
    box["security_groups"] = Json::array({"sg-box"});
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("there", "vpc.route-table", "vpc", with("routes", {route("10.0.2.0/24", "firewall")}))
        .add("back", "vpc.route-table", "vpc", with("routes", {route("10.0.1.0/24", "firewall")}))
        .add("one", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"route_table", "there"}})
        .add("two", "vpc.subnet", "vpc", {{"cidr", "10.0.2.0/24"}, {"route_table", "back"}})
        .add("middle", "vpc.subnet", "vpc", {{"cidr", "10.0.3.0/24"}})
        .add("sg", "vpc.security-group", "vpc", with("ingress", ingress))
        .add("sg-box", "vpc.security-group", "vpc", with("ingress", {fromAll}))
        .add("a", "ec2.instance", "one", {{"security_groups", {"sg"}}})
        .add("b", "ec2.instance", "two", {{"security_groups", {"sg"}}})
        .add("firewall", "ec2.instance", "middle", box);
}

const Json forwarding{{"source_dest_check", false}};

/// Two peered VPCs; the first sends by a private NAT gateway.
Drawing privateNat(const std::vector<Json>& ofNat, const std::vector<Json>& back,
                   const std::vector<Json>& ingress)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("vpc2", "vpc.vpc", "", {{"cidr", "10.2.0.0/16"}})
        .add("pcx", "vpc.peering", "", {{"requester", "vpc"}, {"accepter", "vpc2"}})
        .add("to-nat", "vpc.route-table", "vpc", with("routes", {route("10.2.0.0/16", "nat")}))
        .add("of-nat", "vpc.route-table", "vpc", with("routes", ofNat))
        .add("app", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"route_table", "to-nat"}})
        .add("edge", "vpc.subnet", "vpc", {{"cidr", "10.0.9.0/24"}, {"route_table", "of-nat"}})
        .add("nat", "vpc.nat-gateway", "edge",
             {{"connectivity", "private"}, {"private_ip", "10.0.9.9"}})
        .add("host", "ec2.instance", "app", {{"security_groups", {"sg"}}})
        .add("sg", "vpc.security-group", "vpc")
        .add("table2", "vpc.route-table", "vpc2", with("routes", back))
        .add("far", "vpc.subnet", "vpc2", {{"cidr", "10.2.0.0/24"}, {"route_table", "table2"}})
        .add("sg2", "vpc.security-group", "vpc2", with("ingress", ingress))
        .add("peer", "ec2.instance", "far", {{"security_groups", {"sg2"}}});
}

/// A VPC whose private subnet goes out by a NAT gateway.
Drawing publicVpc(const char* access)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}, {"block_public_access", access}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("to-igw", "vpc.route-table", "vpc", with("routes", {route("0.0.0.0/0", "igw")}))
        .add("to-nat", "vpc.route-table", "vpc", with("routes", {route("0.0.0.0/0", "nat")}))
        .add("front", "vpc.subnet", "vpc", {{"cidr", "10.0.0.0/24"}, {"route_table", "to-igw"}})
        .add("behind", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"route_table", "to-nat"}})
        .add("nat", "vpc.nat-gateway", "front")
        .add("sg", "vpc.security-group", "vpc", with("ingress", {fromAll}))
        .add("web", "ec2.instance", "front", {{"public_ip", true}, {"security_groups", {"sg"}}})
        .add("app", "ec2.instance", "behind", {{"security_groups", {"sg"}}});
}

} // namespace

void TestTraceMiddlebox::whatBlocks_data()
{
    addTraceColumns();
    traceRow("a firewall that forwards lets both ways through", inspected(forwarding), "a", "b",
             "tcp 80", "reachable");
    traceRow("its source/destination check drops what is for others", inspected(Json::object()),
             "a", "b", "tcp 80", "firewall ENI_SOURCE_DEST_CHECK_RESTRICTION");
    traceRow("its groups filter too",
             inspected(forwarding)
                 .add("sg-box", "vpc.security-group", "vpc",
                      with("ingress", {rule("tcp", 22, "0.0.0.0/0")})),
             "a", "b", "tcp 80", "sg-box ENI_SG_RULES_MISMATCH");
    traceRow("rules for groups match nobody behind it",
             inspected(forwarding, {rule("tcp", 80, "sg")}), "a", "b", "tcp 80",
             "sg SG_REFERENCES_NOT_PRESERVED");
    traceRow("the firewall is an end as well", inspected(forwarding), "a", "firewall", "tcp 80",
             "reachable");
    traceRow("an answer by a firewall that saw no request is not known",
             inspected(forwarding).add("there", "vpc.route-table", "vpc"), "a", "b", "tcp 80",
             "unknown");
    traceRow(
        "two firewalls that send packets to each other end nowhere",
        inspected(forwarding)
            .add("round", "vpc.route-table", "vpc",
                 with("routes", {route("10.0.2.0/24", "firewall2")}))
            .add("middle", "vpc.subnet", "vpc", {{"cidr", "10.0.3.0/24"}, {"route_table", "round"}})
            .add("middle2", "vpc.subnet", "vpc",
                 {{"cidr", "10.0.4.0/24"}, {"route_table", "there"}})
            .add("firewall2", "ec2.instance", "middle2",
                 {{"source_dest_check", false}, {"security_groups", {"sg-box"}}}),
        "a", "b", "tcp 80", "there NO_PATH", Mending::Impossible);
    traceRow("a target that AWS calls active and nobody drew is not known",
             inspected(forwarding)
                 .add("there", "vpc.route-table", "vpc",
                      with("routes", {Json{{"destination", "192.168.0.0/16"},
                                           {"target", "tgw-elsewhere"},
                                           {"state", "active"}}})),
             "a", "192.168.1.1", "tcp 80", "unknown");
    traceRow("a blackhole drops even where its target is drawn",
             publicVpc("off").add("to-igw", "vpc.route-table", "vpc",
                                  with("routes", {Json{{"destination", "0.0.0.0/0"},
                                                       {"target", "igw"},
                                                       {"state", "blackhole"}}})),
             "web", "internet", "tcp 443", "to-igw BAD_STATE_ROUTE");

    const Json onward = route("10.2.0.0/16", "pcx");
    const Json back = route("10.0.0.0/16", "pcx");
    traceRow("a private NAT gateway gives its own address",
             privateNat({onward}, {back}, {rule("tcp", 80, "10.0.9.9/32")}), "host", "peer",
             "tcp 80", "reachable");
    traceRow("so rules for the sender's block do not match",
             privateNat({onward}, {back}, {rule("tcp", 80, "10.0.1.0/24")}), "host", "peer",
             "tcp 80", "sg2 ENI_SG_RULES_MISMATCH");
    traceRow("nor rules for its group", privateNat({onward}, {back}, {rule("tcp", 80, "sg")}),
             "host", "peer", "tcp 80", "sg2 SG_REFERENCES_NOT_PRESERVED");
    traceRow("answers go to the NAT gateway",
             privateNat({onward}, {}, {rule("tcp", 80, "10.0.0.0/16")}), "host", "peer", "tcp 80",
             "table2 NO_ROUTE_TO_DESTINATION");

    traceRow("Block Public Access stops what comes in", publicVpc("block-ingress"), "internet",
             "web", "tcp 80", "vpc VPC_BLOCK_PUBLIC_ACCESS_ENABLED");
    traceRow("and what a host sends by itself", publicVpc("block-ingress"), "web", "internet",
             "tcp 80", "vpc VPC_BLOCK_PUBLIC_ACCESS_ENABLED");
    traceRow("NAT gateways still lead out where only ingress is blocked",
             publicVpc("block-ingress"), "app", "internet", "tcp 80", "reachable");
    traceRow("they do not where both ways are", publicVpc("block-bidirectional"), "app", "internet",
             "tcp 80", "vpc VPC_BLOCK_PUBLIC_ACCESS_ENABLED");
}

void TestTraceMiddlebox::whatBlocks()
{
    checkTraceRow();
}

QTEST_APPLESS_MAIN(TestTraceMiddlebox)
#include "tst_trace_middlebox.moc"
