// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableWidget>
#include <QToolButton>

#include "widgets/inspector/property_editor.h"

#include <vector>

namespace skydraft {

class PropertyRow;

/// A list of objects (rules, routes, listeners) as a table; the fields of the chosen row are edited
/// in a form below it. Every change emits the whole list.
class ListEditor : public PropertyEditor
{
    Q_OBJECT

public:
    ListEditor(const Property& property, const DocumentController& controller, QWidget* parent);

    void commit() override;
    void setReadOnly(bool isReadOnly) override;
    void setLabel(const QString& label) override;
    bool needsWholeWidth() const override { return true; }

    QTableWidget* table() const { return m_table; }
    const std::vector<PropertyRow*>& rows() const { return m_rows; }
    QToolButton* addButton() const { return m_add; }
    QToolButton* removeButton() const { return m_remove; }
    QToolButton* upButton() const { return m_up; }
    QToolButton* downButton() const { return m_down; }

protected:
    void showValue(const ShownValue& shown, Typed typed) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QToolButton* makeButton(const QString& icon, const QString& words);
    void makeTable();
    void fillTable(const Json& entries);
    void showEntry(PropertyEditor::Typed typed);
    void fitTable();
    void enableButtons();
    void add();
    void remove();
    void move(int by);
    void change(const Property& field, const Json& value);
    Json entries() const;
    int current() const { return m_table->currentRow(); }

    QTableWidget* m_table;
    QToolButton* m_add;
    QToolButton* m_remove;
    QToolButton* m_up;
    QToolButton* m_down;
    QWidget* m_form;
    std::vector<PropertyRow*> m_rows;
    int m_shownRow = -1;
    bool m_isReadOnly = false;
};

} // namespace skydraft
