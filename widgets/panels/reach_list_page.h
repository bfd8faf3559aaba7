// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QTreeWidget>
#include <QWidget>

#include "widgets/session/reach_runner.h"

#include <vector>

namespace skydraft {

class DocumentController;

/// A list of ends with their open ports: who reaches one resource, what it reaches, or what the
/// internet reaches.
class ReachListPage : public QWidget
{
    Q_OBJECT

public:
    enum class About
    {
        Exposed,
        OneResource
    };
    enum class Direction
    {
        WhoReachesIt,
        WhatItReaches
    };

    ReachListPage(DocumentController& controller, ReachRunner& runner, About about,
                  QWidget* parent);

    void setResource(const ResourceId& id, Direction direction);
    /// Asks anew.
    void refresh();
    void retranslate();

    QTreeWidget* list() const { return m_list; }
    QString headline() const { return m_headline->text(); }
    QComboBox* resourceBox() const { return m_resource; }
    QComboBox* directionBox() const { return m_direction; }
    const std::vector<Reach>& found() const { return m_found; }

signals:
    void answered();
    void traceRequested(const skydraft::Flow& flow);
    /// An end was chosen in the list.
    void revealRequested(const skydraft::ResourceId& id);

private:
    void fillResources(const std::vector<ResourceId>& ends);
    void show(std::vector<Reach> found);
    void activate(const QTreeWidgetItem* item);
    bool showsSenders() const;
    ResourceId resource() const;

    DocumentController& m_controller;
    ReachRunner& m_runner;
    About m_about;
    QComboBox* m_resource;
    QComboBox* m_direction;
    QLabel* m_headline;
    QTreeWidget* m_list;
    std::vector<Reach> m_found;
    bool m_isAnswered = false;
};

} // namespace skydraft
