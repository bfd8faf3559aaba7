// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/base/signal.h"

#include <memory>
#include <optional>
#include <vector>

using namespace skydraft;

class TestSignal : public QObject
{
    Q_OBJECT

private slots:
    void listenersHearInTheOrderOfConnecting();
    void aDroppedConnectionHearsNoMore();
    void aListenerMayDisconnectAnotherWhileItHears();
    void aListenerMayDestroyTheSignal();
    void aConnectionMayOutliveItsSignal();
};

void TestSignal::listenersHearInTheOrderOfConnecting()
{
    Signal<int> signal;
    std::vector<int> heard;
    const auto first = signal.connect([&](int value) { heard.push_back(value); });
    const auto second = signal.connect([&](int value) { heard.push_back(10 * value); });
    signal.notify(1);
    QCOMPARE(heard, (std::vector{1, 10}));
}

void TestSignal::aDroppedConnectionHearsNoMore()
{
    Signal<> signal;
    int heard = 0;
    {
        const auto connection = signal.connect([&] { ++heard; });
        signal.notify();
    }
    signal.notify();
    QCOMPARE(heard, 1);
}

void TestSignal::aListenerMayDisconnectAnotherWhileItHears()
{
    Signal<> signal;
    int heard = 0;
    std::optional<Signal<>::Connection> second;
    const auto first = signal.connect([&] { second.reset(); });
    second = signal.connect([&] { ++heard; });
    signal.notify();
    QCOMPARE(heard, 0);
}

void TestSignal::aListenerMayDestroyTheSignal()
{
    auto signal = std::make_unique<Signal<>>();
    int heard = 0;
    const auto first = signal->connect([&] { signal.reset(); });
    const auto second = signal->connect([&] { ++heard; });
    signal->notify();
    QCOMPARE(heard, 1); // it was connected when the signal was given
}

void TestSignal::aConnectionMayOutliveItsSignal()
{
    Signal<>::Connection connection;
    {
        const Signal<> unused;
        Signal<> signal;
        connection = signal.connect([] {});
    }
    connection.disconnect();
}

QTEST_APPLESS_MAIN(TestSignal)
#include "tst_signal.moc"
