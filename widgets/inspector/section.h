// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>
#include <QVBoxLayout>
#include <QWidget>

namespace skydraft {

/// A titled part of a form that folds away.
class Section : public QWidget
{
    Q_OBJECT

public:
    explicit Section(const QString& title, QWidget* parent = nullptr);

    QVBoxLayout* body() const { return m_bodyLayout; }
    QString title() const { return m_header->text(); }
    bool isFolded() const { return m_header->isChecked() == false; }
    void setFolded(bool isFolded);

signals:
    void foldedChanged(bool isFolded);

private:
    void showState();

    QToolButton* m_header;
    QWidget* m_body;
    QVBoxLayout* m_bodyLayout;
};

} // namespace skydraft
