// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/load_form.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include "model/architecture/property_value.h"
#include "widgets/common/language.h"
#include "widgets/panels/load_curve.h"
#include "widgets/theme/style_flags.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace skydraft {
namespace {

constexpr double mostRate = 1e9;
constexpr double mostSeconds = 1e9;
constexpr double mostUsers = 1e7;

/// A member of a load that a shape reads; the schema of documents says the same.
struct ShapeMember
{
    const char* shape;
    const char* member;
    const char* label;
    double most;
    int decimals;
    const char* unit; ///< "s", "/s", ""
};

constexpr std::array members{
    ShapeMember{"ramp", "from_rate_per_s", QT_TRANSLATE_NOOP("skydraft::LoadForm", "From"),
                mostRate, 1, "/s"},
    ShapeMember{"ramp", "ramp_s", QT_TRANSLATE_NOOP("skydraft::LoadForm", "Within"), mostSeconds, 0,
                "s"},
    ShapeMember{"step", "step_at_s", QT_TRANSLATE_NOOP("skydraft::LoadForm", "Step at"),
                mostSeconds, 0, "s"},
    ShapeMember{"step", "step_rate_per_s", QT_TRANSLATE_NOOP("skydraft::LoadForm", "Then"),
                mostRate, 1, "/s"},
    ShapeMember{"spike", "spike_at_s", QT_TRANSLATE_NOOP("skydraft::LoadForm", "Spike at"),
                mostSeconds, 0, "s"},
    ShapeMember{"spike", "spike_duration_s", QT_TRANSLATE_NOOP("skydraft::LoadForm", "Lasts"),
                mostSeconds, 0, "s"},
    ShapeMember{"spike", "spike_factor", QT_TRANSLATE_NOOP("skydraft::LoadForm", "Times as many"),
                1e6, 1, ""},
    ShapeMember{"daily", "starts_at_h", QT_TRANSLATE_NOOP("skydraft::LoadForm", "Starts at hour"),
                23.9, 1, ""},
    ShapeMember{"daily", "peak_h", QT_TRANSLATE_NOOP("skydraft::LoadForm", "Busiest hour"), 23.9, 1,
                ""},
    ShapeMember{"daily", "amplitude", QT_TRANSLATE_NOOP("skydraft::LoadForm", "Swings by (0 to 1)"),
                1, 2, ""},
};

/// What a shape does where the document says nothing (load_shape.h).
double usual(std::string_view member, double ratePerS, double durationS)
{
    if (member == "from_rate_per_s")
        return 0;
    if (member == "ramp_s")
        return durationS;
    if (member == "step_at_s" || member == "spike_at_s")
        return durationS / 2;
    if (member == "step_rate_per_s")
        return 2 * ratePerS;
    if (member == "spike_duration_s")
        return 60;
    if (member == "spike_factor")
        return 10;
    if (member == "peak_h")
        return 20;
    if (member == "amplitude")
        return 0.6;
    return 0;
}

} // namespace

LoadForm::LoadForm(QWidget* parent)
    : QWidget(parent)
    , m_form(new QFormLayout)
    , m_kind(new QComboBox(this))
    , m_rate(makeField(mostRate, 1, tr("/s")))
    , m_users(makeField(mostUsers, 0, {}))
    , m_think(makeField(mostSeconds, 1, tr(" s")))
    , m_arrivals(new QComboBox(this))
    , m_shape(new QComboBox(this))
    , m_curve(new LoadCurve(this))
    , m_error(new QLabel(this))
{
    m_kind->addItem(tr("As its properties say"));
    m_kind->addItem(tr("Requests per second"));
    m_kind->addItem(tr("Users who wait for answers"));
    m_arrivals->addItem(tr("At random (Poisson)"), QStringLiteral("poisson"));
    m_arrivals->addItem(tr("At equal distances"), QStringLiteral("deterministic"));
    const std::pair<const char*, QString> shapes[] = {
        {"constant", tr("Constant")}, {"ramp", tr("Ramp")},   {"step", tr("Step")},
        {"spike", tr("Spike")},       {"daily", tr("Daily")}, {"trace", tr("Trace, by hand")}};
    for (const auto& [shape, words] : shapes)
        m_shape->addItem(words, QString::fromLatin1(shape));
    addFields();
    setStyleRole(m_error, QStringLiteral("error"));
    m_error->setWordWrap(true);
    m_error->hide();
    auto* right = new QVBoxLayout;
    right->addWidget(m_curve, 1);
    right->addWidget(m_error);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(m_form);
    layout->addLayout(right, 1);
    for (QComboBox* box : {m_kind, m_arrivals, m_shape})
        connect(box, &QComboBox::currentIndexChanged, this, &LoadForm::takeFields);
    connect(m_curve, &LoadCurve::pointsChanged, this, &LoadForm::takePoints);
    showFields(); // with all of them the form would ask for a high dialog
}

QDoubleSpinBox* LoadForm::makeField(double most, int decimals, const QString& suffix)
{
    auto* field = new QDoubleSpinBox(this);
    field->setRange(0, most);
    field->setDecimals(decimals);
    field->setSuffix(suffix);
    field->setGroupSeparatorShown(true);
    field->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    field->setMaximumWidth(170);
    connect(field, &QDoubleSpinBox::valueChanged, this, &LoadForm::takeFields);
    return field;
}

void LoadForm::addFields()
{
    const auto add = [this](const QString& words, QWidget* field) {
        m_form->addRow(words, field);
        field->setAccessibleName(words);
    };
    m_form->setContentsMargins(0, 0, 8, 0);
    m_form->setVerticalSpacing(4);
    add(tr("Sends"), m_kind);
    add(tr("Rate"), m_rate);
    add(tr("Users"), m_users);
    add(tr("Think time"), m_think);
    add(tr("Arrivals"), m_arrivals);
    add(tr("Shape"), m_shape);
    for (const ShapeMember& member : members) {
        const QString unit = *member.unit == '\0'  ? QString()
                             : *member.unit == 's' ? tr(" s")
                                                   : tr("/s");
        m_fields[member.member] = makeField(member.most, member.decimals, unit);
        add(tr(member.label), m_fields[member.member]);
    }
}

double LoadForm::rate() const
{
    return m_load.ratePerS.value_or(m_usualRate);
}

void LoadForm::setLoad(const Load& load, double usualRate, double durationS)
{
    m_load = load;
    m_usualRate = usualRate;
    m_durationS = durationS;
    fill();
    showFields();
    redraw();
}

void LoadForm::fill()
{
    m_isFilling = true;
    const bool isTrace = m_load.shape == "trace";
    m_kind->setCurrentIndex(m_load.users ? Closed : m_load.ratePerS || isTrace ? Open : Properties);
    m_rate->setValue(rate());
    m_users->setValue(static_cast<double>(m_load.users.value_or(100)));
    m_think->setValue(m_load.thinkTimeS);
    m_arrivals->setCurrentIndex(std::max(m_arrivals->findData(toQString(m_load.arrivals)), 0));
    m_shape->setCurrentIndex(std::max(m_shape->findData(toQString(m_load.shape)), 0));
    for (const auto& [member, field] : m_fields) {
        const Json value = memberOf(m_load.extra, member);
        field->setValue(value.is_number() ? value.get<double>()
                                          : usual(member, rate(), m_durationS));
    }
    m_isFilling = false;
}

void LoadForm::showFields()
{
    const int kind = m_kind->currentIndex();
    const bool isTrace = m_load.shape == "trace";
    const auto show = [this](QWidget* field, bool isShown) {
        field->setVisible(isShown);
        m_form->labelForField(field)->setVisible(isShown);
    };
    show(m_rate, kind == Open && !isTrace);
    show(m_users, kind == Closed);
    show(m_think, kind == Closed);
    show(m_arrivals, kind == Open);
    show(m_shape, kind == Open);
    for (const ShapeMember& member : members)
        show(m_fields[member.member], kind == Open && m_load.shape == member.shape);
    m_curve->setVisible(kind == Open);
}

/// Only what differs from what a shape does anyway is written: the document stays short.
void LoadForm::takeFields()
{
    if (m_isFilling)
        return;
    const int kind = m_kind->currentIndex();
    m_load.users.reset();
    m_load.ratePerS.reset();
    m_load.thinkTimeS = 0;
    if (kind != Open)
        m_load.shape = "constant";
    if (kind == Closed) {
        m_load.users = static_cast<std::int64_t>(std::llround(m_users->value()));
        m_load.thinkTimeS = m_think->value();
    } else if (kind == Open) {
        m_load.arrivals = m_arrivals->currentData().toString().toStdString();
        const std::string shape = m_shape->currentData().toString().toStdString();
        const bool isNew = std::exchange(m_load.shape, shape) != shape;
        m_load.ratePerS = m_rate->value();
        for (const ShapeMember& member : members) {
            if (shape != member.shape) {
                m_load.extra.erase(member.member);
            } else if (!isNew) {
                m_load.extra[member.member] = m_fields[member.member]->value();
            }
        }
        if (shape != "trace") {
            m_load.extra.erase("points");
            m_load.extra.erase("csv");
        } else if (isNew) { // something to drag
            m_load.extra["points"] =
                Json::array({Json::array({0, rate()}), Json::array({m_durationS / 2, rate()}),
                             Json::array({m_durationS, rate()})});
        }
        if (isNew)
            fill();
    }
    showFields();
    redraw();
    emit changed();
}

void LoadForm::takePoints()
{
    Json points = Json::array();
    for (const auto& [seconds, ratePerS] : m_curve->points())
        points.push_back(Json::array({seconds, ratePerS}));
    m_load.extra["points"] = std::move(points);
    m_load.extra.erase("csv"); // the same trace, as points from now on
    emit changed();
}

void LoadForm::redraw()
{
    m_curve->setLoad(m_load, rate(), m_durationS);
}

void LoadForm::setError(const QString& message, const QString& pointer)
{
    m_error->setText(message);
    m_error->setVisible(!message.isEmpty());
    const QString member = pointer.section(QLatin1Char('/'), 1, 1);
    const auto mark = [&](QDoubleSpinBox* field, const QString& name) {
        auto* line = field->findChild<QLineEdit*>();
        setStyleFlag(line, "invalid", !message.isEmpty() && name == member);
        field->setAccessibleDescription(name == member ? message : QString());
    };
    mark(m_rate, QStringLiteral("rate_per_s"));
    mark(m_users, QStringLiteral("users"));
    mark(m_think, QStringLiteral("think_time_s"));
    for (const auto& [name, field] : m_fields)
        mark(field, toQString(name));
}

} // namespace skydraft
