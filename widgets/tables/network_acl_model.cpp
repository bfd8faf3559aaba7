// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/network_acl_model.h"

#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/base/cidr.h"
#include "widgets/common/language.h"

#include <algorithm>

namespace skydraft {

namespace {

constexpr int defaultNumber = 100;
constexpr int wideStep = 100;
constexpr int narrowStep = 10;
constexpr int firstEphemeral = 1024; // AWS VPC User Guide, "Ephemeral ports"
constexpr int lastPort = 65535;

int numberOf(const Json& rule)
{
    const Json value = memberOf(rule, "number");
    return value.is_number_integer() ? value.get<int>() : defaultNumber;
}

std::string textOf(const Json& rule, const char* member, const char* fallback)
{
    const Json value = memberOf(rule, member);
    return value.is_string() ? value.get<std::string>() : fallback;
}

bool isAllow(const Json& rule)
{
    return textOf(rule, "action", "allow") != "deny";
}

Json implicitRule(const char* block, const char* action)
{
    return {{"protocol", "all"}, {"cidr", block}, {"action", action}};
}

/// A round number between two others, or any; nothing where they are neighbours.
std::optional<int> numberBetween(int before, int after)
{
    for (const int step : {wideStep, narrowStep, 5, 1}) {
        const int middle = before + (after - before) / 2;
        const int round = middle / step * step;
        for (const int candidate : {round, round + step})
            if (before < candidate && candidate < after)
                return candidate;
    }
    return std::nullopt;
}

} // namespace

NetworkAclModel::NetworkAclModel(DocumentController& controller, Side side, QObject* parent)
    : EntryTableModel(controller, "rules", parent)
    , m_side(side)
{}

int NetworkAclModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant NetworkAclModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("Rule number");
    case Type:
        return tr("Type");
    case Protocol:
        return tr("Protocol");
    case Ports:
        return tr("Port range");
    case Block:
        return m_side == Side::Inbound ? tr("Source") : tr("Destination");
    case Action:
        return tr("Allow/Deny");
    case Remark:
        return tr("Remarks");
    default:
        return {};
    }
}

bool NetworkAclModel::isOfSide(const Json& rule) const
{
    return (textOf(rule, "direction", "ingress") == "egress") == (m_side == Side::Outbound);
}

std::vector<NetworkAclModel::Row> NetworkAclModel::ordered(const Json& list) const
{
    std::vector<Row> rows;
    int position = 0;
    for (const Json& entry : list) {
        if (isOfSide(entry))
            rows.push_back({entry, position});
        ++position;
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        return numberOf(a.entry) < numberOf(b.entry);
    });
    return rows;
}

std::vector<NetworkAclModel::Row> NetworkAclModel::rowsOf(const Json& list) const
{
    std::vector<Row> rows = ordered(list);
    const Resource* own = resource();
    if (own != nullptr && list.empty() && flagOf(catalogue(), *own, "is_default", false)) {
        Json everything = implicitRule("0.0.0.0/0", "allow");
        everything["number"] = defaultNumber;
        rows.push_back({everything, -1});
    }
    rows.push_back({implicitRule("0.0.0.0/0", "deny"), -1});
    if (own != nullptr && hasIpv6(*own))
        rows.push_back({implicitRule("::/0", "deny"), -1});
    return rows;
}

/// AWS adds a second rule * to the ACLs of a VPC with an IPv6 block.
bool NetworkAclModel::hasIpv6(const Resource& acl) const
{
    const auto blocks = PeerWords::blocksOfVpc(catalogue(), architecture(), acl);
    return std::any_of(blocks.begin(), blocks.end(), [](const std::string& block) {
        return block.find(':') != std::string::npos;
    });
}

std::vector<CellChoice> NetworkAclModel::choices(const QModelIndex& index) const
{
    std::vector<CellChoice> choices;
    const auto addWords = [&](const QStringList& words) {
        for (const QString& word : words)
            choices.push_back({word, word, {}});
    };
    switch (index.column()) {
    case Type:
        addWords(RuleWords::types());
        break;
    case Protocol:
        addWords(RuleWords::protocols());
        break;
    case Action:
        addWords({tr("Allow"), tr("Deny")});
        break;
    case Block:
        if (resource() != nullptr)
            return PeerWords::blocks(catalogue(), architecture(), *resource());
        break;
    default:
        break;
    }
    return choices;
}

bool NetworkAclModel::takesOwnText(const QModelIndex& index) const
{
    return index.column() != Type && index.column() != Action;
}

QString NetworkAclModel::words(const Row& row, int column) const
{
    switch (column) {
    case Number:
        return row.entry.contains("number") || row.position >= 0
                   ? QString::number(numberOf(row.entry))
                   : QStringLiteral("*");
    case Type:
        return RuleWords::type(row.entry);
    case Protocol:
        return RuleWords::protocol(row.entry);
    case Ports:
        return RuleWords::ports(row.entry);
    case Block:
        return toQString(textOf(row.entry, "cidr", "0.0.0.0/0"));
    case Action:
        return isAllow(row.entry) ? tr("Allow") : tr("Deny");
    default:
        return {};
    }
}

ChangedEntry NetworkAclModel::withText(const Row& row, int column, const QString& text) const
{
    Json entry = row.entry;
    switch (column) {
    case Number: {
        bool isNumber = false;
        const int number = text.trimmed().toInt(&isNumber);
        if (!isNumber || number < 1 || number > lastNumber)
            return tl::unexpected(tr("A rule number is 1 to %1.").arg(lastNumber));
        entry["number"] = number;
        if (const QString wrong = problem({entry, row.position}, Number); !wrong.isEmpty())
            return tl::unexpected(wrong);
        return entry;
    }
    case Type:
        return RuleWords::withType(std::move(entry), text);
    case Protocol:
        return RuleWords::withProtocol(std::move(entry), text);
    case Ports:
        return RuleWords::withPorts(std::move(entry), text);
    case Action:
        entry["action"] = text == tr("Deny") ? "deny" : "allow";
        return entry;
    case Block: {
        QString typed = text;
        if (resource() != nullptr)
            if (const auto chosen = PeerWords::chosen(
                    PeerWords::blocks(catalogue(), architecture(), *resource()), text))
                typed = toQString(*chosen);
        const auto block = PeerWords::block(typed);
        if (!block)
            return tl::unexpected(block.error());
        entry["cidr"] = *block;
        return entry;
    }
    default:
        return entry;
    }
}

QString NetworkAclModel::problem(const Row& row, int column) const
{
    if (column == Ports)
        return RuleWords::portsProblem(row.entry);
    if (column == Block) {
        const auto block = PeerWords::block(toQString(textOf(row.entry, "cidr", "0.0.0.0/0")));
        return block ? QString() : block.error();
    }
    if (column != Number)
        return {};
    for (const Row& other : rows())
        if (other.position >= 0 && other.position != row.position
            && numberOf(other.entry) == numberOf(row.entry))
            return tr("Another rule has the number %1 too.").arg(numberOf(row.entry));
    return {};
}

QString NetworkAclModel::remark(int row) const
{
    if (const Finding* finding = findingAt(row))
        return translated(finding->message);
    if (!isImplicit(row))
        return {};
    return rowAt(row).entry.contains("number") ? tr("As long as the default ACL has no rules")
                                               : tr("Denies what no rule matches");
}

bool NetworkAclModel::isEditable(const Row& row, int column) const
{
    return EntryTableModel::isEditable(row, column)
           && (column != Ports || RuleWords::hasPorts(row.entry));
}

Json NetworkAclModel::freshEntry(int /*row*/) const
{
    return {{"direction", m_side == Side::Inbound ? "ingress" : "egress"},
            {"action", "allow"},
            {"protocol", "tcp"},
            {"from_port", 443},
            {"to_port", 443},
            {"cidr", "0.0.0.0/0"}};
}

void NetworkAclModel::number(Json& list, const std::vector<Row>& rows, int step) const
{
    int next = step;
    for (const Row& row : rows) {
        list[static_cast<std::size_t>(row.position)]["number"] = next;
        next += step;
    }
}

/// The new rule gets a number right behind the one at `position`. Where there is no room between
/// it and the next one, all rules of the direction are numbered anew.
int NetworkAclModel::insert(Json& list, Json entry, int position) const
{
    std::vector<Row> rows = ordered(list);
    auto next = rows.end();
    if (position >= 0) {
        const auto own = std::find_if(rows.begin(), rows.end(),
                                      [&](const Row& row) { return row.position == position; });
        next = own == rows.end() ? own : own + 1;
    }
    const int before = next == rows.begin() ? 0 : numberOf((next - 1)->entry);
    const int roundNext = (before / wideStep + 1) * wideStep;
    const int after = next != rows.end()       ? numberOf(next->entry)
                      : roundNext < lastNumber ? roundNext + 1
                                               : lastNumber + 1;
    const auto free = next == rows.end() && roundNext <= lastNumber ? std::optional(roundNext)
                                                                    : numberBetween(before, after);
    entry["number"] = free.value_or(0);
    list.push_back(entry);
    const int place = static_cast<int>(list.size()) - 1;
    if (!free) {
        rows.insert(next, {entry, place});
        number(list, rows,
               static_cast<int>(rows.size()) * wideStep <= lastNumber ? wideStep : narrowStep);
    }
    return place;
}

int NetworkAclModel::move(int from, int to)
{
    Json entries = list();
    std::vector<Row> rows = ordered(entries);
    const int last = static_cast<int>(rows.size()) - 1;
    to = std::clamp(to, 0, std::max(last, 0));
    if (from < 0 || from > last || from == to)
        return -1;
    std::vector<int> numbers;
    for (const Row& row : rows)
        numbers.push_back(numberOf(row.entry));
    const bool isAmbiguous = std::adjacent_find(numbers.begin(), numbers.end()) != numbers.end();
    const int position = rows[static_cast<std::size_t>(from)].position;
    const auto begin = rows.begin();
    if (from < to)
        std::rotate(begin + from, begin + from + 1, begin + to + 1);
    else
        std::rotate(begin + to, begin + from, begin + from + 1);
    if (isAmbiguous)
        number(entries, rows, wideStep);
    else
        for (std::size_t i = 0; i < rows.size(); ++i)
            entries[static_cast<std::size_t>(rows[i].position)]["number"] = numbers[i];
    return write(std::move(entries)) ? rowOfPosition(position) : -1;
}

bool NetworkAclModel::renumber(int step)
{
    Json entries = list();
    const std::vector<Row> rows = ordered(entries);
    if (rows.empty() || static_cast<int>(rows.size()) * step > lastNumber)
        return false;
    number(entries, rows, step);
    return entries == list() || write(std::move(entries));
}

bool NetworkAclModel::allowsEphemeralPorts() const
{
    const auto rows = ordered(list());
    return std::any_of(rows.begin(), rows.end(), [](const Row& row) {
        const QString ports = RuleWords::ports(row.entry);
        const bool isWide =
            RuleWords::ports(row.entry) == RuleWords::ports(Json{{"protocol", "all"}})
            || ports == QStringLiteral("%1-%2").arg(firstEphemeral).arg(lastPort);
        const std::string protocol = textOf(row.entry, "protocol", "tcp");
        return isAllow(row.entry) && isWide && (protocol == "tcp" || protocol == "all")
               && textOf(row.entry, "cidr", "0.0.0.0/0") == "0.0.0.0/0";
    });
}

int NetworkAclModel::allowEphemeralPorts()
{
    if (resource() == nullptr || allowsEphemeralPorts())
        return -1;
    Json entries = list();
    Json rule = freshEntry(-1);
    rule["from_port"] = firstEphemeral;
    rule["to_port"] = lastPort;
    const int place = insert(entries, std::move(rule), -1);
    return write(std::move(entries)) ? rowOfPosition(place) : -1;
}

Text NetworkAclModel::titleOf(const Resource& resource) const
{
    return (m_side == Side::Inbound ? MODEL_TEXT("Edit", "Change inbound rules of %1")
                                    : MODEL_TEXT("Edit", "Change outbound rules of %1"))
        .with(displayName(resource));
}

} // namespace skydraft
