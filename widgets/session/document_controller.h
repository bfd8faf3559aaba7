// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "model/architecture/document.h"

#include <set>

namespace skydraft {

/// The open drawing as widgets see it: edits, undo, what is selected. Lives on the window's thread.
/// QtCore only.
class DocumentController : public QObject
{
    Q_OBJECT

public:
    explicit DocumentController(const Catalogue& catalogue, QObject* parent = nullptr);

    const Catalogue& catalogue() const { return m_document.catalogue(); }
    const Architecture& architecture() const { return m_document.architecture(); }
    Document& document() { return m_document; }
    const Document& document() const { return m_document; }

    /// Carries out one undoable step. False, and refused() is emitted, where it cannot be.
    bool apply(const Edit& edit, const Text& title);
    void undo();
    void redo();
    void reset(Architecture architecture);

    bool isModified() const { return m_document.isModified(); }
    /// The drawing as it is now stands in its file.
    void markSaved();

    /// A drawing of a later version may be looked at but not changed.
    bool isReadOnly() const { return m_isReadOnly; }
    void setReadOnly(bool isReadOnly);

    const std::set<ResourceId>& selectedResources() const { return m_resources; }
    const std::set<ConnectionId>& selectedConnections() const { return m_connections; }
    /// Ids that do not exist are left out.
    void select(std::set<ResourceId> resources, std::set<ConnectionId> connections = {});
    void clearSelection() { select({}); }
    /// Removes what is selected, as one step.
    void removeSelection();

signals:
    void changed(const skydraft::ChangeSet& changes);
    void selectionChanged();
    /// After markSaved() and setReadOnly(): titles and actions show it.
    void statusChanged();
    /// An edit that could not be; `message` is for people, in their language.
    void refused(const QString& message);

private:
    void hear(const ChangeSet& changes);

    Document m_document;
    Signal<const ChangeSet&>::Connection m_connection;
    std::set<ResourceId> m_resources;
    std::set<ConnectionId> m_connections;
    bool m_isReadOnly = false;
};

} // namespace skydraft
