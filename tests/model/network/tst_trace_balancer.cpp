// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/network/trace_rows.h"

#include <algorithm>

using namespace skydraft;
using namespace skydraft::testing;

namespace {

/// A public balancer in two zones and an instance in a private subnet, joined by a target group.
Drawing shop(const char* balancer = "elb.application", Json targetGroup = Json::object(),
             Json alb = Json::object())
{
    const bool isApplication = std::string_view(balancer) == "elb.application";
    targetGroup["port"] = 5000;
    if (!targetGroup.contains("targets"))
        targetGroup["targets"] = {"web"};
    alb["subnets"] = {"public-a", "public-b"};
    if (!alb.contains("security_groups") && isApplication)
        alb["security_groups"] = {"sg-alb"};
    alb["listeners"] = Json::array(
        {{{"protocol", isApplication ? "http" : "tcp"}, {"port", 80}, {"target_group", "tg"}}});
    return Drawing()
        .add("users", "clients")
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("rt-public", "vpc.route-table", "vpc", with("routes", {route("0.0.0.0/0", "igw")}))
        .add("public-a", "vpc.subnet", "vpc",
             {{"cidr", "10.0.1.0/24"}, {"route_table", "rt-public"}})
        .add("public-b", "vpc.subnet", "vpc",
             {{"cidr", "10.0.2.0/24"}, {"route_table", "rt-public"}})
        .add("private", "vpc.subnet", "vpc", {{"cidr", "10.0.3.0/24"}})
        .add("sg-alb", "vpc.security-group", "vpc", with("ingress", {rule("tcp", 80, "0.0.0.0/0")}))
        .add("sg-web", "vpc.security-group", "vpc", with("ingress", {rule("tcp", 5000, "sg-alb")}))
        .add("tg", "elb.target-group", "vpc", targetGroup)
        .add("alb", balancer, "vpc", alb)
        .add("web", "ec2.instance", "private",
             {{"security_groups", {"sg-web"}}, {"private_ip", "10.0.3.10"}, {"port", 5000}});
}

Drawing webAdmits(Drawing drawing, const char* source)
{
    return drawing.add("sg-web", "vpc.security-group", "vpc",
                       with("ingress", {rule("tcp", 5000, source)}));
}

/// The subnets of the shop in these zones: the two public ones and the private one.
Drawing inZones(Drawing drawing, const char* first, const char* second, const char* target,
                const char* acl = nullptr)
{
    const auto move = [&](const char* id, const char* zone) {
        const Architecture now = drawing.build();
        Json properties = now.find(ResourceId(id))->properties;
        properties["zone"] = zone;
        if (acl != nullptr && std::string(id) == "private")
            properties["network_acl"] = acl;
        drawing.add(id, "vpc.subnet", "vpc", properties);
    };
    move("public-a", first);
    move("public-b", second);
    move("private", target);
    return drawing;
}

} // namespace

class TestTraceBalancer : public QObject
{
    Q_OBJECT

private slots:
    void whatBlocks_data();
    void whatBlocks();
    void aFixForTheGroupNamesTheBalancersGroup();
    void aConnectionWithoutAPortTakesTheTargetGroups();
};

void TestTraceBalancer::whatBlocks_data()
{
    addTraceColumns();
    traceRow("people reach the listener", shop(), "users", "alb", "tcp 80", "reachable");
    traceRow("no listener answers on another port",
             shop().add("sg-alb", "vpc.security-group", "vpc",
                        with("ingress", {Json{{"protocol", "all"}, {"source", "0.0.0.0/0"}}})),
             "users", "alb", "tcp 443", "alb ELBV2_LISTENERS_MISMATCH");
    traceRow("group and listener are both reported", shop(), "users", "alb", "tcp 8080",
             "sg-alb ENI_SG_RULES_MISMATCH, alb ELBV2_LISTENERS_MISMATCH");
    traceRow("no listener of an application balancer takes udp",
             shop().add("sg-alb", "vpc.security-group", "vpc",
                        with("ingress", {Json{{"protocol", "all"}, {"source", "0.0.0.0/0"}}})),
             "users", "alb", "udp 80", "alb ELBV2_LISTENERS_MISMATCH", Mending::Impossible);
    traceRow("the balancer reaches its target by its own group", shop(), "alb", "web", "tcp 5000",
             "reachable");
    traceRow("people do not reach the target past the balancer", shop(), "users", "web", "tcp 5000",
             "web IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS, sg-web ENI_SG_RULES_MISMATCH, private "
             "NO_ROUTE_TO_DESTINATION");
    traceRow("the target does not admit the balancer", webAdmits(shop(), "sg-web"), "alb", "web",
             "tcp 5000", "sg-web ENI_SG_RULES_MISMATCH");
    traceRow("the balancer's own egress decides too",
             shop().add("sg-alb", "vpc.security-group", "vpc",
                        {{"ingress", Json::array({rule("tcp", 80, "0.0.0.0/0")})},
                         {"egress", Json::array({egressRule("tcp", 80, "0.0.0.0/0")})}}),
             "alb", "web", "tcp 5000", "sg-alb ENI_SG_RULES_MISMATCH");
    traceRow("requests go to the target group's port, not to another",
             webAdmits(shop(), "0.0.0.0/0")
                 .add("sg-web", "vpc.security-group", "vpc",
                      with("ingress", {rule("tcp", 8080, "sg-alb")})),
             "alb", "web", "tcp 8080", "tg TARGET_PORT_RESTRICTION");
    traceRow(
        "the target's ACL sees answers to the balancer's ports from 1024 on",
        shop()
            .add("acl", "vpc.network-acl", "vpc",
                 with("rules",
                      {aclRule(100, "ingress", "allow", "tcp", 5000, 5000, "10.0.0.0/16"),
                       aclRule(100, "egress", "allow", "tcp", 32768, 65535, "10.0.0.0/16")}))
            .add("private", "vpc.subnet", "vpc", {{"cidr", "10.0.3.0/24"}, {"network_acl", "acl"}}),
        "alb", "web", "tcp 5000", "acl SUBNET_ACL_RESTRICTION, acl SUBNET_ACL_RESTRICTION");
    traceRow("every node must be reached: one of two subnets has no way out",
             shop().add("public-b", "vpc.subnet", "vpc", {{"cidr", "10.0.2.0/24"}}), "users", "alb",
             "tcp 80", "public-b NO_ROUTE_TO_DESTINATION");
    traceRow("an internal balancer is not reached from the internet",
             shop("elb.application", Json::object(), {{"scheme", "internal"}}), "users", "alb",
             "tcp 80", "alb IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS");
    traceRow("an internal balancer admits by group",
             shop("elb.application", Json::object(), {{"scheme", "internal"}})
                 .add("sg-alb", "vpc.security-group", "vpc",
                      with("ingress", {rule("tcp", 80, "sg-web")})),
             "web", "alb", "tcp 80", "reachable");
    traceRow("the name of a public balancer gives public addresses inside the VPC too",
             shop()
                 .add("sg-alb", "vpc.security-group", "vpc",
                      with("ingress", {rule("tcp", 80, "sg-web")}))
                 .add("nat", "vpc.nat-gateway", "public-a")
                 .add("rt-private", "vpc.route-table", "vpc",
                      with("routes", {route("0.0.0.0/0", "nat")}))
                 .add("private", "vpc.subnet", "vpc",
                      {{"cidr", "10.0.3.0/24"}, {"route_table", "rt-private"}}),
             "web", "alb", "tcp 80", "sg-alb SG_REFERENCES_NOT_PRESERVED");
    traceRow("open to the internet, it admits the NAT gateway's address",
             shop()
                 .add("nat", "vpc.nat-gateway", "public-a")
                 .add("rt-private", "vpc.route-table", "vpc",
                      with("routes", {route("0.0.0.0/0", "nat")}))
                 .add("private", "vpc.subnet", "vpc",
                      {{"cidr", "10.0.3.0/24"}, {"route_table", "rt-private"}}),
             "web", "alb", "tcp 80", "reachable");

    traceRow("a network balancer without groups passes everybody to its listener",
             webAdmits(shop("elb.network"), "0.0.0.0/0"), "users", "alb", "tcp 80", "reachable");
    traceRow("its targets must admit its clients", shop("elb.network"), "users", "alb", "tcp 80",
             "sg-web ENI_SG_RULES_MISMATCH");
    traceRow("one target that answers is enough",
             shop("elb.network", {{"targets", {"web", "open"}}})
                 .add("sg-open", "vpc.security-group", "vpc",
                      with("ingress", {rule("tcp", 5000, "0.0.0.0/0")}))
                 .add("open", "ec2.instance", "private", {{"security_groups", {"sg-open"}}}),
             "users", "alb", "tcp 80", "reachable");
    traceRow("a listener whose target group is empty answers nobody",
             shop("elb.application", {{"targets", Json::array()}}), "users", "alb", "tcp 80",
             "tg ELBV2_LISTENER_HAS_NO_TG", Mending::Impossible);
    traceRow("a target in a zone that is not enabled gets nothing", inZones(shop(), "a", "a", "c"),
             "alb", "web", "tcp 5000", "alb ELBV2_NO_TARGETS_IN_AZ");
    traceRow("a target in an enabled zone is sent to", inZones(shop(), "a", "c", "c"), "alb", "web",
             "tcp 5000", "reachable");
    const auto sealed = [](const Json& more) {
        // Only the node in zone c may pass the ACL of the target's subnet.
        Json gateway = more;
        gateway["security_groups"] = Json::array({"sg-alb"});
        return inZones(
            shop("elb.network", {{"preserve_client_ip", false}}, gateway)
                .add(
                    "acl", "vpc.network-acl", "vpc",
                    with("rules", {aclRule(100, "ingress", "allow", "all", 0, 65535, "10.0.2.0/24"),
                                   aclRule(100, "egress", "allow", "all", 0, 65535, "0.0.0.0/0")})),
            "a", "c", "c", "acl");
    };
    traceRow("without cross-zone balancing only the node of the target's zone sends to it",
             sealed(Json::object()), "alb", "web", "tcp 5000", "reachable");
    traceRow("with it the other nodes must reach the target too", sealed({{"cross_zone", true}}),
             "alb", "web", "tcp 5000", "acl SUBNET_ACL_RESTRICTION");
    traceRow("it keeps the client's address, so the VPC's block does not admit its requests",
             webAdmits(shop("elb.network"), "10.0.0.0/16"), "alb", "web", "tcp 5000",
             "sg-web ENI_SG_RULES_MISMATCH");
    traceRow("a target open to the internet admits them, without a route of its own",
             webAdmits(shop("elb.network"), "0.0.0.0/0"), "alb", "web", "tcp 5000", "reachable");
    traceRow("its group admits them in spite of the kept address",
             shop("elb.network", Json::object(), {{"security_groups", {"sg-alb"}}}), "alb", "web",
             "tcp 5000", "reachable");
    traceRow("without preservation the balancer's own address counts",
             webAdmits(shop("elb.network", {{"preserve_client_ip", false}}), "10.0.0.0/16"), "alb",
             "web", "tcp 5000", "reachable");
    traceRow(
        "ip targets of a network balancer see its own address",
        webAdmits(shop("elb.network", {{"target_type", "ip"}, {"protocol", "tcp"}}), "10.0.0.0/16"),
        "alb", "web", "tcp 5000", "reachable");
    traceRow("a network balancer can get a listener for udp", shop("elb.network"), "users", "alb",
             "udp 53", "alb ELBV2_LISTENERS_MISMATCH");

    const auto classic = [] {
        return shop("elb.classic", Json::object(), {{"security_groups", {"sg-alb"}}})
            .add("alb", "elb.classic", "vpc",
                 {{"subnets", {"private"}},
                  {"scheme", "internal"},
                  {"security_groups", {"sg-alb"}},
                  {"listeners",
                   Json::array({{{"protocol", "http"}, {"port", 80}, {"instance_port", 5000}}})}});
    };
    traceRow("a classic balancer sends to the instance port", classic(), "alb", "web", "tcp 5000",
             "reachable");
    traceRow("and to no other", classic(), "alb", "web", "tcp 80",
             "sg-web ENI_SG_RULES_MISMATCH, alb TARGET_PORT_RESTRICTION", Mending::Impossible);
    traceRow("its listeners have codes of their own", classic(), "web", "alb", "tcp 81",
             "sg-alb ENI_SG_RULES_MISMATCH, alb ELB_LISTENERS_MISMATCH");
    traceRow(
        "the ACL applies to a classic balancer even inside its subnet",
        classic()
            .add("acl", "vpc.network-acl", "vpc",
                 with("rules", {aclRule(100, "ingress", "allow", "all", 0, 65535, "0.0.0.0/0")}))
            .add("private", "vpc.subnet", "vpc", {{"cidr", "10.0.3.0/24"}, {"network_acl", "acl"}}),
        "alb", "web", "tcp 5000", "acl SUBNET_ACL_RESTRICTION");

    const auto group = [] {
        return shop()
            .add("lt", "ec2.launch-template", "vpc", {{"security_groups", {"sg-web"}}})
            .add("asg", "autoscaling.group", "vpc",
                 {{"subnets", {"private", "public-b"}},
                  {"launch_template", "lt"},
                  {"target_groups", {"tg"}}});
    };
    traceRow("members of a group have their launch template's groups, in each of its subnets",
             group(), "alb", "asg", "tcp 5000", "reachable");
    traceRow("a member in a subnet without a way out blocks the group", group(), "asg", "internet",
             "tcp 443",
             "private NO_ROUTE_TO_DESTINATION, asg IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS");
    traceRow("a drawn member of the group is a target too",
             group().add("web", "ec2.instance", "private", {{"auto_scaling_group", "asg"}}), "alb",
             "web", "tcp 5000", "reachable");
    traceRow("a group without a launch template gets one with its group",
             shop().add("asg", "autoscaling.group", "vpc", {{"subnets", {"private"}}}), "alb",
             "asg", "tcp 5000", "asg ENI_SG_RULES_MISMATCH");
}

void TestTraceBalancer::whatBlocks()
{
    checkTraceRow();
}

void TestTraceBalancer::aFixForTheGroupNamesTheBalancersGroup()
{
    const Trace result =
        traced(shop().add("sg-web", "vpc.security-group", "vpc").build(), "alb", "web", "tcp 5000");
    // Two nodes need the same rule: one fix.
    QCOMPARE(QString::fromStdString(titles(result.fixes)),
             QStringLiteral("Allow tcp 5000 from sg-alb in sg-web"));
    QCOMPARE(result.blockedBy.size(), std::size_t{1});
}

void TestTraceBalancer::aConnectionWithoutAPortTakesTheTargetGroups()
{
    const Architecture drawing =
        shop().connect("c", "alb", "web").connect("d", "users", "alb").build();
    const Network network(Catalogue::builtIn(), drawing);
    const Trace toTarget = traceConnection(network, *drawing.find(ConnectionId("c"))).value();
    QCOMPARE(QString::fromStdString(outcome(toTarget)), QStringLiteral("reachable"));
    const auto groupHop =
        std::find_if(toTarget.forward.begin(), toTarget.forward.end(), [](const Hop& hop) {
            return hop.direction == "ingress" && hop.kind == "security-group";
        });
    QCOMPARE(QString::fromStdString(groupHop->rule.english()),
             QStringLiteral("tcp 5000 from sg-alb"));
    const Trace toListener = traceConnection(network, *drawing.find(ConnectionId("d"))).value();
    QCOMPARE(QString::fromStdString(toListener.forward.back().rule.english()),
             QStringLiteral("listener http 80"));
}

QTEST_APPLESS_MAIN(TestTraceBalancer)
#include "tst_trace_balancer.moc"
