// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/catalogue/catalogue.h"
#include "model/catalogue/property_check.h"

#include <limits>

using namespace skydraft;

Q_DECLARE_METATYPE(skydraft::ErrorCode)

class TestPropertyCheck : public QObject
{
    Q_OBJECT

private slots:
    void refuses_data();
    void refuses();
    void accepts_data();
    void accepts();
    void refusesNumbersThatAreNone();
};

void TestPropertyCheck::refuses_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("properties");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QByteArray>("pointer");
    const auto row = [](const char* sentence, const char* type, const char* properties,
                        ErrorCode code, const char* pointer) {
        QTest::newRow(sentence) << QByteArray(type) << QByteArray(properties) << code
                                << QByteArray(pointer);
    };
    row("a negative capacity", "ec2.instance", R"({"workers": -1})", ErrorCode::OutOfRange,
        "/p/workers");
    row("half a worker", "ec2.instance", R"({"workers": 1.5})", ErrorCode::WrongType, "/p/workers");
    row("a text for a number", "ec2.instance", R"({"workers": "two"})", ErrorCode::WrongType,
        "/p/workers");
    row("null where AWS wants a value", "ec2.instance", R"({"workers": null})",
        ErrorCode::WrongType, "/p/workers");
    row("a choice that is none", "elb.application", R"({"scheme": "open"})",
        ErrorCode::InvalidChoice, "/p/scheme");
    row("a CIDR block without a length", "vpc.vpc", R"({"cidr": "10.0.0.0"})",
        ErrorCode::InvalidValue, "/p/cidr");
    row("a CIDR block of nonsense", "vpc.subnet", R"({"cidr": "10.0.0/24"})",
        ErrorCode::InvalidValue, "/p/cidr");
    row("an address that is none", "ec2.instance", R"({"private_ip": "10.0.0.300"})",
        ErrorCode::InvalidValue, "/p/private_ip");
    row("one text for a list of ids", "ec2.instance", R"({"security_groups": "sg"})",
        ErrorCode::WrongType, "/p/security_groups");
    row("a port beyond 65535 inside a rule", "vpc.security-group",
        R"({"ingress": [{"protocol": "tcp", "from_port": 80, "to_port": 80}, {"protocol": "tcp", "from_port": 70000}]})",
        ErrorCode::OutOfRange, "/p/ingress/1/from_port");
    row("a direction that is none inside a rule", "vpc.network-acl",
        R"({"rules": [{"direction": "up"}]})", ErrorCode::InvalidChoice, "/p/rules/0/direction");
    row("a list of numbers for a list of rules", "vpc.network-acl", R"({"rules": [1]})",
        ErrorCode::WrongType, "/p/rules/0");
    row("a health check every second", "elb.target-group", R"({"health_check": {"interval_s": 1}})",
        ErrorCode::OutOfRange, "/p/health_check/interval_s");
    row("tags that are no texts", "ec2.instance", R"({"tags": {"Name": 1}})", ErrorCode::WrongType,
        "/p/tags/Name");
}

void TestPropertyCheck::refuses()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, properties);
    QFETCH(ErrorCode, code);
    QFETCH(QByteArray, pointer);
    const auto checked = checkProperties(*Catalogue::builtIn().find(type.toStdString()),
                                         Json::parse(properties.toStdString()), "/p");
    QVERIFY(!checked.has_value());
    QCOMPARE(checked.error().code, code);
    QCOMPARE(QByteArray::fromStdString(checked.error().location.pointer), pointer);
}

void TestPropertyCheck::accepts_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("properties");
    const auto row = [](const char* sentence, const char* type, const char* properties) {
        QTest::newRow(sentence) << QByteArray(type) << QByteArray(properties);
    };
    row("an unbounded queue", "ec2.instance", R"({"queue_limit": null})");
    row("a public address given by AWS", "ec2.instance", R"({"public_ip": true})");
    row("a fixed public address", "ec2.instance", R"({"public_ip": "203.0.113.7"})");
    row("no public address", "ec2.instance", R"({"public_ip": null})");
    row("an instance type that is not in the list", "ec2.instance",
        R"({"instance_type": "z9.huge"})");
    row("a property of a later version", "ec2.instance", R"({"flux": [1, {"a": 2}]})");
    row("a protocol by its number", "vpc.security-group",
        R"({"ingress": [{"protocol": "50", "source": "sg-web"}]})");
    row("a rule for all protocols without ports", "vpc.security-group",
        R"({"ingress": [{"protocol": "all", "source": "sg-web"}]})");
}

void TestPropertyCheck::accepts()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, properties);
    const auto checked = checkProperties(*Catalogue::builtIn().find(type.toStdString()),
                                         Json::parse(properties.toStdString()), "/p");
    QVERIFY2(checked.has_value(), checked ? "" : describe(checked.error()).c_str());
}

void TestPropertyCheck::refusesNumbersThatAreNone()
{
    const Property& workers =
        *Catalogue::builtIn().find("ec2.instance")->property("service_time_ms");
    QVERIFY(!checkValue(workers, std::numeric_limits<double>::quiet_NaN(), "").has_value());
    QVERIFY(!checkValue(workers, std::numeric_limits<double>::infinity(), "").has_value());
}

QTEST_APPLESS_MAIN(TestPropertyCheck)
#include "tst_property_check.moc"
