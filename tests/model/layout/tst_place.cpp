// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/formats/skydraft_format.h"
#include "model/formats/templates.h"
#include "model/layout/free_spot.h"
#include "model/layout/place.h"
#include "model/layout/place_edit.h"
#include "tests/support/drawing.h"

using namespace skydraft;
using skydraft::testing::Drawing;

/// Where things stand that nobody has placed.
class TestPlace : public QObject
{
    Q_OBJECT

private slots:
    void aFreeSpotIsTheNearestThatHitsNothing();
    void withoutRoomThereIsNoSpot();
    void whatIsPlacedStays();
    void everyTemplateIsLaidOutWithoutOverlap_data();
    void everyTemplateIsLaidOutWithoutOverlap();
    void whatIsAddedToAPlacedFrameFindsRoomInIt();
    void anEditGivesWhatItAddsAPlaceThatLasts();
    void movingOneThingKeepsTheOthersWhereTheyWereShown();
    void aDrawingWithoutPlacesGetsNone();
    void anEditThatCannotBeAppliedIsLeftAlone();
};

namespace {

const Catalogue& catalogue()
{
    return Catalogue::builtIn();
}

bool overlap(const Placement& a, const Placement& b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height
           && b.y < a.y + a.height;
}

bool isWithin(const Placement& inner, const Placement& outer)
{
    return inner.x >= outer.x && inner.y >= outer.y
           && inner.x + inner.width <= outer.x + outer.width
           && inner.y + inner.height <= outer.y + outer.height;
}

/// Two things with one parent that overlap, or one that sticks out of its parent; empty where all
/// is well.
QByteArray fault(const Architecture& architecture)
{
    const Placements missing = placeMissing(catalogue(), architecture);
    for (const auto& a : architecture.resources()) {
        const Placement place = placementOf(*a, missing);
        if (a->parent && !isWithin(place, placementOf(*architecture.find(*a->parent), missing)))
            return QByteArray::fromStdString(a->id.value() + " sticks out");
        for (const auto& b : architecture.resources())
            if (a->id < b->id && a->parent == b->parent && overlap(place, placementOf(*b, missing)))
                return QByteArray::fromStdString(a->id.value() + " lies on " + b->id.value());
    }
    return {};
}

Architecture withoutPlaces(const Architecture& architecture)
{
    ArchitectureBuilder builder;
    for (const auto& resource : architecture.resources()) {
        Resource bare = *resource;
        bare.placement.reset();
        builder.put(std::move(bare));
    }
    return builder.build();
}

Resource group(const char* id, const char* parent)
{
    Resource made;
    made.id = ResourceId(id);
    made.type = "vpc.security-group";
    made.parent = ResourceId(parent);
    return made;
}

/// A frame with one node, both placed.
Drawing placedVpc()
{
    return Drawing()
        .add("vpc", "vpc.vpc")
        .add("web", "ec2.instance", "vpc")
        .place("vpc", {0, 0, 600, 400})
        .place("web", {48, 64, 64, 64});
}

} // namespace

void TestPlace::aFreeSpotIsTheNearestThatHitsNothing()
{
    const Placement around{0, 0, 400, 400};
    const Placement wanted{80, 80, 64, 64};
    QVERIFY(freeSpot(wanted, around, {}) == wanted);
    const std::vector<Placement> taken{{64, 64, 100, 100}};
    const auto spot = freeSpot(wanted, around, taken);
    QVERIFY(spot.has_value());
    QVERIFY(!overlap(*spot, taken.front()));
    QVERIFY(isWithin(*spot, around));
    QVERIFY(std::hypot(spot->x - wanted.x, spot->y - wanted.y) < 110);
}

void TestPlace::withoutRoomThereIsNoSpot()
{
    QVERIFY(!freeSpot({10, 10, 64, 64}, Placement{0, 0, 100, 100}, {{0, 0, 100, 100}}));
    QVERIFY(!freeSpot({10, 10, 64, 64}, Placement{0, 0, 50, 50}, {})); // larger than the frame
}

void TestPlace::whatIsPlacedStays()
{
    const Architecture drawing = placedVpc().add("other", "ec2.instance", "vpc").build();
    const Placements missing = placeMissing(catalogue(), drawing);
    QCOMPARE(missing.size(), std::size_t{1});
    QVERIFY(missing.contains(ResourceId("other")));
}

void TestPlace::everyTemplateIsLaidOutWithoutOverlap_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const Template& known : builtInTemplates())
        QTest::newRow(known.name.c_str())
            << QByteArray(known.text.data(), static_cast<qsizetype>(known.text.size()));
}

void TestPlace::everyTemplateIsLaidOutWithoutOverlap()
{
    QFETCH(QByteArray, text);
    const auto drawing = readSkydraft(catalogue(), text.toStdString());
    QVERIFY(drawing.has_value());
    const QByteArray drawn = fault(drawing->architecture);
    QVERIFY2(drawn.isEmpty(), "as drawn: " + drawn);
    const QByteArray bare = fault(withoutPlaces(drawing->architecture));
    QVERIFY2(bare.isEmpty(), "without places: " + bare);
}

void TestPlace::whatIsAddedToAPlacedFrameFindsRoomInIt()
{
    Drawing drawing = placedVpc();
    drawing.add("g1", "vpc.security-group", "vpc").add("g2", "vpc.security-group", "vpc");
    const Architecture built = drawing.build();
    QCOMPARE(fault(built), QByteArray());
    const Placements missing = placeMissing(catalogue(), built);
    // Names have room below each other's symbols.
    QVERIFY(!overlap(footprintOf(missing.at(ResourceId("g1"))),
                     footprintOf(missing.at(ResourceId("g2")))));
    QVERIFY(!overlap(footprintOf(missing.at(ResourceId("g1"))),
                     footprintOf(*built.find(ResourceId("web"))->placement)));
}

void TestPlace::anEditGivesWhatItAddsAPlaceThatLasts()
{
    const Architecture drawing = placedVpc().build();
    const Edit edit = withPlaces(catalogue(), drawing, Edit{AddResource{group("sg", "vpc")}});
    const auto applied = apply(catalogue(), drawing, edit);
    QVERIFY(applied.has_value());
    QVERIFY(applied->architecture.find(ResourceId("sg"))->placement.has_value());
    QCOMPARE(fault(applied->architecture), QByteArray());
    const auto undone = apply(catalogue(), applied->architecture, applied->inverse);
    QVERIFY(undone->architecture == drawing);
}

void TestPlace::movingOneThingKeepsTheOthersWhereTheyWereShown()
{
    const Architecture drawing = Drawing()
                                     .add("vpc", "vpc.vpc")
                                     .add("a", "ec2.instance", "vpc")
                                     .add("b", "ec2.instance", "vpc")
                                     .build();
    const Placements shown = placeMissing(catalogue(), drawing);
    const Placement there{500, 500, 64, 64};
    const Edit move{MoveResource{ResourceId("a"), ResourceId("vpc"), there}};
    const auto applied = apply(catalogue(), drawing, withPlaces(catalogue(), drawing, move));
    QVERIFY(applied.has_value());
    const Architecture& after = applied->architecture;
    QVERIFY(after.find(ResourceId("a"))->placement == there);
    QVERIFY(after.find(ResourceId("b"))->placement == shown.at(ResourceId("b")));
    QVERIFY(after.find(ResourceId("vpc"))->placement == shown.at(ResourceId("vpc")));
}

void TestPlace::aDrawingWithoutPlacesGetsNone()
{
    const Architecture drawing = Drawing().add("vpc", "vpc.vpc").build();
    const Edit edit{AddResource{group("sg", "vpc")}};
    QVERIFY(withPlaces(catalogue(), drawing, edit) == edit);
}

void TestPlace::anEditThatCannotBeAppliedIsLeftAlone()
{
    const Architecture drawing = placedVpc().build();
    const Edit edit{AddResource{group("web", "vpc")}}; // the id is taken
    QVERIFY(withPlaces(catalogue(), drawing, edit) == edit);
}

QTEST_APPLESS_MAIN(TestPlace)
#include "tst_place.moc"
