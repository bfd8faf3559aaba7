// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "model/base/json.h"
#include "model/catalogue/service_type.h"

namespace skydraft {

class DocumentController;

/// What an editor shows.
struct ShownValue
{
    Json value{};
    bool isDefault = false; ///< nothing is set, the catalogue's default applies
    bool isMixed = false;   ///< several resources are selected and they differ

    bool operator==(const ShownValue&) const = default;
};

/// Edits one value of a property or of a field. It changes nothing by itself: what a person enters
/// is checked as the document would check it, and either edited() is emitted or problem() says why
/// not. Editors of objects and lists are made of further editors and emit the whole value.
class PropertyEditor : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive the editor.
    PropertyEditor(const Property& property, const DocumentController& controller, QWidget* parent);

    const Property& property() const { return m_property; }
    const ShownValue& shown() const { return m_shown; }

    /// Shows a value of the document. Text that is being typed stays where the value is the same as
    /// before; `Typed::Drop` shows the value in any case.
    enum class Typed
    {
        Keep,
        Drop
    };
    void display(const ShownValue& shown, Typed typed = Typed::Keep);

    /// Applies what was typed and not yet applied.
    virtual void commit() {}
    virtual void setReadOnly(bool isReadOnly) { setEnabled(!isReadOnly); }
    /// The name by which screen readers call it.
    virtual void setLabel(const QString& label);
    /// A table or a nested form stands below its label, a field beside it.
    virtual bool needsWholeWidth() const { return false; }

    /// Why what was entered cannot be applied; empty where nothing is wrong.
    const QString& problem() const { return m_problem; }
    /// A remark on the value, e.g. how many addresses a block has.
    const QString& hint() const { return m_hint; }

signals:
    void edited(const skydraft::Json& value);
    void remarksChanged();

protected:
    virtual void showValue(const ShownValue& shown, Typed typed) = 0;

    const DocumentController& controller() const { return m_controller; }
    /// Checks and emits. False, with a problem set, where the value cannot stand here.
    bool submit(const Json& value);
    void setProblem(const QString& problem);
    void setHint(const QString& hint);

private:
    const Property& m_property;
    const DocumentController& m_controller;
    ShownValue m_shown;
    QString m_problem;
    QString m_hint;
};

/// The editor for the property's type; every type has one.
PropertyEditor* makePropertyEditor(const Property& property, const DocumentController& controller,
                                   QWidget* parent);

} // namespace skydraft
