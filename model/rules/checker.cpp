// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/checker.h"

#include "model/network/compiler.h"
#include "model/rules/rule.h"
#include "model/rules/rule_context.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <set>
#include <thread>
#include <tuple>

namespace skydraft {
namespace {

/// That of the resource before that of the whole document: it knows more.
std::optional<std::string> suppressionOf(const Architecture& architecture, const std::string& code,
                                         const ResourceId& resource)
{
    const Suppression* found = nullptr;
    if (!resource.empty())
        found = architecture.find(SuppressionKey{code, resource});
    if (found == nullptr)
        found = architecture.find(SuppressionKey{code, std::nullopt});
    return found == nullptr ? std::nullopt : std::optional<std::string>(found->reason);
}

bool comesBefore(const Finding& a, const Finding& b)
{
    return std::tie(b.severity, a.resource, a.code, a.connection)
           < std::tie(a.severity, b.resource, b.code, b.connection);
}

/// The properties in which two versions of a resource differ.
std::set<std::string> differences(const Resource& before, const Resource& after)
{
    std::set<std::string> names;
    const auto compare = [&](const Json& one, const Json& other) {
        for (auto set = one.begin(); set != one.end(); ++set)
            if (const auto same = other.find(set.key()); same == other.end() || *same != *set)
                names.insert(set.key());
    };
    compare(before.properties, after.properties);
    compare(after.properties, before.properties);
    return names;
}

bool isReference(const ServiceType& type, const std::string& name)
{
    const Property* declared = type.property(name);
    return declared == nullptr || declared->type == PropertyType::Reference
           || declared->type == PropertyType::References;
}

} // namespace

Checker::Checker(const Network& network, Profile profile, const Traces* traces)
    : m_profile(profile)
{
    start(network, traces);
}

Checker::~Checker() = default;

void Checker::start(const Network& network, const Traces* traces)
{
    const Traces walks = traces != nullptr ? *traces : walkConnections(network);
    m_context = std::make_unique<RuleContext>(network, &walks);
    m_rules.clear();
    m_kept.clear();
    for (const Rule& rule : allRules())
        if (isLookedAt(m_profile, rule))
            m_rules.push_back(&rule);
    m_asked.assign(m_rules.size(), {});
    // The rules know nothing of each other. For a large drawing a second thread, with a context of
    // its own, takes its share of them.
    constexpr std::size_t fewestForThread = 400;
    std::atomic<std::size_t> next = 0;
    const auto askSome = [&](RuleContext& context, std::vector<Kept>& found) {
        for (std::size_t rule = next++; rule < m_rules.size(); rule = next++)
            ask(context, rule, found);
    };
    std::vector<Kept> others;
    std::future<void> helper;
    if (network.architecture().resources().size() >= fewestForThread
        && std::thread::hardware_concurrency() > 1)
        helper = std::async(std::launch::async, [&] {
            RuleContext own(network, &walks);
            askSome(own, others);
        });
    askSome(*m_context, m_kept);
    if (helper.valid())
        helper.get();
    std::move(others.begin(), others.end(), std::back_inserter(m_kept));
    std::stable_sort(m_kept.begin(), m_kept.end(), [](const Kept& a, const Kept& b) {
        return comesBefore(*a.finding, *b.finding);
    });
    m_rulesAsked = static_cast<int>(m_rules.size());
}

void Checker::ask(RuleContext& context, std::size_t rule, std::vector<Kept>& found)
{
    const Rule& asked = *m_rules[rule];
    context.takeAsked();
    std::vector<Report> reports = asked.check(context);
    m_asked[rule].add(context.takeAsked());
    for (Report& report : reports) {
        auto suppression = suppressionOf(context.architecture, asked.code, report.resource);
        found.push_back({rule, std::make_shared<const Finding>(
                                   Finding{asked.code, report.severity.value_or(asked.severity),
                                           std::move(report.resource), std::move(report.connection),
                                           std::move(report.message), asked.why, asked.equivalents,
                                           std::move(report.fixes), std::move(suppression)})});
    }
}

Findings Checker::findings() const
{
    Findings findings;
    findings.reserve(m_kept.size());
    for (const Kept& kept : m_kept)
        findings.push_back(kept.finding);
    return findings;
}

std::vector<std::size_t> Checker::touchedRules(const Architecture& before, const ChangeSet& changes,
                                               bool hasGroups) const
{
    Asked edited;
    edited.packets = hasGroups;
    for (const ResourceId& id : changes.resources) {
        const Resource& after = *m_context->find(id);
        for (const std::string& name : differences(*before.find(id), after)) {
            edited.references = edited.references || isReference(m_context->typeOf(after), name);
            edited.properties.insert(name);
        }
    }
    const auto isTouched = [&](const Asked& asked) {
        return (edited.packets && asked.packets) || (edited.references && asked.references)
               || (!edited.properties.empty() && asked.allProperties)
               || std::any_of(
                   edited.properties.begin(), edited.properties.end(),
                   [&](const std::string& name) { return asked.properties.contains(name); });
    };
    std::vector<std::size_t> rules;
    for (std::size_t rule = 0; rule < m_rules.size(); ++rule)
        if (isTouched(m_asked[rule]))
            rules.push_back(rule);
    return rules;
}

void Checker::update(const Network& next, const ChangeSet& changes, const Traces& traces)
{
    if (!m_context->canFollow(next, changes)) {
        start(next, &traces);
        return;
    }
    const Network before = m_context->network;
    const bool hasGroups = !changedRules(before, next.architecture(), changes)->empty();
    m_context->follow(next, changes, traces,
                      std::any_of(m_asked.begin(), m_asked.end(),
                                  [](const Asked& asked) { return asked.passes; }));
    const std::vector<std::size_t> rules = touchedRules(before.architecture(), changes, hasGroups);
    std::vector<Kept> fresh;
    std::vector<bool> isAsked(m_rules.size(), false);
    for (const std::size_t rule : rules) {
        isAsked[rule] = true;
        m_context->lookAtAll(!m_rules[rule]->isLocal);
        ask(*m_context, rule, fresh);
    }
    std::erase_if(m_kept, [&](const Kept& kept) {
        return isAsked[kept.rule]
               && (!m_rules[kept.rule]->isLocal || m_context->isNear(kept.finding->resource));
    });
    const auto inOrder = [](const Kept& a, const Kept& b) {
        return comesBefore(*a.finding, *b.finding);
    };
    std::stable_sort(fresh.begin(), fresh.end(), inOrder);
    const auto middle = static_cast<std::ptrdiff_t>(m_kept.size());
    std::move(fresh.begin(), fresh.end(), std::back_inserter(m_kept));
    std::inplace_merge(m_kept.begin(), m_kept.begin() + middle, m_kept.end(), inOrder);
    if (!changes.suppressions.empty())
        suppressAnew();
    m_rulesAsked = static_cast<int>(rules.size());
}

void Checker::suppressAnew()
{
    for (Kept& kept : m_kept) {
        auto suppression =
            suppressionOf(m_context->architecture, kept.finding->code, kept.finding->resource);
        if (suppression == kept.finding->suppression)
            continue;
        Finding changed = *kept.finding;
        changed.suppression = std::move(suppression);
        kept.finding = std::make_shared<const Finding>(std::move(changed));
    }
}

} // namespace skydraft
