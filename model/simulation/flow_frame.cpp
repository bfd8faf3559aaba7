// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/flow_engine.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

int wholeCount(double count)
{
    return static_cast<int>(std::lround(count));
}

std::uint64_t requestsOf(double all, double before)
{
    return static_cast<std::uint64_t>(std::max(std::floor(all - before + 0.5), 0.0));
}

} // namespace

/// Loads are summed up, members times load; nodeFrame() divides.
void FlowEngine::addCohortTo(const Cohort& cohort, NodeFrame& frame) const
{
    constexpr int mostMembers = 1000; // nobody counts more squares
    if (cohort.isGone())
        return;
    const NodePlan& plan = m_plan.nodes[cohort.node];
    const auto is = [&](TargetState state) {
        return std::any_of(cohort.targets.begin(), cohort.targets.end(),
                           [&](Index target) { return m_targets[target].state == state; });
    };
    const int count = wholeCount(cohort.count);
    const bool isStarting = cohort.state == InstanceState::Pending
                            || cohort.state == InstanceState::Booting || cohort.isFailingOver
                            || (cohort.isRunning() && is(TargetState::Initial));
    const bool isWell = cohort.isRunning() && !isStarting && !is(TargetState::Unhealthy);
    const MemberPhase phase = cohort.isDraining ? MemberPhase::Draining
                              : isStarting      ? MemberPhase::Booting
                              : isWell          ? MemberPhase::InService
                                                : MemberPhase::Unhealthy;
    if (cohort.isRunning() && plan.workers != unlimited)
        frame.load += cohort.station.busy() / plan.workers * cohort.count;
    frame.throughputPerS += cohort.served;
    frame.queue += cohort.isRunning() ? cohort.station.queued() * cohort.count : 0;
    if (cohort.group != none)
        frame.members.insert(frame.members.end(),
                             static_cast<std::size_t>(std::clamp(count, 0, mostMembers)), phase);
    if (cohort.isDraining)
        return;
    frame.inService += isWell ? count : 0;
    frame.total += count;
}

NodeFrame FlowEngine::nodeFrame(Index node) const
{
    const NodePlan& plan = m_plan.nodes[node];
    NodeFrame frame;
    if (plan.kind == NodeKind::Balancer) {
        frame.health = isAnswering(node) ? NodeHealth::Running : NodeHealth::Unhealthy;
        frame.hasWorkers = false;
        frame.throughputPerS = m_nodeRate[node];
        return frame;
    }
    frame.inService = frame.total = 0;
    if (plan.kind == NodeKind::Group) {
        for (const Cohort& cohort : m_cohorts)
            if (cohort.group == plan.group)
                addCohortTo(cohort, frame);
        std::sort(frame.members.begin(), frame.members.end());
        frame.load = frame.inService > 0 ? std::min(frame.load / frame.inService, 1.0) : 0;
        frame.health = frame.inService == frame.total ? NodeHealth::Running
                       : frame.inService > 0          ? NodeHealth::Starting
                                                      : NodeHealth::Unhealthy;
        return frame;
    }
    for (const Index cohort : m_cohortsOf[node])
        addCohortTo(m_cohorts[cohort], frame);
    frame.members.clear();
    const Cohort& cohort = m_cohorts[m_cohortsOf[node].front()];
    const bool isStarting = cohort.state == InstanceState::Booting || cohort.isFailingOver;
    frame.health = cohort.isRunning()
                       ? (frame.inService > 0 ? NodeHealth::Running : NodeHealth::Unhealthy)
                   : isStarting ? NodeHealth::Starting
                                : NodeHealth::Stopped;
    return frame;
}

SimulationFrame FlowEngine::frame()
{
    SimulationFrame frame;
    frame.now = SimTime{m_now};
    for (Index node = 0; node < m_plan.nodes.size(); ++node)
        frame.nodes.emplace(m_plan.nodes[node].id, nodeFrame(node));
    for (Index index = 0; index < m_plan.edges.size(); ++index) {
        const Index connection = m_plan.edges[index].connection;
        if (connection == none)
            continue;
        frame.connectionRatePerS[m_plan.connections[connection]] += m_edgeRate[index];
        frame.connectionFailedPerS[m_plan.connections[connection]] += m_edgeFailed[index];
    }
    frame.offered = requestsOf(m_shownOffered, m_beforeWarmup[0]);
    frame.succeeded = std::min(requestsOf(m_shownSucceeded, m_beforeWarmup[1]), frame.offered);
    frame.failed =
        std::min(requestsOf(m_shownFailed, m_beforeWarmup[2]), frame.offered - frame.succeeded);
    frame.newSamples.assign(m_series.begin() + static_cast<std::ptrdiff_t>(m_samplesTold),
                            m_series.end());
    m_samplesTold = m_series.size();
    findRecoveries();
    frame.incidents = m_incidents;
    frame.scaling = m_scaling;
    frame.isFinished = m_now >= m_plan.endNs;
    return frame;
}

} // namespace skydraft
