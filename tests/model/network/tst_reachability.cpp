// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/network/network_model.h"
#include "model/network/reachability.h"
#include "tests/model/network/naive_walk.h"
#include "tests/model/network/random_network.h"
#include "tests/model/network/shrink.h"
#include "tests/model/network/trace_check.h"

#include <algorithm>
#include <optional>

using namespace skydraft;
using namespace skydraft::testing;

namespace {

struct Packet
{
    Protocol protocol;
    int port;
    const char* name;
};

constexpr Packet packets[] = {{Protocol::Tcp, 22, "tcp 22"},     {Protocol::Tcp, 80, "tcp 80"},
                              {Protocol::Tcp, 3306, "tcp 3306"}, {Protocol::Tcp, 5000, "tcp 5000"},
                              {Protocol::Udp, 443, "udp 443"},   {Protocol::Icmp, 0, "icmp"}};

bool has(const std::vector<OpenPorts>& runs, const Packet& packet)
{
    return std::any_of(runs.begin(), runs.end(), [&](const OpenPorts& run) {
        return run.protocol == Protocol::Any
               || (run.protocol == packet.protocol
                   && (packet.protocol == Protocol::Icmp
                       || (run.ports.from <= packet.port && packet.port <= run.ports.to)));
    });
}

ResourceId idOf(const std::string& end)
{
    return end == "internet" ? ResourceId() : ResourceId(end);
}

/// The first pair and packet for which the tables and the walker disagree.
std::optional<std::string> disagreement(const Architecture& drawing,
                                        const std::vector<std::string>& ends, int* reachable,
                                        int* others)
{
    const Network network(Catalogue::builtIn(), drawing);
    Reachability reach(network);
    for (const std::string& from : ends)
        for (const std::string& to : ends) {
            if (from == to)
                continue;
            const Reach found = reach.between(idOf(from), idOf(to));
            for (const Packet& packet : packets) {
                const auto walked = trace(network, flowFrom(from, to, packet.name));
                const std::string expected = walked ? toString(walked->verdict) : "blocked";
                const std::string got = has(found.ports, packet)     ? "reachable"
                                        : has(found.unknown, packet) ? "unknown"
                                                                     : "blocked";
                ++*(got == "reachable" ? reachable : others);
                if (expected != got)
                    return from + " → " + to + " " + packet.name + ": tables " + got + ", walker "
                           + (walked ? outcome(*walked) + "\n" + story(walked->forward)
                                           + story(walked->back)
                                     : walked.error().message.english());
            }
        }
    return std::nullopt;
}

std::string listed(const Architecture& drawing)
{
    std::string text;
    for (const auto& resource : drawing.resources())
        text += "\n  " + resource->id.value() + " " + resource->type + " in "
                + (resource->parent ? resource->parent->value() : "-") + " "
                + resource->properties.dump();
    return text;
}

std::string inWords(const std::vector<OpenPorts>& runs)
{
    std::string text;
    for (const OpenPorts& run : runs)
        text += (text.empty() ? "" : ", ") + describePorts(run.protocol, run.ports);
    return text;
}

std::string ipv6Of(int subnet, int host)
{
    return "2001:db8:0:" + std::to_string(subnet) + "::" + std::to_string(10 + host);
}

/// Hosts with IPv6 addresses only for their filters to look at.
Architecture randomIpv6(unsigned seed, int hosts)
{
    Dice dice(seed);
    Drawing made;
    made.add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}, {"ipv6_cidr", "2001:db8::/56"}});
    made.add("igw", "vpc.internet-gateway", "vpc");
    const auto peer = [&] {
        return dice.oneOf<std::string>({"::/0", "2001:db8::/56", "2001:db8:0:1::/64", "0.0.0.0/0",
                                        "2001:db8:0:0::10/128", "g0", "g1"});
    };
    for (int g = 0; g < 3; ++g) {
        Json ingress = Json::array();
        for (int n = dice.below(5); n > 0; --n)
            ingress.push_back(randomPorts(dice, {{"source", peer()}}));
        if (dice.once(2))
            ingress.push_back({{"protocol", "icmpv6"}, {"source", "::/0"}});
        made.add(numbered("g", g).c_str(), "vpc.security-group", "vpc", {{"ingress", ingress}});
    }
    Json rules = Json::array();
    for (int n = dice.below(6); n > 0; --n)
        rules.push_back(randomPorts(dice, {{"number", 10 * n},
                                           {"direction", dice.once(2) ? "ingress" : "egress"},
                                           {"action", dice.once(4) ? "deny" : "allow"},
                                           {"cidr", dice.once(2) ? "::/0" : "2001:db8:0:1::/64"}}));
    made.add("acl", "vpc.network-acl", "vpc", {{"rules", rules}});
    Json routes = Json::array();
    if (dice.once(2))
        routes.push_back({{"destination", "::/0"}, {"target", "igw"}});
    made.add("t", "vpc.route-table", "vpc", {{"routes", routes}});
    for (int s = 0; s < 2; ++s) {
        Json subnet{{"cidr", "10.0." + std::to_string(s) + ".0/24"},
                    {"ipv6_cidr", "2001:db8:0:" + std::to_string(s) + "::/64"},
                    {"route_table", "t"}};
        if (dice.once(2))
            subnet["network_acl"] = "acl";
        made.add(numbered("s", s).c_str(), "vpc.subnet", "vpc", subnet);
    }
    for (int i = 0; i < hosts; ++i)
        made.add(numbered("i", i).c_str(), "ec2.instance", numbered("s", i % 2).c_str(),
                 {{"security_groups", Json::array({numbered("g", dice.below(3))})},
                  {"ipv6_address", ipv6Of(i % 2, i)}});
    return made.build();
}

} // namespace

class TestReachability : public QObject
{
    Q_OBJECT

private slots:
    void theTablesAgreeWithTheWalker();
    void theTablesAgreeWithANaiveWalk();
    void theTablesAgreeWithTheWalkerByIpv6();
    void followingEditsGivesWhatBuildingAnewGives();
    void changesAreWhatDiffersBetweenBeforeAndAfter();
    void aRuleForOneHostPartsItFromItsNeighbours();
    void previewLeavesEverythingAsItWas();
    void theInternetReachesWhatIsPublicOnly();
};

void TestReachability::theTablesAgreeWithTheWalker()
{
    int reachable = 0;
    int others = 0;
    for (unsigned seed = 1; seed <= 120; ++seed) {
        RandomDrawing random = RandomDrawer(seed).draw();
        random.ends.push_back("internet");
        const auto failing = [&](const Architecture& drawing) {
            int ignored = 0;
            return disagreement(drawing, random.ends, &ignored, &ignored).has_value();
        };
        if (const auto why = disagreement(random.drawing, random.ends, &reachable, &others)) {
            const Architecture smallest = shrunk(random.drawing, failing);
            int ignored = 0;
            QFAIL(("seed " + std::to_string(seed) + ": "
                   + disagreement(smallest, random.ends, &ignored, &ignored).value_or(*why)
                   + listed(smallest))
                      .c_str());
        }
    }
    qInfo("%d reachable, %d not", reachable, others);
    QVERIFY(reachable > 1000 && others > 1000);
}

void TestReachability::theTablesAgreeWithANaiveWalk()
{
    int reachable = 0;
    for (unsigned seed = 1; seed <= 300; ++seed) {
        const RandomVpc random = randomVpc(seed);
        const Network network(Catalogue::builtIn(), random.drawing);
        Reachability reach(network);
        const NaiveWalk naive(random.drawing);
        const auto interfaceOf = [&](int number) {
            return network.model().interfacesOf.at(ResourceId(numbered("i", number))).front();
        };
        for (int i = 0; i < random.instances; ++i)
            for (int j = 0; j < random.instances; ++j)
                for (const Packet& packet : packets) {
                    if (i == j)
                        continue;
                    const std::string protocol(toString(packet.protocol));
                    const bool expected =
                        naive.passes(numbered("i", i), numbered("i", j), protocol, packet.port);
                    const bool got =
                        reach.passes(interfaceOf(i), interfaceOf(j), packet.protocol, packet.port);
                    QVERIFY2(expected == got,
                             ("seed " + std::to_string(seed) + " i" + std::to_string(i) + " → i"
                              + std::to_string(j) + " " + packet.name + listed(random.drawing))
                                 .c_str());
                    reachable += got ? 1 : 0;
                }
    }
    QVERIFY(reachable > 1000);
}

void TestReachability::theTablesAgreeWithTheWalkerByIpv6()
{
    constexpr int hosts = 4;
    int reachable = 0;
    int others = 0;
    for (unsigned seed = 5001; seed <= 5080; ++seed) {
        const Architecture drawing = randomIpv6(seed, hosts);
        const Network network(Catalogue::builtIn(), drawing);
        Reachability both(network);
        for (int i = -1; i < hosts; ++i)
            for (int j = 0; j < hosts; ++j) {
                if (i == j)
                    continue;
                const std::string from =
                    i < 0 ? std::string("internet:2001:db8:ffff::1") : ipv6Of(i % 2, i);
                const std::string byV4 = i < 0 ? std::string("internet") : numbered("i", i);
                const ResourceId sender = i < 0 ? ResourceId() : ResourceId(numbered("i", i));
                const Reach found = both.between(sender, ResourceId(numbered("i", j)));
                for (const Packet& packet : packets) {
                    const auto passes = [&](const std::string& a, const std::string& b) {
                        return traced(drawing, a, b, packet.name).verdict == Verdict::Reachable;
                    };
                    // The internet by IPv6 is one address here; the tables mean all of them, which
                    // the groups of these drawings do not tell apart.
                    const bool expected =
                        passes(from, ipv6Of(j % 2, j)) || passes(byV4, numbered("i", j));
                    ++(expected ? reachable : others);
                    QVERIFY2(has(found.ports, packet) == expected,
                             ("seed " + std::to_string(seed) + " " + from + " → i"
                              + std::to_string(j) + " " + packet.name + ": " + inWords(found.ports)
                              + listed(drawing))
                                 .c_str());
                }
            }
    }
    qInfo("%d reachable, %d not", reachable, others);
    QVERIFY(reachable > 300 && others > 300);
}

void TestReachability::followingEditsGivesWhatBuildingAnewGives()
{
    const Catalogue& catalogue = Catalogue::builtIn();
    int edits = 0;
    for (unsigned seed = 2001; seed <= 2060; ++seed) {
        Dice dice(seed);
        RandomDrawing random = RandomDrawer(seed).draw();
        random.ends.push_back("internet");
        Architecture drawing = random.drawing;
        Reachability followed(Network(catalogue, drawing));
        const std::uint64_t atFirst = followed.computeAll();
        QCOMPARE(Reachability(Network(catalogue, drawing)).computeAll(), atFirst);
        for (int step = 0; step < 12; ++step) {
            const auto applied = apply(catalogue, drawing, randomEdit(dice, drawing));
            if (!applied)
                continue;
            drawing = applied->architecture;
            followed.update(drawing, applied->changes);
            Reachability fresh(Network(catalogue, drawing));
            for (const std::string& from : random.ends)
                for (const std::string& to : random.ends) {
                    const Reach got = followed.between(idOf(from), idOf(to));
                    const Reach expected = fresh.between(idOf(from), idOf(to));
                    const std::string where = "seed " + std::to_string(seed) + " step "
                                              + std::to_string(step) + " " + from + " → " + to;
                    // Cuts of ports that rules no longer name stay: runs are joined, so equal.
                    QVERIFY2(got.ports == expected.ports && got.unknown == expected.unknown,
                             (where + ": " + inWords(got.ports) + " instead of "
                              + inWords(expected.ports))
                                 .c_str());
                }
            QCOMPARE(followed.computeAll(), fresh.computeAll());
            ++edits;
        }
    }
    QVERIFY(edits > 400);
}

void TestReachability::changesAreWhatDiffersBetweenBeforeAndAfter()
{
    const Catalogue& catalogue = Catalogue::builtIn();
    int differences = 0;
    for (unsigned seed = 3001; seed <= 3040; ++seed) {
        Dice dice(seed);
        RandomDrawing random = RandomDrawer(seed).draw();
        random.ends.push_back("internet");
        Architecture drawing = random.drawing;
        Reachability followed(Network(catalogue, drawing));
        for (int step = 0; step < 8; ++step) {
            const auto applied = apply(catalogue, drawing, randomEdit(dice, drawing));
            if (!applied)
                continue;
            Reachability before(Network(catalogue, drawing));
            drawing = applied->architecture;
            // The internet and other ends outside are looked at once they have been asked for.
            for (const std::string& end : random.ends)
                followed.fromInternet(idOf(end));
            followed.update(drawing, applied->changes);
            Reachability after(Network(catalogue, drawing));
            const auto changes = followed.changes();
            for (const std::string& from : random.ends)
                for (const std::string& to : random.ends) {
                    if (from == to)
                        continue;
                    using Ends = Reachability::Ends;
                    const auto was = before.between(idOf(from), idOf(to), Ends::Any).ports;
                    const auto is = after.between(idOf(from), idOf(to), Ends::Any).ports;
                    bool opened = false;
                    bool closed = false;
                    const auto names = [](const std::vector<ResourceId>& ids,
                                          const ResourceId& id) {
                        return std::find(ids.begin(), ids.end(), id) != ids.end();
                    };
                    for (const ReachChange& change : changes)
                        if (names(change.from, idOf(from)) && names(change.to, idOf(to))) {
                            opened |= !change.opened.empty();
                            closed |= !change.closed.empty();
                        }
                    const bool isBalanced = from.find("lb") != std::string::npos;
                    if (isBalanced)
                        continue; // told by interfaces there, not by registrations
                    for (const Packet& packet : packets) {
                        const bool had = has(was, packet);
                        const bool now = has(is, packet);
                        differences += had != now ? 1 : 0;
                        QVERIFY2((had || !now || opened) && (!had || now || closed),
                                 ("seed " + std::to_string(seed) + " step " + std::to_string(step)
                                  + " " + from + " → " + to + " " + packet.name)
                                     .c_str());
                    }
                }
        }
    }
    QVERIFY2(differences > 300, std::to_string(differences).c_str());
}

void TestReachability::aRuleForOneHostPartsItFromItsNeighbours()
{
    Drawing made;
    made.add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}});
    made.add("s", "vpc.subnet", "vpc", {{"cidr", "10.0.0.0/24"}});
    made.add("g", "vpc.security-group", "vpc", {{"ingress", Json::array()}});
    for (int i = 0; i < 4; ++i)
        made.add(numbered("i", i).c_str(), "ec2.instance", "s",
                 {{"private_ip", "10.0.0." + std::to_string(10 + i)},
                  {"security_groups", Json::array({"g"})}});
    const Architecture drawing = made.build();
    Reachability reach(Network(Catalogue::builtIn(), drawing));
    QCOMPARE(reach.computeAll(), std::uint64_t{0});
    const Json rule{
        {"protocol", "tcp"}, {"from_port", 80}, {"to_port", 80}, {"source", "10.0.0.11/32"}};
    const auto applied = apply(Catalogue::builtIn(), drawing,
                               Edit{SetProperty{ResourceId("g"), "ingress", Json::array({rule})}});
    reach.update(applied->architecture, applied->changes);
    // i1 reaches the three others.
    QCOMPARE(reach.computeAll(), std::uint64_t{3});
    QCOMPARE(inWords(reach.between(ResourceId("i1"), ResourceId("i2")).ports), "tcp 80");
    QVERIFY(reach.between(ResourceId("i2"), ResourceId("i1")).ports.empty());
}

void TestReachability::previewLeavesEverythingAsItWas()
{
    const RandomDrawing random = RandomDrawer(7).draw();
    Reachability reach(Network(Catalogue::builtIn(), random.drawing));
    const auto before = reach.pairs();
    const Json open = Json::array({{{"protocol", "all"}, {"source", "0.0.0.0/0"}}});
    const auto changes = reach.preview(Edit{SetProperty{ResourceId("v0-g0"), "ingress", open}});
    QVERIFY(changes.has_value());
    QVERIFY(reach.network().architecture() == random.drawing);
    const auto after = reach.pairs();
    QCOMPARE(after.size(), before.size());
    for (std::size_t i = 0; i < before.size(); ++i)
        QVERIFY(before[i].ports == after[i].ports);
    QVERIFY(!reach.preview(Edit{SetProperty{ResourceId("none"), "ingress", open}}).has_value());
}

void TestReachability::theInternetReachesWhatIsPublicOnly()
{
    Drawing made;
    made.add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}});
    made.add("igw", "vpc.internet-gateway", "vpc");
    made.add("t", "vpc.route-table", "vpc",
             {{"routes", Json::array({{{"destination", "0.0.0.0/0"}, {"target", "igw"}}})}});
    made.add("public", "vpc.subnet", "vpc", {{"cidr", "10.0.0.0/24"}, {"route_table", "t"}});
    made.add("private", "vpc.subnet", "vpc", {{"cidr", "10.0.1.0/24"}});
    const auto open = [](int port, const char* source) {
        return Json::array(
            {{{"protocol", "tcp"}, {"from_port", port}, {"to_port", port}, {"source", source}}});
    };
    made.add("g-web", "vpc.security-group", "vpc", {{"ingress", open(443, "0.0.0.0/0")}});
    made.add("g-db", "vpc.security-group", "vpc", {{"ingress", open(3306, "g-web")}});
    made.add("web", "ec2.instance", "public",
             {{"public_ip", true}, {"security_groups", Json::array({"g-web"})}});
    made.add("db", "rds.instance", "private", {{"security_groups", Json::array({"g-db"})}});
    Reachability reach(Network(Catalogue::builtIn(), made.build()));
    const auto exposed = reach.exposed();
    QCOMPARE(exposed.size(), std::size_t{1});
    QCOMPARE(exposed.front().to, ResourceId("web"));
    QCOMPARE(inWords(exposed.front().ports), "tcp 443");
    const auto senders = reach.whoReaches(ResourceId("db"));
    QCOMPARE(senders.size(), std::size_t{1});
    QCOMPARE(senders.front().from, ResourceId("web"));
    QCOMPARE(inWords(senders.front().ports), "tcp 3306");
    QCOMPARE(inWords(reach.toInternet(ResourceId("web")).ports), "all traffic");
    QVERIFY(reach.toInternet(ResourceId("db")).ports.empty());
}

QTEST_APPLESS_MAIN(TestReachability)
#include "tst_reachability.moc"
