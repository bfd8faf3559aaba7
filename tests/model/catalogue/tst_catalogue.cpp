// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/catalogue/catalogue.h"
#include "model/catalogue/property_check.h"
#include "resources/embedded.h"

#include <set>

using namespace skydraft;

/// The built-in catalogue as data: every type is complete. Rows are the types, so that a new file
/// is tested the moment it exists.
class TestCatalogue : public QObject
{
    Q_OBJECT

private slots:
    void holdsTheTypesOfTheDocumentFormat();
    void everyTypeIsComplete_data();
    void everyTypeIsComplete();
    void aFaultInAFileNamesItsPlace();
    void aSetThatIsMissingIsNamed();
    void aTypeMayReplaceAPropertyOfASet();
    void twoFilesOfOneTypeAreRefused();
    void anUnknownTypeIsGeneric();
};

void TestCatalogue::holdsTheTypesOfTheDocumentFormat()
{
    const QByteArrayList wanted =
        QByteArray(
            "clients region availability-zone vpc.vpc vpc.subnet vpc.route-table "
            "vpc.internet-gateway vpc.egress-only-gateway vpc.nat-gateway vpc.network-acl "
            "vpc.security-group vpc.elastic-ip vpc.network-interface vpc.peering vpc.endpoint "
            "vpc.prefix-list vpc.transit-gateway vpc.vpn-gateway route53.zone route53.record "
            "route53.health-check cloudfront.distribution s3.bucket elb.application elb.network "
            "elb.classic elb.target-group autoscaling.group ec2.launch-template ec2.instance "
            "ec2.ami ec2.volume ec2.key-pair efs.file-system efs.mount-target rds.instance "
            "rds.aurora-cluster elasticache.redis elasticache.memcached dynamodb.table "
            "docdb.cluster opensearch.domain sqs.queue sns.topic lambda.function apigateway.api "
            "cloudwatch.alarm iam.role beanstalk.environment onpremises.host generic")
            .split(' ');
    for (const QByteArray& id : wanted)
        QVERIFY2(Catalogue::builtIn().find(id.toStdString()) != nullptr, id.constData());
}

void TestCatalogue::everyTypeIsComplete_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const ServiceType& type : Catalogue::builtIn().types())
        QTest::newRow(type.id.c_str()) << QByteArray::fromStdString(type.id);
}

void TestCatalogue::everyTypeIsComplete()
{
    QFETCH(QByteArray, id);
    const ServiceType& type = *Catalogue::builtIn().find(id.toStdString());
    QVERIFY(!type.name.en.empty() && !type.name.ko.empty());
    QVERIFY(!type.help.en.empty() && !type.help.ko.empty());
    QVERIFY2(!resources::embeddedFile("icons/" + type.icon + ".svg").empty(), type.icon.c_str());
    QVERIFY(type.canBeRoot || !type.parents.empty());
    for (const std::string& parent : type.parents)
        QVERIFY2(Catalogue::builtIn().find(parent) != nullptr, parent.c_str());
    std::set<std::string> names;
    for (const Property& property : type.properties) {
        const char* name = property.name.c_str();
        QVERIFY2(names.insert(property.name).second, name);
        QVERIFY2(!property.label.en.empty() && !property.label.ko.empty(), name);
        QVERIFY2(!property.help.en.empty() && !property.help.ko.empty(), name);
        QVERIFY2(!property.group.empty(), name);
        QVERIFY2(property.type != PropertyType::Choice || !property.choices.empty(), name);
        for (const std::string& reference : property.types)
            QVERIFY2(Catalogue::builtIn().find(reference) != nullptr, reference.c_str());
        const auto checked = checkValue(property, property.defaultValue, "/" + property.name);
        QVERIFY2(checked.has_value(), checked ? "" : describe(checked.error()).c_str());
    }
}

void TestCatalogue::aFaultInAFileNamesItsPlace()
{
    const std::string text =
        "{\n \"id\": \"a.b\",\n \"name\": {\"en\": \"A\", \"ko\": \"A\"},\n"
        " \"help\": {\"en\": \"A\", \"ko\": \"A\"}, \"category\": \"compute\",\n"
        " \"icon\": \"a\", \"network\": {\"role\": \"none\"},\n"
        " \"behaviour\": {\"kind\": \"magic\"}\n}";
    const auto catalogue = Catalogue::read({{"a.b.json", text}});
    QVERIFY(!catalogue.has_value());
    QCOMPARE(catalogue.error().location.source, std::string("a.b.json"));
    QCOMPARE(catalogue.error().location.pointer, std::string("/behaviour/kind"));
    QCOMPARE(catalogue.error().location.line, 6);
}

namespace {

std::string typeWith(const std::string& members)
{
    return R"({"id": "a.b", "name": {"en": "A", "ko": "A"}, "help": {"en": "A", "ko": "A"},
               "category": "compute", "icon": "a", "network": {"role": "none"},
               "behaviour": {"kind": "none"}, )"
           + members + "}";
}

std::string integerProperty(const std::string& name, int value)
{
    return R"({"name": ")" + name
           + R"(", "type": "integer", "label": {"en": "L", "ko": "L"}, "default": )"
           + std::to_string(value) + "}";
}

} // namespace

void TestCatalogue::aSetThatIsMissingIsNamed()
{
    const std::string text = typeWith(R"("include": ["queueing"])");
    const auto catalogue = Catalogue::read({{"a.b.json", text}});
    QVERIFY(!catalogue.has_value());
    QCOMPARE(catalogue.error().message.english(),
             std::string("there is no property set \"queueing\""));
}

void TestCatalogue::aTypeMayReplaceAPropertyOfASet()
{
    const std::string set = R"({"id": "queueing", "properties": [)" + integerProperty("workers", 1)
                            + "," + integerProperty("limit", 9) + "]}";
    const std::string type = typeWith(R"("include": ["queueing"], "properties": [)"
                                      + integerProperty("workers", 4) + "]");
    const auto catalogue = Catalogue::read({{"a.b.json", type}, {"sets/queueing.json", set}});
    QVERIFY(catalogue.has_value());
    const ServiceType& read = *catalogue->find("a.b");
    QCOMPARE(read.properties.size(), std::size_t{2});
    QVERIFY(read.property("workers")->defaultValue == Json(4));
    QVERIFY(read.property("limit")->defaultValue == Json(9));
}

void TestCatalogue::twoFilesOfOneTypeAreRefused()
{
    const std::string text = typeWith(R"("properties": [])");
    const auto catalogue = Catalogue::read({{"a.b.json", text}, {"copy.json", text}});
    QVERIFY(!catalogue.has_value());
    QCOMPARE(catalogue.error().code, ErrorCode::DuplicateId);
}

void TestCatalogue::anUnknownTypeIsGeneric()
{
    QVERIFY(Catalogue::builtIn().find("mars.rover") == nullptr);
    QCOMPARE(Catalogue::builtIn().typeOrGeneric("mars.rover").id, std::string("generic"));
}

QTEST_APPLESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
