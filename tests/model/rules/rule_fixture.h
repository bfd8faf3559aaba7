// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

#include "model/rules/rule.h"
#include "tests/support/drawing.h"

#include <vector>

namespace skydraft::testing {

/// A drawing with one fault and one without it, for a rule and, where it looks at several things,
/// for one of them.
struct SettingCase
{
    const char* code;
    const char* what; ///< a sentence for the row
    Architecture bad;
    Architecture good;
    bool hasFix;
};

inline std::vector<Finding> found(const Architecture& architecture, std::string_view code)
{
    std::vector<Finding> findings = check(Network(Catalogue::builtIn(), architecture));
    std::erase_if(findings, [&](const Finding& finding) { return finding.code != code; });
    return findings;
}

/// One resource in a VPC.
inline Architecture alone(const char* type, Json properties = Json::object())
{
    return Drawing().add("vpc", "vpc.vpc").add("it", type, "vpc", std::move(properties)).build();
}

/// One resource on the canvas.
inline Architecture rooted(const char* type, Json properties = Json::object())
{
    return Drawing().add("it", type, "", std::move(properties)).build();
}

/// The rule finds the fault, stays silent without it, and its fix mends it.
inline void verify(const SettingCase& one)
{
    QVERIFY(found(one.good, one.code).empty());
    const std::vector<Finding> findings = found(one.bad, one.code);
    QCOMPARE(findings.size(), std::size_t{1});
    QVERIFY(!findings.front().message.english().empty());
    QCOMPARE(!findings.front().fixes.empty(), one.hasFix);
    if (!one.hasFix)
        return;
    const auto mended = apply(Catalogue::builtIn(), one.bad, findings.front().fixes.front().edit);
    QVERIFY2(mended.has_value(), mended ? "" : describe(mended.error()).c_str());
    QVERIFY(found(mended->architecture, one.code).empty());
}

} // namespace skydraft::testing
