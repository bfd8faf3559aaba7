// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tables/entry_table_model.h"

namespace skydraft {

/// The rules of a network ACL in one direction, in the order in which AWS reads them, with the
/// rule * that denies the rest at the end.
class NetworkAclModel : public EntryTableModel
{
    Q_OBJECT

public:
    enum class Side
    {
        Inbound,
        Outbound
    };
    enum Column
    {
        Number,
        Type,
        Protocol,
        Ports,
        Block,
        Action,
        Remark,
        ColumnCount
    };

    static constexpr int lastNumber = 32766; ///< Amazon VPC API Reference, CreateNetworkAclEntry

    NetworkAclModel(DocumentController& controller, Side side, QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    std::vector<CellChoice> choices(const QModelIndex& index) const override;
    bool takesOwnText(const QModelIndex& index) const override;

    /// Reads the rule of row `from` at the place of row `to`: the rules between take over each
    /// other's numbers, as one step. The row where it then stands, or -1.
    int move(int from, int to);
    /// Gives the numbers step, 2 * step, … in the present order.
    bool renumber(int step);
    /// Allows TCP 1024-65535, which answers need, behind the last rule. The row, or -1.
    int allowEphemeralPorts();
    /// Whether some rule allows exactly that, or more.
    bool allowsEphemeralPorts() const;

protected:
    std::vector<Row> rowsOf(const Json& list) const override;
    int remarkColumn() const override { return Remark; }
    QString words(const Row& row, int column) const override;
    ChangedEntry withText(const Row& row, int column, const QString& text) const override;
    QString problem(const Row& row, int column) const override;
    QString remark(int row) const override;
    bool isEditable(const Row& row, int column) const override;
    Json freshEntry(int row) const override;
    int insert(Json& list, Json entry, int position) const override;
    Text titleOf(const Resource& resource) const override;

private:
    std::vector<Row> ordered(const Json& list) const;
    bool isOfSide(const Json& rule) const;
    bool hasIpv6(const Resource& acl) const;
    /// Sets the numbers of the rules, in their order, to first, first + step, …
    void number(Json& list, const std::vector<Row>& rows, int step) const;

    Side m_side;
};

} // namespace skydraft
