// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/entry_table_model.h"

#include <QColor>
#include <QFont>
#include <QIcon>

#include "model/architecture/property_value.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/theme/theme.h"

#include <algorithm>

namespace skydraft {

namespace {

/// The entries of `before` that are not in `after`: what a fix takes away or changes.
std::vector<Json> lost(const Json& before, const Json& after)
{
    std::vector<Json> left(after.begin(), after.end());
    std::vector<Json> result;
    for (const Json& entry : before) {
        const auto found = std::find(left.begin(), left.end(), entry);
        if (found == left.end())
            result.push_back(entry);
        else
            left.erase(found);
    }
    return result;
}

QIcon severityIcon(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return coloredIcon(QStringLiteral("error"), theme().error);
    case Severity::Warning:
        return coloredIcon(QStringLiteral("warning"), theme().warning);
    case Severity::Note:
        return coloredIcon(QStringLiteral("note"), theme().note);
    }
    return {};
}

} // namespace

EntryTableModel::EntryTableModel(DocumentController& controller, const char* property,
                                 QObject* parent)
    : QAbstractTableModel(parent)
    , m_controller(controller)
    , m_property(property)
{
    connect(&controller, &DocumentController::changed, this, &EntryTableModel::hear);
}

void EntryTableModel::setResource(const ResourceId& id)
{
    if (id == m_id)
        return;
    beginResetModel();
    m_id = id;
    m_typed.clear();
    m_rows = resource() == nullptr ? std::vector<Row>() : rowsOf(list());
    readFindings();
    endResetModel();
    emit refreshed();
}

void EntryTableModel::setAnalysis(const AnalysisPointer& analysis)
{
    m_analysis = analysis;
    readFindings();
    retranslate();
    emit refreshed();
}

void EntryTableModel::retranslate()
{
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void EntryTableModel::hear(const ChangeSet& changes)
{
    // Names of others and the VPC's blocks stand in cells too.
    if (!m_id.empty() && !changes.resources.empty())
        refresh();
}

void EntryTableModel::refresh()
{
    show(resource() == nullptr ? std::vector<Row>() : rowsOf(list()));
    emit refreshed();
}

/// Tells views which rows came or went, so that they keep the chosen row and an open field.
void EntryTableModel::show(std::vector<Row> rows)
{
    if (rows.size() != m_rows.size())
        m_typed.clear();
    for (const Row& row : rows) {
        const auto before = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& candidate) {
            return candidate.position == row.position;
        });
        if (before == m_rows.end() || before->entry != row.entry)
            std::erase_if(m_typed,
                          [&](const auto& typed) { return typed.first.first == row.position; });
    }
    const auto isEqual = [](const Row& a, const Row& b) { return a.entry == b.entry; };
    const auto same =
        std::mismatch(m_rows.begin(), m_rows.end(), rows.begin(), rows.end(), isEqual);
    const auto front = static_cast<int>(same.first - m_rows.begin());
    const int before = rowCount() - front;
    const int after = static_cast<int>(rows.size()) - front;
    int back = 0;
    while (back < std::min(before, after)
           && isEqual(*(m_rows.rbegin() + back), *(rows.rbegin() + back)))
        ++back;
    const int common = front + std::min(before, after) - back;
    if (after > before) {
        beginInsertRows({}, common, common + after - before - 1);
        m_rows = std::move(rows);
        readFindings();
        endInsertRows();
    } else if (before > after) {
        beginRemoveRows({}, common, common + before - after - 1);
        m_rows = std::move(rows);
        readFindings();
        endRemoveRows();
    } else {
        m_rows = std::move(rows);
        readFindings();
    }
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

/// A finding is about the rows that its fix would take away or change.
void EntryTableModel::readFindings()
{
    m_findings.clear();
    const Resource* analysed =
        m_analysis == nullptr ? nullptr : m_analysis->architecture.find(m_id);
    if (analysed == nullptr)
        return;
    const Json before = valueOf(catalogue(), *analysed, m_property);
    for (const FindingPointer& shared : m_analysis->everyFinding) {
        const Finding& finding = *shared;
        if (finding.resource != m_id)
            continue;
        for (const Fix& fix : finding.fixes) {
            const auto* change = std::get_if<SetProperty>(&fix.edit.change);
            if (change == nullptr || change->id != m_id || change->property != m_property
                || !change->value)
                continue;
            std::vector<Json> guilty = lost(before, *change->value);
            // From the end: of equal entries the rules call the later one too many.
            for (auto row = m_rows.rbegin(); row != m_rows.rend(); ++row) {
                const auto found = std::find(guilty.begin(), guilty.end(), row->entry);
                if (row->position < 0 || found == guilty.end())
                    continue;
                guilty.erase(found);
                m_findings[row->position].push_back(&finding);
            }
        }
    }
}

int EntryTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

Json EntryTableModel::list() const
{
    const Resource* own = resource();
    const Json value = own == nullptr ? Json() : valueOf(catalogue(), *own, m_property);
    return value.is_array() ? value : Json::array();
}

int EntryTableModel::entryCount() const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(),
                                          [](const Row& row) { return row.position >= 0; }));
}

int EntryTableModel::rowOfPosition(int position) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const Row& row) { return row.position == position; });
    return found == m_rows.end() || position < 0 ? -1 : static_cast<int>(found - m_rows.begin());
}

const Finding* EntryTableModel::findingAt(int row) const
{
    const auto found = m_findings.find(rowAt(row).position);
    if (found == m_findings.end())
        return nullptr;
    return *std::max_element(
        found->second.begin(), found->second.end(),
        [](const Finding* a, const Finding* b) { return a->severity < b->severity; });
}

QString EntryTableModel::problemAt(int row, int column) const
{
    const Row& shown = rowAt(row);
    if (const auto typed = m_typed.find({shown.position, column}); typed != m_typed.end()) {
        const ChangedEntry changed = withText(shown, column, typed->second);
        return changed ? QString() : changed.error();
    }
    return shown.position < 0 ? QString() : problem(shown, column);
}

QString EntryTableModel::textAt(int row, int column) const
{
    const Row& shown = rowAt(row);
    const auto typed = m_typed.find({shown.position, column});
    return typed != m_typed.end() ? typed->second : words(shown, column);
}

QStringList EntryTableModel::remarksAt(int row) const
{
    QStringList remarks;
    for (int column = 0; column < columnCount(); ++column)
        if (const QString wrong = problemAt(row, column); !wrong.isEmpty())
            remarks.append(wrong);
    if (const auto found = m_findings.find(rowAt(row).position); found != m_findings.end())
        for (const Finding* finding : found->second)
            remarks.append(QStringLiteral("%1: %2 %3")
                               .arg(toQString(finding->code), translated(finding->message),
                                    translated(finding->why)));
    return remarks;
}

QVariant EntryTableModel::remarkData(int row, int role) const
{
    QString wrong;
    for (int column = 0; column < columnCount() && wrong.isEmpty(); ++column)
        wrong = problemAt(row, column);
    const Finding* finding = findingAt(row);
    switch (role) {
    case MarkRole:
        return true;
    case Qt::DisplayRole:
        return wrong.isEmpty() ? remark(row) : wrong;
    case Qt::AccessibleTextRole: {
        QStringList parts{wrong.isEmpty() ? remark(row) : wrong};
        if (finding != nullptr)
            parts.append(translated(finding->message));
        return parts.join(QStringLiteral(". "));
    }
    case Qt::DecorationRole:
        if (!wrong.isEmpty())
            return severityIcon(Severity::Error);
        return finding == nullptr ? QVariant() : QVariant(severityIcon(finding->severity));
    case Qt::ForegroundRole:
        if (!wrong.isEmpty())
            return theme().error;
        return rowAt(row).position < 0 ? QVariant(theme().mutedText) : QVariant();
    case Qt::ToolTipRole: {
        QStringList lines = remarksAt(row);
        if (const QString tip = remarkTip(row); !tip.isEmpty())
            lines.prepend(tip);
        return lines.join(QLatin1Char('\n'));
    }
    default:
        return {};
    }
}

QVariant EntryTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row& row = rowAt(index.row());
    if (role == ImplicitRole)
        return row.position < 0;
    if (index.column() == remarkColumn())
        return remarkData(index.row(), role);
    const QString wrong = problemAt(index.row(), index.column());
    switch (role) {
    case Qt::DisplayRole:
        return textAt(index.row(), index.column());
    case Qt::EditRole:
        return m_typed.contains({row.position, index.column()})
                   ? textAt(index.row(), index.column())
                   : editedWords(row, index.column());
    case ProblemRole:
        return wrong;
    case Qt::ToolTipRole:
        return wrong.isEmpty() ? textAt(index.row(), index.column()) : wrong;
    case Qt::AccessibleTextRole: {
        const QString text = textAt(index.row(), index.column());
        return wrong.isEmpty() ? text : QStringLiteral("%1. %2").arg(text, wrong);
    }
    case Qt::ForegroundRole:
        if (!wrong.isEmpty())
            return theme().error;
        return row.position < 0 ? QVariant(theme().mutedText) : QVariant();
    case Qt::FontRole: {
        QFont font;
        font.setItalic(row.position < 0);
        return row.position < 0 ? QVariant(font) : QVariant();
    }
    default:
        return {};
    }
}

bool EntryTableModel::isEditable(const Row& row, int column) const
{
    return row.position >= 0 && column != remarkColumn();
}

Qt::ItemFlags EntryTableModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (!m_controller.isReadOnly() && isEditable(rowAt(index.row()), index.column()))
        flags |= Qt::ItemIsEditable;
    return flags;
}

std::vector<CellChoice> EntryTableModel::choices(const QModelIndex& /*index*/) const
{
    return {};
}

bool EntryTableModel::takesOwnText(const QModelIndex& /*index*/) const
{
    return true;
}

QString EntryTableModel::reasonAgainst(const QModelIndex& index, const QString& text) const
{
    if (!index.isValid())
        return {};
    const ChangedEntry changed = withText(rowAt(index.row()), index.column(), text);
    return changed ? QString() : changed.error();
}

bool EntryTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const Row row = rowAt(index.row());
    const QString text = value.toString();
    const Cell cell{row.position, index.column()};
    const ChangedEntry changed = withText(row, index.column(), text);
    if (!changed) {
        m_typed[cell] = text;
        emit dataChanged(this->index(index.row(), 0), this->index(index.row(), columnCount() - 1));
        emit refreshed();
        return false;
    }
    const bool wasWrong = m_typed.erase(cell) > 0;
    if (*changed != row.entry) {
        Json entries = list();
        entries[static_cast<std::size_t>(row.position)] = *changed;
        return write(std::move(entries));
    }
    if (wasWrong) {
        emit dataChanged(this->index(index.row(), 0), this->index(index.row(), columnCount() - 1));
        emit refreshed();
    }
    return true;
}

bool EntryTableModel::write(Json list)
{
    const Resource* own = resource();
    return own != nullptr
           && m_controller.apply(Edit{SetProperty{m_id, m_property, std::move(list)}},
                                 titleOf(*own));
}

int EntryTableModel::insert(Json& list, Json entry, int position) const
{
    const auto place = position < 0 ? list.size() : static_cast<std::size_t>(position) + 1;
    list.insert(list.begin() + static_cast<Json::difference_type>(place), std::move(entry));
    return static_cast<int>(place);
}

int EntryTableModel::add(int row)
{
    if (resource() == nullptr)
        return -1;
    Json entries = list();
    const int after = row < 0 || row >= rowCount() ? -1 : rowAt(row).position;
    const int place = insert(entries, freshEntry(row), after);
    return write(std::move(entries)) ? rowOfPosition(place) : -1;
}

int EntryTableModel::duplicate(int row)
{
    if (row < 0 || row >= rowCount() || isImplicit(row))
        return -1;
    Json entries = list();
    const int place = insert(entries, rowAt(row).entry, rowAt(row).position);
    return write(std::move(entries)) ? rowOfPosition(place) : -1;
}

bool EntryTableModel::remove(int row)
{
    if (row < 0 || row >= rowCount() || isImplicit(row))
        return false;
    Json entries = list();
    entries.erase(static_cast<std::size_t>(rowAt(row).position));
    return write(std::move(entries));
}

} // namespace skydraft
