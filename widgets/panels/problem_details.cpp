// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/problem_details.h"

#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/panels/impact_preview.h"
#include "widgets/theme/style_flags.h"

namespace skydraft {

ProblemDetails::ProblemDetails(QWidget* parent)
    : QWidget(parent)
    , m_message(new QLabel(this))
    , m_why(new QLabel(this))
    , m_buttons(new QWidget(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 6);
    layout->setSpacing(4);
    for (QLabel* label : {m_message, m_why}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        layout->addWidget(label);
    }
    setStyleRole(m_message, QStringLiteral("title"));
    setStyleRole(m_why, QStringLiteral("help"));
    layout->addWidget(m_buttons);
    auto* buttons = new QVBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(4);
    hide();
}

void ProblemDetails::setPreview(ImpactPreview* preview)
{
    m_preview = preview;
    layout()->addWidget(preview);
}

void ProblemDetails::setFinding(const Finding* finding)
{
    setVisible(finding != nullptr);
    // One of them may be the sender.
    for (QPushButton* button : m_buttons->findChildren<QPushButton*>()) {
        button->hide();
        button->setParent(nullptr);
        button->deleteLater();
    }
    if (finding == nullptr)
        return;
    m_message->setText(translated(finding->message));
    QString why = translated(finding->why);
    if (!finding->equivalents.empty()) {
        QStringList names;
        for (const std::string& name : finding->equivalents)
            names.append(toQString(name));
        const QString same =
            tr("The same rule elsewhere: %1").arg(names.join(QStringLiteral(", ")));
        why += why.isEmpty() ? same : QLatin1Char('\n') + same;
    }
    m_why->setText(why);
    m_why->setVisible(!why.isEmpty());
    for (const Fix& fix : finding->fixes) {
        auto* button =
            new QPushButton(actionIcon(QStringLiteral("repair")), translated(fix.title), m_buttons);
        button->setToolTip(button->text());
        m_buttons->layout()->addWidget(button);
        static_cast<QVBoxLayout*>(m_buttons->layout())->setAlignment(button, Qt::AlignLeft);
        connect(button, &QPushButton::clicked, this, [this, fix] { emit fixRequested(fix); });
        if (m_preview != nullptr)
            m_preview->watch(button, fix.edit);
    }
    m_buttons->setVisible(!finding->fixes.empty());
}

} // namespace skydraft
