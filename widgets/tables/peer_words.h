// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include "model/architecture/architecture.h"
#include "model/base/error.h"
#include "model/catalogue/catalogue.h"
#include "model/network/rule_peers.h"

#include <vector>

namespace skydraft {

/// One line of the list below a cell.
struct CellChoice
{
    QString label{};
    QString value{};    ///< what the entry then holds: an id or a block
    std::string icon{}; ///< of the catalogue; may be empty

    bool operator==(const CellChoice&) const = default;
};

/// Blocks, groups, prefix lists and targets in cells: what can be chosen, how it is called, what a
/// person typed, and what is wrong with it.
class PeerWords
{
    Q_DECLARE_TR_FUNCTIONS(skydraft::PeerWords)

public:
    /// Everywhere, the VPC's blocks, then the groups of the VPC and of its peers, then prefix
    /// lists.
    static std::vector<CellChoice> peers(const Catalogue& catalogue,
                                         const Architecture& architecture, const Resource& group);
    /// Everywhere and the VPC's blocks.
    static std::vector<CellChoice> blocks(const Catalogue& catalogue,
                                          const Architecture& architecture, const Resource& inside);
    static std::vector<CellChoice> prefixLists(const Catalogue& catalogue,
                                               const Architecture& architecture);
    /// local, then what a route of the table may lead to.
    static std::vector<CellChoice> targets(const Catalogue& catalogue,
                                           const Architecture& architecture, const Resource& table);
    /// The blocks of the VPC around a resource, IPv6 last.
    static std::vector<std::string> blocksOfVpc(const Catalogue& catalogue,
                                                const Architecture& architecture,
                                                const Resource& inside);

    /// The name of the resource with that id, or the text itself.
    static QString name(const Architecture& architecture, const std::string& text);

    /// The value of the choice with that label, value or name; nothing where there is none.
    static std::optional<std::string> chosen(const std::vector<CellChoice>& choices,
                                             const QString& text);
    /// A block in the form that AWS gives it: host bits cleared, a bare address as /32 or /128.
    static tl::expected<std::string, QString> block(const QString& text);

    /// Why the peer of a rule matches nothing; empty where it may match.
    static QString peerProblem(const Catalogue& catalogue, const Architecture& architecture,
                               const Resource& group, const std::string& peer);

    /// Who that is: "The whole internet (IPv4)", "3 resources", "Nobody yet".
    static QString who(const Architecture& architecture, const RulePeers& peers,
                       const std::string& peer);
    /// The names of the resources, for a tool tip.
    static QString names(const Architecture& architecture, const std::vector<ResourceId>& ids);
};

} // namespace skydraft
