// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/recovery.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QThreadPool>
#include <QUuid>

#include "model/architecture/edit_json.h"
#include "model/architecture/journal.h"
#include "widgets/session/document_controller.h"

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

#include <cstdio>
#include <optional>

namespace skydraft {
namespace {

constexpr int syncDelayMs = 500;

QString lockOf(const QString& journal)
{
    return journal + QStringLiteral(".lock");
}

/// The lock, or null where a living program has it.
std::unique_ptr<QLockFile> takeLock(const QString& journal)
{
    auto lock = std::make_unique<QLockFile>(lockOf(journal));
    lock->setStaleLockTime(0); // stale when the process is gone, however long it lives
    return lock->tryLock(0) ? std::move(lock) : nullptr;
}

Error writeError(const QFile& file)
{
    Error error{
        ErrorCode::WriteFailed,
        MODEL_TEXT("File", "cannot write the file: %1").with(file.errorString().toStdString()),
        {}};
    error.location.source = file.fileName().toStdString();
    return error;
}

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

std::optional<QByteArray> readAll(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll();
}

/// The first `count` lines, each with its newline.
QByteArray firstLines(const QByteArray& text, int count)
{
    qsizetype end = 0;
    for (int i = 0; i < count; ++i)
        end = text.indexOf('\n', end) + 1;
    return text.left(end);
}

/// A free name under which a journal that cannot be read stays.
QString nameToKeep(const QString& journal)
{
    QString kept = journal + QStringLiteral(".unreadable");
    for (int i = 2; QFile::exists(kept); ++i)
        kept = journal + QStringLiteral(".unreadable-%1").arg(i);
    return kept;
}

QString setAside(const QString& journal)
{
    const QString kept = nameToKeep(journal);
    return QFile::rename(journal, kept) ? kept : journal;
}

} // namespace

RecoveryJournal::RecoveryJournal(DocumentController& controller, QString folder, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
    , m_folder(std::move(folder))
    , m_connection(
          controller.document().applied.connect([this](const Edit& edit) { append(edit); }))
{
    m_syncTimer.setSingleShot(true);
    m_syncTimer.setInterval(syncDelayMs);
    connect(&m_syncTimer, &QTimer::timeout, this, &RecoveryJournal::sync);
}

RecoveryJournal::~RecoveryJournal() = default;

QString RecoveryJournal::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
           + QStringLiteral("/recovery");
}

AbandonedJournals RecoveryJournal::abandoned(const Catalogue& catalogue, const QString& folder)
{
    AbandonedJournals found;
    const QFileInfoList files =
        QDir(folder).entryInfoList({QStringLiteral("*.journal")}, QDir::Files, QDir::Time);
    for (const QFileInfo& file : files) {
        const QString path = file.absoluteFilePath();
        const auto lock = takeLock(path);
        if (lock == nullptr)
            continue;
        const auto bytes = readAll(path);
        if (!bytes) // not now; perhaps the disk comes back
            continue;
        if (!bytes->contains('\n')) { // killed before its first line was whole: nothing was shown
            QFile::remove(path);
            continue;
        }
        const auto recovered = skydraft::recover(catalogue, viewOf(*bytes));
        if (!recovered)
            found.setAside.append(setAside(path));
        else if (recovered->edits > 0)
            found.journals.push_back({path, QString::fromStdString(recovered->path),
                                      QString::fromStdString(recovered->architecture.title()),
                                      file.lastModified(), recovered->edits});
        else if (recovered->lostLines > 0)
            found.setAside.append(setAside(path));
        else
            QFile::remove(path);
    }
    return found;
}

void RecoveryJournal::discard(const AbandonedJournal& abandoned)
{
    const auto lock = takeLock(abandoned.journal);
    if (lock != nullptr)
        QFile::remove(abandoned.journal);
}

void RecoveryJournal::start(const QString& documentPath)
{
    if (m_path.isEmpty()) {
        QDir().mkpath(m_folder);
        QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
        m_path = m_folder + u'/' + name + QStringLiteral(".journal");
        m_lock = takeLock(m_path);
    }
    m_isPlaced = false;
    m_hasFailed = false;
    m_pending = QByteArray::fromStdString(
        journalLine(JournalStart{documentPath.toStdString(), m_controller.architecture()}));
    flush();
}

void RecoveryJournal::append(const Edit& edit)
{
    if (m_isRecovering || m_path.isEmpty())
        return;
    m_pending += QByteArray::fromStdString(journalLine(edit));
    flush();
}

void RecoveryJournal::flush()
{
    const bool isWritten = m_isPlaced ? write() : place();
    if (isWritten)
        m_pending.clear();
    else if (!m_hasFailed)
        emit failed(m_file.errorString());
    m_hasFailed = !isWritten;
    if (!m_syncTimer.isActive())
        m_syncTimer.start();
}

/// A new file takes the place of the old one, so that at every moment one of them is whole.
bool RecoveryJournal::place()
{
    const QString fresh = m_path + QStringLiteral(".new");
    m_file.close();
    m_file.setFileName(fresh);
    // Every write is one system call: nothing of it waits in this process.
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered)
        || !write())
        return false;
#ifdef Q_OS_UNIX
    m_isPlaced =
        ::rename(QFile::encodeName(fresh).constData(), QFile::encodeName(m_path).constData()) == 0;
#else
    m_file.close(); // an open file cannot be renamed
    QFile::remove(m_path);
    m_isPlaced = QFile::rename(fresh, m_path);
    m_file.setFileName(m_path);
    m_isPlaced =
        m_isPlaced && m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered);
#endif
    return m_isPlaced;
}

bool RecoveryJournal::write()
{
    const qint64 end = m_file.pos();
    if (m_file.write(m_pending) == m_pending.size())
        return true;
    m_file.resize(end); // no torn line in the middle of a journal that goes on
    m_file.seek(end);
    return false;
}

Result<Architecture> RecoveryJournal::recover(const AbandonedJournal& abandoned)
{
    auto lock = takeLock(abandoned.journal);
    const auto bytes = lock != nullptr ? readAll(abandoned.journal) : std::nullopt;
    if (!bytes)
        return skydraft::fail(
            ErrorCode::ReadFailed,
            MODEL_TEXT("Journal", "another window has recovered this drawing already"));
    const Catalogue& catalogue = m_controller.catalogue();
    const auto recovered = skydraft::recover(catalogue, viewOf(*bytes));
    if (!recovered)
        return tl::unexpected(recovered.error());
    const QByteArray readable = firstLines(*bytes, 1 + recovered->edits);
    const QByteArray startLine = firstLines(readable, 1);
    const auto saved = skydraft::recover(catalogue, viewOf(startLine));
    const auto lines =
        editsFromLines(viewOf(readable).substr(static_cast<std::size_t>(startLine.size())), {});
    if (!lines)
        return tl::unexpected(lines.error());
    Batch unsaved;
    for (const EditLine& line : *lines)
        unsaved.edits.push_back(line.edit);

    if (recovered->lostLines > 0) // what could not be read may still mean something to a person
        QFile::copy(abandoned.journal, nameToKeep(abandoned.journal));
    QFile file(abandoned.journal);
    if (!file.resize(readable.size()))
        return tl::unexpected(writeError(file));
    close();
    m_path = abandoned.journal;
    m_lock = std::move(lock);
    m_file.setFileName(m_path);
    m_isPlaced = m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered);
    if (!m_isPlaced) {
        m_path.clear();
        return tl::unexpected(writeError(m_file));
    }

    m_isRecovering = true; // these edits stand in the journal
    m_controller.reset(saved->architecture);
    m_controller.apply(Edit{std::move(unsaved)}, MODEL_TEXT("Edit", "Recover unsaved changes"));
    m_isRecovering = false;
    return saved->architecture;
}

void RecoveryJournal::close()
{
    m_syncTimer.stop();
    m_file.close();
    if (m_path.isEmpty())
        return;
    QFile::remove(m_path);
    QFile::remove(m_path + QStringLiteral(".new"));
    m_path.clear();
    m_pending.clear();
    m_lock.reset();
}

void RecoveryJournal::sync()
{
    if (!m_pending.isEmpty() && !m_path.isEmpty()) // the disk was full: perhaps it no longer is
        return flush();
#ifdef Q_OS_UNIX
    // The disk may take its time; the window does not wait for it.
    const int handle = ::dup(m_file.handle());
    if (handle >= 0)
        QThreadPool::globalInstance()->start([handle] {
            ::fsync(handle);
            ::close(handle);
        });
#endif
}

} // namespace skydraft
