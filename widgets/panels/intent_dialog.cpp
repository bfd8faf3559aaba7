// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/intent_dialog.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStringListModel>
#include <QVBoxLayout>

#include "model/architecture/integrity.h"
#include "model/architecture/names.h"
#include "widgets/common/language.h"
#include "widgets/panels/intent_words.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/style_flags.h"

#include <algorithm>
#include <array>
#include <set>

namespace skydraft {

namespace {

constexpr std::array kinds{IntentKind::Never, IntentKind::Reaches, IntentKind::Through};

QString offeredName(const Architecture& architecture, const Resource& resource)
{
    const auto meant = resolve(architecture, resource.name);
    return toQString(meant && *meant == resource.id ? resource.name : resource.id.value());
}

} // namespace

QStringList selectorOffers(const DocumentController& controller)
{
    const Architecture& architecture = controller.architecture();
    std::set<QString> names;
    std::set<QString> sets;
    for (const auto& resource : architecture.resources()) {
        const QString name = offeredName(architecture, *resource);
        names.insert(name);
        sets.insert(QStringLiteral("type:") + toQString(resource->type));
        if (controller.catalogue().typeOrGeneric(resource->type).shape == Shape::Frame)
            sets.insert(QStringLiteral("in:") + name);
        const auto tags = resource->properties.find("tags");
        if (tags == resource->properties.end() || !tags->is_object())
            continue;
        for (const auto& [key, value] : tags->items())
            if (value.is_string())
                sets.insert(QStringLiteral("tag:%1=%2")
                                .arg(toQString(key), toQString(value.get<std::string>())));
    }
    QStringList offers{QStringLiteral("internet")};
    offers.append(QStringList(names.begin(), names.end()));
    offers.append(QStringList(sets.begin(), sets.end()));
    return offers;
}

IntentDialog::IntentDialog(const DocumentController& controller, const Intent& intent,
                           QWidget* parent)
    : QDialog(parent)
    , m_intent(intent)
    , m_name(new QLineEdit(this))
    , m_kind(new QComboBox(this))
    , m_from(makeSelectorField(selectorOffers(controller)))
    , m_to(makeSelectorField(selectorOffers(controller)))
    , m_through(makeSelectorField(selectorOffers(controller)))
    , m_throughLabel(new QLabel(tr("T&hrough"), this))
    , m_protocol(new QComboBox(this))
    , m_port(new QLineEdit(this))
    , m_message(new QLabel(this))
{
    setObjectName(QStringLiteral("intentDialog"));
    setWindowTitle(tr("Intent"));
    for (const IntentKind kind : kinds)
        m_kind->addItem(kindInWords(kind));
    m_protocol->addItem(tr("Any"), QString());
    for (const char* protocol : {"tcp", "udp", "icmp"})
        m_protocol->addItem(QString::fromLatin1(protocol).toUpper(), QString::fromLatin1(protocol));
    connect(m_kind, &QComboBox::currentIndexChanged, this, &IntentDialog::showKind);
    connect(m_protocol, &QComboBox::currentIndexChanged, this, [this] {
        m_port->setEnabled(m_protocol->currentData().toString() != QLatin1String("icmp"));
    });
    layOut();
    fill();
}

QLineEdit* IntentDialog::makeSelectorField(const QStringList& offers)
{
    auto* field = new QLineEdit(this);
    auto* completer = new QCompleter(offers, field);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    field->setCompleter(completer);
    field->setPlaceholderText(tr("A resource, internet, type:…, tag:key=value or in:…"));
    return field;
}

void IntentDialog::layOut()
{
    auto* form = new QFormLayout;
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&From"), m_from);
    form->addRow(tr("&Promise"), m_kind);
    form->addRow(tr("&To"), m_to);
    m_throughLabel->setBuddy(m_through);
    form->addRow(m_throughLabel, m_through);
    auto* packet = new QHBoxLayout;
    packet->addWidget(m_protocol);
    m_port->setPlaceholderText(tr("Any port"));
    m_port->setAccessibleName(tr("Port"));
    packet->addWidget(m_port, 1);
    auto* packetLabel = new QLabel(tr("P&rotocol and port"), this);
    packetLabel->setBuddy(m_protocol);
    form->addRow(packetLabel, packet);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    setStyleRole(m_message, QStringLiteral("error"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("OK"));
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &IntentDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_message);
    layout->addStretch();
    layout->addWidget(buttons);
    setMinimumWidth(480);
}

void IntentDialog::fill()
{
    m_name->setText(toQString(m_intent.name));
    m_from->setText(toQString(m_intent.from));
    m_to->setText(toQString(m_intent.to));
    m_through->setText(toQString(m_intent.through));
    m_kind->setCurrentIndex(static_cast<int>(m_intent.kind));
    m_protocol->setCurrentIndex(std::max(0, m_protocol->findData(toQString(m_intent.protocol))));
    if (m_intent.port)
        m_port->setText(QString::number(*m_intent.port));
    m_message->hide();
    showKind();
}

void IntentDialog::showKind()
{
    const bool isThrough =
        kinds[static_cast<std::size_t>(m_kind->currentIndex())] == IntentKind::Through;
    m_through->setVisible(isThrough);
    m_throughLabel->setVisible(isThrough);
}

Intent IntentDialog::entered() const
{
    const auto textOf = [](const QLineEdit* field) {
        return field->text().trimmed().toStdString();
    };
    Intent intent = m_intent; // what this version does not know stays
    intent.name = textOf(m_name);
    intent.kind = kinds[static_cast<std::size_t>(m_kind->currentIndex())];
    intent.from = textOf(m_from);
    intent.to = textOf(m_to);
    intent.through = intent.kind == IntentKind::Through ? textOf(m_through) : std::string();
    intent.protocol = m_protocol->currentData().toString().toStdString();
    intent.port.reset();
    const QString port = m_port->text().trimmed();
    bool isNumber = false;
    const qlonglong number = port.toLongLong(&isNumber);
    if (m_port->isEnabled() && !port.isEmpty())
        intent.port = isNumber ? number : -1;
    return intent;
}

void IntentDialog::accept()
{
    const Intent intent = entered();
    QString problem;
    if (intent.port && (*intent.port < 0 || *intent.port > 65535))
        problem = tr("The port is a number from 0 to 65535.");
    else if (intent.kind == IntentKind::Through && intent.through.empty())
        problem = tr("Say what the packets must pass.");
    else if (const auto checked = checkIntent(intent, {}); !checked)
        problem = translated(checked.error().message);
    m_message->setText(problem);
    m_message->setVisible(!problem.isEmpty());
    if (!problem.isEmpty())
        return;
    m_intent = intent;
    QDialog::accept();
}

} // namespace skydraft
