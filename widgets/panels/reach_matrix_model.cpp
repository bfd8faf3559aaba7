// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/reach_matrix_model.h"

#include <QColor>

#include "model/architecture/containment.h"
#include "model/architecture/names.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/panels/reach_words.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/theme.h"

#include <algorithm>
#include <utility>

namespace skydraft {
namespace {

constexpr int internet = 0;
constexpr std::size_t batch = 200;       // pairs asked for at once: the view shows them soon
constexpr std::size_t largeBatch = 5000; // where all of them are waited for

QString quoted(QString text)
{
    if (!text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n'))
        return text;
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

} // namespace

ReachMatrixModel::ReachMatrixModel(DocumentController& controller, ReachRunner& runner,
                                   QObject* parent)
    : QAbstractTableModel(parent)
    , m_controller(controller)
    , m_runner(runner)
    , m_ports(1) // number 0: nothing
{
    m_ask.setSingleShot(true);
    connect(&m_ask, &QTimer::timeout, this, &ReachMatrixModel::askNext);
    connect(&runner, &ReachRunner::changed, this, &ReachMatrixModel::hearChange);
}

void ReachMatrixModel::start()
{
    if (m_isStarted)
        return;
    m_isStarted = true;
    hearChange();
}

void ReachMatrixModel::hearChange()
{
    if (!m_isStarted)
        return;
    m_wanted.clear();
    m_isAsking = false; // an answer that is under way will not come
    m_answered = 0;
    for (Cell& cell : m_cells) {
        cell.isKnown = false;
        cell.isAsked = false;
    }
    m_runner.ask(this, [this](Reachability& reach) -> ReachRunner::Answer {
        return [this, ends = reach.ends()] { setEnds(ends); };
    });
}

ReachMatrixModel::Member ReachMatrixModel::describe(const ResourceId& id) const
{
    const Architecture& architecture = m_controller.architecture();
    const Resource* resource = architecture.find(id);
    if (resource == nullptr)
        return {id, ReachWords::end(architecture, id), "", {}, {}};
    const ServiceType& type = m_controller.catalogue().typeOrGeneric(resource->type);
    Member member{id, ReachWords::end(architecture, id), type.icon, tr("In no subnet"),
                  localized(type.name)};
    if (const Resource* subnet =
            ancestorOf(m_controller.catalogue(), architecture, *resource, NetworkRole::Subnet))
        member.subnet = toQString(displayName(*subnet));
    member.receives = type.role != NetworkRole::Clients;
    return member;
}

void ReachMatrixModel::setEnds(const std::vector<ResourceId>& ends)
{
    std::vector<Member> members{describe({})};
    for (const ResourceId& id : ends)
        members.push_back(describe(id));
    const bool isSame =
        std::equal(members.begin(), members.end(), m_members.begin(), m_members.end(),
                   [](const Member& a, const Member& b) { return a.id == b.id; });
    beginResetModel();
    m_members = std::move(members);
    if (!isSame) {
        ++m_generation;
        m_isAsking = false;
        m_wanted.clear();
        m_cells.assign(m_members.size() * m_members.size(), {});
        m_ports.assign(1, {});
        m_portNumbers.clear();
    }
    arrangeLines();
    endResetModel();
    if (m_isCompleting)
        completeAll();
}

void ReachMatrixModel::setFilter(const Filter& filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    m_wanted.clear();
    for (Cell& cell : m_cells)
        cell.isAsked = false;
    m_isCompleting = false;
    arrangeLines();
    endResetModel();
}

void ReachMatrixModel::retranslate()
{
    if (!m_isStarted)
        return;
    beginResetModel();
    for (Member& member : m_members)
        member = describe(member.id);
    for (Ports& ports : m_ports)
        ports.words = ReachWords::ports(ports.open);
    arrangeLines();
    endResetModel();
}

void ReachMatrixModel::arrangeLines()
{
    const auto matching = [&](const QString& text, bool isSender) {
        std::vector<int> found;
        for (int i = isSender ? internet : internet + 1; i < static_cast<int>(m_members.size());
             ++i) {
            const Member& member = m_members[static_cast<std::size_t>(i)];
            if (isSender && m_filter.isFromInternetOnly && i != internet)
                break;
            if (!isSender && !member.receives)
                continue;
            if (member.name.contains(text, Qt::CaseInsensitive)
                || member.subnet.contains(text, Qt::CaseInsensitive)
                || member.type.contains(text, Qt::CaseInsensitive))
                found.push_back(i);
        }
        return found;
    };
    m_rows = linesOf(matching(m_filter.from, true));
    m_columns = linesOf(matching(m_filter.to, false));
}

std::vector<ReachMatrixModel::Line> ReachMatrixModel::linesOf(const std::vector<int>& members) const
{
    std::vector<Line> lines;
    std::map<QString, std::size_t> groups;
    for (const int number : members) {
        const Member& member = m_members[static_cast<std::size_t>(number)];
        const QString& key = m_filter.grouping == Grouping::Subnet ? member.subnet : member.type;
        if (m_filter.grouping == Grouping::None || number == internet) {
            lines.push_back({member.name, member.icon, {number}});
            continue;
        }
        const auto [group, isNew] = groups.emplace(key, lines.size());
        if (isNew)
            lines.push_back(
                {key, m_filter.grouping == Grouping::Type ? member.icon : "vpc-subnet", {}});
        lines[group->second].members.push_back(number);
    }
    for (Line& line : lines)
        if (m_filter.grouping != Grouping::None && line.members.front() != internet)
            line.name = tr("%1 (%2)", "a group and how many it has")
                            .arg(line.name)
                            .arg(line.members.size());
    if (m_filter.grouping != Grouping::None)
        std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
            const bool isInternet = a.members.front() == internet;
            const bool isOther = b.members.front() == internet;
            return isInternet != isOther ? isInternet : a.name < b.name;
        });
    return lines;
}

void ReachMatrixModel::askNext()
{
    if (m_isAsking || m_wanted.empty())
        return;
    // The newest first: that is where the view is now.
    const std::size_t most = m_isCompleting ? largeBatch : batch;
    std::vector<Pair> pairs;
    while (!m_wanted.empty() && pairs.size() < most) {
        pairs.push_back(m_wanted.back());
        m_wanted.pop_back();
    }
    std::vector<std::pair<ResourceId, ResourceId>> ids;
    for (const auto& [from, to] : pairs)
        ids.emplace_back(m_members[static_cast<std::size_t>(from)].id,
                         m_members[static_cast<std::size_t>(to)].id);
    m_isAsking = true;
    m_runner.ask(
        this,
        [this, pairs, ids, generation = m_generation](Reachability& reach) -> ReachRunner::Answer {
            std::vector<Reach> found;
            found.reserve(ids.size());
            for (const auto& [from, to] : ids)
                found.push_back(from.empty() ? reach.fromInternet(to, Reachability::Ends::Any)
                                             : reach.between(from, to, Reachability::Ends::Any));
            return [this, pairs, generation, found = std::move(found)] {
                if (generation == m_generation) // or the numbers mean others now
                    take(pairs, found);
            };
        });
}

int ReachMatrixModel::numberOf(const Reach& reach)
{
    if (reach.ports.empty() && reach.unknown.empty())
        return 0;
    const QString words = ReachWords::ports(reach.ports);
    const QString key = words + u'\n' + ReachWords::ports(reach.unknown);
    const auto [number, isNew] = m_portNumbers.emplace(key, static_cast<int>(m_ports.size()));
    if (isNew)
        m_ports.push_back({reach.ports, reach.unknown, words});
    return number->second;
}

void ReachMatrixModel::take(const std::vector<Pair>& pairs, const std::vector<Reach>& found)
{
    m_isAsking = false;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        Cell& cell = m_cells[placeOf(pairs[i])];
        m_answered += cell.isKnown ? 0 : 1;
        cell = {numberOf(found[i]), true, true};
    }
    if (rowCount() > 0 && columnCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    emit progressed();
    if (!m_wanted.empty())
        m_ask.start(0);
    else if (std::exchange(m_isCompleting, false) && missingCells() == 0)
        emit completed();
}

ReachMatrixModel::Found ReachMatrixModel::find(int row, int column) const
{
    Found found;
    found.isSelf = true;
    std::vector<int> seen{0}; // a group has thousands of pairs that say the same
    for (const int from : m_rows[static_cast<std::size_t>(row)].members)
        for (const int to : m_columns[static_cast<std::size_t>(column)].members) {
            if (from == to)
                continue;
            found.isSelf = false;
            Cell& cell = m_cells[placeOf({from, to})];
            if (!cell.isKnown && !cell.isAsked) {
                cell.isAsked = true;
                m_wanted.emplace_back(from, to);
                if (!m_isAsking)
                    m_ask.start(0);
            }
            found.isComplete = found.isComplete && cell.isKnown;
            if (std::find(seen.begin(), seen.end(), cell.ports) == seen.end()) {
                seen.push_back(cell.ports);
                const Ports& ports = m_ports[static_cast<std::size_t>(cell.ports)];
                found.open = unitedPorts(std::move(found.open), ports.open);
                found.unknown = unitedPorts(std::move(found.unknown), ports.unknown);
            }
        }
    return found;
}

bool ReachMatrixModel::matches(const Found& found) const
{
    return !m_filter.port || isOpen(found.open, m_filter.protocol, *m_filter.port);
}

QString ReachMatrixModel::wordsOf(const Found& found) const
{
    if (found.isSelf)
        return QStringLiteral("–");
    const QString words = ReachWords::ports(found.open);
    if (!words.isEmpty())
        return matches(found) ? words : QString();
    if (!found.isComplete)
        return QStringLiteral("…");
    return found.unknown.empty() || m_filter.port ? QString() : QStringLiteral("?");
}

std::optional<Reach> ReachMatrixModel::reachAt(const QModelIndex& index) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return std::nullopt;
    std::optional<Reach> first;
    for (const int from : m_rows[static_cast<std::size_t>(index.row())].members)
        for (const int to : m_columns[static_cast<std::size_t>(index.column())].members) {
            if (from == to)
                continue;
            const Cell& cell = m_cells[placeOf({from, to})];
            const Ports& ports = m_ports[static_cast<std::size_t>(cell.ports)];
            const Reach reach{m_members[static_cast<std::size_t>(from)].id,
                              m_members[static_cast<std::size_t>(to)].id, ports.open,
                              ports.unknown};
            const bool isWanted = m_filter.port
                                      ? isOpen(ports.open, m_filter.protocol, *m_filter.port)
                                      : !ports.open.empty();
            if (isWanted)
                return reach;
            if (!first)
                first = reach;
        }
    return first;
}

int ReachMatrixModel::missingCells() const
{
    int missing = 0;
    for (const Line& row : m_rows)
        for (const Line& column : m_columns)
            for (const int from : row.members)
                for (const int to : column.members)
                    missing += from != to && !m_cells[placeOf({from, to})].isKnown ? 1 : 0;
    return missing;
}

void ReachMatrixModel::completeAll()
{
    m_isCompleting = true;
    for (int row = 0; row < rowCount(); ++row)
        for (int column = 0; column < columnCount(); ++column)
            find(row, column);
    if (missingCells() == 0 && m_isStarted && !m_members.empty()) {
        m_isCompleting = false;
        emit completed();
    }
}

QString ReachMatrixModel::csv() const
{
    QString text = quoted(tr("From / to"));
    for (const Line& column : m_columns)
        text += u',' + quoted(column.name);
    text += u'\n';
    for (int row = 0; row < rowCount(); ++row) {
        text += quoted(m_rows[static_cast<std::size_t>(row)].name);
        for (int column = 0; column < columnCount(); ++column)
            text += u',' + quoted(wordsOf(find(row, column)));
        text += u'\n';
    }
    return text;
}

int ReachMatrixModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ReachMatrixModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ReachMatrixModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const bool isAnswered = role == Qt::DisplayRole || role == Qt::ToolTipRole
                            || role == Qt::BackgroundRole || role == Qt::AccessibleTextRole;
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignCenter);
    if (!isAnswered)
        return {};
    const Found found = find(index.row(), index.column());
    const QString words = wordsOf(found);
    if (role == Qt::DisplayRole)
        return words;
    const Line& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::BackgroundRole) {
        if (found.open.empty() || words.isEmpty())
            return {};
        QColor ground = row.members.front() == internet ? theme().note : theme().allowed;
        ground.setAlpha(34);
        return ground;
    }
    const QString said = !words.isEmpty() ? words : tr("nothing");
    return tr("%1 → %2: %3")
        .arg(row.name, m_columns[static_cast<std::size_t>(index.column())].name,
             found.isSelf ? tr("itself") : said);
}

QVariant ReachMatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const auto& lines = orientation == Qt::Vertical ? m_rows : m_columns;
    if (section < 0 || section >= static_cast<int>(lines.size()))
        return {};
    const Line& line = lines[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return line.name;
    if (role == Qt::ToolTipRole)
        return orientation == Qt::Vertical ? tr("From %1").arg(line.name)
                                           : tr("To %1").arg(line.name);
    if (role == Qt::DecorationRole && orientation == Qt::Vertical)
        return line.icon.empty() ? actionIcon(QStringLiteral("language")) : typeIcon(line.icon);
    return {};
}

} // namespace skydraft
