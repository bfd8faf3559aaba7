// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/property_value.h"
#include "model/simulation/burstable.h"
#include "model/simulation/instance_type.h"
#include "model/simulation/plan.h"
#include "model/simulation/plan_deploy.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace skydraft {

namespace {

constexpr std::array faultTable{
    FaultDescription{"process.stop", FaultKind::ProcessStop, FaultTarget::Station},
    FaultDescription{"process.hang", FaultKind::ProcessHang, FaultTarget::Station},
    FaultDescription{"http500", FaultKind::Http500, FaultTarget::Station},
    FaultDescription{"cpu.burn", FaultKind::CpuBurn, FaultTarget::Station},
    FaultDescription{"host.stop", FaultKind::HostStop, FaultTarget::Station},
    FaultDescription{"host.terminate", FaultKind::HostTermination, FaultTarget::Station},
    FaultDescription{"spot.interrupt", FaultKind::SpotInterruption, FaultTarget::Station},
    FaultDescription{"db.failover", FaultKind::HostStop, FaultTarget::Standby},
    FaultDescription{"replica.lag", FaultKind::ReplicaLag, FaultTarget::Replica},
    FaultDescription{"cache.kill", FaultKind::CacheLoss, FaultTarget::Cache},
    FaultDescription{"forget", FaultKind::Forget, FaultTarget::Memory},
    FaultDescription{"cookie.tamper", FaultKind::CookieTampering, FaultTarget::Cookies},
    FaultDescription{"db.snapshot", FaultKind::Snapshot, FaultTarget::Database},
    FaultDescription{"db.restore", FaultKind::Restore, FaultTarget::Database},
    FaultDescription{"queue.stall", FaultKind::QueueStall, FaultTarget::Queue},
    FaultDescription{"az.down", FaultKind::ZoneDown, FaultTarget::Zone},
    FaultDescription{"region.down", FaultKind::RegionDown, FaultTarget::Region},
    FaultDescription{"nat.down", FaultKind::NatDown, FaultTarget::Nat},
    FaultDescription{"lb.ipRotate", FaultKind::AddressRotation, FaultTarget::Balancer},
    FaultDescription{"dns.stale", FaultKind::StaleNames, FaultTarget::Clients},
    FaultDescription{"link.latency", FaultKind::LinkLatency, FaultTarget::Connection},
    FaultDescription{"link.loss", FaultKind::LinkLoss, FaultTarget::Connection},
    FaultDescription{"load.spike", FaultKind::LoadSpike, FaultTarget::Clients},
    FaultDescription{"capacity.out", FaultKind::CapacityOut, FaultTarget::Zone},
    FaultDescription{"host.reboot", FaultKind::HostStop, FaultTarget::Station},
    FaultDescription{"host.restart", FaultKind::HostRestart, FaultTarget::Station},
    FaultDescription{"host.resize", FaultKind::HostResize, FaultTarget::Host},
    FaultDescription{"worker.stop", FaultKind::WorkerStop, FaultTarget::Workers},
    FaultDescription{"config.change", FaultKind::ConfigChange, FaultTarget::Group},
    FaultDescription{"deploy", FaultKind::Deploy, FaultTarget::Group},
    FaultDescription{"deploy.refresh", FaultKind::Deploy, FaultTarget::Group},
    FaultDescription{"cdn.invalidate", FaultKind::Invalidation, FaultTarget::Cdn},
    FaultDescription{"content.change", FaultKind::ContentChange, FaultTarget::Cdn},
    FaultDescription{"dns.delegate", FaultKind::Delegation, FaultTarget::HostedZone},
    FaultDescription{"dns.undelegate", FaultKind::Undelegation, FaultTarget::HostedZone},
    FaultDescription{"dns.edit", FaultKind::RecordEdit, FaultTarget::Record},
    FaultDescription{"badVersion", FaultKind::Deploy, FaultTarget::Group},
};

bool isTime(double seconds)
{
    return std::isfinite(seconds) && seconds >= 0 && seconds <= 1e9;
}

/// What a kind of fault may strike, for those that strike a node.
bool canStrike(FaultTarget target, const NodePlan& node)
{
    switch (target) {
    case FaultTarget::Station:
        return node.kind != NodeKind::Balancer;
    case FaultTarget::Host:
        return node.kind == NodeKind::Station && node.vcpus > 0 && node.group == none;
    case FaultTarget::Workers:
        return node.kind != NodeKind::Balancer && node.workers != unlimited;
    case FaultTarget::Standby:
        return node.failoverNs >= 0;
    case FaultTarget::Replica:
        return node.isReplica;
    case FaultTarget::Cache:
        return node.behaviour == BehaviourKind::Cache || node.behaviour == BehaviourKind::Cdn;
    case FaultTarget::Memory:
        return node.behaviour == BehaviourKind::Cache || node.behaviour == BehaviourKind::Cdn
               || node.isSessionStore || node.sessionStore == SessionStore::Instance;
    case FaultTarget::Cookies:
        return node.sessionStore == SessionStore::Cookie;
    case FaultTarget::Database:
        return node.behaviour == BehaviourKind::Database && node.kind == NodeKind::Station;
    case FaultTarget::Queue:
        return node.behaviour == BehaviourKind::Queue;
    case FaultTarget::Balancer:
        return node.kind == NodeKind::Balancer;
    case FaultTarget::Cdn:
        return node.behaviour == BehaviourKind::Cdn;
    default:
        return false;
    }
}

Text reasonAgainst(FaultTarget target, const Fault& fault)
{
    switch (target) {
    case FaultTarget::Host:
        return MODEL_TEXT("Simulation", "\"%1\" is no single instance of a known type; the "
                                        "instances of a group change with its launch template.")
            .with(fault.target);
    case FaultTarget::Workers:
        return MODEL_TEXT("Simulation", "\"%1\" has no worker processes.").with(fault.target);
    case FaultTarget::Standby:
        return MODEL_TEXT("Simulation", "\"%1\" has no standby to fail over to.")
            .with(fault.target);
    case FaultTarget::Replica:
        return MODEL_TEXT("Simulation", "\"%1\" is no read replica.").with(fault.target);
    case FaultTarget::Cache:
        return MODEL_TEXT("Simulation", "\"%1\" is no cache and no CDN.").with(fault.target);
    case FaultTarget::Memory:
        return MODEL_TEXT("Simulation", "\"%1\" keeps nothing that it could forget.")
            .with(fault.target);
    case FaultTarget::Cookies:
        return MODEL_TEXT("Simulation", "\"%1\" keeps no sessions in cookies.").with(fault.target);
    case FaultTarget::Database:
        return MODEL_TEXT("Simulation", "\"%1\" is no database.").with(fault.target);
    case FaultTarget::Queue:
        return MODEL_TEXT("Simulation", "\"%1\" is no queue.").with(fault.target);
    case FaultTarget::Balancer:
        return MODEL_TEXT("Simulation", "\"%1\" is no load balancer.").with(fault.target);
    case FaultTarget::Cdn:
        return MODEL_TEXT("Simulation", "\"%1\" is no CloudFront distribution.").with(fault.target);
    default:
        return MODEL_TEXT("Simulation", "AWS runs the load balancer \"%1\"; it stops with its zone "
                                        "only (az.down).")
            .with(fault.target);
    }
}

tl::unexpected<Error> noSuchTarget(Text message, const std::string& pointer)
{
    return fail(ErrorCode::DanglingReference, std::move(message), pointerTo(pointer, "target"));
}

Result<void> findNode(const SimulationPlan& plan, const Fault& fault, FaultTarget target,
                      const std::string& pointer, FaultPlan& planned)
{
    const auto node = plan.nodeOf.find(ResourceId{fault.target});
    if (node == plan.nodeOf.end())
        return noSuchTarget(MODEL_TEXT("Simulation", "\"%1\" is nothing that runs and could stop.")
                                .with(fault.target),
                            pointer);
    const auto composite = plan.groupOfComposite.find(ResourceId{fault.target});
    planned.node = composite == plan.groupOfComposite.end() ? node->second : composite->second;
    // Of a worker environment the queue can stall, its instances can stop.
    if (!canStrike(target, plan.nodes[planned.node]))
        planned.node = node->second;
    if (!canStrike(target, plan.nodes[planned.node]))
        return fail(ErrorCode::Unsupported, reasonAgainst(target, fault),
                    pointerTo(pointer, "target"));
    const Index balancer = plan.nodes[planned.node].balancer;
    if (planned.kind == FaultKind::AddressRotation && plan.balancers[balancer].hasStaticAddresses)
        return fail(
            ErrorCode::Unsupported,
            MODEL_TEXT("Simulation", "\"%1\" has an address in each zone that never changes.")
                .with(fault.target),
            pointerTo(pointer, "target"));
    return {};
}

/// Names by their hosted zone or by one of their records; an edit takes a target out of a record.
Result<void> findNames(const SimulationPlan& plan, const Fault& fault, FaultTarget target,
                       const std::string& pointer, FaultPlan& planned)
{
    const bool isZone = target == FaultTarget::HostedZone;
    const ResourceId wanted{fault.target};
    for (Index index = 0; index < plan.names.size(); ++index) {
        const NamePlan& name = plan.names[index];
        const bool isRecord =
            std::find(name.records.begin(), name.records.end(), wanted) != name.records.end();
        if (isZone ? name.zone == wanted : isRecord)
            planned.names.push_back(index);
    }
    if (planned.names.empty())
        return noSuchTarget(
            (isZone ? MODEL_TEXT("Simulation", "No request asks for a name of the zone \"%1\".")
                    : MODEL_TEXT("Simulation", "No request asks for the record \"%1\"."))
                .with(fault.target),
            pointer);
    if (isZone)
        return {};
    const Json removed = memberOf(fault.extra, "remove");
    const auto node = removed.is_string() ? plan.nodeOf.find(ResourceId{removed.get<std::string>()})
                                          : plan.nodeOf.end();
    if (node == plan.nodeOf.end())
        return fail(ErrorCode::DanglingReference,
                    MODEL_TEXT("Simulation", "\"remove\" is the id of what the record \"%1\" no "
                                             "longer answers with.")
                        .with(fault.target),
                    pointerTo(pointer, "remove"));
    planned.node = node->second;
    return {};
}

Result<void> findPlace(const SimulationPlan& plan, const Fault& fault, FaultTarget target,
                       const std::string& pointer, FaultPlan& planned)
{
    const bool isZone = target == FaultTarget::Zone;
    const auto& names = isZone ? plan.zoneOfName : plan.regionOfName;
    const auto place = names.find(fault.target);
    if (place == names.end())
        return noSuchTarget(
            (isZone
                 ? MODEL_TEXT("Simulation", "There is no availability zone \"%1\" in the drawing.")
                 : MODEL_TEXT("Simulation", "There is no region \"%1\" in the drawing."))
                .with(fault.target),
            pointer);
    (isZone ? planned.zone : planned.region) = place->second;
    return {};
}

Result<void> findOther(const SimulationPlan& plan, const Fault& fault, FaultTarget target,
                       const std::string& pointer, FaultPlan& planned)
{
    const auto indexIn = [&](const auto& all, const auto& idOf) {
        const auto found = std::find_if(all.begin(), all.end(),
                                        [&](const auto& one) { return idOf(one) == fault.target; });
        return found == all.end() ? none : static_cast<Index>(found - all.begin());
    };
    if (target == FaultTarget::Connection) {
        planned.connection =
            indexIn(plan.connections, [](const ConnectionId& id) { return id.value(); });
        if (planned.connection == none)
            return noSuchTarget(MODEL_TEXT("Simulation", "No request takes the connection \"%1\".")
                                    .with(fault.target),
                                pointer);
    } else if (target == FaultTarget::Clients) {
        planned.population =
            indexIn(plan.populations, [](const PopulationPlan& one) { return one.id.value(); });
        if (planned.population == none)
            return noSuchTarget(
                MODEL_TEXT("Simulation", "\"%1\" are no clients that send requests.")
                    .with(fault.target),
                pointer);
    } else {
        planned.nat = indexIn(plan.nats, [](const NatPlan& one) { return one.id.value(); });
        if (planned.nat == none)
            return noSuchTarget(
                MODEL_TEXT("Simulation", "No request leaves through a NAT gateway \"%1\".")
                    .with(fault.target),
                pointer);
    }
    return {};
}

/// How strong it is: seconds, a share or a factor, by its kind.
Result<void> takeStrength(const Fault& fault, const std::string& pointer, FaultPlan& planned)
{
    struct Member
    {
        FaultKind kind;
        const char* name;
        double usual;
        double most;
    };
    static constexpr std::array members{
        Member{FaultKind::LinkLatency, "latency_ms", 200, 1e6},
        Member{FaultKind::LinkLoss, "loss", 0.05, 1},
        Member{FaultKind::LoadSpike, "factor", 5, 1e6},
        Member{FaultKind::ReplicaLag, "lag_s", 30, 1e6},
        Member{FaultKind::SpotInterruption, "notice_s", 120, 1e6},
        Member{FaultKind::Invalidation, "propagation_s", 10, 1e6},
        Member{FaultKind::CookieTampering, "share", 0.1, 1},
        Member{FaultKind::Restore, "restore_time_s", 1800, 1e6},
    };
    for (const Member& member : members) {
        if (member.kind != planned.kind)
            continue;
        const Json value = memberOf(fault.extra, member.name);
        planned.strength = value.is_number() ? value.get<double>() : member.usual;
        const bool isRight = (value.is_null() || value.is_number())
                             && std::isfinite(planned.strength) && planned.strength >= 0
                             && planned.strength <= member.most;
        if (!isRight)
            return fail(ErrorCode::OutOfRange,
                        MODEL_TEXT("Simulation", "\"%1\" is a number from 0 to %2.")
                            .with(std::string{member.name})
                            .with(member.most),
                        pointerTo(pointer, member.name));
    }
    return {};
}

/// How long what happens on purpose takes where nothing says it.
void takeUsualDuration(const Fault& fault, FaultPlan& planned)
{
    constexpr std::int64_t restartNs = 60'000'000'000;
    const bool isFinal = planned.kind == FaultKind::HostTermination
                         || planned.kind == FaultKind::Delegation
                         || planned.kind == FaultKind::Undelegation;
    if (isFinal)
        planned.durationNs = -1; // it does not come back
    if (fault.kind == "host.reboot")
        planned.durationNs = 0; // what follows is the boot
    const bool isOnPurpose =
        planned.kind == FaultKind::HostRestart || planned.kind == FaultKind::HostResize;
    if (isOnPurpose && !fault.durationS)
        planned.durationNs = restartNs;
}

/// The new type of a resized instance: its vCPUs over those it had, and its CPU credits.
Result<void> takeType(const SimulationPlan& plan, const Fault& fault, const std::string& pointer,
                      FaultPlan& planned)
{
    if (planned.kind != FaultKind::HostResize)
        return {};
    const Json value = memberOf(fault.extra, "instance_type");
    const std::string name = value.is_string() ? value.get<std::string>()
                             : value.is_null() ? "m5.large"
                                               : value.dump();
    const std::uint32_t vcpus = vcpusOf(name);
    if (vcpus == 0)
        return fail(
            ErrorCode::InvalidChoice,
            MODEL_TEXT("Simulation", "\"%1\" is no instance type, like \"m5.large\".").with(name),
            pointerTo(pointer, "instance_type"));
    const NodePlan& node = plan.nodes[planned.node];
    planned.strength = static_cast<double>(vcpus) / node.vcpus;
    const auto burstable = burstableType(name);
    if (burstable && node.burst.mostCredits > 0)
        planned.burst = BurstPlan{burstable->creditsPerHour, burstable->mostCredits,
                                  burstable->vcpus, burstable->baseline};
    return {};
}

} // namespace

namespace {

/// The point in time of a restore, in seconds of the run; the latest one where nothing is said.
Result<void> takePoint(const Fault& fault, const std::string& pointer, FaultPlan& planned)
{
    const Json value = memberOf(fault.extra, "to_s");
    if (planned.kind != FaultKind::Restore || value.is_null())
        return {};
    if (!value.is_number() || !isTime(value.get<double>()))
        return fail(ErrorCode::OutOfRange,
                    MODEL_TEXT("Simulation", "\"%1\" is a number from 0 to %2.")
                        .with(std::string{"to_s"})
                        .with(1e9),
                    pointerTo(pointer, "to_s"));
    planned.toNs = fromSeconds(value.get<double>()).count();
    return {};
}

} // namespace

std::vector<FaultDescription> faultDescriptions()
{
    return {faultTable.begin(), faultTable.end()};
}

Result<FaultPlan> planFault(const SimulationPlan& plan, const Fault& fault,
                            const std::string& pointer)
{
    const auto described =
        std::find_if(faultTable.begin(), faultTable.end(),
                     [&](const FaultDescription& one) { return one.name == fault.kind; });
    if (described == faultTable.end()) {
        std::string names;
        for (const FaultDescription& one : faultTable)
            names += (names.empty() ? "" : ", ") + std::string{one.name};
        return fail(ErrorCode::InvalidChoice,
                    MODEL_TEXT("Simulation", "There is no fault \"%1\"; there are %2.")
                        .with(fault.kind)
                        .with(names),
                    pointerTo(pointer, "kind"));
    }
    if (!isTime(fault.atS))
        return fail(
            ErrorCode::OutOfRange,
            MODEL_TEXT("Simulation", "A fault happens at a time from 0 to 1,000,000,000 seconds."),
            pointerTo(pointer, "at_s"));
    if (fault.durationS && !isTime(*fault.durationS))
        return fail(ErrorCode::OutOfRange,
                    MODEL_TEXT("Simulation", "A fault lasts from 0 to 1,000,000,000 seconds."),
                    pointerTo(pointer, "duration_s"));
    FaultPlan planned{.kind = described->kind, .name = fault.kind, .target = fault.target};
    planned.atNs = fromSeconds(fault.atS).count();
    planned.durationNs = fault.durationS ? fromSeconds(*fault.durationS).count() : -1;
    takeUsualDuration(fault, planned);
    const FaultTarget target = described->target;
    if (target == FaultTarget::Group) {
        if (auto taken = takeDeploy(planned, plan, fault, pointer); !taken)
            return tl::unexpected(taken.error());
        return planned;
    }
    const bool isPlace = target == FaultTarget::Zone || target == FaultTarget::Region;
    const bool isOther = target == FaultTarget::Connection || target == FaultTarget::Clients
                         || target == FaultTarget::Nat;
    const bool isName = target == FaultTarget::HostedZone || target == FaultTarget::Record;
    const Result<void> found = isName    ? findNames(plan, fault, target, pointer, planned)
                               : isPlace ? findPlace(plan, fault, target, pointer, planned)
                               : isOther ? findOther(plan, fault, target, pointer, planned)
                                         : findNode(plan, fault, target, pointer, planned);
    if (!found)
        return tl::unexpected(found.error());
    if (auto taken = takeStrength(fault, pointer, planned); !taken)
        return tl::unexpected(taken.error());
    if (auto taken = takeType(plan, fault, pointer, planned); !taken)
        return tl::unexpected(taken.error());
    if (auto taken = takePoint(fault, pointer, planned); !taken)
        return tl::unexpected(taken.error());
    return planned;
}

} // namespace skydraft
