// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

#include "tests/model/network/trace_check.h"
#include "tests/support/drawing.h"

#include <vector>

Q_DECLARE_METATYPE(skydraft::Architecture)

namespace skydraft::testing {

enum class Mending
{
    Possible,
    Impossible
};

/// Columns and rows of a table of traces; each row is a sentence.
inline void addTraceColumns()
{
    QTest::addColumn<Architecture>("drawing");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("packet");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<bool>("canBeMended");
}

inline void traceRow(const char* sentence, const Drawing& drawing, const char* from, const char* to,
                     const char* packet, const char* expected, Mending mending = Mending::Possible)
{
    QTest::newRow(sentence) << drawing.build() << QString::fromLatin1(from)
                            << QString::fromLatin1(to) << QString::fromLatin1(packet)
                            << QString::fromLatin1(expected) << (mending == Mending::Possible);
}

/// The outcome is the one of the row, and the fixes of a block that can be mended make it pass.
inline void checkTraceRow()
{
    QFETCH(Architecture, drawing);
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, packet);
    QFETCH(QString, expected);
    QFETCH(bool, canBeMended);
    const auto run = [&](const Architecture& architecture) {
        return traced(architecture, from.toStdString(), to.toStdString(), packet.toStdString());
    };
    const Trace result = run(drawing);
    QCOMPARE(QString::fromStdString(outcome(result)), expected);
    if (result.verdict != Verdict::Blocked)
        return;
    const auto after = mended(drawing, result.fixes);
    QVERIFY2(after.has_value(), titles(result.fixes).c_str());
    const Trace again = run(*after);
    if (canBeMended)
        QVERIFY2(again.verdict == Verdict::Reachable,
                 ("still " + outcome(again) + " after: " + titles(result.fixes)).c_str());
    else
        QCOMPARE(toString(again.verdict), std::string("blocked"));
}

inline Json rule(const char* protocol, int port, const char* source)
{
    return {{"protocol", protocol}, {"from_port", port}, {"to_port", port}, {"source", source}};
}

inline Json egressRule(const char* protocol, int port, const char* destination)
{
    return {{"protocol", protocol},
            {"from_port", port},
            {"to_port", port},
            {"destination", destination}};
}

inline Json aclRule(int number, const char* direction, const char* action, const char* protocol,
                    int from, int to, const char* cidr)
{
    return {{"number", number},     {"direction", direction}, {"action", action},
            {"protocol", protocol}, {"from_port", from},      {"to_port", to},
            {"cidr", cidr}};
}

inline Json route(const char* destination, const char* target)
{
    return {{"destination", destination}, {"target", target}};
}

/// {"ingress": [rules]} and the like, whatever the number of elements.
inline Json with(const char* property, const std::vector<Json>& list)
{
    Json properties = Json::object();
    properties[property] = Json(list);
    return properties;
}

} // namespace skydraft::testing
