// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/reach_words.h"

#include "model/architecture/names.h"
#include "widgets/common/language.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace skydraft {
namespace {

constexpr int mostNames = 4;
constexpr int highestPort = 65535;

bool hasPorts(Protocol protocol)
{
    return protocol == Protocol::Tcp || protocol == Protocol::Udp;
}

bool isWhole(const PortRange& ports)
{
    return ports.from <= 1 && ports.to == highestPort;
}

QString rangeInWords(const PortRange& ports)
{
    return ports.from == ports.to ? QString::number(ports.from)
                                  : QStringLiteral("%1–%2").arg(ports.from).arg(ports.to);
}

} // namespace

QString ReachWords::ports(const std::vector<OpenPorts>& ports)
{
    QStringList kinds;
    for (const Protocol protocol : {Protocol::Any, Protocol::Tcp, Protocol::Udp, Protocol::Icmp}) {
        QStringList ranges;
        bool isAll = false;
        for (const OpenPorts& run : ports) {
            if (run.protocol != protocol)
                continue;
            isAll = isAll || !hasPorts(protocol) || isWhole(run.ports);
            ranges.append(rangeInWords(run.ports));
        }
        if (ranges.isEmpty())
            continue;
        if (protocol == Protocol::Any)
            return tr("all traffic");
        const auto name = toString(protocol);
        const QString word = QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
        if (!hasPorts(protocol))
            kinds.append(word);
        else if (isAll)
            kinds.append(tr("all %1", "tcp or udp").arg(word));
        else
            kinds.append(QStringLiteral("%1 %2").arg(word, ranges.join(QStringLiteral(", "))));
    }
    return kinds.join(QStringLiteral("; "));
}

QString ReachWords::end(const Architecture& architecture, const ResourceId& id)
{
    if (id.empty())
        return tr("Internet");
    const Resource* resource = architecture.find(id);
    return toQString(resource == nullptr ? id.value() : displayName(*resource));
}

namespace {

/// Pairs in as few sentences as they take: those towards the same receivers together, then those
/// from the same senders.
struct Sentence
{
    std::set<ResourceId> from{};
    std::set<ResourceId> to{};
};

std::map<QString, std::vector<Sentence>> sentencesOf(const std::vector<ReachChange>& changes,
                                                     std::vector<OpenPorts> ReachChange::*ports)
{
    std::map<QString, std::vector<Sentence>> byPorts;
    for (const ReachChange& change : changes) {
        if ((change.*ports).empty())
            continue;
        auto& sentences = byPorts[ReachWords::ports(change.*ports)];
        const std::set<ResourceId> to(change.to.begin(), change.to.end());
        auto same = std::find_if(sentences.begin(), sentences.end(),
                                 [&](const Sentence& sentence) { return sentence.to == to; });
        if (same == sentences.end())
            same = sentences.insert(sentences.end(), {{}, to});
        same->from.insert(change.from.begin(), change.from.end());
    }
    for (auto& [words, sentences] : byPorts) {
        std::vector<Sentence> merged;
        for (const Sentence& sentence : sentences) {
            const auto same =
                std::find_if(merged.begin(), merged.end(),
                             [&](const Sentence& other) { return other.from == sentence.from; });
            if (same == merged.end())
                merged.push_back(sentence);
            else
                same->to.insert(sentence.to.begin(), sentence.to.end());
        }
        sentences = std::move(merged);
    }
    return byPorts;
}

} // namespace

QStringList ReachWords::impact(const Architecture& architecture,
                               const std::vector<ReachChange>& changes, int most)
{
    const auto namesOf = [&](const std::set<ResourceId>& ids) {
        QStringList names;
        for (const ResourceId& id : ids)
            if (names.size() < mostNames)
                names.append(id.empty() ? tr("the internet") : end(architecture, id));
        const QString all = names.join(QStringLiteral(", "));
        const int more = static_cast<int>(ids.size()) - mostNames;
        return more > 0 ? tr("%1 and %n more", "", more).arg(all) : all;
    };
    QStringList lines;
    // What opens is what a person must know first.
    for (const auto& [ports, sentences] : sentencesOf(changes, &ReachChange::opened))
        for (const Sentence& sentence : sentences)
            lines.append(tr("Opens %1 from %2 to %3")
                             .arg(ports, namesOf(sentence.from), namesOf(sentence.to)));
    for (const auto& [ports, sentences] : sentencesOf(changes, &ReachChange::closed))
        for (const Sentence& sentence : sentences)
            lines.append(tr("Closes %1 from %2 to %3")
                             .arg(ports, namesOf(sentence.from), namesOf(sentence.to)));
    if (lines.isEmpty())
        lines.append(tr("Opens and closes nothing"));
    if (const int more = static_cast<int>(lines.size()) - most; more > 0) {
        lines = lines.mid(0, most);
        lines.append(tr("and %n more change(s)", "", more));
    }
    return lines;
}

Flow flowOf(const Reach& reach)
{
    const auto endOf = [](const ResourceId& id) {
        FlowEnd end;
        end.isInternet = id.empty();
        if (!id.empty())
            end.resource = id;
        return end;
    };
    Flow flow{.from = endOf(reach.from), .to = endOf(reach.to), .protocol = Protocol::Tcp};
    if (reach.ports.empty())
        return flow; // the port that the target listens on
    const OpenPorts& first = reach.ports.front();
    flow.protocol = first.protocol;
    if (hasPorts(first.protocol) && !isWhole(first.ports))
        flow.port = first.ports.from;
    return flow;
}

bool isOpen(const std::vector<OpenPorts>& ports, Protocol protocol, int port)
{
    return std::any_of(ports.begin(), ports.end(), [&](const OpenPorts& run) {
        if (run.protocol == Protocol::Any)
            return true;
        const bool isKind =
            run.protocol == protocol || (protocol == Protocol::Any && hasPorts(run.protocol));
        return isKind && run.ports.from <= port && port <= run.ports.to;
    });
}

std::vector<OpenPorts> unitedPorts(std::vector<OpenPorts> one, const std::vector<OpenPorts>& other)
{
    one.insert(one.end(), other.begin(), other.end());
    std::sort(one.begin(), one.end(), [](const OpenPorts& a, const OpenPorts& b) {
        return std::tuple(a.protocol, a.ports.from, a.ports.to)
               < std::tuple(b.protocol, b.ports.from, b.ports.to);
    });
    std::vector<OpenPorts> united;
    for (const OpenPorts& run : one) {
        const bool continues = !united.empty() && united.back().protocol == run.protocol
                               && run.ports.from <= united.back().ports.to + 1;
        if (continues)
            united.back().ports.to = std::max(united.back().ports.to, run.ports.to);
        else
            united.push_back(run);
    }
    return united;
}

} // namespace skydraft
