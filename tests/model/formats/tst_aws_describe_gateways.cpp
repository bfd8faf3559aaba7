// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII // a test says its texts plainly
#include <QTest>

#include "model/formats/aws_describe.h"
#include "model/formats/skydraft_format.h"
#include "tests/model/network/trace_check.h"

using namespace skydraft;
using namespace skydraft::testing;

/// Transit gateways, tunnels and IPv6 as AWS describes them, and where packets go there.
class TestAwsDescribeGateways : public QObject
{
    Q_OBJECT

private slots:
    void packetsFollowTransitGateways_data();
    void packetsFollowTransitGateways();
    void attachmentsHaveSubnetsTablesAndPropagations();
    void whatAnotherAccountOwnsIsUnknown();
    void tunnelsTakeStaticAndPropagatedRoutes_data();
    void tunnelsTakeStaticAndPropagatedRoutes();
    void theRouterIsKnownByItsConfiguration();
    void ipv6IsRead_data();
    void ipv6IsRead();
    void blackholesAreKept();
    void peeringsOfTransitGatewaysJoinRegions();
    void secondaryAddressesAreFound();
    void aclRulesKeepTheirIcmpType();
    void publicAccessIsBlockedButForExclusions();
};

namespace {

using Files = std::vector<ImportFile>;

const char* const vpcs = R"({"Vpcs": [
    {"VpcId": "vpc-a", "CidrBlock": "10.1.0.0/16"}, {"VpcId": "vpc-b", "CidrBlock": "10.2.0.0/16"}],
  "Subnets": [
    {"SubnetId": "subnet-a1", "VpcId": "vpc-a", "CidrBlock": "10.1.1.0/24",
     "AvailabilityZone": "us-east-1a"},
    {"SubnetId": "subnet-a2", "VpcId": "vpc-a", "CidrBlock": "10.1.2.0/24",
     "AvailabilityZone": "us-east-1b"},
    {"SubnetId": "subnet-b1", "VpcId": "vpc-b", "CidrBlock": "10.2.1.0/24",
     "AvailabilityZone": "us-east-1a"}],
  "SecurityGroups": [
    {"GroupId": "sg-a", "VpcId": "vpc-a",
     "IpPermissions": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
     "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]},
    {"GroupId": "sg-b", "VpcId": "vpc-b",
     "IpPermissions": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
     "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}],
  "Reservations": [{"Instances": [
    {"InstanceId": "i-a1", "SubnetId": "subnet-a1", "VpcId": "vpc-a",
     "PrivateIpAddress": "10.1.1.10", "SecurityGroups": [{"GroupId": "sg-a"}]},
    {"InstanceId": "i-a2", "SubnetId": "subnet-a2", "VpcId": "vpc-a",
     "PrivateIpAddress": "10.1.2.10", "SecurityGroups": [{"GroupId": "sg-a"}]},
    {"InstanceId": "i-b1", "SubnetId": "subnet-b1", "VpcId": "vpc-b",
     "PrivateIpAddress": "10.2.1.10", "SecurityGroups": [{"GroupId": "sg-b"}]}]}]})";

const char* const tablesToTransit = R"({"RouteTables": [
    {"RouteTableId": "rtb-a", "VpcId": "vpc-a", "Associations": [{"Main": true}], "Routes": [
      {"DestinationCidrBlock": "10.1.0.0/16", "GatewayId": "local", "State": "active"},
      {"DestinationCidrBlock": "0.0.0.0/0", "TransitGatewayId": "tgw-1", "State": "active"}]},
    {"RouteTableId": "rtb-b", "VpcId": "vpc-b", "Associations": [{"Main": true}], "Routes": [
      {"DestinationCidrBlock": "10.0.0.0/8", "TransitGatewayId": "tgw-1", "State": "active"},
      {"DestinationCidrBlock": "10.2.0.0/16", "GatewayId": "local", "State": "active"}]}]})";

const char* const transit = R"({"TransitGateways": [{"TransitGatewayId": "tgw-1",
    "State": "available", "Options": {"AmazonSideAsn": 64512,
    "DefaultRouteTableAssociation": "enable", "AssociationDefaultRouteTableId": "tgw-rtb-1",
    "DefaultRouteTablePropagation": "enable", "PropagationDefaultRouteTableId": "tgw-rtb-1"}}],
  "TransitGatewayRouteTables": [
    {"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1"}],
  "TransitGatewayAttachments": [
    {"TransitGatewayAttachmentId": "tgw-attach-a", "TransitGatewayId": "tgw-1",
     "ResourceType": "vpc", "ResourceId": "vpc-a", "State": "available",
     "Association": {"TransitGatewayRouteTableId": "tgw-rtb-1", "State": "associated"}},
    {"TransitGatewayAttachmentId": "tgw-attach-b", "TransitGatewayId": "tgw-1",
     "ResourceType": "vpc", "ResourceId": "vpc-b", "State": "available",
     "Association": {"TransitGatewayRouteTableId": "tgw-rtb-1", "State": "associated"}},
    {"TransitGatewayAttachmentId": "tgw-attach-v", "TransitGatewayId": "tgw-1",
     "ResourceType": "vpn", "ResourceId": "vpn-1", "State": "available",
     "Association": {"TransitGatewayRouteTableId": "tgw-rtb-1", "State": "associated"}}],
  "TransitGatewayVpcAttachments": [
    {"TransitGatewayAttachmentId": "tgw-attach-a", "TransitGatewayId": "tgw-1", "VpcId": "vpc-a",
     "SubnetIds": ["subnet-a1"], "State": "available"},
    {"TransitGatewayAttachmentId": "tgw-attach-b", "TransitGatewayId": "tgw-1", "VpcId": "vpc-b",
     "SubnetIds": ["subnet-b1"], "State": "available"}],
  "CustomerGateways": [{"CustomerGatewayId": "cgw-1", "IpAddress": "198.51.100.1"}],
  "VpnConnections": [{"VpnConnectionId": "vpn-1", "CustomerGatewayId": "cgw-1",
    "TransitGatewayId": "tgw-1", "State": "available"}]})";

const char* const propagations = R"({"TransitGatewayPropagations": [
    {"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayRouteTablePropagations": [
      {"TransitGatewayAttachmentId": "tgw-attach-a", "ResourceType": "vpc", "ResourceId": "vpc-a",
       "State": "enabled"},
      {"TransitGatewayAttachmentId": "tgw-attach-b", "ResourceType": "vpc", "ResourceId": "vpc-b",
       "State": "enabled"}]}]})";

const char* const staticRoutes = R"({"TransitGatewayStaticRoutes": [
    {"TransitGatewayRouteTableId": "tgw-rtb-1", "Routes": [
      {"DestinationCidrBlock": "192.168.0.0/16", "Type": "static", "State": "active",
       "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-v",
         "ResourceType": "vpn", "ResourceId": "vpn-1"}]},
      {"DestinationCidrBlock": "10.2.1.128/25", "Type": "static", "State": "blackhole"},
      {"DestinationCidrBlock": "172.16.0.0/16", "Type": "static", "State": "active",
       "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-x",
         "ResourceType": "vpc", "ResourceId": "vpc-elsewhere"}]}]}]})";

Architecture imported(const Files& files)
{
    const Imported result = importAwsDescribe(Catalogue::builtIn(), files);
    for (const ImportNote& note : result.notes)
        if (note.kind == ImportNoteKind::Problem)
            qWarning("%s: %s", note.place.c_str(), note.message.english().c_str());
    return result.architecture;
}

Architecture withTransit()
{
    return imported({{"us-east-1/Vpcs.json", vpcs},
                     {"us-east-1/RouteTables.json", tablesToTransit},
                     {"us-east-1/Transit.json", transit},
                     {"us-east-1/Propagations.json", propagations},
                     {"us-east-1/Static.json", staticRoutes}});
}

void checkOutcome(const Architecture& drawing)
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, expected);
    const auto walked = tryTrace(drawing, from.toStdString(), to.toStdString(), "tcp 80");
    QVERIFY2(walked.has_value(), walked ? "" : describe(walked.error()).c_str());
    QCOMPARE(QString::fromStdString(outcome(*walked)), expected);
}

void columns()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("expected");
}

} // namespace

void TestAwsDescribeGateways::packetsFollowTransitGateways_data()
{
    columns();
    QTest::newRow("between attached VPCs") << "i-a1"
                                           << "10.2.1.10"
                                           << "reachable";
    QTest::newRow("not from a zone without an attached subnet")
        << "i-a2"
        << "i-b1"
        << "tgw-1 TGW_ATTACH_VPC_AZ_RESTRICTION";
    QTest::newRow("into the tunnel by a static route") << "i-a1"
                                                       << "192.168.1.1"
                                                       << "reachable";
    QTest::newRow("into a blackhole") << "i-a1"
                                      << "10.2.1.200"
                                      << "tgw-1 TGW_RTB_BAD_STATE_ROUTE";
    QTest::newRow("nowhere without a route") << "i-a1"
                                             << "10.77.0.1"
                                             << "tgw-1 TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT";
    QTest::newRow("to what another account owns") << "i-a1"
                                                  << "172.16.3.3"
                                                  << "unknown";
    QTest::newRow("from the tunnel") << "192.168.1.1"
                                     << "i-a1"
                                     << "reachable";
}

void TestAwsDescribeGateways::packetsFollowTransitGateways()
{
    checkOutcome(withTransit());
}

void TestAwsDescribeGateways::attachmentsHaveSubnetsTablesAndPropagations()
{
    const Architecture drawing = withTransit();
    const Resource* gateway = drawing.find(ResourceId("tgw-1"));
    QVERIFY(gateway != nullptr);
    QVERIFY(gateway->parent == ResourceId("us-east-1"));
    QVERIFY(gateway->properties.at("attachments") == Json({"vpc-a", "vpc-b", "cgw-1"}));
    const Json wanted{{"attachment", "vpc-a"},
                      {"subnets", {"subnet-a1"}},
                      {"association", "tgw-rtb-1"},
                      {"propagations", {"tgw-rtb-1"}},
                      {"state", "available"}};
    QVERIFY2(gateway->properties.at("attachment_options")[0] == wanted,
             gateway->properties.at("attachment_options").dump().c_str());
    QVERIFY(gateway->properties.at("attachment_options")[2].at("propagations") == Json::array());
    const auto back = readSkydraft(Catalogue::builtIn(), writeSkydraft(drawing));
    QVERIFY2(back.has_value(), back ? "" : describe(back.error()).c_str());
    QVERIFY(back->architecture == drawing);
}

void TestAwsDescribeGateways::whatAnotherAccountOwnsIsUnknown()
{
    // The transit gateway of rtb-a is shared by an account whose files are not there.
    const Architecture drawing =
        imported({{"us-east-1/Vpcs.json", vpcs}, {"us-east-1/Tables.json", tablesToTransit}});
    const Trace walked = traced(drawing, "i-a1", "i-b1", "tcp 80");
    QCOMPARE(toString(walked.verdict), std::string("unknown"));
    QVERIFY2(walked.reason.english().find("tgw-1") != std::string::npos,
             walked.reason.english().c_str());
}

void TestAwsDescribeGateways::tunnelsTakeStaticAndPropagatedRoutes_data()
{
    columns();
    QTest::newRow("a propagated route into the tunnel") << "i-a1"
                                                        << "192.168.5.5"
                                                        << "reachable";
    QTest::newRow("and back in") << "192.168.5.5"
                                 << "i-a1"
                                 << "reachable";
    QTest::newRow("no route") << "i-a1"
                              << "172.31.5.5"
                              << "rtb-a NO_ROUTE_TO_DESTINATION";
    QTest::newRow("a blackhole") << "i-a1"
                                 << "172.20.0.1"
                                 << "rtb-a BAD_STATE_ROUTE";
}

namespace {

const char* const tunnel = R"({"VpnGateways": [{"VpnGatewayId": "vgw-1", "State": "available",
    "VpcAttachments": [{"VpcId": "vpc-a", "State": "attached"}]}],
  "VpnConnections": [{"VpnConnectionId": "vpn-1", "VpnGatewayId": "vgw-1", "State": "available",
    "CustomerGatewayId": "cgw-1",
    "CustomerGatewayConfiguration": "<?xml version=\"1.0\"?>\n<vpn_connection id=\"vpn-1\"><ipsec_tunnel><customer_gateway><tunnel_outside_address><ip_address>198.51.100.9</ip_address></tunnel_outside_address></customer_gateway></ipsec_tunnel></vpn_connection>",
    "Routes": [{"DestinationCidrBlock": "192.168.0.0/16", "State": "available"}]}],
  "RouteTables": [
    {"RouteTableId": "rtb-a", "VpcId": "vpc-a", "Associations": [{"Main": true}],
     "PropagatingVgws": [{"GatewayId": "vgw-1"}], "Routes": [
      {"DestinationCidrBlock": "10.1.0.0/16", "GatewayId": "local", "State": "active"},
      {"DestinationCidrBlock": "172.20.0.0/16", "NatGatewayId": "nat-gone", "State": "blackhole"},
      {"DestinationCidrBlock": "192.168.0.0/16", "GatewayId": "vgw-1", "State": "active",
       "Origin": "EnableVgwRoutePropagation"}]}]})";

} // namespace

void TestAwsDescribeGateways::tunnelsTakeStaticAndPropagatedRoutes()
{
    checkOutcome(imported({{"v.json", vpcs}, {"t.json", tunnel}}));
}

void TestAwsDescribeGateways::theRouterIsKnownByItsConfiguration()
{
    const Architecture drawing = imported({{"v.json", vpcs}, {"t.json", tunnel}});
    const Resource* host = drawing.find(ResourceId("cgw-1"));
    QVERIFY(host != nullptr);
    QVERIFY(host->properties.at("address") == "198.51.100.9");
}

void TestAwsDescribeGateways::blackholesAreKept()
{
    const Architecture drawing = imported({{"v.json", vpcs}, {"t.json", tunnel}});
    const Json routes = drawing.find(ResourceId("rtb-a"))->properties.at("routes");
    QVERIFY(routes[0].at("state") == "blackhole");
    QVERIFY(routes[1].at("propagated") == true);
    QVERIFY(!routes[1].contains("state"));
}

void TestAwsDescribeGateways::peeringsOfTransitGatewaysJoinRegions()
{
    const auto region = [](const char* vpc, const char* block, const char* own, const char* other,
                           const char* there) {
        const std::string name(vpc);
        const std::string hub(own);
        return R"({"Vpcs": [{"VpcId": ")" + name + R"(", "CidrBlock": ")" + block + R"("}],
          "Subnets": [{"SubnetId": "subnet-)"
               + name + R"(", "VpcId": ")" + name + R"(", "CidrBlock": ")" + block + R"("}],
          "SecurityGroups": [{"GroupId": "sg-)"
               + name + R"(", "VpcId": ")" + name
               + R"(", "IpPermissions": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
            "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}],
          "Instances": [{"InstanceId": "i-)"
               + name + R"(", "SubnetId": "subnet-)" + name + R"(", "VpcId": ")" + name
               + R"(", "SecurityGroups": [{"GroupId": "sg-)" + name + R"("}]}],
          "RouteTables": [{"RouteTableId": "rtb-)"
               + name + R"(", "VpcId": ")" + name
               + R"(", "Associations": [{"Main": true}], "Routes": [
            {"DestinationCidrBlock": "10.0.0.0/8", "TransitGatewayId": ")"
               + hub + R"("}]}],
          "TransitGateways": [{"TransitGatewayId": ")"
               + hub + R"("}],
          "TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "rtb-)"
               + hub + R"(", "TransitGatewayId": ")" + hub + R"("}],
          "TransitGatewayAttachments": [
            {"TransitGatewayAttachmentId": "att-)"
               + name + R"(", "TransitGatewayId": ")" + hub
               + R"(", "ResourceType": "vpc", "ResourceId": ")" + name
               + R"(", "Association": {"TransitGatewayRouteTableId": "rtb-)" + hub + R"("}},
            {"TransitGatewayAttachmentId": "att-peer", "TransitGatewayId": ")"
               + hub + R"(", "ResourceType": "peering", "ResourceId": ")" + other
               + R"(", "Association": {"TransitGatewayRouteTableId": "rtb-)" + hub + R"("}}],
          "TransitGatewayPropagations": [{"TransitGatewayRouteTableId": "rtb-)"
               + hub + R"(", "TransitGatewayRouteTablePropagations": [
            {"TransitGatewayAttachmentId": "att-)"
               + name + R"(", "ResourceType": "vpc", "ResourceId": ")" + name + R"("}]}],
          "TransitGatewayStaticRoutes": [{"TransitGatewayRouteTableId": "rtb-)"
               + hub + R"(", "Routes": [{"DestinationCidrBlock": ")" + there
               + R"(", "Type": "static", "State": "active", "TransitGatewayAttachments": [
               {"TransitGatewayAttachmentId": "att-peer", "ResourceType": "peering"}]}]}]})";
    };
    const auto both = [&](const char* back) {
        return imported(
            {{"us-east-1/all.json", region("e", "10.1.0.0/16", "tgw-e", "tgw-w", "10.2.0.0/16")},
             {"us-west-2/all.json", region("w", "10.2.0.0/16", "tgw-w", "tgw-e", back)}});
    };
    QCOMPARE(outcome(traced(both("10.1.0.0/16"), "i-e", "i-w", "tcp 80")),
             std::string("reachable"));
    QCOMPARE(outcome(traced(both("10.3.0.0/16"), "i-e", "i-w", "tcp 80")),
             std::string("tgw-w TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT"));
}

void TestAwsDescribeGateways::secondaryAddressesAreFound()
{
    const char* const interface = R"({"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1",
      "SubnetId": "subnet-a2", "VpcId": "vpc-a", "Groups": [{"GroupId": "sg-a"}],
      "PrivateIpAddress": "10.1.2.20", "PrivateIpAddresses": [
        {"PrivateIpAddress": "10.1.2.20", "Primary": true},
        {"PrivateIpAddress": "10.1.2.21", "Primary": false,
         "Association": {"PublicIp": "198.51.100.21"}}]}]})";
    const Architecture drawing = imported({{"v.json", vpcs}, {"n.json", interface}});
    QCOMPARE(outcome(traced(drawing, "i-a1", "10.1.2.21", "tcp 80")), std::string("reachable"));
    QCOMPARE(outcome(traced(drawing, "i-a1", "10.1.2.22", "tcp 80")),
             std::string("subnet-a1 NO_POSSIBLE_DESTINATION"));
    const Trace outside = traced(drawing, "internet", "198.51.100.21", "tcp 80");
    QVERIFY2(outcome(outside).starts_with("vpc-a NO_PATH"), outcome(outside).c_str());
}

void TestAwsDescribeGateways::aclRulesKeepTheirIcmpType()
{
    const char* const acl = R"({"NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-a",
      "Associations": [{"SubnetId": "subnet-a2"}], "Entries": [
        {"RuleNumber": 1, "Egress": false, "RuleAction": "allow", "Protocol": "1",
         "CidrBlock": "0.0.0.0/0", "IcmpTypeCode": {"Type": 3, "Code": -1}},
        {"RuleNumber": 1, "Egress": true, "RuleAction": "allow", "Protocol": "1",
         "CidrBlock": "0.0.0.0/0", "IcmpTypeCode": {"Type": -1, "Code": -1}}]}]})";
    const Architecture drawing = imported({{"v.json", vpcs}, {"a.json", acl}});
    QCOMPARE(outcome(traced(drawing, "i-a1", "i-a2", "icmp")),
             std::string("acl-1 SUBNET_ACL_RESTRICTION"));
}

void TestAwsDescribeGateways::ipv6IsRead_data()
{
    columns();
    QTest::newRow("to the internet by the egress-only gateway") << "i-6"
                                                                << "internet:2001:db8::1"
                                                                << "reachable";
    QTest::newRow("between hosts") << "2600:1f18::6:7"
                                   << "2600:1f18::6:8"
                                   << "reachable";
    QTest::newRow("a rule for IPv4 lets no IPv6 in")
        << "2600:1f18::6:7"
        << "2600:1f18::6:9"
        << "acl-6 SUBNET_ACL_RESTRICTION, sg-4 ENI_SG_RULES_MISMATCH";
}

void TestAwsDescribeGateways::ipv6IsRead()
{
    const char* const files = R"({
      "Vpcs": [{"VpcId": "vpc-6", "CidrBlock": "10.6.0.0/16", "Ipv6CidrBlockAssociationSet": [
        {"Ipv6CidrBlock": "2600:1f18::/56", "Ipv6CidrBlockState": {"State": "associated"}}]}],
      "Subnets": [{"SubnetId": "subnet-6", "VpcId": "vpc-6", "CidrBlock": "10.6.1.0/24",
          "Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlock": "2600:1f18::/64"}]},
        {"SubnetId": "subnet-7", "VpcId": "vpc-6", "CidrBlock": "10.6.2.0/24",
          "Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlock": "2600:1f18:0:1::/64"}]}],
      "EgressOnlyInternetGateways": [{"EgressOnlyInternetGatewayId": "eigw-6",
        "Attachments": [{"VpcId": "vpc-6", "State": "attached"}]}],
      "SecurityGroups": [
        {"GroupId": "sg-6", "VpcId": "vpc-6", "IpPermissions": [{"IpProtocol": "tcp",
          "FromPort": 80, "ToPort": 80, "Ipv6Ranges": [{"CidrIpv6": "2600:1f18::/56"}]}],
         "IpPermissionsEgress": [{"IpProtocol": "-1", "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}]},
        {"GroupId": "sg-4", "VpcId": "vpc-6", "IpPermissions": [{"IpProtocol": "-1",
          "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}], "IpPermissionsEgress": []}],
      "NetworkAcls": [{"NetworkAclId": "acl-6", "VpcId": "vpc-6",
        "Associations": [{"SubnetId": "subnet-7"}], "Entries": [
          {"RuleNumber": 100, "Egress": false, "RuleAction": "allow", "Protocol": "-1",
           "CidrBlock": "0.0.0.0/0"},
          {"RuleNumber": 101, "Egress": true, "RuleAction": "allow", "Protocol": "-1",
           "Ipv6CidrBlock": "::/0"},
          {"RuleNumber": 32768, "Egress": false, "RuleAction": "deny", "Protocol": "-1",
           "Ipv6CidrBlock": "::/0"}]}],
      "Reservations": [{"Instances": [
        {"InstanceId": "i-6", "SubnetId": "subnet-6", "VpcId": "vpc-6",
         "PrivateIpAddress": "10.6.1.7", "SecurityGroups": [{"GroupId": "sg-6"}],
         "NetworkInterfaces": [{"Ipv6Addresses": [{"Ipv6Address": "2600:1f18::6:7"}]}]},
        {"InstanceId": "i-8", "SubnetId": "subnet-6", "VpcId": "vpc-6",
         "PrivateIpAddress": "10.6.1.8", "SecurityGroups": [{"GroupId": "sg-6"}],
         "NetworkInterfaces": [{"Ipv6Addresses": [{"Ipv6Address": "2600:1f18::6:8"}]}]}]}],
      "NetworkInterfaces": [{"NetworkInterfaceId": "eni-9", "SubnetId": "subnet-7",
         "VpcId": "vpc-6", "PrivateIpAddress": "10.6.2.9", "Groups": [{"GroupId": "sg-4"}],
         "Ipv6Addresses": [{"Ipv6Address": "2600:1f18::6:9"}]}],
      "RouteTables": [{"RouteTableId": "rtb-6", "VpcId": "vpc-6",
        "Associations": [{"Main": true}], "Routes": [{"DestinationIpv6CidrBlock": "::/0",
          "EgressOnlyInternetGatewayId": "eigw-6", "State": "active"}]}]})";
    checkOutcome(imported({{"all.json", files}}));
}

void TestAwsDescribeGateways::publicAccessIsBlockedButForExclusions()
{
    const auto accessOf = [](const Files& files, const char* vpc) {
        const Imported imported = importAwsDescribe(Catalogue::builtIn(), files);
        const Resource* found = imported.architecture.find(ResourceId(vpc));
        return found == nullptr ? std::string("no such VPC")
                                : found->properties.value("block_public_access", "");
    };
    const char* const options = R"({"VpcBlockPublicAccessOptions": {"AwsRegion": "us-east-1",
        "State": "update-complete", "InternetGatewayBlockMode": "block-bidirectional"}})";
    const char* const exclusions = R"({"VpcBlockPublicAccessExclusions": [
        {"ExclusionId": "vpcbpa-exclude-1", "State": "create-complete",
         "InternetGatewayExclusionMode": "allow-bidirectional",
         "ResourceArn": "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-a"},
        {"ExclusionId": "vpcbpa-exclude-2", "State": "delete-complete",
         "InternetGatewayExclusionMode": "allow-egress",
         "ResourceArn": "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-b"},
        {"ExclusionId": "vpcbpa-exclude-3", "State": "create-complete",
         "InternetGatewayExclusionMode": "allow-egress",
         "ResourceArn": "arn:aws:ec2:us-east-1:111122223333:subnet/subnet-b1"}]})";
    const Files both{{"one/vpcs.json", vpcs}, {"one/bpa.json", options}};
    QCOMPARE(accessOf(both, "vpc-a"), "block-bidirectional");
    QCOMPARE(accessOf(both, "vpc-b"), "block-bidirectional");
    Files excluding = both;
    excluding.push_back({"one/exclusions.json", exclusions});
    QCOMPARE(accessOf(excluding, "vpc-a"), "off");
    QCOMPARE(accessOf(excluding, "vpc-b"), "block-bidirectional");
    // Of another account, and of another Region.
    QCOMPARE(accessOf({{"one/vpcs.json", vpcs}, {"two/bpa.json", options}}, "vpc-a"), "");
    std::string elsewhere = options;
    elsewhere.replace(elsewhere.find("us-east-1"), 9, "eu-west-1");
    QCOMPARE(accessOf({{"one/vpcs.json", vpcs}, {"one/bpa.json", elsewhere}}, "vpc-a"), "");
}

QTEST_APPLESS_MAIN(TestAwsDescribeGateways)
#include "tst_aws_describe_gateways.moc"
