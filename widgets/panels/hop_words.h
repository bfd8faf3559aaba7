// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

#include "model/network/trace.h"

namespace skydraft {

/// How a verdict or a decision is shown: word, symbol and colour together.
struct Sign
{
    QString words{};
    QString icon{};
    QColor color{};
};

Sign signOf(Verdict verdict);
Sign signOf(Decision decision);

/// "Security group", "Route table": the kind of a hop in the current language.
QString hopKindInWords(const std::string& kind);

/// "inbound", "outbound" or nothing.
QString directionInWords(const std::string& direction);

} // namespace skydraft
