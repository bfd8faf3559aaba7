// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/architecture/architecture_json.h"
#include "model/architecture/document.h"
#include "model/architecture/edit_json.h"
#include "tests/support/drawing.h"
#include "tests/support/random_edits.h"

using namespace skydraft;
using namespace skydraft::testing;

/// Properties that hold for any edits, on seeded random ones. A failure names its seed.
class TestEditsProperty : public QObject
{
    Q_OBJECT

private slots:
    void undoingAllRestoresTheStart_data();
    void undoingAllRestoresTheStart();
};

void TestEditsProperty::undoingAllRestoresTheStart_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 200; ++seed)
        QTest::newRow(QByteArray("seed ").append(QByteArray::number(seed)).constData()) << seed;
}

void TestEditsProperty::undoingAllRestoresTheStart()
{
    QFETCH(int, seed);
    const Catalogue& catalogue = Catalogue::builtIn();
    Random random(static_cast<std::uint64_t>(seed));
    const Architecture start = seed % 2 == 0 ? twoTiers() : Architecture();
    Document document(catalogue, start);
    int carriedOut = 0;
    for (int i = 0; i < 120; ++i) {
        const Edit edit = randomEdit(random, document.architecture());
        const Architecture before = document.architecture();
        // The JSON form says the same as the edit.
        const auto reread = editFrom(Json::parse(toJson(edit).dump()));
        QVERIFY(reread.has_value());
        QVERIFY(*reread == edit);
        if (document.apply(edit, {}).has_value()) {
            ++carriedOut;
            // What edits build, a reader accepts and reads back as the same value.
            const auto saved = Json::parse(toJson(document.architecture()).dump());
            const auto loaded = architectureFrom(catalogue, saved);
            QVERIFY2(loaded.has_value(), loaded ? "" : describe(loaded.error()).c_str());
            QVERIFY(*loaded == document.architecture());
            // The inverse is right by itself, not only by the history's whole values.
            const auto again = apply(catalogue, before, edit);
            const auto back = apply(catalogue, again->architecture, again->inverse);
            QVERIFY2(back.has_value(), back ? "" : describe(back.error()).c_str());
            QVERIFY(back->architecture == before);
        } else {
            QVERIFY(document.architecture() == before);
        }
    }
    QVERIFY(carriedOut > 0); // the generator still makes edits that are possible
    const Architecture end = document.architecture();
    while (document.canUndo())
        document.undo();
    QVERIFY(document.architecture() == start);
    while (document.canRedo())
        document.redo();
    QVERIFY(document.architecture() == end);
}

QTEST_APPLESS_MAIN(TestEditsProperty)
#include "tst_edits_property.moc"
