// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <string>

namespace skydraft {

/// The title of a group of properties ("network") in the current language.
QString groupTitle(const std::string& group);

/// The groups in the order in which the inspector shows them; unknown ones come behind.
QStringList groupOrder();

/// "ms", "/s", "GiB": a unit as it stands behind a field.
QString unitInWords(const std::string& unit);

} // namespace skydraft
