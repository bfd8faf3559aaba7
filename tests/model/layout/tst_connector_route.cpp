// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/layout/connector_route.h"

#include <random>

using namespace skydraft;

class TestConnectorRoute : public QObject
{
    Q_OBJECT

private slots:
    void neighboursAreJoinedByOneLine();
    void aStepIsTakenBetweenTheSidesThatFaceEachOther();
    void lanesLieApart();
    void fromAFrameToWhatStandsInIt();
    void everyRouteIsRectangularAndTouchesBothEnds();
};

namespace {

bool isOnBorder(const Placement& place, const Point& point)
{
    const bool inX = point.x >= place.x && point.x <= place.x + place.width;
    const bool inY = point.y >= place.y && point.y <= place.y + place.height;
    const bool onX = point.x == place.x || point.x == place.x + place.width;
    const bool onY = point.y == place.y || point.y == place.y + place.height;
    return (onX && inY) || (onY && inX);
}

} // namespace

void TestConnectorRoute::neighboursAreJoinedByOneLine()
{
    const auto route = connectorRoute({0, 0, 64, 64}, {200, 0, 64, 64});
    QVERIFY((route == std::vector<Point>{{64, 32}, {200, 32}}));
}

void TestConnectorRoute::aStepIsTakenBetweenTheSidesThatFaceEachOther()
{
    const auto route = connectorRoute({0, 0, 64, 64}, {200, 100, 64, 64});
    QVERIFY((route == std::vector<Point>{{64, 32}, {132, 32}, {132, 132}, {200, 132}}));
}

void TestConnectorRoute::lanesLieApart()
{
    const Placement a{0, 0, 64, 64};
    const Placement b{200, 0, 64, 64};
    const auto first = connectorRoute(a, b, 0);
    const auto second = connectorRoute(a, b, 1);
    const auto third = connectorRoute(a, b, -1);
    QVERIFY(first[0].y != second[0].y);
    QVERIFY(second[0].y != third[0].y);
    QCOMPARE(second[0].y - first[0].y, first[0].y - third[0].y);
}

void TestConnectorRoute::fromAFrameToWhatStandsInIt()
{
    const Placement frame{0, 0, 400, 300};
    const Placement node{100, 100, 64, 64};
    const auto route = connectorRoute(frame, node);
    QVERIFY(route.size() >= 2);
    QVERIFY(isOnBorder(frame, route.front()));
    QVERIFY(isOnBorder(node, route.back()));
}

void TestConnectorRoute::everyRouteIsRectangularAndTouchesBothEnds()
{
    std::mt19937 random(7); // NOLINT: the same drawings in each run
    const auto number = [&random](int most) {
        return static_cast<double>(random() % static_cast<unsigned>(most));
    };
    for (int i = 0; i < 2000; ++i) {
        const Placement from{number(800), number(600), 40 + number(200), 40 + number(200)};
        const Placement to{from.x + from.width + 20 + number(600), number(600), 40 + number(90),
                           40 + number(90)};
        const auto route = connectorRoute(from, to);
        const QByteArray place = QByteArray::number(i);
        QVERIFY2(route.size() >= 2, place);
        QVERIFY2(isOnBorder(from, route.front()), place);
        QVERIFY2(isOnBorder(to, route.back()), place);
        for (std::size_t corner = 1; corner < route.size(); ++corner) {
            const Point& a = route[corner - 1];
            const Point& b = route[corner];
            QVERIFY2((a.x == b.x) != (a.y == b.y), place); // upright or level, and not nothing
        }
    }
}

QTEST_APPLESS_MAIN(TestConnectorRoute)
#include "tst_connector_route.moc"
