// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/theory_words.h"

#include <QCoreApplication>
#include <QLocale>

#include "model/simulation/theory.h"
#include "widgets/common/language.h"
#include "widgets/panels/simulation_words.h"

namespace skydraft {
namespace {

struct TheoryTexts
{
    Q_DECLARE_TR_FUNCTIONS(skydraft::TheoryWords)
};

} // namespace

QString formulaInWords(Formula formula)
{
    switch (formula) {
    case Formula::None:
        return TheoryTexts::tr("no queue");
    case Formula::InfiniteServer:
        return TheoryTexts::tr("M/G/∞, no waiting");
    case Formula::ErlangC:
        return TheoryTexts::tr("M/M/c (Erlang C)");
    case Formula::ErlangLoss:
        return TheoryTexts::tr("M/G/c/c (Erlang B)");
    case Formula::LimitedQueue:
        return TheoryTexts::tr("M/M/c/K");
    case Formula::PollaczekKhinchine:
        return TheoryTexts::tr("M/G/1 (Pollaczek–Khinchine)");
    case Formula::ProcessorSharing:
        return TheoryTexts::tr("M/G/c, shared processors");
    case Formula::ErlangArrivals:
        return TheoryTexts::tr("E/M/c, round robin");
    case Formula::KraemerLangenbachBelz:
        return TheoryTexts::tr("G/G/c, approximate");
    case Formula::OnePool:
        return TheoryTexts::tr("one pool, approximate");
    case Formula::MeanValueAnalysis:
        return TheoryTexts::tr("mean value analysis");
    case Formula::GammaFit:
        return TheoryTexts::tr("gamma fit, approximate");
    }
    return {};
}

QString bottleneckInWords(const Estimate& estimate, const Architecture& architecture)
{
    if (!estimate.bottleneck || estimate.headroom <= 0)
        return TheoryTexts::tr("Nothing here has a limit that this load comes near.");
    const QString name = resourceName(estimate.bottleneck->value(), architecture);
    const QString times = QLocale().toString(estimate.headroom, 'f', 2);
    return estimate.headroom < 1
               ? TheoryTexts::tr("%1 is overloaded: it carries %2 times this load.")
                     .arg(name, times)
               : TheoryTexts::tr("%1 fills up first: it carries %2 times this load.")
                     .arg(name, times);
}

QStringList limitsInWords(const Theory& theory, const Architecture& architecture)
{
    QStringList lines;
    if (!theory.figures)
        return lines;
    for (const PopulationEstimate& population : theory.figures->populations) {
        const QString name = resourceName(population.id.value(), architecture);
        if (!population.isReached)
            lines.append(
                TheoryTexts::tr("No request of %1 can succeed: the way is blocked.").arg(name));
        else if (population.isOverloaded)
            lines.append(
                TheoryTexts::tr("Waits of %1 have no limit: there is no steady state.").arg(name));
        else if (population.percentiles == Formula::None)
            lines.append(
                TheoryTexts::tr("Mean value analysis says nothing about percentiles of %1.")
                    .arg(name));
        else if (!isExact(population.percentiles))
            lines.append(TheoryTexts::tr("Percentiles of %1 are fitted to mean and variance (≈).")
                             .arg(name));
    }
    if (theory.figures->populations.size() > 1)
        lines.append(TheoryTexts::tr("Percentiles are told for a single client population only."));
    for (const Text& caveat : theory.caveats)
        lines.append(translated(caveat));
    return lines;
}

QString singlePointsInWords(const AvailabilityEstimate& availability,
                            const Architecture& architecture)
{
    QStringList names;
    for (const ResourceId& id : availability.singlePoints)
        names.append(resourceName(id.value(), architecture));
    for (const std::string& zone : availability.singleZones)
        names.append(toQString(zone));
    constexpr qsizetype most = 4;
    if (names.size() > most)
        names = names.mid(0, most)
                + QStringList{TheoryTexts::tr("and %1 more").arg(names.size() - most)};
    return names.join(QStringLiteral(", "));
}

} // namespace skydraft
