// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/network/trace_rows.h"

using namespace skydraft;
using namespace skydraft::testing;

/// Two VPCs, an office and more of them behind a transit gateway.
class TestTraceTransitGateway : public QObject
{
    Q_OBJECT

private slots:
    void whatBlocks_data();
    void whatBlocks();

    void thePathShowsTableAndAttachment();
    void everySettingIsListed();
};

namespace {

const Json all{{"protocol", "all"}, {"source", "0.0.0.0/0"}};

/// A VPC 10.N.0.0/16 with a host in zone a, one in zone b, and a small subnet of zone a for the
/// transit gateway.
void addVpc(Drawing& drawing, const std::string& name, int number, const std::vector<Json>& routes)
{
    const std::string block = "10." + std::to_string(number) + ".";
    const auto add = [&](const std::string& id, const char* type, const std::string& parent,
                         const Json& properties) {
        drawing.add((name + id).c_str(), type, parent.c_str(), properties);
    };
    add("", "vpc.vpc", "", {{"cidr", block + "0.0/16"}});
    add("-table", "vpc.route-table", name, with("routes", routes));
    add("-main", "vpc.route-table", name, {{"main", true}});
    add("-sg", "vpc.security-group", name, with("ingress", {all}));
    for (const auto& [zone, third] : {std::pair{"a", "1.0/24"}, std::pair{"b", "2.0/24"}}) {
        const std::string subnet = std::string("-") + zone;
        add(subnet, "vpc.subnet", name,
            {{"cidr", block + third}, {"zone", zone}, {"route_table", name + "-table"}});
        add(subnet + "-host", "ec2.instance", name + subnet, {{"security_groups", {name + "-sg"}}});
    }
    add("-hub", "vpc.subnet", name, {{"cidr", block + "9.0/28"}, {"zone", "a"}});
}

/// Both VPCs attached, by the subnet of zone a, with the gateway's further properties.
Drawing two(Json gateway = Json::object(),
            const std::vector<Json>& routesOfA = {route("10.0.0.0/8", "tgw")})
{
    Drawing drawing;
    addVpc(drawing, "a", 1, routesOfA);
    addVpc(drawing, "b", 2, {route("10.0.0.0/8", "tgw"), route("192.168.0.0/16", "tgw")});
    if (!gateway.contains("attachments"))
        gateway["attachments"] = {"a", "b"};
    drawing.add("tgw", "vpc.transit-gateway", "", gateway);
    return drawing;
}

Json attached(const char* what, const char* subnet, Json more = Json::object())
{
    more["attachment"] = what;
    more["subnets"] = Json::array({subnet});
    return more;
}

Json bothBySubnet(Json moreOfA = Json::object())
{
    return with("attachment_options",
                {attached("a", "a-hub", std::move(moreOfA)), attached("b", "b-hub")});
}

Json transitRoute(const char* destination, const char* target)
{
    Json made{{"destination", destination}};
    if (target != nullptr)
        made["target"] = target;
    return made;
}

Drawing withAcl(const char* subnet, const std::vector<Json>& rules)
{
    Drawing drawing = two(bothBySubnet());
    const Architecture now = drawing.build();
    const Resource place = *now.find(ResourceId(subnet));
    Json properties = place.properties;
    properties["network_acl"] = "acl";
    drawing.add("acl", "vpc.network-acl", place.parent->value().c_str(), with("rules", rules));
    drawing.add(subnet, "vpc.subnet", place.parent->value().c_str(), properties);
    return drawing;
}

Drawing withOffice(Json gateway, Json host = {{"network_cidr", "192.168.0.0/16"}})
{
    gateway["attachments"] = {"a", "b", "office"};
    Drawing drawing = two(std::move(gateway), {route("192.168.0.0/16", "tgw")});
    drawing.add("office", "onpremises.host", "", host);
    return drawing;
}

/// A third VPC whose NAT gateway takes everybody out to the internet.
Drawing centralEgress(const std::vector<Json>& back)
{
    Json gateway = with("routes", {transitRoute("0.0.0.0/0", "egress")});
    gateway["attachments"] = {"a", "b", "egress"};
    gateway["attachment_options"] =
        Json::array({attached("a", "a-hub"), attached("egress", "egress-hub")});
    Drawing drawing = two(gateway, {route("0.0.0.0/0", "tgw")});
    drawing.add("egress", "vpc.vpc", "", {{"cidr", "10.9.0.0/16"}})
        .add("igw", "vpc.internet-gateway", "egress")
        .add("to-nat", "vpc.route-table", "egress", with("routes", {route("0.0.0.0/0", "nat")}))
        .add("to-igw", "vpc.route-table", "egress",
             [&] {
                 std::vector<Json> routes = back;
                 routes.push_back(route("0.0.0.0/0", "igw"));
                 return with("routes", routes);
             }())
        .add("egress-hub", "vpc.subnet", "egress",
             {{"cidr", "10.9.9.0/28"}, {"zone", "a"}, {"route_table", "to-nat"}})
        .add("egress-public", "vpc.subnet", "egress",
             {{"cidr", "10.9.1.0/24"}, {"zone", "a"}, {"route_table", "to-igw"}})
        .add("nat", "vpc.nat-gateway", "egress-public");
    return drawing;
}

/// Each VPC at a transit gateway of its own, the two of them peered.
Drawing peered(const std::vector<Json>& routesOfA, const std::vector<Json>& routesOfB)
{
    Drawing drawing;
    addVpc(drawing, "a", 1, {route("10.0.0.0/8", "tgw-a")});
    addVpc(drawing, "b", 2, {route("10.0.0.0/8", "tgw-b")});
    Json a = with("routes", routesOfA);
    a["attachments"] = {"a", "tgw-b"};
    Json b = with("routes", routesOfB);
    b["attachments"] = Json::array({"b"});
    drawing.add("tgw-a", "vpc.transit-gateway", "", a).add("tgw-b", "vpc.transit-gateway", "", b);
    return drawing;
}

} // namespace

void TestTraceTransitGateway::whatBlocks_data()
{
    addTraceColumns();
    traceRow("attached VPCs reach each other by the default table", two(), "a-a-host", "b-a-host",
             "tcp 80", "reachable");
    traceRow("without a route to the transit gateway nothing leaves the VPC", two({}, {}),
             "a-a-host", "b-a-host", "tcp 80", "a-table NO_ROUTE_TO_DESTINATION");
    traceRow("a route for the range of the other VPC is enough",
             two({}, {route("10.2.0.0/16", "tgw")}), "b-a-host", "a-a-host", "tcp 80", "reachable");
    traceRow("a zone without an attached subnet is cut off", two(bothBySubnet()), "a-b-host",
             "b-a-host", "tcp 80", "tgw TGW_ATTACH_VPC_AZ_RESTRICTION");
    traceRow("its answers are cut off as well", two(bothBySubnet()), "a-a-host", "b-b-host",
             "tcp 80", "tgw TGW_ATTACH_VPC_AZ_RESTRICTION");
    traceRow("an attachment without a table is cut off",
             two(bothBySubnet({{"association", "none"}})), "a-a-host", "b-a-host", "tcp 80",
             "tgw TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION");
    traceRow("without default association nobody has a table",
             two({{"default_association", false}}), "a-a-host", "b-a-host", "tcp 80",
             "tgw TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION, tgw "
             "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION");
    traceRow("what is not propagated has no route back",
             two(bothBySubnet({{"propagations", Json::array()}})), "a-a-host", "b-a-host", "tcp 80",
             "tgw TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT");
    traceRow("a static route stands in for propagation", two([] {
                 Json gateway = bothBySubnet({{"propagations", Json::array()}});
                 gateway["routes"] = Json::array({transitRoute("10.1.0.0/16", "a")});
                 return gateway;
             }()),
             "a-a-host", "b-a-host", "tcp 80", "reachable");
    traceRow("a blackhole drops, before the propagated route for the same range",
             two(with("routes", {transitRoute("10.2.0.0/16", nullptr)})), "a-a-host", "b-a-host",
             "tcp 80", "tgw TGW_RTB_BAD_STATE_ROUTE");
    traceRow("a wider blackhole drops nothing that is propagated",
             two(with("routes", {transitRoute("10.0.0.0/8", nullptr)})), "a-a-host", "b-a-host",
             "tcp 80", "reachable");
    traceRow("a more specific static route leads astray",
             two(with("routes", {transitRoute("10.2.1.0/24", "a")})), "a-a-host", "b-a-host",
             "tcp 80", "tgw TGW_RTB_HIGHER_PRIORITY_ROUTE");
    traceRow("a second table separates what it does not propagate to",
             two(with("attachment_options",
                      {Json{{"attachment", "a"}, {"association", "red"}, {"propagations", {"red"}}},
                       Json{{"attachment", "b"}}})),
             "a-a-host", "b-a-host", "tcp 80",
             "tgw TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT, tgw TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT");
    traceRow("an attachment that waits for acceptance carries nothing",
             two(bothBySubnet({{"state", "pending-acceptance"}})), "a-a-host", "b-a-host", "tcp 80",
             "tgw BAD_STATE_ATTACHMENT");
    traceRow("the transit gateway must be joined to the VPC", two({{"attachments", {"b"}}}),
             "a-a-host", "b-a-host", "tcp 80", "tgw BAD_STATE_ATTACHMENT");

    const std::vector<Json> open{aclRule(100, "ingress", "allow", "all", 0, 65535, "0.0.0.0/0"),
                                 aclRule(100, "egress", "allow", "all", 0, 65535, "0.0.0.0/0")};
    traceRow("an open ACL at the attached subnet lets all pass", withAcl("b-hub", open), "a-a-host",
             "b-a-host", "tcp 80", "reachable");
    traceRow("packets into the VPC leave the attached subnet by its ACL",
             withAcl("b-hub", {open[0]}), "a-a-host", "b-a-host", "tcp 80",
             "acl SUBNET_ACL_RESTRICTION");
    traceRow("packets out of the VPC enter the attached subnet by its ACL",
             withAcl("a-hub", {open[1]}), "a-a-host", "b-a-host", "tcp 80",
             "acl SUBNET_ACL_RESTRICTION");
    traceRow(
        "inside a subnet that is attached itself nothing is asked on the way in",
        [&] {
            Drawing drawing =
                withAcl("b-a", {aclRule(100, "egress", "allow", "all", 0, 65535, "0.0.0.0/0"),
                                aclRule(100, "ingress", "allow", "all", 0, 65535, "10.2.0.0/16")});
            return drawing.add(
                "tgw", "vpc.transit-gateway", "",
                {{"attachments", {"a", "b"}},
                 {"attachment_options", {attached("a", "a-hub"), attached("b", "b-a")}}});
        }(),
        "a-a-host", "b-a-host", "tcp 80", "reachable");

    const Json fromGroup = with("ingress", {rule("tcp", 80, "a-sg")});
    traceRow("a rule for a group does not match behind a transit gateway",
             two().add("b-sg", "vpc.security-group", "b", fromGroup), "a-a-host", "b-a-host",
             "tcp 80", "b-sg SG_REFERENCING_SUPPORT");
    traceRow("it does where security group referencing is on",
             two({{"security_group_referencing", true}})
                 .add("b-sg", "vpc.security-group", "b", fromGroup),
             "a-a-host", "b-a-host", "tcp 80", "reachable");
    traceRow("egress rules cannot name groups there even then",
             two({{"security_group_referencing", true}})
                 .add("a-sg", "vpc.security-group", "a",
                      with("egress", {egressRule("tcp", 80, "b-sg")})),
             "a-a-host", "b-a-host", "tcp 80", "a-sg SG_REFERENCES_NOT_PRESERVED");

    traceRow("an office behind the transit gateway is reached", withOffice({}), "a-a-host",
             "office", "tcp 80", "reachable");
    traceRow("an address of the office is reached", withOffice({}), "a-a-host", "192.168.7.7",
             "tcp 80", "reachable");
    traceRow("the office reaches the VPC", withOffice({}), "192.168.7.7", "a-a-host", "tcp 22",
             "reachable");
    traceRow("the office cannot reach zones that are cut off", withOffice(bothBySubnet()), "office",
             "a-b-host", "tcp 22", "tgw TGW_ATTACH_VPC_AZ_RESTRICTION");
    traceRow("the office needs the answer's route in the VPC",
             withOffice({}).add("a-table", "vpc.route-table", "a"), "office", "a-a-host", "tcp 22",
             "a-table NO_ROUTE_TO_DESTINATION");
    traceRow("the routes that BGP would teach are unknown",
             withOffice({}, {{"address", "198.51.100.77"}}), "a-a-host", "192.168.7.7", "tcp 80",
             "unknown");

    traceRow("spokes go to the internet through the NAT gateway of another VPC",
             centralEgress({route("10.0.0.0/8", "tgw")}), "a-a-host", "internet", "tcp 443",
             "reachable");
    traceRow("which must know the way back to them", centralEgress({}), "a-a-host", "internet",
             "tcp 443", "to-igw NO_ROUTE_TO_DESTINATION");

    const Json toB = transitRoute("10.2.0.0/16", "tgw-b");
    const Json toA = transitRoute("10.1.0.0/16", "tgw-a");
    traceRow("peered transit gateways pass packets on by static routes", peered({toB}, {toA}),
             "a-a-host", "b-a-host", "tcp 80", "reachable");
    traceRow("they teach each other nothing", peered({}, {}), "a-a-host", "b-a-host", "tcp 80",
             "tgw-a TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT, tgw-b TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT");
    traceRow("a peering is needed for the answer too", peered({toB}, {}), "a-a-host", "b-a-host",
             "tcp 80", "tgw-b TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT");
}

void TestTraceTransitGateway::whatBlocks()
{
    checkTraceRow();
}

void TestTraceTransitGateway::thePathShowsTableAndAttachment()
{
    const Trace walked = traced(two(bothBySubnet()).build(), "a-a-host", "b-a-host", "tcp 80");
    const std::string forward = story(walked.forward);
    QVERIFY2(forward.find("tgw transit-gateway: default: 10.2.0.0/16 → b") != std::string::npos,
             forward.c_str());
    QVERIFY2(story(walked.back).find("tgw transit-gateway: default: 10.1.0.0/16 → a")
                 != std::string::npos,
             story(walked.back).c_str());
}

void TestTraceTransitGateway::everySettingIsListed()
{
    // No route, no table, no propagation back, no rule: all four, and the fixes mend them together.
    Json gateway = bothBySubnet({{"association", "none"}, {"propagations", Json::array()}});
    const Architecture drawing =
        two(gateway, {}).add("b-sg", "vpc.security-group", "b", with("ingress", {})).build();
    const Trace walked = traced(drawing, "a-a-host", "b-a-host", "tcp 80");
    QCOMPARE(QString::fromStdString(outcome(walked)),
             QStringLiteral(
                 "a-table NO_ROUTE_TO_DESTINATION, tgw TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION, "
                 "b-sg SG_HAS_NO_RULES, tgw TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT"));
    const auto after = mended(drawing, walked.fixes);
    QVERIFY(after.has_value());
    QCOMPARE(toString(traced(*after, "a-a-host", "b-a-host", "tcp 80").verdict),
             std::string("reachable"));
}

QTEST_APPLESS_MAIN(TestTraceTransitGateway)
#include "tst_trace_transit_gateway.moc"
