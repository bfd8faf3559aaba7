// SPDX-License-Identifier: GPL-3.0-or-later
#include <QContextMenuEvent>
#include <QDockWidget>
#include <QInputDialog>
#include <QMenu>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>

#include "app/gui/file_commands.h"
#include "app/gui/main_window.h"
#include "tests/support/drawing.h"
#include "widgets/canvas/canvas_widget.h"
#include "widgets/common/language.h"
#include "widgets/panels/compare_view.h"
#include "widgets/panels/estimate_view.h"
#include "widgets/panels/scenario_dialog.h"
#include "widgets/panels/simulation_charts.h"
#include "widgets/panels/simulation_panel.h"
#include "widgets/panels/simulation_timeline.h"
#include "widgets/session/document_file.h"

using namespace skydraft;
using State = SimulationRunner::State;

/// Playing, looking back and branching in the whole window, by mouse and keys.
class TestSimulationWindow : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aFaultInThePastMakesABranchAndTheOriginalIsKept();
    void theBranchButtonKeepsWhatWasPlayed();
    void aPressOnTheSliderWhileItPlaysShowsThatInstant();
    void aClickOnTheTimelineShowsThatInstantOnTheDrawing();
    void aConnectionIsSlowedDownByItsMenu();
    void aHostIsTerminatedByTheMenu();
    void aScenarioIsEditedAndPlayed();
    void anotherDrawingForgetsWhatWasPlayed();
    void theEstimateFollowsTheDrawingAndStandsAtResources();

private:
    void playTo(double seconds);
    void dragSliderTo(double part);
    void chooseFault(const char* id, const QString& words);
    double now() const;
    SimulationPanel* panel() const { return m_window->findChild<SimulationPanel*>(); }
    SimulationRunner& simulation() const { return m_window->simulation(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
};

void TestSimulationWindow::init()
{
    setLanguage(QStringLiteral("en"));
    m_folder = std::make_unique<QTemporaryDir>();
    m_window = std::make_unique<MainWindow>(Catalogue::builtIn(),
                                            m_folder->filePath(QStringLiteral("recovery")));
    m_window->resize(1280, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_window->controller().reset(
        testing::Drawing()
            .add("users", "clients", "", {{"rate_per_s", 50}})
            .add("web", "ec2.instance", "", {{"workers", 100}, {"service_time_ms", 5}})
            .place("users", {0, 0, 64, 64})
            .place("web", {300, 0, 64, 64})
            .connect("c", "users", "web", {{"protocol", "tcp"}, {"port", 80}})
            .build());
}

void TestSimulationWindow::cleanup()
{
    m_window.reset();
}

double TestSimulationWindow::now() const
{
    const FramePointer& frame = simulation().latest();
    return frame == nullptr ? -1 : toSeconds(frame->now);
}

void TestSimulationWindow::playTo(double seconds)
{
    simulation().setSpeed(200);
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QTRY_VERIFY_WITH_TIMEOUT(now() > seconds, 10000);
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QCOMPARE(simulation().state(), State::Paused);
    QTest::qWait(50);
}

/// Takes the handle, which stands at the right end, and drags it.
void TestSimulationWindow::dragSliderTo(double part)
{
    QSlider* slider = panel()->timeSlider();
    const int middle = slider->height() / 2;
    const QPoint to(static_cast<int>(slider->width() * part), middle);
    QTest::mousePress(slider, Qt::LeftButton, Qt::NoModifier, QPoint(slider->width() - 8, middle));
    QVERIFY(slider->isSliderDown());
    for (const QPoint& at : {(QPoint(slider->width(), middle) + to) / 2, to}) {
        QMouseEvent move(QEvent::MouseMove, at, slider->mapToGlobal(at), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(slider, &move);
    }
    QTest::mouseRelease(slider, Qt::LeftButton, Qt::NoModifier, to);
}

void TestSimulationWindow::chooseFault(const char* id, const QString& words)
{
    CanvasWidget& canvas = m_window->canvas();
    canvas.zoomToFit();
    const QPoint at = canvas.resourceRect(ResourceId(id)).center().toPoint();
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, canvas.mapToGlobal(at));
    QCoreApplication::sendEvent(&canvas, &event);
    auto* menu = m_window->findChild<QMenu*>(QStringLiteral("contextMenu"));
    QVERIFY(menu != nullptr);
    for (QAction* action : menu->actions())
        if (action->text() == words)
            QTest::mouseClick(menu, Qt::LeftButton, Qt::NoModifier,
                              menu->actionGeometry(action).center());
    delete menu;
}

void TestSimulationWindow::aFaultInThePastMakesABranchAndTheOriginalIsKept()
{
    playTo(60);
    const double newest = now();
    dragSliderTo(0.5);
    QTRY_VERIFY2(std::abs(now() - newest / 2) < newest / 20, qPrintable(QString::number(now())));
    const double instant = now();
    QVERIFY(simulation().isLookingBack());
    QVERIFY(!panel()->noteText().isEmpty());
    chooseFault("web", QStringLiteral("Stop the &process"));
    QTRY_COMPARE(simulation().runs().all.size(), 2U);
    QTRY_COMPARE(panel()->runBox()->count(), 2);
    QCOMPARE(now(), instant);
    QTest::mouseClick(panel()->playButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(simulation().latest()->failed > 100, 10000);
    QTest::mouseClick(panel()->playButton(), Qt::LeftButton);
    const double inBranch = now();
    QVERIFY(inBranch > instant);
    // Back to the original, in which nothing failed.
    panel()->runBox()->setFocus();
    QTest::keyClick(panel()->runBox(), Qt::Key_Up);
    QTRY_COMPARE(simulation().runs().shown, 0);
    QTRY_COMPARE(simulation().latest()->failed, 0U);
    QCOMPARE(simulation().runs().all.back()->parent, 0);
    QVERIFY(simulation().runs().all.back()->failed > 100);
    QTest::mouseClick(panel()->playButton(), Qt::LeftButton); // and the original goes on too
    QTRY_VERIFY_WITH_TIMEOUT(now() > newest + 5, 10000);
    QCOMPARE(simulation().latest()->failed, 0U);
}

void TestSimulationWindow::theBranchButtonKeepsWhatWasPlayed()
{
    playTo(20);
    dragSliderTo(0.25);
    QTRY_VERIFY(simulation().isLookingBack());
    const double instant = now();
    QTest::mouseClick(panel()->branchButton(), Qt::LeftButton);
    QTRY_COMPARE(simulation().runs().shown, 1);
    QCOMPARE(simulation().state(), State::Paused);
    QTRY_VERIFY(!simulation().isLookingBack()); // the branch was played to here only
    QVERIFY(std::abs(simulation().runs().all.back()->branchedAtS - instant) < 1e-6);
    QVERIFY(simulation().runs().all.front()->playedS >= 20);
    // A branch is called what a person calls it.
    panel()->runBox()->setFocus();
    QTest::keyClick(panel()->runBox(), Qt::Key_F2);
    auto* dialog = panel()->findChild<QInputDialog*>();
    QVERIFY(dialog != nullptr);
    QTRY_VERIFY(dialog->isVisible());
    dialog->setTextValue(QStringLiteral("What if"));
    dialog->accept();
    QTRY_COMPARE(panel()->runBox()->currentText(), QStringLiteral("What if"));
}

void TestSimulationWindow::aPressOnTheSliderWhileItPlaysShowsThatInstant()
{
    simulation().setSpeed(200);
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QTRY_VERIFY_WITH_TIMEOUT(now() > 60, 10000);
    QSlider* slider = panel()->timeSlider();
    const double newest = slider->maximum() / 10.0;
    QTest::mouseClick(slider, Qt::LeftButton, Qt::NoModifier,
                      QPoint(slider->width() / 4, slider->height() / 2));
    QCOMPARE(simulation().state(), State::Paused);
    QTRY_VERIFY2(std::abs(now() - newest / 4) < newest / 20,
                 qPrintable(QStringLiteral("%1 of %2").arg(now()).arg(newest)));
}

void TestSimulationWindow::aClickOnTheTimelineShowsThatInstantOnTheDrawing()
{
    playTo(5);
    QTest::mouseClick(panel()->playButton(), Qt::LeftButton);
    chooseFault("web", QStringLiteral("Stop the &host"));
    QTRY_VERIFY_WITH_TIMEOUT(panel()->charts()->timeline()->count() > 0, 5000);
    const double struck = simulation().runs().all.front()->incidents.front().atS;
    QTRY_VERIFY_WITH_TIMEOUT(now() > struck + 30, 10000);
    QTest::mouseClick(panel()->playButton(), Qt::LeftButton);
    SimulationTimeline* timeline = panel()->charts()->timeline();
    QCoreApplication::processEvents();
    QTest::mouseClick(timeline, Qt::LeftButton, Qt::NoModifier,
                      timeline->placeOf(0).center().toPoint());
    QTRY_COMPARE(now(), struck);
    QCOMPARE(simulation().latest()->nodes.at(ResourceId("web")).health, NodeHealth::Stopped);
    QCOMPARE(panel()->timeSlider()->value(), int(std::lround(struck * 10)));
}

namespace {

/// Opens a context menu at a point of the canvas and triggers what has these words, also in a
/// submenu.
bool chooseAt(MainWindow& window, const QPoint& at, const QString& words)
{
    CanvasWidget& canvas = window.canvas();
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, canvas.mapToGlobal(at));
    QCoreApplication::sendEvent(&canvas, &event);
    const std::unique_ptr<QMenu> menu(window.findChild<QMenu*>(QStringLiteral("contextMenu")));
    if (menu == nullptr)
        return false;
    for (QMenu* part : menu->findChildren<QMenu*>() + QList<QMenu*>{menu.get()})
        for (QAction* action : part->actions())
            if (action->text() == words && action->isEnabled()) {
                part->popup(canvas.mapToGlobal(at));
                QTest::mouseClick(part, Qt::LeftButton, Qt::NoModifier,
                                  part->actionGeometry(action).center());
                return true;
            }
    return false;
}

} // namespace

void TestSimulationWindow::aConnectionIsSlowedDownByItsMenu()
{
    CanvasWidget& canvas = m_window->canvas();
    canvas.zoomToFit();
    const auto middle = [&] { return canvas.connectorPoint(ConnectionId("c")).toPoint(); };
    playTo(5);
    QVERIFY(chooseAt(*m_window, middle(), QStringLiteral("Slow a connection down")));
    QTRY_COMPARE(simulation().runs().all.front()->incidents.size(), 1UL);
    const Incident incident = simulation().runs().all.front()->incidents.front();
    QCOMPARE(incident.fault, std::string("link.latency"));
    QCOMPARE(incident.target, std::string("c"));
}

void TestSimulationWindow::aHostIsTerminatedByTheMenu()
{
    playTo(5);
    m_window->canvas().zoomToFit();
    const QPoint at = m_window->canvas().resourceRect(ResourceId("web")).center().toPoint();
    QVERIFY(chooseAt(*m_window, at, QStringLiteral("Terminate a host")));
    QTRY_COMPARE(simulation().runs().all.front()->incidents.size(), 1UL);
    QCOMPARE(simulation().runs().all.front()->incidents.front().fault,
             std::string("host.terminate"));
}

void TestSimulationWindow::aScenarioIsEditedAndPlayed()
{
    QTest::keyClick(m_window.get(), Qt::Key_F5, Qt::ControlModifier);
    auto* dialog = m_window->findChild<ScenarioDialog*>();
    QVERIFY(dialog != nullptr); // the drawing has no scenario: a new one
    QTRY_VERIFY(dialog->isVisible());
    QTest::keyClicks(dialog->nameField(), QStringLiteral("Storm"));
    dialog->durationField()->setValue(30);
    QTest::mouseClick(dialog->addFaultButton(), Qt::LeftButton);
    dialog->accept();
    QCOMPARE(m_window->controller().architecture().scenarios().size(), 1U);
    QCOMPARE(panel()->scenarioBox()->currentText(), QStringLiteral("Storm"));
    simulation().setSpeed(1000);
    QTest::mouseClick(panel()->playButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(simulation().state(), State::Finished, 10000);
    QCOMPARE(simulation().result()->simulatedS, 30.0);
    m_window->actions()[ActionId::Undo]->trigger();
    QVERIFY(m_window->controller().architecture().scenarios().empty());
}

void TestSimulationWindow::anotherDrawingForgetsWhatWasPlayed()
{
    playTo(5);
    QVERIFY(panel()->charts()->timeline() != nullptr);
    const QString path = m_folder->filePath(QStringLiteral("other.skydraft"));
    QVERIFY(saveFile(testing::twoTiers(), path));
    m_window->controller().markSaved();
    QVERIFY(m_window->files().openFile(path));
    QCOMPARE(simulation().state(), State::Stopped);
    QCOMPARE(panel()->clockText(), QStringLiteral("00:00"));
    QCOMPARE(panel()->comparison()->otherBox()->count(), 0);
}

void TestSimulationWindow::theEstimateFollowsTheDrawingAndStandsAtResources()
{
    const auto expected = [&](const char* id) {
        const auto& words = m_window->canvas().expectedLoads();
        const auto found = words.find(ResourceId(id));
        return found == words.end() ? QString() : found->second;
    };
    QVERIFY(expected("web").isEmpty());
    QTest::keyClick(&m_window->canvas(), Qt::Key_U, Qt::ControlModifier);
    QTRY_COMPARE(expected("web"), QStringLiteral("≈ 0 %")); // 50/s x 5 ms on 100 workers: 0.25 %
    QVERIFY(m_window->controller().apply(Edit{SetProperty{ResourceId("web"), "workers", 1}},
                                         MODEL_TEXT("Test", "Step")));
    QTRY_COMPARE(expected("web"), QStringLiteral("≈ 25 %"));
    QVERIFY(panel()->estimate()->badgesBox()->isChecked());
    QTest::keyClick(&m_window->canvas(), Qt::Key_U, Qt::ControlModifier);
    QVERIFY(expected("web").isEmpty());
    // The view shows it too, as soon as it is seen.
    m_window->findChild<QDockWidget*>(QStringLiteral("simulationDock"))->raise();
    panel()->tabs()->setCurrentWidget(panel()->estimate());
    QTRY_COMPARE(panel()->estimate()->figureText(EstimateView::Throughput),
                 QStringLiteral("50.0 req/s"));
}

QTEST_MAIN(TestSimulationWindow)
#include "tst_simulation_window.moc"
