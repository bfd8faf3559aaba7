// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/checker.h"
#include "model/rules/rule.h"
#include "tests/support/drawing.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <vector>

using namespace skydraft;
using namespace skydraft::testing;

namespace {

constexpr int vpcs = 4;
constexpr int zones = 3;
constexpr int applications = 86; // in a VPC
constexpr int servers = 23;      // of an application

Json groupRule(const char* protocol, int port, const char* peer, const std::string& value)
{
    return {{"protocol", protocol}, {"from_port", port}, {"to_port", port}, {peer, value}};
}

/// A tier's group with eight rules: what it serves, how it is managed and what it calls.
Json tierGroup(int port, const std::string& from, const std::string& block, const std::string& to)
{
    return {{"description", "one tier of one application"},
            {"ingress",
             {groupRule("tcp", port, "source", from), groupRule("tcp", 22, "source", block),
              groupRule("tcp", 9100, "source", block), groupRule("icmp", -1, "source", block)}},
            {"egress",
             {groupRule("tcp", 3306, "destination", to), groupRule("tcp", 8080, "destination", to),
              groupRule("tcp", 443, "destination", "0.0.0.0/0"),
              groupRule("udp", 123, "destination", "0.0.0.0/0")}}};
}

/// Public, private and data subnets in three zones, each with a way out that suits it.
void addNetwork(Drawing& drawing, const std::string& vpc, const std::string& prefix)
{
    const auto add = [&](const std::string& id, const char* type, const std::string& parent,
                         Json properties = Json::object()) {
        drawing.add(id.c_str(), type, parent.c_str(), std::move(properties));
    };
    const auto wayTo = [](const std::string& target) {
        return Json{{"routes", {{{"destination", "0.0.0.0/0"}, {"target", target}}}}};
    };
    add(vpc, "vpc.vpc", "", {{"cidr", prefix + ".0.0/16"}});
    add(vpc + "-igw", "vpc.internet-gateway", vpc);
    add(vpc + "-public", "vpc.route-table", vpc, wayTo(vpc + "-igw"));
    for (int zone = 0; zone < zones; ++zone) {
        const std::string end = std::to_string(zone);
        const auto subnet = [&](const char* tier, int block, const std::string& table) {
            add(vpc + "-" + tier + end, "vpc.subnet", vpc,
                {{"cidr", prefix + "." + std::to_string(16 * block) + ".0/20"},
                 {"zone", "zone-" + end},
                 {"route_table", table}});
        };
        subnet("public", zone, vpc + "-public");
        subnet("private", zones + zone, vpc + "-private" + end + "-table");
        subnet("data", 2 * zones + zone, vpc + "-private" + end + "-table");
        add(vpc + "-nat" + end, "vpc.nat-gateway", vpc + "-public" + end);
        add(vpc + "-private" + end + "-table", "vpc.route-table", vpc, wayTo(vpc + "-nat" + end));
    }
}

/// A balancer, its servers in three zones and their database, with five arrows. In every tenth
/// application the database admits somebody else, so that its arrows are dead.
void addApplication(Drawing& drawing, const std::string& vpc, const std::string& prefix, int number)
{
    const std::string name = vpc + "-app" + std::to_string(number);
    const std::string block = prefix + ".0.0/16";
    const auto add = [&](const std::string& id, const char* type, const std::string& parent,
                         Json properties) {
        drawing.add(id.c_str(), type, parent.c_str(), std::move(properties));
    };
    const auto subnets = [&](const char* tier) {
        Json ids = Json::array();
        for (int zone = 0; zone < zones; ++zone)
            ids.push_back(vpc + "-" + tier + std::to_string(zone));
        return ids;
    };
    const bool isDead = number % 10 == 9;
    add(name + "-sg-lb", "vpc.security-group", vpc,
        tierGroup(443, "0.0.0.0/0", block, name + "-sg-web"));
    add(name + "-sg-web", "vpc.security-group", vpc,
        tierGroup(8080, name + "-sg-lb", block, name + "-sg-db"));
    add(name + "-sg-db", "vpc.security-group", vpc,
        tierGroup(3306, name + (isDead ? "-sg-lb" : "-sg-web"), block, block));
    Json targets = Json::array();
    for (int i = 0; i < servers; ++i) {
        const std::string server = name + "-web" + std::to_string(i);
        add(server, "ec2.instance", vpc + "-private" + std::to_string(i % zones),
            {{"security_groups", {name + "-sg-web"}}, {"port", 8080}});
        targets.push_back(server);
    }
    add(name + "-tg", "elb.target-group", vpc, {{"port", 8080}, {"targets", std::move(targets)}});
    add(name + "-lb", "elb.application", vpc,
        {{"subnets", subnets("public")},
         {"security_groups", {name + "-sg-lb"}},
         {"listeners", {{{"protocol", "https"}, {"port", 443}, {"target_group", name + "-tg"}}}}});
    add(name + "-db", "rds.instance", vpc,
        {{"subnets", subnets("data")},
         {"security_groups", {name + "-sg-db"}},
         {"multi_az", true},
         {"publicly_accessible", number % 20 == 0}});
    drawing.connect((name + "-c").c_str(), (name + "-lb").c_str(), (name + "-web0").c_str(),
                    {{"protocol", "tcp"}, {"port", 8080}});
    for (int i = 0; i < 4; ++i)
        drawing.connect((name + "-c" + std::to_string(i)).c_str(),
                        (name + "-web" + std::to_string(i)).c_str(), (name + "-db").c_str(),
                        {{"protocol", "tcp"}, {"port", 3306}});
}

/// 10,056 resources: 4 VPCs, 36 subnets, 1,032 groups with 8,256 rules, 7,912 instances and 1,720
/// arrows.
const Network& fleet()
{
    static const Network network = [] {
        Drawing drawing;
        for (int vpc = 0; vpc < vpcs; ++vpc) {
            const std::string id = "vpc" + std::to_string(vpc);
            const std::string prefix = "10." + std::to_string(vpc);
            addNetwork(drawing, id, prefix);
            for (int number = 0; number < applications; ++number)
                addApplication(drawing, id, prefix, number);
        }
        return Network(Catalogue::builtIn(), drawing.build());
    }();
    return network;
}

void everyRule(benchmark::State& state, Profile profile)
{
    std::size_t findings = 0;
    for (auto _ : state)
        findings = Checker(fleet(), profile).findings().size();
    state.counters["findings"] = static_cast<double>(findings);
}

constexpr std::array ports{22, 443, 3306, 8080, 9100, 1433};

/// What an edit takes until its findings are known: the network, the walks and the rules.
enum class Part
{
    Rules,
    All
};

/// After an edit that gives a property of one resource after another a new value.
void afterEdit(benchmark::State& state, Part part, const char* role, const char* property,
               const Json& value)
{
    Architecture drawing = fleet().architecture();
    Network network = fleet();
    Traces traces = walkConnections(network);
    Checker checker(network, Profile::Strict, &traces);
    std::vector<double> times;
    int number = 0;
    for (auto _ : state) {
        const std::string id = "vpc" + std::to_string(number % vpcs) + "-app"
                               + std::to_string(number % applications) + role;
        ++number;
        Json next = value;
        if (value.is_boolean())
            next = number / (vpcs * applications / 2) % 2 == 0; // each has its turn
        else
            next[0]["from_port"] = next[0]["to_port"] =
                ports[static_cast<std::size_t>(number) % ports.size()];
        const auto applied = apply(network.catalogue(), drawing,
                                   Edit{SetProperty{ResourceId(id), property, std::move(next)}});
        const auto begin = std::chrono::steady_clock::now();
        const Network after = followed(network, applied->architecture, applied->changes);
        traces = walkAgain(network, traces, after, applied->changes);
        const auto middle = std::chrono::steady_clock::now();
        checker.update(after, applied->changes, traces);
        benchmark::DoNotOptimize(checker.findings());
        const auto end = std::chrono::steady_clock::now();
        drawing = applied->architecture;
        network = after;
        const std::chrono::duration<double> taken = end - (part == Part::All ? begin : middle);
        state.SetIterationTime(taken.count());
        times.push_back(taken.count() * 1000);
    }
    state.counters["first_ms"] = times.front(); // finds out what later ones know
    std::sort(times.begin(), times.end());
    state.counters["p50_ms"] = times[times.size() / 2];
    state.counters["p99_ms"] = times[times.size() * 99 / 100];
    state.counters["rules"] = checker.rulesAsked();
}

/// What all rules share.
void context(benchmark::State& state)
{
    for (auto _ : state) {
        const RuleContext made(fleet());
        benchmark::DoNotOptimize(&made);
    }
}

void oneRule(benchmark::State& state, const Rule& rule)
{
    const RuleContext all(fleet());
    std::size_t reports = 0;
    for (auto _ : state)
        reports = rule.check(all).size();
    state.counters["findings"] = static_cast<double>(reports);
}

} // namespace

int main(int argc, char** argv)
{
    for (const Profile profile : {Profile::Teaching, Profile::Review, Profile::Strict})
        benchmark::RegisterBenchmark(("check/" + std::string(toString(profile))).c_str(), everyRule,
                                     profile)
            ->Unit(benchmark::kMillisecond);
    const Json rules = Json::array({groupRule("tcp", 1000, "source", "0.0.0.0/0"),
                                    groupRule("tcp", 22, "source", "10.0.0.0/16")});
    for (const auto& [part, name] : {std::pair(Part::Rules, ""), std::pair(Part::All, "/all")}) {
        const std::string end = name;
        benchmark::RegisterBenchmark(("edit/group" + end).c_str(), afterEdit, part, "-sg-web",
                                     "ingress", rules)
            ->Unit(benchmark::kMillisecond)
            ->Iterations(1000)
            ->UseManualTime();
        benchmark::RegisterBenchmark(("edit/setting" + end).c_str(), afterEdit, part, "-db",
                                     "storage_encrypted", Json(true))
            ->Unit(benchmark::kMillisecond)
            ->Iterations(1000)
            ->UseManualTime();
    }
    benchmark::RegisterBenchmark("context", context)->Unit(benchmark::kMillisecond);
    for (const Rule& rule : allRules())
        benchmark::RegisterBenchmark(rule.code, oneRule, rule)->Unit(benchmark::kMillisecond);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
