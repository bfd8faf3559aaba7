// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/model/network/random_network.h"
#include "tests/model/network/trace_check.h"

#include <algorithm>

using namespace skydraft;
using namespace skydraft::testing;

namespace {

/// A second walk, written straight over the JSON of a drawing and knowing one VPC only: the
/// questions are asked port by port and in the plainest way.
class NaiveWalk
{
public:
    explicit NaiveWalk(const Architecture& drawing)
        : m_drawing(drawing)
    {}

    bool passes(const std::string& from, const std::string& to, const std::string& protocol,
                int port) const
    {
        const Resource& a = get(from);
        const Resource& b = get(to);
        if (!groupsAllow(a, "egress", "destination", b, protocol, port)
            || !groupsAllow(b, "ingress", "source", a, protocol, port))
            return false;
        if (a.parent == b.parent)
            return true;
        if (!isLocal(a, b) || !isLocal(b, a))
            return false;
        if (!aclAllows(a, "egress", b, protocol, port)
            || !aclAllows(b, "ingress", a, protocol, port))
            return false;
        const bool hasPorts = protocol == "tcp" || protocol == "udp";
        const int first = hasPorts ? 32768 : 0; // ephemeral ports of a host
        const int last = hasPorts ? 65535 : 0;
        for (int answer = first; answer <= last; ++answer)
            if (!aclAllows(b, "egress", a, protocol, answer)
                || !aclAllows(a, "ingress", b, protocol, answer))
                return false;
        return true;
    }

private:
    const Resource& get(const std::string& id) const { return *m_drawing.find(ResourceId(id)); }

    static std::uint32_t bits(const std::string& address)
    {
        std::uint32_t value = 0;
        std::uint32_t part = 0;
        for (const char c : address + ".") {
            if (c == '.') {
                value = value * 256U + part;
                part = 0;
            } else {
                part = part * 10U + static_cast<std::uint32_t>(c - '0');
            }
        }
        return value;
    }

    static bool isIn(const std::string& block, const std::string& address)
    {
        const auto slash = block.find('/');
        if (slash == std::string::npos)
            return false;
        const int length = std::stoi(block.substr(slash + 1));
        for (int bit = 31; bit > 31 - length; --bit)
            if (((bits(block.substr(0, slash)) ^ bits(address)) >> static_cast<unsigned>(bit) & 1U)
                != 0)
                return false;
        return true;
    }

    static bool isOfKind(const Json& rule, const std::string& protocol, int port)
    {
        if (rule["protocol"] == "all")
            return true;
        if (rule["protocol"] != protocol)
            return false;
        return protocol == "icmp" || (rule["from_port"] <= port && port <= rule["to_port"]);
    }

    bool groupsAllow(const Resource& at, const char* direction, const char* peerMember,
                     const Resource& other, const std::string& protocol, int port) const
    {
        const std::string address = other.properties["private_ip"];
        const Json& membership = other.properties["security_groups"];
        for (const Json& id : at.properties["security_groups"]) {
            const Resource& group = get(id);
            if (std::string(direction) == "egress" && !group.properties.contains("egress"))
                return true; // a new group allows all egress
            for (const Json& rule : group.properties[direction]) {
                const std::string peer = rule[peerMember];
                const bool isMember =
                    std::find(membership.begin(), membership.end(), peer) != membership.end();
                if (isOfKind(rule, protocol, port) && (isMember || isIn(peer, address)))
                    return true;
            }
        }
        return false;
    }

    bool aclAllows(const Resource& at, const char* direction, const Resource& other,
                   const std::string& protocol, int port) const
    {
        const Resource& subnet = get(at.parent->value());
        if (!subnet.properties.contains("network_acl"))
            return true;
        const Resource& acl = get(subnet.properties["network_acl"]);
        const std::string address = other.properties["private_ip"];
        for (int number = 1; number <= 32766; ++number) {
            if (number > 200)
                break; // the drawings have none above
            for (const Json& rule : acl.properties["rules"])
                if (rule["number"] == number && rule["direction"] == direction
                    && isIn(rule["cidr"], address) && isOfKind(rule, protocol, port))
                    return rule["action"] == "allow";
        }
        return false;
    }

    /// Whether the table of a's subnet keeps packets to b inside the VPC.
    bool isLocal(const Resource& a, const Resource& b) const
    {
        const Resource& subnet = get(a.parent->value());
        if (!subnet.properties.contains("route_table"))
            return true;
        const std::string address = b.properties["private_ip"];
        int best = 16; // 10.0.0.0/16 → local
        bool keeps = true;
        for (const Json& route : get(subnet.properties["route_table"]).properties["routes"]) {
            const std::string destination = route["destination"];
            const int length = std::stoi(destination.substr(destination.find('/') + 1));
            if (isIn(destination, address) && length > best) {
                best = length;
                keeps = route["target"] == "local";
            }
        }
        return keeps;
    }

    const Architecture& m_drawing;
};

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
