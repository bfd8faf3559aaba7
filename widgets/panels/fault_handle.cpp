// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/fault_handle.h"

#include <QApplication>
#include <QDrag>
#include <QEvent>
#include <QMimeData>
#include <QMouseEvent>

#include "widgets/common/type_icons.h"
#include "widgets/panels/fault_lane.h"

namespace skydraft {
namespace {

constexpr int iconSide = 20;

} // namespace

FaultHandle::FaultHandle(QWidget* parent)
    : QLabel(parent)
{
    setCursor(Qt::OpenHandCursor);
    setToolTip(tr("Drag this onto the timeline below to add the fault there"));
    setAccessibleName(tr("Fault to drag onto the timeline"));
    showIcon();
}

void FaultHandle::showIcon()
{
    setPixmap(actionIcon(QStringLiteral("kill")).pixmap(iconSide, iconSide));
}

void FaultHandle::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showIcon();
}

void FaultHandle::mousePressEvent(QMouseEvent* event)
{
    m_pressedAt = event->pos();
}

void FaultHandle::mouseMoveEvent(QMouseEvent* event)
{
    const bool isDragged =
        (event->buttons() & Qt::LeftButton) != 0
        && (event->pos() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
    if (!isDragged)
        return;
    auto* drag = new QDrag(this); // Qt deletes it
    auto* mime = new QMimeData;
    mime->setData(QLatin1String(faultMimeType), QByteArray("fault"));
    drag->setMimeData(mime);
    drag->setPixmap(actionIcon(QStringLiteral("kill")).pixmap(iconSide, iconSide));
    drag->exec(Qt::CopyAction);
}

} // namespace skydraft
