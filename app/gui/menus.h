// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QObject>

#include "widgets/theme/theme.h"

#include <vector>

class QActionGroup;
class QDockWidget;
class QMainWindow;

namespace skydraft {

class Actions;
class FileCommands;

/// The menu bar, with titles in the current language.
class Menus : public QObject
{
    Q_OBJECT

public:
    Menus(QMainWindow& window, const Actions& actions, FileCommands& files,
          const std::vector<QDockWidget*>& docks);

    void retranslate();

signals:
    /// "en", "ko" or "" for the system's.
    void languageChosen(const QString& language);
    void colorSchemeChosen(skydraft::ColorScheme scheme);

private:
    struct Title
    {
        QMenu* menu = nullptr;
        const char* source = "";
    };
    QMenu* add(QMenu* parent, const char* source);
    void addLanguages();
    void addSchemes();

    QMainWindow& m_window;
    const Actions& m_actions;
    std::vector<Title> m_titles;
    QMenu* m_view = nullptr;
    QAction* m_systemLanguage = nullptr;
    std::vector<std::pair<QAction*, const char*>> m_schemeActions;
};

} // namespace skydraft
