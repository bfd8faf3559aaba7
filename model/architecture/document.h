// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/edit.h"
#include "model/base/signal.h"

#include <optional>
#include <vector>

namespace skydraft {

/// One open drawing: its present value and the steps that led to it. Lives on one thread.
///
///     Document::Transaction step{document, MODEL_TEXT("Edit", "Add database")};
///     if (auto done = step.apply(Edit{AddResource{database}}); !done)
///         return done;                 // the destructor takes back what was applied
///     step.commit();                   // one undo step, one `changed`
class Document
{
public:
    explicit Document(const Catalogue& catalogue, Architecture architecture = {});

    const Catalogue& catalogue() const { return m_catalogue; }
    const Architecture& architecture() const { return m_architecture; }

    /// One edit as one step.
    Result<void> apply(const Edit& edit, const Text& title);

    bool canUndo() const { return m_position > 0; }
    bool canRedo() const { return m_position < m_steps.size(); }
    /// What undo or redo would take back or do again; empty when there is nothing.
    Text undoTitle() const;
    Text redoTitle() const;
    void undo();
    void redo();

    /// Changed since the last markSaved (or since it was made).
    bool isModified() const;
    void markSaved();

    /// Replaces everything, e.g. by another file; the history starts anew.
    void reset(Architecture architecture);

    /// After each commit, undo, redo and reset.
    Signal<const ChangeSet&> changed;
    /// The edit that was just carried out (for undo the inverse), before `changed`: the journal.
    Signal<const Edit&> applied;

    class Transaction
    {
    public:
        Transaction(Document& document, Text title);
        ~Transaction();
        Transaction(const Transaction&) = delete;
        Transaction& operator=(const Transaction&) = delete;
        Transaction(Transaction&&) = delete;
        Transaction& operator=(Transaction&&) = delete;

        Result<void> apply(const Edit& edit);
        const Architecture& architecture() const { return m_architecture; }
        /// Does nothing when nothing was applied.
        void commit();

    private:
        Document& m_document;
        Text m_title;
        Architecture m_architecture;
        std::vector<Edit> m_edits;
        std::vector<Edit> m_inverses;
        ChangeSet m_changes;
        bool m_isOpen = true;
    };

private:
    struct Step
    {
        Text title{};
        Edit forward{};
        Edit backward{};
        Architecture before{};
        Architecture after{};
        ChangeSet changes{};
    };

    void push(const Step& step);

    const Catalogue& m_catalogue;
    Architecture m_architecture;
    Architecture m_saved;
    std::vector<Step> m_steps;
    std::size_t m_position = 0;
};

} // namespace skydraft
