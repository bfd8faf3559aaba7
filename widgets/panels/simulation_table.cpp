// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/simulation_table.h"

#include "widgets/common/language.h"
#include "widgets/panels/simulation_words.h"

#include <algorithm>
#include <set>

namespace skydraft {
namespace {

QString number(double value)
{
    return QString::number(value, 'g', 10);
}

/// The last point up to `atS`; null where there is none yet.
const NodePoint* pointAt(const PlayedRun& run, const ResourceId& node, double atS)
{
    const auto found = run.nodes.find(node);
    if (found == run.nodes.end())
        return nullptr;
    const auto after =
        std::upper_bound(found->second.begin(), found->second.end(), atS,
                         [](double at, const NodePoint& point) { return at < point.atS; });
    return after == found->second.begin() ? nullptr : &*(after - 1);
}

} // namespace

QString csvLine(const QStringList& fields)
{
    QStringList written;
    for (QString field : fields) {
        bool isNumber = false;
        field.toDouble(&isNumber);
        if (!isNumber && !field.isEmpty() && QStringLiteral("=+-@\t").contains(field.front()))
            field.prepend(QLatin1Char('\''));
        if (field.contains(QLatin1Char(',')) || field.contains(QLatin1Char('"'))
            || field.contains(QLatin1Char('\n')) || field.contains(QLatin1Char('\r')))
            field = QLatin1Char('"') + field.replace(QLatin1Char('"'), QLatin1String("\"\""))
                    + QLatin1Char('"');
        written.append(field);
    }
    return written.join(QLatin1Char(',')) + QLatin1String("\r\n");
}

QString runsAsTable(const std::vector<RunPointer>& runs, const Architecture& architecture)
{
    QStringList header{
        QStringLiteral("run"),       QStringLiteral("at_s"),   QStringLiteral("offered"),
        QStringLiteral("succeeded"), QStringLiteral("failed"), QStringLiteral("mean_ms"),
        QStringLiteral("p50_ms"),    QStringLiteral("p95_ms"), QStringLiteral("p99_ms")};
    std::set<ResourceId> nodes;
    for (const RunPointer& run : runs)
        for (const auto& [id, points] : run->nodes)
            nodes.insert(id);
    for (const ResourceId& id : nodes)
        for (const char* figure : {"utilization", "in_service", "total"})
            header.append(
                QStringLiteral("%1 %2").arg(toQString(id.value()), QString::fromLatin1(figure)));
    QString result = csvLine(header);
    for (const RunPointer& run : runs) {
        const QString name = nameOf(*run, architecture);
        for (std::size_t i = 0; i < run->samples.size(); ++i) {
            const SecondSample& sample = run->samples[i];
            const double length =
                run->samples.size() > 1 ? run->samples[1].atS - run->samples[0].atS : 1;
            QStringList row{name, number(sample.atS), QString::number(sample.offered),
                            QString::number(sample.succeeded), QString::number(sample.failed)};
            const bool hasLatency = sample.succeeded > 0;
            for (const double value : {sample.meanMs, sample.p50Ms, sample.p95Ms, sample.p99Ms})
                row.append(hasLatency ? number(value) : QString());
            for (const ResourceId& id : nodes) {
                const NodePoint* point = pointAt(*run, id, sample.atS + length);
                if (point == nullptr) {
                    row += {QString(), QString(), QString()};
                    continue;
                }
                row += {number(point->load), QString::number(point->inService),
                        QString::number(point->total)};
            }
            result += csvLine(row);
        }
    }
    return result;
}

} // namespace skydraft
