// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeWidget>

#include "model/simulation/result.h"

#include <string>

namespace skydraft {

class DocumentController;

/// What happened while a scenario was played: faults, when they were noticed and mended, and
/// groups that grew or shrank; the newest last.
class SimulationEvents : public QTreeWidget
{
    Q_OBJECT

public:
    SimulationEvents(const DocumentController& controller, QWidget* parent);

    void setEvents(const std::vector<Incident>& incidents,
                   const std::vector<ScalingEvent>& scaling);
    int count() const { return topLevelItemCount(); }
    void retranslate();

private:
    struct Line
    {
        double atS = 0;
        QString icon{};
        QString what{};
        QString where{};
    };

    void refill();
    std::vector<Line> lines() const;
    void addIncident(std::vector<Line>& result, const Incident& incident) const;
    QString nameOf(const std::string& id) const;

    const DocumentController& m_controller;
    std::vector<Incident> m_incidents;
    std::vector<ScalingEvent> m_scaling;
    QString m_shown;
};

/// "12:34" or "1:02:03" for seconds of simulated time.
QString clockTime(double seconds);

} // namespace skydraft
