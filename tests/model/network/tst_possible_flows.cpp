// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/network/possible_flows.h"
#include "tests/model/network/random_network.h"
#include "tests/model/network/trace_check.h"

#include <algorithm>

using namespace skydraft;
using namespace skydraft::testing;

/// Which flows stand for all packets between two ends.
class TestPossibleFlows : public QObject
{
    Q_OBJECT

private slots:
    void whatAnyPacketDoesOneOfThemDoes();
    void aNarrowRuleGivesFewFlows();
    void ownersStandWhereTheirInterfacesAre();
};

namespace {

bool passes(const Network& network, const Flow& flow)
{
    const auto traced = trace(network, flow);
    return traced && traced->verdict == Verdict::Reachable;
}

bool anyPasses(const Network& network, const std::vector<Flow>& flows)
{
    return std::any_of(flows.begin(), flows.end(),
                       [&](const Flow& flow) { return passes(network, flow); });
}

/// One packet between two ends, at and beside the borders that random rules have.
Flow randomPacket(Dice& dice, const FlowEnd& from, const FlowEnd& to)
{
    Flow flow{.from = from, .to = to};
    flow.protocol =
        dice.oneOf<Protocol>({Protocol::Tcp, Protocol::Tcp, Protocol::Udp, Protocol::Icmp});
    if (flow.protocol != Protocol::Icmp)
        flow.port = dice.oneOf<int>(
            {1, 21, 22, 23, 80, 81, 443, 444, 1023, 1024, 3306, 3307, 32767, 32768, 65535});
    for (FlowEnd* end : {&flow.from, &flow.to})
        if (end->isInternet && dice.once(2))
            end->address = IpAddress::parse(
                dice.oneOf<std::string>({"198.51.100.10", "8.8.8.8", "203.0.113.1"}));
    return flow;
}

} // namespace

void TestPossibleFlows::whatAnyPacketDoesOneOfThemDoes()
{
    int passed = 0;
    int stopped = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        RandomDrawing random = RandomDrawer(seed).draw();
        const Network network(Catalogue::builtIn(), random.drawing);
        Dice dice(seed);
        random.ends.push_back("internet");
        for (const std::string& from : random.ends)
            for (const std::string& to : random.ends) {
                if (from == to)
                    continue;
                const FlowEnd sender = endFrom(from);
                const FlowEnd receiver = endFrom(to);
                bool isAnyThrough = false;
                for (int i = 0; i < 4 && !isAnyThrough; ++i)
                    isAnyThrough = anyPasses(
                        network, flowsOfInterfaces(network, randomPacket(dice, sender, receiver)));
                const bool isPossible =
                    anyPasses(network, possibleFlows(network, {.from = sender, .to = receiver}));
                QVERIFY2(isPossible || !isAnyThrough,
                         ("seed " + std::to_string(seed) + " " + from + " → " + to).c_str());
                ++(isPossible ? passed : stopped);
            }
    }
    qInfo("%d pairs pass something, %d nothing", passed, stopped);
    QVERIFY(passed > 500 && stopped > 500); // both kinds, or agreeing would mean little
}

void TestPossibleFlows::aNarrowRuleGivesFewFlows()
{
    const Json rule{{"protocol", "tcp"}, {"from_port", 3306}, {"to_port", 3306}, {"source", "sg"}};
    const Architecture drawing =
        Drawing()
            .add("vpc", "vpc.vpc")
            .add("net", "vpc.subnet", "vpc")
            .add("sg", "vpc.security-group", "vpc")
            .add("sg-db", "vpc.security-group", "vpc", {{"ingress", Json::array({rule})}})
            .add("web", "ec2.instance", "net", {{"security_groups", {"sg"}}})
            .add("db", "rds.instance", "net", {{"security_groups", {"sg-db"}}})
            .build();
    const Network network(Catalogue::builtIn(), drawing);
    const auto flows = possibleFlows(network, {.from = endFrom("web"), .to = endFrom("db")});
    // tcp 3306 is the only port that the group admits; udp none; icmp has no ports.
    QCOMPARE(flows.size(), std::size_t{2});
    QVERIFY(flows[0].protocol == Protocol::Tcp);
    QCOMPARE(flows[0].port, std::optional(3306));
    QVERIFY(flows[1].protocol == Protocol::Icmp);
}

void TestPossibleFlows::ownersStandWhereTheirInterfacesAre()
{
    const Architecture drawing =
        Drawing()
            .add("vpc", "vpc.vpc")
            .add("a", "vpc.subnet", "vpc")
            .add("b", "vpc.subnet", "vpc")
            .add("web", "ec2.instance", "a")
            .add("alb", "elb.application", "vpc", {{"subnets", {"a", "b"}}})
            .build();
    const Network network(Catalogue::builtIn(), drawing);
    QVERIFY(ownersOfInterfacesIn(network, ResourceId("a"))
            == (std::vector{ResourceId("alb"), ResourceId("web")}));
    QVERIFY(ownersOfInterfacesIn(network, ResourceId("b")) == (std::vector{ResourceId("alb")}));
    QCOMPARE(flowsOfInterfaces(network, {.from = endFrom("web"), .to = endFrom("alb")}).size(),
             std::size_t{2});
}

QTEST_APPLESS_MAIN(TestPossibleFlows)
#include "tst_possible_flows.moc"
