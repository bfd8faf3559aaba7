// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/drawing.h"
#include "tests/support/file_size_limit.h"
#include "widgets/session/document_file.h"

#include <sys/stat.h>

using namespace skydraft;

class TestDocumentFile : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void whatIsSavedIsWhatIsOpened();
    void aFullDiskLeavesTheOldFile();
    void aMissingFolderIsAnError();
    void aMissingFileIsAnError();
    void aBrokenFileSaysWhere();
    void aSymbolicLinkStaysOne();
    void permissionsStay();
    void onlyRegularFilesAreReplaced();
    void anotherProgramsChangeIsSeen();

private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    static QByteArray contents(const QString& path);
    static void fill(const QString& path, const QByteArray& bytes);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestDocumentFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

QByteArray TestDocumentFile::contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

void TestDocumentFile::fill(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TestDocumentFile::whatIsSavedIsWhatIsOpened()
{
    const Architecture built = testing::twoTiers();
    const auto stamp = saveFile(built, path("a.skydraft"));
    QVERIFY(stamp);
    const auto loaded = loadFile(Catalogue::builtIn(), path("a.skydraft"));
    QVERIFY(loaded);
    QVERIFY(loaded->architecture == built);
    QVERIFY(loaded->stamp == *stamp);
    QVERIFY(!loaded->isNewer);
}

void TestDocumentFile::aFullDiskLeavesTheOldFile()
{
    fill(path("a.skydraft"), "what was there before");
    {
        const testing::FileSizeLimit full(100); // the drawing has more bytes than that
        const auto saved = saveFile(testing::twoTiers(), path("a.skydraft"));
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::WriteFailed);
        QCOMPARE(saved.error().location.source, path("a.skydraft").toStdString());
    }
    QCOMPARE(contents(path("a.skydraft")), QByteArray("what was there before"));
    // Nothing half-written is left beside it.
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden),
             QStringList{QStringLiteral("a.skydraft")});
}

void TestDocumentFile::aMissingFolderIsAnError()
{
    const auto saved = saveFile(testing::twoTiers(), path("no/such/folder/a.skydraft"));
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::WriteFailed);
}

void TestDocumentFile::aMissingFileIsAnError()
{
    const auto loaded = loadFile(Catalogue::builtIn(), path("nothing.skydraft"));
    QVERIFY(!loaded);
    QCOMPARE(loaded.error().code, ErrorCode::ReadFailed);
}

void TestDocumentFile::aBrokenFileSaysWhere()
{
    fill(path("a.skydraft"), "{\n  \"format\": skydraft\n}");
    const auto loaded = loadFile(Catalogue::builtIn(), path("a.skydraft"));
    QVERIFY(!loaded);
    QCOMPARE(loaded.error().code, ErrorCode::Syntax);
    QCOMPARE(loaded.error().location.line, 2);
}

void TestDocumentFile::aSymbolicLinkStaysOne()
{
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("elsewhere")));
    fill(path("elsewhere/real.skydraft"), "old");
    QVERIFY(QFile::link(path("elsewhere/real.skydraft"), path("middle.skydraft")));
    QVERIFY(QFile::link(path("middle.skydraft"), path("link.skydraft")));
    QVERIFY(saveFile(testing::twoTiers(), path("link.skydraft")));
    QVERIFY(QFileInfo(path("link.skydraft")).isSymLink());
    QVERIFY(QFileInfo(path("middle.skydraft")).isSymLink());
    QVERIFY(!QFileInfo(path("elsewhere/real.skydraft")).isSymLink());
    const auto loaded = loadFile(Catalogue::builtIn(), path("elsewhere/real.skydraft"));
    QVERIFY(loaded);
    QVERIFY(loaded->architecture == testing::twoTiers());
}

void TestDocumentFile::permissionsStay()
{
    fill(path("a.skydraft"), "old");
    const auto shared = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::WriteGroup;
    QVERIFY(QFile::setPermissions(path("a.skydraft"), shared));
    const auto before = QFile::permissions(path("a.skydraft"));
    QVERIFY(saveFile(testing::twoTiers(), path("a.skydraft")));
    QCOMPARE(QFile::permissions(path("a.skydraft")), before);
}

void TestDocumentFile::onlyRegularFilesAreReplaced()
{
    const QByteArray pipe = QFile::encodeName(path("pipe"));
    QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
    const auto saved = saveFile(testing::twoTiers(), path("pipe"));
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::WriteFailed);
    struct stat status
    {};
    QCOMPARE(::stat(pipe.constData(), &status), 0);
    QVERIFY(S_ISFIFO(status.st_mode));
}

void TestDocumentFile::anotherProgramsChangeIsSeen()
{
    const auto stamp = saveFile(testing::twoTiers(), path("a.skydraft"));
    QVERIFY(stamp);
    QVERIFY(!hasChangedOnDisk(path("a.skydraft"), *stamp));
    const QByteArray ours = contents(path("a.skydraft"));
    fill(path("a.skydraft"), ours + " ");
    QVERIFY(hasChangedOnDisk(path("a.skydraft"), *stamp));
    fill(path("a.skydraft"), ours); // touched, with the same bytes
    QVERIFY(!hasChangedOnDisk(path("a.skydraft"), *stamp));
    QVERIFY(QFile::remove(path("a.skydraft")));
    QVERIFY(!hasChangedOnDisk(path("a.skydraft"), *stamp));
}

QTEST_GUILESS_MAIN(TestDocumentFile)
#include "tst_document_file.moc"
