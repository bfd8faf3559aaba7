// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/rules/rule_case.h"

namespace skydraft::testing {
namespace {

/// A server with the group "sg" in 10.0.0.0/16.
Architecture guardedBy(Json ingress)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("sg", "vpc.security-group", "vpc", {{"ingress", std::move(ingress)}})
        .add("web", "ec2.instance", "vpc", {{"security_groups", {"sg"}}})
        .build();
}

Architecture serverWith(Json properties)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
        .add("sg", "vpc.security-group", "vpc")
        .add("web", "ec2.instance", "net", std::move(properties))
        .build();
}

/// Two servers of one group before a database; the second has no arrow, or a group of its own.
Architecture twoServers(const char* secondGroup)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
        .add("sg-web", "vpc.security-group", "vpc")
        .add("sg-other", "vpc.security-group", "vpc")
        .add("sg-db", "vpc.security-group", "vpc", {{"ingress", {tcp(3306, 3306, "sg-web")}}})
        .add("web-1", "ec2.instance", "net", {{"security_groups", {"sg-web"}}})
        .add("web-2", "ec2.instance", "net", {{"security_groups", {secondGroup}}})
        .add("db", "rds.instance", "net", {{"security_groups", {"sg-db"}}})
        .connect("c", "web-1", "db", {{"protocol", "tcp"}, {"port", 3306}})
        .build();
}

/// A server that calls the internet-facing balancer of its own VPC, by its public address.
Architecture throughThePublicName(const char* admitted)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("rt", "vpc.route-table", "vpc", {{"routes", {route("0.0.0.0/0", "igw")}}})
        .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"route_table", "rt"}})
        .add("sg-web", "vpc.security-group", "vpc")
        .add("sg-alb", "vpc.security-group", "vpc", {{"ingress", {tcp(80, 80, admitted)}}})
        .add("web", "ec2.instance", "net", {{"security_groups", {"sg-web"}}, {"public_ip", true}})
        .add("alb", "elb.application", "vpc",
             {{"subnets", {"net"}}, {"security_groups", {"sg-alb"}}})
        .connect("c", "web", "alb", {{"protocol", "tcp"}, {"port", 80}})
        .build();
}

/// A server and a database whose subnet has an ACL; its last outbound rule ends at `lastPort`.
Architecture answersUpTo(int lastPort)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("acl", "vpc.network-acl", "vpc",
             {{"rules",
               {aclRule(100, "allow", "tcp", 3306, 3306, "10.0.1.0/24"),
                outbound(aclRule(100, "allow", "tcp", 1024, lastPort, "10.0.1.0/24"))}}})
        .add("app", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
        .add("data", "vpc.subnet", "vpc", {{"cidr", "10.0.2.0/24"}, {"network_acl", "acl"}})
        .add("sg", "vpc.security-group", "vpc", {{"ingress", {tcp(3306, 3306, "10.0.1.0/24")}}})
        .add("web", "ec2.instance", "app", {{"security_groups", {"sg"}}})
        .add("db", "rds.instance", "data", {{"security_groups", {"sg"}}})
        .connect("c", "web", "db", {{"protocol", "tcp"}, {"port", 3306}})
        .build();
}

/// A private server that gets out through a NAT gateway whose subnet has an ACL.
Architecture natBehindAcl(int firstPort)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("acl", "vpc.network-acl", "vpc",
             {{"rules",
               {aclRule(100, "allow", "tcp", firstPort, 65535),
                aclRule(110, "allow", "tcp", 443, 443, "10.0.0.0/16"),
                outbound(aclRule(100, "allow", "all", 0, 65535))}}})
        .add("rt-public", "vpc.route-table", "vpc", {{"routes", {route("0.0.0.0/0", "igw")}}})
        .add("rt-private", "vpc.route-table", "vpc", {{"routes", {route("0.0.0.0/0", "nat")}}})
        .add("public", "vpc.subnet", "vpc",
             {{"cidr", "10.0.1.0/24"}, {"route_table", "rt-public"}, {"network_acl", "acl"}})
        .add("private", "vpc.subnet", "vpc",
             {{"cidr", "10.0.2.0/24"}, {"route_table", "rt-private"}})
        .add("nat", "vpc.nat-gateway", "public")
        .build();
}

Architecture peered(const char* first, const char* second)
{
    return Drawing()
        .add("a", "vpc.vpc", "", {{"cidr", first}})
        .add("b", "vpc.vpc", "", {{"cidr", second}})
        .add("net", "vpc.subnet", "b")
        .add("pcx", "vpc.peering", "", {{"requester", "a"}, {"accepter", "b"}})
        .build();
}

/// A group of up to `most` instances in one subnet of 16 addresses.
Architecture crowded(int most)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.0.0/28"}})
        .add("asg", "autoscaling.group", "vpc", {{"subnets", {"net"}}, {"max", most}})
        .build();
}

Architecture vpcWith(const char* block)
{
    return Drawing().add("vpc", "vpc.vpc", "", {{"cidr", block}}).build();
}

Architecture subnetsOf(const char* first, const char* second)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("a", "vpc.subnet", "vpc", {{"cidr", first}})
        .add("b", "vpc.subnet", "vpc", {{"cidr", second}})
        .build();
}

/// Two VPCs with a gateway each; the table of the first leads to `target`.
Architecture gatewayOf(const char* target)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("other", "vpc.vpc", "", {{"cidr", "10.1.0.0/16"}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("igw-other", "vpc.internet-gateway", "other")
        .add("rt", "vpc.route-table", "vpc", {{"routes", {route("0.0.0.0/0", target)}}})
        .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"route_table", "rt"}})
        .build();
}

/// A server in a private subnet that talks to `type`; its table has these routes.
Architecture privateCaller(const char* type, Json routes)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("rt-public", "vpc.route-table", "vpc", {{"routes", {route("0.0.0.0/0", "igw")}}})
        .add("rt", "vpc.route-table", "vpc", {{"routes", std::move(routes)}})
        .add("public", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"route_table", "rt-public"}})
        .add("private", "vpc.subnet", "vpc", {{"cidr", "10.0.2.0/24"}, {"route_table", "rt"}})
        .add("nat", "vpc.nat-gateway", "public")
        .add("sg", "vpc.security-group", "vpc")
        .add("web", "ec2.instance", "private", {{"security_groups", {"sg"}}})
        .add("service", type)
        .connect("c", "web", "service", {{"protocol", "tcp"}, {"port", 443}})
        .build();
}

Architecture withMainTable(Json subnet)
{
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("rt", "vpc.route-table", "vpc", {{"main", true}})
        .add("net", "vpc.subnet", "vpc", std::move(subnet))
        .build();
}

/// Three VPCs in a chain of peerings, or the ends peered too, with a server in the first and the
/// last.
Architecture chain(bool isDirect)
{
    Drawing drawing;
    drawing.add("a", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("b", "vpc.vpc", "", {{"cidr", "10.1.0.0/16"}})
        .add("c", "vpc.vpc", "", {{"cidr", "10.2.0.0/16"}})
        .add("ab", "vpc.peering", "", {{"requester", "a"}, {"accepter", "b"}})
        .add("bc", "vpc.peering", "", {{"requester", "b"}, {"accepter", "c"}})
        .add("rt-a", "vpc.route-table", "a",
             {{"routes", {route("10.2.0.0/16", isDirect ? "ac" : "ab")}}})
        .add("rt-c", "vpc.route-table", "c",
             {{"routes", {route("10.0.0.0/16", isDirect ? "ac" : "bc")}}})
        .add("net-a", "vpc.subnet", "a", {{"cidr", "10.0.1.0/24"}, {"route_table", "rt-a"}})
        .add("net-c", "vpc.subnet", "c", {{"cidr", "10.2.1.0/24"}, {"route_table", "rt-c"}})
        .add("sg-a", "vpc.security-group", "a")
        .add("sg-c", "vpc.security-group", "c", {{"ingress", {tcp(80, 80, "10.0.0.0/16")}}})
        .add("from", "ec2.instance", "net-a", {{"security_groups", {"sg-a"}}})
        .add("to", "ec2.instance", "net-c", {{"security_groups", {"sg-c"}}})
        .connect("arrow", "from", "to", {{"protocol", "tcp"}, {"port", 80}});
    if (isDirect)
        drawing.add("ac", "vpc.peering", "", {{"requester", "a"}, {"accepter", "c"}});
    return drawing.build();
}

/// A subnet in zone b that leads to a transit gateway with an interface in these subnets.
Architecture transitIn(Json attached)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("tgw", "vpc.transit-gateway", "",
             {{"attachments", {"vpc"}},
              {"attachment_options",
               Json::array({{{"attachment", "vpc"}, {"subnets", std::move(attached)}}})}})
        .add("rt", "vpc.route-table", "vpc", {{"routes", {route("10.9.0.0/16", "tgw")}}})
        .add("a", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"zone", "z-a"}})
        .add("b", "vpc.subnet", "vpc",
             {{"cidr", "10.0.2.0/24"}, {"zone", "z-b"}, {"route_table", "rt"}})
        .build();
}

/// A firewall between two subnets; the second leads its answers to `back`.
Architecture inspected(Json back)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("rt-app", "vpc.route-table", "vpc", {{"routes", {route("10.0.2.0/24", "firewall")}}})
        .add("rt-data", "vpc.route-table", "vpc", {{"routes", std::move(back)}})
        .add("app", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"route_table", "rt-app"}})
        .add("data", "vpc.subnet", "vpc", {{"cidr", "10.0.2.0/24"}, {"route_table", "rt-data"}})
        .add("middle", "vpc.subnet", "vpc", {{"cidr", "10.0.3.0/24"}})
        .add("firewall", "ec2.instance", "middle", {{"source_dest_check", false}})
        .build();
}

/// A Network Load Balancer in zones a and b before servers in a and `zone`.
Architecture balanced(const char* second, Json properties)
{
    properties["subnets"] = {"a", "b"};
    properties["listeners"] = {{{"protocol", "tcp"}, {"port", 80}, {"target_group", "tg"}}};
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("a", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"zone", "z-a"}})
        .add("b", "vpc.subnet", "vpc", {{"cidr", "10.0.2.0/24"}, {"zone", "z-b"}})
        .add("tg", "elb.target-group", "vpc", {{"targets", {"web-1", "web-2"}}})
        .add("web-1", "ec2.instance", "a")
        .add("web-2", "ec2.instance", second)
        .add("nlb", "elb.network", "vpc", std::move(properties))
        .build();
}

/// A private subnet with a default route to `target`, an instance or a NAT gateway.
Architecture translatedBy(const char* target)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("rt-public", "vpc.route-table", "vpc", {{"routes", {route("0.0.0.0/0", "igw")}}})
        .add("rt", "vpc.route-table", "vpc", {{"routes", {route("0.0.0.0/0", target)}}})
        .add("public", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"route_table", "rt-public"}})
        .add("private", "vpc.subnet", "vpc", {{"cidr", "10.0.2.0/24"}, {"route_table", "rt"}})
        .add("instance", "ec2.instance", "public",
             {{"source_dest_check", false}, {"public_ip", true}})
        .add("gateway", "vpc.nat-gateway", "public")
        .build();
}

Architecture behindCloudFront(const char* source)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("pl", "vpc.prefix-list", "",
             {{"aws_managed_name", "com.amazonaws.global.cloudfront.origin-facing"}})
        .add("sg", "vpc.security-group", "vpc", {{"ingress", {tcp(80, 80, source)}}})
        .add("alb", "elb.application", "vpc", {{"security_groups", {"sg"}}})
        .add("cdn", "cloudfront.distribution")
        .connect("o", "cdn", "alb", {}, ConnectionKind::Origin)
        .build();
}

/// A server behind an internet-facing Network Load Balancer in 10.0.1.0/24.
Architecture behindNetworkBalancer(const char* source)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("public", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
        .add("private", "vpc.subnet", "vpc", {{"cidr", "10.0.2.0/24"}})
        .add("sg", "vpc.security-group", "vpc", {{"ingress", {tcp(80, 80, source)}}})
        .add("web", "ec2.instance", "private", {{"security_groups", {"sg"}}})
        .add("tg", "elb.target-group", "vpc", {{"protocol", "tcp"}, {"targets", {"web"}}})
        .add("nlb", "elb.network", "vpc",
             {{"subnets", {"public"}},
              {"listeners", {{{"protocol", "tcp"}, {"port", 80}, {"target_group", "tg"}}}}})
        .build();
}

/// A server with a public address behind a balancer.
Architecture publicTarget(Json publicAddress)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
        .add("web", "ec2.instance", "net", {{"public_ip", std::move(publicAddress)}})
        .add("tg", "elb.target-group", "vpc", {{"targets", {"web"}}})
        .build();
}

Architecture twoEndpoints(const char* second)
{
    const auto endpoint = [](const char* service) {
        return Json{{"endpoint_type", "interface"}, {"service", service}, {"subnets", {"net"}}};
    };
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
        .add("one", "vpc.endpoint", "vpc", endpoint("ecr.api"))
        .add("two", "vpc.endpoint", "vpc", endpoint(second))
        .build();
}

/// A private server with that policy, and nothing that leads out.
Architecture managed(const char* policy)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("net", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
        .add("role", "iam.role", "", {{"managed_policies", {policy}}})
        .add("web", "ec2.instance", "net", {{"iam_role", "role"}})
        .build();
}

Architecture aclWith(Json rule)
{
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("acl", "vpc.network-acl", "vpc", {{"rules", {std::move(rule)}}})
        .add("net", "vpc.subnet", "vpc", {{"network_acl", "acl"}})
        .build();
}

Json ofProtocol(const char* protocol)
{
    Json rule = tcp(80, 80, "10.0.0.0/16");
    rule["protocol"] = protocol;
    return rule;
}

Architecture listWith(const char* entry)
{
    return Drawing().add("pl", "vpc.prefix-list", "", {{"entries", {entry}}}).build();
}

} // namespace

std::vector<RuleCase> networkRuleCases()
{
    return {
        {"AZ006", balanced("a", Json::object()), balanced("b", Json::object()), true},
        {"AZ010", translatedBy("instance"), translatedBy("gateway"), true},
        {"EC001", publicTarget(true), publicTarget(nullptr), true},
        {"IP003", peered("10.0.0.0/16", "10.0.128.0/17"), peered("10.0.0.0/16", "10.1.0.0/16"),
         true},
        {"IP005", crowded(12), crowded(11), true},
        {"IP006", vpcWith("172.17.0.0/16"), vpcWith("172.18.0.0/16"), true},
        {"IP007", subnetsOf("10.0.0.0/17", "10.0.128.0/17"),
         subnetsOf("10.0.0.0/18", "10.0.64.0/18"), true},
        {"IP008", listWith("10.0.0.0/33"), listWith("10.0.0.0/32"), true},
        {"LB004", behindCloudFront("0.0.0.0/0"), behindCloudFront("pl"), true},
        {"LB007", behindNetworkBalancer("10.0.1.0/24"), behindNetworkBalancer("0.0.0.0/0"), true},
        {"NA001", answersUpTo(32767), answersUpTo(65535), true},
        {"NA008", natBehindAcl(32768), natBehindAcl(1024), true},
        {"NA009", aclWith(aclRule(100, "allow", "tpc", 80, 80)),
         aclWith(aclRule(100, "allow", "tcp", 80, 80)), true},
        {"NA010", aclWith(aclRule(100, "allow", "tcp", 90, 80)),
         aclWith(aclRule(100, "allow", "tcp", 80, 90)), true},
        {"RT002", gatewayOf("igw-other"), gatewayOf("igw"), true},
        {"RT003", privateCaller("sqs.queue", Json::array()),
         privateCaller("sqs.queue", {route("0.0.0.0/0", "nat")}), true},
        {"RT005", chain(false), chain(true), true},
        {"RT008", withMainTable(Json::object()), withMainTable({{"route_table", "rt"}}), true},
        {"RT010", privateCaller("s3.bucket", {route("0.0.0.0/0", "nat")}),
         privateCaller("sqs.queue", {route("0.0.0.0/0", "nat")}), true},
        {"RT011", transitIn({"a"}), transitIn({"a", "b"}), true},
        {"RT012", inspected(Json::array()), inspected({route("10.0.1.0/24", "firewall")}), true},
        {"SG010", serverWith(Json::object()), serverWith({{"security_groups", {"sg"}}}), true},
        {"SG014", guardedBy({tcp(80, 80, "192.168.7.0/24")}),
         guardedBy({tcp(80, 80, "10.0.7.0/24")}), true},
        {"SG019", twoServers("sg-web"), twoServers("sg-other"), true},
        {"SG020", throughThePublicName("sg-web"), throughThePublicName("0.0.0.0/0"), true},
        {"SG021", guardedBy({tcp(90, 80, "10.0.0.0/8")}), guardedBy({tcp(80, 90, "10.0.0.0/8")}),
         true},
        {"SG022", guardedBy({ofProtocol("tpc")}), guardedBy({ofProtocol("esp")}), true},
        {"SG023", guardedBy({tcp(80, 80, "10.0.0.0/33")}), guardedBy({tcp(80, 80, "10.0.0.0/32")}),
         true},
        {"VP003", twoEndpoints("ecr.api"), twoEndpoints("ecr.dkr"), true},
        {"VP004", managed("AmazonSSMManagedInstanceCore"), managed("AmazonS3ReadOnlyAccess"), true},
    };
}

} // namespace skydraft::testing
