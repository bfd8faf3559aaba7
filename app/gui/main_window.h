// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include "app/gui/actions.h"
#include "widgets/session/analysis_runner.h"
#include "widgets/session/document_controller.h"
#include "widgets/session/estimate_runner.h"
#include "widgets/session/reach_runner.h"
#include "widgets/session/recovery.h"
#include "widgets/session/simulation_runner.h"
#include "widgets/theme/theme.h"

class QDockWidget;
class QLabel;

namespace skydraft {

class CanvasWidget;
class EditCommands;
class ExportCommands;
class FileCommands;
class InspectorPanel;
class IntentsPanel;
class Menus;
class PalettePanel;
class ProblemsPanel;
class ReachPanel;
class RulesPanel;
class SimulationCommands;
class SimulationPanel;
class TracePanel;

/// One window with one drawing: it makes the parts and wires them. What the parts do stands in the
/// *_commands files and in widgets/.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Journals of the drawing go to `recoveryFolder`. The catalogue must outlive the window.
    MainWindow(const Catalogue& catalogue, const QString& recoveryFolder);
    ~MainWindow() override;

    FileCommands& files() { return *m_files; }
    DocumentController& controller() { return m_controller; }
    SimulationRunner& simulation() { return m_simulation; }
    AnalysisRunner& analysis() { return m_analysis; }
    const Actions& actions() const { return m_actions; }
    CanvasWidget& canvas() { return *m_canvas; }

    /// Looks for drawings that a killed program left behind, and offers them.
    void offerRecovery();

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildDocks();
    void buildToolBar();
    void buildStatusBar();
    void connectCommands();
    void connectCanvas();
    void connectPanels();
    void connectTrace();
    void connectReach();
    void showWhoReaches(const ResourceId& id);
    void showReachedFrom(const ResourceId& id);
    void fillReachMenu(QMenu& menu, const ResourceId& id);
    void connectSimulationPanel();
    void connectEstimate();
    void editScenarios(const ScenarioId& chosen);
    QDockWidget* dockOf(const QWidget& panel) const;
    void restoreWindow();
    void retranslate();
    void refreshTitle();
    void showHint(const QString& hint);
    void showTrace(const ConnectionId& id);
    void showContextMenu(const ResourceId& id, const QPoint& globalPosition);
    void showProperties();
    /// Opens the editor of rules and routes for what is selected.
    void showRules();
    void showCounts(int errors, int warnings);
    void showIntentCount(int broken);
    void useProfile(Profile profile);
    /// Brings the panel to the front, also where it is closed or behind another.
    void raisePanel(const QWidget& panel);
    void showAbout();
    void chooseLanguage(const QString& language);
    void chooseColorScheme(ColorScheme scheme);
    void toggleFullScreen();

    DocumentController m_controller;
    RecoveryJournal m_journal;
    AnalysisRunner m_analysis;
    ReachRunner m_reachability;
    EstimateRunner m_estimates;
    SimulationRunner m_simulation;
    Actions m_actions;
    QString m_recoveryFolder;

    CanvasWidget* m_canvas = nullptr;
    PalettePanel* m_palette = nullptr;
    InspectorPanel* m_inspector = nullptr;
    ProblemsPanel* m_problems = nullptr;
    IntentsPanel* m_intents = nullptr;
    TracePanel* m_trace = nullptr;
    RulesPanel* m_rules = nullptr;
    ReachPanel* m_reach = nullptr;
    SimulationPanel* m_simulationPanel = nullptr;
    std::vector<std::pair<QDockWidget*, const char*>> m_docks;
    int m_errors = 0;
    int m_warnings = 0;
    int m_brokenIntents = 0;
    QToolBar* m_toolBar = nullptr;
    QLabel* m_savedLabel = nullptr;
    QLabel* m_zoomLabel = nullptr;

    FileCommands* m_files = nullptr;
    EditCommands* m_edits = nullptr;
    ExportCommands* m_exports = nullptr;
    SimulationCommands* m_simulationCommands = nullptr;
    Menus* m_menus = nullptr;
};

} // namespace skydraft
