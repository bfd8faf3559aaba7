// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "widgets/tables/rule_words.h"

using namespace skydraft;

class TestRuleWords : public QObject
{
    Q_OBJECT

private slots:
    void aRuleIsCalledAsTheConsoleCallsIt_data();
    void aRuleIsCalledAsTheConsoleCallsIt();
    void portsAreReadAsPeopleWriteThem_data();
    void portsAreReadAsPeopleWriteThem();
    void wrongPortsAreRefusedWithAReason_data();
    void wrongPortsAreRefusedWithAReason();
    void aTypeSetsProtocolAndPorts();
    void otherProtocolsHaveNoPorts();
};

namespace {

Json rule(const char* protocol, int from, int to)
{
    Json made{{"protocol", protocol}};
    if (from >= 0)
        made["from_port"] = from;
    if (to >= 0)
        made["to_port"] = to;
    return made;
}

} // namespace

void TestRuleWords::aRuleIsCalledAsTheConsoleCallsIt_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("ports");
    const auto row = [](const char* name, const Json& json, const char* type, const char* ports) {
        QTest::newRow(name) << QString::fromStdString(json.dump()) << QString::fromLatin1(type)
                            << QString::fromLatin1(ports);
    };
    row("one known port", rule("tcp", 443, 443), "HTTPS", "443");
    row("the same number by UDP is another thing", rule("udp", 443, 443), "Custom UDP", "443");
    row("DNS by UDP", rule("udp", 53, 53), "DNS (UDP)", "53");
    row("a range", rule("tcp", 80, 81), "Custom TCP", "80-81");
    row("no ports are all ports", rule("tcp", -1, -1), "All TCP", "All");
    row("0 to 65535 are all ports", rule("udp", 0, 65535), "All UDP", "All");
    row("a missing end is 65535", rule("tcp", 1024, -1), "Custom TCP", "1024-65535");
    row("everything", rule("all", -1, -1), "All traffic", "All");
    row("everything as CloudFormation writes it", rule("-1", -1, -1), "All traffic", "All");
    row("a protocol by its number", rule("6", 22, 22), "SSH", "22");
    row("ICMP without a type", rule("icmp", -1, -1), "All ICMP - IPv4", "All");
    row("ICMP of one type", rule("icmp", 8, -1), "Custom ICMP - IPv4", "8");
    row("ICMP of one type and code", rule("icmp", 3, 4), "Custom ICMP - IPv4", "3-4");
    row("another protocol", rule("47", -1, -1), "Custom protocol", "All");
}

void TestRuleWords::aRuleIsCalledAsTheConsoleCallsIt()
{
    QFETCH(QString, json);
    const Json made = Json::parse(json.toStdString());
    QTEST(RuleWords::type(made), "type");
    QTEST(RuleWords::ports(made), "ports");
}

void TestRuleWords::portsAreReadAsPeopleWriteThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("ports");
    QTest::newRow("one") << "8080"
                         << "8080";
    QTest::newRow("a range") << "1024-65535"
                             << "1024-65535";
    QTest::newRow("with spaces") << " 80 - 90 "
                                 << "80-90";
    QTest::newRow("with a long dash") << QStringLiteral("80–90") << "80-90";
    QTest::newRow("with a colon") << "80:90"
                                  << "80-90";
    QTest::newRow("nothing is all") << ""
                                    << "All";
    QTest::newRow("all, in any case") << "aLL"
                                      << "All";
    QTest::newRow("the last port") << "65535"
                                   << "65535";
}

void TestRuleWords::portsAreReadAsPeopleWriteThem()
{
    QFETCH(QString, text);
    const ChangedEntry changed = RuleWords::withPorts(rule("tcp", 1, 1), text);
    QVERIFY(changed.has_value());
    QTEST(RuleWords::ports(*changed), "ports");
}

void TestRuleWords::wrongPortsAreRefusedWithAReason_data()
{
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("turned around") << "tcp"
                                   << "90-80"
                                   << "The range ends (80) before it begins (90).";
    QTest::newRow("too high") << "tcp"
                              << "65536"
                              << "Ports end at 65535.";
    QTest::newRow("a word") << "udp"
                            << "http"
                            << QStringLiteral("“http” is no port such as 443 and no range such as "
                                              "1024-65535.");
    QTest::newRow("no ICMP type") << "icmp"
                                  << "256"
                                  << "ICMP types and codes end at 255.";
    QTest::newRow("half a range") << "tcp"
                                  << "80-"
                                  << QStringLiteral(
                                         "“80-” is no port such as 443 and no range such "
                                         "as 1024-65535.");
}

void TestRuleWords::wrongPortsAreRefusedWithAReason()
{
    QFETCH(QString, protocol);
    QFETCH(QString, text);
    const ChangedEntry changed =
        RuleWords::withPorts(rule(protocol.toLatin1().constData(), 1, 1), text);
    QVERIFY(!changed.has_value());
    QTEST(changed.error(), "reason");
}

void TestRuleWords::aTypeSetsProtocolAndPorts()
{
    const auto typed = [](const Json& from, const char* type) {
        return RuleWords::withType(from, QString::fromLatin1(type)).value().dump();
    };
    QCOMPARE(typed(rule("udp", 1, 2), "PostgreSQL"), rule("tcp", 5432, 5432).dump());
    QCOMPARE(typed(rule("tcp", 80, 80), "All traffic"), rule("all", -1, -1).dump());
    // A custom type keeps the ports that are there; all ports are none to keep.
    QCOMPARE(typed(rule("tcp", 80, 80), "Custom UDP"), rule("udp", 80, 80).dump());
    QCOMPARE(typed(rule("all", -1, -1), "Custom TCP"), rule("tcp", 8080, 8080).dump());
    QCOMPARE(typed(rule("tcp", 80, 80), "Custom ICMP - IPv4"), rule("icmp", 8, -1).dump());
    QVERIFY(!RuleWords::withType(rule("tcp", 1, 1), QStringLiteral("Gopher")).has_value());
    for (const QString& type : RuleWords::types())
        QCOMPARE(RuleWords::type(RuleWords::withType(rule("47", -1, -1), type).value()), type);
}

void TestRuleWords::otherProtocolsHaveNoPorts()
{
    const auto typed = [](const char* text) {
        return RuleWords::withProtocol(rule("tcp", 80, 90), QString::fromLatin1(text));
    };
    QCOMPARE(typed("udp")->dump(), rule("udp", 80, 90).dump());
    QCOMPARE(typed("47")->dump(), rule("47", -1, -1).dump());
    QCOMPARE(typed("ICMP")->dump(), rule("icmp", -1, -1).dump());
    QCOMPARE(typed("17")->dump(), rule("udp", 80, 90).dump());
    QVERIFY(!typed("256").has_value());
    QVERIFY(!typed("tpc").has_value());
}

QTEST_GUILESS_MAIN(TestRuleWords)
#include "tst_rule_words.moc"
