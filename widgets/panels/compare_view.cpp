// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare_view.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "widgets/common/type_icons.h"
#include "widgets/panels/simulation_table.h"
#include "widgets/panels/simulation_words.h"
#include "widgets/panels/theory_table.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/style_flags.h"
#include "widgets/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace skydraft {
namespace {

/// Which way a figure is better.
enum class Better
{
    Higher,
    Lower,
    Neither
};

QString number(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

QString withSign(double value, int decimals)
{
    if (std::abs(value) < 0.5 * std::pow(10.0, -decimals))
        return QStringLiteral("=");
    return (value > 0 ? QStringLiteral("+") : QStringLiteral("−"))
           + number(std::abs(value), decimals);
}

struct Counts
{
    std::uint64_t offered = 0;
    std::uint64_t succeeded = 0;
    std::uint64_t failed = 0;

    double availability() const
    {
        const double answered = static_cast<double>(succeeded) + static_cast<double>(failed);
        return answered > 0 ? 100 * static_cast<double>(succeeded) / answered : 100;
    }
};

/// Up to `untilS`: runs that were played differently far are compared over what both have.
Counts countsOf(const PlayedRun& run, double untilS)
{
    if (run.playedS <= untilS)
        return {run.offered, run.succeeded, run.failed};
    Counts counts;
    for (const SecondSample& sample : run.samples)
        if (sample.atS < untilS) {
            counts.offered += sample.offered;
            counts.succeeded += sample.succeeded;
            counts.failed += sample.failed;
        }
    return counts;
}

/// Of the last fault from which the system recovered; negative: none.
double recoveryOf(const PlayedRun& run)
{
    double recovered = -1;
    for (const Incident& incident : run.incidents)
        recovered = std::max(recovered, incident.recoveredS);
    return recovered;
}

} // namespace

CompareView::CompareView(const DocumentController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_label(new QLabel(this))
    , m_other(new QComboBox(this))
    , m_export(new QToolButton(this))
    , m_hint(new QLabel(this))
    , m_table(new QTableWidget(this))
    , m_theory(new TheoryTable(controller, this))
{
    auto* row = new QHBoxLayout;
    row->addWidget(m_label);
    row->addWidget(m_other, 1);
    row->addWidget(m_export);
    m_label->setBuddy(m_other);
    m_export->setAutoRaise(true);
    m_export->setFocusPolicy(Qt::StrongFocus);
    m_hint->setWordWrap(true);
    setStyleRole(m_hint, QStringLiteral("help"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->setColumnCount(4);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_hint);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_theory, 1);
    connect(m_export, &QToolButton::clicked, this, &CompareView::tableRequested);
    connect(m_other, &QComboBox::activated, this, &CompareView::choose);
    retranslate();
    restyle();
}

void CompareView::retranslate()
{
    m_label->setText(tr("Compare with"));
    m_other->setAccessibleName(tr("Run to compare with"));
    m_export->setToolTip(tr("Export the table"));
    m_export->setAccessibleName(tr("Export the table"));
    m_table->setAccessibleName(tr("Figures of both runs"));
    m_theory->retranslate();
    fillOthers();
    fill();
}

void CompareView::restyle()
{
    m_export->setIcon(actionIcon(QStringLiteral("export")));
    fill();
}

QString CompareView::labelOf(const PlayedRun& run, const Architecture& architecture)
{
    return tr("Play %1, %2").arg(run.play).arg(nameOf(run, architecture));
}

void CompareView::setRuns(const RunPointer& shown, const std::vector<RunPointer>& others)
{
    const bool hadTheory = m_shown != nullptr && m_shown->theory != nullptr;
    const bool hasTheory = shown != nullptr && shown->theory != nullptr;
    const bool isOther =
        shown != m_shown || others != m_others
        || m_other->count() != static_cast<int>(others.size()) + (hasTheory ? 1 : 0)
        || hadTheory != hasTheory;
    m_shown = shown;
    m_others = others;
    if (m_isChosen && std::find(others.begin(), others.end(), m_chosen) == others.end())
        m_isChosen = false;
    if (isOther)
        fillOthers();
    fill();
}

/// The runs, and theory last.
void CompareView::fillOthers()
{
    const QSignalBlocker blocker(m_other);
    m_other->clear();
    for (const RunPointer& run : m_others)
        m_other->addItem(labelOf(*run, m_controller.architecture()));
    if (m_shown != nullptr && m_shown->theory != nullptr)
        m_other->addItem(tr("Theory: what textbook formulas expect"));
    const RunPointer other = compared();
    const auto place = std::find(m_others.begin(), m_others.end(), other);
    m_other->setCurrentIndex(isWithTheory()     ? m_other->count() - 1
                             : other == nullptr ? -1
                                                : static_cast<int>(place - m_others.begin()));
}

void CompareView::choose(int place)
{
    m_wantsTheory = place >= static_cast<int>(m_others.size());
    m_isChosen = !m_wantsTheory;
    m_chosen = m_wantsTheory ? nullptr : m_others[static_cast<std::size_t>(place)];
    fill();
    emit comparedChanged();
}

/// Also where nobody chose and there is nothing else.
bool CompareView::isWithTheory() const
{
    const bool hasTheory = m_shown != nullptr && m_shown->theory != nullptr;
    return hasTheory && (m_wantsTheory || m_others.empty());
}

/// Where nobody chose: what a branch came from; of the original its newest branch. Earlier plays
/// only where a person asks for them.
RunPointer CompareView::compared() const
{
    if (m_isChosen)
        return m_chosen;
    if (m_shown == nullptr || isWithTheory())
        return nullptr;
    RunPointer best;
    for (const RunPointer& run : m_others)
        if (run->play == m_shown->play
            && (m_shown->parent < 0 ? run->parent >= 0 : run->id == m_shown->parent))
            best = run;
    return best;
}

std::vector<CompareView::Figure> CompareView::figures() const
{
    std::vector<Figure> result;
    const RunPointer other = compared();
    if (m_shown == nullptr || other == nullptr)
        return result;
    const auto add = [&](const QString& name, double a, double b, int decimals, Better better) {
        const double difference = a - b;
        const QString words = withSign(difference, decimals);
        const int verdict = better == Better::Neither || words == QLatin1String("=") ? 0
                            : (difference > 0) == (better == Better::Higher)         ? 1
                                                                                     : -1;
        result.push_back({name, a, b, decimals, words, verdict});
    };
    add(tr("Simulated time, s"), m_shown->playedS, other->playedS, 1, Better::Neither);
    const double untilS = std::min(m_shown->playedS, other->playedS);
    const Counts mine = countsOf(*m_shown, untilS);
    const Counts theirs = countsOf(*other, untilS);
    const auto count = [](std::uint64_t value) { return static_cast<double>(value); };
    add(tr("Requests"), count(mine.offered), count(theirs.offered), 0, Better::Neither);
    add(tr("Succeeded"), count(mine.succeeded), count(theirs.succeeded), 0, Better::Higher);
    add(tr("Failed"), count(mine.failed), count(theirs.failed), 0, Better::Lower);
    add(tr("Availability, %"), mine.availability(), theirs.availability(), 3, Better::Higher);
    // Percentiles are of whole runs: only those of equal length say which is better.
    const bool isSameLength = std::abs(m_shown->playedS - other->playedS) < 1;
    const Better quicker = isSameLength ? Better::Lower : Better::Neither;
    if (m_shown->soFar != nullptr && other->soFar != nullptr) {
        const LatencySummary& a = m_shown->soFar->latencyMs;
        const LatencySummary& b = other->soFar->latencyMs;
        add(tr("Mean latency, ms"), a.mean, b.mean, 1, quicker);
        add(tr("p50, ms"), a.p50, b.p50, 1, quicker);
        add(tr("p95, ms"), a.p95, b.p95, 1, quicker);
        add(tr("p99, ms"), a.p99, b.p99, 1, quicker);
        add(tr("Slowest, ms"), a.max, b.max, 1, quicker);
    }
    add(tr("Faults"), count(m_shown->incidents.size()), count(other->incidents.size()), 0,
        Better::Neither);
    if (recoveryOf(*m_shown) >= 0 && recoveryOf(*other) >= 0)
        add(tr("Longest recovery, s"), recoveryOf(*m_shown), recoveryOf(*other), 1, Better::Lower);
    add(tr("Changes of groups"), count(m_shown->scaling.size()), count(other->scaling.size()), 0,
        Better::Neither);
    return result;
}

void CompareView::fill()
{
    const RunPointer other = compared();
    const bool hasBoth = m_shown != nullptr && other != nullptr;
    const bool isTheory = isWithTheory();
    m_theory->setVisible(isTheory);
    m_theory->setRun(isTheory ? m_shown : nullptr);
    m_hintText = isTheory ? m_theory->caveats()
                          : tr("There is nothing to compare yet. Drag the slider back and break "
                               "something, or play another scenario.");
    m_hint->setVisible(isTheory ? !m_hintText.isEmpty() : m_others.empty());
    showHint();
    m_other->setEnabled(m_other->count() > 0);
    m_export->setEnabled(hasBoth || (isTheory && m_theory->rowCount() > 0));
    m_table->setVisible(!isTheory && !m_others.empty());
    const Architecture& architecture = m_controller.architecture();
    m_table->setHorizontalHeaderLabels(
        {tr("Figure"), hasBoth ? nameOf(*m_shown, architecture) : QString(),
         hasBoth ? labelOf(*other, architecture) : QString(), tr("Difference")});
    const std::vector<Figure> all = figures();
    m_table->setRowCount(static_cast<int>(all.size()));
    const auto put = [this](int row, int column, const QString& text) {
        QTableWidgetItem* item = m_table->item(row, column);
        if (item == nullptr) {
            item = new QTableWidgetItem;
            if (column > 0)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            m_table->setItem(row, column, item);
        }
        if (item->text() != text)
            item->setText(text);
        return item;
    };
    for (int row = 0; row < static_cast<int>(all.size()); ++row) {
        const Figure& figure = all[static_cast<std::size_t>(row)];
        put(row, 0, figure.name);
        put(row, 1, number(figure.shown, figure.decimals));
        put(row, 2, number(figure.other, figure.decimals));
        // Words as well as a colour.
        const QString verdict = figure.verdict > 0   ? tr("%1 (better)").arg(figure.difference)
                                : figure.verdict < 0 ? tr("%1 (worse)").arg(figure.difference)
                                                     : figure.difference;
        put(row, 3, verdict)
            ->setForeground(figure.verdict > 0   ? theme().allowed
                            : figure.verdict < 0 ? theme().blocked
                                                 : theme().text);
    }
}

/// One line above a table: the panel is often low. The tool tip has all of it.
void CompareView::showHint()
{
    const bool isTheory = isWithTheory();
    m_hint->setWordWrap(!isTheory);
    const QString words =
        isTheory ? fontMetrics().elidedText(m_hintText, Qt::ElideRight, std::max(width() - 12, 40))
                 : m_hintText;
    if (m_hint->text() != words)
        m_hint->setText(words);
    m_hint->setToolTip(isTheory ? m_hintText : QString());
    m_hint->setMinimumWidth(10); // it may be cut; it must not widen the panel
}

void CompareView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showHint();
}

QString CompareView::csv() const
{
    if (isWithTheory())
        return m_theory->csv();
    const RunPointer other = compared();
    if (m_shown == nullptr || other == nullptr)
        return {};
    const Architecture& architecture = m_controller.architecture();
    QString result = csvLine({tr("Figure"), nameOf(*m_shown, architecture),
                              labelOf(*other, architecture), tr("Difference")});
    for (const Figure& figure : figures())
        result += csvLine({figure.name, QString::number(figure.shown, 'g', 12),
                           QString::number(figure.other, 'g', 12),
                           QString::number(figure.shown - figure.other, 'g', 12)});
    return result;
}

} // namespace skydraft
