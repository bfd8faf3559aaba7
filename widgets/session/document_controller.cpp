// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/document_controller.h"

#include "model/architecture/names.h"
#include "model/layout/place_edit.h"
#include "widgets/common/language.h"

namespace skydraft {
namespace {

template <class ThingId>
bool removeMissing(const Architecture& architecture, std::set<ThingId>& ids)
{
    return std::erase_if(ids, [&](const ThingId& id) { return architecture.find(id) == nullptr; })
           > 0;
}

Text removalTitle(const Architecture& architecture, const std::set<ResourceId>& resources,
                  const std::set<ConnectionId>& connections)
{
    if (resources.size() == 1 && connections.empty())
        return MODEL_TEXT("Edit", "Remove %1")
            .with(displayName(*architecture.find(*resources.begin())));
    if (resources.empty() && connections.size() == 1)
        return MODEL_TEXT("Edit", "Remove a connection");
    return MODEL_TEXT("Edit", "Remove %1 things")
        .with(static_cast<int>(resources.size() + connections.size()));
}

} // namespace

DocumentController::DocumentController(const Catalogue& catalogue, QObject* parent)
    : QObject(parent)
    , m_document(catalogue)
    , m_connection(m_document.changed.connect([this](const ChangeSet& changes) { hear(changes); }))
{}

void DocumentController::hear(const ChangeSet& changes)
{
    const bool lostResources = removeMissing(architecture(), m_resources);
    const bool lostConnections = removeMissing(architecture(), m_connections);
    emit changed(changes);
    if (lostResources || lostConnections)
        emit selectionChanged();
}

bool DocumentController::apply(const Edit& edit, const Text& title)
{
    if (m_isReadOnly) {
        emit refused(
            tr("This drawing was made by a later version: it can be looked at, but not changed."));
        return false;
    }
    if (const auto done = m_document.apply(withPlaces(catalogue(), architecture(), edit), title);
        !done) {
        emit refused(explained(done.error()));
        return false;
    }
    return true;
}

void DocumentController::undo()
{
    m_document.undo();
}

void DocumentController::redo()
{
    m_document.redo();
}

void DocumentController::reset(Architecture architecture)
{
    m_document.reset(std::move(architecture));
}

void DocumentController::markSaved()
{
    m_document.markSaved();
    emit statusChanged();
}

void DocumentController::setReadOnly(bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
    emit statusChanged();
}

void DocumentController::select(std::set<ResourceId> resources, std::set<ConnectionId> connections)
{
    removeMissing(architecture(), resources);
    removeMissing(architecture(), connections);
    if (resources == m_resources && connections == m_connections)
        return;
    m_resources = std::move(resources);
    m_connections = std::move(connections);
    emit selectionChanged();
}

void DocumentController::removeSelection()
{
    if (m_resources.empty() && m_connections.empty())
        return;
    // What stands in a removed frame, and what is connected to it, goes with it.
    Document::Transaction plan(m_document, {});
    Batch batch;
    const auto add = [&](Edit edit) {
        if (plan.apply(edit))
            batch.edits.push_back(std::move(edit));
    };
    for (const ResourceId& id : m_resources)
        if (plan.architecture().find(id) != nullptr)
            add(Edit{RemoveResource{id}});
    for (const ConnectionId& id : m_connections)
        if (plan.architecture().find(id) != nullptr)
            add(Edit{Disconnect{id}});
    const Text title = removalTitle(architecture(), m_resources, m_connections);
    if (batch.edits.size() == 1)
        apply(batch.edits.front(), title);
    else
        apply(Edit{std::move(batch)}, title);
}

} // namespace skydraft
