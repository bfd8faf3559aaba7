// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QWidget>

#include "model/rules/finding.h"

namespace skydraft {

class ImpactPreview;

/// The whole message of one finding, why it matters, and a button for each of its fixes.
class ProblemDetails : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemDetails(QWidget* parent);

    /// Null shows nothing.
    void setFinding(const Finding* finding);
    /// Shows there what a fix would open and close; owned by this widget from now on.
    void setPreview(ImpactPreview* preview);

signals:
    void fixRequested(const skydraft::Fix& fix);
    void suppressRequested();
    /// To take the suppression back.
    void restoreRequested();

private:
    QPushButton* addButton(const QString& name, const QIcon& icon, const QString& words);

    QLabel* m_message;
    QLabel* m_why;
    QWidget* m_buttons;
    ImpactPreview* m_preview = nullptr;
};

} // namespace skydraft
