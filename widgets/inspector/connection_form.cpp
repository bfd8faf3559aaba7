// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/connection_form.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/inspector/value_words.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/style_flags.h"
#include "widgets/theme/theme.h"

namespace skydraft {

namespace {

Property makeProperty(const char* name, PropertyType type, LocalizedText label, LocalizedText help)
{
    Property property;
    property.name = name;
    property.type = type;
    property.label = std::move(label);
    property.help = std::move(help);
    return property;
}

Property protocolProperty()
{
    Property property = makeProperty("protocol", PropertyType::Choice, {"Protocol", "프로토콜"},
                                     {"What the packets carry; without one TCP.",
                                      "패킷이 쓰는 프로토콜. 정하지 않으면 TCP입니다."});
    property.isOpen = true;
    for (const char* value : {"tcp", "udp", "icmp", "http", "https"})
        property.choices.push_back(
            {value, {QString::fromLatin1(value).toUpper().toStdString(), {}}});
    return property;
}

Property portProperty()
{
    Property property = makeProperty(
        "port", PropertyType::Integer, {"Port", "포트"},
        {"The port that is called; without one the port on which the target listens by default.",
         "접속하는 포트. 정하지 않으면 대상이 기본으로 수신하는 포트입니다."});
    property.isNullable = true;
    property.minimum = 1;
    property.maximum = 65535;
    return property;
}

Property amountProperty(const char* name, LocalizedText label, LocalizedText help)
{
    Property property = makeProperty(name, PropertyType::Number, std::move(label), std::move(help));
    property.defaultValue = 1;
    property.minimum = 0;
    return property;
}

Property operationProperty()
{
    Property property =
        makeProperty("operation", PropertyType::Choice, {"Requests", "요청 종류"},
                     {"Which requests use this line: a read replica takes reads only.",
                      "이 연결을 쓰는 요청의 종류. 읽기 전용 복제본은 읽기만 받습니다."});
    property.defaultValue = "all";
    property.choices = {{"all", {"Reads and writes", "읽기와 쓰기"}},
                        {"read", {"Reads only", "읽기만"}},
                        {"write", {"Writes only", "쓰기만"}}};
    return property;
}

/// Icon and colour of a verdict; words say the same.
void describe(Verdict verdict, QString& words, QString& icon, QColor& color)
{
    switch (verdict) {
    case Verdict::Reachable:
        words = ConnectionForm::tr("Packets arrive");
        icon = QStringLiteral("check");
        color = theme().allowed;
        return;
    case Verdict::Blocked:
        words = ConnectionForm::tr("Blocked");
        icon = QStringLiteral("cross");
        color = theme().blocked;
        return;
    case Verdict::Unknown:
        words = ConnectionForm::tr("Not known");
        icon = QStringLiteral("question");
        color = theme().unknown;
        return;
    }
}

} // namespace

const std::vector<Property>& connectionProperties()
{
    static const std::vector<Property> properties{
        protocolProperty(), portProperty(),
        amountProperty(
            "weight", {"Weight", "가중치"},
            {"Share of this line where one resource has several of a kind.",
             "한 리소스에 같은 종류의 연결이 여러 개일 때 이 연결이 차지하는 비율입니다."}),
        amountProperty("calls_per_request", {"Calls per request", "요청당 호출 수"},
                       {"How often one request uses this line; a fraction is a probability.",
                        "요청 하나가 이 연결을 쓰는 횟수. 소수 부분은 확률입니다."}),
        operationProperty()};
    return properties;
}

QString kindInWords(ConnectionKind kind)
{
    switch (kind) {
    case ConnectionKind::Traffic:
        return ConnectionForm::tr("Traffic");
    case ConnectionKind::Replication:
        return ConnectionForm::tr("Replication");
    case ConnectionKind::Alias:
        return ConnectionForm::tr("DNS alias");
    case ConnectionKind::Origin:
        return ConnectionForm::tr("Origin");
    case ConnectionKind::Attachment:
        return ConnectionForm::tr("Attachment");
    case ConnectionKind::Trigger:
        return ConnectionForm::tr("Trigger");
    case ConnectionKind::Notification:
        return ConnectionForm::tr("Notification");
    case ConnectionKind::Mount:
        return ConnectionForm::tr("Mount");
    }
    return {};
}

ConnectionForm::ConnectionForm(DocumentController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_kind(new QLabel(this))
    , m_ends(new QLabel(this))
    , m_verdictIcon(new QLabel(this))
    , m_verdict(new QLabel(this))
    , m_reason(new QLabel(this))
    , m_path(new QPushButton(tr("Show the path"), this))
    , m_properties(
          new PropertyForm(connectionProperties(), controller, PropertyForm::Headings::Hide, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 10);
    layout->setSpacing(8);
    makeEnds(layout);
    layout->addWidget(m_properties);
    layout->addStretch();
    connect(m_path, &QPushButton::clicked, this, [this] { emit showPathRequested(m_id); });
    connect(m_ends, &QLabel::linkActivated, this,
            [this](const QString& id) { emit revealRequested(ResourceId(id.toStdString())); });
    connect(m_properties, &PropertyForm::edited, this,
            [this](const Property& property, const Json& value) { set(property, value); });
    connect(m_properties, &PropertyForm::resetRequested, this,
            [this](const Property& property) { set(property, std::nullopt); });
}

void ConnectionForm::makeEnds(QVBoxLayout* layout)
{
    setStyleRole(m_kind, QStringLiteral("title"));
    layout->addWidget(m_kind);
    m_ends->setWordWrap(true);
    m_ends->setTextFormat(Qt::RichText);
    m_ends->setTextInteractionFlags(Qt::LinksAccessibleByKeyboard | Qt::LinksAccessibleByMouse);
    layout->addWidget(m_ends);
    auto* verdict = new QHBoxLayout;
    verdict->setSpacing(6);
    verdict->addWidget(m_verdictIcon);
    setStyleRole(m_verdict, QStringLiteral("title"));
    verdict->addWidget(m_verdict, 1);
    layout->addLayout(verdict);
    m_reason->setWordWrap(true);
    setStyleRole(m_reason, QStringLiteral("help"));
    layout->addWidget(m_reason);
    m_path->setIcon(actionIcon(QStringLiteral("connect")));
    layout->addWidget(m_path, 0, Qt::AlignLeft);
}

void ConnectionForm::setConnection(const ConnectionId& id)
{
    const bool isOther = id != m_id;
    if (isOther && !m_id.empty())
        m_properties->commit();
    m_id = id;
    refresh(isOther ? PropertyEditor::Typed::Drop : PropertyEditor::Typed::Keep);
}

void ConnectionForm::setAnalysis(const AnalysisPointer& analysis)
{
    m_analysis = analysis;
    showVerdict();
}

void ConnectionForm::refresh(PropertyEditor::Typed typed)
{
    const Architecture& architecture = m_controller.architecture();
    const Connection* connection = architecture.find(m_id);
    if (connection == nullptr)
        return;
    m_kind->setText(tr("Connection: %1").arg(kindInWords(connection->kind)));
    const auto link = [&](const ResourceId& id) {
        return QStringLiteral("<a href=\"%1\">%2</a>")
            .arg(toQString(id.value()).toHtmlEscaped(),
                 nameOfResource(architecture, id.value()).toHtmlEscaped());
    };
    m_ends->setText(tr("From %1 to %2").arg(link(connection->from), link(connection->to)));
    m_properties->setReadOnly(m_controller.isReadOnly());
    m_properties->display(
        [&](const Property& property) {
            const auto set = connection->properties.find(property.name);
            const bool isSet = set != connection->properties.end();
            return ShownValue{isSet ? *set : property.defaultValue, !isSet, false};
        },
        typed);
    m_properties->setVisible(connection->kind == ConnectionKind::Traffic);
    showVerdict();
}

void ConnectionForm::showVerdict()
{
    const auto found = m_analysis != nullptr ? m_analysis->traces.find(m_id)
                                             : decltype(m_analysis->traces.find(m_id)){};
    const bool isKnown = m_analysis != nullptr && found != m_analysis->traces.end();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_verdictIcon, m_verdict, m_path})
        widget->setVisible(isKnown);
    m_reason->setVisible(false);
    if (!isKnown)
        return;
    const Trace& trace = *found->second;
    QString words;
    QString icon;
    QColor color;
    describe(trace.verdict, words, icon, color);
    m_verdict->setText(words);
    m_verdictIcon->setPixmap(coloredIcon(icon, color).pixmap(QSize(18, 18), devicePixelRatioF()));
    QStringList reasons;
    if (trace.verdict == Verdict::Unknown)
        reasons.append(translated(trace.reason));
    for (const Block& block : trace.blockedBy)
        reasons.append(translated(block.message));
    m_reason->setText(reasons.join(QLatin1Char('\n')));
    m_reason->setVisible(!m_reason->text().isEmpty());
}

void ConnectionForm::set(const Property& property, const std::optional<Json>& value)
{
    const Edit edit{SetConnectionProperty{m_id, property.name, value}};
    if (!m_controller.apply(edit, MODEL_TEXT("Edit", "Change %1").with(property.label)))
        refresh(PropertyEditor::Typed::Drop);
}

} // namespace skydraft
