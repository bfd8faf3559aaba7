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

constexpr std::array speeds{0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0};

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

} // namespace skydraft
