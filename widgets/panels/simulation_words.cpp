// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/simulation_words.h"

#include <QCoreApplication>
#include <QLocale>

#include "model/architecture/names.h"
#include "widgets/common/language.h"
#include "widgets/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace skydraft {
namespace {

using Kind = SimulationEvent::Kind;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(skydraft::SimulationEvents)
};

QString counted(std::uint64_t count)
{
    return QLocale().toString(static_cast<qulonglong>(count));
}

QString seconds(double value)
{
    return QLocale().toString(value, 'f', 1);
}

void addIncident(std::vector<SimulationEvent>& result, const Incident& incident,
                 const QString& where)
{
    const double recoveredS = incident.recoveredS < 0 ? -1 : incident.atS + incident.recoveredS;
    const double noticedS = incident.detectedS < 0 ? -1 : incident.atS + incident.detectedS;
    result.push_back({Kind::Fault, incident.atS, recoveredS, noticedS,
                      Words::tr("Fault: %1").arg(faultInWords(incident.fault)), where});
    if (incident.detectedS >= 0)
        result.push_back(
            {Kind::Detection, noticedS, -1, -1,
             Words::tr("Noticed by a health check after %1 s").arg(seconds(incident.detectedS)),
             where});
    if (incident.recoveredS < 0)
        return;
    QString words = Words::tr("Recovered after %1 s; %2 requests failed")
                        .arg(seconds(incident.recoveredS), counted(incident.failedRequests));
    if (incident.lostSessions > 0)
        words += QStringLiteral("; ") + Words::tr("%1 sessions lost").arg(incident.lostSessions);
    if (incident.lostWrites > 0)
        words += QStringLiteral("; ") + Words::tr("%1 writes lost").arg(incident.lostWrites);
    if (incident.lostFiles > 0)
        words += QStringLiteral("; ") + Words::tr("%1 files lost").arg(incident.lostFiles);
    if (incident.forgedAccepted > 0)
        words += QStringLiteral("; ")
                 + Words::tr("%1 forged cookies taken for true").arg(incident.forgedAccepted);
    result.push_back({Kind::Recovery, recoveredS, -1, -1, words, where});
}

} // namespace

QString faultInWords(const std::string& kind)
{
    const std::pair<std::string_view, QString> words[] = {
        {"process.stop", Words::tr("its process stopped")},
        {"process.hang", Words::tr("its process hangs")},
        {"http500", Words::tr("its process answers with errors")},
        {"cpu.burn", Words::tr("something burns its CPU")},
        {"host.stop", Words::tr("its host stopped")},
        {"host.terminate", Words::tr("its host is gone for good")},
        {"spot.interrupt", Words::tr("its Spot capacity is taken back")},
        {"db.failover", Words::tr("its primary was failed over")},
        {"replica.lag", Words::tr("the read replica falls behind")},
        {"cache.kill", Words::tr("what the cache held is lost")},
        {"forget", Words::tr("it forgets what it kept")},
        {"cookie.tamper", Words::tr("cookies are tampered with")},
        {"db.snapshot", Words::tr("a snapshot is taken")},
        {"db.restore", Words::tr("it is restored from a backup")},
        {"badVersion", Words::tr("a bad version is deployed")},
        {"queue.stall", Words::tr("the queue hands out nothing")},
        {"az.down", Words::tr("the Availability Zone is lost")},
        {"capacity.out", Words::tr("the Availability Zone has no capacity")},
        {"region.down", Words::tr("the Region is lost")},
        {"nat.down", Words::tr("the NAT gateway is down")},
        {"lb.ipRotate", Words::tr("the load balancer has new addresses")},
        {"dns.stale", Words::tr("their resolvers keep old answers")},
        {"link.latency", Words::tr("the connection is slow")},
        {"link.loss", Words::tr("the connection loses packets")},
        {"load.spike", Words::tr("the load grows all at once")},
        {"host.reboot", Words::tr("its host is rebooted")},
        {"host.restart", Words::tr("its host is stopped and started again")},
        {"host.resize", Words::tr("its instance type is changed")},
        {"worker.stop", Words::tr("one of its worker processes stopped")},
        {"config.change", Words::tr("its configuration is out of date")},
        {"cdn.invalidate", Words::tr("what it holds is invalidated")},
        {"content.change", Words::tr("the content of its origin has changed")},
        {"dns.delegate", Words::tr("the registrar knows its name servers")},
        {"dns.undelegate", Words::tr("the registrar names other name servers")},
        {"dns.edit", Words::tr("an address was taken out of it")},
        {"deploy", Words::tr("a new version is deployed")},
        {"deploy.refresh", Words::tr("its instances are refreshed")},
    };
    for (const auto& [name, text] : words)
        if (name == kind)
            return text;
    return toQString(kind);
}

QString iconOf(Kind kind)
{
    switch (kind) {
    case Kind::Fault:
        return QStringLiteral("error");
    case Kind::Detection:
        return QStringLiteral("warning");
    case Kind::Scaling:
        return QStringLiteral("speed");
    case Kind::Recovery:
        return QStringLiteral("check");
    case Kind::Branch:
        return QStringLiteral("branch");
    case Kind::Activity:
        return QStringLiteral("clock");
    case Kind::Alarm:
        return QStringLiteral("warning");
    }
    return {};
}

QColor colorOf(Kind kind)
{
    switch (kind) {
    case Kind::Fault:
        return theme().error;
    case Kind::Detection:
        return theme().warning;
    case Kind::Scaling:
        return theme().note;
    case Kind::Recovery:
        return theme().allowed;
    case Kind::Branch:
        return theme().trace;
    case Kind::Activity:
        return theme().note;
    case Kind::Alarm:
        return theme().overload;
    }
    return theme().text;
}

QString resourceName(const std::string& id, const Architecture& architecture)
{
    const Resource* resource = architecture.find(ResourceId(id));
    return toQString(resource == nullptr ? id : displayName(*resource));
}

QString nameOf(const PlayedRun& run, const Architecture& architecture)
{
    if (!run.name.isEmpty())
        return run.name;
    if (run.parent < 0)
        return run.scenario.isEmpty() ? Words::tr("Original")
                                      : Words::tr("Original: %1").arg(run.scenario);
    const QString plain = Words::tr("Branch %1 at %2").arg(run.id).arg(clockTime(run.branchedAtS));
    if (!run.difference)
        return plain;
    return QStringLiteral("%1: %2, %3")
        .arg(plain, resourceName(run.difference->target, architecture),
             faultInWords(run.difference->kind));
}

std::vector<SimulationEvent> eventsOf(const PlayedRun& run, const Architecture& architecture)
{
    std::vector<SimulationEvent> result;
    for (const Incident& incident : run.incidents)
        addIncident(result, incident, resourceName(incident.target, architecture));
    for (const ScalingEvent& event : run.scaling) {
        const QString words = event.to > event.from ? Words::tr("Grows from %1 to %2: %3")
                                                    : Words::tr("Shrinks from %1 to %2: %3");
        result.push_back({Kind::Scaling, event.atS, -1, -1,
                          words.arg(event.from).arg(event.to).arg(translated(event.cause)),
                          resourceName(event.group.value(), architecture)});
    }
    if (run.parent >= 0)
        result.push_back({Kind::Branch, run.branchedAtS, -1, -1, Words::tr("This branch begins"),
                          nameOf(run, architecture)});
    std::stable_sort(
        result.begin(), result.end(),
        [](const SimulationEvent& a, const SimulationEvent& b) { return a.atS < b.atS; });
    return result;
}

namespace {

QString statusWords(const ScalingActivity& activity)
{
    switch (activity.status) {
    case ActivityStatus::InProgress:
        return Words::tr("in progress");
    case ActivityStatus::Successful:
        return Words::tr("done after %1 s").arg(seconds(activity.endS - activity.atS));
    case ActivityStatus::Failed:
        return Words::tr("failed");
    case ActivityStatus::Cancelled:
        return Words::tr("cancelled");
    }
    return {};
}

QString stateWords(AlarmState state)
{
    switch (state) {
    case AlarmState::InsufficientData:
        return Words::tr("insufficient data");
    case AlarmState::Ok:
        return Words::tr("OK");
    case AlarmState::Alarm:
        return Words::tr("in alarm");
    }
    return {};
}

} // namespace

std::vector<SimulationEvent> historiesOf(const SimulationResult& result,
                                         const Architecture& architecture)
{
    std::vector<SimulationEvent> lines;
    for (const ScalingActivity& activity : result.activities) {
        QString words =
            QStringLiteral("%1 (%2)").arg(translated(activity.description), statusWords(activity));
        if (!activity.cause.empty())
            words += QStringLiteral(". ") + translated(activity.cause);
        lines.push_back({Kind::Activity, activity.atS, -1, -1, words,
                         resourceName(activity.group.value(), architecture)});
    }
    for (const AlarmEvent& event : result.alarms)
        lines.push_back(
            {Kind::Alarm, event.atS, -1, -1,
             Words::tr("Alarm: %1 → %2. %3")
                 .arg(stateWords(event.from), stateWords(event.to), translated(event.reason)),
             toQString(event.alarm)});
    std::stable_sort(
        lines.begin(), lines.end(),
        [](const SimulationEvent& a, const SimulationEvent& b) { return a.atS < b.atS; });
    return lines;
}

QString clockTime(double seconds)
{
    const auto whole = static_cast<qint64>(std::max(0.0, seconds));
    const qint64 hours = whole / 3600;
    const QString rest = QStringLiteral("%1:%2")
                             .arg(whole / 60 % 60, 2, 10, QLatin1Char('0'))
                             .arg(whole % 60, 2, 10, QLatin1Char('0'));
    return hours > 0 ? QStringLiteral("%1:%2").arg(hours).arg(rest) : rest;
}

QString exactTime(double seconds)
{
    const auto tenths = static_cast<qint64>(std::floor(std::max(0.0, seconds) * 10 + 1e-6));
    return clockTime(static_cast<double>(tenths / 10)) + QLocale().decimalPoint()
           + QString::number(tenths % 10);
}

} // namespace skydraft
