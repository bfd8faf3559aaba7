// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/network/naive_walk.h"
#include "tests/model/network/random_network.h"
#include "tests/model/network/trace_check.h"

using namespace skydraft;
using namespace skydraft::testing;

namespace {

struct Question
{
    const char* packet;
    const char* protocol;
    int port;
};

constexpr Question questions[] = {{"tcp 22", "tcp", 22},     {"tcp 80", "tcp", 80},
                                  {"tcp 3306", "tcp", 3306}, {"udp 443", "udp", 443},
                                  {"icmp", "icmp", 0},       {"any", "none", 0}};

} // namespace

class TestTraceOracle : public QObject
{
    Q_OBJECT

private slots:
    void theWalkerAgreesWithANaiveWalk();
    void allFixesTogetherMakeAFlowPass();
};

void TestTraceOracle::theWalkerAgreesWithANaiveWalk()
{
    int reachable = 0;
    int blocked = 0;
    for (unsigned seed = 1; seed <= 150; ++seed) {
        const RandomVpc random = randomVpc(seed);
        const Network network(Catalogue::builtIn(), random.drawing);
        const NaiveWalk naive(random.drawing);
        for (int i = 0; i < random.instances; ++i)
            for (int j = 0; j < random.instances; ++j) {
                if (i == j)
                    continue;
                for (const Question& question : questions) {
                    const std::string from = numbered("i", i);
                    const std::string to = numbered("i", j);
                    const Trace walked =
                        trace(network, flowFrom(from, to, question.packet)).value();
                    const bool passes = naive.passes(from, to, question.protocol, question.port);
                    QVERIFY2((walked.verdict == Verdict::Reachable) == passes,
                             ("seed " + std::to_string(seed) + " " + from + " → " + to + " "
                              + question.packet + ": " + outcome(walked) + "\n"
                              + story(walked.forward) + story(walked.back))
                                 .c_str());
                    ++(passes ? reachable : blocked);
                }
            }
    }
    // The drawings must ask both kinds of question, or agreeing would mean little.
    QVERIFY2(reachable > 1000 && blocked > 1000,
             (std::to_string(reachable) + " reachable, " + std::to_string(blocked) + " blocked")
                 .c_str());
    qInfo("%d reachable, %d blocked", reachable, blocked);
}

void TestTraceOracle::allFixesTogetherMakeAFlowPass()
{
    int mendedFlows = 0;
    for (unsigned seed = 1001; seed <= 1080; ++seed) {
        const RandomVpc random = randomVpc(seed);
        for (int i = 0; i < random.instances; ++i)
            for (int j = 0; j < random.instances; ++j)
                for (const Question& question : questions) {
                    const std::string from = numbered("i", i);
                    const std::string to = numbered("i", j);
                    const Trace walked = traced(random.drawing, from, to, question.packet);
                    if (walked.verdict != Verdict::Blocked)
                        continue;
                    const auto after = mended(random.drawing, walked.fixes);
                    const std::string where = "seed " + std::to_string(seed) + " " + from + " → "
                                              + to + " " + question.packet + ": " + outcome(walked)
                                              + "; " + titles(walked.fixes);
                    QVERIFY2(after.has_value(), where.c_str());
                    const Trace again = traced(*after, from, to, question.packet);
                    QVERIFY2(again.verdict == Verdict::Reachable,
                             (where + "; still " + outcome(again)).c_str());
                    ++mendedFlows;
                }
    }
    QVERIFY(mendedFlows > 1000);
    qInfo("%d flows mended", mendedFlows);
}

QTEST_APPLESS_MAIN(TestTraceOracle)
#include "tst_trace_oracle.moc"
