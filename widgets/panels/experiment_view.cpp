// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/experiment_view.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/simulation/simulation.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/panels/simulation_table.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/style_flags.h"

#include <algorithm>
#include <cmath>

namespace skydraft {
namespace {

constexpr int mostValues = 50;
constexpr int usualRuns = 5;
constexpr int mostRuns = 100;

/// What may be tried: one value that a person can write in a list.
bool canVary(const Property& property)
{
    switch (property.type) {
    case PropertyType::Integer:
    case PropertyType::Number:
    case PropertyType::Boolean:
    case PropertyType::Choice:
        return true;
    default:
        return false;
    }
}

/// "20.3 ± 0.4"; without an interval the mean alone.
QString withHalfWidth(const Interval& interval, double single, int decimals)
{
    const QLocale locale;
    return interval.isKnown()
               ? QStringLiteral("%1 ± %2").arg(locale.toString(interval.mean, 'f', decimals),
                                               locale.toString(interval.halfWidth(), 'f', decimals))
               : locale.toString(single, 'f', decimals);
}

/// A figure of a value less that of the first value in each run: the runs are paired (Law,
/// Simulation Modeling and Analysis, 10.2.1).
Interval pairedDifference(const ExperimentRow& first, const ExperimentRow& row, Measure measure)
{
    const auto place = static_cast<std::size_t>(measure);
    RunningMean mean;
    for (std::size_t run = 0; run < std::min(first.each.size(), row.each.size()); ++run)
        mean.add(row.each[run][place] - first.each[run][place]);
    return mean.interval();
}

QString textOf(const Json& value)
{
    return value.is_string() ? toQString(value.get<std::string>()) : toQString(value.dump());
}

} // namespace

Result<std::vector<Json>> valuesFrom(const QString& text, const Property& property)
{
    std::vector<Json> values;
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QString word = part.trimmed();
        bool isNumber = false;
        const double number = word.toDouble(&isNumber);
        const bool isWhole = isNumber && std::floor(number) == number && std::abs(number) < 1e15;
        if (property.type == PropertyType::Boolean
            && (word == QLatin1String("true") || word == QLatin1String("false")))
            values.emplace_back(word == QLatin1String("true"));
        else if (property.type == PropertyType::Choice && !word.isEmpty())
            values.emplace_back(word.toStdString());
        else if (property.type == PropertyType::Integer && isWhole)
            values.emplace_back(static_cast<std::int64_t>(number));
        else if (property.type == PropertyType::Number && isNumber && std::isfinite(number))
            values.push_back(isWhole ? Json(static_cast<std::int64_t>(number)) : Json(number));
        else
            return fail(ErrorCode::WrongType,
                        MODEL_TEXT("Experiment", "\"%1\" is no value of this property.")
                            .with(word.toStdString()));
    }
    if (values.empty() || values.size() > mostValues)
        return fail(ErrorCode::OutOfRange,
                    MODEL_TEXT("Experiment", "Write from 1 to %1 values with commas between them.")
                        .with(mostValues));
    return values;
}

ExperimentView::ExperimentView(const DocumentController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_runner(controller.catalogue())
    , m_resourceLabel(new QLabel(this))
    , m_resource(new QComboBox(this))
    , m_property(new QComboBox(this))
    , m_values(new QLineEdit(this))
    , m_runs(new QSpinBox(this))
    , m_run(new QPushButton(this))
    , m_export(new QToolButton(this))
    , m_error(new QLabel(this))
    , m_table(new QTableWidget(this))
{
    auto* row = new QHBoxLayout;
    row->addWidget(m_resourceLabel);
    for (QComboBox* box : {m_resource, m_property}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(12);
        row->addWidget(box, 1);
    }
    row->addWidget(m_values, 1);
    row->addWidget(m_runs);
    row->addWidget(m_run);
    row->addWidget(m_export);
    m_runs->setRange(1, mostRuns);
    m_runs->setValue(usualRuns);
    m_export->setAutoRaise(true);
    m_export->setFocusPolicy(Qt::StrongFocus);
    setStyleRole(m_error, QStringLiteral("error"));
    m_error->setWordWrap(true);
    m_error->hide();
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_error);
    layout->addWidget(m_table, 1);
    connect(m_resource, &QComboBox::currentIndexChanged, this, &ExperimentView::fillProperties);
    connect(m_property, &QComboBox::currentIndexChanged, this, &ExperimentView::suggestValues);
    connect(m_values, &QLineEdit::returnPressed, this, &ExperimentView::runOrCancel);
    connect(m_run, &QPushButton::clicked, this, &ExperimentView::runOrCancel);
    connect(m_export, &QToolButton::clicked, this, &ExperimentView::tableRequested);
    connect(&m_runner, &ExperimentRunner::rowsChanged, this, &ExperimentView::fill);
    connect(&m_runner, &ExperimentRunner::finished, this, &ExperimentView::showState);
    connect(&controller, &DocumentController::changed, this, [this] {
        if (isVisible())
            fillResources();
    });
    retranslate();
    restyle();
}

void ExperimentView::retranslate()
{
    m_resourceLabel->setText(tr("Try"));
    m_resource->setAccessibleName(tr("Resource"));
    m_property->setAccessibleName(tr("Property"));
    m_values->setAccessibleName(tr("Values, with commas between them"));
    m_values->setPlaceholderText(tr("1, 2, 4"));
    m_values->setToolTip(tr("Values, with commas between them"));
    m_runs->setAccessibleName(tr("Runs of each value"));
    m_runs->setToolTip(
        tr("Runs of each value, each with other random numbers; the first runs of all "
           "values have the same ones, and so on"));
    m_runs->setPrefix(tr("× "));
    m_export->setToolTip(tr("Export the table"));
    m_export->setAccessibleName(tr("Export the table"));
    m_table->setAccessibleName(tr("Figures for each value"));
    showState();
    fill();
}

void ExperimentView::restyle()
{
    m_export->setIcon(actionIcon(QStringLiteral("export")));
}

void ExperimentView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fillResources();
}

/// Those that take part in the simulation and have something to try.
void ExperimentView::fillResources()
{
    const QString before = m_resource->currentData().toString();
    {
        const QSignalBlocker blocker(m_resource);
        m_resource->clear();
        for (const auto& of : m_controller.architecture().resources()) {
            const ServiceType& type = m_controller.catalogue().typeOrGeneric(of->type);
            if (type.behaviour != BehaviourKind::None
                && std::any_of(type.properties.begin(), type.properties.end(), canVary))
                m_resource->addItem(typeIcon(type.icon), toQString(displayName(*of)),
                                    toQString(of->id.value()));
        }
        const QString wanted = before.isEmpty() ? firstChoice() : before;
        m_resource->setCurrentIndex(std::max(m_resource->findData(wanted), 0));
    }
    if (m_resource->currentData().toString() != before)
        fillProperties();
    showState();
}

/// What is selected; else the first of what serves requests, where most is to be tried.
QString ExperimentView::firstChoice() const
{
    for (const ResourceId& id : m_controller.selectedResources())
        if (const QString known = toQString(id.value()); m_resource->findData(known) >= 0)
            return known;
    for (const auto& of : m_controller.architecture().resources()) {
        const BehaviourKind kind = m_controller.catalogue().typeOrGeneric(of->type).behaviour;
        if (kind == BehaviourKind::Server || kind == BehaviourKind::ScalingGroup)
            return toQString(of->id.value());
    }
    return {};
}

ResourceId ExperimentView::resource() const
{
    return ResourceId(m_resource->currentData().toString().toStdString());
}

void ExperimentView::fillProperties()
{
    {
        const QSignalBlocker blocker(m_property);
        m_property->clear();
        const Resource* of = m_controller.architecture().find(resource());
        if (of == nullptr)
            return;
        const ServiceType& type = m_controller.catalogue().typeOrGeneric(of->type);
        // What the simulation is about stands first.
        for (const bool isFirst : {true, false})
            for (const Property& property : type.properties)
                if (canVary(property)
                    && (property.group == "performance" || property.group == "scaling"
                        || property.group == "traffic")
                           == isFirst)
                    m_property->addItem(localized(property.label), toQString(property.name));
    }
    suggestValues();
}

const Property* ExperimentView::property() const
{
    const Resource* of = m_controller.architecture().find(resource());
    return of == nullptr ? nullptr
                         : m_controller.catalogue().typeOrGeneric(of->type).property(
                             m_property->currentData().toString().toStdString());
}

/// Half, the same, twice and four times as much; all of a short list of choices.
void ExperimentView::suggestValues()
{
    const Property* of = property();
    const Resource* drawn = m_controller.architecture().find(resource());
    if (of == nullptr || drawn == nullptr)
        return m_values->clear();
    QStringList words;
    if (of->type == PropertyType::Boolean) {
        words = {QStringLiteral("false"), QStringLiteral("true")};
    } else if (of->type == PropertyType::Choice) {
        const std::string now = skydraft::textOf(m_controller.catalogue(), *drawn, of->name);
        if (!now.empty())
            words.append(toQString(now));
        for (const Choice& choice : of->choices)
            if (words.size() < 4 && choice.value != now)
                words.append(toQString(choice.value));
    } else {
        const double now = numberOf(m_controller.catalogue(), *drawn, of->name, 1);
        for (const double factor : {0.5, 1.0, 2.0, 4.0}) {
            double value = now == 0 ? factor : now * factor;
            if (of->type == PropertyType::Integer)
                value = std::max(1.0, std::round(value));
            if (of->minimum)
                value = std::max(value, *of->minimum);
            if (of->maximum)
                value = std::min(value, *of->maximum);
            const QString word = QString::number(value);
            if (!words.contains(word))
                words.append(word);
        }
    }
    m_values->setText(words.join(QStringLiteral(", ")));
}

void ExperimentView::runOrCancel()
{
    m_error->hide();
    m_error->clear();
    if (m_runner.isRunning())
        return m_runner.cancel();
    const Property* of = property();
    if (of == nullptr)
        return;
    const auto values = valuesFrom(m_values->text(), *of);
    setStyleFlag(m_values, "invalid", !values);
    if (!values) {
        m_error->setText(translated(values.error().message));
        m_error->show();
        return;
    }
    const Architecture& drawing = m_controller.architecture();
    Experiment experiment{resource(), of->name, *values, {}, m_runs->value()};
    const Scenario* scenario = drawing.find(m_scenario);
    experiment.scenario =
        scenario != nullptr ? *scenario : defaultScenario(m_controller.catalogue(), drawing);
    m_runner.start(drawing, experiment);
    showState();
}

void ExperimentView::showState()
{
    m_run->setText(m_runner.isRunning() ? tr("Cancel") : tr("Run"));
    m_run->setEnabled(m_runner.isRunning() || m_property->count() > 0);
    m_export->setEnabled(!m_runner.isRunning() && !m_runner.rows().empty());
}

QStringList ExperimentView::header() const
{
    return {tr("Value"),   tr("State"),  tr("Requests"),        tr("Mean, ms"),
            tr("p99, ms"), tr("Failed"), tr("Availability, %"), tr("Mean to the first, ms")};
}

QStringList ExperimentView::cellsOf(const ExperimentRow& row) const
{
    using State = ExperimentRow::State;
    QStringList cells{textOf(row.value)};
    switch (row.state) {
    case State::Waiting:
        cells.append(tr("waits"));
        break;
    case State::Running:
        cells.append(tr("%1 %").arg(std::lround(row.progress * 100)));
        break;
    case State::Done:
        cells.append(tr("done"));
        break;
    case State::Failed:
        cells.append(row.error);
        break;
    case State::Cancelled:
        cells.append(tr("cancelled"));
        break;
    }
    if (row.result == nullptr)
        return cells;
    const SimulationResult& result = *row.result;
    const QLocale locale;
    const auto count = [&](std::uint64_t value) {
        return locale.toString(static_cast<qulonglong>(value));
    };
    const Confidence& sure = result.confidence;
    Interval availability = sure.of(Measure::Availability);
    for (double* edge : {&availability.mean, &availability.low, &availability.high})
        *edge *= 100;
    const auto runs = static_cast<std::uint64_t>(std::max(result.replications, 1));
    cells += {count(result.offered / runs),
              withHalfWidth(sure.of(Measure::LatencyMean), result.latencyMs.mean, 1),
              withHalfWidth(sure.of(Measure::LatencyP99), result.latencyMs.p99, 1),
              count(result.failed / runs),
              withHalfWidth(availability, 100 * result.availability, 3),
              differenceOf(row)};
    return cells;
}

/// Whether it is significant is said in words: 0 lies outside of the interval.
QString ExperimentView::differenceOf(const ExperimentRow& row) const
{
    const ExperimentRow& first = m_runner.rows().front();
    if (&row == &first || first.result == nullptr)
        return {};
    const Interval difference = pairedDifference(first, row, Measure::LatencyMean);
    if (difference.samples == 0)
        return {};
    const QString words = (difference.mean > 0 ? QStringLiteral("+") : QString())
                          + withHalfWidth(difference, difference.mean, 1);
    const bool isClear = difference.isKnown() && (difference.low > 0 || difference.high < 0);
    return !difference.isKnown() || isClear ? words : tr("%1 (no clear difference)").arg(words);
}

void ExperimentView::fill()
{
    const QStringList names = header();
    if (m_table->columnCount() == 0) {
        m_table->setColumnCount(static_cast<int>(names.size()));
        // The last has the longest words, and the first the shortest.
        for (const int column : {0, static_cast<int>(names.size()) - 1})
            m_table->horizontalHeader()->setSectionResizeMode(column,
                                                              QHeaderView::ResizeToContents);
    }
    m_table->setHorizontalHeaderLabels(names);
    const std::vector<ExperimentRow>& rows = m_runner.rows();
    m_table->setRowCount(static_cast<int>(rows.size()));
    for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
        const QStringList cells = cellsOf(rows[static_cast<std::size_t>(row)]);
        for (int column = 0; column < names.size(); ++column) {
            QTableWidgetItem* item = m_table->item(row, column);
            if (item == nullptr) {
                item = new QTableWidgetItem;
                item->setTextAlignment((column < 2 ? Qt::AlignLeft : Qt::AlignRight)
                                       | Qt::AlignVCenter);
                m_table->setItem(row, column, item);
            }
            const QString text = column < cells.size() ? cells[column] : QString();
            if (item->text() == text)
                continue;
            item->setText(text);
            item->setToolTip(column == 1 ? text : QString());
        }
    }
}

/// Numbers as programs read them, not as the language writes them.
QString ExperimentView::csv() const
{
    QString result =
        csvLine({QStringLiteral("value"), QStringLiteral("requests"), QStringLiteral("mean_ms"),
                 QStringLiteral("p99_ms"), QStringLiteral("failed"), QStringLiteral("availability"),
                 QStringLiteral("replications"), QStringLiteral("mean_ms_half_width"),
                 QStringLiteral("p99_ms_half_width"), QStringLiteral("error")});
    const auto half = [](const SimulationResult& of, Measure measure) {
        const Interval& interval = of.confidence.of(measure);
        return interval.isKnown() ? QString::number(interval.halfWidth(), 'g', 10) : QString();
    };
    for (const ExperimentRow& row : m_runner.rows()) {
        QStringList cells{textOf(row.value)};
        if (row.result != nullptr)
            cells += {QString::number(row.result->offered),
                      QString::number(row.result->latencyMs.mean, 'g', 10),
                      QString::number(row.result->latencyMs.p99, 'g', 10),
                      QString::number(row.result->failed),
                      QString::number(row.result->availability, 'g', 10),
                      QString::number(row.result->replications),
                      half(*row.result, Measure::LatencyMean),
                      half(*row.result, Measure::LatencyP99),
                      QString()};
        else
            cells += {QString(),
                      QString(),
                      QString(),
                      QString(),
                      QString(),
                      QString(),
                      QString(),
                      QString(),
                      row.error.isEmpty() ? QStringLiteral("cancelled") : row.error};
        result += csvLine(cells);
    }
    return result;
}

} // namespace skydraft
