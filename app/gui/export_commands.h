// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QObject>

class QWidget;

namespace skydraft {

class Actions;
class AnalysisRunner;
class DocumentController;
class FileCommands;

/// Pictures of the drawing: PNG and SVG files, and a picture on the clipboard. They are in light
/// colours whatever the window is in: they go into documents.
class ExportCommands : public QObject
{
    Q_OBJECT

public:
    ExportCommands(const DocumentController& controller, const FileCommands& files,
                   const Actions& actions, QWidget& window);

    void exportPng();
    void exportSvg();
    void copyPicture();
    /// Asks for a file: a picture or a table of what was played, or of an experiment.
    void savePicture(const QImage& image);
    void saveTable(const QString& table);

    /// Nothing to export in an empty drawing.
    void refresh();

signals:
    void hintChanged(const QString& hint);

private:
    QString askForPath(const QString& title, const QString& filter, const QString& ending);
    void write(const QString& path, const QByteArray& bytes);
    void writePng(const QString& path, const QImage& image);

    const DocumentController& m_controller;
    const FileCommands& m_files;
    const Actions& m_actions;
    QWidget& m_window;
};

} // namespace skydraft
