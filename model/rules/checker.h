// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/edit.h"
#include "model/rules/finding.h"

#include <memory>
#include <vector>

namespace skydraft {

class RuleContext;
struct Asked;
struct Rule;

/// The findings of a drawing, kept true from edit to edit. After an edit of rules of security
/// groups, or of settings that no packet meets, only the rules that asked for what was edited are
/// asked again, and those that look at one resource at a time only about what is near to the edit.
/// After any other edit everything is looked at anew. For one thread at a time.
///
///     Checker checker(network);
///     checker.update(followed(network, edited, changes), changes);
///     checker.findings();
class Checker
{
public:
    /// `traces`: the walks of all traffic connections, where the caller has them.
    explicit Checker(const Network& network, Profile profile = Profile::Strict,
                     const Traces* traces = nullptr);
    ~Checker();
    Checker(const Checker&) = delete;
    Checker& operator=(const Checker&) = delete;

    /// In the order of check(), the suppressed ones with their reason among them.
    Findings findings() const;

    /// Takes over the drawing after the edit that touched `changes`; `traces` are those of `next`.
    /// A fix that adds something keeps the place that it had before nodes were moved.
    void update(const Network& next, const ChangeSet& changes, const Traces& traces);

    /// How many rules the last update asked again; all of them where it looked at everything anew.
    int rulesAsked() const { return m_rulesAsked; }

private:
    struct Kept
    {
        std::size_t rule = 0; ///< in m_rules
        FindingPointer finding{};
    };

    void start(const Network& network, const Traces* traces);
    std::vector<std::size_t> touchedRules(const Architecture& before, const ChangeSet& changes,
                                          bool hasGroups) const;
    void ask(RuleContext& context, std::size_t rule, std::vector<Kept>& found);
    void suppressAnew();

    const Profile m_profile;
    std::vector<const Rule*> m_rules;
    std::vector<Asked> m_asked; ///< by each rule
    std::unique_ptr<RuleContext> m_context;
    std::vector<Kept> m_kept;
    int m_rulesAsked = 0;
};

} // namespace skydraft
