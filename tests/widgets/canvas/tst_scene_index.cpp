// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "widgets/canvas/scene_index.h"

#include <algorithm>
#include <map>
#include <random>

using namespace skydraft;

class tst_scene_index : public QObject
{
    Q_OBJECT

private slots:
    void everyQueryFindsWhatASearchOfAllFinds_data()
    {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<double>("largest");
        QTest::newRow("small items") << 1U << 100.0;
        QTest::newRow("items of many cells") << 2U << 3000.0;
        QTest::newRow("items so large that they are kept apart") << 3U << 20000.0;
    }

    void everyQueryFindsWhatASearchOfAllFinds()
    {
        QFETCH(unsigned, seed);
        QFETCH(double, largest);
        std::mt19937 random(seed);
        const auto number = [&](double low, double high) {
            return low + (high - low) * static_cast<double>(random()) / 4294967295.0;
        };
        SceneIndex index;
        std::map<SceneIndex::Item, QRectF> all;
        for (SceneIndex::Item item = 0; item < 400; ++item) {
            all[item] = QRectF(number(-5000, 5000), number(-5000, 5000), number(1, largest),
                               number(1, largest));
            index.insert(item, all[item]);
        }
        for (SceneIndex::Item item = 0; item < 400; item += 3) { // some leave, some move
            index.remove(item, all[item]);
            if (item % 2 == 0) {
                all.erase(item);
                continue;
            }
            all[item].translate(number(-3000, 3000), number(-3000, 3000));
            index.insert(item, all[item]);
        }
        for (int i = 0; i < 200; ++i) {
            const QRectF area(number(-6000, 6000), number(-6000, 6000), number(1, 4000),
                              number(1, 4000));
            std::vector<SceneIndex::Item> expected;
            for (const auto& [item, rect] : all)
                if (rect.intersects(area))
                    expected.push_back(item);
            auto found = index.query(area);
            QVERIFY(std::is_sorted(found.begin(), found.end()));
            QVERIFY(std::adjacent_find(found.begin(), found.end()) == found.end());
            QVERIFY(std::all_of(found.begin(), found.end(),
                                [&](auto item) { return all.contains(item); }));
            std::erase_if(found, [&](auto item) { return !all.at(item).intersects(area); });
            QCOMPARE(found, expected);
        }
    }

    void anItemOfSeveralAreasIsFoundOnce()
    {
        SceneIndex index;
        index.insert(7, QRectF(0, 0, 10, 10));
        index.insert(7, QRectF(300, 0, 10, 10));
        QCOMPARE(index.query(QRectF(-5, -5, 400, 400)), std::vector<SceneIndex::Item>{7});
        index.remove(7, QRectF(300, 0, 10, 10));
        QVERIFY(index.query(QRectF(290, -5, 40, 40)).empty());
        QCOMPARE(index.query(QRectF(-5, -5, 40, 40)), std::vector<SceneIndex::Item>{7});
    }
};

QTEST_APPLESS_MAIN(tst_scene_index)
#include "tst_scene_index.moc"
