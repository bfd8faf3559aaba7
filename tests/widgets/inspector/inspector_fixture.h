// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QInputMethodEvent>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/drawing.h"
#include "widgets/inspector/inspector_panel.h"
#include "widgets/inspector/property_row.h"
#include "widgets/inspector/resource_form.h"
#include "widgets/session/document_controller.h"

#include <algorithm>

namespace skydraft::testing {

/// An inspector on a drawing, shown, with some resources selected.
struct Inspected
{
    explicit Inspected(const Architecture& architecture, std::set<ResourceId> selected = {})
    {
        controller.reset(architecture);
        panel.resize(320, 700);
        panel.show();
        controller.select(std::move(selected));
    }

    template <class Editor>
    Editor* editor(std::string_view property) const
    {
        return qobject_cast<Editor*>(row(property)->editor());
    }
    PropertyRow* row(std::string_view property) const
    {
        return panel.resourceForm()->properties()->row(property);
    }
    /// What was set, as JSON text; "unset" where the default applies.
    std::string set(const char* id, const char* property) const
    {
        const Resource* resource = controller.architecture().find(ResourceId(id));
        const auto found = resource->properties.find(property);
        return found == resource->properties.end() ? "unset" : found->dump();
    }

    DocumentController controller{Catalogue::builtIn()};
    InspectorPanel panel{controller};
};

/// Replaces the text of a field as a person does, and leaves it with Enter.
inline void enter(QLineEdit* line, const QString& text)
{
    line->setFocus();
    line->selectAll();
    QTest::keyClick(line, Qt::Key_Delete);
    const bool isTypedDirectly =
        std::all_of(text.begin(), text.end(), [](QChar letter) { return letter.unicode() < 0x80; });
    if (isTypedDirectly) {
        QTest::keyClicks(line, text);
    } else {
        QInputMethodEvent composed; // as Korean comes from an input method
        composed.setCommitString(text);
        QCoreApplication::sendEvent(line, &composed);
    }
    QTest::keyClick(line, Qt::Key_Return);
}

} // namespace skydraft::testing
