// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/text.h"
#include "model/simulation/engine.h"

namespace skydraft {

Index EventEngine::beginActivity(Index group, Index instance, Text description, Text cause)
{
    m_activities.push_back(
        ScalingActivity{.atS = static_cast<double>(m_now) / 1e9,
                        .group = m_plan.nodes[m_plan.groups[group].node].id,
                        .instance = instance == none ? "" : m_instances[instance].name,
                        .description = std::move(description),
                        .cause = std::move(cause)});
    return static_cast<Index>(m_activities.size() - 1);
}

void EventEngine::endActivity(Index index, ActivityStatus status)
{
    if (index == none)
        return;
    ScalingActivity& activity = m_activities[index];
    if (activity.status != ActivityStatus::InProgress)
        return;
    activity.status = status;
    activity.endS = static_cast<double>(m_now) / 1e9;
}

void EventEngine::notify(Index groupIndex, GroupNotice notice, const std::string& instance)
{
    if (groupIndex == none)
        return;
    const GroupPlan& plan = m_plan.groups[groupIndex];
    if ((plan.notices & (1U << static_cast<unsigned>(notice))) == 0)
        return;
    const Text words =
        notice == GroupNotice::Launch ? MODEL_TEXT("Notification", "Auto Scaling: launch for group "
                                                                   "\"%1\": %2")
        : notice == GroupNotice::Terminate
            ? MODEL_TEXT("Notification", "Auto Scaling: termination for group \"%1\": %2")
        : notice == GroupNotice::LaunchError
            ? MODEL_TEXT("Notification", "Auto Scaling: failed launch for group \"%1\": %2")
            : MODEL_TEXT("Notification", "Auto Scaling: failed termination for group \"%1\": %2");
    publish(plan.topic, words.with(m_plan.nodes[plan.node].id.value()).with(instance));
}

/// A subscription gets nothing until it is confirmed (Amazon SNS developer guide, "Confirm a
/// subscription").
void EventEngine::publish(Index topicIndex, const Text& message)
{
    if (topicIndex == none || m_plan.topics[topicIndex].recipients.empty())
        return;
    const TopicPlan& topic = m_plan.topics[topicIndex];
    m_notifications.push_back(Notification{.atS = static_cast<double>(m_now) / 1e9,
                                           .topic = topic.id,
                                           .message = message,
                                           .recipients = topic.recipients});
}

} // namespace skydraft
