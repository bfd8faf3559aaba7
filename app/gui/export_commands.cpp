// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/export_commands.h"

#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMessageBox>

#include "app/gui/actions.h"
#include "app/gui/file_commands.h"
#include "app/gui/settings.h"
#include "model/formats/svg.h"
#include "widgets/canvas/drawing_render.h"
#include "widgets/common/language.h"
#include "widgets/session/document_controller.h"
#include "widgets/session/document_file.h"

namespace skydraft {
namespace {

constexpr double pictureScale = 2; // sharp in print and on dense screens

/// The largest scale up to ours that the renderer takes.
QImage picture(const DocumentController& controller)
{
    for (double scale = pictureScale; scale > 0.05; scale /= 2) {
        RenderOptions options;
        options.scale = scale;
        QImage image = renderDrawing(controller.catalogue(), controller.architecture(), options);
        if (!image.isNull())
            return image;
    }
    return {};
}

} // namespace

ExportCommands::ExportCommands(const DocumentController& controller, const FileCommands& files,
                               const Actions& actions, QWidget& window)
    : QObject(&window)
    , m_controller(controller)
    , m_files(files)
    , m_actions(actions)
    , m_window(window)
{
    connect(actions[ActionId::ExportPng], &QAction::triggered, this, &ExportCommands::exportPng);
    connect(actions[ActionId::ExportSvg], &QAction::triggered, this, &ExportCommands::exportSvg);
    connect(actions[ActionId::CopyPicture], &QAction::triggered, this,
            &ExportCommands::copyPicture);
    connect(&controller, &DocumentController::changed, this, &ExportCommands::refresh);
    refresh();
}

void ExportCommands::refresh()
{
    const bool hasContents = !m_controller.architecture().isEmpty();
    for (const ActionId id : {ActionId::ExportPng, ActionId::ExportSvg, ActionId::CopyPicture})
        m_actions[id]->setEnabled(hasContents);
}

QString ExportCommands::askForPath(const QString& title, const QString& filter,
                                   const QString& ending)
{
    const QString base = QFileInfo(m_files.displayName()).completeBaseName();
    const QString folder = m_files.path().isEmpty() ? settings::lastFolder()
                                                    : QFileInfo(m_files.path()).absolutePath();
    const QString chosen =
        QFileDialog::getSaveFileName(&m_window, title, folder + u'/' + base + ending, filter);
    return chosen.isEmpty() ? chosen : FileCommands::withEnding(chosen, ending);
}

void ExportCommands::write(const QString& path, const QByteArray& bytes)
{
    if (const auto written = writeFileAtomically(path, bytes); !written)
        QMessageBox::critical(&m_window, tr("The picture could not be saved"),
                              explained(written.error()));
    else
        emit hintChanged(tr("Saved %1").arg(QFileInfo(path).fileName()));
}

void ExportCommands::exportPng()
{
    const QString path =
        askForPath(tr("Export as PNG"), tr("PNG pictures (*.png)"), QStringLiteral(".png"));
    if (!path.isEmpty())
        writePng(path, picture(m_controller));
}

void ExportCommands::savePicture(const QImage& image)
{
    const QString path =
        askForPath(tr("Export as PNG"), tr("PNG pictures (*.png)"), QStringLiteral(".png"));
    if (!path.isEmpty())
        writePng(path, image);
}

void ExportCommands::saveTable(const QString& table)
{
    const QString path =
        askForPath(tr("Export as CSV"), tr("Tables (*.csv)"), QStringLiteral(".csv"));
    if (!path.isEmpty()) // Excel takes a file for UTF-8 only with a byte order mark
        write(path, QByteArrayLiteral("\xef\xbb\xbf") + table.toUtf8());
}

void ExportCommands::writePng(const QString& path, const QImage& image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG")) {
        QMessageBox::critical(&m_window, tr("The picture could not be saved"),
                              tr("The drawing is too large for a picture. Export it as SVG."));
        return;
    }
    write(path, bytes);
}

void ExportCommands::exportSvg()
{
    const QString path =
        askForPath(tr("Export as SVG"), tr("SVG pictures (*.svg)"), QStringLiteral(".svg"));
    if (path.isEmpty())
        return;
    write(path, QByteArray::fromStdString(
                    writeSvg(m_controller.catalogue(), m_controller.architecture())));
}

void ExportCommands::copyPicture()
{
    const QImage image = picture(m_controller);
    if (image.isNull())
        return;
    QGuiApplication::clipboard()->setImage(image);
    emit hintChanged(tr("The picture is on the clipboard"));
}

} // namespace skydraft
