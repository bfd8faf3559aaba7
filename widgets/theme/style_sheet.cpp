// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/style_sheet.h"

namespace skydraft {

namespace {

const char* const pattern = R"(
QLineEdit, QPlainTextEdit {
    background: @base; color: @text; border: 1px solid @outline; border-radius: 4px;
    padding: 2px 6px; selection-background-color: @accent; selection-color: #ffffff;
}
QLineEdit:focus, QPlainTextEdit:focus { border: 1px solid @selection; }
QLineEdit:disabled, QLineEdit[readOnly="true"] { background: @window; }
QLineEdit[muted="true"] { color: @muted; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"] { border: 2px solid @error; padding: 1px 5px; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { border: none; padding: 0 2px; background: transparent; }
QComboBox QLineEdit[invalid="true"] { border: 2px solid @error; }
QLabel[role="title"] { font-weight: 600; }
QLabel[role="headline"] { font-weight: 600; font-size: @largept; }
QLabel[role="help"], QLabel[muted="true"] { color: @muted; }
QLabel[role="error"] { color: @error; }
QLabel[role="figure"] { font-weight: 600; font-size: @figurept; }
QToolButton[role="heading"] {
    font-weight: 600; border: none; border-bottom: 1px solid @grid; border-radius: 0;
    padding: 5px 2px; text-align: left; background: transparent;
}
QToolButton[role="heading"]:hover { color: @selection; }
QToolButton[role="heading"]:focus { border-bottom: 2px solid @selection; }
QToolButton[role="filter"] {
    border: 1px solid @grid; border-radius: 4px; padding: 2px 8px; background: transparent;
    color: @muted;
}
QToolButton[role="filter"]:checked { border-color: @outline; background: @base; color: @text; }
QToolButton[role="filter"]:focus { border-color: @selection; }
QFrame[role="card"] { background: @base; border: 1px solid @grid; border-radius: 6px; }
QToolTip {
    background: @base; color: @text; border: 1px solid @outline; padding: 4px;
}
QDockWidget::title { background: @window; padding: 6px 8px; font-weight: 600; }
QHeaderView::section {
    background: @window; color: @muted; border: none; border-bottom: 1px solid @grid;
    padding: 3px 6px;
}
QTreeView, QListView, QTableView { border: 1px solid @grid; border-radius: 4px; outline: 0; }
QScrollArea { border: none; }
)";

} // namespace

QString styleSheet(const Theme& theme)
{
    QString sheet = QString::fromLatin1(pattern);
    const QList<std::pair<QString, QString>> values{
        {QStringLiteral("@base"), theme.base.name()},
        {QStringLiteral("@text"), theme.text.name()},
        {QStringLiteral("@outline"), theme.outline.name()},
        {QStringLiteral("@accent"), theme.accent.name()},
        {QStringLiteral("@selection"), theme.selection.name()},
        {QStringLiteral("@window"), theme.window.name()},
        {QStringLiteral("@muted"), theme.mutedText.name()},
        {QStringLiteral("@error"), theme.error.name()},
        {QStringLiteral("@grid"), theme.grid.name()},
        {QStringLiteral("@largept"), QStringLiteral("12pt")},
        {QStringLiteral("@figurept"), QStringLiteral("13pt")},
    };
    for (const auto& [name, value] : values)
        sheet.replace(name, value);
    return sheet;
}

} // namespace skydraft
