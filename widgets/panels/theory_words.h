// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "model/architecture/architecture.h"
#include "widgets/session/estimate_runner.h"

namespace skydraft {

/// "M/M/c (Erlang C), exact".
QString formulaInWords(Formula formula);

/// What fills up first and how much more it carries; empty where nothing has a limit.
QString bottleneckInWords(const Estimate& estimate, const Architecture& architecture);

/// Who cannot get an answer or waits without limit, one sentence each; why a run may come to
/// something else. Empty where nothing is to be said.
QStringList limitsInWords(const Theory& theory, const Architecture& architecture);

/// What alone can stop all: resources and zones by name; empty: nothing can.
QString singlePointsInWords(const AvailabilityEstimate& availability,
                            const Architecture& architecture);

} // namespace skydraft
