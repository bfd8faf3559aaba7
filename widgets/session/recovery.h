// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QFile>
#include <QLockFile>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include "model/architecture/document.h"
#include "model/base/error.h"

#include <memory>
#include <vector>

namespace skydraft {

class DocumentController;

/// A journal whose program is gone: killed, crashed or cut off from power.
struct AbandonedJournal
{
    QString journal{};      ///< the journal's own path
    QString documentPath{}; ///< the drawing's file, empty when it was never saved
    QString title{};        ///< of the drawing as it would be recovered
    QDateTime lastEdit{};
    int edits = 0;
};

struct AbandonedJournals
{
    std::vector<AbandonedJournal> journals{}; ///< the newest first
    /// Files that could not be read as journals. They were renamed to *.unreadable and stay.
    QStringList setAside{};
};

/// Keeps the journal (model/architecture/journal.h) of the open drawing in a file, so that a
/// program that is killed at any moment loses no edit that was carried out. Every edit is one
/// write() before the window shows it; the disk is asked to keep it within half a second (power
/// cut).
///
///     RecoveryJournal journal(controller, RecoveryJournal::defaultFolder());
///     journal.start(path);   // after opening, after saving, for a new drawing
///     journal.close();       // the person closed the drawing: nothing to recover
///
/// A lock file beside the journal keeps other instances of the program from taking it while this
/// one lives. Window thread only.
class RecoveryJournal : public QObject
{
    Q_OBJECT

public:
    RecoveryJournal(DocumentController& controller, QString folder, QObject* parent = nullptr);
    /// Without close() the journal stays, as if the program had been killed.
    ~RecoveryJournal() override;

    /// <data location of the program>/recovery
    static QString defaultFolder();

    /// Journals in `folder` whose owner is dead and that hold at least one edit.
    static AbandonedJournals abandoned(const Catalogue& catalogue, const QString& folder);
    /// Removes the journal of a drawing that a person does not want back.
    static void discard(const AbandonedJournal& abandoned);

    /// Begins anew with the drawing as it is now. `documentPath` is empty for a new drawing.
    void start(const QString& documentPath);

    /// Opens what the journal holds: the controller gets the drawing as it was last saved and then
    /// all edits as one step, so it is modified and undo leads back to what was saved. The journal
    /// goes on until start() or close(). Fails where another instance has taken it in the meantime.
    /// Gives the drawing as it was last saved.
    Result<Architecture> recover(const AbandonedJournal& abandoned);

    void close();

    const QString& path() const { return m_path; }

signals:
    /// The journal cannot be written; edits are at risk until the drawing is saved. Once per
    /// failure.
    void failed(const QString& message);

private:
    void append(const Edit& edit);
    void flush();
    bool place();
    bool write();
    void sync();

    DocumentController& m_controller;
    QString m_folder;
    QString m_path;
    QFile m_file;
    QByteArray m_pending;    ///< lines that could not be written yet
    bool m_isPlaced = false; ///< m_file is the journal, not a file that will take its place
    std::unique_ptr<QLockFile> m_lock;
    QTimer m_syncTimer;
    bool m_isRecovering = false;
    bool m_hasFailed = false;
    Signal<const Edit&>::Connection m_connection;
};

} // namespace skydraft
