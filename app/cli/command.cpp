// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include <QFile>

#include "widgets/session/document_file.h"

#include <cstdio>

namespace skydraft::cli {
namespace {

Error systemError(ErrorCode code, const std::string& path, const QString& reason)
{
    return Error{code, MODEL_TEXT("Cli", "%1").with(reason.toStdString()), {.source = path}};
}

} // namespace

ExitStatus report(const Error& error)
{
    std::fprintf(stderr, "%s\n", describe(error).c_str());
    if (error.code == ErrorCode::Cancelled)
        return ExitStatus::Interrupted;
    const bool isSystem =
        error.code == ErrorCode::ReadFailed || error.code == ErrorCode::WriteFailed;
    return isSystem ? ExitStatus::SystemRefused : ExitStatus::InvalidInput;
}

Result<std::string> readInput(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    const bool isOpen =
        path == "-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return tl::unexpected(systemError(ErrorCode::ReadFailed, path, file.errorString()));
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return tl::unexpected(systemError(ErrorCode::ReadFailed, path, file.errorString()));
    return bytes.toStdString();
}

Result<Architecture> readDocument(const std::string& path, std::string* text)
{
    return readInput(path)
        .and_then([&](std::string content) {
            auto read = readSkydraft(Catalogue::builtIn(), content, path);
            if (text != nullptr)
                *text = std::move(content);
            return read;
        })
        .map([&](ReadDocument read) {
            if (read.isNewer)
                std::fprintf(
                    stderr,
                    "%s: written by a later version; what this one does not know is ignored\n",
                    path.c_str());
            return std::move(read.architecture);
        });
}

Result<void> writeOutput(const std::string& path, const QByteArray& bytes)
{
    if (path != "-")
        return writeFileAtomically(QString::fromStdString(path), bytes).map([](const FileStamp&) {
        });
    QFile file;
    const bool isWritten = file.open(stdout, QIODevice::WriteOnly)
                           && file.write(bytes) == bytes.size() && file.flush();
    if (!isWritten)
        return tl::unexpected(systemError(ErrorCode::WriteFailed, path, file.errorString()));
    return {};
}

Result<void> writeOutput(const std::string& path, const std::string& text)
{
    return writeOutput(path, QByteArray::fromStdString(text));
}

Result<void> printJson(const OrderedJson& json)
{
    return writeOutput("-", json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n");
}

ExitStatus finish(const Result<void>& done)
{
    return done ? ExitStatus::Yes : report(done.error());
}

} // namespace skydraft::cli
