// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/simulation/flow.h"
#include "tests/model/simulation/play_group.h"

#include <functional>
#include <string>
#include <utility>

namespace skydraft::testing {

inline SimulationResult flow(const Architecture& architecture, const Scenario& scenario,
                             const CanReach& canReach = {})
{
    auto result = simulateFlow(Catalogue::builtIn(), architecture, scenario, canReach);
    if (!result)
        qFatal("%s", describe(result.error()).c_str());
    return std::move(*result);
}

inline Architecture oneQueue(const Json& properties, const Json& client = Json::object())
{
    return Drawing()
        .add("users", "clients", "", client)
        .add("server", "ec2.instance", "", properties)
        .connect("c", "users", "server")
        .build();
}

/// A load whose rate follows `rate`, by the second.
inline Scenario following(const std::function<double(double)>& rate, double durationS)
{
    Scenario scenario = open(rate(0), durationS);
    Json points = Json::array();
    for (double t = 0; t <= durationS; t += 0.1)
        points.push_back({t, rate(t)});
    scenario.load.front().shape = "trace";
    scenario.load.front().extra = {{"points", points}};
    return scenario;
}

/// Three servers of 33 workers in three zones behind a balancer.
inline Architecture threeZones(double serviceMs)
{
    Drawing drawing;
    drawing.add("users", "clients").add("vpc", "vpc.vpc");
    for (const char* zone : {"a", "b", "c"})
        drawing.add((std::string("net-") + zone).c_str(), "vpc.subnet", "vpc", {{"zone", zone}});
    drawing.add("lb", "elb.application", "", {{"subnets", {"net-a", "net-b", "net-c"}}})
        .connect("in", "users", "lb");
    for (const char* zone : {"a", "b", "c"}) {
        const std::string id = std::string("web-") + zone;
        drawing
            .add(id.c_str(), "ec2.instance", (std::string("net-") + zone).c_str(),
                 station(serviceMs, 33))
            .connect(id.c_str(), "lb", id.c_str());
    }
    return drawing.build();
}

/// Eight servers of four workers, 20 ms each, behind a balancer.
inline Architecture fleet(const char* algorithm = "round_robin")
{
    Drawing drawing;
    drawing.add("users", "clients").add("lb", "elb.application", "", {{"algorithm", algorithm}});
    drawing.connect("0", "users", "lb");
    for (const char* id : {"s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"})
        drawing.add(id, "ec2.instance", "", station(20, 4)).connect(id, "lb", id);
    return drawing.build();
}

} // namespace skydraft::testing
