// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include "model/architecture/resource.h"

#include <memory>

class QMimeData;

namespace skydraft {

/// The icon of a security group, to be dragged onto a resource of the drawing.
class GroupHandle : public QLabel
{
    Q_OBJECT

public:
    explicit GroupHandle(QWidget* parent = nullptr);

    void setGroup(const ResourceId& id) { m_id = id; }
    /// What a drag carries.
    std::unique_ptr<QMimeData> mimeData() const;

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    ResourceId m_id;
    QPoint m_pressedAt;
};

} // namespace skydraft
