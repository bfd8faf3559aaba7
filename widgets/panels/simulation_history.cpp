// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/simulation_history.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "widgets/session/document_controller.h"

#include <algorithm>

namespace skydraft {
namespace {

using Kind = SimulationEvent::Kind;

bool passes(SimulationHistory::Filter filter, Kind kind)
{
    switch (filter) {
    case SimulationHistory::FaultsAndRecovery:
        return kind == Kind::Fault || kind == Kind::Detection || kind == Kind::Recovery
               || kind == Kind::Branch;
    case SimulationHistory::Scaling:
        return kind == Kind::Scaling;
    case SimulationHistory::Activities:
        return kind == Kind::Activity;
    case SimulationHistory::Alarms:
        return kind == Kind::Alarm;
    default:
        return true;
    }
}

} // namespace

SimulationHistory::SimulationHistory(const DocumentController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_label(new QLabel(this))
    , m_filter(new QComboBox(this))
    , m_list(new SimulationEvents(this))
{
    auto* row = new QHBoxLayout;
    row->addWidget(m_label);
    row->addWidget(m_filter);
    row->addStretch();
    m_label->setBuddy(m_filter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_list, 1);
    connect(m_filter, &QComboBox::activated, this, &SimulationHistory::showChosen);
    connect(m_list, &SimulationEvents::seekRequested, this, &SimulationHistory::seekRequested);
    retranslate();
}

void SimulationHistory::retranslate()
{
    m_label->setText(tr("S&how"));
    {
        const QSignalBlocker blocker(m_filter);
        const int chosen = std::max(m_filter->currentIndex(), 0);
        m_filter->clear();
        m_filter->addItems({tr("Everything"), tr("Faults and recovery"), tr("Sizes of groups"),
                            tr("Activities of groups"), tr("Alarms")});
        m_filter->setCurrentIndex(chosen);
    }
    m_filter->setAccessibleName(tr("Kinds of events"));
    m_historiesOf.reset(); // in the other language
    m_list->retranslate();
    setRun(m_run);
}

/// Histories may be long: they are put into words when there are new figures, which is twice a
/// second at most.
void SimulationHistory::setRun(const RunPointer& run)
{
    m_run = run;
    m_all.clear();
    if (run == nullptr) {
        m_histories.clear();
        m_historiesOf.reset();
        return showChosen();
    }
    if (run->soFar != m_historiesOf || run->soFar == nullptr) {
        m_historiesOf = run->soFar;
        m_histories = run->soFar == nullptr ? std::vector<SimulationEvent>{}
                                            : historiesOf(*run->soFar, m_controller.architecture());
    }
    m_all = eventsOf(*run, m_controller.architecture());
    m_all.insert(m_all.end(), m_histories.begin(), m_histories.end());
    std::stable_sort(
        m_all.begin(), m_all.end(),
        [](const SimulationEvent& a, const SimulationEvent& b) { return a.atS < b.atS; });
    showChosen();
}

void SimulationHistory::showChosen()
{
    const auto filter = static_cast<Filter>(m_filter->currentIndex());
    std::vector<SimulationEvent> shown;
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(shown),
                 [&](const SimulationEvent& event) { return passes(filter, event.kind); });
    m_list->setEvents(shown);
}

} // namespace skydraft
