// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/network/trace_rows.h"

using namespace skydraft;
using namespace skydraft::testing;

/// Offices behind a virtual private gateway, and what peers may and may not use.
class TestTraceVpn : public QObject
{
    Q_OBJECT

private slots:
    void whatBlocks_data();
    void whatBlocks();
};

namespace {

const Json toOffice = route("192.168.0.0/16", "vgw");

/// A VPC with a VPN gateway to an office 192.168.0.0/16.
Drawing office(const std::vector<Json>& routes, Json table = Json::object(),
               Json gateway = {{"remote_cidrs", {"192.168.0.0/16"}}})
{
    table["routes"] = Json(routes);
    gateway["connected_to"] = Json::array({"router"});
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("vgw", "vpc.vpn-gateway", "vpc", gateway)
        .add("router", "onpremises.host", "",
             {{"address", "198.51.100.2"}, {"network_cidr", "192.168.0.0/16"}})
        .add("table", "vpc.route-table", "vpc", table)
        .add("subnet", "vpc.subnet", "vpc", {{"cidr", "10.0.0.0/24"}, {"route_table", "table"}})
        .add("sg", "vpc.security-group", "vpc",
             with("ingress", {rule("tcp", 22, "192.168.0.0/16")}))
        .add("host", "ec2.instance", "subnet", {{"security_groups", {"sg"}}});
}

/// A second VPC peered with the first.
Drawing peered(Drawing drawing, const std::vector<Json>& routes, const std::vector<Json>& ingress)
{
    return drawing.add("pcx", "vpc.peering", "", {{"requester", "vpc"}, {"accepter", "vpc2"}})
        .add("vpc2", "vpc.vpc", "", {{"cidr", "10.2.0.0/16"}})
        .add("table2", "vpc.route-table", "vpc2", with("routes", routes))
        .add("subnet2", "vpc.subnet", "vpc2", {{"cidr", "10.2.0.0/24"}, {"route_table", "table2"}})
        .add("sg2", "vpc.security-group", "vpc2", with("ingress", ingress))
        .add("peer", "ec2.instance", "subnet2", {{"security_groups", {"sg2"}}});
}

/// The same with each VPC in a Region of its own.
Drawing inTwoRegions(const Drawing& drawing)
{
    Drawing moved;
    moved.add("seoul", "region", "", {{"code", "ap-northeast-2"}})
        .add("paris", "region", "", {{"code", "eu-west-3"}});
    const Architecture before = drawing.build();
    for (const auto& resource : before.resources()) {
        std::string parent = resource->parent ? resource->parent->value() : std::string();
        if (resource->id == ResourceId("vpc"))
            parent = "seoul";
        if (resource->id == ResourceId("vpc2"))
            parent = "paris";
        moved.add(resource->id.value().c_str(), resource->type.c_str(), parent.c_str(),
                  resource->properties);
    }
    return moved;
}

const Json overPeering = route("10.2.0.0/16", "pcx");
const Json backOverPeering = route("10.0.0.0/16", "pcx");

} // namespace

void TestTraceVpn::whatBlocks_data()
{
    addTraceColumns();
    const Json propagating{{"propagating_gateways", {"vgw"}}};
    traceRow("a static route leads into the tunnel", office({toOffice}), "host", "192.168.7.7",
             "tcp 80", "reachable");
    traceRow("without a route it does not", office({}), "host", "192.168.7.7", "tcp 80",
             "table NO_ROUTE_TO_DESTINATION");
    traceRow("a table that lets the gateway propagate needs none", office({}, propagating), "host",
             "192.168.7.7", "tcp 80", "reachable");
    traceRow("an address of the office comes in", office({}, propagating), "192.168.7.7", "host",
             "tcp 22", "reachable");
    traceRow("as far as groups allow", office({}, propagating), "192.168.7.7", "host", "tcp 80",
             "sg ENI_SG_RULES_MISMATCH");
    traceRow("the answer needs a route", office({}), "192.168.7.7", "host", "tcp 22",
             "table NO_ROUTE_TO_DESTINATION");
    traceRow("the office itself is an end", office({toOffice}), "host", "router", "tcp 80",
             "table NO_ROUTE_TO_DESTINATION, host IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS");
    traceRow("a static route comes before a propagated one for the same range",
             office({route("192.168.0.0/16", "gone")}, propagating), "host", "192.168.7.7",
             "tcp 80", "table BAD_STATE_ROUTE");
    traceRow("a more specific propagated route comes before a static one",
             office({route("192.168.0.0/16", "gone")}, propagating,
                    {{"remote_cidrs", {"192.168.0.0/16", "192.168.7.0/24"}}}),
             "host", "192.168.7.7", "tcp 80", "reachable");
    traceRow("a propagated route never replaces the local one",
             office({}, propagating, {{"remote_cidrs", {"10.0.9.0/24"}}})
                 .add("near", "vpc.subnet", "vpc", {{"cidr", "10.0.9.0/24"}})
                 .add("db", "ec2.instance", "near", {{"security_groups", {"open"}}})
                 .add("open", "vpc.security-group", "vpc",
                      with("ingress", {Json{{"protocol", "all"}, {"source", "10.0.0.0/8"}}})),
             "host", "db", "tcp 80", "reachable");
    traceRow("a network that no tunnel leads to", office({route("172.16.0.0/12", "vgw")}), "host",
             "172.16.1.1", "tcp 80", "vgw NO_ROUTE_TO_DESTINATION", Mending::Impossible);
    traceRow("a gateway that learns by BGP may know any network",
             office({route("172.16.0.0/12", "vgw")}, {}, {{"remote_cidrs", Json::array()}})
                 .add("router", "onpremises.host", "", {{"address", "198.51.100.2"}}),
             "host", "172.16.1.1", "tcp 80", "reachable");
    traceRow("what a tunnel to the internet does is not known",
             office({route("0.0.0.0/0", "vgw")}, {}, {{"remote_cidrs", Json::array()}})
                 .add("router", "onpremises.host", "", {{"address", "198.51.100.2"}}),
             "host", "internet", "tcp 443", "unknown");

    const Json fromAll{{"protocol", "all"}, {"source", "0.0.0.0/0"}};
    traceRow("a peer cannot use the tunnel (edge to edge)",
             peered(office({toOffice, overPeering}), {route("192.168.0.0/16", "pcx")}, {fromAll}),
             "peer", "192.168.7.7", "tcp 80", "table2 NO_POSSIBLE_DESTINATION",
             Mending::Impossible);
    traceRow("and the office cannot reach the peer",
             peered(office({toOffice, overPeering}), {route("192.168.0.0/16", "pcx")}, {fromAll}),
             "192.168.7.7", "peer", "tcp 80", "vpc2 NO_PATH, table2 NO_ROUTE_TO_DESTINATION",
             Mending::Impossible);

    const Json fromGroup = rule("tcp", 80, "sg");
    const Drawing sameRegion = peered(office({overPeering}), {backOverPeering}, {fromGroup});
    traceRow("a rule for a group matches across a peering", sameRegion, "host", "peer", "tcp 80",
             "reachable");
    traceRow("but not between Regions", inTwoRegions(sameRegion), "host", "peer", "tcp 80",
             "sg2 SG_REFERENCES_NOT_PRESERVED");
    traceRow("a group that is not known stands for nobody",
             peered(office({overPeering}), {backOverPeering}, {rule("tcp", 80, "sg-stale")}),
             "host", "peer", "tcp 80", "sg2 UNKNOWN_PEERED_SGS");
}

void TestTraceVpn::whatBlocks()
{
    checkTraceRow();
}

QTEST_APPLESS_MAIN(TestTraceVpn)
#include "tst_trace_vpn.moc"
