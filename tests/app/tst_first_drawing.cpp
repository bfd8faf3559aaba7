// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QTemporaryDir>
#include <QTest>
#include <QToolBar>
#include <QTreeWidget>

#include "app/gui/main_window.h"
#include "tests/support/screen_mouse.h"
#include "widgets/canvas/canvas_widget.h"
#include "widgets/common/language.h"
#include "widgets/panels/palette_panel.h"
#include "widgets/panels/palette_tree.h"
#include "widgets/panels/simulation_panel.h"
#include "widgets/panels/trace_panel.h"
#include "widgets/panels/trace_view.h"
#include "widgets/theme/theme.h"

using namespace skydraft;
using skydraft::testing::ScreenMouse;

namespace {

constexpr int rightButton = 3; // as X counts them

} // namespace

/// What somebody does in the first quarter of an hour, from an empty canvas, with the mouse of a
/// real X display: draws a public load balancer before two private instances, is told that the
/// instances cannot be reached, opens the path, plays it, kills an instance and sees it recover.
class TestFirstDrawing : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void aPersonDrawsFixesPlaysAndKills();

private:
    void dragIn(const char* search, const char* type, const QPoint& onCanvas, const char* id);
    void connectByHandle(const char* from, const char* to);
    void openPathOf(const char* from, const char* to);
    /// Clicks the lowest fix in the path panel: of all, where there are several.
    void clickLastFix();
    void chooseFromMenu(const QString& words);
    void shoot(const char* name);

    const Connection* between(const char* from, const char* to) const;
    Verdict verdictOf(const char* from, const char* to) const;
    FramePointer frame() const { return m_window->simulation().latest(); }
    const std::vector<SecondSample>& samples() const
    {
        return m_window->simulation().runs().all.front()->samples;
    }
    const std::vector<Incident>& incidents() const { return frame()->incidents; }
    /// Requests between two simulated seconds, of one kind.
    std::uint64_t between(double from, double to, std::uint64_t SecondSample::*count) const;
    std::uint64_t failedBetween(double from, double to) const
    {
        return between(from, to, &SecondSample::failed);
    }
    QPoint onScreen(const QPointF& onCanvas) const;
    QPoint middleOf(const char* id) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
    AnalysisPointer m_analysis;
};

void TestFirstDrawing::initTestCase()
{
    if (qEnvironmentVariableIsEmpty("DISPLAY"))
        QSKIP("needs an X display: tests/support/with_display.sh gives one");
    m_folder = std::make_unique<QTemporaryDir>();
    m_window = std::make_unique<MainWindow>(Catalogue::builtIn(), m_folder->filePath("recovery"));
    m_window->setGeometry(0, 0, 1900, 1060);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    ScreenMouse::giveFocus(*m_window); // no window manager does
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    connect(&m_window->analysis(), &AnalysisRunner::analysed, this,
            [this](const AnalysisPointer& done) { m_analysis = done; });
}

QPoint TestFirstDrawing::onScreen(const QPointF& onCanvas) const
{
    return m_window->canvas().mapToGlobal(onCanvas.toPoint());
}

QPoint TestFirstDrawing::middleOf(const char* id) const
{
    return onScreen(m_window->canvas().resourceRect(ResourceId(id)).center());
}

void TestFirstDrawing::shoot(const char* name)
{
    const QString folder = qEnvironmentVariable("SKYDRAFT_SCREENSHOTS");
    if (!folder.isEmpty())
        m_window->grab().save(QStringLiteral("%1/%2.png").arg(folder, name));
}

void TestFirstDrawing::dragIn(const char* search, const char* type, const QPoint& onCanvas,
                              const char* id)
{
    auto* palette = m_window->findChild<PalettePanel*>();
    auto* field = palette->findChild<QLineEdit*>();
    auto* tree = palette->findChild<PaletteTree*>();
    ScreenMouse::click(ScreenMouse::middleOf(*field));
    QTRY_VERIFY(field->hasFocus());
    ScreenMouse::key("ctrl+a");
    ScreenMouse::type(search);
    QTRY_COMPARE(field->text(), QString(search));
    const QTreeWidgetItem* item = tree->topLevelItem(0);
    QVERIFY(item != nullptr);
    QCOMPARE(PaletteTree::typeOf(item), QString(type));
    ScreenMouse::drag(tree->viewport()->mapToGlobal(tree->visualItemRect(item).center()),
                      onScreen(onCanvas));
    QTRY_VERIFY2(m_window->controller().architecture().find(ResourceId(id)) != nullptr, id);
}

void TestFirstDrawing::connectByHandle(const char* from, const char* to)
{
    ScreenMouse::moveTo(middleOf(from)); // shows the handles
    const QRectF rect = m_window->canvas().resourceRect(ResourceId(from));
    const QPointF target = m_window->canvas().resourceRect(ResourceId(to)).center();
    // The handle on the side that faces the other.
    const QPointF way = target - rect.center();
    const bool isSideways = std::abs(way.x()) > std::abs(way.y());
    constexpr double away = 14;
    const QPointF handle =
        isSideways
            ? QPointF(way.x() > 0 ? rect.right() + away : rect.left() - away, rect.center().y())
            : QPointF(rect.center().x(), way.y() > 0 ? rect.bottom() + away : rect.top() - away);
    ScreenMouse::drag(onScreen(handle), onScreen(target));
    QTRY_VERIFY2(between(from, to) != nullptr, from);
}

const Connection* TestFirstDrawing::between(const char* from, const char* to) const
{
    for (const auto& connection : m_window->controller().architecture().connections())
        if (connection->from == ResourceId(from) && connection->to == ResourceId(to))
            return connection.get();
    return nullptr;
}

Verdict TestFirstDrawing::verdictOf(const char* from, const char* to) const
{
    const Connection* connection = between(from, to);
    const bool isKnown = connection != nullptr && m_analysis != nullptr
                         && m_analysis->traces.contains(connection->id);
    return isKnown ? m_analysis->traces.at(connection->id)->verdict : Verdict::Unknown;
}

void TestFirstDrawing::openPathOf(const char* from, const char* to)
{
    const Connection* connection = between(from, to);
    QVERIFY(connection != nullptr);
    ScreenMouse::click(onScreen(m_window->canvas().connectorPoint(connection->id)));
    auto* trace = m_window->findChild<TracePanel*>();
    QTRY_VERIFY(trace->isVisible());
}

void TestFirstDrawing::clickLastFix()
{
    auto* path = m_window->findChild<TracePanel*>();
    QTRY_VERIFY(!path->view()->fixButtons().empty());
    const QAbstractButton* button = path->view()->fixButtons().back();
    QVERIFY(!button->visibleRegion().isEmpty()); // nothing to scroll for
    ScreenMouse::click(ScreenMouse::middleOf(*button));
}

std::uint64_t TestFirstDrawing::between(double from, double to,
                                        std::uint64_t SecondSample::*count) const
{
    std::uint64_t sum = 0;
    for (const SecondSample& sample : samples())
        if (sample.atS >= from && sample.atS < to)
            sum += sample.*count;
    return sum;
}

void TestFirstDrawing::chooseFromMenu(const QString& words)
{
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    const auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu != nullptr);
    for (QAction* action : menu->actions())
        if (action->text().remove(u'&') == words) {
            ScreenMouse::click(menu->mapToGlobal(menu->actionGeometry(action).center()));
            return;
        }
    QFAIL(qPrintable(words));
}

void TestFirstDrawing::aPersonDrawsFixesPlaysAndKills()
{
    DocumentController& controller = m_window->controller();
    QVERIFY(controller.architecture().isEmpty());
    shoot("1-empty");

    // Draw.
    const QPoint middle = m_window->canvas().rect().center();
    dragIn("vpc", "vpc.vpc", middle + QPoint(120, 0), "vpc");
    const QRectF vpc = m_window->canvas().resourceRect(ResourceId("vpc"));
    const auto inVpc = [&](double x, double y) {
        return (vpc.topLeft() + QPointF(x, y)).toPoint();
    };
    dragIn("internet gateway", "vpc.internet-gateway", inVpc(80, 300), "internet-gateway");
    dragIn("subnet", "vpc.subnet", inVpc(370, 330), "subnet");
    dragIn("subnet", "vpc.subnet", inVpc(760, 330), "subnet-2");
    dragIn("application load", "elb.application", inVpc(350, 330), "application");
    dragIn("ec2 instance", "ec2.instance", inVpc(760, 260), "instance");
    dragIn("ec2 instance", "ec2.instance", inVpc(760, 390), "instance-2");
    dragIn("clients", "clients", vpc.topLeft().toPoint() + QPoint(-100, 320), "clients");
    shoot("2-placed");
    const Architecture& placed = controller.architecture();
    QCOMPARE(placed.find(ResourceId("instance"))->parent, ResourceId("subnet-2"));
    QCOMPARE(placed.find(ResourceId("application"))->parent, ResourceId("vpc"));
    QCOMPARE(placed.find(ResourceId("clients"))->parent, std::nullopt);

    // Connect.
    connectByHandle("clients", "application");
    connectByHandle("application", "instance");
    connectByHandle("application", "instance-2");
    shoot("3-connected");

    // Be told, and fix.
    QTRY_COMPARE(verdictOf("clients", "application"), Verdict::Blocked);
    openPathOf("clients", "application");
    shoot("4-blocked");
    clickLastFix(); // all of them: a route and a security group
    QTRY_COMPARE(verdictOf("clients", "application"), Verdict::Reachable);
    for (const char* instance : {"instance", "instance-2"}) {
        QTRY_COMPARE(verdictOf("application", instance), Verdict::Blocked);
        openPathOf("application", instance);
        auto* path = m_window->findChild<TracePanel*>();
        QTRY_VERIFY(path->view()->headline().contains("Blocked"));
        const std::string code =
            m_analysis->traces.at(between("application", instance)->id)->blockedBy.front().code;
        QCOMPARE(code, std::string("ENI_SG_RULES_MISMATCH")); // not let in on its port
        shoot("5-instance-blocked");
        clickLastFix();
        QTRY_COMPARE(verdictOf("application", instance), Verdict::Reachable);
    }
    shoot("6-fixed");

    // Play.
    auto* panel = m_window->findChild<SimulationPanel*>();
    auto* toolBar = m_window->findChild<QToolBar*>();
    QWidget* play = toolBar->widgetForAction(m_window->actions()[ActionId::Play]);
    ScreenMouse::click(ScreenMouse::middleOf(*play));
    QTRY_VERIFY(panel->isVisible());
    QTRY_COMPARE(m_window->simulation().state(), SimulationRunner::State::Playing);
    ScreenMouse::click(ScreenMouse::middleOf(*panel->speedBox()));
    const QAbstractItemView* speeds = panel->speedBox()->view();
    QTRY_VERIFY(speeds->isVisible());
    QTest::qWait(QApplication::doubleClickInterval() + 100); // a list does not take the same click
    const QModelIndex fast = speeds->model()->index(panel->speedBox()->findText("10×"), 0);
    const QPoint row(speeds->viewport()->width() / 2, speeds->visualRect(fast).center().y());
    ScreenMouse::click(speeds->viewport()->mapToGlobal(row));
    QTRY_COMPARE(m_window->simulation().speed(), 10.0);
    QTRY_VERIFY_WITH_TIMEOUT(!samples().empty() && samples().back().atS >= 30, 20000);
    QCOMPARE(failedBetween(0, 1e9), 0U);

    // Kill.
    ScreenMouse::click(middleOf("instance"), rightButton);
    chooseFromMenu("Stop the process");
    QTRY_VERIFY(!incidents().empty());
    const double killed = incidents().front().atS;
    QTRY_VERIFY(frame()->nodes.at(ResourceId("instance")).health != NodeHealth::Running);
    shoot("7-killed");
    QTRY_VERIFY_WITH_TIMEOUT(samples().back().atS >= killed + 125, 40000);
    shoot("8-recovered");
    // Two checks in a row, 30 s apart, must fail before the balancer leaves the instance out.
    QVERIFY(failedBetween(killed, killed + 28) > 0);
    QCOMPARE(failedBetween(killed + 61, 1e9), 0U);
    QVERIFY(between(killed + 61, killed + 121, &SecondSample::succeeded) > 0);
    QVERIFY2(incidents().front().detectedS >= 30 && incidents().front().detectedS <= 60,
             qPrintable(QString::number(incidents().front().detectedS)));

    ScreenMouse::click(ScreenMouse::middleOf(*panel->stopButton()));
    QTRY_COMPARE(m_window->simulation().state(), SimulationRunner::State::Stopped);
}

int main(int argc, char** argv)
{
    const QTemporaryDir home; // settings of the person who runs the tests stay as they are
    qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
    qputenv("XDG_DATA_HOME", home.path().toLocal8Bit());
    QCoreApplication::setOrganizationName("Skydraft");
    QCoreApplication::setApplicationName("Skydraft");
    QApplication application(argc, argv);
    setLanguage("en");
    applyColorScheme(application, ColorScheme::Light);
    TestFirstDrawing test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_first_drawing.moc"
