// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "model/architecture/journal.h"
#include "tests/support/drawing.h"
#include "tests/support/file_size_limit.h"
#include "widgets/session/document_controller.h"
#include "widgets/session/recovery.h"

using namespace skydraft;

class TestRecovery : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void anEditIsInTheFileWhenApplyReturns();
    void closingRemovesTheJournal();
    void savingBeginsTheJournalAnew();
    void aLivingProgramKeepsItsJournal();
    void theJournalOfADeadProcessIsAbandoned();
    void aTornLastLineLosesOneEdit();
    void aRecoveredDrawingIsModified();
    void editsAfterRecoveryAreKeptToo();
    void anUnreadableJournalIsKeptAside();
    void aBrokenLineInTheMiddleIsKeptAside();
    void aJournalWithoutEditsIsForgotten();
    void aFullDiskIsToldOnceAndMadeUpFor();
    void discardingRemovesTheJournal();

private:
    QByteArray bytesOf(const QString& path) const;
    Architecture inFile(const QString& path) const;
    /// A journal with `count` edits whose owner has vanished without closing it.
    void leaveBehind(int count);
    AbandonedJournals abandoned() const
    {
        return RecoveryJournal::abandoned(catalogue(), m_folder->path());
    }
    static const Catalogue& catalogue() { return Catalogue::builtIn(); }
    static void nudge(DocumentController& controller, double x);

    std::unique_ptr<QTemporaryDir> m_folder;
    Architecture m_lastShown;
};

void TestRecovery::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

QByteArray TestRecovery::bytesOf(const QString& path) const
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Architecture TestRecovery::inFile(const QString& path) const
{
    const auto recovered = skydraft::recover(catalogue(), bytesOf(path).toStdString());
    return recovered ? recovered->architecture : Architecture();
}

void TestRecovery::nudge(DocumentController& controller, double x)
{
    const Edit edit{
        MoveResource{ResourceId("web"), ResourceId("public"), Placement{x, 120, 64, 64}}};
    QVERIFY(controller.apply(edit, MODEL_TEXT("Test", "Nudge")));
}

void TestRecovery::leaveBehind(int count)
{
    DocumentController controller(catalogue());
    controller.reset(testing::twoTiers());
    RecoveryJournal journal(controller, m_folder->path());
    journal.start(QStringLiteral("/home/ada/shop.skydraft"));
    for (int i = 1; i <= count; ++i)
        nudge(controller, 100 + i);
    m_lastShown = controller.architecture();
}

void TestRecovery::anEditIsInTheFileWhenApplyReturns()
{
    DocumentController controller(catalogue());
    controller.reset(testing::twoTiers());
    RecoveryJournal journal(controller, m_folder->path());
    journal.start({});
    QVERIFY(inFile(journal.path()) == controller.architecture());
    nudge(controller, 101);
    QVERIFY(inFile(journal.path()) == controller.architecture());
    controller.undo();
    QVERIFY(inFile(journal.path()) == controller.architecture());
    controller.redo();
    QVERIFY(inFile(journal.path()) == controller.architecture());
}

void TestRecovery::closingRemovesTheJournal()
{
    DocumentController controller(catalogue());
    controller.reset(testing::twoTiers());
    RecoveryJournal journal(controller, m_folder->path());
    journal.start({});
    nudge(controller, 101);
    journal.close();
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList());
}

void TestRecovery::savingBeginsTheJournalAnew()
{
    DocumentController controller(catalogue());
    controller.reset(testing::twoTiers());
    RecoveryJournal journal(controller, m_folder->path());
    journal.start({});
    nudge(controller, 101);
    controller.markSaved();
    journal.start(QStringLiteral("/home/ada/shop.skydraft"));
    const auto recovered = skydraft::recover(catalogue(), bytesOf(journal.path()).toStdString());
    QVERIFY(recovered);
    QCOMPARE(recovered->edits, 0);
    QCOMPARE(recovered->path, std::string("/home/ada/shop.skydraft"));
    QVERIFY(recovered->architecture == controller.architecture());
}

void TestRecovery::aLivingProgramKeepsItsJournal()
{
    DocumentController controller(catalogue());
    controller.reset(testing::twoTiers());
    RecoveryJournal journal(controller, m_folder->path());
    journal.start({});
    nudge(controller, 101);
    QCOMPARE(abandoned().journals.size(), 0U);
    QVERIFY(QFile::exists(journal.path()));
}

void TestRecovery::theJournalOfADeadProcessIsAbandoned()
{
    leaveBehind(3);
    const QString journal = abandoned().journals.at(0).journal;
    // A lock as a killed program leaves it: the process id of one that has ended.
    QProcess ended;
    ended.start(QStringLiteral("true"), QStringList());
    const qint64 deadProcess = ended.processId();
    QVERIFY(ended.waitForFinished());
    QFile lock(journal + QStringLiteral(".lock"));
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write(QByteArray::number(deadProcess) + "\nskydraft\n"
               + QSysInfo::machineHostName().toUtf8() + "\n");
    lock.close();

    const AbandonedJournals found = abandoned();
    QCOMPARE(found.journals.size(), 1U);
    QCOMPARE(found.journals[0].edits, 3);
    QCOMPARE(found.journals[0].documentPath, QStringLiteral("/home/ada/shop.skydraft"));
    QVERIFY(found.journals[0].lastEdit.secsTo(QDateTime::currentDateTime()) < 60);
}

void TestRecovery::aTornLastLineLosesOneEdit()
{
    leaveBehind(3);
    const QString path = abandoned().journals.at(0).journal;
    QFile file(path);
    QVERIFY(file.resize(file.size() - 5));
    const AbandonedJournals found = abandoned();
    QCOMPARE(found.journals.size(), 1U);
    QCOMPARE(found.journals[0].edits, 2);

    DocumentController controller(catalogue());
    RecoveryJournal journal(controller, m_folder->path());
    QVERIFY(journal.recover(found.journals[0]));
    QCOMPARE(controller.architecture().find(ResourceId("web"))->placement->x, 102.0); // 100 + 2
    // What was torn is gone, so that the next line stands on its own.
    nudge(controller, 150);
    QVERIFY(inFile(path) == controller.architecture());
}

void TestRecovery::aRecoveredDrawingIsModified()
{
    leaveBehind(3);
    DocumentController controller(catalogue());
    RecoveryJournal journal(controller, m_folder->path());
    const auto saved = journal.recover(abandoned().journals.at(0));
    QVERIFY(saved);
    QVERIFY(*saved == testing::twoTiers());
    QVERIFY(controller.architecture() == m_lastShown);
    QVERIFY(controller.isModified());
    controller.undo();
    QVERIFY(controller.architecture() == testing::twoTiers());
    QVERIFY(!controller.isModified());
}

void TestRecovery::editsAfterRecoveryAreKeptToo()
{
    leaveBehind(3);
    Architecture shown;
    {
        DocumentController controller(catalogue());
        RecoveryJournal journal(controller, m_folder->path());
        QVERIFY(journal.recover(abandoned().journals.at(0)));
        nudge(controller, 200);
        shown = controller.architecture();
    } // killed again
    const AbandonedJournals found = abandoned();
    QCOMPARE(found.journals.size(), 1U);
    QCOMPARE(found.journals[0].edits, 4); // 3 and 1
    QVERIFY(inFile(found.journals[0].journal) == shown);
}

void TestRecovery::anUnreadableJournalIsKeptAside()
{
    const QByteArray bytes = "not a journal\nat all\n";
    QFile file(m_folder->filePath(QStringLiteral("x.journal")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const AbandonedJournals found = abandoned();
    QCOMPARE(found.journals.size(), 0U);
    QCOMPARE(found.setAside,
             QStringList{m_folder->filePath(QStringLiteral("x.journal.unreadable"))});
    QCOMPARE(bytesOf(found.setAside.front()), bytes);
    QCOMPARE(abandoned().setAside, QStringList()); // told once
}

void TestRecovery::aBrokenLineInTheMiddleIsKeptAside()
{
    leaveBehind(3);
    const QString path = abandoned().journals.at(0).journal;
    QByteArray bytes = bytesOf(path);
    QList<QByteArray> lines = bytes.split('\n');
    lines[2] = "{garbage"; // the second edit
    bytes = lines.join('\n');
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(bytes);
    file.close();

    DocumentController controller(catalogue());
    RecoveryJournal journal(controller, m_folder->path());
    const AbandonedJournals found = abandoned();
    QCOMPARE(found.journals.size(), 1U);
    QCOMPARE(found.journals[0].edits, 1);
    QVERIFY(journal.recover(found.journals[0]));
    QCOMPARE(controller.architecture().find(ResourceId("web"))->placement->x, 101.0); // 100 + 1
    QCOMPARE(bytesOf(path + QStringLiteral(".unreadable")), bytes);
}

void TestRecovery::aJournalWithoutEditsIsForgotten()
{
    leaveBehind(0);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 1);
    const AbandonedJournals found = abandoned();
    QCOMPARE(found.journals.size(), 0U);
    QCOMPARE(found.setAside, QStringList());
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList());
}

void TestRecovery::aFullDiskIsToldOnceAndMadeUpFor()
{
    DocumentController controller(catalogue());
    controller.reset(testing::twoTiers());
    RecoveryJournal journal(controller, m_folder->path());
    journal.start({});
    nudge(controller, 101);
    const Architecture whole = controller.architecture();
    QSignalSpy failures(&journal, &RecoveryJournal::failed);
    {
        // Room for half a line more.
        const testing::FileSizeLimit full(
            static_cast<rlim_t>(QFileInfo(journal.path()).size() + 20));
        nudge(controller, 102);
        nudge(controller, 103);
        QCOMPARE(failures.count(), 1);
        QVERIFY(inFile(journal.path()) == whole); // and no torn line
        QVERIFY(bytesOf(journal.path()).endsWith('\n'));
    }
    nudge(controller, 104);
    QVERIFY(inFile(journal.path()) == controller.architecture());
    const auto recovered = skydraft::recover(catalogue(), bytesOf(journal.path()).toStdString());
    QCOMPARE(recovered->edits, 4);
}

void TestRecovery::discardingRemovesTheJournal()
{
    leaveBehind(2);
    RecoveryJournal::discard(abandoned().journals.at(0));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList());
}

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_recovery.moc"
