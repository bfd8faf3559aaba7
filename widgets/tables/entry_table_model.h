// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "widgets/session/analysis_runner.h"
#include "widgets/session/document_controller.h"
#include "widgets/tables/peer_words.h"
#include "widgets/tables/rule_words.h"

#include <map>
#include <vector>

namespace skydraft {

/// The entries of one list property of one resource (rules, routes) as a table. Follows the
/// document; every change that a person makes is one undoable step. A text that cannot stand in a
/// cell stays there, with the reason, until it is mended: the document never gets it.
///
/// Entries that AWS adds by itself (the rule *, the local routes) are rows too, but nobody can
/// change them.
class EntryTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role
    {
        ProblemRole = Qt::UserRole, ///< why the cell cannot be so; empty where nothing is wrong
        ImplicitRole,               ///< the row is AWS's own
        MarkRole,                   ///< the symbol of the cell is a mark in one colour
    };

    /// The controller must outlive the model.
    EntryTableModel(DocumentController& controller, const char* property, QObject* parent);

    /// Empty: none.
    void setResource(const ResourceId& id);
    const ResourceId& resourceId() const { return m_id; }
    virtual void setAnalysis(const AnalysisPointer& analysis);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    /// What can be chosen in a cell; empty where only text is entered.
    virtual std::vector<CellChoice> choices(const QModelIndex& index) const;
    /// Whether another text than those of choices() may be entered.
    virtual bool takesOwnText(const QModelIndex& index) const;
    /// Why a text cannot stand in a cell; empty where it may. Asked while it is being typed.
    QString reasonAgainst(const QModelIndex& index, const QString& text) const;

    /// Entries of the property, without AWS's own.
    int entryCount() const;
    bool isImplicit(int row) const { return rowAt(row).position < 0; }
    /// The gravest finding of the rules about the row; null where there is none.
    const Finding* findingAt(int row) const;
    /// Everything that is to be said about a row: problems, findings with their reasons.
    QStringList remarksAt(int row) const;

    /// One more entry after `row` (-1: at the end); the row where it stands, or -1.
    int add(int row);
    /// A copy of the entry; the row where it stands, or -1.
    int duplicate(int row);
    bool remove(int row);

signals:
    /// The number of entries or what is to be said about them may be another one.
    void refreshed();

protected:
    struct Row
    {
        Json entry{};
        int position = -1; ///< in the property; -1: AWS's own

        bool operator==(const Row&) const = default;
    };

    virtual std::vector<Row> rowsOf(const Json& list) const = 0;
    /// The column that tells about the row and cannot be edited.
    virtual int remarkColumn() const = 0;
    virtual QString words(const Row& row, int column) const = 0;
    /// What stands in the field when a person edits the cell.
    virtual QString editedWords(const Row& row, int column) const { return words(row, column); }
    virtual ChangedEntry withText(const Row& row, int column, const QString& text) const = 0;
    virtual QString problem(const Row& row, int column) const = 0;
    /// The last column, where nothing is wrong with the row.
    virtual QString remark(int row) const = 0;
    virtual QString remarkTip(int /*row*/) const { return {}; }
    virtual bool isEditable(const Row& row, int column) const;
    virtual Json freshEntry(int row) const = 0;
    /// Puts a new entry into the list after the one at `position` (-1: at the end); its position.
    virtual int insert(Json& list, Json entry, int position) const;
    virtual Text titleOf(const Resource& resource) const = 0;

    const std::vector<Row>& rows() const { return m_rows; }
    const Row& rowAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    DocumentController& controller() const { return m_controller; }
    const Catalogue& catalogue() const { return m_controller.catalogue(); }
    const Architecture& architecture() const { return m_controller.architecture(); }
    const AnalysisPointer& analysis() const { return m_analysis; }
    /// Null where there is none.
    const Resource* resource() const { return architecture().find(m_id); }
    /// The list as it is now: what was set or the catalogue's default.
    Json list() const;
    bool write(Json list);
    int rowOfPosition(int position) const;
    void refresh();

private:
    using Cell = std::pair<int, int>; // position and column

    void hear(const ChangeSet& changes);
    void show(std::vector<Row> rows);
    void readFindings();
    QString problemAt(int row, int column) const;
    QString textAt(int row, int column) const;
    QVariant remarkData(int row, int role) const;

    DocumentController& m_controller;
    const char* m_property;
    ResourceId m_id;
    std::vector<Row> m_rows;
    std::map<Cell, QString> m_typed; ///< what cannot stand, by cell
    AnalysisPointer m_analysis;
    std::map<int, std::vector<const Finding*>> m_findings; ///< by position; of m_analysis
};

} // namespace skydraft
