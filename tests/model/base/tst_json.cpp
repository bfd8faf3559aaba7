// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/base/json.h"
#include "model/base/json_locate.h"

using namespace skydraft;

class TestJson : public QObject
{
    Q_OBJECT

private slots:
    void refusesBadTextWithItsPlace_data();
    void refusesBadTextWithItsPlace();
    void readsWhatItWrites();
    void tenMegabytesOfBracketsEndQuickly();
    void findsThePlaceOfAPointer_data();
    void findsThePlaceOfAPointer();
};

void TestJson::refusesBadTextWithItsPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("an empty text") << QByteArray("") << ErrorCode::Syntax << 1 << 1;
    QTest::newRow("a truncated object")
        << QByteArray("{\n  \"a\": 1") << ErrorCode::Syntax << 2 << 9;
    QTest::newRow("NaN is no JSON") << QByteArray("{\"a\": NaN}") << ErrorCode::Syntax << 1 << 7;
    QTest::newRow("a number that no double holds")
        << QByteArray("{\"a\": 1e999}") << ErrorCode::Syntax << 1 << 11;
    QTest::newRow("a trailing comma") << QByteArray("[1,\n 2,\n]") << ErrorCode::Syntax << 3 << 1;
    QTest::newRow("text behind the end") << QByteArray("{} x") << ErrorCode::Syntax << 1 << 4;
    QTest::newRow("half of a Korean letter")
        << QByteArray("{\"a\": \"\xEA\xB0\"}") << ErrorCode::Syntax << 1 << 9;
    QTest::newRow("columns count letters, not bytes")
        << QByteArray("{\"가나\": x}") << ErrorCode::Syntax << 1 << 8;
    QTest::newRow("a member that is there twice")
        << QByteArray("{\n\"a\": 1,\n\"a\": 2}") << ErrorCode::DuplicateKey << 3 << 3;
}

void TestJson::refusesBadTextWithItsPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(ErrorCode, code);
    QFETCH(int, line);
    QFETCH(int, column);
    const auto json = parseJson(text.toStdString(), "file.json");
    QVERIFY(!json.has_value());
    QCOMPARE(json.error().code, code);
    QCOMPARE(json.error().location.source, std::string("file.json"));
    QCOMPARE(json.error().location.line, line);
    QCOMPARE(json.error().location.column, column);
}

void TestJson::readsWhatItWrites()
{
    const std::string text =
        "{\n  \"name\": \"한글 \\\" \\\\\",\n  \"numbers\": [\n    1,\n    -2.5\n  ]\n}\n";
    const auto json = parseJson(text);
    QVERIFY(json.has_value());
    QCOMPARE(printJson(*json), text);
}

void TestJson::tenMegabytesOfBracketsEndQuickly()
{
    const auto json = parseJson(std::string(10'000'000, '['));
    QVERIFY(!json.has_value());
    QCOMPARE(json.error().code, ErrorCode::TooDeep);
    // The bracket that is one too deep stands in column 64 + 1.
    QCOMPARE(json.error().location.column, maximumJsonDepth + 1);
}

void TestJson::findsThePlaceOfAPointer_data()
{
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("the whole document") << QByteArray("") << 1 << 1;
    QTest::newRow("a member") << QByteArray("/b") << 3 << 8;
    QTest::newRow("an element of a list") << QByteArray("/b/1/c") << 3 << 18;
    QTest::newRow("a member with a slash in its name") << QByteArray("/x~1y") << 4 << 10;
    QTest::newRow("what is missing gives the place of what should hold it")
        << QByteArray("/b/7") << 3 << 8;
}

void TestJson::findsThePlaceOfAPointer()
{
    QFETCH(QByteArray, pointer);
    QFETCH(int, line);
    QFETCH(int, column);
    const std::string text = "{\n"
                             "  \"a\": \"}{\\\"][\",\n"
                             "  \"b\": [1, {\"c\": 2}],\n"
                             "  \"x/y\": 3\n"
                             "}\n";
    const Error error =
        located({ErrorCode::WrongType, {}, {.pointer = pointer.toStdString()}}, text, "f");
    QCOMPARE(error.location.line, line);
    QCOMPARE(error.location.column, column);
}

QTEST_APPLESS_MAIN(TestJson)
#include "tst_json.moc"
