// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/experiment.h"

#include <QString>

#include "model/architecture/integrity.h"
#include "model/base/json_locate.h"
#include "model/simulation/simulation.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace skydraft::cli {
namespace {

static_assert(std::atomic<bool>::is_always_lock_free); // a signal handler writes it
std::atomic<bool> wasInterrupted = false;

extern "C" void onInterrupt(int signal)
{
    wasInterrupted.store(true);
    std::signal(signal, SIG_DFL);
}

bool isTerminal()
{
#ifdef _WIN32
    return _isatty(_fileno(stderr)) != 0;
#else
    return isatty(STDERR_FILENO) != 0;
#endif
}

Result<Scenario> readScenario(const std::string& path)
{
    return readInput(path).and_then([&](const std::string& text) {
        return parseJson(text, path)
            .and_then([](const Json& json) { return scenarioFrom(json, ""); })
            .and_then([](Scenario scenario) -> Result<Scenario> {
                if (auto checked = checkScenario(scenario, ""); !checked)
                    return tl::unexpected(checked.error());
                return scenario;
            })
            .map_error([&](Error error) { return located(std::move(error), text, path); });
    });
}

/// "1%" or "0.01"; 0 for what is neither.
double shareFrom(const std::string& text)
{
    QString number = QString::fromStdString(text).trimmed();
    const bool isPercent = number.endsWith(u'%');
    if (isPercent)
        number.chop(1);
    bool isNumber = false;
    const double value = number.toDouble(&isNumber) / (isPercent ? 100 : 1);
    return isNumber && value > 0 && value < 1 ? value : 0;
}

std::string interval(const Interval& of, int digits, double factor = 1)
{
    return fixed(of.low * factor, digits) + " … " + fixed(of.high * factor, digits);
}

} // namespace

Result<Scenario> scenarioOf(const Architecture& architecture, const std::string& name,
                            const std::string& file)
{
    if (name.empty() && architecture.scenarios().empty())
        return defaultScenario(Catalogue::builtIn(), architecture);
    if (name.empty())
        return *architecture.scenarios().front();
    if (const Scenario* scenario = architecture.find(ScenarioId(name)))
        return *scenario;
    auto read = readScenario(name);
    if (!read && read.error().code == ErrorCode::ReadFailed)
        return tl::unexpected(
            Error{ErrorCode::DanglingReference,
                  MODEL_TEXT("Cli", "the drawing has no scenario \"%1\" and there is no such file")
                      .with(name),
                  {.source = file, .pointer = "/scenarios"}});
    return read;
}

void ReplicationOptions::addTo(CLI::App& command)
{
    command.add_option("--replications", replications, "Runs with random numbers of their own")
        ->check(CLI::Range(1, 100000))
        ->capture_default_str();
    command.add_option("--jobs", jobs, "Threads; the result does not depend on it")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command
        .add_option("--warmup", warmup,
                    "scenario (as it says), or auto: delete the transient that MSER-5 finds, "
                    "nothing where there are faults or the load changes")
        ->check(CLI::IsMember({"scenario", "auto"}))
        ->capture_default_str();
}

void ReplicationOptions::addTargetTo(CLI::App& command)
{
    command
        .add_option("--until-half-width", halfWidth,
                    "Add replications (at least 10 or --replications) until the 95 % interval is "
                    "the mean ± this share, say 1%")
        ->check([](const std::string& text) {
            return shareFrom(text) > 0 ? std::string{} : "give a share such as 1% or 0.01";
        });
    command.add_option("--watch", watch, "Whose interval --until-half-width looks at")
        ->check(CLI::IsMember({"mean", "p50", "p95", "p99", "availability", "throughput"}))
        ->capture_default_str();
    command
        .add_option("--max-replications", maxReplications,
                    "--until-half-width ends here, with status 1")
        ->check(CLI::Range(2, 100000))
        ->capture_default_str();
}

ReplicationSettings ReplicationOptions::settings() const
{
    constexpr int fewestForTarget = 10;
    ReplicationSettings settings{.replications = replications,
                                 .maxReplications = maxReplications,
                                 .findsWarmup = warmup == "auto",
                                 .jobs = jobs,
                                 .cancel = &interrupted()};
    if (!halfWidth.empty()) {
        settings.halfWidth = shareFrom(halfWidth);
        if (replications == 1)
            settings.replications = std::min(fewestForTarget, maxReplications);
    }
    const auto name = std::find(measureNames.begin(), measureNames.end(), watch);
    settings.watched = static_cast<Measure>(name - measureNames.begin());
    return settings;
}

const std::atomic<bool>& interrupted()
{
    return wasInterrupted;
}

void watchForInterrupt()
{
    std::signal(SIGINT, onInterrupt);
}

ProgressLine::ProgressLine()
    : m_isTerminal(isTerminal())
{}

ProgressLine::~ProgressLine()
{
    if (m_width > 0)
        std::fprintf(stderr, "\r%*s\r", static_cast<int>(m_width), "");
}

bool ProgressLine::isDue()
{
    constexpr std::chrono::milliseconds pause{100};
    const auto now = std::chrono::steady_clock::now();
    if (!m_isTerminal || now - m_last < pause)
        return false;
    m_last = now;
    return true;
}

void ProgressLine::show(const std::string& line)
{
    if (!isDue())
        return;
    std::fprintf(stderr, "\r%-*s", static_cast<int>(m_width), line.c_str());
    m_width = line.size();
}

void ProgressLine::show(const ReplicationProgress& progress, const ReplicationSettings& settings)
{
    std::string line = "replication " + std::to_string(progress.finished) + " of ";
    line += (settings.halfWidth ? "at most " : "") + std::to_string(progress.most);
    if (progress.started > 0)
        line += " (+ " + fixed(progress.started, 2) + " under way)";
    if (settings.halfWidth && progress.watched.isKnown())
        line += ", " + std::string(measureNames[static_cast<std::size_t>(settings.watched)])
                + " +- " + fixed(100 * progress.watched.relativeHalfWidth(), 2) + " %";
    show(line);
}

std::string confidenceText(const SimulationResult& result)
{
    const Confidence& confidence = result.confidence;
    std::string text;
    if (confidence.warmup == WarmupMethod::Mser5)
        text += "warm-up   " + fixed(confidence.warmupS, 0) + " s deleted (MSER-5)\n";
    if (confidence.warmup == WarmupMethod::NotSteady)
        text += "warm-up   none: there are faults, or the load changes\n";
    if (result.replications < 2)
        return text;
    text += "95 % intervals over " + std::to_string(result.replications)
            + " replications, of the numbers that each has\n";
    const auto of = [&](Measure measure) { return confidence.of(measure); };
    text += "    latency mean " + interval(of(Measure::LatencyMean), 3) + " ms, p50 "
            + interval(of(Measure::LatencyP50), 3) + ", p95 " + interval(of(Measure::LatencyP95), 3)
            + ", p99 " + interval(of(Measure::LatencyP99), 3) + "\n";
    text += "    availability " + interval(of(Measure::Availability), 4, 100) + " %, throughput "
            + interval(of(Measure::Throughput), 3) + " req/s\n";
    for (const auto& [id, node] : confidence.nodes)
        text += "    " + id.value() + ": " + interval(node.utilization, 2, 100) + " % busy, "
                + interval(node.meanWaitMs, 3) + " ms wait\n";
    for (const IncidentConfidence& incident : confidence.incidents) {
        text += "    " + incident.fault + " " + incident.target + ": recovered in "
                + std::to_string(incident.recoveredS.samples) + " replications";
        if (incident.recoveredS.isKnown())
            text += ", after " + interval(incident.recoveredS, 1) + " s";
        text += ", " + interval(incident.failedRequests, 0) + " requests failed\n";
    }
    return text;
}

ExitStatus judge(const SimulationResult& result)
{
    if (!result.confidence.hasSettled)
        std::fprintf(stderr, "The runs are too short to say where the transient ends; half of them "
                             "was deleted. Play a longer --duration.\n");
    if (result.confidence.isTargetReached)
        return ExitStatus::Yes;
    std::fprintf(stderr, "The half-width was not reached in %d replications.\n",
                 result.replications);
    return ExitStatus::No;
}

std::string fixed(double value, int digits)
{
    return QString::number(value, 'f', digits).toStdString();
}

std::string right(const std::string& text, std::size_t width)
{
    return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

} // namespace skydraft::cli
