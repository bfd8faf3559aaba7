// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "model/network/route_targets.h"
#include "widgets/tables/entry_table_model.h"

namespace skydraft {

/// The routes of a table in the order in which they win: the longest prefix first, and of equal
/// ones a block before a prefix list. The local routes, and those that gateway endpoints bring, are
/// rows that nobody can change.
class RouteTableModel : public EntryTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Destination,
        Prefix,
        Target,
        State,
        ColumnCount
    };

    explicit RouteTableModel(DocumentController& controller, QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    std::vector<CellChoice> choices(const QModelIndex& index) const override;

    /// Some route leads to an attached internet gateway: subnets of the table are public.
    bool leadsToInternet() const;

protected:
    std::vector<Row> rowsOf(const Json& list) const override;
    int remarkColumn() const override { return State; }
    QString words(const Row& row, int column) const override;
    ChangedEntry withText(const Row& row, int column, const QString& text) const override;
    QString problem(const Row& row, int column) const override;
    QString remark(int row) const override;
    bool isEditable(const Row& row, int column) const override;
    Json freshEntry(int row) const override;
    Text titleOf(const Resource& resource) const override;

private:
    int prefixLength(const Json& route) const;
    RouteTargetState stateOf(const Json& route) const;

    /// The rows that AWS adds, for the list as it is.
    std::vector<Row> implicitRows(const Json& list) const;
};

} // namespace skydraft
