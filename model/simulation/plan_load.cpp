// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/architecture/property_value.h"
#include "model/simulation/plan_compiler.h"

#include <algorithm>
#include <cmath>

namespace skydraft {

namespace {

constexpr double mostUsers = 10'000'000;
constexpr std::size_t mostPopulations = 1000;

bool isRate(double rate)
{
    return std::isfinite(rate) && rate >= 0 && rate <= highestRate;
}

} // namespace

Result<void> PlanCompiler::takeOpenLoad(PopulationPlan& plan, const Resource& client,
                                        const Load* load, const std::string& pointer) const
{
    const bool isHere = load != nullptr && load->ratePerS.has_value();
    const double rate = isHere ? *load->ratePerS : numberOf(m_catalogue, client, "rate_per_s", 10);
    if (!isRate(rate))
        return fail(
            ErrorCode::OutOfRange,
            MODEL_TEXT("Simulation", "A rate is from 0 to 1,000,000,000 requests per second."),
            pointerTo(pointer, load != nullptr ? "rate_per_s" : "properties/rate_per_s"));
    const Load byProperties{};
    auto shape =
        shapeOf(load != nullptr ? *load : byProperties, rate, m_scenario.durationS, pointer);
    if (!shape)
        return tl::unexpected(shape.error());
    plan.shape = *shape;
    const std::string arrivals =
        load != nullptr ? load->arrivals : textOf(m_catalogue, client, "arrivals");
    if (arrivals != "poisson" && arrivals != "deterministic")
        return fail(ErrorCode::InvalidChoice,
                    MODEL_TEXT("Simulation", "Arrivals are poisson or deterministic, not \"%1\".")
                        .with(arrivals),
                    pointerTo(pointer, load != nullptr ? "arrivals" : "properties/arrivals"));
    plan.isPoisson = arrivals == "poisson";
    return {};
}

Result<void> PlanCompiler::takeClosedLoad(PopulationPlan& plan, const Resource& client,
                                          const Load* load, const std::string& pointer) const
{
    const bool isHere = load != nullptr && load->users.has_value();
    const double users =
        isHere ? static_cast<double>(*load->users) : numberOf(m_catalogue, client, "users", 100);
    const double think =
        isHere ? load->thinkTimeS : numberOf(m_catalogue, client, "think_time_s", 1);
    if (!std::isfinite(users) || users < 0 || users > mostUsers)
        return fail(ErrorCode::OutOfRange,
                    MODEL_TEXT("Simulation", "There are from 0 to 10,000,000 users."),
                    pointerTo(pointer, load != nullptr ? "users" : "properties/users"));
    if (!std::isfinite(think) || think < 0)
        return fail(
            ErrorCode::OutOfRange, MODEL_TEXT("Simulation", "A think time is a number from 0 on."),
            pointerTo(pointer, load != nullptr ? "think_time_s" : "properties/think_time_s"));
    plan.isClosed = true;
    plan.users = static_cast<std::uint32_t>(users);
    plan.think = RandomTime{Distribution::Exponential, think * 1e9, 1};
    return {};
}

Result<void> PlanCompiler::makeRoutes(PopulationPlan& plan, const Resource& client)
{
    for (const Connection* connection : m_outgoing[client.id]) {
        if (connection->kind != ConnectionKind::Traffic)
            continue;
        const Index edge = makeEdge(client.id, connection->to, connection);
        if (edge != none)
            add(plan.routes, edge, m_plan.edges[edge].weight);
    }
    normalize(plan.routes);
    if (plan.routes.isEmpty())
        return fail(
            ErrorCode::MissingMember,
            MODEL_TEXT("Simulation",
                       "The clients \"%1\" send nowhere: draw a traffic connection from "
                       "them to a server, a load balancer or a DNS record that leads to one.")
                .with(displayName(client)),
            pointerOf(client));
    return {};
}

Result<PopulationPlan> PlanCompiler::makePopulation(const Resource& client, const Load* load,
                                                    const std::string& pointer)
{
    PopulationPlan plan{.id = client.id};
    const auto number = [&](std::string_view property, double fallback, double least, double most) {
        const double value = numberOf(m_catalogue, client, property, fallback);
        return std::isfinite(value) ? std::clamp(value, least, most) : fallback;
    };
    const bool isSaid =
        load != nullptr && (load->users || load->ratePerS || load->shape == "trace");
    const bool isClosed =
        isSaid ? load->users.has_value() : textOf(m_catalogue, client, "load") == "closed";
    if (auto taken = isClosed ? takeClosedLoad(plan, client, load, pointer)
                              : takeOpenLoad(plan, client, load, pointer);
        !taken)
        return tl::unexpected(taken.error());
    const double timeout = number("timeout_s", -1, -1, 1e9);
    plan.timeoutNs = timeout > 0 ? toNanoseconds(timeout) : -1;
    plan.isPatienceRandom = textOf(m_catalogue, client, "timeout_distribution") == "exponential";
    plan.connectTimeoutNs = toNanoseconds(number("connect_timeout_s", 10, 0, 1e9));
    plan.backoffNs = toNanoseconds(number("retry_backoff_ms", 100, 0, 1e9) / 1000);
    plan.retries = static_cast<std::uint32_t>(number("retries", 0, 0, 100));
    plan.readRatio = number("read_ratio", 1, 0, 1);
    plan.resolvers = static_cast<std::uint32_t>(number("dns_resolvers", 64, 1, 100'000));
    plan.sessions = plan.isClosed ? std::max(plan.users, 1U)
                                  : static_cast<std::uint32_t>(number("users", 100, 1, mostUsers));
    plan.keepAliveNs = toNanoseconds(number("keep_alive_s", 60, 0, 1e9));
    takeClasses(plan, client);
    if (auto taken = takePopularity(plan, client); !taken)
        return tl::unexpected(taken.error());
    plan.isPlain = plan.classes.empty() && !plan.popularity && plan.readRatio >= 1;
    if (auto made = makeRoutes(plan, client); !made)
        return tl::unexpected(made.error());
    return plan;
}

Result<void> PlanCompiler::makePopulations()
{
    const auto take = [&](const Resource& client, const Load* load,
                          const std::string& pointer) -> Result<void> {
        if (m_plan.populations.size() >= mostPopulations)
            return fail(ErrorCode::OutOfRange,
                        MODEL_TEXT("Simulation", "At most 1,000 Clients resources send requests."),
                        pointer);
        auto plan = makePopulation(client, load, pointer);
        if (!plan)
            return tl::unexpected(plan.error());
        m_plan.populations.push_back(std::move(*plan));
        return {};
    };
    std::set<ResourceId> seen;
    for (std::size_t i = 0; i < m_scenario.load.size(); ++i) {
        const Load& load = m_scenario.load[i];
        const std::string pointer = pointerTo(pointerTo(m_pointer, "load"), i);
        const Resource* client = m_architecture.find(load.client);
        if (client == nullptr || typeOf(*client).behaviour != BehaviourKind::Clients)
            return fail(
                client == nullptr ? ErrorCode::DanglingReference : ErrorCode::WrongReference,
                MODEL_TEXT("Simulation",
                           "\"%1\" is no Clients resource of the drawing; only clients send "
                           "requests.")
                    .with(load.client.value()),
                pointerTo(pointer, "client"));
        if (!seen.insert(load.client).second)
            return fail(ErrorCode::DuplicateId,
                        MODEL_TEXT("Simulation", "The scenario has two loads for \"%1\".")
                            .with(load.client.value()),
                        pointerTo(pointer, "client"));
        if (auto taken = take(*client, &load, pointer); !taken)
            return taken;
    }
    if (!m_scenario.load.empty())
        return {};
    for (const auto& resource : m_architecture.resources())
        if (typeOf(*resource).behaviour == BehaviourKind::Clients)
            if (auto taken = take(*resource, nullptr, pointerOf(*resource)); !taken)
                return taken;
    if (m_plan.populations.empty())
        return fail(
            ErrorCode::MissingMember,
            MODEL_TEXT("Simulation",
                       "Nobody sends requests: add a Clients resource and connect it to what "
                       "it uses."),
            "/resources");
    return {};
}

} // namespace skydraft
