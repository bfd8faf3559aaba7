// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include "model/architecture/edit.h"
#include "widgets/inspector/property_form.h"

#include <vector>

namespace skydraft {

class DocumentController;

/// The properties of one resource, or of several of one type at once: what they have in common is
/// shown, and what is entered is set on all of them in one undoable step.
class ResourceForm : public QWidget
{
    Q_OBJECT

public:
    /// `type` must outlive the form.
    ResourceForm(DocumentController& controller, const ServiceType& type, QWidget* parent);

    const ServiceType& type() const { return m_type; }
    PropertyForm* properties() const { return m_properties; }
    QLineEdit* nameField() const { return m_name; }
    QLabel* idLabel() const { return m_id; }

    /// All of the form's type. Text that was typed for the resources before is applied to them.
    void setResources(std::vector<ResourceId> ids);
    /// Shows the drawing as it is now.
    void refresh(PropertyEditor::Typed typed = PropertyEditor::Typed::Keep);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeHeader();
    QWidget* makeIdLine();
    QLabel* makeHelp();
    std::vector<const Resource*> found() const;
    ShownValue shownOf(const Property& property) const;
    void refreshHeader(PropertyEditor::Typed typed);
    void set(const Property& property, const std::optional<Json>& value);
    void rename();
    void apply(std::vector<Edit> edits, const Text& title);

    DocumentController& m_controller;
    const ServiceType& m_type;
    std::vector<ResourceId> m_ids;
    QLabel* m_typeName;
    QLineEdit* m_name;
    QLabel* m_id;
    QToolButton* m_copy;
    PropertyForm* m_properties;
};

} // namespace skydraft
