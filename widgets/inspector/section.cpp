// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/section.h"

#include "widgets/common/type_icons.h"

namespace skydraft {

Section::Section(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_header(new QToolButton(this))
    , m_body(new QWidget(this))
    , m_bodyLayout(new QVBoxLayout(m_body))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_body);
    m_bodyLayout->setContentsMargins(0, 6, 0, 8);
    m_bodyLayout->setSpacing(6);
    m_header->setProperty("role", QStringLiteral("heading"));
    m_header->setText(title);
    m_header->setCheckable(true);
    m_header->setChecked(true);
    m_header->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_header->setIconSize({12, 12});
    m_header->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_header->setFocusPolicy(Qt::StrongFocus);
    connect(m_header, &QToolButton::toggled, this, [this](bool isOpen) {
        showState();
        emit foldedChanged(!isOpen);
    });
    showState();
}

void Section::setFolded(bool isFolded)
{
    m_header->setChecked(!isFolded);
}

void Section::showState()
{
    m_body->setVisible(!isFolded());
    m_header->setIcon(
        actionIcon(isFolded() ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down")));
    m_header->setAccessibleDescription(isFolded() ? tr("folded") : tr("open"));
}

} // namespace skydraft
