// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/suppress_dialog.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/common/language.h"
#include "widgets/theme/style_flags.h"

namespace skydraft {

SuppressDialog::SuppressDialog(const Finding& finding, const QString& resource,
                               SuppressionScope scope, QWidget* parent)
    : QDialog(parent)
    , m_key{finding.code, finding.resource}
    , m_reason(new QLineEdit(this))
    , m_resource(new QRadioButton(this))
    , m_drawing(new QRadioButton(this))
{
    setObjectName(QStringLiteral("suppressDialog"));
    setWindowTitle(tr("Suppress %1").arg(toQString(finding.code)));
    auto* message = new QLabel(translated(finding.message), this);
    message->setWordWrap(true);
    message->setTextFormat(Qt::PlainText);
    setStyleRole(message, QStringLiteral("help"));
    auto* label = new QLabel(tr("&Why is it acceptable?"), this);
    label->setBuddy(m_reason);
    m_reason->setPlaceholderText(tr("Shown to everyone who reads the drawing"));
    m_resource->setText(tr("Only about %1").arg(resource));
    m_drawing->setText(tr("In the whole drawing"));
    const bool hasResource = !finding.resource.empty();
    m_resource->setVisible(hasResource);
    (hasResource && scope == SuppressionScope::Resource ? m_resource : m_drawing)->setChecked(true);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    QPushButton* accept = buttons->button(QDialogButtonBox::Ok);
    accept->setText(tr("Suppress"));
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    const auto enable = [this, accept] {
        accept->setEnabled(!m_reason->text().trimmed().isEmpty());
    };
    enable();
    connect(m_reason, &QLineEdit::textChanged, this, enable);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* layout = new QVBoxLayout(this);
    for (QWidget* widget :
         std::initializer_list<QWidget*>{message, label, m_reason, m_resource, m_drawing})
        layout->addWidget(widget);
    layout->addStretch();
    layout->addWidget(buttons);
    setMinimumWidth(420);
    m_reason->setFocus();
}

Suppression SuppressDialog::suppression() const
{
    Suppression suppression{.id = m_key, .reason = m_reason->text().trimmed().toStdString()};
    if (m_drawing->isChecked())
        suppression.id.resource.reset();
    return suppression;
}

} // namespace skydraft
