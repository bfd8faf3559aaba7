// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rules/intents.h"
#include "widgets/panels/hop_words.h"

namespace skydraft {

Sign signOf(IntentStatus status);

/// "never reaches", "reaches", "reaches only through"
QString kindInWords(IntentKind kind);

/// "internet never reaches tag:tier=data (tcp 3306)"
QString inWords(const Intent& intent);

} // namespace skydraft
