// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/route_table_model.h"

#include <QIcon>

#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/base/cidr.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"

#include <algorithm>

namespace skydraft {

namespace {

// A managed prefix list does not say its entries; it counts as narrower than any VPC's /16.
constexpr int managedListLength = 17;

std::string textMember(const Json& route, const char* member, const char* fallback = "")
{
    const Json value = memberOf(route, member);
    return value.is_string() ? value.get<std::string>() : fallback;
}

std::string destinationOf(const Json& route)
{
    return textMember(route, "destination", "0.0.0.0/0");
}

} // namespace

RouteTableModel::RouteTableModel(DocumentController& controller, QObject* parent)
    : EntryTableModel(controller, "routes", parent)
{}

int RouteTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RouteTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isOrder = orientation == Qt::Vertical || section == Prefix;
    if (role == Qt::ToolTipRole && isOrder)
        return tr("The route with the longest prefix that holds the destination is taken.");
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return section + 1;
    switch (section) {
    case Destination:
        return tr("Destination");
    case Prefix:
        return tr("Prefix");
    case Target:
        return tr("Target");
    case State:
        return tr("Status");
    default:
        return {};
    }
}

int RouteTableModel::prefixLength(const Json& route) const
{
    const std::string destination = destinationOf(route);
    if (const auto block = Cidr::parse(destination))
        return block->length;
    const Resource* prefixList = architecture().find(ResourceId(destination));
    int longest = -1;
    if (prefixList != nullptr)
        for (const Json& entry : valueOf(catalogue(), *prefixList, "entries"))
            if (const auto block =
                    entry.is_string() ? Cidr::parse(entry.get<std::string>()) : std::nullopt)
                longest = std::max(longest, block->length);
    const bool isManaged =
        prefixList == nullptr || !textOf(catalogue(), *prefixList, "aws_managed_name").empty();
    return longest < 0 && isManaged ? managedListLength : longest;
}

std::vector<RouteTableModel::Row> RouteTableModel::implicitRows(const Json& list) const
{
    std::vector<Row> rows;
    for (const std::string& block :
         PeerWords::blocksOfVpc(catalogue(), architecture(), *resource())) {
        const Json local{{"destination", block}, {"target", "local"}};
        if (std::find(list.begin(), list.end(), local) == list.end())
            rows.push_back({local, -1});
    }
    for (const auto& candidate : architecture().resources()) {
        if (catalogue().typeOrGeneric(candidate->type).role != NetworkRole::Endpoint
            || textOf(catalogue(), *candidate, "endpoint_type") == "interface")
            continue;
        const auto tables = idsOf(catalogue(), *candidate, "route_tables");
        if (std::find(tables.begin(), tables.end(), resourceId()) != tables.end())
            rows.push_back({{{"destination", "pl-" + textOf(catalogue(), *candidate, "service")},
                             {"target", candidate->id.value()}},
                            -1});
    }
    return rows;
}

std::vector<RouteTableModel::Row> RouteTableModel::rowsOf(const Json& list) const
{
    std::vector<Row> rows = implicitRows(list);
    int position = 0;
    for (const Json& entry : list)
        rows.push_back({entry, position++});
    std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) {
        const int lengthA = prefixLength(a.entry);
        const int lengthB = prefixLength(b.entry);
        if (lengthA != lengthB)
            return lengthA > lengthB;
        const bool isBlockA = Cidr::parse(destinationOf(a.entry)).has_value();
        const bool isBlockB = Cidr::parse(destinationOf(b.entry)).has_value();
        return isBlockA && !isBlockB;
    });
    return rows;
}

std::vector<CellChoice> RouteTableModel::choices(const QModelIndex& index) const
{
    if (resource() == nullptr)
        return {};
    if (index.column() == Target)
        return PeerWords::targets(catalogue(), architecture(), *resource());
    if (index.column() != Destination)
        return {};
    auto choices = PeerWords::blocks(catalogue(), architecture(), *resource());
    for (CellChoice& choice : PeerWords::prefixLists(catalogue(), architecture()))
        choices.push_back(std::move(choice));
    return choices;
}

QString RouteTableModel::words(const Row& row, int column) const
{
    switch (column) {
    case Destination:
        return PeerWords::name(architecture(), destinationOf(row.entry));
    case Prefix: {
        const int length = prefixLength(row.entry);
        const bool isWritten = Cidr::parse(destinationOf(row.entry)).has_value();
        return length < 0 ? QString()
                          : QStringLiteral("%1/%2")
                                .arg(isWritten ? QString() : QStringLiteral("≤ "))
                                .arg(length);
    }
    case Target:
        return PeerWords::name(architecture(), textMember(row.entry, "target"));
    default:
        return {};
    }
}

QVariant RouteTableModel::data(const QModelIndex& index, int role) const
{
    if (index.isValid() && index.column() == Target && role == Qt::DecorationRole) {
        const std::string target = textMember(rowAt(index.row()).entry, "target");
        const Resource* behind = architecture().find(ResourceId(target));
        if (behind != nullptr)
            return typeIcon(catalogue().typeOrGeneric(behind->type).icon);
    }
    return EntryTableModel::data(index, role);
}

ChangedEntry RouteTableModel::withText(const Row& row, int column, const QString& text) const
{
    Json entry = row.entry;
    if (resource() == nullptr || column == Prefix)
        return entry;
    if (text == words(row, column))
        return entry;
    const auto offered = choices(index(0, column));
    const auto chosen = PeerWords::chosen(offered, text);
    if (column == Target) {
        if (!chosen)
            return tl::unexpected(
                tr("“%1” is nothing that a route of this VPC can lead to. Choose from the list.")
                    .arg(text.trimmed()));
        entry["target"] = *chosen;
        return entry;
    }
    const auto block = PeerWords::block(chosen ? toQString(*chosen) : text);
    if (!chosen && !block)
        return tl::unexpected(block.error());
    entry["destination"] = block ? *block : *chosen;
    if (const QString wrong = problem({entry, row.position}, Destination); !wrong.isEmpty())
        return tl::unexpected(wrong);
    return entry;
}

RouteTargetState RouteTableModel::stateOf(const Json& route) const
{
    return routeTargetState(catalogue(), architecture(), *resource(), textMember(route, "target"));
}

QString RouteTableModel::problem(const Row& row, int column) const
{
    if (resource() == nullptr)
        return {};
    if (column == Target) {
        const QString target = words(row, Target);
        if (target.isEmpty())
            return tr("Choose a target.");
        switch (stateOf(row.entry)) {
        case RouteTargetState::Usable:
            return {};
        case RouteTargetState::Missing:
            return tr("Blackhole: there is no “%1”.").arg(target);
        case RouteTargetState::OtherVpc:
            return tr("Blackhole: “%1” does not belong to this VPC.").arg(target);
        case RouteTargetState::NotAttached:
            return tr("Blackhole: “%1” is not attached to the VPC.").arg(target);
        case RouteTargetState::NotATarget:
            return tr("Blackhole: no route can lead to “%1”.").arg(target);
        }
    }
    if (column != Destination)
        return {};
    const std::string destination = destinationOf(row.entry);
    if (destination.empty())
        return tr("Enter a block or choose a prefix list.");
    for (const Row& other : rows())
        if (other.position >= 0 && other.position != row.position
            && destinationOf(other.entry) == destination)
            return tr("Another route leads to %1 too.").arg(words(row, Destination));
    const Resource* prefixList = architecture().find(ResourceId(destination));
    if (prefixList != nullptr
        && catalogue().typeOrGeneric(prefixList->type).role == NetworkRole::PrefixList)
        return {};
    const auto block = PeerWords::block(toQString(destination));
    return block ? QString() : block.error();
}

QString RouteTableModel::remark(int row) const
{
    const Json& route = rowAt(row).entry;
    if (isImplicit(row))
        return textMember(route, "target") == "local" ? tr("Active, in every table of the VPC")
                                                      : tr("Active, brought by the endpoint");
    const Resource* target = architecture().find(ResourceId(textMember(route, "target")));
    if (target != nullptr
        && catalogue().typeOrGeneric(target->type).role == NetworkRole::InternetGateway)
        return tr("Active, to the internet");
    return tr("Active");
}

bool RouteTableModel::leadsToInternet() const
{
    if (resource() == nullptr)
        return false;
    const Json routes = list();
    return std::any_of(routes.begin(), routes.end(), [&](const Json& route) {
        const Resource* target = architecture().find(ResourceId(textMember(route, "target")));
        return target != nullptr
               && catalogue().typeOrGeneric(target->type).role == NetworkRole::InternetGateway
               && stateOf(route) == RouteTargetState::Usable;
    });
}

bool RouteTableModel::isEditable(const Row& row, int column) const
{
    return EntryTableModel::isEditable(row, column) && column != Prefix;
}

/// A default route if there is none yet; through a NAT gateway where there is one, because a table
/// that was private must not become public by the way.
Json RouteTableModel::freshEntry(int /*row*/) const
{
    const Json routes = list();
    const bool hasDefault = std::any_of(routes.begin(), routes.end(), [](const Json& route) {
        return destinationOf(route) == "0.0.0.0/0";
    });
    const auto targets = routeTargets(catalogue(), architecture(), *resource());
    const auto nat = std::find_if(targets.begin(), targets.end(), [&](const ResourceId& id) {
        return catalogue().typeOrGeneric(architecture().find(id)->type).role
               == NetworkRole::NatGateway;
    });
    const auto best = nat == targets.end() ? targets.begin() : nat;
    return {{"destination", hasDefault ? "" : "0.0.0.0/0"},
            {"target", best == targets.end() ? std::string() : best->value()}};
}

Text RouteTableModel::titleOf(const Resource& resource) const
{
    return MODEL_TEXT("Edit", "Change routes of %1").with(displayName(resource));
}

} // namespace skydraft
