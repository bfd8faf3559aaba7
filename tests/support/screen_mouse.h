// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEventLoop>
#include <QProcess>
#include <QTest>
#include <QWidget>

namespace skydraft::testing {

/// The pointer and keyboard of the X display, moved by xdotool: every event goes through the X
/// server to the window, as a person's does, so that drag and drop, menus and focus are the
/// platform's own. The event loop of the test runs meanwhile.
class ScreenMouse
{
public:
    /// Moves there in steps, as a hand does: what is passed over is hovered.
    static void moveTo(const QPoint& screen) { run(stepsTo(screen)); }
    static void click(const QPoint& screen, int button = 1)
    {
        run(stepsTo(screen) + QStringList{"click", QString::number(button)});
    }
    static void drag(const QPoint& from, const QPoint& to)
    {
        QStringList words = stepsTo(from) + QStringList{"mousedown", "1"} + pause();
        for (int step = 1; step <= 8; ++step) {
            words += place(from + (to - from) * step / 8);
            words += pause();
        }
        run(words + pause() + QStringList{"mouseup", "1"});
    }
    static void giveFocus(const QWidget& window)
    {
        run({"windowfocus", QString::number(window.winId())});
    }
    /// To the focused widget of the active window.
    static void type(const QString& text) { run({"type", "--delay", "15", text}); }
    static void key(const QString& name) { run({"key", name}); }

    static QPoint middleOf(const QWidget& widget)
    {
        return widget.mapToGlobal(widget.rect().center());
    }

private:
    static QStringList place(const QPoint& at)
    {
        return {"mousemove", QString::number(at.x()), QString::number(at.y())};
    }
    static QStringList pause() { return {"sleep", "0.03"}; }
    static QStringList stepsTo(const QPoint& at)
    {
        return place(at - QPoint(4, 4)) + pause() + place(at) + pause();
    }
    static void run(const QStringList& words)
    {
        QProcess tool;
        QEventLoop loop;
        QObject::connect(&tool, &QProcess::finished, &loop, &QEventLoop::quit);
        QObject::connect(&tool, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
        tool.start(QStringLiteral("xdotool"), words);
        loop.exec();
        if (tool.exitStatus() != QProcess::NormalExit || tool.exitCode() != 0)
            qWarning("xdotool: %s", tool.readAllStandardError().constData());
        QTest::qWait(40); // the last event travels through the server
    }
};

} // namespace skydraft::testing
