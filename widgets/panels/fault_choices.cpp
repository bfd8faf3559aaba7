// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/fault_choices.h"

#include <QCoreApplication>

#include "model/architecture/scenario.h"

#include <algorithm>
#include <utility>

namespace skydraft {
namespace {

struct Orders
{
    Q_DECLARE_TR_FUNCTIONS(skydraft::FaultChoices)
};

QString orderOf(std::string_view kind)
{
    const std::pair<std::string_view, QString> words[] = {
        {"process.stop", Orders::tr("Stop a process")},
        {"process.hang", Orders::tr("Let a process hang")},
        {"http500", Orders::tr("Answer with HTTP 500")},
        {"cpu.burn", Orders::tr("Burn a CPU")},
        {"host.stop", Orders::tr("Stop a host")},
        {"host.terminate", Orders::tr("Terminate a host")},
        {"spot.interrupt", Orders::tr("Take Spot capacity back")},
        {"db.failover", Orders::tr("Fail over a database")},
        {"replica.lag", Orders::tr("Let a read replica fall behind")},
        {"cache.kill", Orders::tr("Empty a cache")},
        {"queue.stall", Orders::tr("Stall a queue")},
        {"az.down", Orders::tr("Lose an Availability Zone")},
        {"region.down", Orders::tr("Lose a Region")},
        {"nat.down", Orders::tr("Lose a NAT gateway")},
        {"lb.ipRotate", Orders::tr("Give a load balancer new addresses")},
        {"dns.stale", Orders::tr("Let resolvers keep old answers")},
        {"link.latency", Orders::tr("Slow a connection down")},
        {"link.loss", Orders::tr("Lose packets on a connection")},
        {"load.spike", Orders::tr("Multiply the load")},
        {"capacity.out", Orders::tr("Leave a zone without capacity")},
        {"host.reboot", Orders::tr("Reboot a host")},
        {"host.restart", Orders::tr("Stop and start a host")},
        {"host.resize", Orders::tr("Change the instance type of a host")},
        {"worker.stop", Orders::tr("Stop one worker process")},
        {"config.change", Orders::tr("Change the configuration of a group")},
        {"forget", Orders::tr("Let a store forget")},
        {"cookie.tamper", Orders::tr("Tamper with cookies")},
        {"db.snapshot", Orders::tr("Take a database snapshot")},
        {"db.restore", Orders::tr("Restore a database")},
        {"badVersion", Orders::tr("Deploy a bad version")},
        {"cdn.invalidate", Orders::tr("Invalidate what a distribution holds")},
        {"content.change", Orders::tr("Change the content of an origin")},
        {"dns.delegate", Orders::tr("Enter the name servers of a hosted zone at the registrar")},
        {"dns.undelegate",
         Orders::tr("Remove the name servers of a hosted zone from the registrar")},
        {"dns.edit", Orders::tr("Take an address out of a record")},
        {"deploy", Orders::tr("Deploy a new version")},
        {"deploy.refresh", Orders::tr("Refresh the instances of a group")},
    };
    for (const auto& [name, text] : words)
        if (name == kind)
            return text;
    return QString::fromUtf8(kind.data(), static_cast<qsizetype>(kind.size()));
}

} // namespace

std::vector<FaultChoice> faultChoices()
{
    std::vector<FaultChoice> choices;
    for (const FaultDescription& described : faultDescriptions())
        choices.push_back({std::string(described.name), described.target, orderOf(described.name)});
    return choices;
}

std::vector<FaultChoice> faultChoicesFor(const SimulationPlan& plan, const std::string& target)
{
    std::vector<FaultChoice> choices = faultChoices();
    std::erase_if(choices, [&](const FaultChoice& choice) {
        Fault fault;
        fault.kind = choice.kind;
        fault.target = target;
        return !planFault(plan, fault, {});
    });
    return choices;
}

} // namespace skydraft
