// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/plan.h"

#include <algorithm>

namespace skydraft {

Index EdgeChoice::pick(RandomStream& stream) const
{
    if (edges.size() == 1)
        return edges.front();
    const double share = stream.uniform();
    const auto found = std::lower_bound(cumulative.begin(), cumulative.end(), share);
    const auto place = static_cast<std::size_t>(found - cumulative.begin());
    return edges[std::min(place, edges.size() - 1)];
}

bool matchesPath(std::string_view pattern, std::string_view path)
{
    // The last star may take one character more whenever what follows does not match.
    std::size_t star = std::string_view::npos;
    std::size_t taken = 0;
    std::size_t i = 0;
    std::size_t j = 0;
    while (j < path.size()) {
        if (i < pattern.size() && (pattern[i] == '?' || pattern[i] == path[j])
            && pattern[i] != '*') {
            ++i;
            ++j;
        } else if (i < pattern.size() && pattern[i] == '*') {
            star = i++;
            taken = j;
        } else if (star != std::string_view::npos) {
            i = star + 1;
            j = ++taken;
        } else {
            return false;
        }
    }
    while (i < pattern.size() && pattern[i] == '*')
        ++i;
    return i == pattern.size();
}

} // namespace skydraft
