// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/security_group_model.h"

#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "widgets/common/language.h"

namespace skydraft {

SecurityGroupModel::SecurityGroupModel(DocumentController& controller, Side side, QObject* parent)
    : EntryTableModel(controller, side == Side::Inbound ? "ingress" : "egress", parent)
    , m_side(side)
    , m_peer(side == Side::Inbound ? "source" : "destination")
{}

void SecurityGroupModel::setAnalysis(const AnalysisPointer& analysis)
{
    m_known.clear();
    EntryTableModel::setAnalysis(analysis);
}

int SecurityGroupModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SecurityGroupModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const bool isInbound = m_side == Side::Inbound;
    switch (section) {
    case Type:
        return tr("Type");
    case Protocol:
        return tr("Protocol");
    case Ports:
        return tr("Port range");
    case Peer:
        return isInbound ? tr("Source") : tr("Destination");
    case Description:
        return tr("Description");
    case Who:
        return isInbound ? tr("Who can come in") : tr("Who can be called");
    default:
        return {};
    }
}

std::vector<SecurityGroupModel::Row> SecurityGroupModel::rowsOf(const Json& list) const
{
    std::vector<Row> rows;
    for (const Json& entry : list)
        rows.push_back({entry, static_cast<int>(rows.size())});
    return rows;
}

std::vector<CellChoice> SecurityGroupModel::choices(const QModelIndex& index) const
{
    std::vector<CellChoice> choices;
    const auto addWords = [&](const QStringList& words) {
        for (const QString& word : words)
            choices.push_back({word, word, {}});
    };
    if (index.column() == Type)
        addWords(RuleWords::types());
    else if (index.column() == Protocol)
        addWords(RuleWords::protocols());
    else if (index.column() == Peer && resource() != nullptr)
        return PeerWords::peers(catalogue(), architecture(), *resource());
    return choices;
}

bool SecurityGroupModel::takesOwnText(const QModelIndex& index) const
{
    return index.column() != Type;
}

std::string SecurityGroupModel::peerOf(const Json& rule) const
{
    const Json peer = memberOf(rule, m_peer);
    return peer.is_string() ? peer.get<std::string>() : std::string();
}

QString SecurityGroupModel::words(const Row& row, int column) const
{
    switch (column) {
    case Type:
        return RuleWords::type(row.entry);
    case Protocol:
        return RuleWords::protocol(row.entry);
    case Ports:
        return RuleWords::ports(row.entry);
    case Peer:
        return PeerWords::name(architecture(), peerOf(row.entry));
    case Description: {
        const Json text = memberOf(row.entry, "description");
        return text.is_string() ? toQString(text.get<std::string>()) : QString();
    }
    default:
        return {};
    }
}

ChangedEntry SecurityGroupModel::withText(const Row& row, int column, const QString& text) const
{
    Json entry = row.entry;
    switch (column) {
    case Type:
        return RuleWords::withType(std::move(entry), text);
    case Protocol:
        return RuleWords::withProtocol(std::move(entry), text);
    case Ports:
        return RuleWords::withPorts(std::move(entry), text);
    case Description:
        entry.erase("description");
        if (!text.trimmed().isEmpty())
            entry["description"] = text.trimmed().toStdString();
        return entry;
    case Peer:
        break;
    default:
        return entry;
    }
    if (resource() == nullptr)
        return entry;
    if (text == PeerWords::name(architecture(), peerOf(entry)))
        return entry;
    if (const auto chosen =
            PeerWords::chosen(PeerWords::peers(catalogue(), architecture(), *resource()), text)) {
        entry[m_peer] = *chosen;
        return entry;
    }
    if (const auto block = PeerWords::block(text)) {
        entry[m_peer] = *block;
        return entry;
    }
    return tl::unexpected(PeerWords::peerProblem(catalogue(), architecture(), *resource(),
                                                 text.trimmed().toStdString()));
}

QString SecurityGroupModel::problem(const Row& row, int column) const
{
    if (column == Ports)
        return RuleWords::portsProblem(row.entry);
    if (column == Peer && resource() != nullptr)
        return PeerWords::peerProblem(catalogue(), architecture(), *resource(), peerOf(row.entry));
    return {};
}

std::optional<RulePeers> SecurityGroupModel::peersAt(int row) const
{
    if (analysis() == nullptr || analysis()->network == nullptr)
        return std::nullopt;
    const std::pair key(resourceId(), peerOf(rowAt(row).entry));
    auto known = m_known.find(key);
    if (known == m_known.end())
        known = m_known.emplace(key, peersOf(*analysis()->network, key.first, key.second)).first;
    return known->second;
}

QString SecurityGroupModel::remark(int row) const
{
    const auto peers = peersAt(row);
    return peers ? PeerWords::who(architecture(), *peers, peerOf(rowAt(row).entry)) : QString();
}

QString SecurityGroupModel::remarkTip(int row) const
{
    const auto peers = peersAt(row);
    if (!peers)
        return {};
    const QString who = PeerWords::who(architecture(), *peers, peerOf(rowAt(row).entry));
    const QString names = PeerWords::names(architecture(), peers->resources);
    return names.isEmpty() || names == who ? who : QStringLiteral("%1\n%2").arg(who, names);
}

bool SecurityGroupModel::isEditable(const Row& row, int column) const
{
    return EntryTableModel::isEditable(row, column)
           && (column != Ports || RuleWords::hasPorts(row.entry));
}

/// HTTPS with the VPC: useful at once, and narrow.
Json SecurityGroupModel::freshEntry(int /*row*/) const
{
    const auto blocks = PeerWords::blocksOfVpc(catalogue(), architecture(), *resource());
    return {{"protocol", "tcp"},
            {"from_port", 443},
            {"to_port", 443},
            {m_peer, blocks.empty() ? std::string("10.0.0.0/16") : blocks.front()}};
}

Text SecurityGroupModel::titleOf(const Resource& resource) const
{
    return (m_side == Side::Inbound ? MODEL_TEXT("Edit", "Change inbound rules of %1")
                                    : MODEL_TEXT("Edit", "Change outbound rules of %1"))
        .with(displayName(resource));
}

} // namespace skydraft
