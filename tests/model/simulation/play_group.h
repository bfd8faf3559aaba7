// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/model/simulation/play.h"

#include <utility>
#include <vector>

namespace skydraft::testing {

/// users -> balancer -> target group -> group, two zones.
inline Drawing group(const Json& properties, const Json& member = station(100, 4))
{
    Json all = {{"subnets", {"net-a", "net-b"}},
                {"target_groups", {"tg"}},
                {"launch_template", "template"}};
    all.update(properties);
    // Metrics every minute, unless a test says otherwise.
    Json pattern = {{"detailed_monitoring", true}};
    pattern.update(member);
    return Drawing()
        .add("users", "clients")
        .add("net-a", "vpc.subnet", "", {{"zone", "a"}})
        .add("net-b", "vpc.subnet", "", {{"zone", "b"}})
        .add("tg", "elb.target-group", "", {{"deregistration_delay_s", 30}})
        .add("lb", "elb.application", "",
             {{"listeners", {{{"protocol", "http"}, {"port", 80}, {"target_group", "tg"}}}}})
        .add("template", "ec2.launch-template", "", pattern)
        .add("asg", "autoscaling.group", "", all)
        .connect("in", "users", "lb");
}

inline Scenario with(Scenario scenario, std::vector<Fault> faults)
{
    scenario.faults = std::move(faults);
    return scenario;
}

/// One target tracking policy by CPU.
inline Json tracking(double target)
{
    return Json::array(
        {{{"name", "cpu"}, {"kind", "target-tracking"}, {"metric", "cpu"}, {"target", target}}});
}

inline NodeFrame groupAt(Simulation& simulation, double seconds)
{
    simulation.runUntil(fromSeconds(seconds));
    return simulation.frame().nodes.at(ResourceId{"asg"});
}

} // namespace skydraft::testing
