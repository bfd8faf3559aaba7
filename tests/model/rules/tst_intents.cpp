// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/rules/intents.h"
#include "model/rules/rule.h"
#include "tests/support/drawing.h"

Q_DECLARE_METATYPE(skydraft::Architecture)
Q_DECLARE_METATYPE(skydraft::Intent)

using namespace skydraft;
using namespace skydraft::testing;

namespace {

Json ingress(const char* protocol, int from, int to, const char* source)
{
    return {{"ingress",
             {{{"protocol", protocol}, {"from_port", from}, {"to_port", to}, {"source", source}}}}};
}

Json routes(const char* target)
{
    return {{"routes", {{{"destination", "0.0.0.0/0"}, {"target", target}}}}};
}

/// A public balancer, two servers in private subnets that go out through a NAT gateway, a database.
Drawing shop()
{
    const Json targets{{"port", 5000}, {"targets", {"web-a", "web-b"}}};
    const Json listeners =
        Json::array({{{"protocol", "http"}, {"port", 80}, {"target_group", "tg"}}});
    const auto server = [](const char* address) {
        return Json{{"security_groups", {"sg-web"}},
                    {"private_ip", address},
                    {"port", 5000},
                    {"tags", {{"tier", "app"}}}};
    };
    const auto net = [](const char* cidr, const char* table) {
        return Json{{"cidr", cidr}, {"route_table", table}};
    };
    return Drawing()
        .add("users", "clients")
        .add("vpc", "vpc.vpc", "", {{"cidr", "10.0.0.0/16"}})
        .add("igw", "vpc.internet-gateway", "vpc")
        .add("rt-public", "vpc.route-table", "vpc", routes("igw"))
        .add("rt-private", "vpc.route-table", "vpc", routes("nat"))
        .add("rt-data", "vpc.route-table", "vpc")
        .add("public-a", "vpc.subnet", "vpc", net("10.0.1.0/24", "rt-public"))
        .add("public-b", "vpc.subnet", "vpc", net("10.0.2.0/24", "rt-public"))
        .add("app-a", "vpc.subnet", "vpc", net("10.0.3.0/24", "rt-private"))
        .add("app-b", "vpc.subnet", "vpc", net("10.0.4.0/24", "rt-private"))
        .add("data", "vpc.subnet", "vpc", net("10.0.5.0/24", "rt-data"))
        .add("nat", "vpc.nat-gateway", "public-a")
        .add("sg-alb", "vpc.security-group", "vpc", ingress("tcp", 80, 80, "0.0.0.0/0"))
        .add("sg-web", "vpc.security-group", "vpc", ingress("tcp", 5000, 5000, "sg-alb"))
        .add("sg-db", "vpc.security-group", "vpc", ingress("tcp", 3306, 3306, "sg-web"))
        .add("tg", "elb.target-group", "vpc", targets)
        .add("alb", "elb.application", "vpc",
             {{"subnets", {"public-a", "public-b"}},
              {"security_groups", {"sg-alb"}},
              {"listeners", listeners}})
        .add("web-a", "ec2.instance", "app-a", server("10.0.3.10"))
        .add("web-b", "ec2.instance", "app-b", server("10.0.4.10"))
        .add("db", "rds.instance", "data",
             {{"engine", "mysql"}, {"security_groups", {"sg-db"}}, {"tags", {{"tier", "data"}}}});
}

/// web-a in a public subnet, with a public address.
Drawing publicServer(const char* protocol, int from, int to, const char* source)
{
    return shop()
        .add("sg-web", "vpc.security-group", "vpc", ingress(protocol, from, to, source))
        .add("web-a", "ec2.instance", "public-a",
             {{"security_groups", {"sg-web"}}, {"public_ip", true}, {"port", 5000}});
}

/// The same where the network ACL lets no answer out.
Drawing muteServer(const char* protocol, int port)
{
    const Json rules{{{"number", 100},
                      {"direction", "ingress"},
                      {"action", "allow"},
                      {"protocol", "all"},
                      {"cidr", "0.0.0.0/0"}}};
    return publicServer(protocol, port, port, "0.0.0.0/0")
        .add("acl", "vpc.network-acl", "vpc", {{"rules", rules}})
        .add("public-a", "vpc.subnet", "vpc",
             {{"cidr", "10.0.1.0/24"}, {"route_table", "rt-public"}, {"network_acl", "acl"}});
}

/// Members of an Auto Scaling group in a private subnet and in a public one.
Drawing scaledAcross(const char* second)
{
    return shop()
        .add("lt", "ec2.launch-template", "vpc",
             {{"security_groups", {"sg-web"}}, {"public_ip", true}})
        .add("asg", "autoscaling.group", "vpc",
             {{"subnets", {"app-a", second}}, {"launch_template", "lt"}});
}

Intent intent(IntentKind kind, const char* from, const char* to, const char* through = "")
{
    return {.id = IntentId("i"), .kind = kind, .from = from, .to = to, .through = through};
}

Intent intent(IntentKind kind, const char* from, const char* to, const char* protocol,
              std::int64_t port)
{
    Intent result = intent(kind, from, to);
    result.protocol = protocol;
    if (port >= 0)
        result.port = port;
    return result;
}

IntentResult evaluated(const Architecture& architecture, const Intent& wanted)
{
    return evaluate(Network(Catalogue::builtIn(), architecture), wanted);
}

} // namespace

class TestIntents : public QObject
{
    Q_OBJECT

private slots:
    void holdOrNot_data();
    void holdOrNot();
    void aFailureShowsThePairAndItsPath();
    void aSelectorThatNamesNothingIsAFinding();
    void theCheckCanBeStopped();
    void allOfADrawingAreEvaluated();
    void acceptedFindingsAreLeftOut();
};

void TestIntents::holdOrNot_data()
{
    QTest::addColumn<Architecture>("architecture");
    QTest::addColumn<Intent>("wanted");
    QTest::addColumn<QString>("answer"); // status and, unless it passed, the reason
    const auto row = [](const char* sentence, const Drawing& drawing, const Intent& wanted,
                        const char* answer) {
        QTest::newRow(sentence) << drawing.build() << wanted << QString::fromUtf8(answer);
    };
    using enum IntentKind;
    row("the data is private", shop(), intent(Never, "internet", "tag:tier=data"), "passed");
    row("the servers reach the data", shop(), intent(Reaches, "tag:tier=app", "tag:tier=data"),
        "passed");
    row("not every one of a VPC reaches the data", shop(), intent(Reaches, "in:vpc", "db"),
        "failed: packets do not arrive: tcp from alb to db: no rule "
        "allows tcp 3306 from 10.0.1.4");
    row("a server that may reach the data is named", shop(),
        intent(Never, "in:app-b", "tag:tier=data"),
        "failed: packets pass: tcp 3306 from web-b to db");
    row("another port of the data is closed", shop(),
        intent(Never, "in:app-b", "tag:tier=data", "tcp", 22), "passed");
    row("the data goes nowhere", shop(), intent(Never, "db", "internet"), "passed");
    row("a server goes to the internet", shop(), intent(Never, "web-a", "internet"),
        "failed: packets pass: tcp 443 from web-a to the internet");

    // trace() answers about all addresses and about all ports at once; never is about any.
    row("a port of many is open", publicServer("tcp", 7000, 7010, "0.0.0.0/0"),
        intent(Never, "internet", "web-a"),
        "failed: packets pass: tcp 7000 from the internet to web-a");
    row("everything is open", publicServer("all", 0, 65535, "0.0.0.0/0"),
        intent(Never, "internet", "web-a"),
        "failed: packets pass: tcp 80 from the internet to web-a");
    row("udp is open", publicServer("udp", 53, 53, "0.0.0.0/0"), intent(Never, "internet", "web-a"),
        "failed: packets pass: udp 53 from the internet to web-a");
    row("udp is open and tcp is meant", publicServer("udp", 53, 53, "0.0.0.0/0"),
        intent(Never, "internet", "web-a", "tcp", -1), "passed");
    row("a udp packet does its work without an answer", muteServer("udp", 53),
        intent(Never, "internet", "web-a"),
        "failed: packets pass: udp 53 from the internet to web-a");
    row("a tcp connection needs the answer", muteServer("tcp", 53),
        intent(Never, "internet", "web-a"), "passed");
    row("icmp is open", publicServer("icmp", -1, -1, "0.0.0.0/0"),
        intent(Never, "internet", "web-a"),
        "failed: packets pass: icmp from the internet to web-a");
    row("an office of the internet is let in", publicServer("tcp", 22, 22, "203.0.113.0/24"),
        intent(Never, "internet", "web-a"),
        "failed: packets pass: tcp 22 from 203.0.113.0 to web-a");
    row("an office is let in, and clients may be anywhere",
        publicServer("tcp", 22, 22, "203.0.113.0/24"), intent(Never, "users", "web-a"),
        "failed: packets pass: tcp 22 from 203.0.113.0 to web-a");
    row("one half of the internet is let in", publicServer("tcp", 22, 22, "128.0.0.0/1"),
        intent(Never, "internet", "web-a"), "failed: packets pass: tcp 22 from 128.0.0.0 to web-a");
    row("only a private network is let in", publicServer("tcp", 22, 22, "10.0.0.0/8"),
        intent(Never, "internet", "web-a"), "passed");
    row("one member of a group of two is open",
        scaledAcross("public-b")
            .add("sg-web", "vpc.security-group", "vpc", ingress("tcp", 5000, 5000, "0.0.0.0/0")),
        intent(Never, "internet", "asg"),
        "failed: packets pass: tcp 5000 from the internet to asg");

    row("people reach the servers through the balancer", shop(),
        intent(Through, "internet", "tag:tier=app", "alb"), "passed");
    row("people reach a server past the balancer", publicServer("tcp", 5000, 5000, "0.0.0.0/0"),
        intent(Through, "internet", "web-a", "alb"),
        "failed: packets pass by: tcp 5000 from the internet to web-a");
    row("the balancer does not reach its servers",
        shop().add("sg-web", "vpc.security-group", "vpc", ingress("tcp", 5000, 5000, "sg-db")),
        intent(Through, "internet", "web-a", "alb"),
        "failed: packets do not arrive: tcp from alb to web-a: no rule allows tcp 5000 from "
        "10.0.1.4");
    row("people do not reach the balancer",
        shop().add("sg-alb", "vpc.security-group", "vpc", ingress("tcp", 81, 81, "0.0.0.0/0")),
        intent(Through, "internet", "web-a", "alb"),
        "failed: packets do not arrive: tcp from the internet to alb: no rule allows tcp 80 from "
        "0.0.0.0/0");
    row("the servers go out through the NAT gateway", shop(),
        intent(Through, "tag:tier=app", "internet", "type:vpc.nat-gateway"), "passed");
    row("one server has a way past the NAT gateway", publicServer("tcp", 80, 80, "sg-alb"),
        intent(Through, "type:ec2.instance", "internet", "nat"),
        "failed: packets pass by: tcp 443 from web-a to the internet");
    row("one member of a group has a way past the NAT gateway", scaledAcross("public-b"),
        intent(Through, "asg", "internet", "nat"),
        "failed: packets pass by: tcp 443 from asg to the internet");
    row("all members of a group go out through the NAT gateway", scaledAcross("app-b"),
        intent(Through, "asg", "internet", "nat"), "passed");
    row("through what stands elsewhere", shop(),
        intent(Through, "web-a", "internet", "type:vpc.endpoint"),
        "undecided: \"type:vpc.endpoint\" names nothing in the drawing");

    row("a tag that nothing has", shop(), intent(Never, "internet", "tag:tier=edge"),
        "undecided: \"tag:tier=edge\" names nothing in the drawing");
    row("a name that nothing has", shop(), intent(Never, "internet", "nobody"),
        "undecided: there is no resource \"nobody\"");
    row("a security group sends no packets", shop(), intent(Never, "sg-web", "db"),
        "undecided: nothing that \"sg-web\" names sends packets");
    row("a resource alone reaches itself", shop(), intent(Never, "web-a", "web-a"), "passed");
}

void TestIntents::holdOrNot()
{
    QFETCH(Architecture, architecture);
    QFETCH(Intent, wanted);
    QFETCH(QString, answer);
    const IntentResult result = evaluated(architecture, wanted);
    QString said = QString::fromStdString(std::string(toString(result.status)));
    if (result.status != IntentStatus::Passed)
        said += QStringLiteral(": ") + QString::fromStdString(result.reason.english());
    QCOMPARE(said, answer);
}

void TestIntents::aFailureShowsThePairAndItsPath()
{
    const IntentResult result =
        evaluated(shop().build(), intent(IntentKind::Never, "type:ec2.instance", "db"));
    QVERIFY(result.witness.has_value());
    QCOMPARE(result.witness->flow.from.resource, std::optional(ResourceId("web-a")));
    QCOMPARE(result.witness->flow.to.resource, std::optional(ResourceId("db")));
    QCOMPARE(result.witness->flow.port, std::optional(3306));
    QVERIFY(result.witness->trace.verdict == Verdict::Reachable);
    QVERIFY(!result.witness->trace.forward.empty());
}

void TestIntents::aSelectorThatNamesNothingIsAFinding()
{
    const auto codes = [](const Drawing& drawing) {
        QStringList found;
        for (const Finding& finding :
             check(Network(Catalogue::builtIn(), drawing.build()), Profile::Teaching))
            if (finding.code == "IN001")
                found.append(QString::fromStdString(finding.message.english()));
        return found;
    };
    QVERIFY(codes(shop().intend(intent(IntentKind::Never, "internet", "db"))).isEmpty());
    QCOMPARE(codes(shop().intend(intent(IntentKind::Never, "type:s3.bucket", "nobody"))),
             (QStringList{
                 QStringLiteral("The intent i checks nothing: \"type:s3.bucket\" names nothing in "
                                "the drawing"),
                 QStringLiteral("The intent i checks nothing: there is no resource \"nobody\"")}));
}

void TestIntents::theCheckCanBeStopped()
{
    int asked = 0;
    const Intent wanted = intent(IntentKind::Never, "internet", "db");
    const IntentResult result = evaluate(Network(Catalogue::builtIn(), shop().build()), wanted,
                                         [&asked] { return ++asked < 1; });
    QVERIFY(result.status == IntentStatus::Undecided);
    QCOMPARE(result.reason.english(), std::string("the check was stopped"));
}

void TestIntents::allOfADrawingAreEvaluated()
{
    Intent second = intent(IntentKind::Reaches, "users", "alb");
    second.id = IntentId("a");
    const auto results = evaluateIntents(
        Network(Catalogue::builtIn(),
                shop().intend(intent(IntentKind::Never, "users", "alb")).intend(second).build()));
    QCOMPARE(results.size(), std::size_t{2});
    QCOMPARE(results[0].intent.id, IntentId("a"));
    QVERIFY(results[0].status == IntentStatus::Passed);
    QVERIFY(results[1].status == IntentStatus::Failed);
}

void TestIntents::acceptedFindingsAreLeftOut()
{
    const auto open = [] {
        return Drawing()
            .add("vpc", "vpc.vpc")
            .add("sg-a", "vpc.security-group", "vpc", ingress("tcp", 22, 22, "0.0.0.0/0"))
            .add("sg-b", "vpc.security-group", "vpc", ingress("tcp", 22, 22, "0.0.0.0/0"));
    };
    const auto found = [](const Drawing& drawing, Suppressed suppressed) {
        QStringList words;
        for (const Finding& finding :
             check(Network(Catalogue::builtIn(), drawing.build()), Profile::Strict, suppressed))
            if (finding.code == "SG001")
                words.append(QString::fromStdString(finding.resource.value() + " "
                                                    + finding.suppression.value_or("-")));
        return words.join(QStringLiteral(", "));
    };
    using enum Suppressed;
    QCOMPARE(found(open(), LeftOut), QStringLiteral("sg-a -, sg-b -"));
    const Drawing one = open().suppress("SG001", "sg-a", "bastion").suppress("SG002", "sg-b", "x");
    QCOMPARE(found(one, LeftOut), QStringLiteral("sg-b -"));
    QCOMPARE(found(one, Included), QStringLiteral("sg-a bastion, sg-b -"));
    // The resource's own reason says more than that of the whole document.
    const Drawing all = open().suppress("SG001", "sg-a", "bastion").suppress("SG001", "", "lab");
    QCOMPARE(found(all, LeftOut), QString());
    QCOMPARE(found(all, Included), QStringLiteral("sg-a bastion, sg-b lab"));
}

QTEST_APPLESS_MAIN(TestIntents)
#include "tst_intents.moc"
