// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII // a test says its texts plainly
#include <QTest>

#include "model/architecture/property_value.h"
#include "model/formats/sweep_report.h"
#include "model/simulation/sweep.h"
#include "tests/model/simulation/play.h"

using namespace skydraft;
using namespace skydraft::testing;

/// Tables of runs: what is varied, which runs there are, and parts that are joined.
class TestSweep : public QObject
{
    Q_OBJECT

private slots:
    void axesAreRead_data();
    void axesAreRead();
    void pathsNameOneValue_data();
    void pathsNameOneValue();
    void whatIsWrongIsSaidWithItsPlace_data();
    void whatIsWrongIsSaidWithItsPlace();
    void theLastAxisChangesFastest();
    void allPointsHaveTheSameChance();
    void theRunsAreTheSameForAnyNumberOfThreads();
    void partsJoinedAreTheWhole();
    void partsThatDoNotFitAreRefused_data();
    void partsThatDoNotFitAreRefused();
    void aSweepCanBeStopped();
};

namespace {

Design design()
{
    Scenario scenario = open(100, 20);
    scenario.faults = {{.atS = 5, .kind = "process.stop", .target = "web", .durationS = 1}};
    return {Drawing()
                .add("users", "clients")
                .add("lb", "elb.application")
                .add("web", "ec2.instance", "", station(5, 2))
                .connect("c1", "users", "lb")
                .connect("c2", "lb", "web")
                .build(),
            scenario};
}

const Catalogue& catalogue()
{
    return Catalogue::builtIn();
}

Sweep sweepOf(const std::vector<const char*>& axes)
{
    std::vector<SweepAxis> read;
    for (const char* axis : axes)
        read.push_back(*sweepAxisFrom(axis));
    auto sweep = Sweep::create(catalogue(), design(), read);
    if (!sweep)
        qFatal("%s", describe(sweep.error()).c_str());
    return std::move(*sweep);
}

OrderedJson runOf(const Sweep& sweep, const Shard& shard = {}, int jobs = 1,
                  const std::string& fingerprint = "f")
{
    const auto runs = runSweep(catalogue(), sweep, {},
                               {.replications = {.replications = 3, .jobs = jobs}, .shard = shard});
    if (!runs)
        qFatal("%s", describe(runs.error()).c_str());
    return sweepToJson({.fingerprint = fingerprint, .scenario = "test", .replications = 3}, sweep,
                       shard, *runs);
}

SweepPart partOf(const Sweep& sweep, const Shard& shard, const std::string& fingerprint = "f")
{
    return {"part" + std::to_string(shard.number), runOf(sweep, shard, 1, fingerprint).dump(2)};
}

} // namespace

void TestSweep::axesAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected"); // path and values; empty: refused
    QTest::newRow("numbers") << "asg.max=2,4,8" << QStringList{"asg.max", "2", "4", "8"};
    QTest::newRow("one value") << "a.b=x" << QStringList{"a.b", "x"};
    QTest::newRow("commas within a value")
        << R"(a.b=["x","y"],{"c":1,"d":2},"e,\"f")"
        << QStringList{"a.b", R"(["x","y"])", R"({"c":1,"d":2})", R"("e,\"f")"};
    QTest::newRow("an equals sign in a value") << "a.b=c=d" << QStringList{"a.b", "c=d"};
    QTest::newRow("no values") << "a.b=" << QStringList{};
    QTest::newRow("an empty value") << "a.b=1,,2" << QStringList{};
    QTest::newRow("no path") << "=1" << QStringList{};
    QTest::newRow("no equals sign") << "a.b" << QStringList{};
}

void TestSweep::axesAreRead()
{
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    const auto axis = sweepAxisFrom(text.toStdString());
    QCOMPARE(axis.has_value(), !expected.isEmpty());
    if (!axis)
        return;
    QStringList read{QString::fromStdString(axis->path)};
    for (const std::string& value : axis->values)
        read.append(QString::fromStdString(value));
    QCOMPARE(read, expected);
}

void TestSweep::pathsNameOneValue_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("pointer"); // into the design's document and scenario
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* path, const char* value, const char* pointer,
                        const char* expected) {
        QTest::newRow(name) << path << value << pointer << expected;
    };
    row("a number", "web.workers", "4", "/resources/2/properties/workers", "4");
    row("in the long form", "resources/web/workers", "4", "/resources/2/properties/workers", "4");
    row("a choice without quotes", "web.instance_type", "m5.large",
        "/resources/2/properties/instance_type", R"("m5.large")");
    row("a choice with quotes", "web.instance_type", R"("m5.large")",
        "/resources/2/properties/instance_type", R"("m5.large")");
    row("a truth", "lb.cross_zone", "false", "/resources/0/properties/cross_zone", "false");
    row("a field keeps its neighbours", "resources/lb/health_check/interval_s", "10",
        "/resources/0/properties/health_check",
        R"({"protocol": "http", "port": null, "path": "/", "interval_s": 10, "timeout_s": 5,
            "healthy_threshold": 5, "unhealthy_threshold": 2})");
    row("of a connection", "connections/c2/weight", "3", "/connections/1/properties/weight", "3");
    row("of the load", "load/users/rate_per_s", "250", "/scenarios/0/load/0/rate_per_s", "250");
    row("a shape", "load/users/shape", "ramp", "/scenarios/0/load/0/shape", R"("ramp")");
    row("of a fault", "faults/0/at_s", "12.5", "/scenarios/0/faults/0/at_s", "12.5");
    row("of the scenario", "scenario.duration_s", "60", "/scenarios/0/duration_s", "60");
    row("of the scenario, long", "scenario/seed", "7", "/scenarios/0/seed", "7");
}

void TestSweep::pathsNameOneValue()
{
    QFETCH(QString, path);
    QFETCH(QString, value);
    QFETCH(QString, pointer);
    QFETCH(QString, expected);
    const auto found = SweepPath::create(catalogue(), design(), path.toStdString());
    QVERIFY2(found.has_value(), found ? "" : describe(found.error()).c_str());
    const auto set = found->set(catalogue(), design(), value.toStdString());
    QVERIFY2(set.has_value(), set ? "" : describe(set.error()).c_str());
    Json whole = toJson(set->architecture);
    whole["scenarios"] = {Json(toJson(set->scenario))};
    QCOMPARE(whole.at(Json::json_pointer(pointer.toStdString())).dump(),
             Json::parse(expected.toStdString()).dump());
}

void TestSweep::whatIsWrongIsSaidWithItsPlace_data()
{
    QTest::addColumn<QString>("axis");
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* axis, const char* pointer, const char* says) {
        QTest::newRow(name) << axis << pointer << says;
    };
    row("no path", "web=1", "/1/path", "is no path");
    row("an unknown resource", "wbe.workers=1", "/1/path", "no resource \"wbe\"");
    row("an unknown property", "web.wrkers=1", "/1/path",
        "web (ec2.instance) has no property \"wrkers\"");
    row("an unknown field", "resources/lb/health_check/intervl=1", "/1/path",
        "has no property \"health_check/intervl\"");
    row("a field of what has none", "resources/web/workers/x=1", "/1/path", "workers/x");
    row("an unknown connection", "connections/c9/weight=1", "/1/path", "no connection \"c9\"");
    row("an unknown load", "load/web/rate_per_s=1", "/1/path", "no load of \"web\"");
    row("an unknown member of a load", "load/users/rate=1", "/1/path", "no property \"rate\"");
    row("a fault that there is not", "faults/1/at_s=1", "/1/path",
        "no fault with the number \"1\"");
    row("a fault that is no number", "faults/first/at_s=1", "/1/path", "\"first\"");
    row("an unknown member of the scenario", "scenario.name=x", "/1/path", "no property \"name\"");
    row("a text for a number", "web.workers=1,2,many", "/1/values/2", "a number is wanted");
    row("below the minimum", "web.workers=1,0", "/1/values/1", "below the minimum");
    row("not one of the choices", "lb.scheme=internal,inside", "/1/values/1", "inside");
    row("a text for a rate", "load/users/rate_per_s=fast", "/1/values/0", "must be a number");
    row("a number for a shape", "load/users/shape=null", "/1/values/0", "must be a text");
    row("a shape that there is not", "load/users/shape=ramp,wave", "/1/values/1", "wave");
    row("a negative time", "scenario.duration_s=-1", "/1/values/0", "at least 0");
    row("the same value twice", "resources/web/queue_limit=3", "/1/path", "is varied twice");
}

void TestSweep::whatIsWrongIsSaidWithItsPlace()
{
    QFETCH(QString, axis);
    QFETCH(QString, pointer);
    QFETCH(QString, says);
    const auto sweep =
        Sweep::create(catalogue(), design(),
                      {*sweepAxisFrom("web.queue_limit=5"), *sweepAxisFrom(axis.toStdString())});
    QVERIFY(!sweep);
    QCOMPARE(QString::fromStdString(sweep.error().location.pointer), pointer);
    const QString message = QString::fromStdString(sweep.error().message.english());
    QVERIFY2(message.contains(says), qPrintable(message));
}

void TestSweep::theLastAxisChangesFastest()
{
    const Sweep sweep = sweepOf({"web.workers=1,2,3", "load/users/rate_per_s=50,100"});
    QCOMPARE(sweep.size(), std::size_t{6});
    QCOMPARE(sweep.values(0), (std::vector<std::string>{"1", "50"}));
    QCOMPARE(sweep.values(1), (std::vector<std::string>{"1", "100"}));
    QCOMPARE(sweep.values(4), (std::vector<std::string>{"3", "50"}));
    const auto last = sweep.design(catalogue(), 5);
    QCOMPARE(last->scenario.load[0].ratePerS, std::optional(100.0));
    QCOMPARE(numberOf(catalogue(), *last->architecture.find(ResourceId{"web"}), "workers", 0), 3.0);
    QCOMPARE(sweepOf({}).size(), std::size_t{1});
}

void TestSweep::allPointsHaveTheSameChance()
{
    // The same people come at the same instants whatever the server is.
    const OrderedJson json = runOf(sweepOf({"web.workers=1,2,8"}));
    QCOMPARE(json["runs"].size(), std::size_t{3});
    const auto offered = [&](std::size_t run) {
        return json["runs"][run]["requests"]["offered"].get<int>();
    };
    QVERIFY(offered(0) > 5000); // three times 20 s of 100 a second
    QCOMPARE(offered(1), offered(0));
    QCOMPARE(offered(2), offered(0));
    const auto mean = [&](std::size_t run) {
        return json["runs"][run]["latency_ms"]["mean"].get<double>();
    };
    QVERIFY(mean(0) > mean(1) && mean(1) > mean(2));
}

void TestSweep::theRunsAreTheSameForAnyNumberOfThreads()
{
    const Sweep sweep = sweepOf({"web.workers=1,2", "load/users/rate_per_s=50,100,150"});
    const std::string one = runOf(sweep).dump();
    QCOMPARE(runOf(sweep, {}, 2).dump(), one);
    QCOMPARE(runOf(sweep, {}, 16).dump(), one); // more threads than points
}

void TestSweep::partsJoinedAreTheWhole()
{
    const Sweep sweep = sweepOf({"web.workers=1,2", "load/users/rate_per_s=50,75.5,100,150"});
    const OrderedJson whole = runOf(sweep);
    for (const std::size_t count : {1U, 3U, 8U, 11U}) { // the last three of eleven have no point
        std::vector<SweepPart> parts;
        for (std::size_t number = count; number >= 1; --number) // in any order
            parts.push_back(partOf(sweep, {number, count}));
        if (count == 1) // is the whole, not a part
            parts = {partOf(sweep, {2, 2}), partOf(sweep, {1, 2})};
        const auto joined = joinSweepParts(parts, "f");
        QVERIFY2(joined.has_value(), joined ? "" : describe(joined.error()).c_str());
        QCOMPARE(joined->dump(2), whole.dump(2));
        QCOMPARE(sweepToCsv(*joined), sweepToCsv(whole));
        QCOMPARE(sweepToText(*joined), sweepToText(whole));
    }
    const std::string csv = sweepToCsv(whole);
    QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), 1 + 8);
    QVERIFY(csv.starts_with("point,web.workers,load/users/rate_per_s,replications,offered,"));
}

void TestSweep::partsThatDoNotFitAreRefused_data()
{
    QTest::addColumn<QString>("pointer"); // of the second part of two
    QTest::addColumn<QString>("value");   // put there; empty: removed
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("where");
    const auto row = [](const char* name, const char* pointer, const char* value, ErrorCode code,
                        const char* where) {
        QTest::newRow(name) << pointer << value << static_cast<int>(code) << where;
    };
    row("another drawing", "/fingerprint", R"("g")", ErrorCode::WrongReference, "/fingerprint");
    row("other values", "/vary/0/values/0", R"("9")", ErrorCode::WrongReference, "");
    row("another division", "/shard/count", "3", ErrorCode::OutOfRange, "/runs/1");
    row("the same part twice", "/shard/number", "1", ErrorCode::OutOfRange, "/runs/0");
    row("no shard", "/shard", "", ErrorCode::WrongType, "");
    row("a shard beyond the last", "/shard/number", "3", ErrorCode::WrongType, "/shard");
    row("another format", "/format", R"("poem")", ErrorCode::UnknownFormat, "");
    row("a later version", "/version", "2", ErrorCode::UnknownFormat, "");
    row("a run that is missing", "/runs/1", "", ErrorCode::MissingMember, "/runs");
    row("a run of another point", "/runs/0/point", "2", ErrorCode::OutOfRange, "/runs/0");
    row("a run without requests", "/runs/0/requests", "", ErrorCode::WrongType, "/runs/0");
    row("an availability of words", "/runs/0/confidence/availability/low", R"("high")",
        ErrorCode::WrongType, "/runs/0");
    row("a node of nothing", "/runs/0/nodes/web", "null", ErrorCode::WrongType, "/runs/0");
    row("runs that are none", "/runs", "3", ErrorCode::MissingMember, "");
    row("axes that are none", "/vary", R"([{"path": 1}])", ErrorCode::MissingMember, "");
    row("points beyond all", "/points", "99999999999", ErrorCode::MissingMember, "");
}

void TestSweep::partsThatDoNotFitAreRefused()
{
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QFETCH(int, code);
    QFETCH(QString, where);
    const Sweep sweep = sweepOf({"web.workers=1,2,3,4"});
    const SweepPart first = partOf(sweep, {1, 2});
    SweepPart second = partOf(sweep, {2, 2});
    QVERIFY(joinSweepParts({first, second}, "").has_value());
    Json json = Json::parse(second.text);
    const Json::json_pointer place(pointer.toStdString());
    if (value.isEmpty() && json.at(place.parent_pointer()).is_array())
        json[place.parent_pointer()].erase(std::stoul(place.back()));
    else if (value.isEmpty())
        json[place.parent_pointer()].erase(place.back());
    else
        json[place] = Json::parse(value.toStdString());
    second.text = json.dump(1);
    const auto joined = joinSweepParts({first, second}, "");
    QVERIFY(!joined);
    QCOMPARE(static_cast<int>(joined.error().code), code);
    QCOMPARE(QString::fromStdString(joined.error().location.pointer), where);
    QCOMPARE(joined.error().location.source, std::string("part2"));
    // And a part alone, twice, or of a sweep that was not asked for.
    QCOMPARE(joinSweepParts({first}, "").error().code, ErrorCode::MissingMember);
    QCOMPARE(joinSweepParts({first, first}, "").error().code, ErrorCode::DuplicateId);
    QCOMPARE(joinSweepParts({first}, "another").error().code, ErrorCode::WrongReference);
    QCOMPARE(joinSweepParts({{"x", "[1, 2"}}, "").error().code, ErrorCode::Syntax);
    QCOMPARE(joinSweepParts({}, "").error().code, ErrorCode::MissingMember);
}

void TestSweep::aSweepCanBeStopped()
{
    std::atomic<bool> cancel = false;
    SweepSettings settings{.replications = {.replications = 5, .jobs = 2, .cancel = &cancel}};
    std::size_t told = 0;
    settings.progress = [&](std::size_t finished, std::size_t all) {
        QCOMPARE(all, std::size_t{200});
        QVERIFY(finished > told);
        told = finished;
        cancel = finished >= 3;
    };
    std::string rates = "load/users/rate_per_s=1";
    for (int rate = 2; rate <= 200; ++rate)
        rates += "," + std::to_string(rate);
    const auto runs = runSweep(catalogue(), sweepOf({rates.c_str()}), {}, settings);
    QVERIFY(!runs);
    QCOMPARE(runs.error().code, ErrorCode::Cancelled);
    QVERIFY(told < 200);
}

QTEST_APPLESS_MAIN(TestSweep)
#include "tst_sweep.moc"
