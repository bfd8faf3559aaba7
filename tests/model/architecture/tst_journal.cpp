// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/architecture/journal.h"
#include "tests/support/drawing.h"

using namespace skydraft;
using namespace skydraft::testing;

namespace {

Edit renamed(const char* name)
{
    return Edit{RenameResource{ResourceId("web"), name}};
}

std::string journal()
{
    return journalLine(JournalStart{"/tmp/a.skydraft", twoTiers()}) + journalLine(renamed("one"))
           + journalLine(renamed("둘"));
}

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT

private slots:
    void everyEditIsThere();
    void aTornLastLineIsIgnored();
    void anyCutLosesAtMostTheTornEdit();
    void whatFollowsAnUnreadableLineIsCounted();
    void whatIsNoJournalIsRefused();
};

void TestJournal::everyEditIsThere()
{
    const auto recovered = recover(Catalogue::builtIn(), journal());
    QVERIFY(recovered.has_value());
    QCOMPARE(recovered->path, std::string("/tmp/a.skydraft"));
    QCOMPARE(recovered->edits, 2);
    QCOMPARE(recovered->lostLines, 0);
    QCOMPARE(recovered->architecture.find(ResourceId("web"))->name, std::string("둘"));
}

void TestJournal::aTornLastLineIsIgnored()
{
    std::string text = journal();
    text.pop_back();
    const auto recovered = recover(Catalogue::builtIn(), text);
    QCOMPARE(recovered->edits, 1);
    QCOMPARE(recovered->architecture.find(ResourceId("web"))->name, std::string("one"));
}

void TestJournal::anyCutLosesAtMostTheTornEdit()
{
    const std::string text = journal();
    const std::size_t afterStart = text.find('\n') + 1;
    const std::size_t afterFirst = text.find('\n', afterStart) + 1;
    for (std::size_t length = afterStart; length <= text.size(); ++length) {
        const auto recovered = recover(Catalogue::builtIn(), text.substr(0, length));
        QVERIFY(recovered.has_value());
        QCOMPARE(recovered->edits, length == text.size() ? 2 : length >= afterFirst ? 1 : 0);
    }
}

void TestJournal::whatFollowsAnUnreadableLineIsCounted()
{
    const auto recovered =
        recover(Catalogue::builtIn(), journal() + "garbage\n" + journalLine(renamed("three")));
    QCOMPARE(recovered->edits, 2);
    QCOMPARE(recovered->lostLines, 2);
}

void TestJournal::whatIsNoJournalIsRefused()
{
    QVERIFY(!recover(Catalogue::builtIn(), "").has_value());
    QVERIFY(!recover(Catalogue::builtIn(), "{\"document\": {}}\n").has_value());
    QVERIFY(!recover(Catalogue::builtIn(), "[[[\n").has_value());
}

QTEST_APPLESS_MAIN(TestJournal)
#include "tst_journal.moc"
