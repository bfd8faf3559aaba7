// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/architecture/resource_json.h"
#include "model/simulation/compare.h"

#include <string>

namespace skydraft {

/// What A or B is called: its file, and its scenario.
struct ComparedName
{
    std::string file{};
    std::string scenario{};
    std::string shown{}; ///< in sentences
};

/// compare.schema.json
OrderedJson comparisonToJson(const Comparison& comparison, const ComparedName& a,
                             const ComparedName& b);

/// For people: the verdict, then a sentence for each measure.
std::string comparisonToText(const Comparison& comparison, const ComparedName& a,
                             const ComparedName& b);

} // namespace skydraft
