// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/document_file.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include "model/formats/skydraft_format.h"

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

#include <cerrno>
#include <cstring>

namespace skydraft {
namespace {

FileStamp stampOf(const QByteArray& bytes)
{
    return {QCryptographicHash::hash(bytes, QCryptographicHash::Sha256)};
}

tl::unexpected<Error> refusedBySystem(ErrorCode code, const QString& path, const QString& reason)
{
    const Text message = code == ErrorCode::ReadFailed
                             ? MODEL_TEXT("File", "cannot read the file: %1")
                             : MODEL_TEXT("File", "cannot write the file: %1");
    Error error{code, message.with(reason.toStdString()), {}};
    error.location.source = path.toStdString();
    return tl::unexpected<Error>(std::move(error));
}

/// The file that a chain of symbolic links ends at, which may not exist yet.
QString finalTarget(const QString& path)
{
    QFileInfo info(path);
    constexpr int longestChain = 40; // as Linux has it (MAXSYMLINKS)
    for (int i = 0; i < longestChain && info.isSymLink(); ++i)
        info.setFile(info.symLinkTarget());
    return info.absoluteFilePath();
}

/// Asks the system to put what is written on the disk. False with errno where it could not.
bool syncToDisk(int handle)
{
#ifdef Q_OS_UNIX
    // EINVAL: the file system has no such thing, e.g. a pipe or a network share.
    return ::fsync(handle) == 0 || errno == EINVAL;
#else
    Q_UNUSED(handle);
    return true; // QSaveFile::commit does it
#endif
}

/// A rename is on the disk when its folder is.
void syncFolderOf(const QString& path)
{
#ifdef Q_OS_UNIX
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    const int handle = ::open(folder.constData(), O_RDONLY | O_CLOEXEC);
    if (handle < 0)
        return; // the new file is complete either way
    ::fsync(handle);
    ::close(handle);
#else
    Q_UNUSED(path);
#endif
}

} // namespace

Result<LoadedFile> loadFile(const Catalogue& catalogue, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refusedBySystem(ErrorCode::ReadFailed, path, file.errorString());
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return refusedBySystem(ErrorCode::ReadFailed, path, file.errorString());
    return readSkydraft(catalogue,
                        std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())),
                        path.toStdString())
        .map([&](ReadDocument document) {
            return LoadedFile{std::move(document.architecture), document.isNewer, stampOf(bytes)};
        });
}

bool hasChangedOnDisk(const QString& path, const FileStamp& stamp)
{
    QFile file(path);
    if (!file.exists())
        return false;
    if (!file.open(QIODevice::ReadOnly))
        return true;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return !hash.addData(&file) || hash.result() != stamp.digest;
}

Result<FileStamp> writeFileAtomically(const QString& path, const QByteArray& bytes)
{
    const QString target = finalTarget(path);
    const QFileInfo existing(target);
    if (existing.exists() && !existing.isFile()) // renaming over a device would replace it
        return refusedBySystem(ErrorCode::WriteFailed, path,
                               QCoreApplication::translate("File", "not a regular file"));
    QSaveFile file(target);
    if (!file.open(QIODevice::WriteOnly))
        return refusedBySystem(ErrorCode::WriteFailed, path, file.errorString());
    const bool isWritten = file.write(bytes) == bytes.size() && file.flush();
    if (!isWritten)
        return refusedBySystem(ErrorCode::WriteFailed, path, file.errorString());
    if (!syncToDisk(file.handle()))
        return refusedBySystem(ErrorCode::WriteFailed, path, qt_error_string(errno));
    if (!file.commit())
        return refusedBySystem(ErrorCode::WriteFailed, path, file.errorString());
    syncFolderOf(target);
    return stampOf(bytes);
}

Result<FileStamp> saveFile(const Architecture& architecture, const QString& path)
{
    return writeFileAtomically(path, QByteArray::fromStdString(writeSkydraft(architecture)));
}

} // namespace skydraft
