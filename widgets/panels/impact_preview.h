// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QLabel>
#include <QTimer>

#include "model/architecture/edit.h"

#include <map>

namespace skydraft {

class DocumentController;
class ReachRunner;

/// Says what an edit would open and close while the pointer or the keyboard is at its button.
class ImpactPreview : public QLabel
{
    Q_OBJECT

public:
    ImpactPreview(DocumentController& controller, ReachRunner& runner, QWidget* parent);

    /// The button's edit; forgotten with the button.
    void watch(QAbstractButton* button, const Edit& edit);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void show(const QObject* button);
    void ask();

    DocumentController& m_controller;
    ReachRunner& m_runner;
    std::map<const QObject*, Edit> m_edits;
    const QObject* m_shown = nullptr;
    QTimer m_ask; // passing over a button asks nothing
};

} // namespace skydraft
