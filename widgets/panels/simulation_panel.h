// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QSlider>
#include <QTabWidget>
#include <QToolButton>
#include <QWidget>

#include "widgets/session/replication_runner.h"
#include "widgets/session/simulation_runner.h"

namespace skydraft {

class CompareView;
class DocumentController;
class EstimateView;
class ExperimentView;
class SimulationCharts;
class SimulationEvents;
class SimulationHistory;

/// Plays a scenario: which, how fast, what came of it so far, and how it went over time. The slider
/// goes back to any instant of the run; what is done there makes a branch.
class SimulationPanel : public QWidget
{
    Q_OBJECT

public:
    explicit SimulationPanel(const DocumentController& controller, QWidget* parent = nullptr);

    SimulationCharts* charts() const { return m_charts; }
    SimulationEvents* events() const;
    SimulationHistory* history() const { return m_history; }
    CompareView* comparison() const { return m_compare; }
    EstimateView* estimate() const { return m_estimate; }
    ExperimentView* experiment() const { return m_experiment; }
    QTabWidget* tabs() const { return m_tabs; }
    QComboBox* scenarioBox() const { return m_scenario; }
    QComboBox* speedBox() const { return m_speed; }
    /// Who plays: automatic, every request, or the flow engine.
    QComboBox* engineBox() const { return m_engine; }
    QToolButton* playButton() const { return m_play; }
    QToolButton* stopButton() const { return m_stop; }
    QToolButton* branchButton() const { return m_branch; }
    /// Plays the shown run's scenario again with other random numbers, for bands in the charts;
    /// cancels while it does.
    QToolButton* repeatButton() const { return m_repeat; }
    QToolButton* editButton() const { return m_edit; }
    /// Tenths of seconds of simulated time, up to how far the run was played.
    QSlider* timeSlider() const { return m_slider; }
    /// The runs by name; hidden while there is one only.
    QComboBox* runBox() const { return m_run; }
    /// In the menu of the box, and F2 on it.
    QAction* renameAction() const { return m_rename; }
    /// The chosen scenario; empty for the default load.
    ScenarioId scenario() const;
    /// Nothing where the drawing has no such scenario.
    void chooseScenario(const ScenarioId& id);
    double speed() const;
    QString clockText() const { return m_clock->text(); }
    QString availabilityText() const { return m_availability->text(); }
    /// "00:06 of 10:00 · 10.0 × · 12 in flight": how far, how fast, how much.
    QString statusText() const { return m_played->text(); }
    /// Where the panel says that an earlier instant is shown.
    QString noteText() const { return m_note; }

public slots:
    /// Null where nothing is played.
    void setFrame(const skydraft::FramePointer& frame);
    void setState(skydraft::SimulationRunner::State state);
    /// All runs, and which of them is shown.
    void setRuns(const skydraft::PlayedRuns& runs);
    void setSpeed(double factor);
    /// Another drawing was opened: what was played belongs to the one before.
    void forget();
    /// What the play button does: play, pause or go on.
    void togglePlay();

signals:
    /// Empty: the default load.
    void scenarioChosen(const skydraft::ScenarioId& scenario);
    /// An empty id plays the default load.
    void playRequested(const skydraft::ScenarioId& scenario);
    void pauseRequested();
    void resumeRequested();
    void stopRequested();
    void speedChanged(double factor);
    void engineChosen(skydraft::EngineChoice engine);
    void seekRequested(double seconds);
    void branchRequested();
    void runRequested(int id);
    void runRenamed(int id, const QString& name);
    /// A table of figures is to be saved, as CSV.
    void csvRequested(const QString& table);
    /// The scenario that is chosen is to be edited; empty: a new one.
    void editRequested(const skydraft::ScenarioId& scenario);
    void pictureRequested();
    /// Why repetitions came to nothing.
    void failed(const QString& message);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeControls();
    QWidget* makeTimeBar();
    QWidget* makeFigures();
    void setTexts();
    void fillScenarios();
    void tellScenario();
    void fillSpeeds();
    void fillEngines();
    void showBranch();
    void repeatOrCancel();
    void showRepeat();
    QString engineWords(const PlayedRun& run) const;
    void showState();
    void showFigures();
    void showRuns();
    void showTime();
    void measureSpeed();
    QString statusWords(const PlayedRun& run) const;
    RunPointer shownRun() const;
    std::vector<RunPointer> otherRuns() const;
    void showComparison();
    void keepEarlierRuns();
    void askForName();
    void connectParts();

    const DocumentController& m_controller;
    ReplicationRunner m_repeats;
    RunPointer m_repeatedRun; ///< whose scenario is, or was, repeated
    std::shared_ptr<const SimulationResult> m_repeated;
    SimulationRunner::State m_state = SimulationRunner::State::Stopped;
    FramePointer m_frame;
    PlayedRuns m_runs;
    std::vector<RunPointer> m_earlier; ///< of plays before this one, the newest first
    QToolButton* m_play;
    QToolButton* m_stop;
    QToolButton* m_branch;
    QToolButton* m_repeat;
    QToolButton* m_edit;
    QComboBox* m_run;
    QAction* m_rename;
    QSlider* m_slider;
    QLabel* m_played;
    QElapsedTimer m_wall;   ///< since the speed was measured last
    double m_measuredS = 0; ///< the instant that was shown then
    double m_reached = 0;   ///< simulated seconds per second of wall time; 0: not known
    QString m_note;
    QLabel* m_speedLabel;
    QComboBox* m_speed;
    QComboBox* m_engine;
    QLabel* m_scenarioLabel;
    QComboBox* m_scenario;
    QLabel* m_clock;
    QLabel* m_offered;
    QLabel* m_failed;
    QLabel* m_availability;
    QList<QLabel*> m_captions;
    QTabWidget* m_tabs;
    SimulationCharts* m_charts;
    SimulationHistory* m_history;
    CompareView* m_compare;
    ExperimentView* m_experiment;
    EstimateView* m_estimate;
};

} // namespace skydraft
