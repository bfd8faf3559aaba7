// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "widgets/session/recovery.h"

class QDialogButtonBox;
class QLabel;
class QListWidget;

namespace skydraft {

/// Offers the drawings that a killed program left behind: recover one, discard one, or decide
/// later.
class RecoveryDialog : public QDialog
{
    Q_OBJECT

public:
    RecoveryDialog(AbandonedJournals abandoned, QWidget* parent);

signals:
    /// The person wants this drawing back; the dialog has closed.
    void recoverRequested(const skydraft::AbandonedJournal& abandoned);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void fillList();
    void recoverCurrent();
    void discardCurrent();

    AbandonedJournals m_abandoned;
    QLabel* m_heading;
    QListWidget* m_list;
    QLabel* m_setAside;
    QPushButton* m_recover;
    QPushButton* m_discard;
    QPushButton* m_later;
};

} // namespace skydraft
