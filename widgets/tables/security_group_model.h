// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tables/entry_table_model.h"

namespace skydraft {

/// The rules of a security group in one direction, and who passes by each.
class SecurityGroupModel : public EntryTableModel
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
        Type,
        Protocol,
        Ports,
        Peer,
        Who,
        Description,
        ColumnCount
    };

    SecurityGroupModel(DocumentController& controller, Side side, QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override;
    void setAnalysis(const AnalysisPointer& analysis) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    std::vector<CellChoice> choices(const QModelIndex& index) const override;
    bool takesOwnText(const QModelIndex& index) const override;

protected:
    std::vector<Row> rowsOf(const Json& list) const override;
    int remarkColumn() const override { return Who; }
    QString words(const Row& row, int column) const override;
    ChangedEntry withText(const Row& row, int column, const QString& text) const override;
    QString problem(const Row& row, int column) const override;
    QString remark(int row) const override;
    QString remarkTip(int row) const override;
    bool isEditable(const Row& row, int column) const override;
    Json freshEntry(int row) const override;
    Text titleOf(const Resource& resource) const override;

private:
    std::string peerOf(const Json& rule) const;
    std::optional<RulePeers> peersAt(int row) const;

    Side m_side;
    /// By group and peer: cells are painted often, and a large drawing has many interfaces.
    mutable std::map<std::pair<ResourceId, std::string>, RulePeers> m_known;
    const char* m_peer; ///< the member of a rule that names the other end
};

} // namespace skydraft
