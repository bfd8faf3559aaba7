// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QWidget>

namespace skydraft {

class DocumentController;

/// What stands in the inspector while nothing is selected: the drawing's title and what is on it;
/// or, with things of several types selected, how many there are.
class DrawingForm : public QWidget
{
    Q_OBJECT

public:
    DrawingForm(DocumentController& controller, QWidget* parent);

    void refresh();
    QLineEdit* titleField() const { return m_title; }
    QString counts() const { return m_counts->text(); }

private:
    void setTitle();
    static void showFromStart(QLineEdit* line, const QString& text);
    QString countTypes() const;

    DocumentController& m_controller;
    QLabel* m_heading;
    QLineEdit* m_title;
    QLabel* m_counts;
    QLabel* m_hint;
};

} // namespace skydraft
