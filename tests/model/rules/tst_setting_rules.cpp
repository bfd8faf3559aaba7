// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/rules/rule_fixture.h"

using namespace skydraft;
using namespace skydraft::testing;

namespace {

Json with(Json properties, const char* property, Json value)
{
    properties[property] = std::move(value);
    return properties;
}

/// Each a resource that lacks nothing its rule looks at.
Json safeDatabase()
{
    return {{"deletion_protection", true}, {"backup_retention_days", 7}};
}

Json safeCache()
{
    return {{"at_rest_encryption", true}, {"transit_encryption", true}, {"auth", true}};
}

Json safeBalancer()
{
    return {{"access_logs", true}, {"drop_invalid_headers", true}, {"deletion_protection", true}};
}

Json safeBucket()
{
    return {
        {"versioning", true}, {"access_logs", true}, {"tls_only", true}, {"lifecycle_rules", true}};
}

Json safeDistribution()
{
    return {{"certificate", "www"},    {"web_acl", "acl"},
            {"access_logs", true},     {"default_root_object", "index.html"},
            {"origin_access", "oac"},  {"origin_protocol_policy", "https-only"},
            {"origin_failover", true}, {"aliases", {"www.example.com"}}};
}

/// A distribution with an origin of some type and settings.
Architecture fronting(const char* type, Json distribution, Json origin = Json::object())
{
    return Drawing()
        .add("cdn", "cloudfront.distribution", "", std::move(distribution))
        .add("origin", type, "", std::move(origin))
        .connect("c", "cdn", "origin", Json::object(), ConnectionKind::Origin)
        .build();
}

Architecture twoOrigins(bool hasFailover)
{
    return Drawing()
        .add("cdn", "cloudfront.distribution", "", {{"origin_failover", hasFailover}})
        .add("a", "s3.bucket")
        .add("b", "s3.bucket")
        .connect("ca", "cdn", "a", Json::object(), ConnectionKind::Origin)
        .connect("cb", "cdn", "b", Json::object(), ConnectionKind::Origin)
        .build();
}

Json listening(const char* protocol, const char* policy)
{
    Json listener{{"protocol", protocol}, {"port", 443}};
    if (*policy != '\0')
        listener["security_policy"] = policy;
    return {{"listeners", {std::move(listener)}}};
}

/// An alias record of the zone example.com.
Architecture alias(Json record, Json zone = Json::object(), Json balancer = Json::object())
{
    return Drawing()
        .add("zone", "route53.zone", "", std::move(zone))
        .add("record", "route53.record", "zone", std::move(record))
        .add("alb", "elb.application", "", std::move(balancer))
        .build();
}

Architecture addressRecord(const char* value)
{
    return Drawing()
        .add("ip", "vpc.elastic-ip", "", {{"address", "203.0.113.10"}})
        .add("zone", "route53.zone")
        .add("record", "route53.record", "zone", {{"values", {value}}})
        .build();
}

/// Two records of one name for balancers of two Regions.
Architecture acrossRegions(const char* second, bool looks)
{
    const Json first{
        {"alias_target", "a"}, {"routing_policy", "latency"}, {"evaluate_target_health", true}};
    return Drawing()
        .add("seoul", "region")
        .add("tokyo", "region", "", {{"code", "ap-northeast-1"}})
        .add("a", "elb.application", "seoul")
        .add("b", "elb.application", second)
        .add("zone", "route53.zone")
        .add("one", "route53.record", "zone", first)
        .add("two", "route53.record", "zone",
             with(with(first, "alias_target", "b"), "evaluate_target_health", looks))
        .build();
}

Architecture defaultVpc(bool isDefault, const char* inside)
{
    return Drawing()
        .add("vpc", "vpc.vpc", "", {{"is_default", isDefault}})
        .add("net", "vpc.subnet", "vpc")
        .add("it", inside, "vpc", {{"subnets", {"net"}}})
        .build();
}

Architecture imaged(const char* system)
{
    return Drawing()
        .add("ami", "ec2.ami", "", {{"operating_system", system}})
        .add("it", "ec2.instance", "", {{"image", "ami"}})
        .build();
}

Json saying(const char* userData)
{
    return {{"iam_role", "role"}, {"user_data", userData}};
}

std::vector<SettingCase> availabilityCases()
{
    const Json tcp{{"protocol", "tcp"}};
    return {
        {"AZ009", "a Lambda target group checks nothing by default",
         rooted("elb.target-group", {{"target_type", "lambda"}}),
         rooted("elb.target-group", {{"target_type", "lambda"}, {"health_check_enabled", true}}),
         true},
        {"AZ009", "an HTTP group that only opens connections",
         rooted("elb.target-group", {{"health_check", tcp}}),
         rooted("elb.target-group", {{"protocol", "tcp"}, {"health_check", tcp}}), true},
        {"AZ011", "two origins without an origin group", twoOrigins(false), twoOrigins(true), true},
        {"AZ011", "one origin only", fronting("s3.bucket", {}),
         fronting("s3.bucket", safeDistribution()), false},
        {"AZ011", "records of two Regions, one of them blind", acrossRegions("tokyo", false),
         acrossRegions("tokyo", true), true},
        {"AZ011", "blind records matter between Regions only", acrossRegions("tokyo", false),
         acrossRegions("seoul", false), true},
        {"AZ012", "a day of backups",
         alone("rds.instance", with(safeDatabase(), "backup_retention_days", 1)),
         alone("rds.instance", safeDatabase()), true},
        {"AZ012", "no deletion protection",
         alone("rds.instance", with(safeDatabase(), "deletion_protection", false)),
         alone("rds.instance", {{"replica_role", "standby"}}), true},
    };
}

std::vector<SettingCase> dataCases()
{
    return {
        {"DB004", "no encryption in transit",
         alone("elasticache.redis", with(safeCache(), "transit_encryption", false)),
         alone("elasticache.redis", safeCache()), true},
        {"DB004", "no encryption at rest",
         alone("elasticache.redis", with(safeCache(), "at_rest_encryption", false)),
         alone("elasticache.redis", safeCache()), true},
        {"DB004", "no AUTH", alone("elasticache.redis", with(safeCache(), "auth", false)),
         alone("elasticache.redis", safeCache()), true},
        {"DB005", "the default subnet group", alone("elasticache.redis"),
         Drawing()
             .add("vpc", "vpc.vpc")
             .add("net", "vpc.subnet", "vpc")
             .add("it", "elasticache.redis", "net")
             .build(),
         false},
        {"DB005", "the engine's port", alone("rds.instance", {{"subnets", {"vpc"}}}),
         alone("rds.instance", {{"subnets", {"vpc"}}, {"port", 13306}}), false},
        {"DB005", "the engine's port, written down",
         alone("rds.instance", {{"subnets", {"vpc"}}, {"engine", "postgres"}, {"port", 5432}}),
         alone("rds.instance", {{"subnets", {"vpc"}}, {"engine", "postgres"}, {"port", 3306}}),
         false},
        {"S3001", "public access is not blocked",
         rooted("s3.bucket", {{"block_public_access", false}}), rooted("s3.bucket"), true},
        {"S3001", "a public ACL counts while nothing blocks it",
         rooted("s3.bucket", {{"block_public_access", false}, {"acl", "public-read"}}),
         rooted("s3.bucket", {{"acl", "public-read"}}), true},
        {"S3002", "no versions", rooted("s3.bucket", with(safeBucket(), "versioning", false)),
         rooted("s3.bucket", safeBucket()), true},
        {"S3002", "no logs", rooted("s3.bucket", with(safeBucket(), "access_logs", false)),
         rooted("s3.bucket", safeBucket()), true},
        {"S3002", "plain HTTP", rooted("s3.bucket", with(safeBucket(), "tls_only", false)),
         rooted("s3.bucket", safeBucket()), true},
        {"S3002", "no lifecycle", rooted("s3.bucket", with(safeBucket(), "lifecycle_rules", false)),
         rooted("s3.bucket", safeBucket()), true},
    };
}

std::vector<SettingCase> computeCases()
{
    return {
        {"EC002", "tokens are optional", rooted("ec2.instance", {{"metadata_tokens", "optional"}}),
         rooted("ec2.instance", {{"metadata_tokens", "required"}}), true},
        {"EC002", "tokens travel two hops",
         rooted("ec2.launch-template", {{"metadata_hop_limit", 2}}),
         rooted("ec2.launch-template", {{"metadata_hop_limit", 1}}), true},
        {"EC002", "an old image does not want tokens", imaged("amazon-linux-2"),
         imaged("amazon-linux-2023"), true},
        {"EC003", "a subnet gives public addresses", alone("vpc.subnet", {{"map_public_ip", true}}),
         alone("vpc.subnet"), true},
        {"EC004", "a plain volume", rooted("ec2.volume"),
         rooted("ec2.volume", {{"encrypted", true}}), true},
        {"EC005", "a launch configuration",
         rooted("autoscaling.group", {{"launch_configuration", "web-v1"}}),
         Drawing()
             .add("template", "ec2.launch-template")
             .add("it", "autoscaling.group", "",
                  {{"launch_configuration", "web-v1"}, {"launch_template", "template"}})
             .build(),
         true},
        {"EC006", "an idle address", rooted("vpc.elastic-ip"),
         Drawing()
             .add("web", "ec2.instance")
             .add("it", "vpc.elastic-ip", "", {{"associated_with", "web"}})
             .build(),
         true},
        {"EC006", "an address that a NAT gateway names", rooted("vpc.elastic-ip"),
         Drawing()
             .add("vpc", "vpc.vpc")
             .add("net", "vpc.subnet", "vpc")
             .add("it", "vpc.elastic-ip")
             .add("nat", "vpc.nat-gateway", "net", {{"elastic_ip", "it"}})
             .build(),
         true},
        {"EC007", "no role", rooted("ec2.instance"),
         Drawing()
             .add("group", "autoscaling.group")
             .add("it", "ec2.instance", "", {{"auto_scaling_group", "group"}})
             .build(),
         true},
        {"EC007", "a password", rooted("ec2.instance", saying("mysql --password=hunter22 shop")),
         rooted("ec2.instance", saying("mysql --password=$PASSWORD shop")), false},
        {"EC007", "an access key", rooted("ec2.instance", saying("key AKIAIOSFODNN7EXAMPLE")),
         rooted("ec2.instance", saying("key AKIAIOSFODNN7")), false},
        {"EC007", "a private key",
         rooted("ec2.instance", saying("-----BEGIN RSA PRIVATE KEY-----")),
         rooted("ec2.instance", saying("-----BEGIN PUBLIC KEY-----\nlock_passwd: true")), false},
        {"VP001", "no flow logs", rooted("vpc.vpc"), rooted("vpc.vpc", {{"flow_logs", true}}),
         true},
        {"VP002", "a server in the default VPC", defaultVpc(true, "ec2.instance"),
         defaultVpc(false, "ec2.instance"), false},
        {"VP002", "a default VPC that nobody uses does no harm",
         defaultVpc(true, "lambda.function"), rooted("vpc.vpc", {{"is_default", true}}), false},
    };
}

std::vector<SettingCase> edgeCases()
{
    const Json own{{"aliases", {"www.example.com"}}};
    const Json safe = safeDistribution();
    const Json open{{"block_public_access", false}};
    return {
        {"CF001", "plain HTTP for viewers",
         rooted("cloudfront.distribution", {{"viewer_protocol_policy", "allow-all"}}),
         rooted("cloudfront.distribution"), true},
        {"CF001", "old TLS with a certificate of its own",
         rooted("cloudfront.distribution", with(own, "minimum_tls", "TLSv1.1_2016")),
         rooted("cloudfront.distribution", {{"minimum_tls", "TLSv1"}}), true},
        {"CF002", "a bucket that is read like by anybody", fronting("s3.bucket", {}),
         fronting("s3.bucket", safe), true},
        {"CF002", "a bucket with a way around", fronting("s3.bucket", safe, open),
         fronting("elb.application", {}), true},
        {"CF002", "a website endpoint", fronting("s3.bucket", safe, with(open, "website", true)),
         fronting("s3.bucket", safe), true},
        {"CF003", "plain HTTP to a server",
         fronting("ec2.instance", with(safe, "origin_protocol_policy", "http-only")),
         fronting("s3.bucket", with(safe, "origin_protocol_policy", "http-only")), true},
        {"CF003", "no web ACL", rooted("cloudfront.distribution", with(safe, "web_acl", nullptr)),
         rooted("cloudfront.distribution", safe), true},
        {"CF003", "no certificate",
         rooted("cloudfront.distribution", with(safe, "certificate", nullptr)),
         rooted("cloudfront.distribution", safe), true},
        {"CF003", "no certificate and no name for one",
         rooted("cloudfront.distribution",
                with(with(safe, "certificate", nullptr), "aliases", Json::array())),
         rooted("cloudfront.distribution", safe), false},
        {"CF003", "no root object",
         fronting("s3.bucket", with(safe, "default_root_object", nullptr)),
         fronting("ec2.instance", with(safe, "default_root_object", nullptr)), true},
        {"CF003", "no logs", rooted("cloudfront.distribution", with(safe, "access_logs", false)),
         rooted("cloudfront.distribution", safe), true},
        {"LB002", "the policy of templates", rooted("elb.application", listening("https", "")),
         rooted("elb.application", listening("http", "")), true},
        {"LB002", "TLS 1.1",
         rooted("elb.network", listening("tls", "ELBSecurityPolicy-TLS-1-1-2017-01")),
         rooted("elb.network", listening("tls", "ELBSecurityPolicy-TLS13-1-2-2021-06")), true},
        {"LB002", "a classic balancer",
         rooted("elb.classic", listening("ssl", "ELBSecurityPolicy-2016-08")),
         rooted("elb.classic", listening("ssl", "ELBSecurityPolicy-TLS-1-2-2017-01")), true},
        {"LB003", "no web ACL", rooted("elb.application"),
         rooted("elb.application", {{"web_acl", "acl"}}), true},
        {"LB003", "an internal balancer needs none", rooted("elb.application"),
         rooted("elb.application", {{"scheme", "internal"}}), true},
        {"LB003", "CloudFront looks before it", fronting("elb.application", own),
         fronting("elb.application", safe), true},
        {"LB005", "no logs", rooted("elb.application", with(safeBalancer(), "access_logs", false)),
         rooted("elb.application", safeBalancer()), true},
        {"LB005", "invalid headers",
         rooted("elb.application", with(safeBalancer(), "drop_invalid_headers", false)),
         rooted("elb.application", safeBalancer()), true},
        {"LB005", "no deletion protection",
         rooted("elb.application", with(safeBalancer(), "deletion_protection", false)),
         rooted("elb.application", safeBalancer()), true},
        {"LB005", "desync mode",
         rooted("elb.application", with(safeBalancer(), "desync_mode", "monitor")),
         rooted("elb.application", with(safeBalancer(), "desync_mode", "strictest")), true},
    };
}

std::vector<SettingCase> nameCases()
{
    const Json cname{{"record_type", "CNAME"}, {"targets", {"alb"}}};
    const Json internal{{"scheme", "internal"}};
    return {
        {"R53001", "an alias of nothing", alias({{"alias_target", "gone"}}),
         alias({{"alias_target", "alb"}}), true},
        {"R53001", "an address that nothing has", addressRecord("203.0.113.11"),
         addressRecord("203.0.113.10"), true},
        {"R53001", "a bucket that anybody may claim",
         alias({{"values", {"shop.s3-website.ap-northeast-2.amazonaws.com."}}}),
         Drawing()
             .add("zone", "route53.zone")
             .add("record", "route53.record", "zone",
                  {{"values", {"shop.s3-website.ap-northeast-2.amazonaws.com."}}})
             .add("shop", "s3.bucket")
             .build(),
         true},
        {"R53001", "an environment that anybody may claim",
         alias({{"values", {"shop.ap-northeast-2.elasticbeanstalk.com"}}}),
         alias({{"values", {"files.s3.example.com"}}}), true},
        {"R53002", "a public name of an internal balancer",
         alias({{"alias_target", "alb"}}, {}, internal),
         alias({{"alias_target", "alb"}}, {{"private", true}}, internal), false},
        {"R53002", "a public name of an internal balancer among its resources",
         alias({{"targets", {"alb"}}}, {}, internal), alias({{"targets", {"alb"}}}), false},
        {"R53002", "a CNAME at the apex", alias(cname),
         alias(with(cname, "record_name", "www.example.com")), true},
        {"R53002", "a CNAME at the apex, by its name",
         alias(with(cname, "record_name", "example.com.")), alias({{"alias_target", "alb"}}), true},
        {"R53003", "no query log", rooted("route53.zone", {{"dnssec", true}}),
         rooted("route53.zone", {{"private", true}}), true},
        {"R53003", "no DNSSEC", rooted("route53.zone", {{"query_logging", true}}),
         rooted("route53.zone", {{"query_logging", true}, {"dnssec", true}}), true},
    };
}

std::vector<SettingCase> cases()
{
    std::vector<SettingCase> all;
    for (auto family : {availabilityCases(), dataCases(), computeCases(), edgeCases(), nameCases()})
        all.insert(all.end(), family.begin(), family.end());
    return all;
}

} // namespace

/// The rules about settings: each finds its faults, stays silent without them, and its fix mends.
class TestSettingRules : public QObject
{
    Q_OBJECT

private slots:
    void aRuleFindsItsFault_data();
    void aRuleFindsItsFault();
    void aBucketIsGraveWhenAnybodyMayReadIt_data();
    void aBucketIsGraveWhenAnybodyMayReadIt();
    void aDatabaseThatCanOnlyBeDeletedIsANote();
    void aRoleThatIsThereIsUsed();
    void oneReportNamesAllThatIsMissing();
    void anAddedHttpsListenerAdmitsNoOldTls();
};

void TestSettingRules::aRuleFindsItsFault_data()
{
    QTest::addColumn<int>("index");
    const auto all = cases();
    for (std::size_t i = 0; i < all.size(); ++i)
        QTest::addRow("%s: %s", all[i].code, all[i].what) << static_cast<int>(i);
}

void TestSettingRules::aRuleFindsItsFault()
{
    QFETCH(int, index);
    verify(cases()[static_cast<std::size_t>(index)]);
}

void TestSettingRules::aBucketIsGraveWhenAnybodyMayReadIt_data()
{
    QTest::addColumn<QByteArray>("policy");
    QTest::addColumn<bool>("isGrave");
    QTest::newRow("nobody is named") << QByteArray() << false;
    QTest::newRow("anybody") << QByteArray(
        R"({"Statement": [{"Effect": "Allow", "Principal": "*"}]})")
                             << true;
    QTest::newRow("any account") << QByteArray(
        R"({"Statement": {"Effect": "Allow", "Principal": {"AWS": ["*"]}}})")
                                 << true;
    QTest::newRow("one account") << QByteArray(
        R"({"Statement": {"Effect": "Allow", "Principal": {"AWS": "123456789012"}}})")
                                 << false;
    QTest::newRow("under a condition") << QByteArray(
        R"({"Statement": {"Effect": "Allow", "Principal": "*", "Condition": {"Bool": {}}}})")
                                       << false;
    QTest::newRow("nobody may") << QByteArray(
        R"({"Statement": {"Effect": "Deny", "Principal": "*"}})")
                                << false;
    QTest::newRow("no statement at all")
        << QByteArray(R"({"Statement": {"Effect": "Allow"}})") << false;
    QTest::newRow("not JSON") << QByteArray("{") << false;
}

void TestSettingRules::aBucketIsGraveWhenAnybodyMayReadIt()
{
    QFETCH(QByteArray, policy);
    QFETCH(bool, isGrave);
    const auto findings = found(
        rooted("s3.bucket", {{"block_public_access", false}, {"policy", policy.toStdString()}}),
        "S3001");
    QCOMPARE(findings.size(), std::size_t{1});
    QCOMPARE(findings.front().severity == Severity::Error, isGrave);
}

void TestSettingRules::aDatabaseThatCanOnlyBeDeletedIsANote()
{
    const auto severity = [](Json properties) {
        return found(alone("rds.instance", std::move(properties)), "AZ012").front().severity;
    };
    QVERIFY(severity({{"backup_retention_days", 7}}) == Severity::Note);
    QVERIFY(severity({{"backup_retention_days", 0}}) == Severity::Warning);
}

void TestSettingRules::aRoleThatIsThereIsUsed()
{
    const Architecture drawing =
        Drawing().add("it", "ec2.instance").add("reader", "iam.role").build();
    const auto findings = found(drawing, "EC007");
    QCOMPARE(findings.size(), std::size_t{1});
    QVERIFY((findings.front().fixes.front().edit
             == Edit{SetProperty{ResourceId("it"), "iam_role", "reader"}}));
}

void TestSettingRules::oneReportNamesAllThatIsMissing()
{
    const auto findings = found(rooted("s3.bucket"), "S3002");
    QCOMPARE(findings.size(), std::size_t{1});
    QCOMPARE(findings.front().message.english(),
             std::string("it lacks: Bucket versioning, Server access logging, HTTPS only, "
                         "Lifecycle rules"));
}

void TestSettingRules::anAddedHttpsListenerAdmitsNoOldTls()
{
    for (const char* type : {"elb.application", "elb.classic"}) {
        const Architecture drawing = rooted(type);
        const auto findings = found(drawing, "LB001");
        QCOMPARE(findings.size(), std::size_t{1});
        const auto mended =
            apply(Catalogue::builtIn(), drawing, findings.front().fixes.front().edit);
        QVERIFY(mended.has_value());
        QVERIFY(found(mended->architecture, "LB001").empty());
        QVERIFY(found(mended->architecture, "LB002").empty());
    }
}

QTEST_APPLESS_MAIN(TestSettingRules)
#include "tst_setting_rules.moc"
