// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shortcuts_dialog.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "app/gui/actions.h"

#include <array>

namespace skydraft {
namespace {

struct Gesture
{
    const char* keys = "";
    const char* meaning = "";
};

constexpr std::array gestures{
    Gesture{QT_TRANSLATE_NOOP("Gestures", "Click"), QT_TRANSLATE_NOOP("Gestures", "Select")},
    Gesture{QT_TRANSLATE_NOOP("Gestures", "Shift + click"),
            QT_TRANSLATE_NOOP("Gestures", "Add to the selection, or take out of it")},
    Gesture{QT_TRANSLATE_NOOP("Gestures", "Drag on empty ground"),
            QT_TRANSLATE_NOOP("Gestures", "Select with a rubber band")},
    Gesture{QT_TRANSLATE_NOOP("Gestures", "Drag"),
            QT_TRANSLATE_NOOP("Gestures", "Move; a frame takes what is dropped in it")},
    Gesture{QT_TRANSLATE_NOOP("Gestures", "Double-click"), QT_TRANSLATE_NOOP("Gestures", "Rename")},
    Gesture{QT_TRANSLATE_NOOP("Gestures", "Arrow keys"),
            QT_TRANSLATE_NOOP("Gestures", "Move what is selected")},
    Gesture{QT_TRANSLATE_NOOP("Gestures", "Space + drag, middle button + drag"),
            QT_TRANSLATE_NOOP("Gestures", "Move the view")},
    Gesture{QT_TRANSLATE_NOOP("Gestures", "Ctrl + wheel, pinch"),
            QT_TRANSLATE_NOOP("Gestures", "Zoom")},
    Gesture{QT_TRANSLATE_NOOP("Gestures", "Escape"),
            QT_TRANSLATE_NOOP("Gestures", "Give up a drag, or clear the selection")},
};

} // namespace

ShortcutsDialog::ShortcutsDialog(const Actions& actions, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Keyboard and mouse"));
    auto* table = new QTableWidget(0, 2, this);
    table->setHorizontalHeaderLabels({tr("Keys"), tr("What they do")});
    table->horizontalHeader()->setStretchLastSection(true);
    table->verticalHeader()->hide();
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    const auto addRow = [table](const QString& keys, const QString& meaning) {
        const int row = table->rowCount();
        table->insertRow(row);
        table->setItem(row, 0, new QTableWidgetItem(keys));
        table->setItem(row, 1, new QTableWidgetItem(meaning));
    };
    for (const Gesture& gesture : gestures)
        addRow(QCoreApplication::translate("Gestures", gesture.keys),
               QCoreApplication::translate("Gestures", gesture.meaning));
    for (const QAction* action : actions.all())
        if (!action->shortcut().isEmpty())
            addRow(QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText)
                       .replace(QLatin1String("; "), QLatin1String(", ")),
                   action->statusTip());
    table->resizeColumnToContents(0);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(table);
    layout->addWidget(buttons);
    resize(620, 560);
}

} // namespace skydraft
