// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/document.h"

#include <algorithm>

namespace skydraft {
namespace {

Edit asOne(std::vector<Edit> edits)
{
    return edits.size() == 1 ? std::move(edits.front()) : Edit{Batch{std::move(edits)}};
}

} // namespace

Document::Document(const Catalogue& catalogue, Architecture architecture)
    : m_catalogue(catalogue)
    , m_architecture(std::move(architecture))
    , m_saved(m_architecture)
{}

Result<void> Document::apply(const Edit& edit, const Text& title)
{
    Transaction step(*this, title);
    if (auto done = step.apply(edit); !done)
        return done;
    step.commit();
    return {};
}

Text Document::undoTitle() const
{
    return canUndo() ? m_steps[m_position - 1].title : Text();
}

Text Document::redoTitle() const
{
    return canRedo() ? m_steps[m_position].title : Text();
}

void Document::undo()
{
    if (!canUndo())
        return;
    const Step step = m_steps[--m_position]; // a listener may add steps
    m_architecture = step.before;
    applied.notify(step.backward);
    changed.notify(step.changes);
}

void Document::redo()
{
    if (!canRedo())
        return;
    const Step step = m_steps[m_position++];
    m_architecture = step.after;
    applied.notify(step.forward);
    changed.notify(step.changes);
}

bool Document::isModified() const
{
    return !(m_architecture == m_saved);
}

void Document::markSaved()
{
    m_saved = m_architecture;
}

void Document::reset(Architecture architecture)
{
    ChangeSet changes;
    changes.title = true;
    for (const Architecture* value : {&m_architecture, &architecture}) {
        for (const auto& resource : value->resources())
            changes.resources.insert(resource->id);
        for (const auto& connection : value->connections())
            changes.connections.insert(connection->id);
        for (const auto& scenario : value->scenarios())
            changes.scenarios.insert(scenario->id);
    }
    m_steps.clear();
    m_position = 0;
    m_architecture = std::move(architecture);
    m_saved = m_architecture;
    changed.notify(changes);
}

void Document::push(const Step& step)
{
    m_steps.resize(m_position);
    m_steps.push_back(step);
    ++m_position;
    m_architecture = step.after;
    applied.notify(step.forward);
    changed.notify(step.changes);
}

Document::Transaction::Transaction(Document& document, Text title)
    : m_document(document)
    , m_title(std::move(title))
    , m_architecture(document.architecture())
{}

Document::Transaction::~Transaction() = default; // nothing reached the document before commit()

Result<void> Document::Transaction::apply(const Edit& edit)
{
    auto done = skydraft::apply(m_document.catalogue(), m_architecture, edit);
    if (!done)
        return tl::unexpected(std::move(done.error()));
    m_architecture = std::move(done->architecture);
    m_edits.push_back(edit);
    m_inverses.push_back(std::move(done->inverse));
    m_changes.add(done->changes);
    return {};
}

void Document::Transaction::commit()
{
    if (!m_isOpen || m_edits.empty())
        return;
    m_isOpen = false;
    std::reverse(m_inverses.begin(), m_inverses.end());
    m_document.push({m_title, asOne(std::move(m_edits)), asOne(std::move(m_inverses)),
                     m_document.architecture(), m_architecture, m_changes});
}

} // namespace skydraft
