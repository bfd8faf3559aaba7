// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/simulation_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/panels/simulation_charts.h"
#include "widgets/panels/simulation_events.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/style_flags.h"

#include <array>

namespace skydraft {

namespace {

constexpr std::array speeds{0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0};

QString counted(std::uint64_t count)
{
    return QLocale().toString(static_cast<qulonglong>(count));
}

} // namespace

SimulationPanel::SimulationPanel(const DocumentController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_play(new QToolButton(this))
    , m_stop(new QToolButton(this))
    , m_speedLabel(new QLabel(this))
    , m_speed(new QComboBox(this))
    , m_scenarioLabel(new QLabel(this))
    , m_scenario(new QComboBox(this))
    , m_clock(new QLabel(this))
    , m_offered(new QLabel(this))
    , m_succeeded(new QLabel(this))
    , m_failed(new QLabel(this))
    , m_availability(new QLabel(this))
    , m_tabs(new QTabWidget(this))
    , m_charts(new SimulationCharts(this))
    , m_events(new SimulationEvents(controller, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(6);
    layout->addWidget(makeControls());
    layout->addWidget(m_tabs, 1);
    m_tabs->setDocumentMode(true);
    m_tabs->setCornerWidget(makeFigures()); // beside the tabs: the panel is often low
    m_tabs->addTab(m_charts, QString());
    m_tabs->addTab(m_events, QString());
    connect(m_play, &QToolButton::clicked, this, &SimulationPanel::togglePlay);
    connect(m_stop, &QToolButton::clicked, this, &SimulationPanel::stopRequested);
    connect(m_speed, &QComboBox::activated, this, [this] { emit speedChanged(speed()); });
    connect(&controller, &DocumentController::changed, this, [this](const ChangeSet& changes) {
        if (!changes.scenarios.empty() || m_scenario->count() <= 1)
            fillScenarios();
    });
    fillSpeeds();
    setTexts();
    showState();
    showFigures();
}

QWidget* SimulationPanel::makeControls()
{
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (QToolButton* button : {m_play, m_stop}) {
        button->setIconSize({20, 20});
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        layout->addWidget(button);
    }
    m_stop->setIcon(actionIcon(QStringLiteral("stop")));
    setStyleRole(m_clock, QStringLiteral("figure"));
    m_clock->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("00:00:00")) * 3 / 2);
    layout->addWidget(m_clock);
    layout->addWidget(m_scenarioLabel);
    m_scenario->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_scenario->setMinimumContentsLength(12);
    m_scenario->setMaximumWidth(260);
    layout->addWidget(m_scenario, 1);
    layout->addWidget(m_speedLabel);
    layout->addWidget(m_speed);
    layout->addStretch();
    m_scenarioLabel->setBuddy(m_scenario);
    m_speedLabel->setBuddy(m_speed);
    return bar;
}

QWidget* SimulationPanel::makeFigures()
{
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(18);
    for (QLabel* figure : {m_offered, m_succeeded, m_failed, m_availability}) {
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
    m_speedLabel->setText(tr("Speed"));
    m_speed->setAccessibleName(tr("Speed"));
    m_scenarioLabel->setText(tr("Scenario"));
    m_scenario->setAccessibleName(tr("Scenario"));
    const QStringList captions{tr("Requests"), tr("Succeeded"), tr("Failed"), tr("Availability")};
    for (qsizetype i = 0; i < captions.size(); ++i)
        m_captions[i]->setText(captions[i]);
    m_tabs->setTabText(0, tr("Charts"));
    m_charts->retranslate();
    m_events->retranslate();
    fillScenarios();
    showState();
    showFigures();
}

void SimulationPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        setTexts();
    } else if (event->type() == QEvent::PaletteChange) {
        m_charts->restyle();
        m_events->retranslate();
    }
}

void SimulationPanel::fillSpeeds()
{
    for (const double factor : speeds)
        m_speed->addItem(QStringLiteral("%1×").arg(factor), factor);
    m_speed->setCurrentIndex(1);
}

void SimulationPanel::fillScenarios()
{
    const QSignalBlocker blocker(m_scenario);
    const QString chosen = m_scenario->currentData().toString();
    const bool wasChosen = m_scenario->currentIndex() >= 0;
    m_scenario->clear();
    for (const auto& scenario : m_controller.architecture().scenarios())
        m_scenario->addItem(
            toQString(scenario->name.empty() ? scenario->id.value() : scenario->name),
            toQString(scenario->id.value()));
    m_scenario->addItem(tr("Default load"), QString());
    const int place = wasChosen ? m_scenario->findData(chosen) : 0;
    m_scenario->setCurrentIndex(std::max(place, 0));
    m_scenario->setToolTip(m_scenario->currentText());
}

ScenarioId SimulationPanel::scenario() const
{
    return ScenarioId(m_scenario->currentData().toString().toStdString());
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
        m_events->setEvents({}, {});
        showFigures();
    }
    showState();
}

void SimulationPanel::showState()
{
    using State = SimulationRunner::State;
    const bool isPlaying = m_state == State::Playing;
    m_play->setIcon(actionIcon(isPlaying ? QStringLiteral("pause") : QStringLiteral("play")));
    const QString words = isPlaying                  ? tr("Pause")
                          : m_state == State::Paused ? tr("Go on")
                                                     : tr("Play");
    m_play->setToolTip(words);
    m_play->setAccessibleName(words);
    const bool isRunning = isPlaying || m_state == State::Paused;
    m_stop->setEnabled(isRunning || m_state == State::Finished);
    m_scenario->setEnabled(!isRunning);
}

void SimulationPanel::setFrame(const FramePointer& frame)
{
    if (frame == nullptr) {
        // What was measured stays to be read until the next run starts.
        m_frame = nullptr;
        return;
    }
    if (m_frame != nullptr && frame->now < m_frame->now)
        m_charts->clear();
    m_frame = frame;
    m_charts->add(frame->newSamples);
    m_events->setEvents(frame->incidents, frame->scaling);
    showFigures();
}

void SimulationPanel::showFigures()
{
    const SimulationFrame empty;
    const SimulationFrame& frame = m_frame != nullptr ? *m_frame : empty;
    m_clock->setText(clockTime(toSeconds(frame.now)));
    m_clock->setAccessibleName(tr("Simulated time: %1").arg(m_clock->text()));
    m_offered->setText(counted(frame.offered));
    m_succeeded->setText(counted(frame.succeeded));
    m_failed->setText(counted(frame.failed));
    const std::uint64_t answered = frame.succeeded + frame.failed;
    m_availability->setText(answered == 0 ? QStringLiteral("–")
                                          : tr("%1 %").arg(QLocale().toString(
                                              100.0 * static_cast<double>(frame.succeeded)
                                                  / static_cast<double>(answered),
                                              'f', 3)));
    const int events = m_events->count();
    m_tabs->setTabText(1, events == 0 ? tr("Events") : tr("Events (%1)").arg(events));
}

} // namespace skydraft
