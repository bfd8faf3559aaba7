// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>

#include "model/architecture/intent.h"

namespace skydraft {

class DocumentController;

/// Asks for an intent. Ends complete to what the drawing has: names, types, tags, frames. What a
/// document would refuse is said below the fields, and the dialog stays open.
class IntentDialog : public QDialog
{
    Q_OBJECT

public:
    /// `intent` is what is changed; its id is kept.
    IntentDialog(const DocumentController& controller, const Intent& intent, QWidget* parent);

    const Intent& intent() const { return m_intent; }

    QLineEdit* nameField() const { return m_name; }
    QLineEdit* fromField() const { return m_from; }
    QLineEdit* toField() const { return m_to; }
    QLineEdit* throughField() const { return m_through; }
    QLineEdit* portField() const { return m_port; }
    QComboBox* kindBox() const { return m_kind; }
    QComboBox* protocolBox() const { return m_protocol; }
    QString message() const { return m_message->text(); }

    void accept() override;

private:
    QLineEdit* makeSelectorField(const QStringList& offers);
    void layOut();
    void fill();
    void showKind();
    Intent entered() const;

    Intent m_intent;
    QLineEdit* m_name;
    QComboBox* m_kind;
    QLineEdit* m_from;
    QLineEdit* m_to;
    QLineEdit* m_through;
    QLabel* m_throughLabel;
    QComboBox* m_protocol;
    QLineEdit* m_port;
    QLabel* m_message;
};

/// What the drawing offers for a selector: the internet, names of resources (ids where a name is
/// not unique), "type:…", "tag:…=…" and "in:…".
QStringList selectorOffers(const DocumentController& controller);

} // namespace skydraft
