// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>
#include <QTimer>

#include "model/rules/finding.h"
#include "model/rules/intents.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace skydraft {

class Checker;
class DocumentController;

/// What the network model and the rules say about one value of the drawing.
struct Analysis
{
    Architecture architecture{};
    Traces traces{}; ///< of every traffic connection that can be traced
    Findings findings{};
    Findings suppressed{}; ///< those that a person accepts, with the reason
    std::vector<IntentResult> intents{};
    bool hasIntents = true; ///< false where a newer change cut their evaluation short
    Profile profile = Profile::Teaching;
    /// What every rule says, whatever the profile: the editors of rules and routes mark with it.
    Findings everyFinding{};
    std::shared_ptr<const Network> network{}; ///< compiled from `architecture`
};

using AnalysisPointer = std::shared_ptr<const Analysis>;

/// Analyses the drawing on a thread of its own after each change. While one analysis runs, further
/// changes wait and only the newest is looked at.
class AnalysisRunner : public QObject
{
    Q_OBJECT

public:
    explicit AnalysisRunner(const DocumentController& controller, QObject* parent = nullptr);
    ~AnalysisRunner() override;

    /// The newest result; null before the first.
    const AnalysisPointer& latest() const { return m_latest; }
    /// The newest result is of the drawing and the profile as they are now.
    bool isUpToDate() const;

    Profile profile() const { return m_profile; }
    /// How many rules are looked at; analyses anew where that is different.
    void setProfile(Profile profile);

    /// How an analysis is watched; nothing need be given.
    struct Watch
    {
        const std::atomic_bool* isCancelled = nullptr; ///< true: what it gives is of no use
        const std::atomic_bool* isStale = nullptr;     ///< true: only intents are left out
        std::function<void(const AnalysisPointer&)> onWalked{}; ///< gets it before the rules
    };
    /// An analysis of an earlier value and what has changed since.
    struct Since
    {
        AnalysisPointer analysis{};
        ChangeSet changes{};
        /// Where the checker of that analysis is kept; it is updated, or made where there is none.
        std::unique_ptr<Checker>* checker = nullptr;
    };
    /// Traces every traffic connection, runs every rule of the profile and evaluates the intents.
    /// What an earlier analysis knows is not walked again. Any thread.
    static Analysis analyse(const Catalogue& catalogue, const Architecture& architecture,
                            Profile profile, const Watch& watch, const Since& since);
    static Analysis analyse(const Catalogue& catalogue, const Architecture& architecture,
                            Profile profile = Profile::Teaching)
    {
        return analyse(catalogue, architecture, profile, {}, {});
    }

signals:
    /// The connections are walked; the findings are still those of the analysis before. Comes
    /// before `analysed`, so that verdicts need not wait for the rules.
    void walked(const skydraft::AnalysisPointer& walks);
    void analysed(const skydraft::AnalysisPointer& analysis);

private:
    void request();
    void start();
    void finish(Analysis analysis);

    const DocumentController& m_controller;
    AnalysisPointer m_latest;
    ChangeSet m_changes; // since the value that is analysed, or was last
    QThread m_thread;
    QObject m_worker; // lives on m_thread
    std::unique_ptr<Checker> m_checker; // used on m_thread only
    QTimer m_timer;   // several changes in one turn of the event loop are one request
    std::atomic_bool m_isCancelled = false;
    std::atomic_bool m_isStale = false;
    bool m_isRunning = false;
    Profile m_profile = Profile::Teaching;
};

} // namespace skydraft
