// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/simulation_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/panels/compare_view.h"
#include "widgets/panels/estimate_view.h"
#include "widgets/panels/experiment_view.h"
#include "widgets/panels/simulation_charts.h"
#include "widgets/panels/simulation_history.h"
#include "widgets/panels/simulation_words.h"
#include "widgets/panels/time_slider.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/style_flags.h"

#include <array>
#include <cmath>

namespace skydraft {

namespace {

constexpr int repeatedRuns = 10;
constexpr std::array speeds{0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0};

QString counted(std::uint64_t count)
{
    return QLocale().toString(static_cast<qulonglong>(count));
}

} // namespace

SimulationPanel::SimulationPanel(const DocumentController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_repeats(controller.catalogue())
    , m_play(new QToolButton(this))
    , m_stop(new QToolButton(this))
    , m_branch(new QToolButton(this))
    , m_repeat(new QToolButton(this))
    , m_edit(new QToolButton(this))
    , m_run(new QComboBox(this))
    , m_rename(new QAction(this))
    , m_slider(new TimeSlider(this))
    , m_played(new QLabel(this))
    , m_speedLabel(new QLabel(this))
    , m_speed(new QComboBox(this))
    , m_engine(new QComboBox(this))
    , m_scenarioLabel(new QLabel(this))
    , m_scenario(new QComboBox(this))
    , m_clock(new QLabel(this))
    , m_offered(new QLabel(this))
    , m_failed(new QLabel(this))
    , m_availability(new QLabel(this))
    , m_tabs(new QTabWidget(this))
    , m_charts(new SimulationCharts(controller, this))
    , m_history(new SimulationHistory(controller, this))
    , m_compare(new CompareView(controller, this))
    , m_experiment(new ExperimentView(controller, this))
    , m_estimate(new EstimateView(controller, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    layout->addWidget(makeControls());
    layout->addWidget(makeTimeBar());
    layout->addWidget(m_tabs, 1);
    m_tabs->setDocumentMode(true);
    m_tabs->setCornerWidget(makeFigures()); // beside the tabs: the panel is often low
    m_tabs->addTab(m_charts, QString());
    m_tabs->addTab(m_history, QString());
    m_tabs->addTab(m_compare, QString());
    m_tabs->addTab(m_experiment, QString());
    m_tabs->addTab(m_estimate, QString());
    connectParts();
    fillSpeeds();
    setTexts();
    showState();
    showFigures();
}

void SimulationPanel::connectParts()
{
    connect(m_play, &QToolButton::clicked, this, &SimulationPanel::togglePlay);
    connect(m_stop, &QToolButton::clicked, this, &SimulationPanel::stopRequested);
    connect(m_branch, &QToolButton::clicked, this, &SimulationPanel::branchRequested);
    connect(m_repeat, &QToolButton::clicked, this, &SimulationPanel::repeatOrCancel);
    connect(&m_repeats, &ReplicationRunner::progressed, this, [this] {
        showRepeat();
        showTime();
    });
    connect(&m_repeats, &ReplicationRunner::failed, this, &SimulationPanel::failed);
    connect(&m_repeats, &ReplicationRunner::merged, this,
            [this](const std::shared_ptr<const SimulationResult>& result) {
                m_repeated = result;
                showComparison();
            });
    connect(m_edit, &QToolButton::clicked, this, [this] { emit editRequested(scenario()); });
    connect(m_run, &QComboBox::activated, this,
            [this] { emit runRequested(m_run->currentData().toInt()); });
    m_rename->setShortcut(Qt::Key_F2);
    m_rename->setShortcutContext(Qt::WidgetShortcut);
    m_run->addAction(m_rename);
    m_run->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_rename, &QAction::triggered, this, &SimulationPanel::askForName);
    connect(m_slider, &QSlider::valueChanged, this,
            [this](int tenths) { emit seekRequested(tenths / 10.0); });
    connect(m_charts, &SimulationCharts::seekRequested, this, &SimulationPanel::seekRequested);
    connect(m_charts, &SimulationCharts::pictureRequested, this,
            &SimulationPanel::pictureRequested);
    connect(m_charts, &SimulationCharts::tableRequested, this,
            [this] { emit csvRequested(m_charts->table()); });
    connect(m_compare, &CompareView::tableRequested, this,
            [this] { emit csvRequested(m_compare->csv()); });
    connect(m_compare, &CompareView::comparedChanged, this, &SimulationPanel::showComparison);
    connect(m_experiment, &ExperimentView::tableRequested, this,
            [this] { emit csvRequested(m_experiment->csv()); });
    connect(m_scenario, &QComboBox::currentIndexChanged, this, [this] { tellScenario(); });
    connect(m_history, &SimulationHistory::seekRequested, this, &SimulationPanel::seekRequested);
    connect(m_speed, &QComboBox::activated, this, [this] { emit speedChanged(speed()); });
    connect(m_engine, &QComboBox::activated, this,
            [this](int place) { emit engineChosen(static_cast<EngineChoice>(place)); });
    connect(&m_controller, &DocumentController::changed, this, [this](const ChangeSet& changes) {
        if (!changes.scenarios.empty() || m_scenario->count() <= 1)
            fillScenarios();
    });
}

QWidget* SimulationPanel::makeControls()
{
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (QToolButton* button : {m_play, m_stop, m_branch, m_repeat, m_edit}) {
        button->setIconSize({20, 20});
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
    }
    for (QToolButton* button : {m_play, m_stop, m_branch, m_repeat})
        layout->addWidget(button);
    setStyleRole(m_clock, QStringLiteral("figure"));
    m_clock->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("00:00:00")) * 3 / 2);
    layout->addWidget(m_clock);
    m_run->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_run->setMinimumContentsLength(10);
    m_run->setVisible(false);
    layout->addWidget(m_run, 1);
    layout->addWidget(m_scenarioLabel);
    m_scenario->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_scenario->setMinimumContentsLength(12);
    m_scenario->setMaximumWidth(260);
    layout->addWidget(m_scenario, 1);
    layout->addWidget(m_edit);
    layout->addWidget(m_speedLabel);
    layout->addWidget(m_speed);
    layout->addWidget(m_engine);
    layout->addStretch();
    m_scenarioLabel->setBuddy(m_scenario);
    m_speedLabel->setBuddy(m_speed);
    return bar;
}

QWidget* SimulationPanel::makeTimeBar()
{
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_slider->setRange(0, 0);
    m_slider->setSingleStep(10); // a second
    m_slider->setPageStep(100);
    layout->addWidget(m_slider, 1);
    setStyleRole(m_played, QStringLiteral("help"));
    layout->addWidget(m_played);
    return bar;
}

QWidget* SimulationPanel::makeFigures()
{
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    for (QLabel* figure : {m_offered, m_failed, m_availability}) {
        auto* pair = new QHBoxLayout;
        pair->setSpacing(6);
        auto* caption = new QLabel(bar);
        setStyleRole(caption, QStringLiteral("help"));
        setStyleRole(figure, QStringLiteral("figure"));
        m_captions.append(caption);
        pair->addWidget(caption);
        pair->addWidget(figure);
        layout->addLayout(pair);
    }
    return bar;
}

void SimulationPanel::setTexts()
{
    setAccessibleName(tr("Simulation"));
    m_stop->setToolTip(tr("Stop"));
    m_stop->setAccessibleName(tr("Stop"));
    m_branch->setAccessibleName(tr("Branch off here"));
    m_edit->setToolTip(tr("Edit scenarios"));
    m_edit->setAccessibleName(tr("Edit scenarios"));
    m_rename->setText(tr("Rename run…"));
    m_run->setToolTip(tr("The run that is shown"));
    m_run->setAccessibleName(tr("Run"));
    m_slider->setAccessibleName(tr("Instant that is shown"));
    m_slider->setToolTip(tr("Drag back to any instant of the run"));
    m_speedLabel->setText(tr("Speed"));
    m_speed->setAccessibleName(tr("Speed"));
    m_scenarioLabel->setText(tr("Scenario"));
    m_scenario->setAccessibleName(tr("Scenario"));
    const QStringList captions{tr("Requests"), tr("Failed"), tr("Availability")};
    for (qsizetype i = 0; i < captions.size(); ++i)
        m_captions[i]->setText(captions[i]);
    m_tabs->setTabText(0, tr("Charts"));
    m_tabs->setTabText(2, tr("Compare"));
    m_tabs->setTabText(3, tr("Experiment"));
    m_tabs->setTabText(4, tr("Estimate"));
    m_estimate->retranslate();
    m_compare->retranslate();
    m_experiment->retranslate();
    m_charts->retranslate();
    m_history->retranslate();
    fillEngines();
    fillScenarios();
    showState();
    showRuns();
    showFigures();
}

void SimulationPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        setTexts();
    } else if (event->type() == QEvent::PaletteChange) {
        m_charts->restyle();
        m_compare->restyle();
        m_experiment->restyle();
        m_estimate->retranslate();
        showState();
        m_history->retranslate();
    }
}

void SimulationPanel::fillSpeeds()
{
    for (const double factor : speeds)
        m_speed->addItem(QStringLiteral("%1×").arg(factor), factor);
    m_speed->setCurrentIndex(1);
}

/// In the order of EngineChoice.
void SimulationPanel::fillEngines()
{
    const QSignalBlocker blocker(m_engine);
    const int chosen = std::max(m_engine->currentIndex(), 0);
    m_engine->clear();
    m_engine->addItems({tr("Automatic"), tr("Every request"), tr("As a fluid")});
    m_engine->setCurrentIndex(chosen);
    m_engine->setAccessibleName(tr("Engine"));
    m_engine->setToolTip(
        tr("How the next run is played: each request by itself, or as a fluid where "
           "there are very many. Automatic takes the fluid where single requests "
           "would take longer than some seconds."));
}

void SimulationPanel::fillScenarios()
{
    const QSignalBlocker blocker(m_scenario);
    const QString chosen = m_scenario->currentData().toString();
    const bool wasChosen = m_scenario->count() > 1; // there was a choice
    m_scenario->clear();
    for (const auto& scenario : m_controller.architecture().scenarios())
        m_scenario->addItem(
            toQString(scenario->name.empty() ? scenario->id.value() : scenario->name),
            toQString(scenario->id.value()));
    m_scenario->addItem(tr("Default load"), QString());
    const int place = wasChosen ? m_scenario->findData(chosen) : 0;
    m_scenario->setCurrentIndex(std::max(place, 0));
    m_scenario->setToolTip(m_scenario->currentText());
    tellScenario();
}

void SimulationPanel::tellScenario()
{
    m_experiment->setScenario(scenario());
    emit scenarioChosen(scenario());
}

SimulationEvents* SimulationPanel::events() const
{
    return m_history->list();
}

ScenarioId SimulationPanel::scenario() const
{
    return ScenarioId(m_scenario->currentData().toString().toStdString());
}

void SimulationPanel::chooseScenario(const ScenarioId& id)
{
    const int place = m_scenario->findData(toQString(id.value()));
    if (place < 0)
        return;
    m_scenario->setCurrentIndex(place);
    m_scenario->setToolTip(m_scenario->currentText());
}

double SimulationPanel::speed() const
{
    return m_speed->currentData().toDouble();
}

void SimulationPanel::setSpeed(double factor)
{
    int place = m_speed->findData(factor);
    if (place < 0) {
        m_speed->addItem(QStringLiteral("%1×").arg(factor), factor);
        place = m_speed->count() - 1;
    }
    m_speed->setCurrentIndex(place);
}

void SimulationPanel::togglePlay()
{
    switch (m_state) {
    case SimulationRunner::State::Playing:
        emit pauseRequested();
        return;
    case SimulationRunner::State::Paused:
        emit resumeRequested();
        return;
    case SimulationRunner::State::Stopped:
    case SimulationRunner::State::Finished:
        emit playRequested(scenario());
        return;
    }
}

void SimulationPanel::setState(SimulationRunner::State state)
{
    using State = SimulationRunner::State;
    const bool starts =
        state == State::Playing && (m_state == State::Stopped || m_state == State::Finished);
    m_state = state;
    if (starts) {
        m_charts->clear();
        m_frame.reset();
        keepEarlierRuns();
        m_history->setRun(nullptr);
        showFigures();
    }
    showState();
    if (starts) // else the next frame does: a key may have moved the slider meanwhile
        showTime();
}

void SimulationPanel::showState()
{
    using State = SimulationRunner::State;
    const bool isPlaying = m_state == State::Playing;
    m_stop->setIcon(actionIcon(QStringLiteral("stop")));
    m_branch->setIcon(actionIcon(QStringLiteral("branch")));
    m_edit->setIcon(actionIcon(QStringLiteral("edit")));
    m_play->setIcon(actionIcon(isPlaying ? QStringLiteral("pause") : QStringLiteral("play")));
    const QString words = isPlaying                  ? tr("Pause")
                          : m_state == State::Paused ? tr("Go on")
                                                     : tr("Play");
    m_play->setToolTip(words);
    m_play->setAccessibleName(words);
    const bool isRunning = isPlaying || m_state == State::Paused;
    m_stop->setEnabled(isRunning || m_state == State::Finished);
    showBranch();
    showRepeat();
    m_run->setEnabled(m_state != State::Stopped);
    m_slider->setEnabled(m_state != State::Stopped);
    m_scenario->setEnabled(!isRunning);
}

void SimulationPanel::repeatOrCancel()
{
    if (m_repeats.isRunning())
        return m_repeats.cancel();
    const RunPointer run = shownRun();
    if (run == nullptr || run->design == nullptr)
        return;
    m_repeatedRun = run;
    m_repeated.reset();
    showComparison();
    m_repeats.start(run->design->architecture, run->design->scenario, repeatedRuns);
}

/// What cannot be repeated says why.
void SimulationPanel::showRepeat()
{
    const RunPointer run = shownRun();
    const bool isRunning = m_repeats.isRunning();
    m_repeat->setIcon(actionIcon(isRunning ? QStringLiteral("cross") : QStringLiteral("repeat")));
    const bool isFlow = run != nullptr && run->engine == EngineKind::Flow;
    const bool isBranch = run != nullptr && run->design == nullptr;
    m_repeat->setEnabled(isRunning || (run != nullptr && !isFlow && !isBranch));
    const QString words =
        isRunning ? tr("Cancel the repetitions")
        : isFlow  ? tr("One run of the flow engine needs no repetitions")
        : isBranch
            ? tr("A branch was changed by hand: only what its scenario says can be repeated")
            : tr("Repeat the scenario %1 times: 95 % intervals in the charts").arg(repeatedRuns);
    m_repeat->setToolTip(words);
    m_repeat->setAccessibleName(isRunning ? words : tr("Repeat the scenario"));
}

/// What cannot be done says why.
void SimulationPanel::showBranch()
{
    const RunPointer run = shownRun();
    const bool isFlow = run != nullptr && run->engine == EngineKind::Flow;
    const bool isRunning =
        m_state == SimulationRunner::State::Playing || m_state == SimulationRunner::State::Paused;
    m_branch->setEnabled(isRunning && !isFlow);
    m_branch->setToolTip(
        isFlow ? tr("The flow engine keeps no states to branch from: play with the event engine")
               : tr("Branch off here: keep this run and try something else"));
}

void SimulationPanel::setFrame(const FramePointer& frame)
{
    // What was measured stays to be read until the next run starts.
    m_frame = frame;
    if (frame == nullptr)
        return;
    const RunPointer run = shownRun();
    showComparison();
    m_charts->setPosition(toSeconds(frame->now));
    if (run != nullptr)
        m_history->setRun(run);
    showFigures();
    measureSpeed();
    showTime();
}

RunPointer SimulationPanel::shownRun() const
{
    for (const RunPointer& run : m_runs.all)
        if (run->id == m_runs.shown)
            return run;
    return nullptr;
}

/// What was played before can still be compared, some of it.
void SimulationPanel::keepEarlierRuns()
{
    constexpr std::size_t mostEarlier = 6;
    m_earlier.insert(m_earlier.begin(), m_runs.all.begin(), m_runs.all.end());
    std::erase_if(m_earlier, [](const RunPointer& run) { return run->samples.empty(); });
    if (m_earlier.size() > mostEarlier)
        m_earlier.resize(mostEarlier);
    m_runs = {};
}

void SimulationPanel::askForName()
{
    const RunPointer run = shownRun();
    if (run == nullptr)
        return;
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename run…").remove(QChar(0x2026)));
    dialog->setLabelText(tr("Name"));
    dialog->setTextValue(nameOf(*run, m_controller.architecture()));
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, id = run->id](const QString& name) { emit runRenamed(id, name.trimmed()); });
    dialog->open(); // not exec(): frames go on meanwhile
}

void SimulationPanel::forget()
{
    m_repeats.cancel();
    m_repeated.reset();
    m_repeatedRun.reset();
    m_frame.reset();
    m_runs = {};
    m_earlier.clear();
    m_charts->clear();
    m_history->setRun(nullptr);
    m_compare->setRuns(nullptr, {});
    showRuns();
    showFigures();
    showTime();
}

std::vector<RunPointer> SimulationPanel::otherRuns() const
{
    std::vector<RunPointer> others;
    for (const RunPointer& run : m_runs.all)
        if (run->id != m_runs.shown)
            others.push_back(run);
    others.insert(others.end(), m_earlier.begin(), m_earlier.end());
    return others;
}

void SimulationPanel::showComparison()
{
    const RunPointer run = shownRun();
    m_compare->setRuns(run, otherRuns());
    m_charts->setRuns(run, m_compare->compared());
    m_charts->setRepeated(run != nullptr && run == m_repeatedRun ? m_repeated : nullptr);
}

void SimulationPanel::setRuns(const PlayedRuns& runs)
{
    m_runs = runs;
    showRuns();
    showBranch();
    showRepeat();
    if (m_frame != nullptr)
        setFrame(m_frame);
}

void SimulationPanel::showRuns()
{
    const QSignalBlocker blocker(m_run);
    m_run->clear();
    for (const RunPointer& run : m_runs.all)
        m_run->addItem(nameOf(*run, m_controller.architecture()), run->id);
    m_run->setCurrentIndex(m_run->findData(m_runs.shown));
    m_run->setVisible(m_runs.all.size() > 1);
    m_run->setToolTip(m_run->currentText());
}

/// The slider follows the frame, except while a person holds it.
void SimulationPanel::showTime()
{
    const RunPointer run = shownRun();
    const double playedS = run == nullptr ? 0 : run->playedS;
    const double shownS = m_frame == nullptr ? playedS : toSeconds(m_frame->now);
    const QSignalBlocker blocker(m_slider);
    m_slider->setMaximum(static_cast<int>(std::ceil(playedS * 10 - 1e-6)));
    if (!m_slider->isSliderDown())
        m_slider->setValue(static_cast<int>(std::lround(shownS * 10)));
    const bool isEarlier = m_frame != nullptr && shownS + 1e-9 < playedS;
    const bool isFlow = run != nullptr && run->engine == EngineKind::Flow;
    m_note = !isEarlier ? QString()
             : isFlow   ? tr("Looking back at the flow engine's run")
                        : tr("Looking back: a fault here makes a branch");
    m_played->setText(isEarlier                          ? m_note
                      : run == nullptr || run->endS <= 0 ? QString()
                                                         : statusWords(*run));
    // Only ever wider, or the slider would move under the mouse.
    const int words = fontMetrics().horizontalAdvance(
        tr("Looking back: a fault here makes a branch") + QStringLiteral("  "));
    m_played->setMinimumWidth(
        std::max({m_played->minimumWidth(), m_played->sizeHint().width(), words}));
}

/// How fast simulated time goes by in truth: a drawing may be too large for the chosen speed.
void SimulationPanel::measureSpeed()
{
    constexpr qint64 spanMs = 1000;
    if (m_state != SimulationRunner::State::Playing || m_frame == nullptr) {
        m_wall.invalidate();
        m_reached = 0;
        return;
    }
    const double now = toSeconds(m_frame->now);
    if (m_wall.isValid() && m_wall.elapsed() < spanMs)
        return;
    if (m_wall.isValid() && now >= m_measuredS)
        m_reached = (now - m_measuredS) * 1000 / static_cast<double>(m_wall.elapsed());
    m_measuredS = now;
    m_wall.start();
}

QString SimulationPanel::statusWords(const PlayedRun& run) const
{
    QStringList words{tr("%1 of %2").arg(clockTime(run.playedS), clockTime(run.endS))};
    if (m_reached > 0)
        words.append(tr("%1× real time").arg(QLocale().toString(m_reached, 'f', 1)));
    if (m_frame != nullptr)
        words.append(tr("%1 in flight")
                         .arg(counted(m_frame->offered - m_frame->succeeded - m_frame->failed)));
    words.append(engineWords(run));
    if (m_repeats.isRunning())
        words.append(
            tr("repeating: %1 of %2").arg(m_repeats.finishedRuns()).arg(m_repeats.allRuns()));
    return words.join(QStringLiteral(" · "));
}

QString SimulationPanel::engineWords(const PlayedRun& run) const
{
    if (run.engine == EngineKind::Event)
        return tr("event engine");
    return tr("flow engine, error about %1 %").arg(std::lround(100 * run.errorBound));
}

void SimulationPanel::showFigures()
{
    const SimulationFrame empty;
    const SimulationFrame& frame = m_frame != nullptr ? *m_frame : empty;
    m_clock->setText(clockTime(toSeconds(frame.now)));
    m_clock->setAccessibleName(tr("Simulated time: %1").arg(m_clock->text()));
    m_offered->setText(counted(frame.offered));
    m_failed->setText(counted(frame.failed));
    const std::uint64_t answered = frame.succeeded + frame.failed;
    m_availability->setText(answered == 0 ? QStringLiteral("–")
                                          : tr("%1 %").arg(QLocale().toString(
                                              100.0 * static_cast<double>(frame.succeeded)
                                                  / static_cast<double>(answered),
                                              'f', 3)));
    const int events = m_history->count();
    m_tabs->setTabText(1, events == 0 ? tr("Events") : tr("Events (%1)").arg(events));
}

} // namespace skydraft
