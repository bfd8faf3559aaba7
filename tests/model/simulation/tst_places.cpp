// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/burstable.h"
#include "model/simulation/regions.h"
#include "tests/model/simulation/play.h"

using namespace skydraft;

/// The tables of Regions and of T types.
class TestPlaces : public QObject
{
    Q_OBJECT

private slots:
    void everyRegionOfTheCatalogueHasAPlace();
    void waysAreAsTheyEverWere_data();
    void waysAreAsTheyEverWere();
    void everySizeEarnsWhatAwsSays_data();
    void everySizeEarnsWhatAwsSays();
    void badTablesAreRefused_data();
    void badTablesAreRefused();
};

void TestPlaces::everyRegionOfTheCatalogueHasAPlace()
{
    const ServiceType* region = Catalogue::builtIn().find("region");
    QVERIFY(region != nullptr);
    const auto* code = region->property("code");
    QVERIFY(code != nullptr && code->choices.size() >= 17);
    for (const auto& choice : code->choices)
        QVERIFY2(placeOfRegion(choice.value).has_value(), choice.value.c_str());
}

void TestPlaces::waysAreAsTheyEverWere_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<qint64>("ns");
    QTest::newRow("af-south-1") << QByteArray{"ap-northeast-2"} << QByteArray{"af-south-1"}
                                << qint64{103887000};
    QTest::newRow("ap-east-1") << QByteArray{"ap-northeast-2"} << QByteArray{"ap-east-1"}
                               << qint64{16724000};
    QTest::newRow("ap-northeast-1")
        << QByteArray{"ap-northeast-2"} << QByteArray{"ap-northeast-1"} << qint64{9637000};
    QTest::newRow("ap-northeast-2")
        << QByteArray{"ap-northeast-2"} << QByteArray{"ap-northeast-2"} << qint64{0};
    QTest::newRow("ap-northeast-3")
        << QByteArray{"ap-northeast-2"} << QByteArray{"ap-northeast-3"} << qint64{7211000};
    QTest::newRow("ap-south-1") << QByteArray{"ap-northeast-2"} << QByteArray{"ap-south-1"}
                                << qint64{42955000};
    QTest::newRow("ap-southeast-1")
        << QByteArray{"ap-northeast-2"} << QByteArray{"ap-southeast-1"} << qint64{36043000};
    QTest::newRow("ap-southeast-2")
        << QByteArray{"ap-northeast-2"} << QByteArray{"ap-southeast-2"} << qint64{63513000};
    QTest::newRow("ca-central-1") << QByteArray{"ap-northeast-2"} << QByteArray{"ca-central-1"}
                                  << qint64{80105000};
    QTest::newRow("eu-central-1") << QByteArray{"ap-northeast-2"} << QByteArray{"eu-central-1"}
                                  << qint64{65108000};
    QTest::newRow("eu-north-1") << QByteArray{"ap-northeast-2"} << QByteArray{"eu-north-1"}
                                << qint64{56726000};
    QTest::newRow("eu-west-1") << QByteArray{"ap-northeast-2"} << QByteArray{"eu-west-1"}
                               << qint64{68162000};
    QTest::newRow("eu-west-2") << QByteArray{"ap-northeast-2"} << QByteArray{"eu-west-2"}
                               << qint64{67409000};
    QTest::newRow("eu-west-3") << QByteArray{"ap-northeast-2"} << QByteArray{"eu-west-3"}
                               << qint64{68183000};
    QTest::newRow("me-south-1") << QByteArray{"ap-northeast-2"} << QByteArray{"me-south-1"}
                                << qint64{54514000};
    QTest::newRow("sa-east-1") << QByteArray{"ap-northeast-2"} << QByteArray{"sa-east-1"}
                               << qint64{138575000};
    QTest::newRow("us-east-1") << QByteArray{"ap-northeast-2"} << QByteArray{"us-east-1"}
                               << qint64{84604000};
    QTest::newRow("us-east-2") << QByteArray{"ap-northeast-2"} << QByteArray{"us-east-2"}
                               << qint64{82451000};
    QTest::newRow("us-west-1") << QByteArray{"ap-northeast-2"} << QByteArray{"us-west-1"}
                               << qint64{68683000};
    QTest::newRow("us-west-2") << QByteArray{"ap-northeast-2"} << QByteArray{"us-west-2"}
                               << qint64{65510000};
}

void TestPlaces::waysAreAsTheyEverWere()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QTEST(qint64{oneWayNs(from.toStdString(), to.toStdString())}, "ns");
}

void TestPlaces::everySizeEarnsWhatAwsSays_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<double>("perHour");
    QTest::addColumn<double>("most");
    QTest::addColumn<double>("baseline");
    QTest::newRow("t3.nano") << QByteArray{"t3.nano"} << 6.0 << 144.0 << 0.05;
    QTest::newRow("t3.medium") << QByteArray{"t3.medium"} << 24.0 << 576.0 << 0.2;
    QTest::newRow("t4g.2xlarge") << QByteArray{"t4g.2xlarge"} << 192.0 << 4608.0 << 0.4;
    QTest::newRow("t2.micro") << QByteArray{"t2.micro"} << 6.0 << 144.0 << 0.1;
    QTest::newRow("m5.large") << QByteArray{"m5.large"} << 0.0 << 0.0 << 0.0;
    QTest::newRow("no type") << QByteArray{"t3"} << 0.0 << 0.0 << 0.0;
}

void TestPlaces::everySizeEarnsWhatAwsSays()
{
    QFETCH(QByteArray, type);
    const BurstableType found = burstableType(type.toStdString()).value_or(BurstableType{});
    QTEST(found.creditsPerHour, "perHour");
    QTEST(found.mostCredits, "most");
    QTEST(found.baseline, "baseline");
}

void TestPlaces::badTablesAreRefused_data()
{
    QTest::addColumn<QByteArray>("regions");
    QTest::addColumn<QByteArray>("burstable");
    QTest::addColumn<QByteArray>("pointer");
    const QByteArray way = R"("way": {"fibre_km_per_s": 200000, "detour": 1.5, "passed_on_ms": 1})";
    const QByteArray kept = R"("hours_kept": 24, "families": [{"names": ["t3"], "sizes": )";
    QTest::newRow("no JSON") << QByteArray{"{"} << QByteArray{"["} << QByteArray{""};
    QTest::newRow("nothing") << QByteArray{"{}"} << QByteArray{"{}"} << QByteArray{};
    QTest::newRow("no way faster than light")
        << QByteArray{R"({"way": {"fibre_km_per_s": 300000}})"} << QByteArray{}
        << QByteArray{"/way/fibre_km_per_s"};
    QTest::newRow("no list of Regions")
        << '{' + way + R"(, "regions": 1})" << QByteArray{} << QByteArray{"/regions"};
    QTest::newRow("beyond the pole")
        << '{' + way + R"(, "regions": [{"code": "x", "latitude": 91, "longitude": 0}]})"
        << QByteArray{} << QByteArray{"/regions/0/latitude"};
    QTest::newRow("the same twice")
        << '{' + way
               + R"(, "regions": [{"code": "x", "latitude": 1, "longitude": 0}, {"code": "x", "latitude": 1, "longitude": 0}]})"
        << QByteArray{} << QByteArray{"/regions/1/code"};
    QTest::newRow("a size without a name")
        << QByteArray{} << '{' + kept + "[{}]}]}" << QByteArray{"/families/0/sizes/0/size"};
    QTest::newRow("a baseline above one")
        << QByteArray{}
        << '{' + kept + R"([{"size": "x", "credits_per_hour": 1, "baseline": 2, "vcpus": 1}]}]})"
        << QByteArray{"/families/0/sizes/0/baseline"};
}

void TestPlaces::badTablesAreRefused()
{
    QFETCH(QByteArray, regions);
    QFETCH(QByteArray, burstable);
    QFETCH(QByteArray, pointer);
    const auto isRefused = [&](const auto& read) {
        return !read
               && (pointer.isEmpty() || read.error().location.pointer == pointer.toStdString());
    };
    if (!regions.isEmpty())
        QVERIFY(isRefused(RegionTable::fromJson(regions.toStdString(), "test")));
    if (!burstable.isEmpty())
        QVERIFY(isRefused(BurstableTypes::fromJson(burstable.toStdString(), "test")));
}

QTEST_APPLESS_MAIN(TestPlaces)
#include "tst_places.moc"
