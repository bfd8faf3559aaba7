// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/menus.h"

#include <QActionGroup>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenuBar>

#include "app/gui/actions.h"
#include "app/gui/file_commands.h"
#include "app/gui/settings.h"

namespace skydraft {

Menus::Menus(QMainWindow& window, const Actions& actions, FileCommands& files,
             const std::vector<QDockWidget*>& docks)
    : QObject(&window)
    , m_window(window)
    , m_actions(actions)
{
    const auto put = [&](QMenu* menu, std::initializer_list<ActionId> ids) {
        for (const ActionId id : ids)
            menu->addAction(actions[id]);
        menu->addSeparator();
    };
    QMenu* file = add(nullptr, QT_TR_NOOP("&File"));
    file->addAction(actions[ActionId::New]);
    QMenu* templates = add(file, QT_TR_NOOP("New from &template"));
    file->addAction(actions[ActionId::Open]);
    QMenu* recent = add(file, QT_TR_NOOP("Open &recent"));
    file->addSeparator();
    put(file, {ActionId::Save, ActionId::SaveAs});
    put(file, {ActionId::ExportPng, ActionId::ExportSvg});
    file->addAction(actions[ActionId::Quit]);
    connect(templates, &QMenu::aboutToShow, &files,
            [&files, templates] { files.fillTemplateMenu(*templates); });
    connect(recent, &QMenu::aboutToShow, &files,
            [&files, recent] { files.fillRecentMenu(*recent); });

    QMenu* edit = add(nullptr, QT_TR_NOOP("&Edit"));
    put(edit, {ActionId::Undo, ActionId::Redo});
    put(edit, {ActionId::Cut, ActionId::Copy, ActionId::CopyPicture, ActionId::Paste,
               ActionId::Duplicate});
    put(edit, {ActionId::Rename, ActionId::Delete, ActionId::SelectAll, ActionId::Properties,
               ActionId::Rules});

    m_view = add(nullptr, QT_TR_NOOP("&View"));
    put(m_view, {ActionId::ZoomIn, ActionId::ZoomOut, ActionId::ZoomActual, ActionId::ZoomFit,
                 ActionId::ZoomSelection});
    put(m_view, {ActionId::ShowKey, ActionId::ShowExposure, ActionId::ShowEstimate});
    for (const QDockWidget* dock : docks)
        m_view->addAction(dock->toggleViewAction());
    m_view->addSeparator();
    addLanguages();
    addSchemes();
    m_view->addSeparator();
    m_view->addAction(actions[ActionId::FullScreen]);

    put(add(nullptr, QT_TR_NOOP("&Simulation")),
        {ActionId::Play, ActionId::Stop, ActionId::Scenarios});
    put(add(nullptr, QT_TR_NOOP("&Help")), {ActionId::Shortcuts, ActionId::About});
    retranslate();
}

QMenu* Menus::add(QMenu* parent, const char* source)
{
    QMenu* menu =
        parent != nullptr ? parent->addMenu(QString()) : m_window.menuBar()->addMenu(QString());
    menu->setObjectName(QString::fromLatin1(source));
    m_titles.push_back({menu, source});
    return menu;
}

void Menus::addLanguages()
{
    QMenu* menu = add(m_view, QT_TR_NOOP("&Language"));
    auto* group = new QActionGroup(this);
    // A language is named in itself, so that whoever is lost finds the way back.
    const std::pair<QString, QString> languages[] = {
        {QString(), QString()},
        {QStringLiteral("en"), QStringLiteral("English")},
        {QStringLiteral("ko"), QStringLiteral("한국어")}};
    const QString current = settings::language();
    for (const auto& [code, name] : languages) {
        QAction* action = group->addAction(menu->addAction(name));
        action->setCheckable(true);
        action->setChecked(code == current);
        if (code.isEmpty())
            m_systemLanguage = action;
        connect(action, &QAction::triggered, this,
                [this, code = code] { emit languageChosen(code); });
    }
}

void Menus::addSchemes()
{
    QMenu* menu = add(m_view, QT_TR_NOOP("&Theme"));
    auto* group = new QActionGroup(this);
    const std::pair<ColorScheme, const char*> schemes[] = {
        {ColorScheme::System, QT_TR_NOOP("&As the system")},
        {ColorScheme::Light, QT_TR_NOOP("&Light")},
        {ColorScheme::Dark, QT_TR_NOOP("&Dark")}};
    const ColorScheme current = settings::colorScheme();
    for (const auto& [scheme, name] : schemes) {
        QAction* action = group->addAction(menu->addAction(QString()));
        action->setCheckable(true);
        action->setChecked(scheme == current);
        m_schemeActions.emplace_back(action, name);
        connect(action, &QAction::triggered, this,
                [this, scheme = scheme] { emit colorSchemeChosen(scheme); });
    }
}

void Menus::retranslate()
{
    for (const Title& title : m_titles)
        title.menu->setTitle(tr(title.source));
    m_systemLanguage->setText(tr("&As the system"));
    for (const auto& [action, name] : m_schemeActions)
        action->setText(tr(name));
}

} // namespace skydraft
