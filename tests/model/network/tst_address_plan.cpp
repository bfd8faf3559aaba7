// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/network/address_plan.h"
#include "tests/support/drawing.h"

using namespace skydraft;
using namespace skydraft::testing;

namespace {

std::string blockText(const Architecture& drawing, const char* id)
{
    const auto block = blockOf(Network(Catalogue::builtIn(), drawing), ResourceId(id));
    return block ? block->block.toString() + (block->isAssumed ? " assumed" : "") : "none";
}

std::string addressText(const Architecture& drawing, const char* id)
{
    std::string text;
    for (const PlannedAddress& planned :
         addressesOf(Network(Catalogue::builtIn(), drawing), ResourceId(id)))
        text += (text.empty() ? "" : ", ") + planned.address.toString()
                + (planned.isAssumed ? " assumed" : "");
    return text;
}

} // namespace

class TestAddressPlan : public QObject
{
    Q_OBJECT

private slots:
    void subnetsGetFreeBlocksInOrderOfIds();
    void aSmallVpcGivesSmallBlocks();
    void addressesLeaveOutWhatAwsReserves();
    void addressesThatAreGivenStay();
    void publicAddressesDependOnTheIdOnly();
    void theNextFreeBlock();
};

void TestAddressPlan::subnetsGetFreeBlocksInOrderOfIds()
{
    const Architecture drawing = Drawing()
                                     .add("vpc", "vpc.vpc")
                                     .add("c", "vpc.subnet", "vpc")
                                     .add("a", "vpc.subnet", "vpc")
                                     .add("b", "vpc.subnet", "vpc", {{"cidr", "10.0.0.0/23"}})
                                     .build();
    QCOMPARE(blockText(drawing, "vpc"), std::string("10.0.0.0/16 assumed"));
    QCOMPARE(blockText(drawing, "b"), std::string("10.0.0.0/23"));
    // b has 10.0.0.0 and 10.0.1.0; the next are 10.0.2.0 for a and 10.0.3.0 for c.
    QCOMPARE(blockText(drawing, "a"), std::string("10.0.2.0/24 assumed"));
    QCOMPARE(blockText(drawing, "c"), std::string("10.0.3.0/24 assumed"));
}

void TestAddressPlan::aSmallVpcGivesSmallBlocks()
{
    const Architecture drawing = Drawing()
                                     .add("vpc", "vpc.vpc", "", {{"cidr", "192.168.0.0/24"}})
                                     .add("a", "vpc.subnet", "vpc", {{"cidr", "192.168.0.0/25"}})
                                     .add("b", "vpc.subnet", "vpc")
                                     .build();
    QCOMPARE(blockText(drawing, "b"), std::string("192.168.0.128/25 assumed"));
}

void TestAddressPlan::addressesLeaveOutWhatAwsReserves()
{
    const Architecture drawing = Drawing()
                                     .add("vpc", "vpc.vpc")
                                     .add("s", "vpc.subnet", "vpc", {{"cidr", "10.0.5.0/24"}})
                                     .add("z", "ec2.instance", "s")
                                     .add("m", "ec2.instance", "s")
                                     .build();
    // .0 .1 .2 .3 are reserved: the first free one is .4, for the first id.
    QCOMPARE(addressText(drawing, "m"), std::string("10.0.5.4 assumed"));
    QCOMPARE(addressText(drawing, "z"), std::string("10.0.5.5 assumed"));
}

void TestAddressPlan::addressesThatAreGivenStay()
{
    const Architecture drawing = Drawing()
                                     .add("vpc", "vpc.vpc")
                                     .add("s", "vpc.subnet", "vpc", {{"cidr", "10.0.5.0/24"}})
                                     .add("a", "ec2.instance", "s")
                                     .add("b", "ec2.instance", "s", {{"private_ip", "10.0.5.4"}})
                                     .build();
    QCOMPARE(addressText(drawing, "b"), std::string("10.0.5.4"));
    QCOMPARE(addressText(drawing, "a"), std::string("10.0.5.5 assumed"));
}

void TestAddressPlan::publicAddressesDependOnTheIdOnly()
{
    Drawing drawing;
    drawing.add("web", "ec2.instance", "s", {{"public_ip", true}})
        .add("vpc", "vpc.vpc")
        .add("s", "vpc.subnet", "vpc");
    const auto publicOf = [](const Architecture& value) {
        return addressesOf(Network(Catalogue::builtIn(), value), ResourceId("web")).front();
    };
    const PlannedAddress alone = publicOf(drawing.build());
    QVERIFY(Cidr::parse("203.0.113.0/24")->contains(*alone.publicAddress));
    QVERIFY(alone.isPublicAssumed);
    drawing.add("aaa", "ec2.instance", "s", {{"public_ip", true}});
    QVERIFY(publicOf(drawing.build()).publicAddress == alone.publicAddress);
}

void TestAddressPlan::theNextFreeBlock()
{
    const Architecture drawing = Drawing()
                                     .add("vpc", "vpc.vpc")
                                     .add("a", "vpc.subnet", "vpc")
                                     .add("b", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
                                     .add("full", "vpc.vpc", "", {{"cidr", "10.1.0.0/28"}})
                                     .add("c", "vpc.subnet", "full", {{"cidr", "10.1.0.0/28"}})
                                     .build();
    const Network network(Catalogue::builtIn(), drawing);
    QCOMPARE(freeSubnetBlock(network, ResourceId("vpc"))->toString(), std::string("10.0.2.0/24"));
    QVERIFY(!freeSubnetBlock(network, ResourceId("full")));
    QVERIFY(!freeSubnetBlock(network, ResourceId("nowhere")));
}

QTEST_APPLESS_MAIN(TestAddressPlan)
#include "tst_address_plan.moc"
