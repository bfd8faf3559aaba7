// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace skydraft {

/// vCPUs of an EC2 instance type by its size: "t2.micro" has 1, "m5.large" 2, "c5.4xlarge" 16. 0
/// for what is no instance type (Amazon EC2 instance types guide, "Specifications").
std::uint32_t vcpusOf(std::string_view instanceType);

} // namespace skydraft
