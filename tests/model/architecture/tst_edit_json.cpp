// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/architecture/edit_json.h"
#include "tests/support/drawing.h"

using namespace skydraft;

class TestEditJson : public QObject
{
    Q_OBJECT

private slots:
    void everyFormIsReadAsItWasWritten_data();
    void everyFormIsReadAsItWasWritten();
    void refusesBadForms_data();
    void refusesBadForms();
    void linesAreReadOneByOne();
    void aBadLineIsNamed();
};

void TestEditJson::everyFormIsReadAsItWasWritten_data()
{
    QTest::addColumn<QByteArray>("json");
    for (
        const char* json : {
            R"({"edit":"add","resource":{"id":"a","type":"ec2.instance","name":"웹","parent":"p","properties":{"workers":2},"placement":{"x":1,"y":2.5,"width":64,"height":64},"color":"red"}})",
            R"({"edit":"remove","id":"a"})",
            R"({"edit":"set","id":"a","property":"workers","value":3})",
            R"({"edit":"set","id":"a","property":"queue_limit","value":null})",
            R"({"edit":"set","id":"a","property":"workers"})",
            R"({"edit":"rename","id":"a","name":"b"})",
            R"({"edit":"move","id":"a","parent":"p","placement":{"x":0,"y":0,"width":64,"height":64}})",
            R"({"edit":"move","id":"a"})",
            R"({"edit":"connect","connection":{"id":"c","from":"a","to":"b","kind":"replication","properties":{"lag_ms":5}}})",
            R"({"edit":"disconnect","id":"c"})",
            R"({"edit":"set-connection","id":"c","property":"port","value":443})",
            R"({"edit":"scenario","id":"s"})",
            R"({"edit":"scenario","id":"s","scenario":{"id":"s","name":"n","seed":7,"duration_s":60,"warmup_s":5,"load":[{"client":"u","shape":"constant","arrivals":"poisson","rate_per_s":10},{"client":"v","shape":"constant","arrivals":"poisson","users":3,"think_time_s":0.5}],"faults":[{"at_s":1,"kind":"az.down","target":"z","duration_s":2,"note":"x"}]}})",
            R"({"edit":"suppression","code":"SG001"})",
            R"({"edit":"suppression","code":"SG001","resource":"a"})",
            R"({"edit":"suppression","code":"SG001","resource":"a","suppression":{"code":"SG001","resource":"a","reason":"배스천","by":"kim"}})",
            R"({"edit":"intent","id":"i"})",
            R"({"edit":"intent","id":"i","intent":{"id":"i","name":"n","kind":"through","from":"internet","to":"tag:tier=web","protocol":"tcp","port":443,"through":"type:elb.application","owner":"net"}})",
            R"({"edit":"title","title":"t"})",
            R"({"edit":"batch","edits":[{"edit":"remove","id":"a"},{"edit":"batch","edits":[]}]})",
        })
        QTest::newRow(QByteArray(json).left(60).constData()) << QByteArray(json);
}

void TestEditJson::everyFormIsReadAsItWasWritten()
{
    QFETCH(QByteArray, json);
    const auto parsed = parseJson(json.toStdString());
    QVERIFY(parsed.has_value());
    const auto edit = editFrom(*parsed);
    QVERIFY2(edit.has_value(), edit ? "" : describe(edit.error()).c_str());
    QCOMPARE(QByteArray::fromStdString(toJson(*edit).dump()), json);
}

void TestEditJson::refusesBadForms_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("pointer");
    const auto row = [](const char* sentence, const char* json, const char* pointer) {
        QTest::newRow(sentence) << QByteArray(json) << QByteArray(pointer);
    };
    row("a list is no edit", "[]", "");
    row("an edit of no known form", R"({"edit":"explode"})", "/edit");
    row("without an id", R"({"edit":"remove"})", "");
    row("a number for an id", R"({"edit":"remove","id":7})", "/id");
    row("a resource without a type", R"({"edit":"add","resource":{"id":"a"}})", "/resource");
    row("an unknown kind of connection",
        R"({"edit":"connect","connection":{"id":"c","from":"a","to":"b","kind":"magic"}})",
        "/connection/kind");
    row("the second of a batch",
        R"({"edit":"batch","edits":[{"edit":"remove","id":"a"},{"edit":"move"}]})", "/edits/1");
    row("a suppression without a reason",
        R"({"edit":"suppression","code":"SG001","suppression":{"code":"SG001"}})", "/suppression");
    row("an unknown kind of intent",
        R"({"edit":"intent","id":"i","intent":{"id":"i","kind":"maybe","from":"a","to":"b"}})",
        "/intent/kind");
    row("a placement without x", R"({"edit":"move","id":"a","placement":{"y":1}})", "/placement");
}

void TestEditJson::refusesBadForms()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, pointer);
    const auto edit = editFrom(Json::parse(json.toStdString()));
    QVERIFY(!edit.has_value());
    QCOMPARE(QByteArray::fromStdString(edit.error().location.pointer), pointer);
}

void TestEditJson::linesAreReadOneByOne()
{
    const auto edits = editsFromLines(
        "{\"edit\":\"remove\",\"id\":\"a\"}\n\n  \r\n{\"edit\":\"title\",\"title\":\"t\"}", "f");
    QVERIFY(edits.has_value());
    QCOMPARE(edits->size(), std::size_t{2});
    QVERIFY(edits->at(0).edit == Edit{RemoveResource{ResourceId("a")}});
    QVERIFY(edits->at(1).edit == Edit{SetTitle{"t"}});
    QCOMPARE(edits->at(1).line, 4);
}

void TestEditJson::aBadLineIsNamed()
{
    const auto edits = editsFromLines(
        "{\"edit\":\"remove\",\"id\":\"a\"}\n\n{\"edit\":\"title\",\"title\":5}\n", "e.jsonl");
    QVERIFY(!edits.has_value());
    QCOMPARE(edits.error().location.source, std::string("e.jsonl"));
    QCOMPARE(edits.error().location.line, 3);
    QCOMPARE(edits.error().location.column, 25);
}

QTEST_APPLESS_MAIN(TestEditJson)
#include "tst_edit_json.moc"
