// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>

#include "model/architecture/suppression.h"
#include "model/rules/finding.h"

namespace skydraft {

enum class SuppressionScope
{
    Resource,
    Drawing
};

/// Asks why a finding is accepted, and whether about its resource or in the whole drawing. There is
/// no suppression without a reason.
class SuppressDialog : public QDialog
{
    Q_OBJECT

public:
    /// `resource` is its name for people; empty where the finding is about the drawing as a whole.
    SuppressDialog(const Finding& finding, const QString& resource, SuppressionScope scope,
                   QWidget* parent);

    /// What is entered.
    Suppression suppression() const;

    QLineEdit* reasonField() const { return m_reason; }
    QRadioButton* drawingChoice() const { return m_drawing; }

private:
    SuppressionKey m_key;
    QLineEdit* m_reason;
    QRadioButton* m_resource;
    QRadioButton* m_drawing;
};

} // namespace skydraft
