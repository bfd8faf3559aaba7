// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII // a test says its texts plainly
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

#include "model/architecture/names.h"
#include "model/base/json.h"
#include "model/formats/aws_describe.h"
#include "model/formats/skydraft_format.h"
#include "model/network/network.h"
#include "model/network/trace.h"

using namespace skydraft;

/// Accounts as AWS describes them, and who reaches whom in them.
class TestAwsDescribe : public QObject
{
    Q_OBJECT

private slots:
    void whoReachesWhom_data();
    void whoReachesWhom();
    void everyAccountCanBeSavedAndOpened_data();
    void everyAccountCanBeSavedAndOpened();

    void anAccountBecomesADrawing();
    void regionsComeFromFoldersAndZones();
    void aBrokenFileLosesOnlyItself_data();
    void aBrokenFileLosesOnlyItself();
    void whatNamesTheMissingIsKeptAside();
    void otherProtocolsAreKeptAndOpenNothing();
    void transitGatewaysKnowTheirSubnets();
    void utf16IsRead();
    void securitySettingsAreRead();
};

namespace {

const Catalogue& catalogue()
{
    return Catalogue::builtIn();
}

/// Beside the project, never in it; tests that need it skip without it.
QString corpus()
{
    const QString folder = QStringLiteral(SKYDRAFT_SOURCE_DIR) + "/../shared/corpus/aws-describe";
    return QFileInfo::exists(folder) ? folder : QString();
}

std::vector<ImportFile> filesBelow(const QString& folder)
{
    QStringList names;
    QDirIterator it(folder, {"*.json"}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        names.append(it.next());
    names.sort();
    std::vector<ImportFile> files;
    for (const QString& name : names) {
        QFile file(name);
        if (file.open(QIODevice::ReadOnly))
            files.push_back({name.toStdString(), file.readAll().toStdString()});
    }
    return files;
}

FlowEnd endOf(const Architecture& architecture, const std::string& text)
{
    constexpr std::string_view internet = "internet";
    FlowEnd end;
    if (text.starts_with(internet)) {
        end.isInternet = true;
        if (text.size() > internet.size())
            end.address = IpAddress::parse(text.substr(internet.size() + 1));
    } else if (const auto id = resolve(architecture, text)) {
        end.resource = *id;
    } else {
        end.address = IpAddress::parse(text);
    }
    return end;
}

const char* const vpcs = R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16",
    "Tags": [{"Key": "Name", "Value": "shop"}]}]})";
const char* const subnets = R"({"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1",
    "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "eu-west-3c", "MapPublicIpOnLaunch": true}]})";
const char* const instances = R"({"Reservations": [{"Instances": [
    {"InstanceId": "i-1", "SubnetId": "subnet-1", "VpcId": "vpc-1", "InstanceType": "m5.large",
     "PrivateIpAddress": "10.0.1.7", "SecurityGroups": [{"GroupId": "sg-1"}],
     "State": {"Name": "running"}},
    {"InstanceId": "i-2", "State": {"Name": "terminated"}}]}]})";
const char* const groups = R"({"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web",
    "VpcId": "vpc-1", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80,
    "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "UserIdGroupPairs": [{"GroupId": "sg-gone"}]}],
    "IpPermissionsEgress": []}]})";

bool hasProblem(const Imported& imported, const std::string& place)
{
    return std::any_of(imported.notes.begin(), imported.notes.end(), [&](const ImportNote& note) {
        return note.kind == ImportNoteKind::Problem && note.place.starts_with(place);
    });
}

} // namespace

void TestAwsDescribe::whoReachesWhom_data()
{
    QTest::addColumn<QByteArray>("assertion");
    QFile file(corpus() + "/assertions.json");
    if (corpus().isEmpty() || !file.open(QIODevice::ReadOnly)) {
        QTest::newRow("the corpus is absent") << QByteArray();
        return;
    }
    const Json all = Json::parse(file.readAll().toStdString());
    int number = 0;
    for (const Json& assertion : all.at("assertions"))
        QTest::addRow("%d %s %s to %s", ++number,
                      assertion.at("snapshot").get<std::string>().c_str(),
                      assertion.at("from").get<std::string>().c_str(),
                      assertion.at("to").get<std::string>().c_str())
            << QByteArray::fromStdString(assertion.dump());
}

void TestAwsDescribe::whoReachesWhom()
{
    QFETCH(QByteArray, assertion);
    if (assertion.isEmpty())
        QSKIP("the corpus of real accounts is not beside the project");
    const Json row = Json::parse(assertion.toStdString());
    const auto text = [&](const char* member) { return row.at(member).get<std::string>(); };
    const Imported imported = importAwsDescribe(
        catalogue(), filesBelow(corpus() + "/" + QString::fromStdString(text("snapshot"))));
    const Architecture& drawing = imported.architecture;
    Flow flow;
    flow.from = endOf(drawing, text("from"));
    flow.to = endOf(drawing, text("to"));
    flow.protocol = text("protocol") == "any" ? Protocol::Any : *protocolFrom(text("protocol"));
    if (row.contains("port"))
        flow.port = row.at("port").get<int>();
    const auto walked = trace(Network(catalogue(), drawing), flow);
    QVERIFY2(walked.has_value(), walked ? "" : describe(walked.error()).c_str());
    const char* verdict = walked->verdict == Verdict::Reachable ? "reachable"
                          : walked->verdict == Verdict::Blocked ? "blocked"
                                                                : "unknown";
    QCOMPARE(QString(verdict), QString::fromStdString(text("verdict")));
}

void TestAwsDescribe::everyAccountCanBeSavedAndOpened_data()
{
    QTest::addColumn<QString>("folder");
    if (corpus().isEmpty())
        QTest::newRow("the corpus is absent") << QString();
    else
        for (const QString& name : QDir(corpus()).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QTest::newRow(qPrintable(name)) << corpus() + "/" + name;
}

void TestAwsDescribe::everyAccountCanBeSavedAndOpened()
{
    QFETCH(QString, folder);
    if (folder.isEmpty())
        QSKIP("the corpus of real accounts is not beside the project");
    const Imported imported = importAwsDescribe(catalogue(), filesBelow(folder));
    for (const ImportNote& note : imported.notes)
        QVERIFY2(note.kind != ImportNoteKind::Problem,
                 (note.place + ": " + note.message.english()).c_str());
    const std::string text = writeSkydraft(imported.architecture);
    const auto back = readSkydraft(catalogue(), text);
    QVERIFY2(back.has_value(), back ? "" : describe(back.error()).c_str());
    QVERIFY(back->architecture == imported.architecture);
}

void TestAwsDescribe::anAccountBecomesADrawing()
{
    const Imported imported = importAwsDescribe(
        catalogue(),
        {{"v.json", vpcs}, {"s.json", subnets}, {"i.json", instances}, {"g.json", groups}});
    const Architecture& drawing = imported.architecture;
    const auto at = [&](const char* id) { return drawing.find(ResourceId(id)); };
    QCOMPARE(at("vpc-1")->name, std::string("shop"));
    QVERIFY(at("vpc-1")->parent == ResourceId("eu-west-3"));
    QVERIFY(at("subnet-1")->parent == ResourceId("vpc-1/eu-west-3c"));
    QVERIFY(at("i-1")->parent == ResourceId("subnet-1"));
    QVERIFY(at("i-1")->properties.at("private_ip") == Json("10.0.1.7"));
    QVERIFY(at("i-1")->properties.at("security_groups") == Json::array({"sg-1"}));
    QVERIFY(at("i-2") == nullptr); // terminated
    QCOMPARE(at("sg-1")->name, std::string("web"));
    QCOMPARE(at("sg-1")->properties.at("ingress").size(), std::size_t{2});
    QVERIFY(at("sg-1")->properties.at("egress") == Json::array());
    const Json first{
        {"protocol", "tcp"}, {"from_port", 80}, {"to_port", 80}, {"source", "0.0.0.0/0"}};
    QVERIFY(at("sg-1")->properties.at("ingress")[0] == first);
}

void TestAwsDescribe::regionsComeFromFoldersAndZones()
{
    const Imported imported = importAwsDescribe(
        catalogue(), {{"111/ap-northeast-2/Vpcs.json",
                       R"({"Vpcs": [{"VpcId": "vpc-k", "CidrBlock": "10.0.0.0/16"}]})"},
                      {"111/us-east-1/Vpcs.json",
                       R"({"Vpcs": [{"VpcId": "vpc-u", "CidrBlock": "10.0.0.0/16"}]})"}});
    QVERIFY(imported.architecture.find(ResourceId("vpc-k"))->parent
            == ResourceId("ap-northeast-2"));
    QVERIFY(imported.architecture.find(ResourceId("vpc-u"))->parent == ResourceId("us-east-1"));
}

void TestAwsDescribe::aBrokenFileLosesOnlyItself_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("truncated") << QByteArray(R"({"Subnets": [{"SubnetId": "su)");
    QTest::newRow("not an object") << QByteArray("[1, 2]");
    QTest::newRow("10 MB of [") << QByteArray(10'000'000, '[');
    QTest::newRow("half a UTF-16 character") << QByteArray("\xFF\xFE{", 3);
    QTest::newRow("numbers where records are wanted") << QByteArray(R"({"Subnets": [1, 2]})");
}

void TestAwsDescribe::aBrokenFileLosesOnlyItself()
{
    QFETCH(QByteArray, bytes);
    const Imported imported =
        importAwsDescribe(catalogue(), {{"v.json", vpcs}, {"broken.json", bytes.toStdString()}});
    QVERIFY(imported.architecture.find(ResourceId("vpc-1")) != nullptr);
    QVERIFY(hasProblem(imported, "broken.json"));
}

void TestAwsDescribe::whatNamesTheMissingIsKeptAside()
{
    const Imported imported =
        importAwsDescribe(catalogue(), {{"v.json", vpcs}, {"i.json", instances}});
    const Resource* instance = imported.architecture.find(ResourceId("i-1"));
    QVERIFY(instance->parent == ResourceId("vpc-1"));
    QVERIFY(instance->properties.at("security_groups") == Json::array());
    QVERIFY(instance->extra.at("aws").at("missing").at("security_groups") == Json::array({"sg-1"}));
    QVERIFY(readSkydraft(catalogue(), writeSkydraft(imported.architecture)).has_value());
}

void TestAwsDescribe::otherProtocolsAreKeptAndOpenNothing()
{
    const char* const tunnel = R"({"SecurityGroups": [{"GroupId": "sg-1", "VpcId": "vpc-1",
        "IpPermissions": [{"IpProtocol": "50", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}]})";
    const Imported imported = importAwsDescribe(
        catalogue(),
        {{"v.json", vpcs}, {"s.json", subnets}, {"i.json", instances}, {"g.json", tunnel}});
    const Architecture& drawing = imported.architecture;
    const Resource* group = drawing.find(ResourceId("sg-1"));
    QVERIFY(group->properties.at("ingress")[0].at("protocol") == "50"); // ESP
    Flow flow;
    flow.to.resource = ResourceId("i-1");
    flow.protocol = Protocol::Tcp;
    flow.port = 443;
    flow.from = endOf(drawing, "internet");
    const auto walked = trace(Network(catalogue(), drawing), flow);
    QVERIFY(walked.has_value());
    QVERIFY(walked->verdict == Verdict::Blocked);
    QVERIFY(std::any_of(walked->blockedBy.begin(), walked->blockedBy.end(),
                        [](const Block& block) { return block.component == ResourceId("sg-1"); }));
}

void TestAwsDescribe::transitGatewaysKnowTheirSubnets()
{
    const char* const transit = R"({"TransitGateways": [{"TransitGatewayId": "tgw-1"}]})";
    const char* const attachments = R"({"TransitGatewayVpcAttachments": [{
        "TransitGatewayId": "tgw-1", "TransitGatewayAttachmentId": "tgw-attach-1",
        "VpcId": "vpc-1", "SubnetIds": ["subnet-1"],
        "Options": {"ApplianceModeSupport": "enable"}}]})";
    const Imported imported = importAwsDescribe(
        catalogue(),
        {{"v.json", vpcs}, {"s.json", subnets}, {"t.json", transit}, {"a.json", attachments}});
    const Json& properties = imported.architecture.find(ResourceId("tgw-1"))->properties;
    QVERIFY(properties.at("attachments") == Json::array({"vpc-1"}));
    QVERIFY(properties.at("attachment_options")[0].at("subnets") == Json::array({"subnet-1"}));
    QVERIFY(properties.at("appliance_mode") == Json::array({"vpc-1"}));
}

void TestAwsDescribe::utf16IsRead()
{
    QByteArray bytes("\xFF\xFE");
    for (const QChar letter : QString::fromLatin1(vpcs)) {
        bytes.append(static_cast<char>(letter.unicode() & 0xFF));
        bytes.append(static_cast<char>(letter.unicode() >> 8));
    }
    const Imported imported = importAwsDescribe(catalogue(), {{"v.json", bytes.toStdString()}});
    QVERIFY(imported.architecture.find(ResourceId("vpc-1")) != nullptr);
}

void TestAwsDescribe::securitySettingsAreRead()
{
    const auto imported = importAwsDescribe(
        catalogue(),
        {{"vpcs.json", R"({"Vpcs": [{"VpcId": "vpc-1", "IsDefault": true}]})"},
         {"instances.json", R"({"Instances": [{"InstanceId": "i-1", "MetadataOptions":
             {"HttpTokens": "optional", "HttpPutResponseHopLimit": 2}}]})"},
         {"balancers.json", R"({"LoadBalancers": [{"LoadBalancerName": "web", "Type": "application",
             "LoadBalancerArn": "arn:web"}]})"},
         {"listeners.json", R"({"Listeners": [{"LoadBalancerArn": "arn:web", "Protocol": "HTTPS",
             "Port": 443, "SslPolicy": "ELBSecurityPolicy-2016-08"}]})"},
         {"attributes.json", R"({"LoadBalancerAttributes": [{"LoadBalancerArn": "arn:web",
             "Attributes": [{"Key": "access_logs.s3.enabled", "Value": "true"},
                 {"Key": "routing.http.desync_mitigation_mode", "Value": "monitor"},
                 {"Key": "routing.http.drop_invalid_header_fields.enabled", "Value": "true"}]}]})"},
         {"caches.json", R"({"CacheClusters": [{"CacheClusterId": "sessions", "Engine": "redis",
             "AuthTokenEnabled": true, "TransitEncryptionEnabled": true,
             "AtRestEncryptionEnabled": true}]})"}});
    const auto value = [&](const char* id, const char* property) {
        const Resource* resource = imported.architecture.find(ResourceId(id));
        return resource != nullptr && resource->properties.contains(property)
                   ? compactJson(resource->properties[property])
                   : std::string();
    };
    QCOMPARE(value("vpc-1", "is_default"), std::string("true"));
    QCOMPARE(value("i-1", "metadata_tokens"), std::string("\"optional\""));
    QCOMPARE(value("i-1", "metadata_hop_limit"), std::string("2"));
    QCOMPARE(value("web", "access_logs"), std::string("true"));
    QCOMPARE(value("web", "drop_invalid_headers"), std::string("true"));
    QCOMPARE(value("web", "desync_mode"), std::string("\"monitor\""));
    QVERIFY(value("web", "listeners").find("ELBSecurityPolicy-2016-08") != std::string::npos);
    for (const char* property : {"auth", "transit_encryption", "at_rest_encryption"})
        QCOMPARE(value("sessions", property), std::string("true"));
}

QTEST_APPLESS_MAIN(TestAwsDescribe)
#include "tst_aws_describe.moc"
