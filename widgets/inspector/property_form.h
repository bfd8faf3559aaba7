// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/inspector/property_editor.h"

#include <functional>
#include <vector>

namespace skydraft {

class PropertyRow;
class Section;

/// A row for each property of a list, in sections by group; advanced ones in a folded section at
/// the end. Which sections are folded is remembered for as long as the program runs.
class PropertyForm : public QWidget
{
    Q_OBJECT

public:
    enum class Headings
    {
        Show,
        Hide
    };

    /// The properties must outlive the form.
    PropertyForm(const std::vector<Property>& properties, const DocumentController& controller,
                 Headings headings, QWidget* parent);

    const std::vector<PropertyRow*>& rows() const { return m_rows; }
    /// Null where there is none of that name.
    PropertyRow* row(std::string_view name) const;

    /// Shows what `valueOf` says for each property.
    using ValueOf = std::function<ShownValue(const Property&)>;
    void display(const ValueOf& valueOf, PropertyEditor::Typed typed);
    void commit();
    void setReadOnly(bool isReadOnly);

signals:
    void edited(const skydraft::Property& property, const skydraft::Json& value);
    void resetRequested(const skydraft::Property& property);

private:
    Section* addSection(const QString& key, const QString& title, bool isFolded);
    void addRow(const Property& property, const DocumentController& controller, QLayout* layout);

    std::vector<PropertyRow*> m_rows;
};

} // namespace skydraft
