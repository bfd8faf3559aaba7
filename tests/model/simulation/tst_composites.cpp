// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/composites.h"
#include "tests/model/simulation/play.h"

using namespace skydraft;
using namespace skydraft::testing;

/// Elastic Beanstalk environments play as what they make.
class TestComposites : public QObject
{
    Q_OBJECT

private slots:
    void aDrawingWithoutCompositesStaysTheSame();
    void whatHasItsOwnResourcesStaysTheSame();
    void oneInstanceIsDownUntilItIsReplaced();
    void aFleetSurvivesItsInstance();
    void aFleetFollowsItsTrigger();
    void callsLeaveFromTheInstances();
    void aNewVersionIsDeployedOnTheEnvironment();
    void aCompositeStandsForWhatItMakes();
};

namespace {

Drawing environment(const Json& properties)
{
    Json all = station(100, 4, {{"service_time_distribution", "deterministic"}});
    all.update(properties);
    return Drawing()
        .add("users", "clients")
        .add("vpc", "vpc.vpc")
        .add("net-a", "vpc.subnet", "vpc", {{"zone", "a"}})
        .add("net-b", "vpc.subnet", "vpc", {{"zone", "b"}})
        .add("shop", "beanstalk.environment", "vpc", all)
        .connect("in", "users", "shop");
}

const Json fleet = {{"mode", "high-availability"}, {"min", 2}, {"max", 4}};

Scenario with(Scenario scenario, Fault fault)
{
    scenario.faults = {std::move(fault)};
    return scenario;
}

} // namespace

void TestComposites::aDrawingWithoutCompositesStaysTheSame()
{
    const Architecture drawn = Drawing().add("web", "ec2.instance").build();
    const Expansion expansion = expandComposites(Catalogue::builtIn(), drawn);
    QVERIFY(expansion.architecture == drawn);
    QVERIFY(expansion.madeBy.empty() && expansion.groupOf.empty());
}

void TestComposites::whatHasItsOwnResourcesStaysTheSame()
{
    Drawing drawing = environment({{"resources", {"web"}}});
    drawing.add("web", "ec2.instance");
    QVERIFY(expandComposites(Catalogue::builtIn(), drawing.build()).groupOf.empty());
}

void TestComposites::oneInstanceIsDownUntilItIsReplaced()
{
    const SimulationResult result =
        play(environment(Json::object()).build(),
             with(evenly(10, 600), {.atS = 60, .kind = "host.stop", .target = "shop"}));
    QVERIFY(node(result, "shop").arrivals > 0);
    // Seen within a minute, 30 s to launch, 30 s to boot and 30 s to install the application.
    const double inService = result.activities.back().endS;
    QVERIFY2(inService >= 90 && inService <= 150, qPrintable(QString::number(inService)));
    QVERIFY2(result.failed >= 900 && result.failed <= 1510,
             qPrintable(QString::number(result.failed)));
}

void TestComposites::aFleetSurvivesItsInstance()
{
    const SimulationResult result =
        play(environment(fleet).build(),
             with(evenly(10, 600), {.atS = 60, .kind = "process.stop", .target = "shop"}));
    // Every second request is refused until the balancer notices, 30 … 60 s later.
    const double detected = result.incidents.front().detectedS;
    QVERIFY(detected >= 30 && detected <= 60);
    QVERIFY(std::abs(static_cast<double>(result.failed) - 5 * detected) <= 3);
    QVERIFY(result.nodes.contains(ResourceId{"shop/group"}));
}

void TestComposites::aFleetFollowsItsTrigger()
{
    // Two instances of 40/s at 60/s: 75 % busy, above 70 % in the period that ends at 300 s. A
    // third makes 50 %; that is between the thresholds.
    const SimulationResult result = play(environment(fleet).build(), evenly(60, 1500));
    QCOMPARE(result.scaling.size(), std::size_t{1});
    QCOMPARE(result.scaling.front().atS, 300.0);
    QCOMPARE(result.scaling.front().to, 3);
    QCOMPARE(QString::fromStdString(result.alarms.front().alarm),
             QStringLiteral("shop/alarm-high"));
}

void TestComposites::callsLeaveFromTheInstances()
{
    for (const Json& mode : {Json::object(), fleet}) {
        Drawing drawing = environment(mode);
        drawing.add("db", "rds.instance", "net-a", station(1)).connect("sql", "shop", "db");
        const SimulationResult result = play(drawing.build(), evenly(10, 10));
        // Sent at 0.1 … 9.9 s, worked on for 0.1 s; the hundredth arrives at the very end.
        QCOMPARE(node(result, "db").arrivals, std::uint64_t{99});
        QCOMPARE(result.failed, std::uint64_t{0});
    }
}

void TestComposites::aNewVersionIsDeployedOnTheEnvironment()
{
    Fault deploy{.atS = 60, .kind = "deploy", .target = "shop"};
    deploy.extra = {{"policy", "rolling"}, {"batch", 1}, {"bad_version", true}};
    const SimulationResult result = play(environment(fleet).build(), with(evenly(10, 900), deploy));
    QCOMPARE(result.failed, std::uint64_t{0});
    QVERIFY(result.activities.back().description.english().starts_with("Rolling back"));
    // Without a word about it the way of the environment holds: all at once.
    deploy.extra = {{"bad_version", false}};
    const SimulationResult usual = play(environment(fleet).build(), with(evenly(10, 900), deploy));
    QVERIFY(usual.activities.front().description.english().ends_with("all at once"));
    // A single instance is interrupted by every deployment: 30 s of 10/s.
    deploy.extra = {{"policy", "all-at-once"}};
    const SimulationResult single =
        play(environment(Json::object()).build(), with(evenly(10, 900), deploy));
    QVERIFY2(single.failed >= 300 && single.failed <= 302,
             qPrintable(QString::number(single.failed)));
}

void TestComposites::aCompositeStandsForWhatItMakes()
{
    QStringList asked;
    const CanReach canReach = [&](const ResourceId& from, const ResourceId& to, std::string_view,
                                  int) {
        asked << QString::fromStdString(from.value() + " -> " + to.value());
        return to != ResourceId{"db"};
    };
    Drawing drawing = environment(fleet);
    drawing.add("db", "rds.instance", "net-a", station(1)).connect("sql", "shop", "db");
    const SimulationResult result = play(drawing.build(), evenly(1, 10), canReach);
    asked.removeDuplicates();
    QVERIFY(asked.contains(QStringLiteral("users -> shop")));
    QVERIFY(asked.contains(QStringLiteral("shop -> db")));
    QCOMPARE(asked.size(), 2);
    QCOMPARE(result.succeeded, std::uint64_t{0});
}

QTEST_APPLESS_MAIN(TestComposites)
#include "tst_composites.moc"
