// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/architecture.h"
#include "model/base/error.h"
#include "model/catalogue/catalogue.h"

#include <string>
#include <vector>

namespace skydraft {

/// What an experiment changes from run to run.
struct Design
{
    Architecture architecture{};
    Scenario scenario{};
};

/// Names one value of a design:
///
///     web.instance_type                       a property of a resource
///     resources/web/instance_type             the same
///     resources/tg/health_check/interval_s    a field of an object property
///     connections/c1/calls_per_request        a property of a connection
///     scenario.duration_s                     of the scenario: duration_s, warmup_s, seed
///     load/users/rate_per_s                   of what one client population sends
///     faults/0/at_s                           of the first fault
///
/// A resource is named by its id, its aws_id or its unique name; a '/' in it is written ~1 and a
/// '~' ~0, as in a JSON pointer. In the form with a dot the last one counts.
class SweepPath
{
public:
    /// Fails for what is no path or names nothing in the design; the message says which word.
    static Result<SweepPath> create(const Catalogue& catalogue, const Design& design,
                                    const std::string& text);

    /// The design with the value set. `value` is JSON, or a text as it is where the property is
    /// one. Refuses what a reader of documents would refuse, and what has the wrong type.
    Result<Design> set(const Catalogue& catalogue, const Design& design,
                       const std::string& value) const;

    bool operator==(const SweepPath&) const = default;

private:
    enum class Place
    {
        Resource,
        Connection,
        Scenario,
        Load,
        Fault
    };

    static Result<std::vector<std::string>> split(const std::string& text);
    Result<void> find(const Catalogue& catalogue, const Design& design,
                      const std::vector<std::string>& words);
    Result<void> findProperty(const Catalogue& catalogue, const Design& design);
    Result<void> findMember(const Design& design);
    Result<Design> setProperty(const Catalogue& catalogue, const Design& design,
                               const std::string& value) const;
    /// Of a connection or the scenario, which the catalogue does not know.
    Result<Json> memberValue(const std::string& value) const;
    Result<Design> setInScenario(const Design& design, const std::string& value) const;

    Place m_place = Place::Resource;
    std::string m_id;                 ///< of the resource, the connection or the client
    std::size_t m_number = 0;         ///< of the load or the fault
    std::vector<std::string> m_names; ///< the property and its fields, or the member
    bool m_isText = false;
};

} // namespace skydraft
