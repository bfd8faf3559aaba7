// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/recording.h"
#include "tests/model/simulation/play.h"

using namespace skydraft;
using namespace skydraft::testing;

/// Looking back at a run: every instant is had again to the last bit, and a branch shares its past.
class TestRecording : public QObject
{
    Q_OBJECT

private slots:
    void aCopyGoesOnToTheLastBit();
    void aCopyIsIndependent();
    void aCopyIntoUsedMemoryIsTheSame();
    void anyInstantIsHadAgain_data();
    void anyInstantIsHadAgain();
    void whatWasDoneIsDoneAgain();
    void whatWasDoneAtTheStartIsDoneAgain();
    void aViewFollowsTheRun();
    void aBranchSharesThePastOnly();
    void aBranchOfABranchLooksBackToo();
    void aBranchWithoutADifferenceIsTheSameRun();
    void keyframesAreThinnedEvenly();
    void memoryIsBounded();
};

namespace {

/// Two servers of 8 x 20 ms behind a balancer, a cache and a database: 400 of 800 requests/s, so
/// that losing one server makes the other one full.
Architecture shop()
{
    return Drawing()
        .add("users", "clients", "", {{"retries", 1}, {"timeout_s", 2}})
        .add("lb", "elb.application", "", {{"network_delay_ms", 0.5}})
        .add("a", "ec2.instance", "", station(20, 8))
        .add("b", "ec2.instance", "", station(20, 8, {{"queue_limit", 50}}))
        .add("cache", "elasticache.redis", "", station(0.5, 1, {{"hit_ratio", 0.5}}))
        .add("db", "rds.instance", "", station(2, 4))
        .connect("1", "users", "lb")
        .connect("2", "lb", "a")
        .connect("3", "lb", "b")
        .connect("4", "a", "cache")
        .connect("5", "b", "cache")
        .connect("6", "a", "db")
        .connect("7", "b", "db")
        .build();
}

Scenario busy(double seconds)
{
    Scenario scenario = open(400, seconds);
    scenario.faults = {Fault{.atS = 5, .kind = "process.stop", .target = "a", .durationS = 4.0}};
    return scenario;
}

std::string finished(Simulation& simulation)
{
    simulation.runToEnd();
    return bytesOf(simulation.result());
}

std::string bytesAt(const Simulation& simulation)
{
    return bytesOf(simulation.result());
}

/// What a run says at `seconds` that did nothing but play to there.
std::string playedTo(double seconds)
{
    Simulation simulation = start(shop(), busy(20));
    simulation.runUntil(fromSeconds(seconds));
    return bytesAt(simulation);
}

Fault stopped(const char* target)
{
    return Fault{.kind = "process.stop", .target = target};
}

} // namespace

void TestRecording::aCopyGoesOnToTheLastBit()
{
    Simulation simulation = start(shop(), busy(20));
    simulation.runUntil(fromSeconds(6.5)); // in the midst of the fault, with requests in flight
    QVERIFY(simulation.result().inFlight > 0);
    Simulation copy = simulation.copy();
    QCOMPARE(bytesAt(copy), bytesAt(simulation));
    const std::string end = finished(simulation);
    QCOMPARE(bytesAt(copy), playedTo(6.5)); // the original has gone on, the copy has not
    QCOMPARE(finished(copy), end);
    QCOMPARE(end, playedTo(20));
}

void TestRecording::aCopyIsIndependent()
{
    Simulation simulation = start(shop(), busy(20));
    simulation.runUntil(fromSeconds(3));
    Simulation copy = simulation.copy();
    QVERIFY(copy.inject(stopped("b")));
    QVERIFY(finished(copy) != playedTo(20));
    QCOMPARE(finished(simulation), playedTo(20));
}

void TestRecording::aCopyIntoUsedMemoryIsTheSame()
{
    Simulation simulation = start(shop(), busy(20));
    simulation.runUntil(fromSeconds(3));
    Simulation used = start(shop(), busy(20));
    used.runUntil(fromSeconds(11));
    simulation.copyInto(used);
    QCOMPARE(bytesAt(used), playedTo(3));
    QCOMPARE(finished(used), playedTo(20));
}

void TestRecording::anyInstantIsHadAgain_data()
{
    QTest::addColumn<double>("seconds");
    QTest::newRow("the start") << 0.0;
    QTest::newRow("before the first keyframe") << 1.25;
    QTest::newRow("at a keyframe") << 4.0;
    QTest::newRow("when the fault begins") << 5.0;
    QTest::newRow("between keyframes, while it lasts") << 7.125;
    QTest::newRow("after it") << 12.75;
    QTest::newRow("the newest instant") << 16.0;
}

void TestRecording::anyInstantIsHadAgain()
{
    QFETCH(double, seconds);
    Recording recording(start(shop(), busy(20)));
    for (int second = 1; second <= 16; ++second) {
        recording.runUntil(fromSeconds(second));
        if (second % 2 == 0)
            recording.keep(2);
    }
    QCOMPARE(recording.keyframes(), 9U); // the start and 16 / 2 more
    const Simulation state = recording.at(fromSeconds(seconds));
    QCOMPARE(toSeconds(state.now()), seconds);
    QCOMPARE(bytesAt(state), playedTo(seconds));
    QCOMPARE(toSeconds(recording.now()), 16.0); // the run itself has not moved
}

void TestRecording::whatWasDoneIsDoneAgain()
{
    Recording recording(start(shop(), open(400, 20)));
    std::vector<std::string> seen;
    for (int second = 1; second <= 12; ++second) {
        recording.runUntil(fromSeconds(second));
        if (second == 3)
            QVERIFY(recording.inject(stopped("b")));
        if (second == 8)
            QVERIFY(recording.repair("b"));
        seen.push_back(bytesOf(recording.result()));
        if (second == 6)
            recording.keep(1);
    }
    QVERIFY(!recording.inject(stopped("nobody"))); // it is not noted either
    for (int second = 1; second <= 12; ++second)
        QCOMPARE(bytesAt(recording.at(fromSeconds(second))),
                 seen[static_cast<std::size_t>(second - 1)]);
}

void TestRecording::whatWasDoneAtTheStartIsDoneAgain()
{
    Recording recording(start(shop(), open(400, 20)));
    QVERIFY(recording.inject(stopped("b"))); // before anything was played
    recording.runUntil(fromSeconds(10));
    QCOMPARE(bytesAt(recording.at(fromSeconds(10))), bytesOf(recording.result()));
    QCOMPARE(recording.at(fromSeconds(4)).result().incidents.size(), 1U);
}

void TestRecording::aViewFollowsTheRun()
{
    Recording recording(start(shop(), open(400, 20)));
    recording.runUntil(fromSeconds(4));
    QVERIFY(recording.inject(stopped("b")));
    recording.runUntil(fromSeconds(10));
    Simulation view = recording.at(fromSeconds(2));
    for (double second = 2.3; second < 12; second += 0.7)
        recording.follow(view, fromSeconds(second));
    QCOMPARE(toSeconds(view.now()), 10.0); // never beyond the run
    QCOMPARE(bytesAt(view), bytesOf(recording.result()));
}

void TestRecording::aBranchSharesThePastOnly()
{
    Recording original(start(shop(), busy(20)));
    for (int second = 1; second <= 15; ++second) {
        original.runUntil(fromSeconds(second));
        original.keep(1);
    }
    Recording branch = original.branch(original.at(fromSeconds(10.5)));
    QCOMPARE(toSeconds(branch.now()), 10.5);
    QVERIFY(branch.inject(stopped("b")));
    branch.runUntil(fromSeconds(20));
    original.runUntil(fromSeconds(20));
    // Server a alone serves 8 / 20 ms = 400 requests/s less what it lost: the branch fails some.
    QVERIFY(branch.result().failed > original.result().failed);
    QCOMPARE(bytesOf(original.result()), playedTo(20));
    QCOMPARE(bytesAt(branch.at(fromSeconds(7.75))), playedTo(7.75)); // the common past
    QCOMPARE(branch.at(fromSeconds(10.5)).result().incidents.size(), 2U);
    QCOMPARE(original.at(fromSeconds(10.5)).result().incidents.size(), 1U);
}

void TestRecording::aBranchOfABranchLooksBackToo()
{
    Recording original(start(shop(), busy(20)));
    original.runUntil(fromSeconds(10));
    Recording first = original.branch(original.at(fromSeconds(8)));
    QVERIFY(first.inject(stopped("b")));
    first.runUntil(fromSeconds(14));
    Recording second = first.branch(first.at(fromSeconds(12)));
    QVERIFY(second.repair("b"));
    second.runUntil(fromSeconds(20));
    QCOMPARE(bytesAt(second.at(fromSeconds(11))), bytesAt(first.at(fromSeconds(11))));
    QCOMPARE(bytesAt(second.at(fromSeconds(6))), playedTo(6));
    QCOMPARE(bytesAt(second.at(fromSeconds(20))), bytesOf(second.result()));
}

void TestRecording::aBranchWithoutADifferenceIsTheSameRun()
{
    Recording original(start(shop(), busy(20)));
    original.runUntil(fromSeconds(10));
    Recording branch = original.branch(original.at(fromSeconds(6)));
    branch.runUntil(fromSeconds(20));
    QCOMPARE(bytesOf(branch.result()), playedTo(20));
}

void TestRecording::keyframesAreThinnedEvenly()
{
    Recording recording(start(shop(), open(50, 200)), {.keyframes = 9});
    for (int second = 1; second <= 100; ++second) {
        recording.runUntil(fromSeconds(second));
        recording.keep(1);
    }
    QCOMPARE(recording.keyframes(), 9U);
    // 100 units of work in 8 ways: 12.5 each if cut at will. Joining the two neighbours that are
    // the least together gives ways of 8 and 16, or 32 at worst.
    QVERIFY2(recording.longestWay() <= 32, qPrintable(QString::number(recording.longestWay())));
    QVERIFY2(recording.longestWay() >= 12.5, "what was thinned away still has to be played");
    Simulation straight = start(shop(), open(50, 200));
    straight.runUntil(fromSeconds(41.5));
    QCOMPARE(bytesAt(recording.at(fromSeconds(41.5))), bytesAt(straight));
}

void TestRecording::memoryIsBounded()
{
    // Two million bytes hold fewer than the eleven copies, whatever a copy weighs above 180 KB;
    // nobody answers, so that 400 requests/s x 2 s of patience are in flight: 256 B x 800 = 205 KB.
    Recording recording(start(shop(), open(400, 20)), {.keyframes = 100, .bytes = 2'000'000});
    QVERIFY(recording.inject(Fault{.kind = "process.hang", .target = "a"}));
    QVERIFY(recording.inject(Fault{.kind = "process.hang", .target = "b"}));
    for (int second = 1; second <= 20; ++second) {
        recording.runUntil(fromSeconds(second));
        recording.keep(1);
    }
    QVERIFY(recording.keyframes() >= 3);
    QVERIFY2(recording.keyframes() <= 11, qPrintable(QString::number(recording.keyframes())));
}

QTEST_APPLESS_MAIN(TestRecording)
#include "tst_recording.moc"
