// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QGridLayout>
#include <QToolButton>

namespace skydraft {

/// Says what the marks and lines of the canvas mean. Stands in its lower left corner.
class VerdictKey : public QFrame
{
    Q_OBJECT

public:
    explicit VerdictKey(QWidget* canvas);

    /// Keeps its corner when the canvas has another size.
    void place();

signals:
    void closeRequested();

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void fill();

    QGridLayout* m_rows;
    QToolButton* m_close;
};

} // namespace skydraft
