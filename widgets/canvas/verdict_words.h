// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include "widgets/canvas/scene.h"

namespace skydraft {

/// What the newest analysis says, in words: for tool tips, the key and screen readers.
class VerdictWords
{
    Q_DECLARE_TR_FUNCTIONS(skydraft::VerdictWords)

public:
    static QString ofMark(NodeMark mark);
    static QString ofVerdict(ConnectorVerdict verdict);

    /// Name, verdict and the reasons for it, as rich text.
    static QString toolTip(const Scene& scene, const Analysis& analysis, const ResourceId& id);
    static QString toolTip(const Scene& scene, const Analysis& analysis, const ConnectionId& id);
};

} // namespace skydraft
