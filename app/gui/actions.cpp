// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/actions.h"

#include <QCoreApplication>

#include "widgets/common/type_icons.h"

#include <array>

namespace skydraft {
namespace {

struct Entry
{
    ActionId id = ActionId::New;
    const char* text = "";
    const char* hint = "";
    const char* symbol = ""; ///< of actionIcon(), empty: none
    QKeySequence::StandardKey standardKey = QKeySequence::UnknownKey;
    const char* keys = ""; ///< where there is no standard key; several with "; " between
};

constexpr std::array entries{
    Entry{ActionId::New, QT_TRANSLATE_NOOP("Actions", "&New"),
          QT_TRANSLATE_NOOP("Actions", "Start an empty drawing"), "new", QKeySequence::New},
    Entry{ActionId::Open, QT_TRANSLATE_NOOP("Actions", "&Open…"),
          QT_TRANSLATE_NOOP("Actions", "Open a drawing from a file"), "open", QKeySequence::Open},
    Entry{ActionId::Save, QT_TRANSLATE_NOOP("Actions", "&Save"),
          QT_TRANSLATE_NOOP("Actions", "Save the drawing"), "save", QKeySequence::Save},
    Entry{ActionId::SaveAs, QT_TRANSLATE_NOOP("Actions", "Save &as…"),
          QT_TRANSLATE_NOOP("Actions", "Save the drawing under another name"), "",
          QKeySequence::UnknownKey, "Ctrl+Shift+S"},
    Entry{ActionId::ExportPng, QT_TRANSLATE_NOOP("Actions", "Export as &PNG…"),
          QT_TRANSLATE_NOOP("Actions", "Save a picture of the drawing"), "export"},
    Entry{ActionId::ExportSvg, QT_TRANSLATE_NOOP("Actions", "Export as S&VG…"),
          QT_TRANSLATE_NOOP("Actions", "Save a picture that stays sharp at every size"), "export"},
    Entry{ActionId::CopyPicture, QT_TRANSLATE_NOOP("Actions", "Copy as pict&ure"),
          QT_TRANSLATE_NOOP("Actions", "Put a picture of the drawing on the clipboard"), "copy",
          QKeySequence::UnknownKey, "Ctrl+Shift+C"},
    Entry{ActionId::Quit, QT_TRANSLATE_NOOP("Actions", "&Quit"),
          QT_TRANSLATE_NOOP("Actions", "Close the window"), "", QKeySequence::UnknownKey, "Ctrl+Q"},
    Entry{ActionId::Undo, QT_TRANSLATE_NOOP("Actions", "&Undo"),
          QT_TRANSLATE_NOOP("Actions", "Take back the last step"), "undo", QKeySequence::Undo},
    Entry{ActionId::Redo, QT_TRANSLATE_NOOP("Actions", "&Redo"),
          QT_TRANSLATE_NOOP("Actions", "Do again what was taken back"), "redo",
          QKeySequence::UnknownKey, "Ctrl+Shift+Z; Ctrl+Y"},
    Entry{ActionId::Cut, QT_TRANSLATE_NOOP("Actions", "Cu&t"),
          QT_TRANSLATE_NOOP("Actions", "Move what is selected to the clipboard"), "",
          QKeySequence::Cut},
    Entry{ActionId::Copy, QT_TRANSLATE_NOOP("Actions", "&Copy"),
          QT_TRANSLATE_NOOP("Actions", "Copy what is selected to the clipboard"), "copy",
          QKeySequence::Copy},
    Entry{ActionId::Paste, QT_TRANSLATE_NOOP("Actions", "&Paste"),
          QT_TRANSLATE_NOOP("Actions", "Add what is on the clipboard to the drawing"), "",
          QKeySequence::Paste},
    Entry{ActionId::Duplicate, QT_TRANSLATE_NOOP("Actions", "D&uplicate"),
          QT_TRANSLATE_NOOP("Actions", "Put a copy of what is selected beside it"), "",
          QKeySequence::UnknownKey, "Ctrl+D"},
    Entry{ActionId::Delete, QT_TRANSLATE_NOOP("Actions", "&Delete"),
          QT_TRANSLATE_NOOP("Actions", "Remove what is selected from the drawing"), "delete",
          QKeySequence::UnknownKey, "Del; Backspace"},
    Entry{ActionId::Rename, QT_TRANSLATE_NOOP("Actions", "Rena&me"),
          QT_TRANSLATE_NOOP("Actions", "Change the name of what is selected"), "edit",
          QKeySequence::UnknownKey, "F2"},
    Entry{ActionId::SelectAll, QT_TRANSLATE_NOOP("Actions", "Select &all"),
          QT_TRANSLATE_NOOP("Actions", "Select everything on the drawing"), "",
          QKeySequence::SelectAll},
    Entry{ActionId::Properties, QT_TRANSLATE_NOOP("Actions", "P&roperties"),
          QT_TRANSLATE_NOOP("Actions", "Show the properties of what is selected"), "settings",
          QKeySequence::UnknownKey, "Alt+Return"},
    Entry{ActionId::Rules, QT_TRANSLATE_NOOP("Actions", "R&ules and routes"),
          QT_TRANSLATE_NOOP("Actions", "Edit the security group, network ACL or route table"), "",
          QKeySequence::UnknownKey, "Ctrl+R"},
    Entry{ActionId::ZoomIn, QT_TRANSLATE_NOOP("Actions", "Zoom &in"),
          QT_TRANSLATE_NOOP("Actions", "Show the drawing larger"), "zoom-in",
          QKeySequence::UnknownKey, "Ctrl++; Ctrl+="},
    Entry{ActionId::ZoomOut, QT_TRANSLATE_NOOP("Actions", "Zoom &out"),
          QT_TRANSLATE_NOOP("Actions", "Show the drawing smaller"), "zoom-out",
          QKeySequence::ZoomOut},
    Entry{ActionId::ZoomActual, QT_TRANSLATE_NOOP("Actions", "&Actual size"),
          QT_TRANSLATE_NOOP("Actions", "Show the drawing at 100 %"), "", QKeySequence::UnknownKey,
          "Ctrl+0"},
    Entry{ActionId::ZoomFit, QT_TRANSLATE_NOOP("Actions", "&Fit the drawing"),
          QT_TRANSLATE_NOOP("Actions", "Show the whole drawing"), "fit", QKeySequence::UnknownKey,
          "Ctrl+1"},
    Entry{ActionId::ZoomSelection, QT_TRANSLATE_NOOP("Actions", "Fit the &selection"),
          QT_TRANSLATE_NOOP("Actions", "Show what is selected as large as possible"), "",
          QKeySequence::UnknownKey, "Ctrl+2"},
    Entry{ActionId::ShowKey, QT_TRANSLATE_NOOP("Actions", "&Key to the marks"),
          QT_TRANSLATE_NOOP("Actions", "Show what marks and lines mean"), "",
          QKeySequence::UnknownKey, "Ctrl+K"},
    Entry{ActionId::ShowExposure, QT_TRANSLATE_NOOP("Actions", "&Exposed to the internet"),
          QT_TRANSLATE_NOOP("Actions", "Mark everything that the internet reaches"), "language",
          QKeySequence::UnknownKey, "Ctrl+E"},
    Entry{ActionId::ShowEstimate, QT_TRANSLATE_NOOP("Actions", "Expected &utilization"),
          QT_TRANSLATE_NOOP("Actions", "Show how busy the load would keep each resource"), "",
          QKeySequence::UnknownKey, "Ctrl+U"},
    Entry{ActionId::FullScreen, QT_TRANSLATE_NOOP("Actions", "F&ull screen"),
          QT_TRANSLATE_NOOP("Actions", "Let the window take the whole screen, or no longer"), "",
          QKeySequence::UnknownKey, "F11"},
    Entry{ActionId::Play, QT_TRANSLATE_NOOP("Actions", "&Play"),
          QT_TRANSLATE_NOOP("Actions", "Play traffic on the drawing"), "play",
          QKeySequence::UnknownKey, "F5"},
    Entry{ActionId::Stop, QT_TRANSLATE_NOOP("Actions", "&Stop"),
          QT_TRANSLATE_NOOP("Actions", "End the simulation"), "stop", QKeySequence::UnknownKey,
          "Shift+F5"},
    Entry{ActionId::Scenarios, QT_TRANSLATE_NOOP("Actions", "S&cenarios…"),
          QT_TRANSLATE_NOOP("Actions", "Edit loads and faults"), "edit", QKeySequence::UnknownKey,
          "Ctrl+F5"},
    Entry{ActionId::Shortcuts, QT_TRANSLATE_NOOP("Actions", "&Keyboard and mouse"),
          QT_TRANSLATE_NOOP("Actions", "List every shortcut"), "question", QKeySequence::UnknownKey,
          "?; F1"},
    Entry{ActionId::About, QT_TRANSLATE_NOOP("Actions", "&About Skydraft"),
          QT_TRANSLATE_NOOP("Actions", "Version and licence"), ""},
};

QString inLanguage(const char* source)
{
    return QCoreApplication::translate("Actions", source);
}

/// "Cu&t" as a tool tip: "Cut"; in Korean the letter stands in brackets at the end.
QString withoutMnemonic(QString text)
{
    const qsizetype bracket = text.indexOf(QLatin1String("(&"));
    if (bracket >= 0 && bracket + 3 < text.size() && text[bracket + 3] == u')')
        text.remove(bracket, 4);
    return text.remove(u'&').remove(u'…').trimmed();
}

} // namespace

Actions::Actions(QObject* parent)
    : QObject(parent)
{
    for (const Entry& entry : entries) {
        auto* action = new QAction(this);
        if (entry.standardKey != QKeySequence::UnknownKey)
            action->setShortcuts(entry.standardKey);
        else if (*entry.keys != '\0')
            action->setShortcuts(QKeySequence::listFromString(QString::fromLatin1(entry.keys),
                                                              QKeySequence::PortableText));
        m_actions.emplace(entry.id, action);
    }
    m_actions.at(ActionId::ShowKey)->setCheckable(true);
    m_actions.at(ActionId::ShowExposure)->setCheckable(true);
    m_actions.at(ActionId::ShowEstimate)->setCheckable(true);
    m_actions.at(ActionId::Quit)->setMenuRole(QAction::QuitRole);
    m_actions.at(ActionId::About)->setMenuRole(QAction::AboutRole);
    refresh();
}

std::vector<QAction*> Actions::all() const
{
    std::vector<QAction*> found;
    found.reserve(entries.size());
    for (const Entry& entry : entries)
        found.push_back(m_actions.at(entry.id));
    return found;
}

void Actions::setPlayMeans(PlayMeans means)
{
    m_playMeans = means;
    refresh();
}

void Actions::refresh()
{
    for (const Entry& entry : entries) {
        QAction& action = *m_actions.at(entry.id);
        const QString text = inLanguage(entry.text);
        action.setText(text);
        const QString keys = action.shortcut().toString(QKeySequence::NativeText);
        const QString name = withoutMnemonic(text);
        action.setToolTip(keys.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, keys));
        action.setStatusTip(inLanguage(entry.hint));
        if (*entry.symbol != '\0')
            action.setIcon(actionIcon(QString::fromLatin1(entry.symbol)));
    }
    QAction& play = *m_actions.at(ActionId::Play);
    if (m_playMeans == PlayMeans::Pause) {
        play.setText(inLanguage(QT_TRANSLATE_NOOP("Actions", "&Pause")));
        play.setIcon(actionIcon(QStringLiteral("pause")));
    } else if (m_playMeans == PlayMeans::Resume) {
        play.setText(inLanguage(QT_TRANSLATE_NOOP("Actions", "&Resume")));
    }
    if (m_playMeans != PlayMeans::Play)
        play.setToolTip(QStringLiteral("%1 (%2)").arg(
            withoutMnemonic(play.text()), play.shortcut().toString(QKeySequence::NativeText)));
}

} // namespace skydraft
