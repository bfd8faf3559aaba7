// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/rules/rule_case.h"

#include <string>

namespace skydraft::testing {
namespace {

Drawing attached(const char* second)
{
    return Drawing()
        .add("a", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("b", "vpc.vpc", "", {{"cidr", second}})
        .add("tgw", "vpc.transit-gateway", "", {{"attachments", {"a", "b"}}});
}

/// Firewalls in two zones of an inspection VPC behind a transit gateway.
Architecture inspectionVpc(Json applianceMode)
{
    Drawing drawing;
    drawing.add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("tgw", "vpc.transit-gateway", "",
             {{"attachments", {"vpc"}}, {"appliance_mode", std::move(applianceMode)}});
    for (const std::string zone : {"a", "b"}) {
        drawing.add(("rt-" + zone).c_str(), "vpc.route-table", "vpc",
                    {{"routes", {route("0.0.0.0/0", ("fw-" + zone).c_str())}}});
        drawing.add(("net-" + zone).c_str(), "vpc.subnet", "vpc",
                    {{"zone", "z-" + zone}, {"route_table", "rt-" + zone}});
        drawing.add(("fw-" + zone).c_str(), "ec2.instance", ("net-" + zone).c_str(),
                    {{"source_dest_check", false}});
    }
    return drawing.build();
}

Architecture bastion(bool isSecond)
{
    Drawing drawing = privateServer({{"security_groups", {"sg"}}});
    drawing.add("sg-jump", "vpc.security-group", "vpc")
        .add("sg", "vpc.security-group", "vpc", {{"ingress", {tcp(22, 22, "sg-jump")}}})
        .add("jump-1", "ec2.instance", "public",
             {{"public_ip", true}, {"security_groups", {"sg-jump"}}});
    if (isSecond)
        drawing.add("jump-2", "ec2.instance", "public",
                    {{"public_ip", true}, {"security_groups", {"sg-jump"}}});
    return drawing.build();
}

/// A balancer before a server; the server's subnet has an ACL with this one inbound rule.
Architecture checkedThroughAcl(int port)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("acl", "vpc.network-acl", "vpc",
             {{"rules",
               {aclRule(100, "allow", "tcp", port, port),
                outbound(aclRule(100, "allow", "all", 0, 65535))}}})
        .add("public", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
        .add("app", "vpc.subnet", "vpc", {{"cidr", "10.0.2.0/24"}, {"network_acl", "acl"}})
        .add("web", "ec2.instance", "app")
        .add("tg", "elb.target-group", "vpc", {{"targets", {"web"}}, {"port", 8080}})
        .add("alb", "elb.application", "vpc",
             {{"subnets", {"public"}}, {"listeners", {{{"port", 80}, {"target_group", "tg"}}}}})
        .build();
}

Architecture target(Json properties, const char* subnet)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("other", "vpc.vpc", "", {{"cidr", "10.1.0.0/16"}})
        .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
        .add("far", "vpc.subnet", "other", {{"cidr", "10.1.1.0/24"}})
        .add("web", "ec2.instance", subnet, std::move(properties))
        .add("tg", "elb.target-group", "vpc", {{"targets", {"web"}}})
        .add("alb", "elb.application", "vpc",
             {{"subnets", {"net"}}, {"listeners", {{{"port", 80}, {"target_group", "tg"}}}}})
        .build();
}

std::vector<Situation> ways()
{
    return {
        {"VPCs of one transit gateway that overlap", "IP003", attached("10.0.128.0/20").build(), 1},
        {"VPCs of one transit gateway side by side", "IP003", attached("10.1.0.0/16").build(), 0},
        {"an office with the addresses of the VPC", "IP003",
         Drawing()
             .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
             .add("vgw", "vpc.vpn-gateway", "vpc", {{"remote_cidrs", {"10.0.9.0/24"}}})
             .build(),
         1},
        {"public addresses in a VPC", "IP006",
         Drawing().add("vpc", "vpc.vpc", "", {{"cidr", "54.0.0.0/16"}}).build(), 1},
        {"shared address space in a VPC", "IP006",
         Drawing().add("vpc", "vpc.vpc", "", {{"secondary_cidrs", {"100.64.0.0/16"}}}).build(), 0},
        {"a start script that fetches packages", "RT003",
         privateServer({{"user_data", "#!/bin/sh\nyum install -y httpd"}}).build(), 1},
        {"a start script that fetches nothing", "RT003",
         privateServer({{"user_data", "#!/bin/sh\nhostname web"}}).build(), 0},
        {"a private server does not need the internet as such", "RT003",
         privateServer(Json::object()).build(), 0},
        {"a main table that leads to the internet", "RT008",
         Drawing()
             .add("vpc", "vpc.vpc")
             .add("igw", "vpc.internet-gateway", "vpc")
             .add("rt", "vpc.route-table", "vpc",
                  {{"main", true}, {"routes", {route("0.0.0.0/0", "igw")}}})
             .add("net", "vpc.subnet", "vpc", {{"route_table", "rt"}})
             .build(),
         1},
        {"firewalls in two zones without appliance mode", "RT012", inspectionVpc(Json::array()), 1},
        {"firewalls in two zones with appliance mode", "RT012", inspectionVpc({"vpc"}), 0},
        {"one bastion", "AZ010", bastion(false), 1},
        {"two bastions", "AZ010", bastion(true), 0},
        {"health checks to a port that the ACL denies", "NA008", checkedThroughAcl(80), 1},
        {"health checks to a port that the ACL allows", "NA008", checkedThroughAcl(8080), 0},
        {"a target that listens elsewhere", "LB006", target({{"port", 8080}}, "net"), 1},
        {"a target whose port nobody wrote", "LB006", target(Json::object(), "net"), 0},
        {"a target of another VPC", "LB006", target(Json::object(), "far"), 1},
        {"the default group with rules", "SG010",
         Drawing().add("vpc", "vpc.vpc").add("default", "vpc.security-group", "vpc").build(), 1},
        {"the default group without rules", "SG010",
         Drawing()
             .add("vpc", "vpc.vpc")
             .add("default", "vpc.security-group", "vpc", {{"egress", Json::array()}})
             .build(),
         0},
        {"nobody can delete the default group", "SG011",
         Drawing().add("vpc", "vpc.vpc").add("default", "vpc.security-group", "vpc").build(), 0},
        {"a rule for a network behind a VPN that says nothing", "SG014",
         Drawing()
             .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
             .add("vgw", "vpc.vpn-gateway", "vpc")
             .add("sg", "vpc.security-group", "vpc", {{"ingress", {tcp(80, 80, "192.168.0.0/24")}}})
             .build(),
         0},
    };
}

/// Two servers in VPCs that are peered with a third one only; no route leads anywhere.
Architecture unrouted()
{
    return Drawing()
        .add("a", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("b", "vpc.vpc", "", {{"cidr", "10.1.0.0/16"}})
        .add("c", "vpc.vpc", "", {{"cidr", "10.2.0.0/16"}})
        .add("ab", "vpc.peering", "", {{"requester", "a"}, {"accepter", "b"}})
        .add("bc", "vpc.peering", "", {{"requester", "b"}, {"accepter", "c"}})
        .add("net-a", "vpc.subnet", "a", {{"cidr", "10.0.1.0/24"}})
        .add("net-c", "vpc.subnet", "c", {{"cidr", "10.2.1.0/24"}})
        .add("from", "ec2.instance", "net-a")
        .add("to", "ec2.instance", "net-c")
        .connect("c", "from", "to", {{"protocol", "tcp"}, {"port", 80}})
        .build();
}

/// A client and a server on both sides of a Network Load Balancer with these properties. The
/// server admits the group `admitted`.
Architecture throughNetworkBalancer(Json balancer, const char* admitted)
{
    balancer["scheme"] = "internal";
    balancer["subnets"] = {"net"};
    balancer["listeners"] = {{{"protocol", "tcp"}, {"port", 80}, {"target_group", "tg"}}};
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
        .add("far", "vpc.subnet", "vpc", {{"cidr", "10.0.2.0/24"}})
        .add("sg-client", "vpc.security-group", "vpc")
        .add("sg-nlb", "vpc.security-group", "vpc", {{"ingress", {tcp(80, 80, "10.0.0.0/16")}}})
        .add("sg-web", "vpc.security-group", "vpc", {{"ingress", {tcp(80, 80, admitted)}}})
        .add("client", "ec2.instance", "far", {{"security_groups", {"sg-client"}}})
        .add("web", "ec2.instance", "far", {{"security_groups", {"sg-web"}}})
        .add("tg", "elb.target-group", "vpc", {{"protocol", "tcp"}, {"targets", {"web"}}})
        .add("nlb", "elb.network", "vpc", std::move(balancer))
        .connect("c1", "client", "nlb", {{"protocol", "tcp"}, {"port", 80}})
        .connect("c2", "nlb", "web", {{"protocol", "tcp"}, {"port", 80}})
        .build();
}

Architecture besideCloudFront()
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("sg", "vpc.security-group", "vpc", {{"ingress", {tcp(80, 80, "0.0.0.0/0")}}})
        .add("alb", "elb.application", "vpc", {{"security_groups", {"sg"}}})
        .add("cdn", "cloudfront.distribution")
        .add("users", "clients")
        .connect("o", "cdn", "alb", {}, ConnectionKind::Origin)
        .connect("c", "users", "alb", {{"port", 80}})
        .build();
}

Architecture aclOf(int rules)
{
    Json list = Json::array();
    for (int i = 1; i <= rules; ++i)
        list.push_back(aclRule(i, "allow", "tcp", i, i));
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("acl", "vpc.network-acl", "vpc", {{"rules", std::move(list)}})
        .build();
}

Architecture vpcs(int count)
{
    Drawing drawing;
    drawing.add("region", "region");
    for (int i = 0; i < count; ++i)
        drawing.add(("vpc-" + std::to_string(i)).c_str(), "vpc.vpc", "region");
    return drawing.build();
}

/// What the rows of the table do not tell apart.
std::vector<Situation> others()
{
    const Json ofGroup = {{"security_groups", {"sg-nlb"}}};
    return {
        {"peered with a third VPC only", "RT005", unrouted(), 1},
        {"a rule for public addresses is not out of range", "SG014",
         admits(tcp(443, 443, "203.0.113.0/24")), 0},
        {"a server that lists the default group", "SG010",
         Drawing()
             .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
             .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
             .add("default", "vpc.security-group", "vpc", {{"egress", Json::array()}})
             .add("web", "ec2.instance", "net", {{"security_groups", {"default"}}})
             .build(),
         1},
        {"five VPCs", "RT013", vpcs(5), 0},
        {"six VPCs", "RT013", vpcs(6), 1},
        {"nineteen rules and the last one", "NA007", aclOf(19), 0},
        {"twenty rules and the last one", "NA007", aclOf(20), 1},
        {"users who are drawn at the balancer beside CloudFront", "LB004", besideCloudFront(), 0},
        {"the group of a balancer's clients", "SG020",
         throughNetworkBalancer(Json::object(), "sg-client"), 1},
        {"the group of the balancer", "SG020", throughNetworkBalancer(ofGroup, "sg-nlb"), 0},
        {"the group of the balancer admits its clients", "LB007",
         throughNetworkBalancer(ofGroup, "sg-nlb"), 0},
    };
}

} // namespace

std::vector<Situation> networkSituations()
{
    std::vector<Situation> all = ways();
    for (const auto& more : {others()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

} // namespace skydraft::testing
