// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/error.h"
#include "model/catalogue/service_type.h"

#include <map>
#include <string_view>
#include <vector>

namespace skydraft {

/// All service types, read from JSON. Immutable once read; engines and views share one by
/// reference.
class Catalogue
{
public:
    struct File
    {
        std::string name{}; ///< "ec2.instance.json" or "sets/queueing.json"
        std::string_view text{};
    };

    /// Reads type files and the property sets that they include. The first fault ends it with the
    /// file, line and column.
    static Result<Catalogue> read(const std::vector<File>& files);

    /// The catalogue that is compiled into the program. Its files are checked by the tests, so
    /// reading it cannot fail.
    static const Catalogue& builtIn();

    /// Nothing for a type that the catalogue does not know (a newer document, an import).
    const ServiceType* find(std::string_view typeId) const;

    /// The type, or `generic` for one that it does not know.
    const ServiceType& typeOrGeneric(std::string_view typeId) const;

    /// Sorted by id.
    const std::vector<ServiceType>& types() const { return m_types; }

private:
    std::vector<ServiceType> m_types;
};

} // namespace skydraft
