// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/text.h"
#include "model/simulation/engine.h"

#include <algorithm>

namespace skydraft {

namespace {

/// A deployment looks after its instances this often.
constexpr std::int64_t stepNs = 5'000'000'000;

Text policyWords(DeployPolicy policy)
{
    switch (policy) {
    case DeployPolicy::AllAtOnce:
        return MODEL_TEXT("Deployment", "all at once");
    case DeployPolicy::Rolling:
        return MODEL_TEXT("Deployment", "rolling");
    case DeployPolicy::RollingWithAdditionalBatch:
        return MODEL_TEXT("Deployment", "rolling with an additional batch");
    case DeployPolicy::Immutable:
        return MODEL_TEXT("Deployment", "immutable");
    case DeployPolicy::BlueGreen:
        return MODEL_TEXT("Deployment", "blue/green");
    case DeployPolicy::Refresh:
        return MODEL_TEXT("Deployment", "instance refresh");
    }
    return {};
}

} // namespace

void EventEngine::beginDeployment(Index groupIndex, const DeployPlan& plan, Index incident)
{
    GroupState& group = m_groups[groupIndex];
    const Text words = MODEL_TEXT("Deployment", "Deploying version %1: %2")
                           .with(static_cast<int>(group.version + 1))
                           .with(policyWords(plan.policy));
    const Index activity = beginActivity(groupIndex, none, words,
                                         MODEL_TEXT("Deployment", "a user started the deployment"));
    if (group.deployment.isRunning)
        return endActivity(activity, ActivityStatus::Failed); // one at a time
    Deployment& deployment = group.deployment;
    deployment = Deployment{.plan = plan};
    deployment.isRunning = true;
    deployment.before = group.version;
    deployment.wasBad = group.isVersionBad;
    deployment.waiting = group.members;
    deployment.activity = activity;
    deployment.incident = incident;
    const auto members = static_cast<double>(group.members.size());
    const double share = plan.policy == DeployPolicy::AllAtOnce ? 100 : plan.batchPercent;
    deployment.batchSize = plan.batch > 0
                               ? plan.batch
                               : std::max(static_cast<std::uint32_t>(members * share / 100), 1U);
    ++group.version;
    group.isVersionBad = plan.isBad;
    awaitStep(groupIndex, m_now);
}

void EventEngine::awaitStep(Index group, std::int64_t time)
{
    m_groups[group].deployment.stepAt = time;
    startTimer(TimerKind::DeployStep, group, time);
}

void EventEngine::stepDeployment(Index groupIndex)
{
    Deployment& deployment = m_groups[groupIndex].deployment;
    if (!deployment.isRunning || m_now != deployment.stepAt)
        return;
    for (std::vector<Index>* list :
         {&deployment.waiting, &deployment.batch, &deployment.done, &deployment.extra})
        std::erase_if(*list, [&](Index member) {
            return m_instances[member].lifecycle >= Lifecycle::Terminating;
        });
    switch (deployment.plan.policy) {
    case DeployPolicy::AllAtOnce:
    case DeployPolicy::Rolling:
    case DeployPolicy::RollingWithAdditionalBatch:
        stepInPlace(groupIndex);
        break;
    case DeployPolicy::Immutable:
    case DeployPolicy::BlueGreen:
        stepFleet(groupIndex);
        break;
    case DeployPolicy::Refresh:
        stepRefresh(groupIndex);
        break;
    }
    if (m_groups[groupIndex].deployment.isRunning)
        awaitStep(groupIndex, m_now + stepNs);
}

/// An instance of the new version does not pass its health checks.
bool EventEngine::hasFailed(Index instanceIndex) const
{
    const Instance& instance = m_instances[instanceIndex];
    if (instance.state == InstanceState::Pending || instance.state == InstanceState::Booting)
        return false;
    if (instance.targets.empty())
        return instance.isRunning() && !instance.isAnswering();
    return isUnhealthyTarget(instanceIndex) && !instance.isAnswering();
}

/// False where no zone had as many instances to give.
bool EventEngine::launchExtra(Index groupIndex, std::uint32_t count)
{
    GroupState& group = m_groups[groupIndex];
    group.deployment.hasLaunched = true;
    group.deployment.deadline = m_now + group.deployment.plan.patienceNs;
    for (; count > 0; --count) {
        const Index launched = launchMember(
            groupIndex, MODEL_TEXT("Deployment", "a deployment needs further instances"));
        if (launched == none)
            return false;
        // Before it comes into service, which asks for it.
        group.deployment.extra.push_back(launched);
        m_instances[launched].stage = DeployStage::Checking;
    }
    return true;
}

/// The new version is installed on the members that run (AWS Elastic Beanstalk developer guide,
/// "Deploying applications to Elastic Beanstalk environments").
void EventEngine::stepInPlace(Index groupIndex)
{
    Deployment& deployment = m_groups[groupIndex].deployment;
    if (deployment.plan.policy == DeployPolicy::RollingWithAdditionalBatch
        && !deployment.isRollingBack) {
        if (!deployment.hasLaunched) {
            if (!launchExtra(groupIndex, deployment.batchSize))
                failDeployment(groupIndex, none);
            return;
        }
        for (const Index extra : deployment.extra) {
            if (hasFailed(extra) || (m_now >= deployment.deadline && !isHealthyTarget(extra)))
                return failDeployment(groupIndex, extra);
            if (m_instances[extra].lifecycle != Lifecycle::InService || !isHealthyTarget(extra))
                return;
        }
    }
    if (deployment.batch.empty()) {
        if (deployment.waiting.empty())
            return finishDeployment(groupIndex, ActivityStatus::Successful);
        takeBatch(groupIndex);
    }
    for (const Index member : deployment.batch)
        stepMember(groupIndex, member);
    for (const Index member : deployment.batch) {
        const bool isChecked = m_instances[member].stage == DeployStage::Checking;
        // What a roll back cannot heal is left to the health checks of the group.
        if (((isChecked && hasFailed(member)) || m_now >= deployment.deadline)
            && !deployment.isRollingBack)
            return failDeployment(groupIndex, member);
    }
    const bool isLate = m_now >= deployment.deadline;
    std::erase_if(deployment.batch, [&](Index member) {
        Instance& instance = m_instances[member];
        if (instance.stage != DeployStage::Checking || (!isHealthyTarget(member) && !isLate))
            return false;
        instance.stage = DeployStage::None;
        deployment.done.push_back(member);
        return true;
    });
}

void EventEngine::takeBatch(Index groupIndex)
{
    Deployment& deployment = m_groups[groupIndex].deployment;
    const std::size_t count =
        std::min<std::size_t>(deployment.batchSize, deployment.waiting.size());
    const auto end = deployment.waiting.begin() + static_cast<std::ptrdiff_t>(count);
    deployment.batch.assign(deployment.waiting.begin(), end);
    deployment.waiting.erase(deployment.waiting.begin(), end);
    std::int64_t draining = 0;
    for (const Index member : deployment.batch) {
        if (deployment.plan.policy == DeployPolicy::AllAtOnce) {
            install(member);
            continue;
        }
        for (const Index target : m_instances[member].targets)
            draining = std::max(draining, m_plan.pools[m_targets[target].pool].deregistrationNs);
        m_instances[member].stage = DeployStage::Draining;
        drain(member);
    }
    deployment.deadline = m_now + draining + deployment.plan.installNs + deployment.plan.patienceNs;
}

void EventEngine::install(Index instanceIndex)
{
    Instance& instance = m_instances[instanceIndex];
    instance.accrue(m_now);
    instance.stage = DeployStage::Installing;
    instance.stageUntil = m_now + m_groups[instance.group].deployment.plan.installNs;
    ++instance.processFaults;
    if (instance.isRunning())
        instance.state = InstanceState::Stopped;
    loseCalls(instanceIndex, Stop::Process);
}

void EventEngine::stepMember(Index groupIndex, Index instanceIndex)
{
    Instance& instance = m_instances[instanceIndex];
    if (instance.stage == DeployStage::Draining && !instance.isDraining)
        return install(instanceIndex);
    if (instance.stage != DeployStage::Installing || m_now < instance.stageUntil)
        return;
    const GroupState& group = m_groups[groupIndex];
    instance.accrue(m_now);
    --instance.processFaults;
    applyVersion(instanceIndex, group.version, group.isVersionBad);
    if (instance.state == InstanceState::Stopped)
        goUp(instanceIndex);
    instance.stage = DeployStage::Checking;
    if (group.deployment.plan.policy == DeployPolicy::AllAtOnce)
        return;
    for (const Index target : instance.targets)
        removeTarget(target);
    instance.targets.clear();
    registerMember(instanceIndex, false);
}

/// A whole new fleet beside the old one, which goes when the new one is healthy.
void EventEngine::stepFleet(Index groupIndex)
{
    GroupState& group = m_groups[groupIndex];
    Deployment& deployment = group.deployment;
    if (!deployment.hasLaunched) {
        if (!launchExtra(groupIndex, static_cast<std::uint32_t>(deployment.waiting.size())))
            failDeployment(groupIndex, none);
        return;
    }
    for (const Index extra : deployment.extra)
        if (hasFailed(extra) || (m_now >= deployment.deadline && !isHealthyTarget(extra)))
            return failDeployment(groupIndex, extra);
    const bool isReady =
        std::all_of(deployment.extra.begin(), deployment.extra.end(), [&](Index extra) {
            return m_instances[extra].lifecycle == Lifecycle::InService && isHealthyTarget(extra);
        });
    if (!isReady)
        return;
    if (deployment.plan.policy == DeployPolicy::BlueGreen)
        for (const Index extra : deployment.extra)
            registerMember(extra, true);
    const std::vector<Index> old = deployment.waiting;
    for (const Index member : old) {
        std::erase(group.members, member);
        retire(member, MODEL_TEXT("Deployment", "the new version has taken over"));
    }
    finishDeployment(groupIndex, ActivityStatus::Successful);
}

/// Replaces instances in batches, as many at a time as may be unhealthy (Amazon EC2 Auto Scaling
/// user guide, "How an instance refresh works"). Without health checks of type ELB an instance that
/// runs is healthy.
void EventEngine::stepRefresh(Index groupIndex)
{
    const GroupPlan& plan = m_plan.groups[groupIndex];
    GroupState& group = m_groups[groupIndex];
    Deployment& deployment = group.deployment;
    for (const Index member : deployment.batch)
        if (plan.replacesUnhealthy && !deployment.isRollingBack
            && (hasFailed(member) || m_now >= deployment.deadline))
            return failDeployment(groupIndex, member);
    std::erase_if(deployment.batch, [&](Index member) {
        Instance& instance = m_instances[member];
        const bool isHealthy = !plan.replacesUnhealthy || isHealthyTarget(member);
        if (instance.lifecycle != Lifecycle::InService || !isHealthy || instance.warmUntil > m_now)
            return false;
        instance.stage = DeployStage::None;
        deployment.done.push_back(member);
        return true;
    });
    if (!deployment.batch.empty())
        return;
    if (deployment.waiting.empty())
        return finishDeployment(groupIndex, ActivityStatus::Successful);
    deployment.deadline = m_now + deployment.plan.patienceNs;
    for (std::uint32_t count = deployment.batchSize; count > 0 && !deployment.waiting.empty();
         --count) {
        const Index old = deployment.waiting.front();
        deployment.waiting.erase(deployment.waiting.begin());
        std::erase(group.members, old);
        retire(old, MODEL_TEXT("Deployment", "an instance refresh replaces the instance"));
        const Index next = launchMember(
            groupIndex, MODEL_TEXT("Deployment", "an instance refresh replaces the instance"));
        if (next == none)
            continue; // it is launched as soon as a zone has one
        m_instances[next].stage = DeployStage::Checking;
        deployment.batch.push_back(next);
    }
}

/// `instance` did not pass its health checks in time; none: there was no capacity for it.
void EventEngine::failDeployment(Index groupIndex, Index instance)
{
    Deployment& deployment = m_groups[groupIndex].deployment;
    if (instance != none) {
        m_instances[instance].incident = deployment.incident;
        noteDetected(instance);
    }
    const Text words =
        instance == none
            ? MODEL_TEXT("Deployment", "there was no capacity for further instances")
            : MODEL_TEXT("Deployment", "%1 failed its health checks after the new version was "
                                       "installed")
                  .with(m_instances[instance].name);
    endActivity(
        beginActivity(groupIndex, none, MODEL_TEXT("Deployment", "The deployment failed"), words),
        ActivityStatus::Failed);
    if (deployment.plan.rollsBack)
        rollBack(groupIndex);
    if (!deployment.isRollingBack || deployment.waiting.empty())
        finishDeployment(groupIndex, ActivityStatus::Failed);
}

/// Gives every member that has the new version the one from before.
void EventEngine::rollBack(Index groupIndex)
{
    GroupState& group = m_groups[groupIndex];
    Deployment& deployment = group.deployment;
    if (deployment.isRollingBack || group.version == deployment.before)
        return;
    endActivity(deployment.activity, ActivityStatus::Failed);
    const std::uint32_t bad = group.version;
    group.version = deployment.before;
    group.isVersionBad = deployment.wasBad;
    const std::vector<Index> extra = deployment.extra;
    const bool isFleet = deployment.plan.policy == DeployPolicy::Immutable
                         || deployment.plan.policy == DeployPolicy::BlueGreen;
    if (deployment.isRunning)
        for (const Index member : extra) {
            std::erase(group.members, member);
            retire(member, MODEL_TEXT("Deployment", "the deployment is rolled back"));
        }
    const bool wasRunning = deployment.isRunning;
    deployment.waiting.clear();
    for (const Index member : group.members) {
        Instance& instance = m_instances[member];
        if (instance.stage == DeployStage::Installing) {
            --instance.processFaults;
            if (instance.state == InstanceState::Stopped)
                goUp(member);
        }
        if (instance.stage != DeployStage::None || instance.version == bad)
            deployment.waiting.push_back(member);
        instance.stage = DeployStage::None;
    }
    deployment.batch.clear();
    deployment.done.clear();
    deployment.extra.clear();
    deployment.isRollingBack = true;
    if (isFleet && !wasRunning) // the old fleet is gone: the new one is changed in place
        deployment.plan.policy = DeployPolicy::Rolling;
    if (isFleet && wasRunning)
        deployment.waiting.clear();
    if (deployment.waiting.empty()) {
        deployment.isRunning = false;
        return;
    }
    deployment.activity = beginActivity(groupIndex, none,
                                        MODEL_TEXT("Deployment", "Rolling back to version %1")
                                            .with(static_cast<int>(group.version)),
                                        MODEL_TEXT("Deployment", "the deployment is rolled back"));
    if (!wasRunning)
        awaitStep(groupIndex, m_now);
    deployment.isRunning = true;
}

void EventEngine::finishDeployment(Index groupIndex, ActivityStatus status)
{
    GroupState& group = m_groups[groupIndex];
    Deployment& deployment = group.deployment;
    for (const Index member : group.members)
        m_instances[member].stage = DeployStage::None;
    // A roll back that has come to its end has done what it was for.
    endActivity(deployment.activity,
                deployment.isRollingBack ? ActivityStatus::Successful : status);
    deployment.isRunning = false;
    if (deployment.plan.policy != DeployPolicy::RollingWithAdditionalBatch
        || deployment.isRollingBack)
        return;
    const std::vector<Index> extra = deployment.extra;
    for (const Index member : extra) {
        std::erase(group.members, member);
        retire(member, MODEL_TEXT("Deployment", "the additional batch is no longer needed"));
    }
}

} // namespace skydraft
