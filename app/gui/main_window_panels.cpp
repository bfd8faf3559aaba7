// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDockWidget>
#include <QMenu>

#include "app/gui/export_commands.h"
#include "app/gui/main_window.h"
#include "app/gui/settings.h"
#include "app/gui/simulation_commands.h"
#include "widgets/canvas/canvas_widget.h"
#include "widgets/inspector/inspector_panel.h"
#include "widgets/panels/estimate_view.h"
#include "widgets/panels/intents_panel.h"
#include "widgets/panels/palette_panel.h"
#include "widgets/panels/problems_panel.h"
#include "widgets/panels/reach_panel.h"
#include "widgets/panels/scenario_dialog.h"
#include "widgets/panels/simulation_charts.h"
#include "widgets/panels/simulation_panel.h"
#include "widgets/panels/trace_panel.h"
#include "widgets/panels/trace_request_bar.h"
#include "widgets/tables/rules_panel.h"

namespace skydraft {

void MainWindow::connectPanels()
{
    connect(m_palette, &PalettePanel::insertRequested, m_canvas, &CanvasWidget::insertType);

    connect(&m_analysis, &AnalysisRunner::analysed, m_inspector, &InspectorPanel::setAnalysis);
    connect(m_inspector, &InspectorPanel::showPathRequested, this, &MainWindow::showTrace);
    connect(m_inspector, &InspectorPanel::revealRequested, m_canvas, &CanvasWidget::reveal);

    connect(&m_analysis, &AnalysisRunner::analysed, m_problems, &ProblemsPanel::setAnalysis);
    connect(m_problems, &ProblemsPanel::revealRequested, m_canvas, &CanvasWidget::reveal);
    connect(m_problems, &ProblemsPanel::connectionRevealRequested, this,
            [this](const ConnectionId& id) {
                m_controller.select({}, {id});
                m_canvas->zoomToSelection();
            });
    connect(m_problems, &ProblemsPanel::countsChanged, this,
            [this](int errors, int warnings, int) { showCounts(errors, warnings); });
    connect(m_problems, &ProblemsPanel::profileChosen, this, [this](Profile profile) {
        settings::setCheckProfile(profile);
        useProfile(profile);
    });
    useProfile(settings::checkProfile());

    connect(&m_analysis, &AnalysisRunner::analysed, m_intents, &IntentsPanel::setAnalysis);
    connect(m_intents, &IntentsPanel::revealRequested, m_canvas, &CanvasWidget::reveal);
    connect(m_intents, &IntentsPanel::countChanged, this, &MainWindow::showIntentCount);

    connect(&m_analysis, &AnalysisRunner::analysed, m_trace, &TracePanel::setAnalysis);
    connect(&m_analysis, &AnalysisRunner::analysed, m_rules, &RulesPanel::setAnalysis);
    connect(m_rules, &RulesPanel::revealRequested, m_canvas, &CanvasWidget::reveal);
    connectTrace();
    connectReach();
    connectSimulationPanel();
    connectEstimate();
}

void MainWindow::connectTrace()
{
    connect(m_trace, &TracePanel::revealRequested, m_canvas, &CanvasWidget::reveal);
    connect(m_trace, &TracePanel::pathChanged, m_canvas, &CanvasWidget::setTrace);
    connect(m_trace, &TracePanel::hopEmphasized, m_canvas, &CanvasWidget::emphasizeHop);
    connect(m_trace, &TracePanel::hopRevealRequested, m_canvas, &CanvasWidget::revealHop);
    connect(m_canvas, &CanvasWidget::hopClicked, m_trace, &TracePanel::selectHop);
    connect(m_canvas, &CanvasWidget::traceDismissed, m_trace, &TracePanel::hidePath);
    // Closed, not only behind another panel.
    connect(dockOf(*m_trace)->toggleViewAction(), &QAction::toggled, this, [this](bool isOpen) {
        if (!isOpen)
            m_trace->hidePath();
    });
}

void MainWindow::connectReach()
{
    m_trace->previewFixes(m_reachability);
    m_problems->previewFixes(m_reachability);
    connect(m_trace, &TracePanel::whoReachesRequested, this, &MainWindow::showWhoReaches);
    connect(m_trace, &TracePanel::reachedFromRequested, this, &MainWindow::showReachedFrom);
    connect(m_reach, &ReachPanel::revealRequested, m_canvas, &CanvasWidget::reveal);
    connect(m_reach, &ReachPanel::traceRequested, this, [this](const Flow& flow) {
        m_trace->showFlow(flow);
        raisePanel(*m_trace);
    });
    connect(m_reach, &ReachPanel::exposureChanged, m_canvas, &CanvasWidget::setExposure);
    connect(m_actions[ActionId::ShowExposure], &QAction::toggled, this, [this](bool isOn) {
        m_reach->setExposureWanted(isOn);
        if (!isOn)
            return;
        raisePanel(*m_reach);
        m_reach->showExposed();
    });
}

void MainWindow::showWhoReaches(const ResourceId& id)
{
    raisePanel(*m_reach);
    m_reach->showWhoReaches(id);
}

void MainWindow::showReachedFrom(const ResourceId& id)
{
    raisePanel(*m_reach);
    m_reach->showReachedFrom(id);
}

void MainWindow::fillReachMenu(QMenu& menu, const ResourceId& id)
{
    const Resource* resource = m_controller.architecture().find(id);
    if (resource == nullptr
        || !mayBeEnd(m_controller.catalogue().typeOrGeneric(resource->type).role))
        return;
    menu.addSeparator();
    menu.addAction(tr("&Who can reach this?"), this, [this, id] { showWhoReaches(id); });
    menu.addAction(tr("Wh&at can this reach?"), this, [this, id] { showReachedFrom(id); });
    menu.addAction(tr("Trace &from here"), this, [this, id] {
        m_trace->setFrom(id);
        raisePanel(*m_trace);
    });
    menu.addAction(tr("Trace &to here"), this, [this, id] {
        m_trace->setTo(id);
        raisePanel(*m_trace);
    });
}

QDockWidget* MainWindow::dockOf(const QWidget& panel) const
{
    for (const auto& [dock, title] : m_docks)
        if (dock->widget() == &panel)
            return dock;
    return nullptr;
}

void MainWindow::connectEstimate()
{
    EstimateView* view = m_simulationPanel->estimate();
    QAction* badges = m_actions[ActionId::ShowEstimate];
    m_estimates.setScenario(m_simulationPanel->scenario());
    connect(m_simulationPanel, &SimulationPanel::scenarioChosen, &m_estimates,
            &EstimateRunner::setScenario);
    connect(view, &EstimateView::watchedChanged, this,
            [this, view](bool isWatched) { m_estimates.setWatched(view, isWatched); });
    connect(view, &EstimateView::badgesToggled, badges, &QAction::setChecked);
    connect(badges, &QAction::toggled, view->badgesBox(), &QCheckBox::setChecked);
    connect(badges, &QAction::toggled, this, [this](bool isOn) {
        m_estimates.setWatched(m_canvas, isOn);
        m_canvas->setTheory(isOn ? m_estimates.latest() : nullptr);
    });
    connect(&m_estimates, &EstimateRunner::estimated, this,
            [this, view, badges](const TheoryPointer& theory) {
                view->setTheory(theory);
                m_canvas->setTheory(badges->isChecked() ? theory : nullptr);
            });
}

void MainWindow::connectSimulationPanel()
{
    connect(m_simulationPanel, &SimulationPanel::playRequested, m_simulationCommands,
            &SimulationCommands::play);
    connect(m_simulationPanel, &SimulationPanel::pauseRequested, &m_simulation,
            &SimulationRunner::pause);
    connect(m_simulationPanel, &SimulationPanel::resumeRequested, &m_simulation,
            &SimulationRunner::resume);
    connect(m_simulationPanel, &SimulationPanel::stopRequested, &m_simulation,
            &SimulationRunner::stop);
    connect(m_simulationPanel, &SimulationPanel::speedChanged, &m_simulation,
            &SimulationRunner::setSpeed);
    connect(m_simulationPanel, &SimulationPanel::failed, this, &MainWindow::showHint);
    connect(m_simulationPanel, &SimulationPanel::engineChosen, &m_simulation,
            &SimulationRunner::setEngine);
    connect(m_simulationPanel, &SimulationPanel::editRequested, this, &MainWindow::editScenarios);
    connect(m_actions[ActionId::Scenarios], &QAction::triggered, this,
            [this] { editScenarios(m_simulationPanel->scenario()); });
    connect(m_simulationPanel, &SimulationPanel::seekRequested, &m_simulation,
            &SimulationRunner::seek);
    connect(m_simulationPanel, &SimulationPanel::branchRequested, &m_simulation,
            &SimulationRunner::branch);
    connect(m_simulationPanel, &SimulationPanel::runRequested, &m_simulation,
            &SimulationRunner::showRun);
    connect(m_simulationPanel, &SimulationPanel::runRenamed, &m_simulation,
            &SimulationRunner::renameRun);
    connect(m_simulationPanel, &SimulationPanel::csvRequested, m_exports,
            &ExportCommands::saveTable);
    connect(m_simulationPanel, &SimulationPanel::pictureRequested, this,
            [this] { m_exports->savePicture(m_simulationPanel->charts()->picture().toImage()); });
    connect(&m_simulation, &SimulationRunner::frameReady, m_simulationPanel,
            &SimulationPanel::setFrame);
    connect(&m_simulation, &SimulationRunner::stateChanged, m_simulationPanel,
            &SimulationPanel::setState);
    connect(&m_simulation, &SimulationRunner::runsChanged, m_simulationPanel,
            [this] { m_simulationPanel->setRuns(m_simulation.runs()); });
    connect(m_simulationCommands, &SimulationCommands::playRequested, this, [this] {
        constexpr int fewRows = 300; // below it there is one chart and no timeline
        raisePanel(*m_simulationPanel);
        QDockWidget* dock = dockOf(*m_simulationPanel);
        if (dock->height() < fewRows && !dock->isFloating())
            resizeDocks({dock}, {std::min(height() * 45 / 100, fewRows + 80)}, Qt::Vertical);
        m_simulationCommands->play(m_simulationPanel->scenario());
    });
    m_simulation.setSpeed(m_simulationPanel->speed());
}

void MainWindow::editScenarios(const ScenarioId& chosen)
{
    auto* dialog = new ScenarioDialog(m_controller, chosen, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, m_simulationPanel,
            [this, dialog] { m_simulationPanel->chooseScenario(dialog->current()); });
    dialog->open();
}

void MainWindow::raisePanel(const QWidget& panel)
{
    QDockWidget* dock = dockOf(panel);
    dock->show();
    dock->raise();
}

void MainWindow::showTrace(const ConnectionId& id)
{
    m_trace->showConnection(id);
    raisePanel(*m_trace);
}

void MainWindow::showProperties()
{
    raisePanel(*m_inspector);
    m_inspector->setFocus();
}

void MainWindow::showRules()
{
    constexpr int fewRows = 260; // below it a table shows three rows
    raisePanel(*m_rules);
    for (const auto& [dock, title] : m_docks)
        if (dock->widget() == m_rules && dock->height() < fewRows && !dock->isFloating())
            resizeDocks({dock}, {fewRows}, Qt::Vertical);
    m_rules->focusTable();
}

void MainWindow::showCounts(int errors, int warnings)
{
    m_errors = errors;
    m_warnings = warnings;
    for (const auto& [dock, title] : m_docks)
        if (dock->widget() == m_problems)
            dock->setWindowTitle(
                errors + warnings == 0 ? tr(title) : tr("Problems (%1)").arg(errors + warnings));
}

void MainWindow::showIntentCount(int broken)
{
    m_brokenIntents = broken;
    for (const auto& [dock, title] : m_docks)
        if (dock->widget() == m_intents)
            dock->setWindowTitle(broken == 0 ? tr(title) : tr("Intents (%1)").arg(broken));
}

void MainWindow::useProfile(Profile profile)
{
    m_problems->setProfile(profile);
    m_analysis.setProfile(profile);
}

} // namespace skydraft
