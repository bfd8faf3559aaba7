// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/trace_request_bar.h"

#include <QCompleter>
#include <QMenu>

#include "model/architecture/names.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/style_flags.h"

#include <algorithm>

namespace skydraft {

namespace {

constexpr int wideFrom = 620;

const QString& internetKey()
{
    static const QString key = QStringLiteral("\x01internet");
    return key;
}

} // namespace

bool mayBeEnd(NetworkRole role)
{
    switch (role) {
    case NetworkRole::Interface:
    case NetworkRole::Balancer:
    case NetworkRole::Clients:
    case NetworkRole::OnPremises:
    case NetworkRole::PublicService:
    case NetworkRole::Cdn:
    case NetworkRole::ScalingGroup:
    case NetworkRole::TargetGroup:
    case NetworkRole::Endpoint:
    case NetworkRole::NatGateway:
        return true;
    default:
        return false;
    }
}

TraceRequestBar::TraceRequestBar(const DocumentController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_fromLabel(new QLabel(this))
    , m_from(makeEndBox())
    , m_toLabel(new QLabel(this))
    , m_to(makeEndBox())
    , m_protocol(new QComboBox(this))
    , m_portLabel(new QLabel(this))
    , m_port(new QLineEdit(this))
    , m_trace(new QPushButton(this))
    , m_reach(new QToolButton(this))
    , m_message(new QLabel(this))
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(6);
    m_grid->setVerticalSpacing(4);
    arrange(false);
    m_protocol->addItem(QStringLiteral("TCP"), static_cast<int>(Protocol::Tcp));
    m_protocol->addItem(QStringLiteral("UDP"), static_cast<int>(Protocol::Udp));
    m_protocol->addItem(QStringLiteral("ICMP"), static_cast<int>(Protocol::Icmp));
    m_protocol->addItem({}, static_cast<int>(Protocol::Any));
    m_port->setPlaceholderText(QStringLiteral("443"));
    m_port->setMaximumWidth(80);
    m_fromLabel->setBuddy(m_from);
    m_toLabel->setBuddy(m_to);
    m_portLabel->setBuddy(m_port);
    m_trace->setIcon(actionIcon(QStringLiteral("connect")));
    m_message->setWordWrap(true);
    m_message->hide();
    setStyleRole(m_message, QStringLiteral("error"));
    m_reach->setIcon(actionIcon(QStringLiteral("search")));
    m_reach->setPopupMode(QToolButton::InstantPopup);
    m_reach->setFocusPolicy(Qt::StrongFocus);
    m_reach->setMenu(new QMenu(m_reach));
    connect(m_reach->menu(), &QMenu::aboutToShow, this, &TraceRequestBar::fillReachMenu);
    connect(m_trace, &QPushButton::clicked, this, &TraceRequestBar::request);
    connect(m_port, &QLineEdit::returnPressed, this, &TraceRequestBar::request);
    connect(m_protocol, &QComboBox::currentIndexChanged, this, [this] {
        const auto protocol = static_cast<Protocol>(m_protocol->currentData().toInt());
        m_port->setEnabled(protocol == Protocol::Tcp || protocol == Protocol::Udp);
    });
    retranslate();
}

/// One row where there is room for it, otherwise one for each end.
void TraceRequestBar::arrange(bool isWide)
{
    m_isWide = isWide;
    while (QLayoutItem* item = m_grid->takeAt(0))
        delete item; // the place, not the widget
    m_grid->addWidget(m_fromLabel, 0, 0);
    if (isWide) {
        int column = 1;
        for (QWidget* widget : std::initializer_list<QWidget*>{
                 m_from, m_toLabel, m_to, m_protocol, m_portLabel, m_port, m_trace, m_reach})
            m_grid->addWidget(widget, 0, column++);
        m_grid->addWidget(m_message, 1, 1, 1, 8);
    } else {
        m_grid->addWidget(m_from, 0, 1, 1, 5);
        m_grid->addWidget(m_toLabel, 1, 0);
        m_grid->addWidget(m_to, 1, 1, 1, 5);
        m_grid->addWidget(m_protocol, 2, 1);
        m_grid->addWidget(m_portLabel, 2, 2);
        m_grid->addWidget(m_port, 2, 3, Qt::AlignLeft);
        m_grid->addWidget(m_trace, 2, 4);
        m_grid->addWidget(m_reach, 2, 5);
        m_grid->addWidget(m_message, 3, 1, 1, 5);
    }
    m_grid->setColumnStretch(1, isWide ? 1 : 0);
    m_grid->setColumnStretch(3, 1);
}

void TraceRequestBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (const bool isWide = width() >= wideFrom; isWide != m_isWide)
        arrange(isWide);
}

QComboBox* TraceRequestBar::makeEndBox()
{
    auto* box = new QComboBox(this);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    box->completer()->setFilterMode(Qt::MatchContains);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    return box;
}

void TraceRequestBar::retranslate()
{
    m_fromLabel->setText(tr("From"));
    m_toLabel->setText(tr("To"));
    m_portLabel->setText(tr("Port"));
    m_trace->setText(tr("Trace"));
    m_trace->setIcon(actionIcon(QStringLiteral("connect"))); // in the colours of now
    m_reach->setIcon(actionIcon(QStringLiteral("search")));
    m_reach->setToolTip(tr("Who reaches whom"));
    m_reach->setAccessibleName(tr("Who reaches whom"));
    m_protocol->setItemText(m_protocol->count() - 1, tr("Any"));
    m_from->setAccessibleName(tr("From"));
    m_to->setAccessibleName(tr("To"));
    m_protocol->setAccessibleName(tr("Protocol"));
    m_port->setAccessibleName(tr("Port"));
    const QString hint = tr("Resource or address");
    m_from->lineEdit()->setPlaceholderText(hint);
    m_to->lineEdit()->setPlaceholderText(hint);
    for (QComboBox* box : {m_from, m_to})
        if (box->count() > 0)
            box->setItemText(0, tr("Internet"));
    fillEnds();
}

void TraceRequestBar::fillEnds()
{
    std::vector<std::pair<QString, QString>> names; // words, id
    std::vector<std::string> icons;
    for (const auto& resource : m_controller.architecture().resources()) {
        const ServiceType& type = m_controller.catalogue().typeOrGeneric(resource->type);
        if (!mayBeEnd(type.role))
            continue;
        names.emplace_back(toQString(displayName(*resource)), toQString(resource->id.value()));
        icons.push_back(type.icon);
    }
    if (names == m_ends && m_from->count() > 0)
        return; // someone may be typing in them
    m_ends = names;
    fill(m_from, names, icons);
    fill(m_to, names, icons);
}

void TraceRequestBar::fill(QComboBox* box, const std::vector<std::pair<QString, QString>>& names,
                           const std::vector<std::string>& icons)
{
    const QString chosen = box->currentData().toString();
    const QString typed = box->currentText();
    box->clear();
    box->addItem(actionIcon(QStringLiteral("language")), tr("Internet"), internetKey());
    for (std::size_t i = 0; i < names.size(); ++i)
        box->addItem(typeIcon(icons[i]), names[i].first, names[i].second);
    const int place = chosen.isEmpty() ? -1 : box->findData(chosen);
    box->setCurrentIndex(place);
    if (place < 0)
        box->setEditText(chosen.isEmpty() ? typed : QString());
}

void TraceRequestBar::setFrom(const ResourceId& id)
{
    m_from->setCurrentIndex(m_from->findData(toQString(id.value())));
}

void TraceRequestBar::setTo(const ResourceId& id)
{
    m_to->setCurrentIndex(m_to->findData(toQString(id.value())));
}

void TraceRequestBar::setFlow(const ResourceId& from, const ResourceId& to, const Json& protocol,
                              const Json& port)
{
    fillEnds();
    setFrom(from);
    setTo(to);
    const auto known =
        protocol.is_string() ? protocolFrom(protocol.get<std::string>()) : std::nullopt;
    m_protocol->setCurrentIndex(
        m_protocol->findData(static_cast<int>(known.value_or(Protocol::Tcp))));
    m_port->setText(port.is_number_integer() ? QString::number(port.get<int>()) : QString());
}

void TraceRequestBar::setFlow(const Flow& flow)
{
    fillEnds();
    for (const auto& [box, end] : {std::pair(m_from, flow.from), std::pair(m_to, flow.to)}) {
        if (end.resource)
            box->setCurrentIndex(box->findData(toQString(end.resource->value())));
        else if (end.address)
            box->setEditText(toQString(end.address->toString()));
        else
            box->setCurrentIndex(box->findData(internetKey()));
    }
    m_protocol->setCurrentIndex(m_protocol->findData(static_cast<int>(flow.protocol)));
    m_port->setText(flow.port ? QString::number(*flow.port) : QString());
}

std::optional<FlowEnd> TraceRequestBar::endOf(const QComboBox* box) const
{
    const QString typed = box->currentText().trimmed();
    int place = box->currentIndex();
    if (place < 0 || box->itemText(place) != typed)
        place = box->findText(typed, Qt::MatchFixedString);
    if (place >= 0 && box->itemData(place).toString() == internetKey())
        return FlowEnd{.isInternet = true};
    if (place >= 0)
        return FlowEnd{.resource = ResourceId(box->itemData(place).toString().toStdString())};
    if (const auto address = IpAddress::parse(typed.toStdString()))
        return FlowEnd{.address = address};
    if (const auto id = resolve(m_controller.architecture(), typed.toStdString()))
        return FlowEnd{.resource = *id};
    return std::nullopt;
}

std::optional<Flow> TraceRequestBar::flow()
{
    QString problem;
    Flow flow;
    const auto from = endOf(m_from);
    const auto to = endOf(m_to);
    flow.protocol = static_cast<Protocol>(m_protocol->currentData().toInt());
    const QString port = m_port->text().trimmed();
    bool isNumber = false;
    const int number = port.toInt(&isNumber);
    if (!from)
        problem = tr("Choose where the packet starts: a resource, an address or the internet.");
    else if (!to)
        problem = tr("Choose where the packet goes: a resource, an address or the internet.");
    else if (m_port->isEnabled() && !port.isEmpty() && (!isNumber || number < 1 || number > 65535))
        problem = tr("The port is a number from 1 to 65535.");
    m_message->setText(problem);
    m_message->setVisible(!problem.isEmpty());
    if (!problem.isEmpty())
        return std::nullopt;
    flow.from = *from;
    flow.to = *to;
    if (m_port->isEnabled() && isNumber)
        flow.port = number;
    return flow;
}

void TraceRequestBar::fillReachMenu()
{
    QMenu& menu = *m_reach->menu();
    menu.clear();
    for (const QComboBox* box : {m_from, m_to}) {
        const auto end = endOf(box);
        if (!end || !end->resource)
            continue;
        const ResourceId id = *end->resource;
        const QString name = box->currentText();
        menu.addAction(tr("Who can reach %1?").arg(name), this,
                       [this, id] { emit whoReachesRequested(id); });
        menu.addAction(tr("What can %1 reach?").arg(name), this,
                       [this, id] { emit reachedFromRequested(id); });
    }
    if (menu.isEmpty())
        menu.addAction(tr("Choose a resource first"))->setEnabled(false);
}

void TraceRequestBar::request()
{
    if (const auto wanted = flow())
        emit traceRequested(*wanted);
}

} // namespace skydraft
