// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/network/random_network.h"
#include "tests/model/network/trace_check.h"

#include <map>

using namespace skydraft;
using namespace skydraft::testing;

class TestFixesProperty : public QObject
{
    Q_OBJECT

private slots:
    void allFixesTogetherMakeAFlowPass();
};

void TestFixesProperty::allFixesTogetherMakeAFlowPass()
{
    std::map<std::string, int> count;
    for (unsigned seed = 1; seed <= 300; ++seed) {
        const RandomDrawing random = RandomDrawer(seed).draw();
        Dice dice(seed + 100000);
        for (int n = 0; n < 25; ++n) {
            const std::string from = dice.oneOf(random.ends);
            const std::string to = dice.oneOf(random.ends);
            const std::string packet =
                dice.oneOf<std::string>({"tcp 80", "tcp 80", "tcp 443", "tcp 22", "icmp"});
            const Trace walked = traced(random.drawing, from, to, packet);
            if (walked.verdict != Verdict::Blocked) {
                ++count[toString(walked.verdict)];
                continue;
            }
            const std::string where = "seed " + std::to_string(seed) + " " + from + " → " + to + " "
                                      + packet + ": " + outcome(walked)
                                      + "; fixes: " + titles(walked.fixes);
            const auto after = mended(random.drawing, walked.fixes);
            QVERIFY2(after.has_value(), where.c_str());
            const Trace again = traced(*after, from, to, packet);
            // No edit of ours gives another table to a NAT gateway that is drawn outside of any
            // subnet and shares the VPC's drawn main table with its clients.
            const Resource* nat = random.drawing.find(ResourceId(from.substr(0, 2) + "-nat"));
            const bool isNatWithoutSubnet =
                nat != nullptr && nat->parent == ResourceId(from.substr(0, 2));
            if (again.verdict == Verdict::Blocked && isNatWithoutSubnet) {
                ++count["NAT gateway without a subnet"];
                continue;
            }
            QVERIFY2(again.verdict == Verdict::Reachable,
                     (where + "; still " + outcome(again)).c_str());
            ++count["mended"];
        }
    }
    QVERIFY(count["mended"] > 5000);
    QVERIFY(count["reachable"] > 1000);
    QVERIFY(count["NAT gateway without a subnet"] < 30);
    for (const auto& [what, number] : count)
        qInfo("%s: %d", what.c_str(), number);
}

QTEST_APPLESS_MAIN(TestFixesProperty)
#include "tst_fixes_property.moc"
