// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "model/architecture/scenario.h"
#include "model/simulation/replications.h"

#include <atomic>
#include <chrono>
#include <string>

namespace skydraft::cli {

/// What simulate, sweep and compare have in common.

/// A scenario of the drawing by its id, or of a file; the first one of the drawing, or the default
/// load, where `name` is empty. `file` is the drawing's, for errors.
Result<Scenario> scenarioOf(const Architecture& architecture, const std::string& name,
                            const std::string& file);

/// The options of replications.
struct ReplicationOptions
{
    int replications = 1;
    int jobs = 1;
    std::string halfWidth{};
    std::string watch = "mean";
    int maxReplications = 1000;
    std::string warmup = "scenario";

    /// --replications --jobs --warmup
    void addTo(CLI::App& command);
    /// --until-half-width --watch --max-replications
    void addTargetTo(CLI::App& command);
    ReplicationSettings settings() const;
};

/// True once Ctrl-C was pressed, after `watchForInterrupt`. A second Ctrl-C ends the process.
const std::atomic<bool>& interrupted();
void watchForInterrupt();

/// One line on a terminal's standard error that is written again and again; says nothing where
/// standard error is no terminal. Taken away by the destructor.
class ProgressLine
{
public:
    ProgressLine();
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// Not from two threads at a time.
    void show(const std::string& line);
    void show(const ReplicationProgress& progress, const ReplicationSettings& settings);

private:
    bool isDue();

    bool m_isTerminal = false;
    std::size_t m_width = 0;
    std::chrono::steady_clock::time_point m_last{};
};

/// The 95 % intervals of a merged result, for people; empty for a single replication. And the
/// warm-up, where it was looked for.
std::string confidenceText(const SimulationResult& result);

/// Warnings about the result for standard error; the exit status that it deserves.
ExitStatus judge(const SimulationResult& result);

std::string fixed(double value, int digits);
/// `text` with blanks before it to at least `width` characters.
std::string right(const std::string& text, std::size_t width);

} // namespace skydraft::cli
