// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/network/connection_walks.h"
#include "tests/model/network/random_network.h"
#include "tests/model/network/trace_check.h"

using namespace skydraft;
using namespace skydraft::testing;

namespace {

/// All that a person sees of walks.
std::string told(const Traces& traces)
{
    std::string text;
    for (const auto& [id, trace] : traces)
        text += id.value() + ": " + outcome(*trace) + "\n" + story(trace->forward)
                + story(trace->back) + titles(trace->fixes) + "\n";
    return text;
}

/// A random drawing with arrows between its ends.
Architecture withArrows(unsigned seed, int arrows)
{
    Dice dice(seed);
    const RandomDrawing random = RandomDrawer(seed).draw();
    ArchitectureBuilder builder(random.drawing);
    for (int i = 0; i < arrows; ++i) {
        Connection connection;
        connection.id = ConnectionId(numbered("c", i));
        connection.from = ResourceId(dice.oneOf(random.ends));
        connection.to = ResourceId(dice.oneOf(random.ends));
        connection.properties = {{"protocol", "tcp"},
                                 {"port", dice.oneOf<int>({22, 80, 443, 3306})}};
        if (connection.from != connection.to)
            builder.put(std::move(connection));
    }
    return builder.build();
}

/// Of rules mostly, but also a move, a name, and an arrow that comes or goes.
Edit anyEdit(Dice& dice, const Architecture& drawing)
{
    const auto resources = drawing.resources();
    const Resource& any =
        *resources[static_cast<std::size_t>(dice.below(static_cast<int>(resources.size())))];
    const auto connections = drawing.connections();
    switch (dice.below(8)) {
    case 0:
        return Edit{RenameResource{any.id, any.name + "'"}};
    case 1:
        return Edit{MoveResource{any.id, any.parent, Placement{1.0 * dice.below(500), 0, 64, 64}}};
    case 2:
        if (!connections.empty())
            return Edit{Disconnect{connections.front()->id}};
        [[fallthrough]];
    case 3: {
        Connection connection;
        connection.id = ConnectionId(numbered("new", dice.below(1000)));
        connection.from = ResourceId("users");
        connection.to = any.id;
        return Edit{Connect{connection}};
    }
    default:
        return randomEdit(dice, drawing);
    }
}

} // namespace

class TestConnectionWalks : public QObject
{
    Q_OBJECT

private slots:
    void walkingAgainTellsWhatWalkingAllTells();
    void onlyWhatMeetsTheGroupIsWalkedAgain();
    void nobodyWantsTheRest();
    void manyAreWalkedOnSeveralThreads();
};

void TestConnectionWalks::walkingAgainTellsWhatWalkingAllTells()
{
    int edits = 0;
    int different = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        Dice dice(seed + 900);
        Architecture drawing = withArrows(seed, 14);
        Network network(Catalogue::builtIn(), drawing);
        Traces traces = walkConnections(network);
        for (int step = 0; step < 12; ++step) {
            const auto applied = apply(Catalogue::builtIn(), drawing, anyEdit(dice, drawing));
            if (!applied)
                continue;
            drawing = applied->architecture;
            const Network next = followed(network, drawing, applied->changes);
            const std::string before = told(traces);
            traces = walkAgain(network, traces, next, applied->changes);
            network = next;
            const std::string expected =
                told(walkConnections(Network(Catalogue::builtIn(), drawing)));
            QVERIFY2(told(traces) == expected,
                     ("seed " + std::to_string(seed) + " step " + std::to_string(step) + "\n"
                      + told(traces) + "\ninstead of\n" + expected)
                         .c_str());
            ++edits;
            different += before == expected ? 0 : 1;
        }
    }
    qInfo("%d edits, %d changed what is told", edits, different);
    QVERIFY(edits > 400 && different > 150);
}

void TestConnectionWalks::onlyWhatMeetsTheGroupIsWalkedAgain()
{
    Drawing made;
    made.add("vpc", "vpc.vpc").add("s", "vpc.subnet", "vpc");
    for (const char* group : {"g-a", "g-b", "g-c"})
        made.add(group, "vpc.security-group", "vpc");
    for (const char* host : {"a", "b", "c"})
        made.add(host, "ec2.instance", "s",
                 {{"security_groups", Json::array({std::string("g-") + host})}});
    made.connect("ab", "a", "b", {{"port", 80}}).connect("bc", "b", "c", {{"port", 80}});
    const Architecture drawing = made.build();
    const Network network(Catalogue::builtIn(), drawing);
    const Traces known = walkConnections(network);
    const auto applied =
        apply(Catalogue::builtIn(), drawing,
              Edit{SetProperty{ResourceId("g-c"), "ingress",
                               Json::array({{{"protocol", "tcp"}, {"source", "g-b"}}})}});
    const Network next = followed(network, applied->architecture, applied->changes);
    const Traces traces = walkAgain(network, known, next, applied->changes);
    QVERIFY(traces.at(ConnectionId("ab")) == known.at(ConnectionId("ab")));
    QVERIFY(traces.at(ConnectionId("bc")) != known.at(ConnectionId("bc")));
    QVERIFY(traces.at(ConnectionId("bc"))->verdict == Verdict::Reachable);
}

void TestConnectionWalks::nobodyWantsTheRest()
{
    const Network network(Catalogue::builtIn(), withArrows(3, 10));
    int asked = 0;
    const Traces traces = walkConnections(network, [&] { return ++asked <= 3; });
    QVERIFY(traces.size() <= 3);
    QVERIFY(walkConnections(network).size() > 3);
}

void TestConnectionWalks::manyAreWalkedOnSeveralThreads()
{
    const Network network(Catalogue::builtIn(), withArrows(7, 900));
    std::string expected;
    std::size_t count = 0;
    for (const auto& connection : network.architecture().connections())
        if (const auto traced = traceConnection(network, *connection)) {
            expected += told({{connection->id, std::make_shared<const Trace>(*traced)}});
            ++count;
        }
    QVERIFY(count > 600);
    QVERIFY(told(walkConnections(network)) == expected);
    QVERIFY(walkConnections(network, [] { return false; }).size() < count);
}

QTEST_APPLESS_MAIN(TestConnectionWalks)
#include "tst_connection_walks.moc"
