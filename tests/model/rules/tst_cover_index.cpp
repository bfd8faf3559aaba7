// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/rules/cover_index.h"

#include <random>

using namespace skydraft;

namespace {

RuleScope scope(const char* protocol, int from, int to, const char* block)
{
    return {protocol, {from, to}, Cidr::parse(block), {}};
}

/// What the index answers, said plainly.
bool covers(const RuleScope& outer, const RuleScope& inner)
{
    const bool isProtocol = outer.protocol == "all" || outer.protocol == inner.protocol;
    return isProtocol && outer.ports.contains(inner.ports) && outer.block && inner.block
           && outer.block->contains(*inner.block);
}

} // namespace

/// Which rule of many matches all that another one does.
class TestCoverIndex : public QObject
{
    Q_OBJECT

private slots:
    void widerBlocksAndRangesCover();
    void groupsCoverThemselvesOnly();
    void itAnswersLikeComparingAllPairs();
};

void TestCoverIndex::widerBlocksAndRangesCover()
{
    CoverIndex index;
    index.add(scope("tcp", 80, 90, "10.0.0.0/8"), 7);
    QCOMPARE(index.coverOf(scope("tcp", 80, 90, "10.1.0.0/16")), std::optional<std::size_t>(7));
    QVERIFY(!index.coverOf(scope("tcp", 80, 91, "10.1.0.0/16")));
    QVERIFY(!index.coverOf(scope("udp", 80, 90, "10.1.0.0/16")));
    QVERIFY(!index.coverOf(scope("tcp", 80, 90, "0.0.0.0/0")));
    index.add(scope("all", 0, 65535, "0.0.0.0/0"), 9);
    QCOMPARE(index.coverOf(scope("udp", 53, 53, "192.168.0.0/24")), std::optional<std::size_t>(9));
}

void TestCoverIndex::groupsCoverThemselvesOnly()
{
    CoverIndex index;
    index.add({"tcp", {0, 100}, std::nullopt, "sg-a"}, 1);
    QVERIFY(index.coverOf({"tcp", {80, 80}, std::nullopt, "sg-a"}).has_value());
    QVERIFY(!index.coverOf({"tcp", {80, 80}, std::nullopt, "sg-b"}).has_value());
    QVERIFY(!index.coverOf(scope("tcp", 80, 80, "10.0.0.0/8")).has_value());
}

void TestCoverIndex::itAnswersLikeComparingAllPairs()
{
    std::mt19937 random(7);
    const auto below = [&](unsigned limit) { return static_cast<int>(random() % limit); };
    for (int round = 0; round < 50; ++round) {
        CoverIndex index;
        std::vector<RuleScope> known;
        for (std::size_t i = 0; i < 60; ++i) {
            const int from = below(12);
            const RuleScope next{
                below(4) == 0 ? "all" : "tcp",
                {from, from + below(6)},
                Cidr::of(IpAddress::v4(static_cast<std::uint32_t>(below(4)) << 30U), below(4)),
                {}};
            const bool isCovered =
                std::any_of(known.begin(), known.end(),
                            [&](const RuleScope& one) { return covers(one, next); });
            const auto cover = index.coverOf(next);
            QCOMPARE(cover.has_value(), isCovered);
            if (cover)
                QVERIFY(covers(known[*cover], next));
            index.add(next, i);
            known.push_back(next);
        }
    }
}

QTEST_APPLESS_MAIN(TestCoverIndex)
#include "tst_cover_index.moc"
