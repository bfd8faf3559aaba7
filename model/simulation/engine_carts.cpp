// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/engine.h"

#include <algorithm>
#include <utility>

namespace skydraft {

namespace {

/// The longest cookie that browsers must keep (RFC 6265, "HTTP State Management Mechanism",
/// section 6.1); most keep no longer one.
constexpr std::uint32_t longestCookie = 4096;

} // namespace

/// The cart or login of who sends a request, as the server keeps it; the cause for which the
/// request is refused, or none.
Cause EventEngine::keepSession(const Request& request, Instance& instance, Index index)
{
    const NodePlan& plan = m_plan.nodes[instance.node];
    switch (plan.sessionStore) {
    case SessionStore::None:
        return Cause::None;
    case SessionStore::Instance:
        useSession(request, index);
        return Cause::None;
    case SessionStore::Shared: {
        const Index store = plan.sessionHome != none ? m_instanceOf[plan.sessionHome] : none;
        if (store != none && m_instances[store].isRunning())
            useSession(request, store);
        return Cause::None;
    }
    case SessionStore::Cookie:
        return takeCookie(request, instance);
    }
    return Cause::None;
}

/// The whole cart comes with every request; what is put into it goes back as a longer cookie.
Cause EventEngine::takeCookie(const Request& request, Instance& instance)
{
    const NodePlan& plan = m_plan.nodes[instance.node];
    if (m_cartBytes.size() <= request.session)
        m_cartBytes.resize(request.session + 1U, 0);
    std::uint32_t& bytes = m_cartBytes[request.session];
    instance.cookieBytes += bytes;
    ++instance.cookies;
    if (!m_tampering.empty() && isForged(instance) && plan.validatesCookies)
        return Cause::TamperedCookie;
    if (!request.is(Request::write))
        return Cause::None;
    if (bytes + plan.cartItemBytes > longestCookie)
        return Cause::CookieTooLarge;
    bytes += plan.cartItemBytes;
    return Cause::None;
}

/// Whether somebody has changed this cookie. A server that does not validate cookies takes it.
bool EventEngine::isForged(const Instance& instance)
{
    Tampering& tampering = m_tampering[instance.node];
    if (tampering.share <= 0 || !m_forgeries.chance(tampering.share))
        return false;
    const bool isRefused = m_plan.nodes[instance.node].validatesCookies;
    Incident& incident = m_incidents[tampering.incident];
    const std::uint64_t before = incident.forgedAccepted + incident.forgedRefused;
    ++(isRefused ? incident.forgedRefused : incident.forgedAccepted);
    if (before == 0)
        note(TimelineKind::Detection, instance.name,
             (isRefused ? MODEL_TEXT("Timeline", "%1 refuses a cookie that was tampered with")
                        : MODEL_TEXT("Timeline",
                                     "%1 takes a cookie that was tampered with for a true one: it "
                                     "does not validate cookies"))
                 .with(instance.name),
             tampering.incident);
    return true;
}

void EventEngine::tamper(const FaultPlan& fault, double share, Index incident)
{
    if (m_tampering.empty()) {
        m_tampering.resize(m_plan.nodes.size());
        m_forgeries = stream("", Purpose::Forgery);
    }
    m_tampering[fault.node] = {share, incident};
    const NodePlan& plan = m_plan.nodes[fault.node];
    if (plan.kind == NodeKind::Group)
        for (const Index member : m_plan.groups[plan.group].drawn)
            m_tampering[member] = {share, incident};
}

/// A cache or whoever keeps sessions has lost all it knew; it works on.
void EventEngine::forget(const FaultPlan& fault, Index incident)
{
    const NodePlan& plan = m_plan.nodes[fault.node];
    for (Index index = 0; index < m_instances.size(); ++index) {
        Instance& instance = m_instances[index];
        if (plan.kind == NodeKind::Group ? instance.group != plan.group
                                         : instance.node != fault.node)
            continue;
        instance.incident = incident;
        if (instance.store != none)
            m_stores[instance.store].clear();
        loseSessionsOf(index);
    }
}

/// One node of a cache is gone: its share of the sessions goes with it.
void EventEngine::loseSessionShare(Index instance, std::uint32_t nodes)
{
    for (std::size_t session = 0; session < m_sessionHomes.size(); session += nodes) {
        Index& home = m_sessionHomes[session];
        if (home != instance)
            continue;
        home = none;
        loseSession(m_instances[instance].incident);
    }
}

/// Carts and logins that somebody still has.
std::uint64_t EventEngine::liveSessions() const
{
    const auto isKept = [](Index home) { return home != none; };
    const auto isFilled = [](std::uint32_t bytes) { return bytes > 0; };
    return static_cast<std::uint64_t>(
        std::count_if(m_sessionHomes.begin(), m_sessionHomes.end(), isKept)
        + std::count_if(m_cartBytes.begin(), m_cartBytes.end(), isFilled));
}

} // namespace skydraft
