// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/recovery_dialog.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace skydraft {

RecoveryDialog::RecoveryDialog(AbandonedJournals abandoned, QWidget* parent)
    : QDialog(parent)
    , m_abandoned(std::move(abandoned))
    , m_heading(new QLabel(this))
    , m_list(new QListWidget(this))
    , m_setAside(new QLabel(this))
{
    setObjectName(QStringLiteral("recoveryDialog"));
    auto* buttons = new QDialogButtonBox(this);
    m_recover = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_discard = buttons->addButton(QString(), QDialogButtonBox::DestructiveRole);
    m_later = buttons->addButton(QString(), QDialogButtonBox::RejectRole);
    m_recover->setObjectName(QStringLiteral("recover"));
    m_discard->setObjectName(QStringLiteral("discard"));
    m_later->setObjectName(QStringLiteral("later"));
    m_recover->setDefault(true);
    m_heading->setWordWrap(true);
    m_setAside->setWordWrap(true);
    m_setAside->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_heading);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_setAside);
    layout->addWidget(buttons);
    resize(520, 320);

    connect(m_recover, &QPushButton::clicked, this, &RecoveryDialog::recoverCurrent);
    connect(m_discard, &QPushButton::clicked, this, &RecoveryDialog::discardCurrent);
    connect(m_later, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_list, &QListWidget::itemActivated, this, &RecoveryDialog::recoverCurrent);
    retranslate();
}

void RecoveryDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void RecoveryDialog::retranslate()
{
    setWindowTitle(tr("Recover unsaved drawings"));
    m_heading->setText(tr("Skydraft was closed before these drawings were saved."));
    m_recover->setText(tr("&Recover"));
    m_discard->setText(tr("&Discard"));
    m_later->setText(tr("&Later"));
    m_setAside->setVisible(!m_abandoned.setAside.isEmpty());
    m_setAside->setText(tr("These could not be read and were kept:\n%1")
                            .arg(m_abandoned.setAside.join(QStringLiteral("\n"))));
    fillList();
}

void RecoveryDialog::fillList()
{
    const int row = std::max(0, m_list->currentRow());
    m_list->clear();
    for (const AbandonedJournal& journal : m_abandoned.journals) {
        const QString file = QFileInfo(journal.documentPath).fileName();
        const QString name = !file.isEmpty()            ? file
                             : !journal.title.isEmpty() ? journal.title
                                                        : tr("Untitled");
        const QString when = QLocale().toString(journal.lastEdit, QLocale::ShortFormat);
        auto* item = new QListWidgetItem(
            tr("%1\n%2, unsaved steps: %3").arg(name, when).arg(journal.edits), m_list);
        item->setToolTip(journal.documentPath);
    }
    m_list->setCurrentRow(std::min(row, m_list->count() - 1));
    const bool hasJournals = !m_abandoned.journals.empty();
    m_list->setVisible(hasJournals);
    m_recover->setEnabled(hasJournals);
    m_discard->setEnabled(hasJournals);
}

void RecoveryDialog::recoverCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    const AbandonedJournal chosen = m_abandoned.journals[static_cast<std::size_t>(row)];
    accept();
    emit recoverRequested(chosen);
}

void RecoveryDialog::discardCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    const auto chosen = m_abandoned.journals.begin() + row;
    const auto answer = QMessageBox::question(this, tr("Discard the drawing?"),
                                              tr("Its unsaved changes cannot be brought back."));
    if (answer != QMessageBox::Yes)
        return;
    RecoveryJournal::discard(*chosen);
    m_abandoned.journals.erase(chosen);
    if (m_abandoned.journals.empty())
        accept();
    else
        fillList();
}

} // namespace skydraft
