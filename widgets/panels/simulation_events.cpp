// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/simulation_events.h"

#include <QHeaderView>
#include <QLocale>
#include <QScrollBar>

#include "model/architecture/names.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/theme.h"

#include <algorithm>

namespace skydraft {

namespace {

QString faultInWords(const std::string& kind)
{
    if (kind == "process.stop")
        return SimulationEvents::tr("its process stopped");
    if (kind == "process.hang")
        return SimulationEvents::tr("its process hangs");
    if (kind == "http500")
        return SimulationEvents::tr("its process answers with errors");
    if (kind == "cpu.burn")
        return SimulationEvents::tr("something burns its CPU");
    if (kind == "db.failover")
        return SimulationEvents::tr("its primary was failed over");
    if (kind == "host.stop")
        return SimulationEvents::tr("its host stopped");
    if (kind == "az.down")
        return SimulationEvents::tr("the Availability Zone is lost");
    return toQString(kind);
}

QColor colorOf(const QString& icon)
{
    return icon == QLatin1String("error")   ? theme().error
           : icon == QLatin1String("check") ? theme().allowed
           : icon == QLatin1String("speed") ? theme().note
                                            : theme().warning;
}

} // namespace

QString clockTime(double seconds)
{
    const auto whole = static_cast<qint64>(std::max(0.0, seconds));
    const qint64 hours = whole / 3600;
    const QString rest = QStringLiteral("%1:%2")
                             .arg(whole / 60 % 60, 2, 10, QLatin1Char('0'))
                             .arg(whole % 60, 2, 10, QLatin1Char('0'));
    return hours > 0 ? QStringLiteral("%1:%2").arg(hours).arg(rest) : rest;
}

SimulationEvents::SimulationEvents(const DocumentController& controller, QWidget* parent)
    : QTreeWidget(parent)
    , m_controller(controller)
{
    setColumnCount(3);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    header()->resizeSection(1, 150);
    header()->setStretchLastSection(true);
    retranslate();
}

void SimulationEvents::retranslate()
{
    setHeaderLabels({tr("Time"), tr("Where"), tr("What happened")});
    setAccessibleName(tr("Events of the simulation"));
    m_shown.clear();
    refill();
}

void SimulationEvents::setEvents(const std::vector<Incident>& incidents,
                                 const std::vector<ScalingEvent>& scaling)
{
    m_incidents = incidents;
    m_scaling = scaling;
    refill();
}

QString SimulationEvents::nameOf(const std::string& id) const
{
    const Resource* resource = m_controller.architecture().find(ResourceId(id));
    return toQString(resource == nullptr ? id : displayName(*resource));
}

void SimulationEvents::addIncident(std::vector<Line>& result, const Incident& incident) const
{
    const QString where = nameOf(incident.target);
    result.push_back({incident.atS, QStringLiteral("error"),
                      tr("Fault: %1").arg(faultInWords(incident.fault)), where});
    if (incident.detectedS >= 0)
        result.push_back({incident.atS + incident.detectedS, QStringLiteral("warning"),
                          tr("Noticed by a health check after %1 s")
                              .arg(QLocale().toString(incident.detectedS, 'f', 1)),
                          where});
    if (incident.recoveredS < 0)
        return;
    QString words = tr("Recovered after %1 s; %2 requests failed")
                        .arg(QLocale().toString(incident.recoveredS, 'f', 1),
                             QLocale().toString(static_cast<qulonglong>(incident.failedRequests)));
    if (incident.lostSessions > 0)
        words += QStringLiteral("; ") + tr("%1 sessions lost").arg(incident.lostSessions);
    if (incident.lostWrites > 0)
        words += QStringLiteral("; ") + tr("%1 writes lost").arg(incident.lostWrites);
    result.push_back({incident.atS + incident.recoveredS, QStringLiteral("check"), words, where});
}

std::vector<SimulationEvents::Line> SimulationEvents::lines() const
{
    std::vector<Line> result;
    for (const Incident& incident : m_incidents)
        addIncident(result, incident);
    for (const ScalingEvent& event : m_scaling) {
        const QString words =
            event.to > event.from ? tr("Grows from %1 to %2: %3") : tr("Shrinks from %1 to %2: %3");
        result.push_back({event.atS, QStringLiteral("speed"),
                          words.arg(event.from).arg(event.to).arg(translated(event.cause)),
                          nameOf(event.group.value())});
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const Line& a, const Line& b) { return a.atS < b.atS; });
    return result;
}

void SimulationEvents::refill()
{
    const std::vector<Line> wanted = lines();
    QString words;
    for (const Line& line : wanted)
        words += clockTime(line.atS) + line.where + line.what + QLatin1Char('\n');
    if (words == m_shown)
        return; // sixty frames a second say the same
    m_shown = words;
    const bool isAtEnd = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    clear();
    for (const Line& line : wanted) {
        auto* item = new QTreeWidgetItem(this, {clockTime(line.atS), line.where, line.what});
        item->setIcon(2, coloredIcon(line.icon, colorOf(line.icon)));
        item->setToolTip(2, line.what);
        item->setToolTip(1, line.where);
    }
    if (isAtEnd)
        scrollToBottom();
}

} // namespace skydraft
