// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/drawing_form.h"

#include <QVBoxLayout>

#include "widgets/common/language.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/style_flags.h"

#include <map>

namespace skydraft {

DrawingForm::DrawingForm(DocumentController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_heading(new QLabel(this))
    , m_title(new QLineEdit(this))
    , m_counts(new QLabel(this))
    , m_hint(new QLabel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 10);
    layout->setSpacing(8);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_heading, m_title, m_counts, m_hint})
        layout->addWidget(widget);
    layout->addStretch();
    setStyleRole(m_heading, QStringLiteral("title"));
    setStyleRole(m_hint, QStringLiteral("help"));
    m_counts->setWordWrap(true);
    m_hint->setWordWrap(true);
    m_title->setAccessibleName(tr("Title of the drawing"));
    m_title->setPlaceholderText(tr("Untitled drawing"));
    connect(m_title, &QLineEdit::editingFinished, this, &DrawingForm::setTitle);
}

/// A long title is read from its beginning.
void DrawingForm::showFromStart(QLineEdit* line, const QString& text)
{
    if (line->text() == text)
        return;
    line->setText(text);
    line->setCursorPosition(0);
}

QString DrawingForm::countTypes() const
{
    std::map<QString, int> counts;
    for (const ResourceId& id : m_controller.selectedResources())
        if (const Resource* resource = m_controller.architecture().find(id))
            ++counts[localized(m_controller.catalogue().typeOrGeneric(resource->type).name)];
    QStringList lines;
    for (const auto& [name, count] : counts)
        lines.append(tr("%1 × %2").arg(count).arg(name));
    if (const auto lineCount = m_controller.selectedConnections().size(); lineCount > 0)
        lines.append(tr("%n connection(s)", nullptr, static_cast<int>(lineCount)));
    return lines.join(QLatin1Char('\n'));
}

void DrawingForm::refresh()
{
    const Architecture& architecture = m_controller.architecture();
    const auto selected =
        m_controller.selectedResources().size() + m_controller.selectedConnections().size();
    const bool isDrawing = selected == 0;
    m_heading->setText(isDrawing ? tr("Drawing") : tr("%1 things selected").arg(selected));
    m_title->setVisible(isDrawing);
    m_title->setReadOnly(m_controller.isReadOnly());
    if (!m_title->isModified())
        showFromStart(m_title, toQString(architecture.title()));
    m_title->setModified(m_title->isModified() && isDrawing);
    m_counts->setText(isDrawing ? tr("Resources: %1\nConnections: %2\nScenarios: %3")
                                      .arg(architecture.resources().size())
                                      .arg(architecture.connections().size())
                                      .arg(architecture.scenarios().size())
                                : countTypes());
    m_hint->setText(isDrawing ? tr("Select a resource or a connection to see and change its "
                                   "properties.")
                              : tr("Select things of one type to change them together."));
}

void DrawingForm::setTitle()
{
    if (!m_title->isModified())
        return;
    m_title->setModified(false);
    const std::string title = m_title->text().trimmed().toStdString();
    if (title != m_controller.architecture().title())
        m_controller.apply(Edit{SetTitle{title}}, MODEL_TEXT("Edit", "Change the title"));
    refresh();
}

} // namespace skydraft
