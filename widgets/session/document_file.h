// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include "model/architecture/architecture.h"
#include "model/base/error.h"
#include "model/catalogue/catalogue.h"

namespace skydraft {

/// What a file held when this program last read or wrote it: a digest, so that a touched file with
/// the same bytes has not changed. Empty for a file that was never seen.
struct FileStamp
{
    QByteArray digest{};

    bool operator==(const FileStamp&) const = default;
};

struct LoadedFile
{
    Architecture architecture{};
    bool isNewer = false; ///< see ReadDocument
    FileStamp stamp{};
};

/// Reads a *.skydraft file. ErrorCode::ReadFailed where the system refuses, otherwise what
/// readSkydraft says, with the path as source.
Result<LoadedFile> loadFile(const Catalogue& catalogue, const QString& path);

/// Whether the file is not the one that `stamp` was taken of. A file that is gone has not changed:
/// saving loses nothing. One that cannot be read has.
bool hasChangedOnDisk(const QString& path, const FileStamp& stamp);

/// Writes `bytes` beside the file, syncs them to the disk and renames; whatever fails, the old file
/// stays as it was (ErrorCode::WriteFailed). A symbolic link stays one, and permissions are kept.
Result<FileStamp> writeFileAtomically(const QString& path, const QByteArray& bytes);

/// writeFileAtomically of writeSkydraft(architecture).
Result<FileStamp> saveFile(const Architecture& architecture, const QString& path);

} // namespace skydraft
