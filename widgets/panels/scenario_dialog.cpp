// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/scenario_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

#include "model/architecture/names.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/panels/fault_handle.h"
#include "widgets/panels/fault_lane.h"
#include "widgets/panels/load_form.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/style_flags.h"

#include <algorithm>

namespace skydraft {
namespace {

constexpr double longestS = 1e9;

} // namespace

ScenarioDialog::ScenarioDialog(DocumentController& controller, const ScenarioId& chosen,
                               QWidget* parent)
    : QDialog(parent)
    , m_controller(controller)
    , m_list(new QListWidget(this))
    , m_add(new QToolButton(this))
    , m_copy(new QToolButton(this))
    , m_delete(new QToolButton(this))
    , m_editor(new QWidget(this))
    , m_name(new QLineEdit(this))
    , m_duration(new QDoubleSpinBox(this))
    , m_warmup(new QDoubleSpinBox(this))
    , m_seed(new QLineEdit(this))
    , m_timesError(new QLabel(this))
    , m_clients(new QListWidget(this))
    , m_load(new LoadForm(this))
    , m_lane(new FaultLane(this))
    , m_handle(new FaultHandle(this))
    , m_kind(new QComboBox(this))
    , m_target(new QComboBox(this))
    , m_addFault(new QPushButton(tr("Add"), this))
    , m_faultError(new QLabel(this))
    , m_error(new QLabel(this))
{
    setObjectName(QStringLiteral("scenarioDialog"));
    setWindowTitle(tr("Scenarios"));
    for (const auto& scenario : controller.architecture().scenarios())
        m_scenarios.push_back(*scenario);
    for (QLabel* label : {m_timesError, m_faultError, m_error}) {
        setStyleRole(label, QStringLiteral("error"));
        label->setWordWrap(true);
        label->hide();
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("OK"));
    buttons->button(QDialogButtonBox::Ok)->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &ScenarioDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* columns = new QHBoxLayout;
    columns->addWidget(makeList());
    columns->addWidget(m_editor, 1);
    auto* editor = new QVBoxLayout(m_editor);
    editor->setContentsMargins(0, 0, 0, 0);
    editor->addWidget(makeForm());
    editor->addWidget(makeLoad(), 1);
    editor->addWidget(makeFaults());
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(columns, 1);
    layout->addWidget(m_error);
    layout->addWidget(buttons);
    m_check.setSingleShot(true);
    m_check.setInterval(150);
    connectFields();
    fillKinds();
    fillList();
    for (std::size_t i = 0; i < m_scenarios.size(); ++i)
        if (m_scenarios[i].id == chosen)
            m_list->setCurrentRow(static_cast<int>(i));
    if (m_scenarios.empty())
        addScenario();
    else if (m_list->currentRow() < 0)
        m_list->setCurrentRow(0);
    resize(920, 620);
}

QWidget* ScenarioDialog::makeList()
{
    auto* column = new QWidget(this);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_list, 1);
    auto* row = new QHBoxLayout;
    const auto button = [&](QToolButton* of, const char* icon, const QString& words) {
        of->setIcon(actionIcon(QString::fromLatin1(icon)));
        of->setToolTip(words);
        of->setAccessibleName(words);
        of->setFocusPolicy(Qt::StrongFocus);
        row->addWidget(of);
    };
    button(m_add, "add", tr("New scenario"));
    button(m_copy, "copy", tr("Duplicate the scenario"));
    button(m_delete, "delete", tr("Delete the scenario"));
    row->addStretch();
    layout->addLayout(row);
    m_list->setAccessibleName(tr("Scenarios"));
    column->setFixedWidth(180);
    return column;
}

QWidget* ScenarioDialog::makeForm()
{
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    const auto add = [&](const QString& words, QWidget* field, int stretch) {
        auto* label = new QLabel(words, box);
        label->setBuddy(field);
        field->setAccessibleName(QString(words).remove(QLatin1Char('&')));
        row->addWidget(label);
        row->addWidget(field, stretch);
    };
    for (QDoubleSpinBox* field : {m_duration, m_warmup}) {
        field->setRange(0, longestS);
        field->setDecimals(0);
        field->setSuffix(tr(" s"));
        field->setGroupSeparatorShown(true);
        field->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    }
    m_warmup->setToolTip(tr("Figures count requests that arrive after it"));
    m_seed->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,19}")), m_seed));
    m_seed->setMaximumWidth(110);
    m_seed->setToolTip(tr("The same seed plays the same run again"));
    add(tr("&Name"), m_name, 1);
    add(tr("&Lasts"), m_duration, 0);
    add(tr("&Warm-up"), m_warmup, 0);
    add(tr("S&eed"), m_seed, 0);
    layout->addLayout(row);
    layout->addWidget(m_timesError);
    return box;
}

QWidget* ScenarioDialog::makeLoad()
{
    auto* box = new QGroupBox(tr("Load"), this);
    auto* layout = new QHBoxLayout(box);
    m_clients->setAccessibleName(tr("Clients that send requests"));
    m_clients->setToolTip(tr("Clients with a mark send requests in this scenario. Without any mark "
                             "all send what their properties say."));
    m_clients->setFixedWidth(150);
    layout->addWidget(m_clients);
    layout->addWidget(m_load, 1);
    return box;
}

QWidget* ScenarioDialog::makeFaults()
{
    auto* box = new QGroupBox(tr("Faults"), this);
    auto* layout = new QVBoxLayout(box);
    auto* row = new QHBoxLayout;
    m_kind->setAccessibleName(tr("Kind of fault"));
    m_target->setAccessibleName(tr("What fails"));
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_target->setMinimumContentsLength(14);
    m_addFault->setAutoDefault(false);
    row->addWidget(m_handle);
    row->addWidget(m_kind);
    row->addWidget(m_target, 1);
    row->addWidget(m_addFault);
    layout->addLayout(row);
    layout->addWidget(m_lane);
    layout->addWidget(m_faultError);
    return box;
}

void ScenarioDialog::connectFields()
{
    connect(m_add, &QToolButton::clicked, this, &ScenarioDialog::addScenario);
    connect(m_copy, &QToolButton::clicked, this, &ScenarioDialog::copyScenario);
    connect(m_delete, &QToolButton::clicked, this, &ScenarioDialog::deleteScenario);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (m_isFilling)
            return;
        m_current = row;
        showScenario();
    });
    connect(m_name, &QLineEdit::textEdited, this, &ScenarioDialog::takeFields);
    connect(m_seed, &QLineEdit::textEdited, this, &ScenarioDialog::takeFields);
    for (QDoubleSpinBox* field : {m_duration, m_warmup})
        connect(field, &QDoubleSpinBox::valueChanged, this, &ScenarioDialog::takeFields);
    connect(m_clients, &QListWidget::currentRowChanged, this, &ScenarioDialog::showLoad);
    connect(m_clients, &QListWidget::itemChanged, this, &ScenarioDialog::takeClient);
    connect(m_load, &LoadForm::changed, this, &ScenarioDialog::takeLoad);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ScenarioDialog::fillTargets);
    connect(m_addFault, &QPushButton::clicked, this, [this] {
        if (const Scenario* shown = scenario(); shown != nullptr)
            addFault(std::round(shown->durationS / 3));
    });
    connect(m_lane, &FaultLane::addRequested, this, &ScenarioDialog::addFault);
    connect(m_lane, &FaultLane::faultChanged, this, [this](int row, const Fault& fault) {
        if (Scenario* shown = scenario(); shown != nullptr)
            shown->faults[static_cast<std::size_t>(row)] = fault;
        checkSoon();
    });
    connect(m_lane, &FaultLane::removeRequested, this, [this](int row) {
        if (Scenario* shown = scenario(); shown != nullptr)
            shown->faults.erase(shown->faults.begin() + row);
        showFaults();
        checkSoon();
    });
    connect(&m_check, &QTimer::timeout, this, &ScenarioDialog::check);
}

Scenario* ScenarioDialog::scenario()
{
    return m_current < 0 || static_cast<std::size_t>(m_current) >= m_scenarios.size()
               ? nullptr
               : &m_scenarios[static_cast<std::size_t>(m_current)];
}

ScenarioId ScenarioDialog::current() const
{
    return m_current < 0 ? ScenarioId() : m_scenarios[static_cast<std::size_t>(m_current)].id;
}

void ScenarioDialog::fillList()
{
    m_isFilling = true;
    m_list->clear();
    for (const Scenario& of : m_scenarios)
        m_list->addItem(toQString(of.name.empty() ? of.id.value() : of.name));
    m_list->setCurrentRow(m_current);
    m_isFilling = false;
}

void ScenarioDialog::showScenario()
{
    const Scenario* shown = scenario();
    m_editor->setEnabled(shown != nullptr);
    m_copy->setEnabled(shown != nullptr);
    m_delete->setEnabled(shown != nullptr);
    if (shown == nullptr) {
        clearErrors();
        m_lane->setRows({}, 600);
        return;
    }
    m_isFilling = true;
    m_name->setText(toQString(shown->name));
    m_duration->setValue(shown->durationS);
    m_warmup->setValue(shown->warmupS);
    m_seed->setText(QString::number(shown->seed));
    m_isFilling = false;
    showClients();
    fillTargets();
    showFaults();
    check();
}

ScenarioId ScenarioDialog::freeId() const
{
    for (int number = 1;; ++number) {
        const ScenarioId id("scenario-" + std::to_string(number));
        const auto has = [&](const Scenario& of) { return of.id == id; };
        if (std::none_of(m_scenarios.begin(), m_scenarios.end(), has)
            && m_controller.architecture().find(id) == nullptr)
            return id;
    }
}

void ScenarioDialog::addScenario()
{
    Scenario added;
    added.id = freeId();
    added.name = tr("New scenario").toStdString();
    m_scenarios.push_back(std::move(added));
    m_current = static_cast<int>(m_scenarios.size()) - 1;
    fillList();
    showScenario();
    m_name->setFocus();
    m_name->selectAll();
}

void ScenarioDialog::copyScenario()
{
    const Scenario* shown = scenario();
    if (shown == nullptr)
        return;
    Scenario copy = *shown;
    copy.id = freeId();
    copy.name = tr("%1 (copy)").arg(toQString(copy.name)).toStdString();
    m_scenarios.push_back(std::move(copy));
    m_current = static_cast<int>(m_scenarios.size()) - 1;
    fillList();
    showScenario();
    m_name->setFocus();
    m_name->selectAll();
}

void ScenarioDialog::deleteScenario()
{
    if (scenario() == nullptr)
        return;
    m_scenarios.erase(m_scenarios.begin() + m_current);
    m_current = std::min(m_current, static_cast<int>(m_scenarios.size()) - 1);
    fillList();
    showScenario();
}

void ScenarioDialog::takeFields()
{
    Scenario* shown = scenario();
    if (m_isFilling || shown == nullptr)
        return;
    shown->name = m_name->text().trimmed().toStdString();
    shown->durationS = m_duration->value();
    shown->warmupS = m_warmup->value();
    shown->seed = m_seed->text().toULongLong();
    m_list->item(m_current)->setText(
        toQString(shown->name.empty() ? shown->id.value() : shown->name));
    showLoad(); // its curve is as long as the scenario
    showFaults();
    checkSoon();
}

/// One step of the document, whatever was changed here; nothing where nothing was.
void ScenarioDialog::accept()
{
    const Architecture& drawing = m_controller.architecture();
    Batch batch;
    for (const auto& before : drawing.scenarios()) {
        const auto isSame = [&](const Scenario& of) { return of.id == before->id; };
        if (std::none_of(m_scenarios.begin(), m_scenarios.end(), isSame))
            batch.edits.push_back(Edit{SetScenario{before->id, std::nullopt}});
    }
    for (const Scenario& after : m_scenarios) {
        const Scenario* before = drawing.find(after.id);
        if (before == nullptr || !(*before == after))
            batch.edits.push_back(Edit{SetScenario{after.id, after}});
    }
    if (batch.edits.empty())
        return QDialog::accept();
    const auto tried = apply(m_controller.catalogue(), drawing, Edit{batch});
    if (!tried) { // what a document refuses is said here, and the dialog stays open
        m_error->setText(explained(tried.error()));
        m_error->show();
        return;
    }
    if (m_controller.apply(Edit{batch}, MODEL_TEXT("Edit", "Edit scenarios")))
        QDialog::accept();
}

} // namespace skydraft
