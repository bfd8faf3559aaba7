// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace skydraft {

class Actions;

/// Every shortcut of the window and every gesture of the canvas, as a table.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    ShortcutsDialog(const Actions& actions, QWidget* parent);
};

} // namespace skydraft
