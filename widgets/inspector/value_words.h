// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "model/architecture/architecture.h"
#include "model/catalogue/service_type.h"

namespace skydraft {

/// The text of a field for a value of a simple type: "80", "10.0.0.0/16"; empty for null.
QString fieldText(const Json& value);

/// What a person typed as a value of the property's type. A text that is not one is kept as text,
/// so that the check can say what is wrong; nothing typed is null where that may be, else "".
Json valueFromField(const Property& property, const QString& text);

/// A value in words for tables and summaries: the label of a choice, the name of a resource.
QString valueInWords(const Property& property, const Json& value, const Architecture& architecture);

/// What a resource is called in lists: its name, or its id where it has none.
QString nameOfResource(const Architecture& architecture, const std::string& id);

} // namespace skydraft
