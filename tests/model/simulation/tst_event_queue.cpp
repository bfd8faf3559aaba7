// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>
#include <queue>

#include "model/simulation/event_queue.h"
#include "model/simulation/random_stream.h"

#include <string>
#include <vector>

using namespace skydraft;

namespace {

struct Later
{
    bool operator()(const Event& a, const Event& b) const { return b < a; }
};

/// The queue beside the standard library's, which is slow and right.
class Beside
{
public:
    void push(std::int64_t time, std::uint32_t subject)
    {
        m_queue.push(time, subject);
        m_reference.push(Event{time, (++m_sequence << Event::subjectBits) | subject});
    }
    /// Takes the first event off both; false where they differ.
    bool pop(Event& event)
    {
        const Event expected = m_reference.top();
        m_reference.pop();
        const Event first = m_queue.first();
        event = m_queue.pop();
        return event.time == expected.time && event.key == expected.key && first.key == expected.key
               && m_queue.size() == m_reference.size() && m_queue.isEmpty() == m_reference.empty();
    }
    bool isEmpty() const { return m_reference.empty(); }

private:
    EventQueue m_queue;
    std::priority_queue<Event, std::vector<Event>, Later> m_reference;
    std::uint64_t m_sequence = 0;
};

} // namespace

class TestEventQueue : public QObject
{
    Q_OBJECT
private slots:
    void itKeepsTheOrderOfTimeAndOfScheduling_data();
    void itKeepsTheOrderOfTimeAndOfScheduling();
    void aHundredThousandAtOneInstant();
    void whatIsFarAheadComesLast();
    void itEmptiesAndFillsAgain();
};

void TestEventQueue::itKeepsTheOrderOfTimeAndOfScheduling_data()
{
    QTest::addColumn<int>("pending");
    QTest::addColumn<double>("meanNs");
    QTest::addColumn<double>("farShare");
    QTest::newRow("a handful stays in the heap") << 10 << 1e6 << 0.0;
    QTest::newRow("hundreds are spread over the wheel") << 300 << 1e6 << 0.0;
    QTest::newRow("thousands, a tenth of them minutes ahead") << 5'000 << 2e7 << 0.1;
    QTest::newRow("nine of ten are minutes ahead") << 5'000 << 1e5 << 0.9;
    QTest::newRow("nanoseconds apart, so that many are equal") << 2'000 << 5.0 << 0.0;
}

void TestEventQueue::itKeepsTheOrderOfTimeAndOfScheduling()
{
    QFETCH(int, pending);
    QFETCH(double, meanNs);
    QFETCH(double, farShare);
    RandomStream stream{1, 0, "queue", Purpose::Arrival};
    const auto ahead = [&] {
        const double mean = stream.chance(farShare) ? 6e10 : meanNs;
        return static_cast<std::int64_t>(mean * stream.exponential());
    };
    Beside queue;
    for (int i = 0; i < pending; ++i)
        queue.push(ahead(), static_cast<std::uint32_t>(i));
    // The number goes up and down between half and twice, as traffic does, and its rate by 1000.
    for (int step = 0; step < 200'000; ++step) {
        Event event;
        QVERIFY2(queue.pop(event), qPrintable(QStringLiteral("step %1").arg(step)));
        const int phase = step / 20'000 % 4;
        const double born = phase == 1 ? 1.02 : phase == 3 ? 0.98 : 1.0;
        for (int i = 0; i < (stream.chance(born - 1) ? 2 : stream.chance(1 - born) ? 0 : 1); ++i)
            queue.push(event.time + ahead() * (phase == 2 ? 1000 : 1), event.subject());
        if (queue.isEmpty())
            queue.push(event.time, 1);
    }
    while (!queue.isEmpty()) {
        Event event;
        QVERIFY(queue.pop(event));
    }
}

void TestEventQueue::aHundredThousandAtOneInstant()
{
    Beside queue;
    for (std::uint32_t i = 0; i < 100'000; ++i)
        queue.push(1'000'000, i);
    for (std::uint32_t i = 0; i < 100'000; ++i) {
        Event event;
        QVERIFY(queue.pop(event));
        QCOMPARE(event.subject(), i); // in the order of scheduling
        if (i % 10 == 0)
            queue.push(event.time, 7); // and what is scheduled now comes after all of them
        if (i % 10 == 0)
            queue.push(event.time + 1, 8);
    }
}

void TestEventQueue::whatIsFarAheadComesLast()
{
    Beside queue;
    queue.push(4'000'000'000'000'000'000, 1); // the latest time that there is, 127 years
    queue.push(3'999'999'999'999'999'999, 2);
    for (std::uint32_t i = 0; i < 200; ++i)
        queue.push(i, 3);
    Event event;
    while (!queue.isEmpty())
        QVERIFY(queue.pop(event));
    QCOMPARE(event.subject(), 1U);
}

void TestEventQueue::itEmptiesAndFillsAgain()
{
    Beside queue;
    std::int64_t now = 0;
    for (std::int64_t round = 1; round < 60; ++round) {
        for (std::uint32_t i = 0; i < 5'000U / static_cast<std::uint32_t>(round); ++i)
            queue.push(now + i * round, i);
        while (!queue.isEmpty()) {
            Event event;
            QVERIFY(queue.pop(event));
            now = event.time;
        }
    }
}

QTEST_APPLESS_MAIN(TestEventQueue)
#include "tst_event_queue.moc"
