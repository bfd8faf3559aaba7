// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/database_connections.h"

#include <algorithm>
#include <array>
#include <utility>

namespace skydraft {

namespace {

constexpr double bytesPerGib = 1024.0 * 1024 * 1024;

/// GiB of a size in the general purpose families; the memory optimized ones have twice as much from
/// large on.
constexpr std::array<std::pair<std::string_view, double>, 11> sizesGib{{{"micro", 1},
                                                                        {"small", 2},
                                                                        {"medium", 4},
                                                                        {"large", 8},
                                                                        {"xlarge", 16},
                                                                        {"2xlarge", 32},
                                                                        {"4xlarge", 64},
                                                                        {"8xlarge", 128},
                                                                        {"12xlarge", 192},
                                                                        {"16xlarge", 256},
                                                                        {"24xlarge", 384}}};

double memoryOf(std::string_view instanceClass)
{
    constexpr std::string_view prefix = "db.";
    if (!instanceClass.starts_with(prefix))
        return 0;
    const std::string_view rest = instanceClass.substr(prefix.size());
    const std::size_t dot = rest.find('.');
    if (dot == std::string_view::npos)
        return 0;
    for (const auto& [size, gib] : sizesGib)
        if (size == rest.substr(dot + 1))
            return (rest.front() == 'r' ? 2 : 1) * gib * bytesPerGib;
    return 0;
}

} // namespace

std::optional<std::uint32_t> mostConnections(std::string_view engine,
                                             std::string_view instanceClass)
{
    const double memory = memoryOf(instanceClass);
    if (memory <= 0)
        return std::nullopt;
    double connections = 0;
    if (engine == "mysql" || engine == "mariadb")
        connections = memory / 12'582'880;
    else if (engine == "postgres")
        connections = std::min(memory / 9'531'392, 5'000.0);
    else if (engine == "oracle")
        connections = std::min(memory / 9'868'951, 20'000.0);
    else if (engine == "sqlserver")
        connections = 32'767;
    else
        return std::nullopt;
    return static_cast<std::uint32_t>(connections);
}

} // namespace skydraft
