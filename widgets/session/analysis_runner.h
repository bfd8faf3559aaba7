// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>
#include <QTimer>

#include "model/rules/finding.h"

#include <atomic>
#include <map>
#include <memory>
#include <vector>

namespace skydraft {

class DocumentController;

/// What the network model and the rules say about one value of the drawing.
struct Analysis
{
    Architecture architecture{};
    std::map<ConnectionId, Trace> traces{}; ///< of every traffic connection that can be traced
    std::vector<Finding> findings{};
    /// What every rule says, whatever the profile: the editors of rules and routes mark with it.
    std::vector<Finding> everyFinding{};
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
    /// The newest result is of the drawing as it is now.
    bool isUpToDate() const;

    /// Traces every traffic connection and runs every rule. Any thread. Where `isCancelled` turns
    /// true it ends early, and what it gives is of no use.
    static Analysis analyse(const Catalogue& catalogue, const Architecture& architecture,
                            const std::atomic_bool* isCancelled = nullptr);

signals:
    void analysed(const skydraft::AnalysisPointer& analysis);

private:
    void request();
    void start();
    void finish(const AnalysisPointer& analysis);

    const DocumentController& m_controller;
    AnalysisPointer m_latest;
    QThread m_thread;
    QObject m_worker; // lives on m_thread
    QTimer m_timer;   // several changes in one turn of the event loop are one request
    std::atomic_bool m_isCancelled = false;
    bool m_isRunning = false;
    bool m_isStale = false;
};

} // namespace skydraft
