// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/map_editor.h"

#include "widgets/inspector/value_words.h"

namespace skydraft {

Json MapEditor::valueFrom(const QStringList& lines)
{
    Json map = Json::object();
    for (const QString& line : lines) {
        const qsizetype sign = line.indexOf(QLatin1Char('='));
        const QString key = line.left(sign).trimmed();
        if (sign < 0 || key.isEmpty()) {
            setProblem(tr("\"%1\" is not of the form name = value.").arg(line));
            return Json(Json::value_t::discarded);
        }
        if (map.contains(key.toStdString())) {
            setProblem(tr("The name \"%1\" stands here twice.").arg(key));
            return Json(Json::value_t::discarded);
        }
        map[key.toStdString()] = line.mid(sign + 1).trimmed().toStdString();
    }
    return map;
}

QStringList MapEditor::linesOf(const Json& value) const
{
    QStringList lines;
    if (value.is_object())
        for (const auto& [key, member] : value.items())
            lines.append(QString::fromStdString(key) + QStringLiteral(" = ") + fieldText(member));
    return lines;
}

} // namespace skydraft
