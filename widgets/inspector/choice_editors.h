// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QComboBox>

#include "widgets/inspector/property_editor.h"

namespace skydraft {

/// A combo box in a scrolling form: the wheel scrolls the form unless the box has the focus.
class CalmComboBox : public QComboBox
{
    Q_OBJECT

public:
    explicit CalmComboBox(QWidget* parent = nullptr);

protected:
    void wheelEvent(QWheelEvent* event) override;
};

class BooleanEditor : public PropertyEditor
{
    Q_OBJECT

public:
    BooleanEditor(const Property& property, const DocumentController& controller, QWidget* parent);
    QCheckBox* box() const { return m_box; }

protected:
    void showValue(const ShownValue& shown, Typed typed) override;

private:
    QCheckBox* m_box;
};

/// A combo of values; applied as soon as one is chosen.
class ComboEditor : public PropertyEditor
{
    Q_OBJECT

public:
    ComboEditor(const Property& property, const DocumentController& controller, QWidget* parent);
    QComboBox* combo() const { return m_combo; }

protected:
    void addValue(const QString& words, const Json& value, const QIcon& icon = {});
    Json valueAt(int index) const;
    void clearValues();
    void showValue(const ShownValue& shown, Typed typed) override;

private:
    QComboBox* m_combo;
    std::vector<Json> m_values;
};

/// Yes, no, or null.
class ThreeWayEditor : public ComboEditor
{
    Q_OBJECT

public:
    ThreeWayEditor(const Property& property, const DocumentController& controller, QWidget* parent);
};

/// One of a closed list.
class ChoiceEditor : public ComboEditor
{
    Q_OBJECT

public:
    ChoiceEditor(const Property& property, const DocumentController& controller, QWidget* parent);
};

/// One of a list, or any other text.
class OpenChoiceEditor : public PropertyEditor
{
    Q_OBJECT

public:
    OpenChoiceEditor(const Property& property, const DocumentController& controller,
                     QWidget* parent);
    void commit() override;
    QComboBox* combo() const { return m_combo; }

protected:
    void showValue(const ShownValue& shown, Typed typed) override;

private:
    QString textOf(const Json& value) const;

    QComboBox* m_combo;
};

} // namespace skydraft
