// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/property_editor.h"

#include "model/catalogue/property_check.h"
#include "widgets/common/language.h"

namespace skydraft {

PropertyEditor::PropertyEditor(const Property& property, const DocumentController& controller,
                               QWidget* parent)
    : QWidget(parent)
    , m_property(property)
    , m_controller(controller)
{
    setObjectName(toQString(property.name));
}

void PropertyEditor::display(const ShownValue& shown, Typed typed)
{
    const bool isSame = m_shown == shown;
    m_shown = shown;
    if (!isSame || typed == Typed::Drop)
        setProblem({});
    showValue(shown, isSame ? typed : Typed::Drop);
}

void PropertyEditor::setLabel(const QString& label)
{
    setAccessibleName(label);
    if (focusProxy() != nullptr)
        focusProxy()->setAccessibleName(label);
}

bool PropertyEditor::submit(const Json& value)
{
    if (const auto checked = checkValue(m_property, value, {}); !checked) {
        setProblem(translated(checked.error().message));
        return false;
    }
    setProblem({});
    if (m_shown.isMixed || m_shown.value != value)
        emit edited(value);
    return true;
}

void PropertyEditor::setProblem(const QString& problem)
{
    if (m_problem == problem)
        return;
    m_problem = problem;
    emit remarksChanged();
}

void PropertyEditor::setHint(const QString& hint)
{
    if (m_hint == hint)
        return;
    m_hint = hint;
    emit remarksChanged();
}

} // namespace skydraft
