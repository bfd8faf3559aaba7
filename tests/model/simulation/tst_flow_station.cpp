// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/simulation/flow_station.h"
#include "model/simulation/queueing_formulas.h"
#include "tests/model/simulation/play.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

using namespace skydraft;
using namespace skydraft::testing;

/// The queues of the flow engine against the exact equations and the textbooks.
class TestFlowStation : public QObject
{
    Q_OBJECT

private slots:
    void queueFollowsKolmogorov_data();
    void queueFollowsKolmogorov();
    void losesWorkersAsKolmogorov();
    void limitedQueue_data();
    void limitedQueue();
    void restsAsTheTextbooksSay_data();
    void restsAsTheTextbooksSay();
};

namespace {

/// The Kolmogorov equations of M(t)/M(t)/c(t), by explicit steps small enough: the mean number
/// inside at every `sampleS`, from an empty queue.
std::vector<double> kolmogorov(const std::function<double(double)>& rate,
                               const std::function<double(double)>& workers, double endS,
                               double sampleS, std::size_t states)
{
    std::vector<double> p(states, 0);
    std::vector<double> change(states, 0);
    p[0] = 1;
    std::vector<double> levels;
    double fastest = 0;
    for (double t = 0; t <= endS; t += sampleS)
        fastest = std::max(fastest, rate(t) + workers(t));
    const int steps = static_cast<int>(std::ceil(sampleS * fastest * 2.5));
    const double step = sampleS / steps;
    const auto slope = [&](const std::vector<double>& at, double t) {
        const double birth = rate(t);
        const double most = workers(t);
        for (std::size_t n = 0; n < states; ++n) {
            const double death = std::min(static_cast<double>(n), most);
            change[n] = -(death + (n + 1 < states ? birth : 0)) * at[n];
            if (n > 0)
                change[n] += birth * at[n - 1];
            if (n + 1 < states)
                change[n] += std::min(static_cast<double>(n + 1), most) * at[n + 1];
        }
    };
    std::vector<double> middle(states);
    for (double t = 0; t < endS - sampleS / 2; t += sampleS) {
        for (int i = 0; i < steps; ++i) {
            const double now = t + i * step;
            slope(p, now);
            for (std::size_t n = 0; n < states; ++n)
                middle[n] = p[n] + step / 2 * change[n];
            slope(middle, now + step / 2);
            for (std::size_t n = 0; n < states; ++n)
                p[n] += step * change[n];
        }
        double level = 0;
        for (std::size_t n = 0; n < states; ++n)
            level += static_cast<double>(n) * p[n];
        levels.push_back(level);
    }
    return levels;
}

} // namespace

void TestFlowStation::queueFollowsKolmogorov_data()
{
    QTest::addColumn<int>("workers");
    QTest::addColumn<double>("base");
    QTest::addColumn<double>("amplitude");
    QTest::addColumn<double>("period"); // of a sine; 0: a burst from 30 to 60
    QTest::addColumn<double>("burst");
    QTest::addColumn<double>("after");
    QTest::addColumn<double>("rms");
    // Unit: the mean service time. rms of the error of L over rms of L.
    QTest::newRow("100 workers, sine") << 100 << 80.0 << 15.0 << 60.0 << 0.0 << 0.0 << 0.01;
    QTest::newRow("100 workers, burst") << 100 << 80.0 << 0.0 << 0.0 << 130.0 << 70.0 << 0.01;
    QTest::newRow("32 workers, burst") << 32 << 25.0 << 0.0 << 0.0 << 40.0 << 22.0 << 0.02;
    QTest::newRow("8 workers, sine") << 8 << 5.6 << 1.6 << 60.0 << 0.0 << 0.0 << 0.005;
    QTest::newRow("4 workers, burst") << 4 << 2.4 << 0.0 << 0.0 << 5.0 << 2.0 << 0.005;
    QTest::newRow("1 worker, slow sine") << 1 << 0.6 << 0.3 << 200.0 << 0.0 << 0.0 << 0.005;
}

void TestFlowStation::queueFollowsKolmogorov()
{
    QFETCH(int, workers);
    QFETCH(double, base);
    QFETCH(double, amplitude);
    QFETCH(double, period);
    QFETCH(double, burst);
    QFETCH(double, after);
    QFETCH(double, rms);
    const double end = period > 100 ? 2 * period : 150;
    const auto rate = [&](double t) {
        if (period > 0)
            return base + amplitude * std::sin(2 * std::numbers::pi * t / period);
        return t < 30 ? base : t < 60 ? burst : after;
    };
    const double sample = 0.1;
    const auto most = static_cast<std::uint32_t>(workers);
    const std::vector<double> exact = kolmogorov(
        rate, [&](double) { return workers; }, end, sample, workers >= 100 ? 1500 : 400);
    const LoadTable table{most, 1, 1};
    FlowStation station{most, FlowStation::endless, 1};
    double error = 0;
    double sum = 0;
    double arrived = 0;
    double served = 0;
    for (std::size_t i = 0; i < exact.size(); ++i) {
        const double t = (static_cast<double>(i) + 0.5) * sample;
        served += station.advance(rate(t), sample, &table).served;
        arrived += rate(t) * sample;
        error += std::pow(station.level() - exact[i], 2);
        sum += exact[i] * exact[i];
    }
    const double off = std::sqrt(error / sum);
    QVERIFY2(off <= rms, qPrintable(QStringLiteral("off by %1 %").arg(100 * off)));
    VERIFY_NEAR(served + station.level(), arrived, 1e-9); // nothing is lost, nothing is made
}

void TestFlowStation::losesWorkersAsKolmogorov()
{
    // A zone of three is lost: 100 workers, then 67, at 80 requests per service time. The fluid
    // keeps what is inside; so do the equations.
    const double sample = 0.1;
    const std::vector<double> exact =
        kolmogorov([](double) { return 80.0; }, [](double t) { return t < 30 ? 100.0 : 67.0; }, 90,
                   sample, 1300);
    const LoadTable all{100, 1, 1};
    const LoadTable rest{67, 1, 1};
    FlowStation before{100, FlowStation::endless, 1};
    double error = 0;
    double sum = 0;
    for (std::size_t i = 0; i < 300; ++i) {
        before.advance(80, sample, &all);
        error += std::pow(before.level() - exact[i], 2);
        sum += exact[i] * exact[i];
    }
    // What was inside moves to the smaller pool as one batch.
    FlowStation after{67, FlowStation::endless, 1};
    after.advance(before.level() * 1e6, 1e-6, &rest);
    after.advance(80, sample, &rest);
    for (std::size_t i = 301; i < exact.size(); ++i) {
        after.advance(80, sample, &rest);
        error += std::pow(after.level() - exact[i], 2);
        sum += exact[i] * exact[i];
    }
    QVERIFY2(std::sqrt(error / sum) <= 0.02, qPrintable(QString::number(std::sqrt(error / sum))));
}

void TestFlowStation::limitedQueue_data()
{
    QTest::addColumn<int>("workers");
    QTest::addColumn<int>("queue");
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("loss");
    QTest::addColumn<double>("level");
    QTest::addColumn<double>("tolerance");
    // M/M/8/12 at 6.4: PK .044104, L 6.683507; M/M/1/20 at 1.5: PK .333400, L .999900 · 18.006016
    // = 18.004215; M/M/32/64 at 40: PK .200036, L 31.998569 · 1.875295 = 60.006757
    QTest::newRow("M/M/8/12") << 8 << 4 << 6.4 << 0.044104 << 6.683507 << 0.001;
    QTest::newRow("M/M/1/20, overloaded") << 1 << 19 << 1.5 << 0.333400 << 18.004215 << 0.001;
    QTest::newRow("M/M/32/64, overloaded") << 32 << 32 << 40.0 << 0.200036 << 60.006757 << 0.03;
}

void TestFlowStation::limitedQueue()
{
    QFETCH(int, workers);
    QFETCH(int, queue);
    QFETCH(double, rate);
    QFETCH(double, loss);
    QFETCH(double, level);
    QFETCH(double, tolerance);
    FlowStation station{static_cast<std::uint32_t>(workers), static_cast<std::uint32_t>(queue), 1};
    for (int i = 0; i < 2000; ++i)
        station.advance(rate, 0.1, nullptr);
    double lost = 0;
    for (int i = 0; i < 100; ++i)
        lost += station.advance(rate, 0.1, nullptr).lost;
    VERIFY_NEAR(lost / (rate * 10), loss, tolerance);
    VERIFY_NEAR(station.level(), level, tolerance);
}

void TestFlowStation::restsAsTheTextbooksSay_data()
{
    QTest::addColumn<int>("workers");
    QTest::addColumn<double>("arrivals");
    QTest::addColumn<double>("service");
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("level");
    // L of M/M/1, M/M/8, M/M/100; E8/M/4; M/D/1; M/G/1 with scv 4.
    QTest::newRow("M/M/1") << 1 << 1.0 << 1.0 << 0.8 << 4.0;
    QTest::newRow("M/M/8") << 8 << 1.0 << 1.0 << 6.4 << 8.230580;
    QTest::newRow("M/M/100") << 100 << 1.0 << 1.0 << 94.0 << 0.0;
    QTest::newRow("E8/M/4") << 4 << 0.125 << 1.0 << 3.2 << 4.248748;
    QTest::newRow("M/D/1") << 1 << 1.0 << 0.0 << 0.8 << 2.4;
    QTest::newRow("M/G/1") << 1 << 1.0 << 4.0 << 0.8 << 8.8;
}

void TestFlowStation::restsAsTheTextbooksSay()
{
    QFETCH(int, workers);
    QFETCH(double, arrivals);
    QFETCH(double, service);
    QFETCH(double, rate);
    QFETCH(double, level);
    const auto most = static_cast<std::uint32_t>(workers);
    if (level <= 0)
        level = queueMMc(rate, 1, most).meanInSystem;
    const LoadTable table{most, arrivals, service};
    FlowStation station{most, FlowStation::endless, 1};
    for (int i = 0; i < 40'000; ++i)
        station.advance(rate, 0.1, &table);
    VERIFY_NEAR(station.level(), level, 0.005);
    // Probes wait as long as the queue says: Wq = (L − ρc) / λ.
    RandomStream stream(1, 0, "test", Purpose::Probe);
    double waits = 0;
    for (int i = 0; i < 200'000; ++i)
        waits += station.drawWait(stream, stream.uniform());
    VERIFY_NEAR(waits / 200'000, (level - rate) / rate, 0.02);
}

QTEST_APPLESS_MAIN(TestFlowStation)
#include "tst_flow_station.moc"
