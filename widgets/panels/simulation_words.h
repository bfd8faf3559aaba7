// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

#include "model/architecture/architecture.h"
#include "widgets/session/played_run.h"

#include <vector>

namespace skydraft {

/// One line of what happened in a run, in words.
struct SimulationEvent
{
    enum class Kind
    {
        Fault,
        Detection,
        Scaling,
        Recovery,
        Branch,
        Activity, ///< of a group: a launch, a termination, a deployment
        Alarm
    };
    Kind kind = Kind::Fault;
    double atS = 0;
    double untilS = -1;   ///< a fault: until the system had recovered; -1: never, or no span
    double noticedS = -1; ///< a fault: when it was noticed
    QString what{};
    QString where{};
};

/// What happened in a run, by time: faults, when they were noticed and mended, groups that grew or
/// shrank, where it branched off.
std::vector<SimulationEvent> eventsOf(const PlayedRun& run, const Architecture& architecture);

/// The activities of groups and what alarms went through, by time.
std::vector<SimulationEvent> historiesOf(const SimulationResult& result,
                                         const Architecture& architecture);

/// A symbol for each kind (coloredIcon()) and its colour in the present theme.
QString iconOf(SimulationEvent::Kind kind);
QColor colorOf(SimulationEvent::Kind kind);

/// "its process stopped" for "process.stop".
QString faultInWords(const std::string& kind);

/// What a person called the run; else "Original" or where a branch began and with what.
QString nameOf(const PlayedRun& run, const Architecture& architecture);

/// The name of a resource; its id where the drawing no longer has it.
QString resourceName(const std::string& id, const Architecture& architecture);

/// "12:34" or "1:02:03" for seconds of simulated time.
QString clockTime(double seconds);

/// The same with tenths: "12:34.5".
QString exactTime(double seconds);

} // namespace skydraft
