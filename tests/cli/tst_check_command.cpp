// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII // a test says its texts plainly
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

/// `skydraft-cli check` on promises.skydraft: one suppressed finding (SG001 of sg-web), a promise
/// that is kept, one that is broken and one about nothing.
class TestCheckCommand : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void suppressedFindingsAreLeftOut();
    void suppressedFindingsAreShownOnDemand();
    void everyIntentIsAnswered();
    void aBrokenIntentIsAnErrorAndAnUndecidedOneAWarning_data();
    void aBrokenIntentIsAnErrorAndAnUndecidedOneAWarning();
    void sarifHasIntentsSuppressionsAndLines();
    void junitHasACaseForEachIntent();
    void textSaysWhatJsonSays();
    void aBaselineHidesWhatWasThere();
    void aBaselineIsOneSortedLineForEachFinding();
    void aSecondFindingOfTheSameKindIsNew();
    void whatIsFoundNoLongerIsNoted();
    void aBadBaselineIsRefusedWithItsPlace_data();
    void aBadBaselineIsRefusedWithItsPlace();

private:
    struct Run
    {
        int status = -1;
        QByteArray out;
        QByteArray err;
    };
    Run check(const QStringList& options, const QString& file = {});
    /// The JSON of a run, which follows resources/schemas/check.schema.json.
    QJsonObject checkedJson(const QStringList& options, const QString& file = {});
    bool follows(const QByteArray& json, const QString& schema);
    QString changed(const QByteArray& from, const QByteArray& to);
    QString write(const QString& name, const QByteArray& content);

    QTemporaryDir m_folder;
    QString m_drawing = QStringLiteral(SKYDRAFT_SOURCE_DIR "/tests/cli/promises.skydraft");
};

namespace {

QJsonObject withId(const QJsonArray& list, const char* member, const char* value)
{
    for (const QJsonValue& item : list)
        if (item.toObject().value(member).toString() == value)
            return item.toObject();
    return {};
}

QStringList codes(const QJsonObject& json)
{
    QStringList found;
    for (const QJsonValue& finding : json["findings"].toArray())
        found.append(finding["code"].toString());
    return found;
}

} // namespace

void TestCheckCommand::initTestCase()
{
    QVERIFY(m_folder.isValid());
    QVERIFY(QFile::exists(m_drawing));
}

TestCheckCommand::Run TestCheckCommand::check(const QStringList& options, const QString& file)
{
    QProcess process;
    process.start(QStringLiteral(SKYDRAFT_CLI),
                  QStringList{"check", file.isEmpty() ? m_drawing : file} + options);
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

bool TestCheckCommand::follows(const QByteArray& json, const QString& schema)
{
    QProcess process;
    process.start(
        QStringLiteral(SKYDRAFT_PYTHON),
        {QStringLiteral(SKYDRAFT_SOURCE_DIR "/tests/support/check_schemas.py"), "file",
         QStringLiteral(SKYDRAFT_SOURCE_DIR "/resources/schemas/") + schema + ".schema.json",
         write("output.json", json)});
    process.waitForFinished();
    if (process.exitCode() != 0)
        qWarning("%s",
                 (process.readAllStandardOutput() + process.readAllStandardError()).constData());
    return process.exitCode() == 0;
}

QJsonObject TestCheckCommand::checkedJson(const QStringList& options, const QString& file)
{
    const QByteArray out = check(QStringList{"--format", "json"} + options, file).out;
    return follows(out, "check") ? QJsonDocument::fromJson(out).object() : QJsonObject();
}

QString TestCheckCommand::write(const QString& name, const QByteArray& content)
{
    QFile out(m_folder.filePath(name));
    if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
        return {};
    return out.fileName();
}

/// The drawing with one text replaced.
QString TestCheckCommand::changed(const QByteArray& from, const QByteArray& to)
{
    QFile source(m_drawing);
    if (!source.open(QIODevice::ReadOnly))
        return {};
    QByteArray text = source.readAll();
    if (text.count(from) != 1)
        return {};
    return write("changed.skydraft", text.replace(from, to));
}

void TestCheckCommand::suppressedFindingsAreLeftOut()
{
    QVERIFY(!codes(checkedJson({})).contains("SG001"));
    const QString again = changed("\"code\": \"SG001\"", "\"code\": \"SG002\"");
    QVERIFY(codes(checkedJson({}, again)).contains("SG001"));
}

void TestCheckCommand::suppressedFindingsAreShownOnDemand()
{
    const QJsonObject json = checkedJson({"--show-suppressed"});
    const QJsonObject finding = withId(json["findings"].toArray(), "code", "SG001");
    QCOMPARE(finding["suppression"].toString(), QString("Lab without data"));
    QCOMPARE(finding["resource"].toString(), QString("sg-web"));
    QCOMPARE(finding["aws_logical_id"].toString(), QString("WebGroup"));
    QVERIFY(finding["equivalents"].toArray().contains("CKV_AWS_24"));
    QVERIFY(!finding["fixes"].toArray().isEmpty());
    const QByteArray text = check({"--show-suppressed"}).out;
    QVERIFY2(text.contains("suppressed SG001 sg-web: "), text);
    QVERIFY2(text.contains("    reason: Lab without data\n"), text);
}

void TestCheckCommand::everyIntentIsAnswered()
{
    const QJsonArray intents = checkedJson({})["intents"].toArray();
    QCOMPARE(intents.size(), 3);
    const QJsonObject kept = withId(intents, "id", "data-is-private");
    QCOMPARE(kept["status"].toString(), QString("passed"));
    QVERIFY(kept["passed"].toBool());
    QVERIFY(!kept.contains("reason"));
    const QJsonObject broken = withId(intents, "id", "no-way");
    QCOMPARE(broken["status"].toString(), QString("failed"));
    QVERIFY(!broken["passed"].toBool());
    QCOMPARE(broken["reason"].toString(), QString("packets pass: tcp 3306 from web to db"));
    const QByteArray trace = QJsonDocument(broken["trace"].toObject()).toJson();
    QVERIFY(follows(trace, "path"));
    QCOMPARE(broken["trace"].toObject()["to"].toString(), QString("db"));
    const QJsonObject empty = withId(intents, "id", "edge");
    QCOMPARE(empty["status"].toString(), QString("undecided"));
    QVERIFY(!empty["passed"].toBool());
    QVERIFY(codes(checkedJson({})).contains("IN001"));
}

void TestCheckCommand::aBrokenIntentIsAnErrorAndAnUndecidedOneAWarning_data()
{
    QTest::addColumn<QByteArray>("intents");
    QTest::addColumn<QString>("failOn");
    QTest::addColumn<int>("status");
    const QByteArray kept = R"("reaches", "from": "a", "to": "db")";
    const QByteArray broken = R"("never", "from": "a", "to": "db")";
    const QByteArray unknown = R"("never", "from": "10.0.0.9", "to": "db")";
    QTest::newRow("a kept one") << kept << "note" << 0;
    QTest::newRow("a broken one") << broken << "error" << 1;
    QTest::newRow("one that cannot be judged") << unknown << "warning" << 1;
    QTest::newRow("one that cannot be judged is no error") << unknown << "error" << 0;
}

void TestCheckCommand::aBrokenIntentIsAnErrorAndAnUndecidedOneAWarning()
{
    QFETCH(QByteArray, intents);
    QFETCH(QString, failOn);
    QFETCH(int, status);
    // Nothing to find here but the intent: two hosts without a network around them.
    const QByteArray drawing =
        R"({"format": "skydraft", "version": 1, "resources": [
 {"id": "a", "type": "onpremises.host"}, {"id": "db", "type": "onpremises.host"}],
 "intents": [{"id": "i", "kind": )"
        + intents + "}]}";
    const Run result = check({"--fail-on", failOn}, write("i.skydraft", drawing));
    QVERIFY2(result.status == status, result.out + result.err);
}

void TestCheckCommand::sarifHasIntentsSuppressionsAndLines()
{
    const Run run = check({"--format", "sarif"});
    QCOMPARE(run.status, 1);
    const QJsonObject sarif = QJsonDocument::fromJson(run.out).object()["runs"][0].toObject();
    const QJsonArray results = sarif["results"].toArray();
    const QJsonObject open = withId(results, "ruleId", "SG001");
    QCOMPARE(open["suppressions"][0]["justification"].toString(), QString("Lab without data"));
    QCOMPARE(open["locations"][0]["physicalLocation"]["region"]["startLine"].toInt(), 8);
    QCOMPARE(open["locations"][0]["logicalLocations"][0]["fullyQualifiedName"].toString(),
             QString("WebGroup"));
    const QJsonObject broken = withId(results, "ruleId", "intent/no-way");
    QCOMPARE(broken["level"].toString(), QString("error"));
    QCOMPARE(broken["kind"].toString(), QString("fail"));
    QCOMPARE(broken["locations"][0]["physicalLocation"]["region"]["startLine"].toInt(), 16);
    const QJsonObject undecided = withId(results, "ruleId", "intent/edge");
    QCOMPARE(undecided["level"].toString(), QString("none"));
    QCOMPARE(undecided["kind"].toString(), QString("open"));
    QVERIFY(withId(results, "ruleId", "intent/data-is-private").isEmpty());
    QSet<QString> rules;
    for (const QJsonValue& rule : sarif["tool"]["driver"]["rules"].toArray())
        rules.insert(rule["id"].toString());
    for (const QJsonValue& result : results)
        QVERIFY2(rules.contains(result["ruleId"].toString()),
                 qPrintable(result["ruleId"].toString()));
}

void TestCheckCommand::junitHasACaseForEachIntent()
{
    QXmlStreamReader xml(check({"--format", "junit"}).out);
    QMap<QString, QString> outcomes; // of each intent: the element inside of its case
    QString intent;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"testcase") {
            const bool isIntent = xml.attributes().value("classname") == u"skydraft.intent";
            intent = isIntent ? xml.attributes().value("name").toString() : QString();
            if (isIntent)
                outcomes[intent] = "passed";
        } else if (!intent.isEmpty()) {
            outcomes[intent] = xml.name().toString();
        }
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(outcomes,
             (QMap<QString, QString>{
                 {"data-is-private", "passed"}, {"edge", "skipped"}, {"no-way", "failure"}}));
}

void TestCheckCommand::textSaysWhatJsonSays()
{
    const QByteArray text = check({}).out;
    QVERIFY2(text.contains("intent passed data-is-private (Nobody outside reads the data)\n"),
             text);
    QVERIFY2(text.contains("intent failed no-way (The server never asks the data): packets pass: "
                           "tcp 3306 from web to db\n"),
             text);
    QVERIFY2(text.contains("intent undecided edge: \"tag:tier=edge\" names nothing in the drawing"),
             text);
}

void TestCheckCommand::aBaselineHidesWhatWasThere()
{
    const QString drawing = changed("\"kind\": \"never\", \"from\": \"web\"",
                                    "\"kind\": \"reaches\", \"from\": \"web\"");
    QVERIFY(!drawing.isEmpty());
    const QString baseline = m_folder.filePath("baseline.json");
    const Run written = check({"--write-baseline", baseline}, drawing);
    QVERIFY2(written.status == 0, written.out + written.err);
    QCOMPARE(checkedJson({"--baseline", baseline}, drawing)["findings"].toArray().size(), 0);
    // The same rule about another resource is new.
    const QString worse = changed("\"source\": \"sg-web\"", "\"source\": \"0.0.0.0/0\"");
    const QStringList found = codes(checkedJson({"--baseline", baseline}, worse));
    QVERIFY2(found.contains("SG004"), qPrintable(found.join(' ')));
    // A broken promise is never part of it.
    QCOMPARE(check({"--baseline", baseline}).status, 1);
    QCOMPARE(check({"--baseline", baseline, "--write-baseline", baseline}).status, 2);
}

void TestCheckCommand::aBaselineIsOneSortedLineForEachFinding()
{
    const QString path = m_folder.filePath("lines.json");
    check({"--write-baseline", path});
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(follows(text, "baseline"));
    QByteArrayList lines = text.trimmed().split('\n');
    QCOMPARE(lines.takeFirst(),
             QByteArray(R"({"format": "skydraft-baseline", "version": 1, "findings": [)"));
    QCOMPARE(lines.takeLast(), QByteArray("]}"));
    QVERIFY(lines.size() > 3);
    QCOMPARE(lines.size(), QJsonDocument::fromJson(text).object()["findings"].toArray().size());
    for (QByteArray& line : lines)
        line = line.endsWith(',') ? line.chopped(1) : line;
    QByteArrayList sorted = lines;
    std::sort(sorted.begin(), sorted.end());
    QCOMPARE(lines, sorted);
    QVERIFY(!text.contains("SG001")); // suppressed, with a better reason than "it was there"
}

void TestCheckCommand::aSecondFindingOfTheSameKindIsNew()
{
    const QString baseline = m_folder.filePath("once.json");
    check({"--write-baseline", baseline}); // one end of one intent names nothing
    const QString twice = changed(R"("from": "internet", "to": "tag:tier=edge")",
                                  R"("from": "tag:tier=web", "to": "tag:tier=edge")");
    QVERIFY(!twice.isEmpty());
    QCOMPARE(codes(checkedJson({}, twice)).count("IN001"), 2);
    QCOMPARE(codes(checkedJson({"--baseline", baseline}, twice)), QStringList{"IN001"});
}

void TestCheckCommand::whatIsFoundNoLongerIsNoted()
{
    const QString baseline =
        write("old.json", R"({"format": "skydraft-baseline", "version": 1, "findings": [
{"code": "EC006", "resource": "eip-1"},
{"code": "SG004", "resource": "sg-db", "count": 2}]})");
    const Run run = check({"--baseline", baseline, "--format", "json"});
    QVERIFY2(run.err.contains("old.json: note: EC006 eip-1 is found no longer\n"), run.err);
    QVERIFY(follows(run.out, "check"));
    QCOMPARE(QJsonDocument::fromJson(run.out).object()["expired"].toArray(),
             (QJsonArray{"EC006 eip-1", "SG004 sg-db"}));
    // A profile that does not ask for a rule says nothing about its entries.
    const Run teaching = check({"--baseline", baseline, "--profile", "teaching"});
    QVERIFY2(!teaching.err.contains("EC006"), teaching.err);
}

void TestCheckCommand::aBadBaselineIsRefusedWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("place");
    QTest::newRow("something else") << QByteArray("{\"format\": \"skydraft\", \"version\": 1}")
                                    << QByteArray("bad.json:1:12: ");
    QTest::newRow("a later version")
        << QByteArray("{\"format\": \"skydraft-baseline\",\n\"version\": 2}")
        << QByteArray("bad.json:2:12: ");
    QTest::newRow("an entry without a code")
        << QByteArray("{\"format\": \"skydraft-baseline\", \"version\": 1, \"findings\": [\n{}]}")
        << QByteArray("bad.json:2:1: ");
    QTest::newRow("no JSON") << QByteArray("-") << QByteArray("bad.json:1:");
}

void TestCheckCommand::aBadBaselineIsRefusedWithItsPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, place);
    const Run run = check({"--baseline", write("bad.json", text)});
    QCOMPARE(run.status, 3);
    QVERIFY2(run.err.contains(place), run.err);
    QVERIFY(run.out.isEmpty());
    QCOMPARE(check({"--baseline", m_folder.filePath("absent.json")}).status, 4);
}

QTEST_GUILESS_MAIN(TestCheckCommand)
#include "tst_check_command.moc"
