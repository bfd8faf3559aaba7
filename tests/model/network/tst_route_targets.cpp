// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/network/route_targets.h"
#include "tests/support/drawing.h"

using namespace skydraft;
using namespace skydraft::testing;

class TestRouteTargets : public QObject
{
    Q_OBJECT

private slots:
    void aTargetMustBeReachableFromTheVpc_data();
    void aTargetMustBeReachableFromTheVpc();
    void onlyUsableTargetsAreOffered();
};

namespace {

Architecture withTargets()
{
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("other", "vpc.vpc")
        .add("rt", "vpc.route-table", "vpc")
        .add("a", "vpc.subnet", "vpc")
        .add("b", "vpc.subnet", "other")
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("igw-loose", "vpc.internet-gateway", "vpc", {{"attached", false}})
        .add("igw-other", "vpc.internet-gateway", "other")
        .add("nat", "vpc.nat-gateway", "a")
        .add("nat-other", "vpc.nat-gateway", "b")
        .add("link", "vpc.peering", "", {{"requester", "other"}, {"accepter", "vpc"}})
        .add("link-half", "vpc.peering", "", {{"requester", "other"}})
        .add("tgw", "vpc.transit-gateway", "", {{"attachments", {"other"}}})
        .add("vgw", "vpc.vpn-gateway", "", {{"vpc", "vpc"}})
        .add("vgw-loose", "vpc.vpn-gateway")
        .add("s3", "vpc.endpoint", "vpc", {{"endpoint_type", "gateway"}})
        .add("ssm", "vpc.endpoint", "vpc", {{"endpoint_type", "interface"}})
        .add("web", "ec2.instance", "a")
        .add("db", "rds.instance", "a")
        .build();
}

std::string joined(const std::vector<ResourceId>& ids)
{
    std::string text;
    for (const ResourceId& id : ids)
        text += (text.empty() ? "" : " ") + id.value();
    return text;
}

} // namespace

void TestRouteTargets::aTargetMustBeReachableFromTheVpc_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<int>("state");
    const auto row = [](const char* name, const char* target, RouteTargetState state) {
        QTest::newRow(name) << QString::fromLatin1(target) << static_cast<int>(state);
    };
    row("local", "local", RouteTargetState::Usable);
    row("the VPC's internet gateway", "igw", RouteTargetState::Usable);
    row("a detached internet gateway", "igw-loose", RouteTargetState::NotAttached);
    row("another VPC's internet gateway", "igw-other", RouteTargetState::OtherVpc);
    row("a NAT gateway in a subnet of the VPC", "nat", RouteTargetState::Usable);
    row("a NAT gateway elsewhere", "nat-other", RouteTargetState::OtherVpc);
    row("a peering of the VPC", "link", RouteTargetState::Usable);
    row("a peering of others", "link-half", RouteTargetState::OtherVpc);
    row("a transit gateway that is attached elsewhere", "tgw", RouteTargetState::OtherVpc);
    row("the VPC's virtual private gateway", "vgw", RouteTargetState::Usable);
    row("a virtual private gateway without a VPC", "vgw-loose", RouteTargetState::NotAttached);
    row("a gateway endpoint", "s3", RouteTargetState::Usable);
    row("an interface endpoint takes no routes", "ssm", RouteTargetState::NotATarget);
    row("an instance", "web", RouteTargetState::Usable);
    row("a database takes no routes", "db", RouteTargetState::NotATarget);
    row("nothing", "igw-gone", RouteTargetState::Missing);
}

void TestRouteTargets::aTargetMustBeReachableFromTheVpc()
{
    QFETCH(QString, target);
    const Architecture drawing = withTargets();
    QTEST(static_cast<int>(routeTargetState(Catalogue::builtIn(), drawing,
                                            *drawing.find(ResourceId("rt")), target.toStdString())),
          "state");
}

void TestRouteTargets::onlyUsableTargetsAreOffered()
{
    const Architecture drawing = withTargets();
    QCOMPARE(joined(routeTargets(Catalogue::builtIn(), drawing, *drawing.find(ResourceId("rt")))),
             std::string("igw nat link vgw s3 web"));
}

QTEST_APPLESS_MAIN(TestRouteTargets)
#include "tst_route_targets.moc"
