// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "model/architecture/architecture.h"
#include "widgets/session/played_run.h"

#include <vector>

namespace skydraft {

/// One line of a CSV file (RFC 4180): a field with a comma, a quote or a line break is quoted. A
/// text that a spreadsheet would take for a formula gets an apostrophe before it.
QString csvLine(const QStringList& fields);

/// Runs as CSV: a row for each run and sample, a column for each figure and resource. Numbers as
/// programs write them, whatever the language.
QString runsAsTable(const std::vector<RunPointer>& runs, const Architecture& architecture);

} // namespace skydraft
