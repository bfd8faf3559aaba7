// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QWidget>

#include "widgets/panels/simulation_events.h"

#include <memory>

namespace skydraft {

class DocumentController;

/// Everything that happened in a run as a list with a filter: faults and recoveries, groups that
/// grew, the activity histories of groups and the histories of alarms, in words.
class SimulationHistory : public QWidget
{
    Q_OBJECT

public:
    enum Filter
    {
        Everything,
        FaultsAndRecovery,
        Scaling, ///< sizes of groups
        Activities,
        Alarms,
        FilterCount
    };

    explicit SimulationHistory(const DocumentController& controller, QWidget* parent = nullptr);

    /// Null: nothing was played.
    void setRun(const RunPointer& run);
    /// How many lines there are without a filter.
    int count() const { return static_cast<int>(m_all.size()); }

    SimulationEvents* list() const { return m_list; }
    QComboBox* filterBox() const { return m_filter; }

    void retranslate();

signals:
    void seekRequested(double seconds);

private:
    void showChosen();

    const DocumentController& m_controller;
    QLabel* m_label;
    QComboBox* m_filter;
    SimulationEvents* m_list;
    std::vector<SimulationEvent> m_all;
    RunPointer m_run;
    std::vector<SimulationEvent> m_histories; ///< of groups and alarms
    std::shared_ptr<const SimulationResult> m_historiesOf;
};

} // namespace skydraft
