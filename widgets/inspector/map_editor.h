// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/inspector/texts_editor.h"

namespace skydraft {

/// Text to text (tags), one "name = value" a line.
class MapEditor : public TextsEditor
{
    Q_OBJECT

public:
    using TextsEditor::TextsEditor;

protected:
    Json valueFrom(const QStringList& lines) override;
    QStringList linesOf(const Json& value) const override;
};

} // namespace skydraft
