// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_CAST_FROM_ASCII // a test says its texts plainly
#include <QTest>

#include "model/formats/skydraft_format.h"
#include "model/formats/templates.h"
#include "model/network/network.h"
#include "model/network/trace.h"

using namespace skydraft;

/// The drawings that come with the program are examples: they are written as the program writes
/// them, and packets arrive where the lesson says so.
class TestTemplates : public QObject
{
    Q_OBJECT

private slots:
    void allAreThere();
    void theyAreWrittenAsTheProgramWritesThem_data() { templates(); }
    void theyAreWrittenAsTheProgramWritesThem();
    void everyConnectionIsOpen_data() { templates(); }
    void everyConnectionIsOpen();
    void everyTypeIsKnown_data() { templates(); }
    void everyTypeIsKnown();

private:
    static void templates();
    static Architecture opened();
};

void TestTemplates::templates()
{
    QTest::addColumn<QByteArray>("text");
    for (const Template& known : builtInTemplates())
        QTest::newRow(known.name.c_str())
            << QByteArray(known.text.data(), static_cast<qsizetype>(known.text.size()));
}

Architecture TestTemplates::opened()
{
    const auto text = QTest::currentDataTag() == nullptr ? std::string_view() : [] {
        for (const Template& known : builtInTemplates())
            if (known.name == QTest::currentDataTag())
                return known.text;
        return std::string_view();
    }();
    const auto drawing = readSkydraft(Catalogue::builtIn(), text);
    return drawing ? drawing->architecture : Architecture();
}

void TestTemplates::allAreThere()
{
    QStringList names;
    for (const Template& known : builtInTemplates())
        names.append(QString::fromStdString(known.name));
    // WhatIsTheTime.com in nine stages, and MyClothes.com.
    QCOMPARE(names.filter("whatisthetime-").size(), 9);
    QVERIFY(names.contains("myclothes"));
}

void TestTemplates::theyAreWrittenAsTheProgramWritesThem()
{
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(writeSkydraft(opened())), text);
}

void TestTemplates::everyConnectionIsOpen()
{
    const Architecture drawing = opened();
    QVERIFY(!drawing.isEmpty());
    const Network network(Catalogue::builtIn(), drawing);
    for (const auto& connection : drawing.connections()) {
        if (connection->kind != ConnectionKind::Traffic)
            continue;
        const auto walked = traceConnection(network, *connection);
        QVERIFY2(walked.has_value(), connection->id.value().c_str());
        QVERIFY2(walked->verdict == Verdict::Reachable, connection->id.value().c_str());
    }
}

void TestTemplates::everyTypeIsKnown()
{
    const Architecture drawing = opened();
    for (const auto& resource : drawing.resources())
        QVERIFY2(Catalogue::builtIn().find(resource->type) != nullptr, resource->type.c_str());
}

QTEST_APPLESS_MAIN(TestTemplates)
#include "tst_templates.moc"
