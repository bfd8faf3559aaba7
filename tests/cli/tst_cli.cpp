// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII // a test says its texts plainly
#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

/// The real program: arguments in; standard output, standard error and exit status out.
class TestCli : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void wrongUsageIsTwo_data();
    void wrongUsageIsTwo();
    void badInputIsThreeWithItsPlace_data();
    void badInputIsThreeWithItsPlace();
    void aFileThatIsNotThereIsFour();
    void aPlaceThatCannotBeWrittenIsFourAndLeavesTheOldFile();
    void everyTemplateIsWrittenAndReadBack();
    void editsAreAppliedAllOrNothing();
    void aFixOfCheckMakesCheckPass();
    void pathSaysYesAndNo();
    void reachListsEveryPair();
    void simulateGivesTheTextbooksQueue();
    void simulateIsTheSameForAnyNumberOfJobs();
    void simulateAddsReplicationsUntilItIsSure();
    void simulateAsAFluid();
    void simulateBesideTheory();
    void seriesHasALineForEachSecond();
    void sweepIsATable();
    void aSweepInPartsGivesTheBytesOfOneRun();
    void compareSaysWhichIsBetter();
    void picturesAreExported_data();
    void picturesAreExported();
    void catalogueListsEveryType();
    void anAccountIsImported();
    void findingsGoToBuildServersAndCodeHosts();
    void dashIsStandardInputAndOutput();

private:
    struct Run
    {
        int status = -1;
        QByteArray out;
        QByteArray err;
    };
    Run run(const QStringList& arguments, const QByteArray& input = {});
    QString file(const QString& name, const QByteArray& content);
    QString pathOf(const QString& name) const { return m_folder.filePath(name); }
    /// The output as JSON that follows resources/schemas/<schema>.schema.json.
    QJsonObject checked(const QByteArray& json, const QString& schema);

    QTemporaryDir m_folder;
};

namespace {

const QByteArray twoTiers = R"({"format": "skydraft", "version": 1, "title": "t", "resources": [
  {"id": "db", "type": "rds.instance", "name": "db", "parent": "private",
   "properties": {"engine": "mysql", "security_groups": ["sg-db"]}},
  {"id": "private", "type": "vpc.subnet", "name": "private", "parent": "vpc", "properties": {"cidr": "10.0.2.0/24"}},
  {"id": "sg-db", "type": "vpc.security-group", "name": "sg-db", "parent": "vpc", "properties": {}},
  {"id": "sg-web", "type": "vpc.security-group", "name": "sg-web", "parent": "vpc", "properties": {}},
  {"id": "vpc", "type": "vpc.vpc", "name": "vpc", "properties": {"cidr": "10.0.0.0/16"}},
  {"id": "web", "type": "ec2.instance", "name": "web", "parent": "private",
   "properties": {"security_groups": ["sg-web"]}}],
 "connections": [
  {"id": "c1", "from": "web", "to": "db", "kind": "traffic", "properties": {"protocol": "tcp", "port": 3306}}]})";

/// M/M/1 with 0.8 requests and 1 service a second.
const QByteArray queue = R"({"format": "skydraft", "version": 1, "resources": [
  {"id": "server", "type": "ec2.instance", "properties": {"service_time_ms": 1000, "workers": 1}},
  {"id": "users", "type": "clients", "properties": {}}],
 "connections": [{"id": "c", "from": "users", "to": "server", "kind": "traffic"}],
 "scenarios": [{"id": "s", "seed": 3, "duration_s": 400000, "warmup_s": 1000,
   "load": [{"client": "users", "shape": "constant", "arrivals": "poisson", "rate_per_s": 0.8}]}]})";

/// What stands at a path such as "fixes/0/edit".
QJsonValue at(QJsonValue json, const QString& path)
{
    for (const QString& step : path.split(u'/')) {
        if (json.isArray())
            json = json.toArray().at(step.toInt());
        else
            json = json.toObject().value(step);
    }
    return json;
}

} // namespace

void TestCli::initTestCase()
{
    QVERIFY(m_folder.isValid());
    QVERIFY(QFile::exists(QStringLiteral(SKYDRAFT_CLI)));
}

TestCli::Run TestCli::run(const QStringList& arguments, const QByteArray& input)
{
    QProcess process;
    process.start(QStringLiteral(SKYDRAFT_CLI), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString TestCli::file(const QString& name, const QByteArray& content)
{
    QFile out(pathOf(name));
    if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
        return {};
    return out.fileName();
}

QJsonObject TestCli::checked(const QByteArray& json, const QString& schema)
{
    const QString output = file("output.json", json);
    QProcess process;
    process.start(
        QStringLiteral(SKYDRAFT_PYTHON),
        {QStringLiteral(SKYDRAFT_SOURCE_DIR "/tests/support/check_schemas.py"), "file",
         QStringLiteral(SKYDRAFT_SOURCE_DIR "/resources/schemas/") + schema + ".schema.json",
         output});
    process.waitForFinished();
    const QByteArray faults = process.readAllStandardOutput() + process.readAllStandardError();
    if (process.exitCode() != 0)
        qWarning("%s", faults.constData());
    return process.exitCode() == 0 ? QJsonDocument::fromJson(json).object() : QJsonObject();
}

void TestCli::wrongUsageIsTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no command") << QStringList{};
    QTest::newRow("a command that does not exist") << QStringList{"explode"};
    QTest::newRow("check without a file") << QStringList{"check"};
    QTest::newRow("a format that is none") << QStringList{"check", "f", "--format", "poem"};
    QTest::newRow("a half-width that is no share")
        << QStringList{"simulate", "f", "--until-half-width", "150%"};
    QTest::newRow("a measure that there is not") << QStringList{"simulate", "f", "--watch", "luck"};
    QTest::newRow("a sweep of nothing") << QStringList{"sweep"};
    QTest::newRow("a sweep that varies nothing") << QStringList{"sweep", "f"};
    QTest::newRow("a shard that is none")
        << QStringList{"sweep", "f", "--vary", "a.b=1", "--shard", "3/2"};
    QTest::newRow("a part as CSV")
        << QStringList{"sweep", "f", "--vary", "a.b=1", "--shard", "1/2", "--format", "csv"};
    QTest::newRow("a comparison with nothing") << QStringList{"compare", "f"};
    QTest::newRow("a comparison of one run each")
        << QStringList{"compare", "f", "g", "--replications", "1"};
    QTest::newRow("path without an end") << QStringList{"path", "f", "--from", "a"};
    QTest::newRow("a port beyond 65535") << QStringList{
        "path", "f", "--from", "a", "--to", "b", "--protocol", "tcp", "--port", "70000"};
    QTest::newRow("a port without a protocol")
        << QStringList{"path", "f", "--from", "a", "--to", "b", "--port", "80"};
    QTest::newRow("a template that does not exist")
        << QStringList{"new", "--template", "nothing", "-o", "x"};
    QTest::newRow("a negative number of runs")
        << QStringList{"simulate", "f", "--replications", "-1"};
}

void TestCli::wrongUsageIsTwo()
{
    QFETCH(QStringList, arguments);
    const Run result = run(arguments);
    QCOMPARE(result.status, 2);
    QVERIFY(result.out.isEmpty());
    QVERIFY(!result.err.isEmpty());
}

void TestCli::badInputIsThreeWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const char* sentence, const QByteArray& document, const char* place) {
        QTest::newRow(sentence) << document << QByteArray(place);
    };
    const auto with = [](const char* resources, const char* connections = "") {
        return QByteArray("{\"format\": \"skydraft\", \"version\": 1, \"resources\": [\n")
               + resources + "],\n\"connections\": [" + connections + "]}";
    };
    row("an empty file", "", ":1:1: ");
    row("a truncated file", twoTiers.left(300), ":4:");
    row("ten megabytes of [", QByteArray(10'000'000, '['), ":1:65: ");
    row("something else", "{\"format\": \"drawio\"}", ":1:1: ");
    row("a wrong type", with("{\"id\": 7, \"type\": \"ec2.instance\"}"), ":2:8: ");
    row("a text for a list", "{\"format\": \"skydraft\", \"version\": 1,\n\"resources\": \"many\"}",
        ":2:14: ");
    row("a cycle of parents",
        with("{\"id\": \"a\", \"type\": \"generic\", \"parent\": \"b\"},\n{\"id\": \"b\", "
             "\"type\": \"generic\", \"parent\": \"a\"}"),
        ":2:");
    row("a dangling parent", with("{\"id\": \"a\", \"type\": \"vpc.subnet\", \"parent\": \"x\"}"),
        ":2:45: ");
    row("a dangling end of a connection",
        with("{\"id\": \"a\", \"type\": \"generic\"}",
             "{\"id\": \"c\", \"from\": \"a\", \"to\": \"x\"}"),
        ":3:48: ");
    row("a dangling reference",
        with("{\"id\": \"a\", \"type\": \"ec2.instance\", \"properties\": {\"security_groups\": "
             "[\"x\"]}}"),
        ":2:");
    row("a negative capacity",
        with("{\"id\": \"a\", \"type\": \"ec2.instance\", \"properties\": {\"workers\": -1}}"),
        ":2:63: ");
    row("NaN",
        with("{\"id\": \"a\", \"type\": \"ec2.instance\", \"properties\": {\"workers\": NaN}}"),
        ":2:");
    row("an id that is there twice",
        with("{\"id\": \"a\", \"type\": \"generic\"},\n{\"id\": \"a\", \"type\": \"generic\"}"),
        ":3:8: ");
    row("a member that is there twice",
        with("{\"id\": \"a\", \"type\": \"generic\", \"type\": \"region\"}"), ":2:");
}

void TestCli::badInputIsThreeWithItsPlace()
{
    QFETCH(QByteArray, document);
    QFETCH(QByteArray, place);
    const QString path = file("bad.skydraft", document);
    for (const QStringList& command :
         {QStringList{"check", path}, QStringList{"simulate", path},
          QStringList{"export", path, "--to", "svg", "-o", pathOf("bad.svg")}}) {
        const Run result = run(command);
        QCOMPARE(result.status, 3);
        QVERIFY(result.out.isEmpty());
        QVERIFY2(result.err.startsWith(path.toUtf8() + place), result.err.left(300).constData());
    }
    QVERIFY(!QFile::exists(pathOf("bad.svg")));
}

void TestCli::aFileThatIsNotThereIsFour()
{
    const Run result = run({"check", pathOf("nowhere.skydraft")});
    QCOMPARE(result.status, 4);
    QVERIFY(result.err.contains("nowhere.skydraft"));
}

void TestCli::aPlaceThatCannotBeWrittenIsFourAndLeavesTheOldFile()
{
    const QString source = file("a.skydraft", twoTiers);
    const Run result = run({"edit", source, "--apply", file("none.jsonl", "\n"), "-o",
                            pathOf("no/such/folder/b.skydraft")});
    QCOMPARE(result.status, 4);
    QFile unchanged(source);
    QVERIFY(unchanged.open(QIODevice::ReadOnly));
    QCOMPARE(unchanged.readAll(), twoTiers);
}

void TestCli::everyTemplateIsWrittenAndReadBack()
{
    const Run list = run({"new", "--list"});
    QCOMPARE(list.status, 0);
    int count = 0;
    for (const QByteArray& line : list.out.split('\n')) {
        const QString name = QString::fromUtf8(line.left(line.indexOf(' ')));
        if (name.isEmpty())
            continue;
        ++count;
        const QString path = pathOf(name + ".skydraft");
        QCOMPARE(run({"new", "--template", name, "-o", path}).status, 0);
        // Written in the canonical form: an edit of nothing gives the same bytes.
        QCOMPARE(run({"edit", path, "--apply", file("none.jsonl", ""), "-o", path + "2"}).status,
                 0);
        QFile first(path);
        QFile second(path + "2");
        QVERIFY(first.open(QIODevice::ReadOnly) && second.open(QIODevice::ReadOnly));
        QCOMPARE(second.readAll(), first.readAll());
        // Every arrow of a template carries its packets.
        const Run check = run({"check", path, "--format", "json"});
        QVERIFY2(check.status == 0, (name.toUtf8() + ": " + check.out).constData());
        checked(check.out, "check");
    }
    QVERIFY(count >= 10);
}

void TestCli::editsAreAppliedAllOrNothing()
{
    const QString source = file("a.skydraft", twoTiers);
    const QString good = file(
        "good.jsonl", "{\"edit\":\"rename\",\"id\":\"web\",\"name\":\"웹\"}\n\n"
                      "{\"edit\":\"set\",\"id\":\"web\",\"property\":\"workers\",\"value\":4}\n");
    QCOMPARE(run({"edit", source, "--apply", good, "-o", pathOf("b.skydraft")}).status, 0);
    QFile written(pathOf("b.skydraft"));
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray text = written.readAll();
    QVERIFY(text.contains("\"name\": \"웹\"") && text.contains("\"workers\": 4"));

    const QString bad = file("bad.jsonl", "{\"edit\":\"rename\",\"id\":\"web\",\"name\":\"x\"}\n"
                                          "{\"edit\":\"remove\",\"id\":\"nobody\"}\n");
    const Run result = run({"edit", source, "--apply", bad, "-o", pathOf("c.skydraft")});
    QCOMPARE(result.status, 3);
    QVERIFY2(result.err.startsWith(bad.toUtf8() + ":2:"), result.err.constData());
    QVERIFY(!QFile::exists(pathOf("c.skydraft")));
}

void TestCli::aFixOfCheckMakesCheckPass()
{
    const QString source = file("a.skydraft", twoTiers);
    const Run before = run({"check", source, "--format", "json"});
    QCOMPARE(before.status, 1);
    const QJsonArray findings = checked(before.out, "check")["findings"].toArray();
    QVERIFY(findings.size() > 1);
    QCOMPARE(at(findings[0], "code").toString(), QString("SG018")); // the gravest first
    const auto count = [&](const char* profile) {
        const Run some = run({"check", source, "--format", "json", "--profile", profile});
        return checked(some.out, "check")["findings"].toArray().size();
    };
    QCOMPARE(count("strict"), findings.size());
    QVERIFY(count("teaching") < count("strict"));
    QCOMPARE(at(findings[0], "connection").toString(), QString("c1"));
    const QJsonObject fix = at(findings[0], "fixes/0/edit").toObject();
    const QString edits = file("fix.jsonl", QJsonDocument(fix).toJson(QJsonDocument::Compact));
    QCOMPARE(run({"edit", source, "--apply", edits, "-o", pathOf("fixed.skydraft")}).status, 0);
    const Run after = run({"check", pathOf("fixed.skydraft")});
    QVERIFY2(after.status == 0, after.out.constData());
}

void TestCli::pathSaysYesAndNo()
{
    const QString source = file("a.skydraft", twoTiers);
    const QStringList path{"path", source, "--format",   "json", "--from", "web",
                           "--to", "db",   "--protocol", "tcp",  "--port"};
    const Run no = run(path + QStringList{"3306"});
    QCOMPARE(no.status, 1);
    const QJsonObject blocked = checked(no.out, "path");
    QCOMPARE(blocked["reachable"].toBool(true), false);
    QCOMPARE(at(blocked, "blocked_by/0/component").toString(), QString("sg-db"));
    QCOMPARE(at(blocked, "blocked_by/0/code").toString(), QString("SG_HAS_NO_RULES"));
    QVERIFY(!blocked["fixes"].toArray().isEmpty());

    const QString edits =
        file("fix.jsonl",
             QJsonDocument(at(blocked, "fixes/0/edit").toObject()).toJson(QJsonDocument::Compact));
    QCOMPARE(run({"edit", source, "--apply", edits, "-o", source}).status, 0);
    const Run yes = run(path + QStringList{"3306"});
    QVERIFY2(yes.status == 0, yes.out.constData());
    QCOMPARE(checked(yes.out, "path")["reachable"].toBool(), true);
    QCOMPARE(run(path + QStringList{"22"}).status, 1);

    QCOMPARE(run({"path", source, "--from", "nobody", "--to", "db"}).status, 3);
}

void TestCli::reachListsEveryPair()
{
    QByteArray drawing = twoTiers;
    drawing.replace(R"("name": "sg-db", "parent": "vpc", "properties": {})",
                    R"("name": "sg-db", "parent": "vpc", "properties": {"ingress": [
                       {"protocol": "tcp", "from_port": 3306, "to_port": 3307, "source": "sg-web"},
                       {"protocol": "tcp", "from_port": 3308, "to_port": 3308, "source": "sg-web"},
                       {"protocol": "icmp", "source": "sg-web"}]})");
    const QString source = file("reach.skydraft", drawing);
    const Run listed = run({"reach", source});
    QCOMPARE(listed.status, 0);
    const QJsonObject reach = checked(listed.out, "reach");
    QCOMPARE(reach["pairs"].toArray().size(), 1);
    QCOMPARE(at(reach, "pairs/0/from").toString(), QString("web"));
    QCOMPARE(at(reach, "pairs/0/to").toString(), QString("db"));
    QCOMPARE(at(reach, "pairs/0/ports/0/from_port").toInt(), 3306);
    QCOMPARE(at(reach, "pairs/0/ports/0/to_port").toInt(), 3308);
    QCOMPARE(at(reach, "pairs/0/ports/1/protocol").toString(), QString("icmp"));
    const Run table = run({"reach", source, "--format", "csv"});
    QCOMPARE(table.status, 0);
    QCOMPARE(table.out, QByteArray("from,to,protocol,from_port,to_port,verdict\n"
                                   "web,db,tcp,3306,3308,reachable\n"
                                   "web,db,icmp,,,reachable\n"));
    QCOMPARE(run({"reach", file("broken.skydraft", drawing.left(80))}).status, 3);
}

void TestCli::simulateGivesTheTextbooksQueue()
{
    const Run result = run({"simulate", file("queue.skydraft", queue), "--format", "json"});
    QVERIFY2(result.status == 0, result.err.constData());
    const QJsonObject json = checked(result.out, "simulate");
    // M/M/1, λ = 0.8, μ = 1: W = 1/(μ-λ) = 5 s, ρ = 0.8, Lq = ρ²/(1-ρ) = 3.2. 320,000 requests: the
    // asymptotic variance of Wq is 1976, 4σ = 4·sqrt(1976/320000) = 0.31 s.
    QVERIFY(qAbs(at(json, "latency_ms/mean").toDouble() - 5000) < 310);
    const QJsonValue server = at(json, "nodes/server");
    QVERIFY(qAbs(at(server, "utilization").toDouble() - 0.8) < 0.02);
    QVERIFY(qAbs(at(server, "mean_in_queue").toDouble() - 3.2) < 0.31 * 0.8);
    const QJsonValue requests = json.value("requests");
    QVERIFY(at(requests, "offered").toInt() > 300'000);
    QCOMPARE(at(requests, "failed").toInt(), 0);
}

void TestCli::simulateIsTheSameForAnyNumberOfJobs()
{
    const QString path = file("queue.skydraft", queue);
    QJsonObject first;
    for (const char* jobs : {"1", "2", "4"}) {
        const Run result = run({"simulate", path, "--format", "json", "--duration", "2000",
                                "--replications", "6", "--jobs", jobs});
        QCOMPARE(result.status, 0);
        QJsonObject json = QJsonDocument::fromJson(result.out).object();
        json.remove("wall_s");
        json.remove("events_per_s");
        if (first.isEmpty())
            first = json;
        QCOMPARE(json, first);
        QCOMPARE(at(json, "confidence/replications").toInt(), 6);
    }
}

void TestCli::simulateAddsReplicationsUntilItIsSure()
{
    const QString path = file("queue.skydraft", queue);
    const QStringList command{
        "simulate", path,   "--format", "json", "--duration",         "4000", "--jobs", "2",
        "--warmup", "auto", "--watch",  "p95",  "--until-half-width", "8%"};
    const Run sure = run(command);
    QVERIFY2(sure.status == 0, sure.err.constData());
    const QJsonObject json = checked(sure.out, "simulate");
    const QJsonValue confidence = json.value("confidence");
    QVERIFY(at(confidence, "target_reached").toBool());
    QVERIFY(at(confidence, "replications").toInt() >= 10);
    QCOMPARE(at(confidence, "warmup/method").toString(), "mser-5");
    const QJsonValue p95 = at(confidence, "latency_ms/p95");
    QVERIFY(at(p95, "high").toDouble() - at(p95, "mean").toDouble()
            <= 0.08 * at(p95, "mean").toDouble());
    // A goal that was missed is a no, after the result.
    const Run unsure = run(command + QStringList{"--max-replications", "2"});
    QCOMPARE(unsure.status, 1);
    QCOMPARE(at(checked(unsure.out, "simulate"), "confidence/replications").toInt(), 2);
    QVERIFY2(unsure.err.contains("was not reached in 2 replications"), unsure.err.constData());
    const Run text = run({"simulate", path, "--duration", "2000", "--replications", "3"});
    QVERIFY(text.out.contains("95 % intervals over 3 replications"));
    QVERIFY(text.err.isEmpty()); // no progress where there is no terminal
}

void TestCli::simulateAsAFluid()
{
    const QString path = file("queue.skydraft", queue);
    const Run result =
        run({"simulate", path, "--engine", "flow", "--duration", "20000", "--format", "json"});
    QVERIFY2(result.status == 0, result.err.constData());
    const QJsonObject json = checked(result.out, "simulate");
    QCOMPARE(json.value("engine").toString(), QStringLiteral("flow"));
    QVERIFY(json.value("error_bound").toDouble() > 0);
    // M/M/1, λ = 0.8, μ = 1: Lq = 3.2; exact, but for the empty queue at the start.
    QVERIFY(qAbs(at(json, "nodes/server/mean_in_queue").toDouble() - 3.2) < 0.05);
    // Few requests: every one of them is played.
    const Run chosen =
        run({"simulate", path, "--engine", "auto", "--duration", "2000", "--format", "json"});
    const QJsonObject events = checked(chosen.out, "simulate");
    QCOMPARE(events.value("engine").toString(), QStringLiteral("event"));
    QVERIFY(!events.contains("error_bound"));
    QCOMPARE(run({"simulate", path, "--engine", "steam"}).status, 2);
}

void TestCli::simulateBesideTheory()
{
    const QString path = file("queue.skydraft", queue);
    const Run result =
        run({"simulate", path, "--duration", "20000", "--theory", "--format", "json"});
    QVERIFY2(result.status == 0, result.err.constData());
    const QJsonObject json = checked(result.out, "simulate");
    // M/M/1, λ = 0.8, μ = 1: Wq = 4 s, W = 5 s, p99 = 23.025851 s.
    const QJsonValue server = at(json, "theory/nodes/server");
    QCOMPARE(at(server, "formula").toString(), QStringLiteral("erlang_c"));
    QVERIFY(qAbs(at(server, "mean_wait_ms/expected").toDouble() - 4000) < 1e-6);
    QCOMPARE(at(server, "mean_wait_ms/measured"), at(json, "nodes/server/mean_wait_ms"));
    QVERIFY(qAbs(at(json, "theory/latency_ms/mean/expected").toDouble() - 5000) < 1e-6);
    QVERIFY(qAbs(at(json, "theory/latency_ms/p99/expected").toDouble() - 23025.851) < 0.01);
    QCOMPARE(at(json, "theory/bottleneck").toString(), QStringLiteral("server"));
    const Run text = run({"simulate", path, "--duration", "2000", "--theory"});
    QVERIFY2(text.out.contains("server: erlang_c"), text.out.constData());
}

void TestCli::seriesHasALineForEachSecond()
{
    const QString path = file("queue.skydraft", queue);
    QCOMPARE(run({"simulate", path, "--duration", "1500", "--series", pathOf("series.csv")}).status,
             0);
    QFile csv(pathOf("series.csv"));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = csv.readAll().split('\n');
    QVERIFY(lines[0].startsWith("at_s,offered,succeeded,failed,"));
    QCOMPARE(lines.size(),
             1 + 1500 + 1); // the header, a line for each second, nothing behind the last newline
    QCOMPARE(run({"simulate", path, "--duration", "1500", "--replications", "3", "--series",
                  pathOf("bands.csv")})
                 .status,
             0);
    QFile bands(pathOf("bands.csv"));
    QVERIFY(bands.open(QIODevice::ReadOnly));
    const QList<QByteArray> columns = bands.readLine().trimmed().split(',');
    QCOMPARE(columns.size(), 8 + 2 * 7); // and two ends of an interval for each value
    QCOMPARE(columns.mid(0, 9), lines[0].trimmed().split(',') << "offered_low");
}

void TestCli::sweepIsATable()
{
    const QStringList command{"sweep",      file("queue.skydraft", queue),
                              "--duration", "3000",
                              "--vary",     "server.workers=1,2",
                              "--vary",     "load/users/rate_per_s=0.4,0.8",
                              "--jobs",     "2"};
    const Run json = run(command + QStringList{"--format", "json"});
    QVERIFY2(json.status == 0, json.err.constData());
    const QJsonObject sweep = checked(json.out, "sweep");
    QCOMPARE(at(sweep, "runs").toArray().size(), 4);
    QCOMPARE(at(sweep, "runs/1/values/1").toString(), "0.8");
    // M/M/1: ρ = λ / (2 μ) with two workers, 0.8 / 2 = 0.4.
    QVERIFY(qAbs(at(sweep, "runs/3/nodes/server/utilization").toDouble() - 0.4) < 0.02);
    const Run csv = run(command + QStringList{"--format", "csv"});
    QCOMPARE(csv.out.count("\r\n"), 5);
    const Run text = run(command);
    QVERIFY(text.out.startsWith("server.workers  load/users/rate_per_s  mean ms"));
    const Run bad = run({"sweep", pathOf("queue.skydraft"), "--vary", "server.workers=1,none"});
    QCOMPARE(bad.status, 3);
    QVERIFY2(bad.err.contains("--vary: Workers: a number is wanted, this is a text (/0/values/1)"),
             bad.err.constData());
}

void TestCli::aSweepInPartsGivesTheBytesOfOneRun()
{
    const QStringList command{"sweep",          file("queue.skydraft", queue),
                              "--duration",     "2000",
                              "--vary",         "server.workers=1,2,3",
                              "--vary",         "server.service_time_ms=500,750",
                              "--replications", "2"};
    QStringList parts;
    for (const QString part : {"3", "1", "2"}) {
        parts.append(pathOf("part" + part));
        const Run done = run(command + QStringList{"--shard", part + "/3", "-o", parts.last()});
        QVERIFY2(done.status == 0, done.err.constData());
    }
    for (const QString format : {"text", "json", "csv"}) {
        const Run whole = run(command + QStringList{"--format", format});
        const Run joined = run(QStringList{"sweep", "--format", format, "--merge"} + parts);
        QVERIFY(whole.status == 0 && !whole.out.isEmpty());
        QCOMPARE(joined.out, whole.out);
        // The drawing may be said again; then the parts must be of it.
        QCOMPARE(run(command + QStringList{"--format", format, "--merge"} + parts).out, whole.out);
    }
    const Run other = run(command + QStringList{"--seed", "9", "--merge"} + parts);
    QCOMPARE(other.status, 3);
    QVERIFY2(other.err.contains("belongs to another sweep"), other.err.constData());
    QCOMPARE(run(QStringList{"sweep", "--merge"} + parts.mid(1)).status, 3);
}

void TestCli::compareSaysWhichIsBetter()
{
    const QString slow = file("slow.skydraft", queue);
    const QString fast =
        file("fast.skydraft", QByteArray(queue).replace("1000, \"workers\"", "900, \"workers\""));
    const Run json =
        run({"compare", slow, fast, "--duration", "5000", "--jobs", "2", "--format", "json"});
    QVERIFY2(json.status == 0, json.err.constData());
    const QJsonObject comparison = checked(json.out, "compare");
    QCOMPARE(comparison.value("better").toString(), "b");
    QVERIFY(at(comparison, "differences/0/significant").toBool());
    QVERIFY(at(comparison, "differences/0/difference/high").toDouble() < 0);
    const Run text = run({"compare", fast, slow, "--duration", "5000"});
    QVERIFY2(text.out.startsWith(fast.toUtf8() + " is better than " + slow.toUtf8()),
             text.out.constData());
    // The same drawing under two scenarios; the second one is a file.
    const QString busy = file("busy.json", R"({"id": "busy", "duration_s": 5000,
        "load": [{"client": "users", "rate_per_s": 0.9}]})");
    const Run loads = run({"compare", slow, "--scenario", "s", "--scenario-b", busy, "--duration",
                           "5000", "--format", "json"});
    QCOMPARE(checked(loads.out, "compare").value("verdict").toString(), "s is better than busy.");
    QCOMPARE(run({"compare", slow, "--scenario-b", "none"}).status, 3);
}

void TestCli::picturesAreExported_data()
{
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QString>("language");
    QTest::newRow("light, English") << "light"
                                    << "en";
    QTest::newRow("dark, Korean") << "dark"
                                  << "ko";
}

void TestCli::picturesAreExported()
{
    QFETCH(QString, theme);
    QFETCH(QString, language);
    const QString source = file("a.skydraft", twoTiers);
    const QStringList options{"--theme", theme, "--language", language, "-o"};
    QCOMPARE(
        run(QStringList{"export", source, "--to", "png"} + options + QStringList{pathOf("a.png")})
            .status,
        0);
    const QImage image(pathOf("a.png"));
    QVERIFY(!image.isNull() && image.width() > 200);
    QCOMPARE(image.pixelColor(1, 1).lightness() < 128, theme == "dark");

    QCOMPARE(
        run(QStringList{"export", source, "--to", "svg"} + options + QStringList{pathOf("a.svg")})
            .status,
        0);
    QFile svg(pathOf("a.svg"));
    QVERIFY(svg.open(QIODevice::ReadOnly));
    const QByteArray text = svg.readAll();
    QVERIFY(text.contains(language == "ko" ? "<title>EC2 인스턴스 web</title>"
                                           : "<title>EC2 instance web</title>"));
    QVERIFY(text.contains("id=\"c-c1\""));
}

void TestCli::catalogueListsEveryType()
{
    const Run result = run({"catalogue", "--format", "json"});
    QCOMPARE(result.status, 0);
    const QJsonArray types = checked(result.out, "catalogue-list").value("types").toArray();
    const QDir folder(QStringLiteral(SKYDRAFT_SOURCE_DIR "/resources/catalogue"));
    QCOMPARE(types.size(), folder.entryList({"*.json"}, QDir::Files).size());
}

void TestCli::findingsGoToBuildServersAndCodeHosts()
{
    const QString source = file("a.skydraft", twoTiers);
    const Run asSarif = run({"check", source, "--format", "sarif"});
    QCOMPARE(asSarif.status, 1);
    const QJsonObject sarif = QJsonDocument::fromJson(asSarif.out).object();
    QCOMPARE(sarif["version"].toString(), QString("2.1.0"));
    const QJsonArray results = at(sarif, "runs/0/results").toArray();
    QCOMPARE(at(results[0], "ruleId").toString(), QString("SG018"));
    QCOMPARE(at(results[0], "level").toString(), QString("error"));
    QVERIFY(!at(results[0], "locations/0/logicalLocations/0/name").toString().isEmpty());
    QSet<QString> rules; // every result names a rule of the run
    for (const QJsonValue& rule : at(sarif, "runs/0/tool/driver/rules").toArray())
        rules.insert(at(rule, "id").toString());
    for (const QJsonValue& result : results)
        QVERIFY(rules.contains(at(result, "ruleId").toString()));

    const Run asJunit = run({"check", source, "--format", "junit", "--fail-on", "error"});
    QXmlStreamReader junit(asJunit.out);
    qsizetype tests = 0;
    int failures = 0;
    while (!junit.atEnd()) {
        if (junit.readNext() != QXmlStreamReader::StartElement)
            continue;
        tests += junit.name() == u"testcase" ? 1 : 0;
        failures += junit.name() == u"failure" ? 1 : 0;
    }
    QVERIFY2(!junit.hasError(), qPrintable(junit.errorString()));
    QCOMPARE(tests, rules.size());
    QCOMPARE(failures, 1); // SG018; the rest are warnings and notes
}

void TestCli::anAccountIsImported()
{
    QVERIFY(QDir(m_folder.path()).mkpath("account/eu-west-1"));
    file("account/eu-west-1/Vpcs.json",
         R"({"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]})");
    file("account/eu-west-1/Subnets.json", R"({"Subnets": [)");
    const QStringList words{"import", pathOf("account"), "--from", "aws-describe", "-o"};
    const Run done = run(words + QStringList{pathOf("account.skydraft")});
    QCOMPARE(done.status, 0);
    QVERIFY2(done.err.contains("Subnets.json:1:"), done.err); // broken, and the rest is there
    const Run checked =
        run({"edit", pathOf("account.skydraft"), "--apply", "/dev/null", "-o", "-"});
    QVERIFY2(checked.out.contains("vpc-1") && checked.out.contains("eu-west-1"), checked.out);

    file("nothing.json", "{}");
    QCOMPARE(run({"import", pathOf("nothing.json"), "-o", pathOf("n.skydraft")}).status, 3);
    QVERIFY(!QFile::exists(pathOf("n.skydraft")));
    QCOMPARE(run({"import", pathOf("absent"), "-o", pathOf("n.skydraft")}).status, 4);
}

void TestCli::dashIsStandardInputAndOutput()
{
    const Run result = run({"edit", "-", "--apply", file("none.jsonl", ""), "-o", "-"}, twoTiers);
    QCOMPARE(result.status, 0);
    QVERIFY(result.out.startsWith("{\n  \"format\": \"skydraft\",\n  \"version\": 1,\n"));
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
