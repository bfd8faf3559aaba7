// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QLabel>
#include <QLayout>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QScreen>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>

#include "app/gui/edit_commands.h"
#include "app/gui/export_commands.h"
#include "app/gui/file_commands.h"
#include "app/gui/menus.h"
#include "app/gui/recovery_dialog.h"
#include "app/gui/settings.h"
#include "app/gui/shortcuts_dialog.h"
#include "app/gui/simulation_commands.h"
#include "widgets/canvas/canvas_widget.h"
#include "widgets/common/language.h"
#include "widgets/inspector/inspector_panel.h"
#include "widgets/panels/intents_panel.h"
#include "widgets/panels/palette_panel.h"
#include "widgets/panels/problems_panel.h"
#include "widgets/panels/reach_panel.h"
#include "widgets/panels/simulation_panel.h"
#include "widgets/panels/trace_panel.h"
#include "widgets/tables/rules_panel.h"

namespace skydraft {
namespace {

constexpr QSize smallestWindow{960, 600};
constexpr QSize firstWindow{1280, 800};
constexpr int hintTimeMs = 8000;

/// The file that is dragged, where it is one drawing.
QString draggedDrawing(const QMimeData& data)
{
    const QList<QUrl> urls = data.urls();
    if (urls.size() != 1 || !urls.front().isLocalFile())
        return {};
    const QString path = urls.front().toLocalFile();
    return path.endsWith(QLatin1String(".skydraft"), Qt::CaseInsensitive) ? path : QString();
}

} // namespace

MainWindow::MainWindow(const Catalogue& catalogue, const QString& recoveryFolder)
    : m_controller(catalogue)
    , m_journal(m_controller, recoveryFolder)
    , m_analysis(m_controller)
    , m_reachability(m_controller)
    , m_estimates(m_controller)
    , m_simulation(catalogue)
    , m_recoveryFolder(recoveryFolder)
    , m_canvas(new CanvasWidget(m_controller, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setCentralWidget(m_canvas);
    for (QAction* action : m_actions.all()) // before those who carry the order out
        connect(action, &QAction::triggered, m_canvas, &CanvasWidget::commitPending);
    m_files = new FileCommands(m_controller, m_journal, *this);
    m_edits = new EditCommands(*m_canvas, m_actions, this);
    m_exports = new ExportCommands(m_controller, *m_files, m_actions, *this);
    m_simulationCommands = new SimulationCommands(m_controller, m_simulation, m_actions, this);
    buildDocks();
    buildToolBar();
    buildStatusBar();
    std::vector<QDockWidget*> docks;
    for (const auto& [dock, title] : m_docks)
        docks.push_back(dock);
    m_menus = new Menus(*this, m_actions, *m_files, docks);
    connectCommands();
    connectCanvas();
    connectPanels();
    retranslate();
    restoreWindow();
    m_journal.start({});
    m_canvas->setFocus(); // keys belong to the drawing
}

MainWindow::~MainWindow()
{
    // Views look at the controller, which is a member and would be gone before a child.
    for (const auto& [dock, title] : m_docks)
        delete dock;
    delete m_canvas;
}

void MainWindow::buildDocks()
{
    setDockOptions(AnimatedDocks | AllowTabbedDocks | AllowNestedDocks);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    const auto add = [this](QWidget* panel, const char* name, const char* title,
                            Qt::DockWidgetArea area) {
        auto* dock = new QDockWidget(this);
        dock->setObjectName(QString::fromLatin1(name)); // saveState() keeps places by name
        dock->setWidget(panel);
        addDockWidget(area, dock);
        m_docks.emplace_back(dock, title);
        return dock;
    };
    m_palette = new PalettePanel(m_controller, this);
    m_inspector = new InspectorPanel(m_controller, this);
    m_problems = new ProblemsPanel(m_controller, this);
    m_intents = new IntentsPanel(m_controller, this);
    m_trace = new TracePanel(m_controller, this);
    m_rules = new RulesPanel(m_controller, this);
    m_reach = new ReachPanel(m_controller, m_reachability, this);
    m_simulationPanel = new SimulationPanel(m_controller, this);
    add(m_palette, "paletteDock", QT_TR_NOOP("Services"), Qt::LeftDockWidgetArea);
    add(m_inspector, "inspectorDock", QT_TR_NOOP("Properties"), Qt::RightDockWidgetArea);
    auto* problems =
        add(m_problems, "problemsDock", QT_TR_NOOP("Problems"), Qt::BottomDockWidgetArea);
    auto* intents = add(m_intents, "intentsDock", QT_TR_NOOP("Intents"), Qt::BottomDockWidgetArea);
    auto* trace = add(m_trace, "traceDock", QT_TR_NOOP("Path"), Qt::BottomDockWidgetArea);
    auto* rules = add(m_rules, "rulesDock", QT_TR_NOOP("Rules"), Qt::BottomDockWidgetArea);
    auto* reach = add(m_reach, "reachDock", QT_TR_NOOP("Reachability"), Qt::BottomDockWidgetArea);
    auto* simulation = add(m_simulationPanel, "simulationDock", QT_TR_NOOP("Simulation"),
                           Qt::BottomDockWidgetArea);
    tabifyDockWidget(problems, intents);
    tabifyDockWidget(intents, trace);
    tabifyDockWidget(trace, reach);
    tabifyDockWidget(reach, rules);
    tabifyDockWidget(rules, simulation);
    problems->raise();
}

void MainWindow::buildToolBar()
{
    m_toolBar = addToolBar(QString());
    m_toolBar->setObjectName(QStringLiteral("toolBar"));
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize({20, 20});
    const auto put = [this](std::initializer_list<ActionId> ids) {
        for (const ActionId id : ids)
            m_toolBar->addAction(m_actions[id]);
        m_toolBar->addSeparator();
    };
    put({ActionId::New, ActionId::Open, ActionId::Save});
    put({ActionId::Undo, ActionId::Redo});
    put({ActionId::Play, ActionId::Stop});
    put({ActionId::ZoomOut, ActionId::ZoomIn, ActionId::ZoomFit});
    put({ActionId::ShowExposure});
    m_toolBar->addAction(m_actions[ActionId::Shortcuts]);
}

void MainWindow::buildStatusBar()
{
    m_savedLabel = new QLabel(this);
    m_savedLabel->setObjectName(QStringLiteral("savedLabel"));
    m_zoomLabel = new QLabel(this);
    m_zoomLabel->setObjectName(QStringLiteral("zoomLabel"));
    m_zoomLabel->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("0000 %")));
    m_zoomLabel->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    statusBar()->addPermanentWidget(m_savedLabel);
    statusBar()->addPermanentWidget(m_zoomLabel);
}

void MainWindow::connectCommands()
{
    const auto carryOut = [this](ActionId id, auto* receiver, auto function) {
        connect(m_actions[id], &QAction::triggered, receiver, function);
    };
    carryOut(ActionId::New, m_files, &FileCommands::newDrawing);
    carryOut(ActionId::Open, m_files, &FileCommands::open);
    carryOut(ActionId::Save, m_files, &FileCommands::save);
    carryOut(ActionId::SaveAs, m_files, &FileCommands::saveAs);
    carryOut(ActionId::Quit, this, &QWidget::close);
    carryOut(ActionId::Properties, this, &MainWindow::showProperties);
    carryOut(ActionId::Rules, this, &MainWindow::showRules);
    carryOut(ActionId::ZoomIn, m_canvas, &CanvasWidget::zoomIn);
    carryOut(ActionId::ZoomOut, m_canvas, &CanvasWidget::zoomOut);
    carryOut(ActionId::ZoomActual, m_canvas, &CanvasWidget::zoomToActualSize);
    carryOut(ActionId::ZoomFit, m_canvas, &CanvasWidget::zoomToFit);
    carryOut(ActionId::ZoomSelection, m_canvas, &CanvasWidget::zoomToSelection);
    carryOut(ActionId::FullScreen, this, &MainWindow::toggleFullScreen);
    carryOut(ActionId::About, this, &MainWindow::showAbout);
    carryOut(ActionId::Shortcuts, this, [this] {
        auto* dialog = new ShortcutsDialog(m_actions, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    connect(m_menus, &Menus::languageChosen, this, &MainWindow::chooseLanguage);
    connect(m_menus, &Menus::colorSchemeChosen, this, &MainWindow::chooseColorScheme);

    connect(m_files, &FileCommands::fileChanged, this, &MainWindow::refreshTitle);
    connect(m_files, &FileCommands::opened, this, [this] {
        m_simulation.stop();
        m_simulationPanel->forget();
        m_canvas->zoomToFit();
    });
    connect(&m_controller, &DocumentController::changed, this, &MainWindow::refreshTitle);
    connect(&m_controller, &DocumentController::statusChanged, this, &MainWindow::refreshTitle);
    connect(&m_controller, &DocumentController::refused, this, &MainWindow::showHint);
    connect(m_exports, &ExportCommands::hintChanged, this, &MainWindow::showHint);
    connect(&m_simulation, &SimulationRunner::failed, this, &MainWindow::showHint);
    connect(&m_journal, &RecoveryJournal::failed, this, [this](const QString& reason) {
        showHint(tr("The recovery journal cannot be written: %1. Save the drawing.").arg(reason));
    });
}

void MainWindow::connectCanvas()
{
    connect(&m_analysis, &AnalysisRunner::walked, m_canvas, &CanvasWidget::setAnalysis);
    connect(&m_analysis, &AnalysisRunner::analysed, m_canvas, &CanvasWidget::setAnalysis);
    connect(&m_simulation, &SimulationRunner::frameReady, m_canvas, &CanvasWidget::setFrame);
    connect(m_canvas, &CanvasWidget::hintChanged, this, &MainWindow::showHint);
    connect(m_canvas, &CanvasWidget::connectionClicked, this, &MainWindow::showTrace);
    connect(m_canvas, &CanvasWidget::contextMenuRequested, this, &MainWindow::showContextMenu);
    connect(m_canvas, &CanvasWidget::searchRequested, this, [this] {
        raisePanel(*m_palette);
        m_palette->startSearch();
    });
    connect(m_actions[ActionId::ShowKey], &QAction::toggled, m_canvas, &CanvasWidget::setKeyShown);
    connect(m_canvas, &CanvasWidget::keyDismissed, m_actions[ActionId::ShowKey],
            [this] { m_actions[ActionId::ShowKey]->setChecked(false); });
    connect(m_canvas, &CanvasWidget::exampleRequested, m_files, &FileCommands::openExample);
    const auto showZoom = [this](double zoom) {
        m_zoomLabel->setText(QStringLiteral("%1 %").arg(qRound(zoom * 100)));
    };
    connect(m_canvas, &CanvasWidget::zoomChanged, this, showZoom);
    showZoom(m_canvas->zoom());
}

void MainWindow::restoreWindow()
{
    setMinimumSize(smallestWindow);
    resize(firstWindow.boundedTo(screen()->availableSize()).expandedTo(smallestWindow));
    restoreGeometry(settings::windowGeometry());
    if (restoreState(settings::windowState()))
        return;
    // Sizes of docks hold only once the window has been laid out.
    QTimer::singleShot(0, this, [this] {
        const auto dock = [this](const char* name) {
            return findChild<QDockWidget*>(QLatin1String(name));
        };
        resizeDocks({dock("paletteDock"), dock("inspectorDock")}, {220, 290}, Qt::Horizontal);
        resizeDocks({dock("problemsDock")}, {std::max(180, height() / 4)}, Qt::Vertical);
        layout()->activate(); // before a file that is opened now is fitted into the canvas
    });
}

void MainWindow::offerRecovery()
{
    AbandonedJournals abandoned =
        RecoveryJournal::abandoned(m_controller.catalogue(), m_recoveryFolder);
    if (abandoned.journals.empty() && abandoned.setAside.isEmpty())
        return;
    auto* dialog = new RecoveryDialog(std::move(abandoned), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RecoveryDialog::recoverRequested, m_files, &FileCommands::recover);
    dialog->open();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_canvas->commitPending();
    if (!m_files->mayClose()) {
        event->ignore();
        return;
    }
    m_simulation.stop();
    m_journal.close();
    settings::setWindow(saveGeometry(), saveState());
    event->accept();
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange && m_edits != nullptr) {
        m_simulationCommands->refresh(); // symbols are drawn in the text colour
        m_edits->refresh();
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!draggedDrawing(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QString path = draggedDrawing(*event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    // Not within the drop: questions about unsaved changes would hold up the other program.
    QMetaObject::invokeMethod(
        m_files, [this, path] { m_files->openFile(path); }, Qt::QueuedConnection);
}

void MainWindow::retranslate()
{
    for (const auto& [dock, title] : m_docks)
        dock->setWindowTitle(tr(title));
    showCounts(m_errors, m_warnings);
    showIntentCount(m_brokenIntents);
    m_toolBar->setWindowTitle(tr("Tool bar"));
    m_actions.refresh();
    m_simulationCommands->refresh();
    m_edits->refresh();
    m_menus->retranslate();
    refreshTitle();
}

void MainWindow::refreshTitle()
{
    const bool isModified = m_controller.isModified();
    setWindowTitle(tr("%1[*] – Skydraft").arg(m_files->displayName()));
    setWindowFilePath(m_files->path());
    setWindowModified(isModified);
    m_actions[ActionId::Save]->setEnabled(!m_controller.isReadOnly());
    m_actions[ActionId::SaveAs]->setEnabled(!m_controller.isReadOnly());
    m_savedLabel->setText(m_controller.isReadOnly()   ? tr("Read only")
                          : isModified                ? tr("Not saved")
                          : m_files->path().isEmpty() ? QString()
                                                      : tr("Saved"));
}

void MainWindow::showHint(const QString& hint)
{
    if (hint.isEmpty())
        statusBar()->clearMessage();
    else
        statusBar()->showMessage(hint, hintTimeMs);
}

void MainWindow::showContextMenu(const ResourceId& id, const QPoint& globalPosition)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("contextMenu"));
    const auto put = [&](std::initializer_list<ActionId> ids) {
        for (const ActionId action : ids)
            menu->addAction(m_actions[action]);
    };
    if (id.empty() && m_controller.selectedConnections().empty()) {
        put({ActionId::Paste, ActionId::SelectAll});
        menu->addSeparator();
        put({ActionId::ZoomFit, ActionId::ZoomActual});
    } else {
        put({ActionId::Rename, ActionId::Duplicate, ActionId::Copy, ActionId::Delete});
        fillReachMenu(*menu, id);
        m_simulationCommands->fillMenu(*menu, id);
        if (id.empty() && m_controller.selectedConnections().size() == 1)
            m_simulationCommands->fillMenu(*menu, *m_controller.selectedConnections().begin());
        menu->addSeparator();
        put({ActionId::Properties, ActionId::Rules});
    }
    menu->popup(globalPosition); // not exec(): a second event loop would run below this one
}

void MainWindow::showAbout()
{
    QMessageBox::about(
        this, tr("About Skydraft"),
        tr("<h3>Skydraft %1</h3><p>Draw an AWS architecture, prove who reaches whom, play "
           "traffic and failures on it.</p><p>Free software under the GNU General Public "
           "License, version 3 or later. Skydraft is not a product of AWS.</p>")
            .arg(QApplication::applicationVersion()));
}

void MainWindow::chooseLanguage(const QString& language)
{
    settings::setLanguage(language);
    setLanguage(language);
}

void MainWindow::chooseColorScheme(ColorScheme scheme)
{
    settings::setColorScheme(scheme);
    applyColorScheme(*qApp, scheme);
}

void MainWindow::toggleFullScreen()
{
    setWindowState(windowState() ^ Qt::WindowFullScreen);
}

} // namespace skydraft
