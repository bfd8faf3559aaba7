// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/group_handle.h"

#include <QApplication>
#include <QDrag>
#include <QMimeData>
#include <QMouseEvent>

#include "widgets/common/language.h"
#include "widgets/common/mime_types.h"
#include "widgets/common/type_icons.h"

namespace skydraft {

GroupHandle::GroupHandle(QWidget* parent)
    : QLabel(parent)
{
    setCursor(Qt::OpenHandCursor);
    setPixmap(typeIcon("vpc-security-group").pixmap(QSize(22, 22)));
    setFixedSize(26, 26);
    setAlignment(Qt::AlignCenter);
}

std::unique_ptr<QMimeData> GroupHandle::mimeData() const
{
    auto mime = std::make_unique<QMimeData>();
    mime->setData(QString::fromLatin1(securityGroupMimeType), toQString(m_id.value()).toUtf8());
    return mime;
}

void GroupHandle::mousePressEvent(QMouseEvent* event)
{
    m_pressedAt = event->position().toPoint();
}

void GroupHandle::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint way = event->position().toPoint() - m_pressedAt;
    if (!(event->buttons() & Qt::LeftButton) || m_id.empty()
        || way.manhattanLength() < QApplication::startDragDistance())
        return;
    auto* drag = new QDrag(this);
    drag->setMimeData(mimeData().release());
    drag->setPixmap(typeIcon("vpc-security-group").pixmap(QSize(24, 24), devicePixelRatioF()));
    drag->setHotSpot({34, 34}); // beside the pointer, so that the resource below is seen
    drag->exec(Qt::CopyAction);
}

} // namespace skydraft
