// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QContextMenuEvent>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QTreeWidget>

#include "app/gui/file_commands.h"
#include "app/gui/main_window.h"
#include "app/gui/settings.h"
#include "model/formats/templates.h"
#include "tests/support/drawing.h"
#include "tests/support/file_size_limit.h"
#include "widgets/canvas/canvas_widget.h"
#include "widgets/canvas/trace_route.h"
#include "widgets/common/language.h"
#include "widgets/panels/problems_panel.h"
#include "widgets/tables/entry_table_model.h"
#include "widgets/tables/rules_panel.h"
#include "widgets/tables/security_group_page.h"
#include "widgets/theme/theme.h"

using namespace skydraft;

/// The whole window with real mouse and keys.
class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aDrawingIsOpenedChangedSavedAndUndone();
    void aFileThatCannotBeReadLeavesTheDrawing();
    void closingAsksAboutUnsavedChanges();
    void whatIsNotSavedSurvivesAFullDisk();
    void anotherProgramsChangeIsNotOverwritten();
    void aFileDroppedOnTheWindowOpens();
    void everyTemplateOpens();
    void theLanguageChangesWhileItRuns();
    void theThemeChangesWhileItRuns();
    void aSimulationPlaysAndTheWindowCloses();
    void deletingByKeyIsOneStep();
    void theWindowRemembersItsPlace();
    void aQuestionMarkShowsTheShortcuts();
    void redoHasTwoShortcuts();
    void savingAndUndoingDoNotMissTheLastArrowKey();
    void theProfileIsRemembered();
    void aBrokenIntentIsCountedInTheTitleOfItsPanel();
    void rulesAreEditedByKeysThatTheDrawingHasToo();
    void aClickedConnectionDrawsItsPathUntilThePanelCloses();
    void theKeyIsShownAndHidden();
    void whatTheInternetReachesIsMarked();
    void aResourcesMenuAsksWhoReachesIt();

private:
    QString save(const char* name, const Architecture& architecture) const;
    Architecture onDisk(const QString& path) const;
    void press(const char* id);
    /// Presses the button of the next message box, and remembers what the box said.
    void answer(QMessageBox::StandardButton button);
    void order(ActionId id) { m_window->actions()[id]->trigger(); }
    double xOf(const char* id) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
    QString m_question;
};

namespace {

const Catalogue& catalogue()
{
    return Catalogue::builtIn();
}

Architecture oneNode()
{
    return testing::Drawing().add("web", "ec2.instance").place("web", {100, 100, 64, 64}).build();
}

} // namespace

void TestMainWindow::init()
{
    m_question.clear();
    m_folder = std::make_unique<QTemporaryDir>();
    m_window =
        std::make_unique<MainWindow>(catalogue(), m_folder->filePath(QStringLiteral("recovery")));
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestMainWindow::cleanup()
{
    m_window.reset();
    setLanguage(QStringLiteral("en"));
}

QString TestMainWindow::save(const char* name, const Architecture& architecture) const
{
    const QString path = m_folder->filePath(QString::fromLatin1(name));
    return saveFile(architecture, path) ? path : QString();
}

Architecture TestMainWindow::onDisk(const QString& path) const
{
    const auto loaded = loadFile(catalogue(), path);
    return loaded ? loaded->architecture : Architecture();
}

void TestMainWindow::press(const char* id)
{
    const QRectF place = m_window->canvas().resourceRect(ResourceId(id));
    QVERIFY(!place.isEmpty());
    QTest::mouseClick(&m_window->canvas(), Qt::LeftButton, {}, place.center().toPoint());
    QVERIFY(m_window->controller().selectedResources().contains(ResourceId(id)));
}

void TestMainWindow::answer(QMessageBox::StandardButton button)
{
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, [this, timer, button] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (box == nullptr)
            return;
        timer->deleteLater();
        m_question = box->text() + u'\n' + box->informativeText();
        if (QAbstractButton* wanted = box->button(button))
            wanted->click();
        else
            box->reject();
    });
    timer->start(10);
}

double TestMainWindow::xOf(const char* id) const
{
    return m_window->controller().architecture().find(ResourceId(id))->placement->x;
}

void TestMainWindow::aDrawingIsOpenedChangedSavedAndUndone()
{
    const QString path = save("shop.skydraft", oneNode());
    QVERIFY(m_window->files().openFile(path));
    QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("shop.skydraft")));
    QVERIFY(!m_window->isWindowModified());
    press("web");
    QTest::keyClick(&m_window->canvas(), Qt::Key_Right);
    QTRY_VERIFY(m_window->isWindowModified());
    QCOMPARE(xOf("web"), 101.0); // 100 + 1
    QVERIFY(onDisk(path) == oneNode());

    QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
    QVERIFY(!m_window->isWindowModified());
    QVERIFY(onDisk(path) == m_window->controller().architecture());

    QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(xOf("web"), 100.0);
    QVERIFY(m_window->isWindowModified());
    QVERIFY(settings::recentFiles().contains(path));
}

void TestMainWindow::aFileThatCannotBeReadLeavesTheDrawing()
{
    QVERIFY(m_window->files().openFile(save("shop.skydraft", oneNode())));
    const QString broken = m_folder->filePath(QStringLiteral("broken.skydraft"));
    QFile file(broken);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"format\": ");
    file.close();
    answer(QMessageBox::Ok);
    QVERIFY(!m_window->files().openFile(broken));
    QVERIFY2(m_question.contains(QStringLiteral("broken.skydraft:1:")), qPrintable(m_question));
    QVERIFY(m_window->controller().architecture() == oneNode());
    QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("shop.skydraft")));
}

void TestMainWindow::closingAsksAboutUnsavedChanges()
{
    const QString path = save("shop.skydraft", oneNode());
    QVERIFY(m_window->files().openFile(path));
    m_window->controller().select({ResourceId("web")});
    order(ActionId::Delete);

    answer(QMessageBox::Cancel);
    QVERIFY(!m_window->close());
    QVERIFY(m_question.contains(QStringLiteral("shop.skydraft")));
    QVERIFY(m_window->isVisible());

    answer(QMessageBox::Discard);
    QVERIFY(m_window->close());
    QVERIFY(onDisk(path) == oneNode());
    // Nothing is left to recover.
    QCOMPARE(QDir(m_folder->filePath(QStringLiteral("recovery"))).entryList(QDir::Files),
             QStringList());
}

void TestMainWindow::whatIsNotSavedSurvivesAFullDisk()
{
    const QString path = save("shop.skydraft", oneNode());
    QVERIFY(m_window->files().openFile(path));
    m_window->controller().select({ResourceId("web")});
    order(ActionId::Delete);
    {
        const testing::FileSizeLimit full(10);
        answer(QMessageBox::Ok);
        order(ActionId::Save);
    }
    QVERIFY2(m_question.contains(QStringLiteral("could not be saved")), qPrintable(m_question));
    QVERIFY(m_window->isWindowModified());
    QVERIFY(onDisk(path) == oneNode());
    order(ActionId::Save); // there is room again
    QVERIFY(!m_window->isWindowModified());
    QVERIFY(onDisk(path).isEmpty());
}

void TestMainWindow::anotherProgramsChangeIsNotOverwritten()
{
    const QString path = save("shop.skydraft", oneNode());
    QVERIFY(m_window->files().openFile(path));
    save("shop.skydraft", testing::twoTiers()); // somebody else
    m_window->controller().select({ResourceId("web")});
    order(ActionId::Delete);
    answer(QMessageBox::Cancel);
    order(ActionId::Save);
    QVERIFY2(m_question.contains(QStringLiteral("Another program")), qPrintable(m_question));
    QVERIFY(onDisk(path) == testing::twoTiers());
    QVERIFY(m_window->isWindowModified());
}

void TestMainWindow::aFileDroppedOnTheWindowOpens()
{
    const QString path = save("shop.skydraft", oneNode());
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter({50, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({50, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &drop);
    QTRY_VERIFY(m_window->controller().architecture() == oneNode());
}

void TestMainWindow::everyTemplateOpens()
{
    QVERIFY(!builtInTemplates().empty());
    for (const Template& known : builtInTemplates()) {
        QVERIFY2(m_window->files().openTemplate(known), known.name.c_str());
        QVERIFY2(!m_window->controller().architecture().isEmpty(), known.name.c_str());
        QVERIFY(m_window->files().path().isEmpty()); // saving asks for a name
        QTest::qWait(20);
    }
}

void TestMainWindow::theLanguageChangesWhileItRuns()
{
    const auto* menu = m_window->menuBar()->actions().front();
    const auto* palette = m_window->findChild<QDockWidget*>(QStringLiteral("paletteDock"));
    QCOMPARE(menu->text(), QStringLiteral("&File"));
    const QString english = palette->windowTitle();
    setLanguage(QStringLiteral("ko"));
    QTRY_VERIFY(menu->text().startsWith(QStringLiteral("파일")));
    QTRY_VERIFY(palette->windowTitle() != english);
    QVERIFY(m_window->actions()[ActionId::Save]->text().startsWith(QStringLiteral("저장")));
    setLanguage(QStringLiteral("en"));
    QTRY_COMPARE(menu->text(), QStringLiteral("&File"));
    QTRY_COMPARE(palette->windowTitle(), english);
}

void TestMainWindow::theThemeChangesWhileItRuns()
{
    const auto ground = [this] {
        return m_window->canvas().grab().toImage().pixelColor(5, 5).lightnessF();
    };
    applyColorScheme(*qApp, ColorScheme::Light);
    QTRY_VERIFY(ground() > 0.7F);
    applyColorScheme(*qApp, ColorScheme::Dark);
    QTRY_VERIFY(ground() < 0.3F);
    QVERIFY(m_window->palette().color(QPalette::Window).lightnessF() < 0.3F);
    applyColorScheme(*qApp, ColorScheme::Light);
    QTRY_VERIFY(ground() > 0.7F);
}

void TestMainWindow::aSimulationPlaysAndTheWindowCloses()
{
    const Architecture shop = testing::Drawing()
                                  .add("users", "clients", "", {{"rate_per_s", 50}})
                                  .add("web", "ec2.instance")
                                  .connect("c", "users", "web", {{"protocol", "tcp"}, {"port", 80}})
                                  .build();
    QVERIFY(m_window->files().openFile(save("shop.skydraft", shop)));
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QCOMPARE(m_window->simulation().state(), SimulationRunner::State::Playing);
    QTRY_VERIFY(m_window->simulation().latest() != nullptr);
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QCOMPARE(m_window->simulation().state(), SimulationRunner::State::Paused);
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QTRY_VERIFY(m_window->simulation().latest()->offered > 0);
    QVERIFY(m_window->close());
    QCOMPARE(m_window->simulation().state(), SimulationRunner::State::Stopped);
}

void TestMainWindow::deletingByKeyIsOneStep()
{
    QVERIFY(m_window->files().openFile(save("shop.skydraft", testing::twoTiers())));
    QTest::keyClick(&m_window->canvas(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&m_window->canvas(), Qt::Key_Delete);
    QVERIFY(m_window->controller().architecture().isEmpty());
    order(ActionId::Undo);
    QVERIFY(m_window->controller().architecture() == testing::twoTiers());
}

void TestMainWindow::theWindowRemembersItsPlace()
{
    auto* inspector = m_window->findChild<QDockWidget*>(QStringLiteral("inspectorDock"));
    QVERIFY(inspector->isVisible());
    inspector->close();
    m_window->resize(1111, 777);
    QVERIFY(m_window->close());
    m_window =
        std::make_unique<MainWindow>(catalogue(), m_folder->filePath(QStringLiteral("recovery")));
    m_window->show();
    QVERIFY(!m_window->findChild<QDockWidget*>(QStringLiteral("inspectorDock"))->isVisible());
    QCOMPARE(m_window->size(), QSize(1111, 777));
}

void TestMainWindow::aQuestionMarkShowsTheShortcuts()
{
    QTest::keyClick(&m_window->canvas(), Qt::Key_Question); // the platform takes Shift out
    const auto* dialog = m_window->findChild<QDialog*>(QStringLiteral("shortcutsDialog"));
    QVERIFY(dialog != nullptr);
    QVERIFY(dialog->isVisible());
}

void TestMainWindow::redoHasTwoShortcuts()
{
    QVERIFY(m_window->files().openFile(save("shop.skydraft", oneNode())));
    m_window->controller().select({ResourceId("web")});
    order(ActionId::Delete);
    order(ActionId::Undo);
    QTest::keyClick(m_window.get(), Qt::Key_Y, Qt::ControlModifier);
    QVERIFY(m_window->controller().architecture().isEmpty());
    order(ActionId::Undo);
    QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(m_window->controller().architecture().isEmpty());
}

void TestMainWindow::savingAndUndoingDoNotMissTheLastArrowKey()
{
    const QString path = save("shop.skydraft", oneNode());
    QVERIFY(m_window->files().openFile(path));
    press("web");
    QTest::keyClick(&m_window->canvas(), Qt::Key_Right);
    order(ActionId::Save); // at once: further arrow keys are still waited for
    QVERIFY(!m_window->isWindowModified());
    QCOMPARE(onDisk(path).find(ResourceId("web"))->placement->x, 101.0);
    QTest::keyClick(&m_window->canvas(), Qt::Key_Right);
    answer(QMessageBox::Cancel);
    QVERIFY(!m_window->close());
    QVERIFY2(m_question.contains(QStringLiteral("shop.skydraft")), qPrintable(m_question));
    QTest::keyClick(&m_window->canvas(), Qt::Key_Right);
    order(ActionId::Undo);
    QCOMPARE(xOf("web"), 102.0);
}

void TestMainWindow::theProfileIsRemembered()
{
    auto* box = m_window->findChild<ProblemsPanel*>()->profileBox();
    QCOMPARE(box->currentIndex(), 0);
    box->setFocus();
    QTest::keyClick(box, Qt::Key_End);
    QVERIFY(m_window->analysis().profile() == Profile::Strict);
    QVERIFY(m_window->close());
    m_window =
        std::make_unique<MainWindow>(catalogue(), m_folder->filePath(QStringLiteral("recovery")));
    QCOMPARE(m_window->findChild<ProblemsPanel*>()->profileBox()->currentIndex(), 2);
    QVERIFY(m_window->analysis().profile() == Profile::Strict);
    settings::setCheckProfile(Profile::Teaching);
}

void TestMainWindow::aBrokenIntentIsCountedInTheTitleOfItsPanel()
{
    const auto* dock = m_window->findChild<QDockWidget*>(QStringLiteral("intentsDock"));
    QCOMPARE(dock->windowTitle(), QStringLiteral("Intents"));
    QVERIFY(m_window->files().openFile(
        save("shop.skydraft", testing::Drawing()
                                  .add("web", "ec2.instance")
                                  .intend({.id = IntentId("i"), .from = "internet", .to = "gone"})
                                  .build())));
    QTRY_COMPARE(dock->windowTitle(), QStringLiteral("Intents (1)"));
    order(ActionId::New);
    QTRY_COMPARE(dock->windowTitle(), QStringLiteral("Intents"));
}

void TestMainWindow::rulesAreEditedByKeysThatTheDrawingHasToo()
{
    QVERIFY(m_window->files().openFile(save("shop.skydraft", testing::twoTiers())));
    m_window->controller().select({ResourceId("sg-web")});
    order(ActionId::Rules);
    auto* panel = m_window->findChild<RulesPanel*>();
    QVERIFY(panel->isVisible());
    QCOMPARE(panel->subject(), ResourceId("sg-web"));
    RulesTable* table = panel->groupPage()->table();
    QVERIFY(table->entries()->add(-1) >= 0);
    const auto rules = [&] {
        const Resource* group = m_window->controller().architecture().find(ResourceId("sg-web"));
        return group == nullptr ? Json() : group->properties.value("ingress", Json());
    };
    QCOMPARE(rules().size(), std::size_t{1});
    table->setFocus();
    table->setCurrentIndex(table->entries()->index(0, 0));
    // The selected group stays: the keys belong to the table as long as it has them.
    QTest::keyClick(table, Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(rules().size(), std::size_t{2});
    QTest::keyClick(table, Qt::Key_Delete);
    QTest::keyClick(table, Qt::Key_Delete);
    QCOMPARE(rules().dump(), std::string("[]"));
    order(ActionId::Undo);
    QCOMPARE(rules().size(), std::size_t{1});
    // The analysis tells the panel who comes in.
    QTRY_COMPARE(table->entries()->index(0, SecurityGroupModel::Who).data().toString(),
                 QStringLiteral("Resources: 2"));
}

void TestMainWindow::aClickedConnectionDrawsItsPathUntilThePanelCloses()
{
    const Architecture shop = testing::Drawing()
                                  .add("users", "clients")
                                  .add("web", "ec2.instance")
                                  .place("users", {100, 100, 64, 64})
                                  .place("web", {400, 100, 64, 64})
                                  .connect("c", "users", "web", {{"protocol", "tcp"}, {"port", 80}})
                                  .build();
    QVERIFY(m_window->files().openFile(save("shop.skydraft", shop)));
    QTRY_VERIFY(m_window->analysis().isUpToDate());
    CanvasWidget& canvas = m_window->canvas();
    const auto isDrawn = [&] { return !canvas.traceRoute().legs.empty(); };
    const auto clickConnection = [&] {
        QTest::mouseClick(&canvas, Qt::LeftButton, {},
                          canvas.connectorPoint(ConnectionId("c")).toPoint());
    };
    const QSize room = canvas.size();
    clickConnection();
    QVERIFY(isDrawn());
    QTest::qWait(50);
    QCOMPARE(canvas.size(), room); // the panel takes no room from the drawing
    auto* dock = m_window->findChild<QDockWidget*>(QStringLiteral("traceDock"));
    QVERIFY(dock->isVisible());
    // Another panel in front of it changes nothing.
    m_window->findChild<QDockWidget*>(QStringLiteral("problemsDock"))->raise();
    QTRY_VERIFY(dock->visibleRegion().isEmpty());
    QVERIFY(isDrawn());
    dock->close();
    QVERIFY(!isDrawn());
    clickConnection();
    QVERIFY(dock->isVisible() && isDrawn());

    // What is lit leads to its hop in the list.
    auto* hops = dock->findChild<QTreeWidget*>();
    press("web");
    QVERIFY(hops->currentItem()->text(0).contains(QStringLiteral("web")));
    QTest::keyClick(&canvas, Qt::Key_Escape);
    QVERIFY(!isDrawn());
    QVERIFY(m_window->controller().selectedResources().contains(ResourceId("web")));
}

void TestMainWindow::theKeyIsShownAndHidden()
{
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    auto* key = m_window->canvas().findChild<QWidget*>(QStringLiteral("verdictKey"));
    QVERIFY(key != nullptr && key->isVisible());
    QTest::keyClick(key, Qt::Key_Escape);
    QVERIFY(!m_window->actions()[ActionId::ShowKey]->isChecked());
    QTRY_VERIFY(m_window->canvas().findChild<QWidget*>(QStringLiteral("verdictKey")) == nullptr);
}

namespace {

/// A web server that the internet reaches on tcp 443.
Architecture publicServer()
{
    const Json rule{
        {"protocol", "tcp"}, {"from_port", 443}, {"to_port", 443}, {"source", "0.0.0.0/0"}};
    const Json route{{"destination", "0.0.0.0/0"}, {"target", "igw"}};
    return testing::Drawing()
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("rt", "vpc.route-table", "vpc", {{"routes", Json::array({route})}})
        .add("public", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}, {"route_table", "rt"}})
        .add("sg", "vpc.security-group", "vpc", {{"ingress", Json::array({rule})}})
        .add("web", "ec2.instance", "public",
             {{"security_groups", Json::array({"sg"})}, {"public_ip", true}})
        .build();
}

} // namespace

void TestMainWindow::whatTheInternetReachesIsMarked()
{
    QVERIFY(m_window->files().openFile(save("shop.skydraft", publicServer())));
    CanvasWidget& canvas = m_window->canvas();
    QVERIFY(canvas.exposure().empty());
    const QImage before = canvas.grab().toImage();
    QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier);
    QTRY_COMPARE(canvas.exposure(),
                 (std::map<ResourceId, QString>{{ResourceId("web"), QStringLiteral("tcp 443")}}));
    QVERIFY(canvas.grab().toImage() != before);
    QTRY_VERIFY(m_window->findChild<QDockWidget*>(QStringLiteral("reachDock"))->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier);
    QVERIFY(canvas.exposure().empty());
}

void TestMainWindow::aResourcesMenuAsksWhoReachesIt()
{
    QVERIFY(m_window->files().openFile(save("shop.skydraft", publicServer())));
    CanvasWidget& canvas = m_window->canvas();
    const auto open = [&](const char* id) {
        const QPoint at = canvas.resourceRect(ResourceId(id)).center().toPoint();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, canvas.mapToGlobal(at));
        QApplication::sendEvent(&canvas, &event);
        auto* menu = m_window->findChild<QMenu*>(QStringLiteral("contextMenu"));
        QAction* found = nullptr;
        for (QAction* action : menu->actions())
            if (action->text() == QStringLiteral("&Who can reach this?"))
                found = action;
        return std::pair(menu, found);
    };
    const auto [menu, action] = open("web");
    QVERIFY(action != nullptr);
    action->trigger();
    delete menu;
    auto* dock = m_window->findChild<QDockWidget*>(QStringLiteral("reachDock"));
    QVERIFY(dock->isVisible());
    const auto rows = [&] {
        for (auto* list : dock->findChildren<QTreeWidget*>())
            if (list->isVisible() && list->topLevelItemCount() > 0)
                return list;
        return static_cast<QTreeWidget*>(nullptr);
    };
    QTRY_VERIFY(rows() != nullptr);
    QTreeWidget* list = rows();
    QCOMPARE(list->topLevelItem(0)->text(0), QStringLiteral("Internet"));
    // A click traces it, and the drawing shows the path.
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualItemRect(list->topLevelItem(0)).center());
    QTRY_VERIFY(!canvas.traceRoute().legs.empty());
    QVERIFY(!canvas.traceRoute().internet.isEmpty());
    // A security group neither sends nor receives.
    const auto [groupMenu, groupAction] = open("sg");
    QVERIFY(groupAction == nullptr);
    delete groupMenu;
}

int main(int argc, char** argv)
{
    const QTemporaryDir home; // settings of the person who runs the tests stay as they are
    qputenv("XDG_CONFIG_HOME", home.path().toLocal8Bit());
    qputenv("XDG_DATA_HOME", home.path().toLocal8Bit());
    QCoreApplication::setOrganizationName(QStringLiteral("Skydraft"));
    QCoreApplication::setApplicationName(QStringLiteral("Skydraft"));
    QApplication application(argc, argv);
    setLanguage(QStringLiteral("en"));
    applyColorScheme(application, ColorScheme::Light);
    TestMainWindow test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_main_window.moc"
