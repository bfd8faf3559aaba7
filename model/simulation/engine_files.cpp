// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>
#include <utility>

namespace skydraft {

void EventEngine::startFiles()
{
    for (const FileSystemPlan& plan : m_plan.fileSystems)
        m_fileSystems.push_back(FileSystemState{
            .pipe = FilePipe{plan}, .isTold = std::vector<char>(m_plan.zones.size(), 0)});
    const bool keepsFiles =
        std::any_of(m_plan.nodes.begin(), m_plan.nodes.end(),
                    [](const auto& node) { return node.fileStore != FileStore::None; });
    if (keepsFiles) // without objects everybody asks for the newest file
        m_fileHomes.assign(std::max(m_plan.objects, 1U), asDeployed);
}

/// A server with files on a disk of its own. An upload is a new file, which is there and nowhere
/// else: whoever asks another server for it finds nothing. What was there from the beginning is on
/// all of them. False: it is not here.
bool EventEngine::useFiles(const Request& request, Instance& instance, Index index)
{
    if (request.key >= m_fileHomes.size())
        return true;
    Index& home = m_fileHomes[request.key];
    if (!request.is(Request::write))
        return home == asDeployed || home == index;
    home = index;
    ++instance.files;
    return true;
}

/// An instance is gone for good, or has stopped: its disks are lost with it. An EBS volume outlives
/// both, unless it is deleted on termination (Amazon EC2 user guide, "Amazon EC2 instance store"
/// and "Preserve data when an instance is terminated").
void EventEngine::loseFiles(Index index, IsForGood isForGood)
{
    Instance& instance = m_instances[index];
    const NodePlan& plan = m_plan.nodes[instance.node];
    const bool isLost = plan.fileStore == FileStore::InstanceStore
                        || (isForGood == IsForGood::Yes && plan.deletesVolume);
    if (plan.fileStore == FileStore::None || !isLost || instance.files == 0)
        return;
    for (Index& home : m_fileHomes)
        if (home == index)
            home = lostFile;
    const std::uint64_t lost = std::exchange(instance.files, 0);
    m_lostFiles += lost;
    if (instance.incident != none)
        m_incidents[instance.incident].lostFiles += lost;
    note(TimelineKind::Detection, instance.name,
         MODEL_TEXT("Timeline", "%1 files that were uploaded to %2 are lost with its disks")
             .with(static_cast<int>(std::min<std::uint64_t>(lost, 2'000'000'000)))
             .with(instance.name),
         instance.incident);
}

/// Whether the server that asks can mount a file system: from a zone without a mount target its
/// name does not resolve (Amazon EFS user guide, "Mounting EFS file systems").
bool EventEngine::isMounted(const Request& request, const Instance& fileSystem)
{
    const Index number = m_plan.nodes[fileSystem.node].fileSystem;
    const std::vector<Index>& zones = m_plan.fileSystems[number].zones;
    const Index below = m_hops[request.top].below;
    if (zones.empty() || below == none)
        return true;
    const Instance& caller = m_instances[instanceOf(m_hops[below])];
    if (caller.zone == none || std::find(zones.begin(), zones.end(), caller.zone) != zones.end())
        return true;
    if (std::exchange(m_fileSystems[number].isTold[caller.zone], 1) == 0)
        note(TimelineKind::Detection, fileSystem.name,
             MODEL_TEXT("Timeline", "%1 has no mount target in %2: instances there cannot use it")
                 .with(fileSystem.name)
                 .with(m_plan.zones[caller.zone]),
             none);
    return false;
}

/// One operation on a store of objects or files, done or refused.
void EventEngine::useStore(Index request, Instance& instance, std::int64_t lag)
{
    const Request& record = m_requests[request];
    const Index number = m_plan.nodes[instance.node].fileSystem;
    if (number != none) {
        if (!isMounted(record, instance)) {
            --instance.meter.served;
            return failAfter(request, Cause::NoMountTarget, lag, IsAnswer::Yes);
        }
        const double mib = m_plan.classes[record.requestClass].sizeKib / 1024;
        lag += m_fileSystems[number].pipe.carry(mib, record.is(Request::write), m_now);
    }
    instance.files += record.is(Request::write) ? 1U : 0U;
    return m_plan.nodes[instance.node].calls.empty() ? answer(request, lag)
                                                     : continueCalls(request, lag);
}

} // namespace skydraft
