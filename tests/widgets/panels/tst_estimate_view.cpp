// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "tests/support/drawing.h"
#include "widgets/common/language.h"
#include "widgets/panels/estimate_view.h"
#include "widgets/session/document_controller.h"

using namespace skydraft;

class TestEstimateView : public QObject
{
    Q_OBJECT

private slots:
    void oneQueueShowsTheTextbook();
    void fittedPercentilesAreMarkedAsSuch();
    void anOverloadIsSaidInWords();
    void aBlockedWayIsSaid();
    void withoutClientsTheReasonIsShown();
    void itIsWatchedOnlyWhileItIsSeen();
    void theBoxIsToggledByMouse();
};

namespace {

Architecture servers(int workers, const char* distribution = "exponential")
{
    return testing::Drawing()
        .add("users", "clients", "", {{"rate_per_s", 50}, {"timeout_s", nullptr}})
        .add("web", "ec2.instance", "",
             {{"workers", workers},
              {"service_time_ms", 10},
              {"service_time_distribution", distribution}})
        .connect("c", "users", "web", {{"protocol", "tcp"}, {"port", 80}})
        .build();
}

Scenario constant(double ratePerS)
{
    Scenario scenario;
    scenario.id = ScenarioId("s");
    scenario.durationS = 600;
    scenario.warmupS = 60;
    scenario.load = {Load{.client = ResourceId("users"), .ratePerS = ratePerS}};
    return scenario;
}

struct ShownEstimate
{
    explicit ShownEstimate(const Architecture& drawing, double ratePerS = 50)
    {
        setLanguage(QStringLiteral("en"));
        controller.reset(drawing);
        view.resize(780, 200);
        view.show();
        view.setTheory(std::make_shared<const Theory>(
            EstimateRunner::theoryOf(Catalogue::builtIn(), drawing, constant(ratePerS))));
    }
    QString cell(int row, int column) const { return view.table()->item(row, column)->text(); }

    DocumentController controller{Catalogue::builtIn()};
    EstimateView view{controller};
};

} // namespace

void TestEstimateView::oneQueueShowsTheTextbook()
{
    const ShownEstimate shown(servers(1));
    // M/M/1 at 50 of 100 req/s: W = 1 / (100 - 50) = 20 ms, p99 = ln 100 x 20 ms = 92.1 ms.
    QCOMPARE(shown.view.figureText(EstimateView::Throughput), QStringLiteral("50.0 req/s"));
    QCOMPARE(shown.view.figureText(EstimateView::Mean), QStringLiteral("20.0 ms"));
    QCOMPARE(shown.view.figureText(EstimateView::P99), QStringLiteral("92.1 ms"));
    QVERIFY2(shown.view.bottleneckText().contains(
                 QStringLiteral("web fills up first: it carries 2.00 times this load.")),
             qPrintable(shown.view.bottleneckText()));
    QCOMPARE(shown.view.table()->rowCount(), 1);
    QCOMPARE(shown.cell(0, 0), QStringLiteral("web"));
    QCOMPARE(shown.cell(0, 2), QStringLiteral("50.0"));
    QCOMPARE(shown.cell(0, 3), QStringLiteral("10.0")); // W less the service of 10 ms
    QVERIFY(shown.view.limitsText().isEmpty());
}

void TestEstimateView::fittedPercentilesAreMarkedAsSuch()
{
    const ShownEstimate shown(servers(1, "deterministic"));
    // M/D/1 (Pollaczek-Khinchine): 10 ms + 0.5 x 10 ms / (2 x 0.5) = 15 ms; p99 by a gamma fit.
    QCOMPARE(shown.view.figureText(EstimateView::Mean), QStringLiteral("15.0 ms"));
    QVERIFY(shown.view.figureText(EstimateView::P99).startsWith(QStringLiteral("≈ ")));
    QVERIFY(shown.view.limitsText().contains(QStringLiteral("Percentiles of users are fitted")));
}

void TestEstimateView::anOverloadIsSaidInWords()
{
    const ShownEstimate shown(servers(1), 125);
    QVERIFY2(shown.view.bottleneckText().contains(
                 QStringLiteral("web is overloaded: it carries 0.80 times this load.")), // 100/125
             qPrintable(shown.view.bottleneckText()));
    QCOMPARE(shown.view.figureText(EstimateView::Mean), QStringLiteral("–"));
    QVERIFY(shown.view.limitsText().contains(QStringLiteral("no steady state")));
    QCOMPARE(shown.cell(0, 3), QStringLiteral("no limit"));
    QCOMPARE(shown.cell(0, 5), QStringLiteral("overloaded: 100 of 125 req/s"));
}

void TestEstimateView::aBlockedWayIsSaid()
{
    const Architecture drawing =
        testing::Drawing()
            .add("users", "clients", "", {{"rate_per_s", 50}})
            .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
            .add("subnet", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}})
            .add("sg", "vpc.security-group", "vpc", {{"ingress", Json::array()}})
            .add("web", "ec2.instance", "subnet", {{"security_groups", Json::array({"sg"})}})
            .connect("c", "users", "web", {{"protocol", "tcp"}, {"port", 80}})
            .build();
    const ShownEstimate shown(drawing);
    QVERIFY2(shown.view.limitsText().contains(QStringLiteral("No request of users can succeed")),
             qPrintable(shown.view.limitsText()));
}

void TestEstimateView::withoutClientsTheReasonIsShown()
{
    const ShownEstimate shown{Architecture{}};
    QVERIFY(shown.view.limitsText().startsWith(QStringLiteral("Nothing can be told: ")));
    QCOMPARE(shown.view.figureText(EstimateView::Throughput), QStringLiteral("–"));
    QVERIFY(shown.view.table()->isHidden());
}

void TestEstimateView::itIsWatchedOnlyWhileItIsSeen()
{
    const DocumentController controller(Catalogue::builtIn());
    EstimateView view(controller);
    QSignalSpy watched(&view, &EstimateView::watchedChanged);
    view.show();
    QCOMPARE(watched.back()[0].toBool(), true);
    view.hide();
    QCOMPARE(watched.back()[0].toBool(), false);
}

void TestEstimateView::theBoxIsToggledByMouse()
{
    ShownEstimate shown(servers(1));
    QSignalSpy toggled(&shown.view, &EstimateView::badgesToggled);
    QTest::mouseClick(shown.view.badgesBox(), Qt::LeftButton, Qt::NoModifier,
                      QPoint(8, shown.view.badgesBox()->height() / 2));
    QCOMPARE(toggled.count(), 1);
    QCOMPARE(toggled[0][0].toBool(), true);
}

QTEST_MAIN(TestEstimateView)
#include "tst_estimate_view.moc"
