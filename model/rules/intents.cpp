// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/intents.h"

#include "model/architecture/names.h"
#include "model/architecture/selector.h"
#include "model/network/possible_flows.h"

#include <algorithm>
#include <array>
#include <set>

namespace skydraft {
namespace {

constexpr int httpsPort = 443;

enum class Role
{
    Sender,
    Receiver
};

/// The one place that asks the network about a flow.
Result<Trace> walkFlow(const Network& network, const Flow& flow)
{
    auto traced = trace(network, flow);
    if (traced && traced->verdict == Verdict::Reachable && traced->forward.empty()) {
        traced->verdict = Verdict::Unknown;
        traced->reason = MODEL_TEXT("Intent", "an end has no network interface in the drawing");
    }
    return traced;
}

Text namesNothing(const std::string& selector)
{
    return MODEL_TEXT("Intent", "\"%1\" names nothing in the drawing").with(selector);
}

/// The resources of a selector, with what an Auto Scaling group or a balancer has inside of it.
Result<std::vector<ResourceId>> resourcesOf(const Network& network, const Selector& selector)
{
    auto found = select(network.architecture(), selector);
    if (!found || selector.kind != Selector::Kind::Inside)
        return found;
    const auto frame = resolve(network.architecture(), selector.name);
    std::set<ResourceId> all(found->begin(), found->end());
    for (ResourceId& owner : ownersOfInterfacesIn(network, *frame))
        all.insert(std::move(owner));
    return std::vector<ResourceId>(all.begin(), all.end());
}

Result<std::vector<FlowEnd>> endsOf(const Network& network, const std::string& text, Role role)
{
    const auto selector = selectorFrom(text);
    if (!selector)
        return tl::unexpected(selector.error());
    if (selector->kind == Selector::Kind::Internet || selector->kind == Selector::Kind::Address)
        return std::vector{FlowEnd{.address = selector->address,
                                   .isInternet = selector->kind == Selector::Kind::Internet}};
    const auto resources = resourcesOf(network, *selector);
    if (!resources)
        return tl::unexpected(resources.error());
    std::vector<FlowEnd> ends;
    for (const ResourceId& id : *resources)
        if (role == Role::Sender ? canSend(network, id) : canReceive(network, id))
            ends.push_back({.resource = id});
    if (!ends.empty())
        return ends;
    if (resources->empty())
        return fail(ErrorCode::DanglingReference, namesNothing(text));
    return fail(ErrorCode::WrongReference,
                (role == Role::Sender
                     ? MODEL_TEXT("Intent", "nothing that \"%1\" names sends packets")
                     : MODEL_TEXT("Intent", "nothing that \"%1\" names receives packets"))
                    .with(text));
}

Result<std::set<ResourceId>> componentsOf(const Network& network, const std::string& text)
{
    const auto found = selectorFrom(text).and_then(
        [&](const Selector& selector) { return resourcesOf(network, selector); });
    if (!found)
        return tl::unexpected(found.error());
    if (found->empty())
        return fail(ErrorCode::DanglingReference, namesNothing(text));
    return std::set<ResourceId>(found->begin(), found->end());
}

/// Terminates connections and opens its own: it is never a hop between two others.
bool isRelay(const Network& network, const ResourceId& id)
{
    const Resource* resource = network.find(id);
    const NetworkRole role = resource == nullptr
                                 ? NetworkRole::None
                                 : network.catalogue().typeOrGeneric(resource->type).role;
    return role == NetworkRole::Balancer || role == NetworkRole::Cdn;
}

bool passesOneOf(const Trace& traced, const std::set<ResourceId>& components)
{
    return std::any_of(traced.forward.begin(), traced.forward.end(),
                       [&](const Hop& hop) { return components.contains(hop.component); });
}

/// A connection needs its answer; a udp packet does its work without one.
bool arrives(const Trace& traced, const Flow& flow)
{
    if (traced.verdict != Verdict::Blocked || flow.protocol != Protocol::Udp)
        return traced.verdict == Verdict::Reachable;
    return std::none_of(traced.forward.begin(), traced.forward.end(),
                        [](const Hop& hop) { return hop.decision == Decision::Deny; });
}

class Evaluation
{
public:
    Evaluation(const Network& network, const Intent& intent, const std::function<bool()>& isWanted)
        : m_network(network)
        , m_isWanted(isWanted)
        , m_result{.intent = intent}
    {}

    IntentResult run()
    {
        const Intent& intent = m_result.intent;
        const auto from = endsOf(m_network, intent.from, Role::Sender);
        const auto to = endsOf(m_network, intent.to, Role::Receiver);
        const auto through = intent.kind == IntentKind::Through
                                 ? componentsOf(m_network, intent.through)
                                 : Result<std::set<ResourceId>>();
        if (!from || !to || !through) {
            m_result.reason = (!from ? from.error() : !to ? to.error() : through.error()).message;
            return m_result;
        }
        m_result.status = IntentStatus::Passed;
        for (const FlowEnd& sender : *from)
            for (const FlowEnd& receiver : *to) {
                if (sender.resource && sender.resource == receiver.resource)
                    continue;
                checkPair(sender, receiver, *through);
                if (m_result.status == IntentStatus::Failed || isStopped())
                    return m_result;
            }
        return m_result;
    }

private:
    void checkPair(const FlowEnd& from, const FlowEnd& to, const std::set<ResourceId>& through)
    {
        if (m_result.intent.kind != IntentKind::Reaches)
            checkNothingPasses(from, to, through);
        if (m_result.status == IntentStatus::Failed || m_result.intent.kind == IntentKind::Never)
            return;
        if (const auto flow = missingFlow(from, to, through))
            checkArrival(*flow);
    }

    Flow wanted(const FlowEnd& from, const FlowEnd& to) const
    {
        Flow flow{.from = from, .to = to};
        flow.protocol = protocolFrom(m_result.intent.protocol).value_or(Protocol::Any);
        if (m_result.intent.port)
            flow.port = static_cast<int>(*m_result.intent.port);
        return flow;
    }

    /// One packet to the port that a person means who names none.
    Flow defaultFlow(const FlowEnd& from, const FlowEnd& to) const
    {
        Flow flow = wanted(from, to);
        if (flow.protocol == Protocol::Any)
            flow.protocol = Protocol::Tcp;
        if (!flow.port && !to.resource && flow.protocol != Protocol::Icmp)
            flow.port = httpsPort;
        return flow;
    }

    /// Fails where any packet arrives that passes none of `excused`.
    void checkNothingPasses(const FlowEnd& from, const FlowEnd& to,
                            const std::set<ResourceId>& excused)
    {
        for (const Flow& flow : possibleFlows(m_network, wanted(from, to))) {
            if (isStopped())
                return;
            auto traced = walkFlow(m_network, flow);
            if (!traced) {
                undecided(traced.error().message, std::nullopt);
            } else if (traced->verdict == Verdict::Unknown) {
                const Text reason = traced->reason;
                undecided(reason, IntentWitness{flow, *std::move(traced)});
            } else if (arrives(*traced, flow) && !passesOneOf(*traced, excused)) {
                const bool isNever = m_result.intent.kind == IntentKind::Never;
                const Text reason = isNever ? MODEL_TEXT("Intent", "packets pass: %1")
                                            : MODEL_TEXT("Intent", "packets pass by: %1");
                failed(reason.with(inWords(m_network.architecture(), flow)),
                       {flow, *std::move(traced)});
                return;
            }
        }
    }

    bool isReachable(const Flow& flow) const
    {
        const auto traced = walkFlow(m_network, flow);
        return traced && traced->verdict == Verdict::Reachable;
    }

    /// Nothing where a relay among `through` joins the two ends; otherwise the flow that does not
    /// arrive: a half of the way over the first relay, or the direct one where there are none.
    std::optional<Flow> missingFlow(const FlowEnd& from, const FlowEnd& to,
                                    const std::set<ResourceId>& through) const
    {
        std::optional<Flow> missing;
        for (const ResourceId& id : through) {
            if (!isRelay(m_network, id))
                continue;
            const Flow there{.from = from, .to = {.resource = id}, .protocol = Protocol::Tcp};
            const Flow onward = defaultFlow({.resource = id}, to);
            const bool arrives = isReachable(there);
            if (arrives && isReachable(onward))
                return std::nullopt;
            if (!missing)
                missing = arrives ? onward : there;
        }
        const Flow direct = defaultFlow(from, to);
        if (!missing || isReachable(direct))
            return direct;
        return missing;
    }

    void checkArrival(const Flow& flow)
    {
        auto traced = walkFlow(m_network, flow);
        if (!traced)
            return undecided(traced.error().message, std::nullopt);
        if (traced->verdict == Verdict::Reachable)
            return;
        if (traced->verdict == Verdict::Unknown) {
            const Text reason = traced->reason;
            return undecided(reason, IntentWitness{flow, *std::move(traced)});
        }
        const Text why = traced->blockedBy.empty() ? MODEL_TEXT("Intent", "no path")
                                                   : traced->blockedBy.front().message;
        failed(MODEL_TEXT("Intent", "packets do not arrive: %1: %2")
                   .with(inWords(m_network.architecture(), flow))
                   .with(why),
               {flow, *std::move(traced)});
    }

    bool isStopped()
    {
        if (!m_isWanted || m_isWanted())
            return false;
        undecided(MODEL_TEXT("Intent", "the check was stopped"), std::nullopt);
        return true;
    }

    void failed(Text reason, IntentWitness witness)
    {
        m_result.status = IntentStatus::Failed;
        m_result.reason = std::move(reason);
        m_result.witness = std::move(witness);
    }

    /// The first reason is kept; a failure of another pair still overrides it.
    void undecided(const Text& reason, std::optional<IntentWitness> witness)
    {
        if (m_result.status != IntentStatus::Passed)
            return;
        m_result.status = IntentStatus::Undecided;
        m_result.reason = reason;
        m_result.witness = std::move(witness);
    }

    const Network& m_network;
    const std::function<bool()>& m_isWanted;
    IntentResult m_result;
};

template <class T>
std::optional<Text> reasonIn(const Result<T>& result)
{
    return result ? std::nullopt : std::optional<Text>(result.error().message);
}

} // namespace

std::string_view toString(IntentStatus status)
{
    constexpr std::array<std::string_view, 3> names{"passed", "failed", "undecided"};
    return names[static_cast<std::size_t>(status)];
}

IntentResult evaluate(const Network& network, const Intent& intent,
                      const std::function<bool()>& isWanted)
{
    return Evaluation(network, intent, isWanted).run();
}

std::vector<IntentResult> evaluateIntents(const Network& network,
                                          const std::function<bool()>& isWanted)
{
    std::vector<IntentResult> results;
    for (const auto& intent : network.architecture().intents())
        results.push_back(evaluate(network, *intent, isWanted));
    return results;
}

std::optional<Text> whyNoSender(const Network& network, const std::string& selector)
{
    return reasonIn(endsOf(network, selector, Role::Sender));
}

std::optional<Text> whyNoReceiver(const Network& network, const std::string& selector)
{
    return reasonIn(endsOf(network, selector, Role::Receiver));
}

std::optional<Text> whyNoComponent(const Network& network, const std::string& selector)
{
    return reasonIn(componentsOf(network, selector));
}

Text inWords(const Architecture& architecture, const Flow& flow)
{
    const auto nameOf = [&](const FlowEnd& end) -> TextArgument {
        if (end.resource) {
            const Resource* resource = architecture.find(*end.resource);
            return resource == nullptr ? end.resource->value() : displayName(*resource);
        }
        if (end.address)
            return end.address->toString();
        return std::make_shared<const Text>(MODEL_TEXT("Intent", "the internet"));
    };
    std::string packet =
        flow.protocol == Protocol::Any ? std::string("ip") : std::string(toString(flow.protocol));
    if (flow.port)
        packet += " " + std::to_string(*flow.port);
    return MODEL_TEXT("Intent", "%1 from %2 to %3")
        .with(packet)
        .with(nameOf(flow.from))
        .with(nameOf(flow.to));
}

} // namespace skydraft
