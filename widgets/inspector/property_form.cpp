// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/property_form.h"

#include <QHash>
#include <QVBoxLayout>

#include "widgets/common/language.h"
#include "widgets/inspector/property_row.h"
#include "widgets/inspector/property_words.h"
#include "widgets/inspector/section.h"

#include <algorithm>

namespace skydraft {

namespace {

QHash<QString, bool>& foldedSections()
{
    static QHash<QString, bool> folded;
    return folded;
}

QStringList groupsOf(const std::vector<Property>& properties)
{
    QStringList groups = groupOrder();
    for (const Property& property : properties)
        if (!groups.contains(toQString(property.group)))
            groups.append(toQString(property.group));
    return groups;
}

} // namespace

PropertyForm::PropertyForm(const std::vector<Property>& properties,
                           const DocumentController& controller, Headings headings, QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(headings == Headings::Show ? 2 : 6);
    if (headings == Headings::Hide) {
        for (const Property& property : properties)
            addRow(property, controller, layout);
        return;
    }
    const QStringList groups = groupsOf(properties);
    for (const QString& group : groups) {
        Section* section = nullptr;
        for (const Property& property : properties) {
            if (property.isAdvanced || toQString(property.group) != group)
                continue;
            if (section == nullptr)
                section = addSection(group, groupTitle(property.group), false);
            addRow(property, controller, section->body());
        }
    }
    Section* advanced = nullptr;
    for (const Property& property : properties) {
        if (!property.isAdvanced)
            continue;
        if (advanced == nullptr)
            advanced = addSection(QStringLiteral("advanced"), tr("Advanced"), true);
        addRow(property, controller, advanced->body());
    }
}

Section* PropertyForm::addSection(const QString& key, const QString& title, bool isFolded)
{
    auto* section = new Section(title, this);
    section->setObjectName(QStringLiteral("section-") + key);
    section->setFolded(foldedSections().value(key, isFolded));
    connect(section, &Section::foldedChanged, this,
            [key](bool isFoldedNow) { foldedSections().insert(key, isFoldedNow); });
    layout()->addWidget(section);
    return section;
}

void PropertyForm::addRow(const Property& property, const DocumentController& controller,
                          QLayout* target)
{
    auto* row = new PropertyRow(property, controller, PropertyRow::Reset::WhenSet, this);
    target->addWidget(row);
    connect(row, &PropertyRow::edited, this,
            [this, &property](const Json& value) { emit edited(property, value); });
    connect(row, &PropertyRow::resetRequested, this,
            [this, &property] { emit resetRequested(property); });
    m_rows.push_back(row);
}

PropertyRow* PropertyForm::row(std::string_view name) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const PropertyRow* row) {
        return row->editor()->property().name == name;
    });
    return found == m_rows.end() ? nullptr : *found;
}

void PropertyForm::display(const ValueOf& valueOf, PropertyEditor::Typed typed)
{
    for (PropertyRow* row : m_rows)
        row->display(valueOf(row->editor()->property()), typed);
}

void PropertyForm::commit()
{
    for (PropertyRow* row : m_rows)
        row->editor()->commit();
}

void PropertyForm::setReadOnly(bool isReadOnly)
{
    for (PropertyRow* row : m_rows)
        row->setReadOnly(isReadOnly);
}

} // namespace skydraft
