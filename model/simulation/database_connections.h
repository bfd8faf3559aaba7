// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace skydraft {

/// How many connections a DB instance takes where its parameter group says nothing else: by engine
/// and by the memory of its class (Amazon RDS user guide, "Quotas and constraints for Amazon RDS":
/// maximum number of database connections). Nothing for a class or an engine that is not known.
/// Memory is that of the class as a whole; the formulas of RDS leave out some hundred MB for the
/// operating system, so the real limit of the smallest classes is a quarter lower.
std::optional<std::uint32_t> mostConnections(std::string_view engine,
                                             std::string_view instanceClass);

} // namespace skydraft
