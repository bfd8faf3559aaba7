// SPDX-License-Identifier: GPL-3.0-or-later
// Plays drawings that between them use much of the engine and prints the SHA-256 of what each
// result says. check_compilers.py compares the lines of this program as different compilers make
// it.
#include <QCryptographicHash>

#include "model/simulation/replications.h"
#include "tests/model/simulation/play_group.h"

#include <cstdio>
#include <string>

using namespace skydraft;
using namespace skydraft::testing;

namespace {

struct Played
{
    const char* name = "";
    Architecture architecture{};
    Scenario scenario{};
};

void print(const std::string& name, const SimulationResult& result)
{
    const QByteArray hash = QCryptographicHash::hash(QByteArray::fromStdString(bytesOf(result)),
                                                     QCryptographicHash::Sha256);
    std::printf("%s %s\n", hash.toHex().constData(), name.c_str());
}

Played forms()
{
    Drawing drawing;
    drawing.add("users", "clients").add("lb", "elb.application").connect("u", "users", "lb");
    const auto server = [&](const char* id, const char* distribution, double cv) {
        drawing
            .add(id, "ec2.instance", "",
                 station(20, 4,
                         {{"service_time_distribution", distribution}, {"service_time_cv", cv}}))
            .connect((std::string("lb-") + id).c_str(), "lb", id);
    };
    server("a", "exponential", 1);
    server("b", "erlang", 0.5);
    server("c", "lognormal", 2);
    server("d", "hyperexponential", 3);
    server("e", "deterministic", 0);
    return {"forms of service times", drawing.build(), open(700, 120, 10)};
}

/// A name, a CDN, a balancer, servers, a cache and a database; a spike, retries, and faults on the
/// way.
Played shop()
{
    Scenario scenario = open(150, 300, 0, 7);
    scenario.load.front().shape = "spike";
    scenario.load.front().extra = {
        {"spike_at_s", 60}, {"spike_duration_s", 40}, {"spike_factor", 5}};
    scenario.faults = {{.atS = 100, .kind = "process.stop", .target = "b", .durationS = 30},
                       {.atS = 150, .kind = "cache.kill", .target = "cache"},
                       {.atS = 200, .kind = "host.stop", .target = "c", .durationS = 60}};
    Drawing drawing;
    drawing
        .add("users", "clients", "",
             {{"read_ratio", 0.8},
              {"retries", 2},
              {"timeout_s", 2},
              {"objects", 5000},
              {"popularity_exponent", 0.9}})
        .add("www", "route53.record")
        .add("cdn", "cloudfront.distribution", "", {{"hit_ratio", 0.3}})
        .add("lb", "elb.application")
        .add("cache", "elasticache.redis", "",
             station(0.4, 4, {{"capacity_objects", 800}, {"ttl_s", 60}}))
        .add("db", "rds.instance", "", station(4, 8))
        .connect("1", "users", "www")
        .connect("2", "www", "cdn", Json::object(), ConnectionKind::Alias)
        .connect("3", "cdn", "lb", Json::object(), ConnectionKind::Origin);
    for (const std::string id : {"a", "b", "c"})
        drawing.add(id.c_str(), "ec2.instance", "", station(12, 4))
            .connect(("lb-" + id).c_str(), "lb", id.c_str())
            .connect((id + "-cache").c_str(), id.c_str(), "cache")
            .connect((id + "-db").c_str(), id.c_str(), "db");
    return {"shop with a spike and faults", drawing.build(), scenario};
}

/// A group that grows and shrinks with the hours.
Played growingGroup()
{
    Scenario scenario = open(60, 7200, 0, 11);
    scenario.load.front().shape = "daily";
    scenario.load.front().extra = {{"amplitude", 0.7}, {"peak_h", 20}, {"starts_at_h", 19}};
    scenario.faults = {{.atS = 1800, .kind = "host.stop", .target = "asg"}};
    return {"group by the hours",
            group({{"min", 1}, {"max", 6}, {"desired", 2}, {"policies", tracking(50)}}).build(),
            scenario};
}

} // namespace

int main()
{
    for (const Played& played : {forms(), shop(), growingGroup()}) {
        for (const int jobs : {1, 2, 4, 8}) {
            const auto done = replicate(Catalogue::builtIn(), played.architecture, played.scenario,
                                        {}, {.replications = 4, .jobs = jobs});
            if (!done) {
                std::fprintf(stderr, "%s: %s\n", played.name, describe(done.error()).c_str());
                return 1;
            }
            print(std::string(played.name) + ", threads: " + std::to_string(jobs), done->result);
        }
    }
    return 0;
}
