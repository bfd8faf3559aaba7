// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "widgets/session/document_file.h"
#include "widgets/session/recovery.h"

class QMenu;
class QWidget;

namespace skydraft {

class DocumentController;
struct Template;

/// Which file the open drawing stands in, and the orders about files. Everything that would lose
/// unsaved changes asks first. Messages and dialogs belong to `window`.
class FileCommands : public QObject
{
    Q_OBJECT

public:
    FileCommands(DocumentController& controller, RecoveryJournal& journal, QWidget& window);

    /// Empty for a drawing that was never saved.
    const QString& path() const { return m_path; }
    /// "shop.skydraft", or "Untitled".
    QString displayName() const;

    void newDrawing();
    void open();
    /// False where it cannot be read (a message says why) or the person kept the open drawing.
    bool openFile(const QString& path);
    /// A new drawing that starts as one that comes with the program.
    bool openTemplate(const Template& chosen);
    /// The template that shows most of what the program does.
    void openExample();
    bool save();
    bool saveAs();
    /// Opens a journal's drawing as a modified one.
    bool recover(const AbandonedJournal& abandoned);

    /// Asks about unsaved changes: true to go on, because they are saved or not wanted.
    bool mayClose();

    void fillRecentMenu(QMenu& menu);
    void fillTemplateMenu(QMenu& menu);

    /// The path with ".skydraft" where the person gave no ending.
    static QString withEnding(const QString& path, const QString& ending);

signals:
    /// Another file, or the same one saved.
    void fileChanged();
    void opened();

private:
    bool saveTo(const QString& path);
    void show(Architecture architecture, const QString& path, const FileStamp& stamp);
    void complain(const QString& title, const Error& error);
    enum class Overwrite
    {
        Yes,
        No,
        ElseWhere
    };
    Overwrite askToOverwrite();

    DocumentController& m_controller;
    RecoveryJournal& m_journal;
    QWidget& m_window;
    QString m_path;
    FileStamp m_stamp;
};

} // namespace skydraft
