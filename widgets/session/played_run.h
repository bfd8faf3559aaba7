// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "model/architecture/architecture.h"
#include "model/simulation/engine_kind.h"
#include "model/simulation/result.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace skydraft {

struct Theory; // drawing_theory.h
using TheoryPointer = std::shared_ptr<const Theory>;

/// Who plays.
enum class EngineChoice
{
    Automatic, ///< every request where that is quick enough, else the flow engine
    Event,
    Flow
};

/// What was played.
struct PlayedDesign
{
    Architecture architecture{};
    Scenario scenario{};
};

/// What a resource did at one instant of a run, for charts.
struct NodePoint
{
    double atS = 0;
    double load = 0; ///< over the second before, 0..1
    double throughputPerS = 0;
    int inService = 0;
    int total = 0;
};

/// What the window knows of one run so far: of the original, or of a branch, which is the same as
/// its parent up to where it branched off.
struct PlayedRun
{
    int id = 0;
    QString name{};     ///< as a person called it; empty: nobody did
    QString scenario{}; ///< its name; empty: the default load
    int play = 0;       ///< counts plays: runs of an earlier one may be compared
    std::shared_ptr<const PlayedDesign> design{}; ///< null for a branch: it was changed by hand
    EngineKind engine = EngineKind::Event;
    double errorBound = 0; ///< of the flow engine, as a share
    /// What the textbooks expect of the scenario; null: not told yet.
    TheoryPointer theory{};
    int parent = -1; ///< of a branch
    double branchedAtS = 0;
    std::optional<Fault> difference{}; ///< the first thing that was done to the branch
    std::vector<SecondSample> samples{};
    std::map<ResourceId, std::vector<NodePoint>> nodes{};
    std::vector<Incident> incidents{};
    std::vector<ScalingEvent> scaling{};
    double playedS = 0; ///< how far it was played
    double endS = 0;
    std::uint64_t offered = 0;
    std::uint64_t succeeded = 0;
    std::uint64_t failed = 0;
    /// All figures, of now and then while it is played and of whenever it stands still.
    std::shared_ptr<const SimulationResult> soFar{};
    std::shared_ptr<const SimulationResult> result{}; ///< where it was played to its end
};

using RunPointer = std::shared_ptr<const PlayedRun>;

/// The original first, branches in the order in which they were made; never empty while something
/// is played.
struct PlayedRuns
{
    std::vector<RunPointer> all{};
    int shown = 0; ///< the id of the one on the drawing

    const PlayedRun* find(int id) const
    {
        for (const RunPointer& run : all)
            if (run->id == id)
                return run.get();
        return nullptr;
    }
};

} // namespace skydraft
