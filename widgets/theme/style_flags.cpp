// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/style_flags.h"

#include <QStyle>
#include <QVariant>

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

} // namespace skydraft
