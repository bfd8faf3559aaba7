// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeWidget>

#include "widgets/panels/simulation_words.h"

#include <vector>

namespace skydraft {

/// What happened in a run, line by line; the newest last. A double click or Enter goes to the
/// instant.
class SimulationEvents : public QTreeWidget
{
    Q_OBJECT

public:
    explicit SimulationEvents(QWidget* parent);

    void setEvents(const std::vector<SimulationEvent>& events);
    int count() const { return topLevelItemCount(); }
    void retranslate();

signals:
    void seekRequested(double seconds);

private:
    void refill();

    std::vector<SimulationEvent> m_events;
    QString m_shown;
};

} // namespace skydraft
