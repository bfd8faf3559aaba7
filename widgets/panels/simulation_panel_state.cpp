// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocale>
#include <QSignalBlocker>

#include "widgets/common/type_icons.h"
#include "widgets/panels/simulation_history.h"
#include "widgets/panels/simulation_panel.h"
#include "widgets/panels/simulation_words.h"
#include "widgets/session/document_controller.h"

#include <algorithm>
#include <cmath>

// What the panel says of the run that is shown, and what can be done to it.

namespace skydraft {
namespace {

constexpr int repeatedRuns = 10;

QString counted(std::uint64_t count)
{
    return QLocale().toString(static_cast<qulonglong>(count));
}

} // namespace

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
