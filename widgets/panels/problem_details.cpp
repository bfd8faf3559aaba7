// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/problem_details.h"

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
    if (finding->suppression)
        why = tr("Suppressed: %1").arg(toQString(*finding->suppression)) + QLatin1Char('\n') + why;
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
    if (finding->suppression) {
        connect(addButton(QStringLiteral("restoreButton"), actionIcon(QStringLiteral("undo")),
                          tr("Report it again")),
                &QPushButton::clicked, this, &ProblemDetails::restoreRequested);
        return;
    }
    for (const Fix& fix : finding->fixes) {
        auto* button = addButton(QStringLiteral("fixButton"), actionIcon(QStringLiteral("repair")),
                                 translated(fix.title));
        connect(button, &QPushButton::clicked, this, [this, fix] { emit fixRequested(fix); });
        if (m_preview != nullptr)
            m_preview->watch(button, fix.edit);
    }
    connect(addButton(QStringLiteral("suppressButton"), {}, tr("Suppress…")), &QPushButton::clicked,
            this, &ProblemDetails::suppressRequested);
}

QPushButton* ProblemDetails::addButton(const QString& name, const QIcon& icon, const QString& words)
{
    auto* button = new QPushButton(icon, words, m_buttons);
    button->setObjectName(name);
    button->setToolTip(words);
    m_buttons->layout()->addWidget(button);
    m_buttons->layout()->setAlignment(button, Qt::AlignLeft);
    return button;
}

} // namespace skydraft
