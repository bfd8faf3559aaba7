// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>

#include <map>
#include <vector>

namespace skydraft {

enum class ActionId
{
    New,
    Open,
    Save,
    SaveAs,
    ExportPng,
    ExportSvg,
    CopyPicture,
    Quit,
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    Duplicate,
    Delete,
    Rename,
    SelectAll,
    Properties,
    Rules,
    ZoomIn,
    ZoomOut,
    ZoomActual,
    ZoomFit,
    ZoomSelection,
    ShowKey,
    ShowExposure,
    ShowEstimate,
    FullScreen,
    Play,
    Stop,
    Scenarios,
    Shortcuts,
    About,
};

/// Everything that a person can order the window to do: one QAction each, with text, hint, symbol
/// and shortcut from one table. Who carries an order out connects to QAction::triggered.
class Actions : public QObject
{
    Q_OBJECT

public:
    explicit Actions(QObject* parent = nullptr);

    QAction* operator[](ActionId id) const { return m_actions.at(id); }
    /// In the order of the table, for the list of shortcuts.
    std::vector<QAction*> all() const;

    /// Play is also pause and resume: text and symbol of what it does next.
    enum class PlayMeans
    {
        Play,
        Pause,
        Resume
    };
    void setPlayMeans(PlayMeans means);

    /// Texts in the current language, symbols in the current colours.
    void refresh();

private:
    std::map<ActionId, QAction*> m_actions;
    PlayMeans m_playMeans = PlayMeans::Play;
};

} // namespace skydraft
