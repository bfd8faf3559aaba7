// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/peer_words.h"

#include <QLocale>
#include <QRegularExpression>

#include "model/architecture/containment.h"
#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/base/cidr.h"
#include "model/network/route_targets.h"
#include "widgets/common/language.h"

#include <algorithm>
#include <map>

namespace skydraft {

namespace {

NetworkRole roleOf(const Catalogue& catalogue, const Resource& resource)
{
    return catalogue.typeOrGeneric(resource.type).role;
}

const Resource* vpcOf(const Catalogue& catalogue, const Architecture& architecture,
                      const Resource& inside)
{
    return ancestorOf(catalogue, architecture, inside, NetworkRole::Vpc);
}

/// Whether groups of the two VPCs may refer to each other.
bool arePeered(const Catalogue& catalogue, const Architecture& architecture, const Resource* a,
               const Resource* b)
{
    if (a == b)
        return true;
    if (a == nullptr || b == nullptr)
        return false;
    const auto& all = architecture.resources();
    return std::any_of(all.begin(), all.end(), [&](const auto& resource) {
        if (roleOf(catalogue, *resource) != NetworkRole::Peering)
            return false;
        const auto requester = idsOf(catalogue, *resource, "requester");
        const auto accepter = idsOf(catalogue, *resource, "accepter");
        if (requester.empty() || accepter.empty())
            return false;
        return (requester.front() == a->id && accepter.front() == b->id)
               || (requester.front() == b->id && accepter.front() == a->id);
    });
}

CellChoice choiceFor(const Catalogue& catalogue, const Resource& resource)
{
    return {toQString(displayName(resource)), toQString(resource.id.value()),
            catalogue.typeOrGeneric(resource.type).icon};
}

/// Names that stand for several things say their ids too.
void tellApart(std::vector<CellChoice>& choices)
{
    std::map<QString, int> uses;
    for (const CellChoice& choice : choices)
        ++uses[choice.label];
    for (CellChoice& choice : choices)
        if (uses[choice.label] > 1 && choice.label != choice.value)
            choice.label += QStringLiteral(" (%1)").arg(choice.value);
}

void append(std::vector<CellChoice>& to, std::vector<CellChoice> more)
{
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

bool looksLikeBlock(const QString& text)
{
    static const QRegularExpression pattern(
        QStringLiteral("^[0-9a-fA-F.:]*[0-9.:/][0-9a-fA-F.:/]*$"));
    return pattern.match(text).hasMatch()
           && text.contains(QRegularExpression(QStringLiteral("[.:/]")));
}

} // namespace

std::vector<std::string> PeerWords::blocksOfVpc(const Catalogue& catalogue,
                                                const Architecture& architecture,
                                                const Resource& inside)
{
    std::vector<std::string> blocks;
    const Resource* vpc = vpcOf(catalogue, architecture, inside);
    if (vpc == nullptr)
        return blocks;
    const auto add = [&](const Json& value) {
        if (value.is_string() && Cidr::parse(value.get_ref<const std::string&>()))
            blocks.push_back(value.get<std::string>());
    };
    add(valueOf(catalogue, *vpc, "cidr"));
    for (const Json& block : valueOf(catalogue, *vpc, "secondary_cidrs"))
        add(block);
    add(valueOf(catalogue, *vpc, "ipv6_cidr"));
    return blocks;
}

std::vector<CellChoice> PeerWords::blocks(const Catalogue& catalogue,
                                          const Architecture& architecture, const Resource& inside)
{
    std::vector<CellChoice> choices{
        {tr("Anywhere IPv4 (%1)").arg(QLatin1String("0.0.0.0/0")), QStringLiteral("0.0.0.0/0"), {}},
        {tr("Anywhere IPv6 (%1)").arg(QLatin1String("::/0")), QStringLiteral("::/0"), {}}};
    for (const std::string& block : blocksOfVpc(catalogue, architecture, inside))
        choices.push_back({tr("My VPC (%1)").arg(toQString(block)), toQString(block), "vpc-vpc"});
    return choices;
}

std::vector<CellChoice> PeerWords::prefixLists(const Catalogue& catalogue,
                                               const Architecture& architecture)
{
    std::vector<CellChoice> choices;
    for (const auto& resource : architecture.resources())
        if (roleOf(catalogue, *resource) == NetworkRole::PrefixList)
            choices.push_back(choiceFor(catalogue, *resource));
    return choices;
}

std::vector<CellChoice> PeerWords::peers(const Catalogue& catalogue,
                                         const Architecture& architecture, const Resource& group)
{
    std::vector<CellChoice> choices = blocks(catalogue, architecture, group);
    const Resource* vpc = vpcOf(catalogue, architecture, group);
    for (const auto& resource : architecture.resources())
        if (roleOf(catalogue, *resource) == NetworkRole::SecurityGroup
            && arePeered(catalogue, architecture, vpc, vpcOf(catalogue, architecture, *resource)))
            choices.push_back(choiceFor(catalogue, *resource));
    append(choices, prefixLists(catalogue, architecture));
    tellApart(choices);
    return choices;
}

std::vector<CellChoice> PeerWords::targets(const Catalogue& catalogue,
                                           const Architecture& architecture, const Resource& table)
{
    std::vector<CellChoice> choices{{QStringLiteral("local"), QStringLiteral("local"), "vpc-vpc"}};
    for (const ResourceId& id : routeTargets(catalogue, architecture, table))
        choices.push_back(choiceFor(catalogue, *architecture.find(id)));
    tellApart(choices);
    return choices;
}

QString PeerWords::name(const Architecture& architecture, const std::string& text)
{
    const Resource* resource = architecture.find(ResourceId(text));
    return toQString(resource == nullptr ? text : displayName(*resource));
}

std::optional<std::string> PeerWords::chosen(const std::vector<CellChoice>& choices,
                                             const QString& text)
{
    const QString typed = text.trimmed();
    const auto find = [&](Qt::CaseSensitivity sensitivity) {
        return std::find_if(choices.begin(), choices.end(), [&](const CellChoice& choice) {
            return choice.label.compare(typed, sensitivity) == 0
                   || choice.value.compare(typed, sensitivity) == 0;
        });
    };
    auto found = find(Qt::CaseSensitive);
    if (found == choices.end())
        found = find(Qt::CaseInsensitive);
    return found == choices.end() ? std::nullopt : std::optional(found->value.toStdString());
}

tl::expected<std::string, QString> PeerWords::block(const QString& text)
{
    const QString typed = text.trimmed();
    if (const auto block = Cidr::parse(typed.toStdString()))
        return block->toString();
    const qsizetype slash = typed.indexOf(QLatin1Char('/'));
    const auto address = IpAddress::parse(typed.left(slash).toStdString());
    if (slash >= 0 && address)
        return tl::unexpected(tr("“%1” is no CIDR block: the size after the slash is 0 to %2.")
                                  .arg(typed)
                                  .arg(address->bits()));
    return tl::unexpected(tr("“%1” is no CIDR block such as 203.0.113.0/24.").arg(typed));
}

QString PeerWords::peerProblem(const Catalogue& catalogue, const Architecture& architecture,
                               const Resource& group, const std::string& peer)
{
    if (peer.empty())
        return tr("Choose a group, a prefix list or a block.");
    if (Cidr::parse(peer))
        return {};
    const QString text = toQString(peer);
    const Resource* named = architecture.find(ResourceId(peer));
    if (named == nullptr) {
        if (const auto read = block(text); looksLikeBlock(text) && !read)
            return read.error();
        return tr("There is no group or prefix list “%1”.").arg(text);
    }
    const NetworkRole role = roleOf(catalogue, *named);
    if (role == NetworkRole::PrefixList)
        return {};
    if (role != NetworkRole::SecurityGroup)
        return tr("“%1” is no group and no prefix list.").arg(toQString(displayName(*named)));
    if (!arePeered(catalogue, architecture, vpcOf(catalogue, architecture, group),
                   vpcOf(catalogue, architecture, *named)))
        return tr("“%1” belongs to a VPC that is not peered with this one.")
            .arg(toQString(displayName(*named)));
    return {};
}

QString PeerWords::names(const Architecture& architecture, const std::vector<ResourceId>& ids)
{
    constexpr std::size_t most = 12;
    QStringList parts;
    for (const ResourceId& id : ids) {
        if (parts.size() == static_cast<qsizetype>(most)) {
            parts.append(QStringLiteral("…"));
            break;
        }
        parts.append(name(architecture, id.value()));
    }
    return parts.join(QStringLiteral(", "));
}

QString PeerWords::who(const Architecture& architecture, const RulePeers& peers,
                       const std::string& peer)
{
    const bool isV6 = peer.find(':') != std::string::npos;
    if (peers.isWholeInternet)
        return tr("The whole internet (%1)")
            .arg(isV6 ? QLatin1String("IPv6") : QLatin1String("IPv4"));
    QStringList parts;
    if (!peers.managedService.empty())
        parts.append(tr("AWS service: %1").arg(toQString(peers.managedService)));
    if (peers.internetAddresses == 1)
        parts.append(tr("1 internet address"));
    else if (peers.internetAddresses > 0)
        parts.append(
            tr("Internet addresses: %1")
                .arg(QLocale().toString(static_cast<qulonglong>(peers.internetAddresses))));
    if (peers.resources.size() == 1)
        parts.append(name(architecture, peers.resources.front().value()));
    else if (!peers.resources.empty())
        parts.append(tr("Resources: %1").arg(peers.resources.size()));
    return parts.isEmpty() ? tr("Nobody yet") : parts.join(QStringLiteral(", "));
}

} // namespace skydraft
