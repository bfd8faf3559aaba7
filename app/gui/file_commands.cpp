// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/file_commands.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

#include "app/gui/settings.h"
#include "model/formats/skydraft_format.h"
#include "model/formats/templates.h"
#include "widgets/common/language.h"
#include "widgets/session/document_controller.h"

#include <algorithm>

namespace skydraft {
namespace {

const QString ending = QStringLiteral(".skydraft");

QString fileFilter()
{
    return FileCommands::tr("Skydraft drawings (*.skydraft)");
}

} // namespace

FileCommands::FileCommands(DocumentController& controller, RecoveryJournal& journal,
                           QWidget& window)
    : QObject(&window)
    , m_controller(controller)
    , m_journal(journal)
    , m_window(window)
{}

QString FileCommands::displayName() const
{
    return m_path.isEmpty() ? tr("Untitled") : QFileInfo(m_path).fileName();
}

QString FileCommands::withEnding(const QString& path, const QString& ending)
{
    return QFileInfo(path).suffix().isEmpty() ? path + ending : path;
}

void FileCommands::show(Architecture architecture, const QString& path, const FileStamp& stamp)
{
    m_path = path;
    m_stamp = stamp;
    m_controller.clearSelection();
    m_controller.reset(std::move(architecture));
    m_journal.start(path);
    emit fileChanged();
    emit opened();
}

void FileCommands::newDrawing()
{
    if (!mayClose())
        return;
    m_controller.setReadOnly(false);
    show({}, {}, {});
}

void FileCommands::open()
{
    const QString path = QFileDialog::getOpenFileName(&m_window, tr("Open a drawing"),
                                                      settings::lastFolder(), fileFilter());
    if (!path.isEmpty())
        openFile(path);
}

bool FileCommands::openFile(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    auto loaded = loadFile(m_controller.catalogue(), absolute);
    if (!loaded) {
        complain(tr("%1 cannot be opened").arg(QFileInfo(path).fileName()), loaded.error());
        return false;
    }
    if (!mayClose())
        return false;
    m_controller.setReadOnly(loaded->isNewer);
    show(std::move(loaded->architecture), absolute, loaded->stamp);
    settings::setLastFolder(QFileInfo(absolute).absolutePath());
    settings::addRecentFile(absolute);
    if (loaded->isNewer)
        QMessageBox::information(
            &m_window, tr("Made by a later version"),
            tr("This drawing was made by a later version of Skydraft. You can look at it, but not "
               "change or save it: what this version does not understand would be lost."));
    return true;
}

bool FileCommands::openTemplate(const Template& chosen)
{
    auto document = readSkydraft(m_controller.catalogue(), chosen.text, chosen.name);
    if (!document) {
        complain(tr("This template cannot be opened"), document.error());
        return false;
    }
    if (!mayClose())
        return false;
    m_controller.setReadOnly(false);
    show(std::move(document->architecture), {}, {});
    return true;
}

void FileCommands::openExample()
{
    const auto& templates = builtInTemplates();
    const auto named = std::find_if(templates.begin(), templates.end(), [](const Template& known) {
        return known.name == "myclothes";
    });
    if (named != templates.end())
        openTemplate(*named);
    else if (!templates.empty())
        openTemplate(templates.front());
}

bool FileCommands::save()
{
    if (m_path.isEmpty())
        return saveAs();
    if (hasChangedOnDisk(m_path, m_stamp)) {
        switch (askToOverwrite()) {
        case Overwrite::Yes:
            break;
        case Overwrite::No:
            return false;
        case Overwrite::ElseWhere:
            return saveAs();
        }
    }
    return saveTo(m_path);
}

bool FileCommands::saveAs()
{
    const QString proposal =
        m_path.isEmpty() ? settings::lastFolder() + u'/' + displayName() + ending : m_path;
    const QString chosen =
        QFileDialog::getSaveFileName(&m_window, tr("Save the drawing"), proposal, fileFilter());
    if (chosen.isEmpty())
        return false;
    const QString path = withEnding(chosen, ending);
    // The dialog has asked about the name as typed, not about the one with our ending.
    if (path != chosen && QFileInfo::exists(path)
        && QMessageBox::question(
               &m_window, tr("Replace the file?"),
               tr("%1 exists already. Replace it?").arg(QFileInfo(path).fileName()))
               != QMessageBox::Yes)
        return false;
    return saveTo(path);
}

bool FileCommands::saveTo(const QString& path)
{
    if (m_controller.isReadOnly())
        return false;
    const auto stamp = saveFile(m_controller.architecture(), path);
    if (!stamp) {
        complain(tr("The drawing could not be saved"), stamp.error());
        return false;
    }
    m_path = QFileInfo(path).absoluteFilePath();
    m_stamp = *stamp;
    m_controller.markSaved();
    m_journal.start(m_path);
    settings::setLastFolder(QFileInfo(m_path).absolutePath());
    settings::addRecentFile(m_path);
    emit fileChanged();
    return true;
}

bool FileCommands::recover(const AbandonedJournal& abandoned)
{
    if (!mayClose())
        return false;
    m_controller.setReadOnly(false);
    m_controller.clearSelection();
    const auto saved = m_journal.recover(abandoned);
    if (!saved) {
        complain(tr("The drawing could not be recovered"), saved.error());
        return false;
    }
    m_path = abandoned.documentPath;
    // Where the file is no longer what the journal started from, saving will ask.
    m_stamp = {};
    if (const auto onDisk = loadFile(m_controller.catalogue(), m_path))
        if (onDisk->architecture == *saved)
            m_stamp = onDisk->stamp;
    emit fileChanged();
    emit opened();
    return true;
}

bool FileCommands::mayClose()
{
    if (!m_controller.isModified() || m_controller.isReadOnly())
        return true;
    QMessageBox box(QMessageBox::Warning, tr("Unsaved changes"),
                    tr("Save the changes to %1?").arg(displayName()),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, &m_window);
    box.setInformativeText(tr("What is not saved will be lost."));
    box.setDefaultButton(QMessageBox::Save);
    box.button(QMessageBox::Save)->setText(tr("&Save"));
    box.button(QMessageBox::Discard)->setText(tr("&Do not save"));
    box.button(QMessageBox::Cancel)->setText(tr("Cancel"));
    switch (box.exec()) {
    case QMessageBox::Save:
        return save();
    case QMessageBox::Discard:
        return true;
    default:
        return false;
    }
}

FileCommands::Overwrite FileCommands::askToOverwrite()
{
    QMessageBox box(QMessageBox::Warning, tr("The file has changed"),
                    tr("Another program has changed %1 since it was opened.").arg(displayName()),
                    QMessageBox::NoButton, &m_window);
    box.setInformativeText(tr("Saving replaces what the other program wrote."));
    const auto* overwrite = box.addButton(tr("&Replace"), QMessageBox::DestructiveRole);
    auto* elsewhere = box.addButton(tr("Save &as…"), QMessageBox::AcceptRole);
    box.addButton(tr("Cancel"), QMessageBox::RejectRole);
    box.setDefaultButton(elsewhere);
    box.exec();
    if (box.clickedButton() == overwrite)
        return Overwrite::Yes;
    return box.clickedButton() == elsewhere ? Overwrite::ElseWhere : Overwrite::No;
}

void FileCommands::complain(const QString& title, const Error& error)
{
    QMessageBox box(QMessageBox::Critical, title, title, QMessageBox::Ok, &m_window);
    box.setInformativeText(explained(error));
    box.exec();
}

void FileCommands::fillRecentMenu(QMenu& menu)
{
    menu.clear();
    const QStringList files = settings::recentFiles();
    for (const QString& path : files) {
        QString name = QFileInfo(path).fileName();
        QAction* action = menu.addAction(name.replace(u'&', QLatin1String("&&")));
        action->setStatusTip(path);
        connect(action, &QAction::triggered, this, [this, path] { openFile(path); });
    }
    menu.addSeparator();
    QAction* clear = menu.addAction(tr("&Clear this list"));
    clear->setEnabled(!files.isEmpty());
    connect(clear, &QAction::triggered, this, &settings::clearRecentFiles);
}

void FileCommands::fillTemplateMenu(QMenu& menu)
{
    menu.clear();
    for (const Template& known : builtInTemplates()) {
        QString title = toQString(known.title);
        QAction* action = menu.addAction(title.replace(u'&', QLatin1String("&&")));
        connect(action, &QAction::triggered, this, [this, &known] { openTemplate(known); });
    }
    if (menu.isEmpty())
        menu.addAction(tr("No templates"))->setEnabled(false);
}

} // namespace skydraft
