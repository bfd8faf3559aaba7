// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/impact_preview.h"

#include <QEvent>

#include "widgets/panels/reach_words.h"
#include "widgets/session/document_controller.h"
#include "widgets/session/reach_runner.h"
#include "widgets/theme/style_flags.h"

#include <chrono>

namespace skydraft {
namespace {

constexpr std::chrono::milliseconds restTime{150};
constexpr int mostLines = 4;

} // namespace

ImpactPreview::ImpactPreview(DocumentController& controller, ReachRunner& runner, QWidget* parent)
    : QLabel(parent)
    , m_controller(controller)
    , m_runner(runner)
{
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setStyleRole(this, QStringLiteral("help"));
    hide();
    m_ask.setSingleShot(true);
    m_ask.setInterval(restTime);
    connect(&m_ask, &QTimer::timeout, this, &ImpactPreview::ask);
}

void ImpactPreview::watch(QAbstractButton* button, const Edit& edit)
{
    m_edits.insert_or_assign(button, edit);
    button->installEventFilter(this);
    connect(button, &QObject::destroyed, this, [this](const QObject* gone) {
        m_edits.erase(gone);
        if (m_shown == gone)
            show(nullptr);
    });
}

bool ImpactPreview::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Enter:
    case QEvent::FocusIn:
        show(watched);
        break;
    case QEvent::Leave:
    case QEvent::FocusOut:
    case QEvent::Hide:
        if (m_shown == watched)
            show(nullptr);
        break;
    default:
        break;
    }
    return QLabel::eventFilter(watched, event);
}

void ImpactPreview::show(const QObject* button)
{
    m_shown = button;
    m_ask.stop();
    clear();
    hide();
    if (button != nullptr)
        m_ask.start();
}

void ImpactPreview::ask()
{
    const auto edit = m_edits.find(m_shown);
    if (edit == m_edits.end())
        return;
    m_runner.ask(
        this,
        [this, button = m_shown, edit = edit->second](Reachability& reach) -> ReachRunner::Answer {
            const auto changes = reach.preview(edit);
            if (!changes)
                return {};
            return [this, button, changes = *changes] {
                if (m_shown != button)
                    return;
                setText(ReachWords::impact(m_controller.architecture(), changes, mostLines)
                            .join(u'\n'));
                QLabel::show();
            };
        });
}

} // namespace skydraft
