// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QTimer>

#include "widgets/session/reach_runner.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace skydraft {

class DocumentController;

/// Who reaches whom: a row for each sender (the internet first), a column for each receiver, the
/// open ports in the cells. Cells are asked for when a view wants to paint them, the newest first,
/// a batch at a time; until then they show what they showed before the last change, or "…".
class ReachMatrixModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Grouping
    {
        None,
        Subnet,
        Type
    };
    struct Filter
    {
        QString from{};
        QString to{};
        std::optional<int> port{};
        Protocol protocol = Protocol::Any; ///< of the port; Any: tcp or udp
        bool isFromInternetOnly = false;
        Grouping grouping = Grouping::None;

        bool operator==(const Filter&) const = default;
    };

    ReachMatrixModel(DocumentController& controller, ReachRunner& runner, QObject* parent);

    void setFilter(const Filter& filter);
    const Filter& filter() const { return m_filter; }
    /// Asks who there is. Until this is called nothing is worked out.
    void start();
    void retranslate();

    /// The pair behind a cell, with its ports; of a group the first pair that has open ports.
    std::optional<Reach> reachAt(const QModelIndex& index) const;

    /// Asks for every cell that the filter leaves; completed() follows.
    void completeAll();
    int missingCells() const;
    /// What is shown, as comma-separated values (RFC 4180).
    QString csv() const;
    /// How many pairs have been answered since the drawing changed.
    int answeredPairs() const { return m_answered; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void progressed();
    void completed();

private:
    /// A sender or receiver. Number 0 is the internet.
    struct Member
    {
        ResourceId id{};
        QString name{};
        std::string icon{};
        QString subnet{};
        QString type{};
        bool receives = true; ///< clients start connections and take none
    };
    /// A row or a column.
    struct Line
    {
        QString name{};
        std::string icon{};
        std::vector<int> members{};
    };
    struct Cell
    {
        int ports = 0; ///< a place in m_ports
        bool isKnown = false;
        bool isAsked = false;
    };
    struct Ports
    {
        std::vector<OpenPorts> open{};
        std::vector<OpenPorts> unknown{};
        QString words{};
    };
    using Pair = std::pair<int, int>;

    void hearChange();
    void setEnds(const std::vector<ResourceId>& ends);
    Member describe(const ResourceId& id) const;
    void arrangeLines();
    std::vector<Line> linesOf(const std::vector<int>& members) const;
    void askNext();
    void take(const std::vector<Pair>& pairs, const std::vector<Reach>& found);
    int numberOf(const Reach& reach);

    std::size_t placeOf(const Pair& pair) const
    {
        return static_cast<std::size_t>(pair.first) * m_members.size()
               + static_cast<std::size_t>(pair.second);
    }
    /// Union over the pairs of a cell; asks for those that are missing where `asks`.
    struct Found
    {
        std::vector<OpenPorts> open{};
        std::vector<OpenPorts> unknown{};
        bool isComplete = true;
        bool isSelf = false; ///< nobody but itself
    };
    Found find(int row, int column) const;
    QString wordsOf(const Found& found) const;
    bool matches(const Found& found) const;

    DocumentController& m_controller;
    ReachRunner& m_runner;
    Filter m_filter;
    std::vector<Member> m_members;
    std::vector<Line> m_rows;
    std::vector<Line> m_columns;
    mutable std::vector<Cell> m_cells; // asking for one does not change what the model says
    mutable std::vector<Pair> m_wanted;
    std::vector<Ports> m_ports;
    std::map<QString, int> m_portNumbers; // many cells say the same
    mutable QTimer m_ask;
    int m_answered = 0;
    int m_generation = 0; ///< of the numbers of members
    bool m_isStarted = false;
    bool m_isAsking = false;
    bool m_isCompleting = false;
};

} // namespace skydraft
