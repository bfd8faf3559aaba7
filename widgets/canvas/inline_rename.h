// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QPointer>

#include "widgets/canvas/canvas_context.h"

namespace skydraft {

/// A line editor over the name of a node or frame; input methods work as in any other. Enter and
/// loss of focus keep the new name, Esc the old one.
class InlineRename : public QObject
{
    Q_OBJECT

public:
    explicit InlineRename(CanvasContext& context, QObject* parent = nullptr);

    void start(const ResourceId& id);
    bool isActive() const { return !m_editor.isNull(); }
    /// Keeps what was typed.
    void commit();
    void cancel();
    /// Follows the node when the view moves.
    void place();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void close();

    CanvasContext& m_context;
    ResourceId m_id;
    QPointer<QLineEdit> m_editor;
};

} // namespace skydraft
