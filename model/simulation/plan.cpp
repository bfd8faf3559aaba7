// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/plan.h"

#include "model/simulation/plan_deploy.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

Index EdgeChoice::pick(RandomStream& stream) const
{
    if (edges.size() == 1)
        return edges.front();
    const double share = stream.uniform();
    const auto found = std::lower_bound(cumulative.begin(), cumulative.end(), share);
    const auto place = static_cast<std::size_t>(found - cumulative.begin());
    return edges[std::min(place, edges.size() - 1)];
}

namespace {

Result<FaultKind> kindOf(const Fault& fault, const std::string& pointer)
{
    if (fault.kind == "process.stop")
        return FaultKind::ProcessStop;
    if (fault.kind == "process.hang")
        return FaultKind::ProcessHang;
    if (fault.kind == "http500")
        return FaultKind::Http500;
    if (fault.kind == "cpu.burn")
        return FaultKind::CpuBurn;
    if (fault.kind == "host.stop" || fault.kind == "db.failover")
        return FaultKind::HostStop;
    if (fault.kind == "az.down")
        return FaultKind::ZoneDown;
    if (fault.kind == "capacity.out")
        return FaultKind::CapacityOut;
    if (fault.kind == "deploy" || fault.kind == "deploy.refresh")
        return FaultKind::Deploy;
    return fail(ErrorCode::InvalidChoice,
                MODEL_TEXT("Simulation",
                           "There is no fault \"%1\": use process.stop, process.hang, http500, "
                           "cpu.burn, host.stop, db.failover, az.down, capacity.out, deploy or "
                           "deploy.refresh.")
                    .with(fault.kind),
                pointerTo(pointer, "kind"));
}

bool isTime(double seconds)
{
    return std::isfinite(seconds) && seconds >= 0 && seconds <= 1e9;
}

} // namespace

Result<FaultPlan> planFault(const SimulationPlan& plan, const Fault& fault,
                            const std::string& pointer)
{
    const Result<FaultKind> kind = kindOf(fault, pointer);
    if (!kind)
        return tl::unexpected(kind.error());
    if (!isTime(fault.atS))
        return fail(
            ErrorCode::OutOfRange,
            MODEL_TEXT("Simulation", "A fault happens at a time from 0 to 1,000,000,000 seconds."),
            pointerTo(pointer, "at_s"));
    if (fault.durationS && !isTime(*fault.durationS))
        return fail(ErrorCode::OutOfRange,
                    MODEL_TEXT("Simulation", "A fault lasts from 0 to 1,000,000,000 seconds."),
                    pointerTo(pointer, "duration_s"));
    FaultPlan planned{.kind = *kind, .name = fault.kind, .target = fault.target};
    planned.atNs = fromSeconds(fault.atS).count();
    planned.durationNs = fault.durationS ? fromSeconds(*fault.durationS).count() : -1;
    if (*kind == FaultKind::Deploy) {
        if (auto taken = takeDeploy(planned, plan, fault, pointer); !taken)
            return tl::unexpected(taken.error());
        return planned;
    }
    if (*kind == FaultKind::ZoneDown || *kind == FaultKind::CapacityOut) {
        const auto zone = plan.zoneOfName.find(fault.target);
        if (zone == plan.zoneOfName.end())
            return fail(
                ErrorCode::DanglingReference,
                MODEL_TEXT("Simulation", "There is no availability zone \"%1\" in the drawing.")
                    .with(fault.target),
                pointerTo(pointer, "target"));
        planned.zone = zone->second;
        return planned;
    }
    const auto node = plan.nodeOf.find(ResourceId{fault.target});
    if (node == plan.nodeOf.end())
        return fail(ErrorCode::DanglingReference,
                    MODEL_TEXT("Simulation", "\"%1\" is nothing that runs and could stop.")
                        .with(fault.target),
                    pointerTo(pointer, "target"));
    const auto composite = plan.groupOfComposite.find(ResourceId{fault.target});
    planned.node = composite == plan.groupOfComposite.end() ? node->second : composite->second;
    if (fault.kind == "db.failover" && plan.nodes[planned.node].failoverNs < 0)
        return fail(
            ErrorCode::Unsupported,
            MODEL_TEXT("Simulation", "\"%1\" has no standby to fail over to.").with(fault.target),
            pointerTo(pointer, "target"));
    if (plan.nodes[planned.node].kind == NodeKind::Balancer)
        return fail(ErrorCode::Unsupported,
                    MODEL_TEXT("Simulation",
                               "AWS runs the load balancer \"%1\"; it stops with its zone "
                               "only (az.down).")
                        .with(fault.target),
                    pointerTo(pointer, "target"));
    return planned;
}

} // namespace skydraft
