// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/intent_words.h"

#include <QCoreApplication>

#include "widgets/common/language.h"
#include "widgets/theme/theme.h"

namespace skydraft {
namespace {

QString words(const char* source)
{
    return QCoreApplication::translate("IntentWords", source);
}

} // namespace

Sign signOf(IntentStatus status)
{
    switch (status) {
    case IntentStatus::Passed:
        return {words(QT_TRANSLATE_NOOP("IntentWords", "Kept")), QStringLiteral("check"),
                theme().allowed};
    case IntentStatus::Failed:
        return {words(QT_TRANSLATE_NOOP("IntentWords", "Broken")), QStringLiteral("cross"),
                theme().blocked};
    case IntentStatus::Undecided:
        break;
    }
    return {words(QT_TRANSLATE_NOOP("IntentWords", "Undecided")), QStringLiteral("question"),
            theme().unknown};
}

QString kindInWords(IntentKind kind)
{
    switch (kind) {
    case IntentKind::Never:
        return words(QT_TRANSLATE_NOOP("IntentWords", "never reaches"));
    case IntentKind::Reaches:
        return words(QT_TRANSLATE_NOOP("IntentWords", "reaches"));
    case IntentKind::Through:
        break;
    }
    return words(QT_TRANSLATE_NOOP("IntentWords", "reaches only through"));
}

QString inWords(const Intent& intent)
{
    const QString from = toQString(intent.from);
    const QString to = toQString(intent.to);
    QString text;
    switch (intent.kind) {
    case IntentKind::Never:
        text = words(QT_TRANSLATE_NOOP("IntentWords", "%1 never reaches %2")).arg(from, to);
        break;
    case IntentKind::Reaches:
        text = words(QT_TRANSLATE_NOOP("IntentWords", "%1 reaches %2")).arg(from, to);
        break;
    case IntentKind::Through:
        text = words(QT_TRANSLATE_NOOP("IntentWords", "%1 reaches %2 only through %3"))
                   .arg(from, to, toQString(intent.through));
        break;
    }
    QString packet = toQString(intent.protocol);
    if (intent.port)
        packet =
            QStringLiteral("%1 %2")
                .arg(packet.isEmpty() ? words(QT_TRANSLATE_NOOP("IntentWords", "port")) : packet)
                .arg(*intent.port);
    return packet.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, packet);
}

} // namespace skydraft
