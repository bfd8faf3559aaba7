// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/style_flags.h"

#include <QStyle>
#include <QVariant>
#include <QWidget>

#include "widgets/theme/theme.h"

namespace skydraft {

namespace {

void setAndPolish(QWidget* widget, const char* name, const QVariant& value)
{
    if (widget->property(name) == value)
        return;
    widget->setProperty(name, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace

void setStyleFlag(QWidget* widget, const char* flag, bool isOn)
{
    if (isOn || widget->property(flag).isValid())
        setAndPolish(widget, flag, isOn);
}

void setStyleRole(QWidget* widget, const QString& role)
{
    setAndPolish(widget, "role", role);
}

void setVisibleBoxes(QWidget* widget)
{
    constexpr int fusionShade = 140; // Fusion's outline is palette().window().darker(140)
    QPalette palette = widget->palette();
    const QColor wanted = theme().outline.lighter(fusionShade);
    if (palette.color(QPalette::Window) == wanted)
        return;
    palette.setColor(QPalette::Window, wanted);
    widget->setPalette(palette);
}

} // namespace skydraft
