// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/load_shape.h"

#include <cmath>

using namespace skydraft;

/// Curves by the hour and traces, and what is none.
class TestLoadShape : public QObject
{
    Q_OBJECT

private slots:
    void curves();
    void badCurvesAreRefusedWithTheirPlace_data();
    void badCurvesAreRefusedWithTheirPlace();
};

void TestLoadShape::curves()
{
    const Load day{.shape = "daily", .extra = {{"amplitude", 0.5}, {"peak_h", 20}}};
    const auto shape = shapeOf(day, 100, 86'400, "");
    QVERIFY(shape.has_value());
    QCOMPARE(shape->at(20 * 3600), 150.0);
    QVERIFY(std::abs(shape->at(8 * 3600) - 50) < 1e-9);
    QCOMPARE(shape->at(20 * 3600 + 3 * 86'400), 150.0); // every day
    QCOMPARE(shape->highest(), 150.0);
    const Load later{.shape = "daily",
                     .extra = {{"amplitude", 0.5}, {"peak_h", 20}, {"starts_at_h", 18.5}}};
    QCOMPARE(shapeOf(later, 100, 86'400, "")->at(1.5 * 3600), 150.0);
    double sum = 0;
    for (int minute = 0; minute < 1440; ++minute)
        sum += shapeOf(later, 100, 86'400, "")->at(60.0 * minute);
    QVERIFY(std::abs(sum / 1440 - 100) < 1e-6); // the usual rate is the mean
    const Load trace{.shape = "trace",
                     .extra = {{"points", Json::array({Json{10, 5.0}, Json{20, 7.0}})}}};
    const auto line = shapeOf(trace, 1, 60, "");
    QCOMPARE(line->at(0), 5.0);
    QCOMPARE(line->at(15), 6.0);
    QCOMPARE(line->at(60), 7.0);
    QCOMPARE(line->highest(), 7.0);
}

void TestLoadShape::badCurvesAreRefusedWithTheirPlace_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<QString>("extra");
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* shape, const char* extra, const char* pointer,
                        const char* says) {
        QTest::newRow(name) << shape << extra << pointer << says;
    };
    row("no points", "trace", "{}", "/load/0/points", "needs points");
    row("an empty table", "trace", R"({"csv": "seconds,rate\n"})", "/load/0/points",
        "needs points");
    row("a point alone", "trace", R"({"points": [[0, 1], [5]]})", "/load/0/points/1", "A point");
    row("time goes back", "trace", R"({"points": [[5, 1], [5, 2]]})", "/load/0/points/1",
        "later than");
    row("a negative rate", "trace", R"({"points": [[0, -1]]})", "/load/0/points/0", "rate from 0");
    row("a rate of 1e12", "trace", R"({"points": [[0, 1e12]]})", "/load/0/points/0", "rate from 0");
    row("a word in a table", "trace", R"({"csv": "0,10\n60,many\n"})", "/load/0/csv", "Line 2");
    row("a gap in a table", "trace", R"({"csv": "0,10\n60,\n90,4\n"})", "/load/0/csv", "Line 2");
    row("nan", "trace", R"({"csv": "0,nan\n"})", "/load/0/csv", "Line 1");
    row("23 hours", "daily", R"({"hourly": [1, 2, 3]})", "/load/0", "24 factors");
    row("a 25th hour", "daily", R"({"peak_h": 25})", "/load/0", "hours from 0");
    row("an amplitude of 2", "daily", R"({"amplitude": 2})", "/load/0", "amplitude");
}

void TestLoadShape::badCurvesAreRefusedWithTheirPlace()
{
    QFETCH(QString, shape);
    QFETCH(QString, extra);
    QFETCH(QString, pointer);
    QFETCH(QString, says);
    const Load load{.shape = shape.toStdString(), .extra = Json::parse(extra.toStdString())};
    const auto read = shapeOf(load, 10, 600, "/load/0");
    QVERIFY(!read.has_value());
    QCOMPARE(QString::fromStdString(read.error().location.pointer), pointer);
    QVERIFY2(describe(read.error()).find(says.toStdString()) != std::string::npos,
             describe(read.error()).c_str());
}

QTEST_GUILESS_MAIN(TestLoadShape)
#include "tst_load_shape.moc"
