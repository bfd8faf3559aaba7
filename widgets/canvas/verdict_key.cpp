// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/canvas/verdict_key.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPainter>

#include "widgets/canvas/scene_painter.h"
#include "widgets/canvas/verdict_marks.h"
#include "widgets/canvas/verdict_words.h"
#include "widgets/common/type_icons.h"
#include "widgets/theme/style_flags.h"

#include <functional>
#include <vector>

namespace skydraft {
namespace {

constexpr QSize sampleSize{46, 20};
constexpr int margin = 10; // to the canvas's edges

struct Row
{
    std::function<void(QPainter&)> paint{};
    QString words{};
};

QRectF middleSquare(double side)
{
    return {(sampleSize.width() - side) / 2, (sampleSize.height() - side) / 2, side, side};
}

Row markRow(NodeMark mark)
{
    return {
        [mark](QPainter& painter) { paintNodeMark(painter, middleSquare(17), mark, theme(), 1); },
        VerdictWords::ofMark(mark)};
}

/// A connection as ScenePainter paints it.
Row connectorRow(ConnectorVerdict verdict)
{
    return {[verdict](QPainter& painter) {
                SceneConnector connector;
                connector.verdict = verdict;
                connector.corners = {{2, 10}, {44, 10}};
                PaintStyle style;
                style.theme = theme();
                ScenePainter(painter, style).paintConnector(connector);
                paintVerdictBadge(painter, middleSquare(15), verdict, theme());
            },
            VerdictWords::ofVerdict(verdict)};
}

Row traceRow(Qt::PenStyle style, const QString& words)
{
    return {[style](QPainter& painter) {
                painter.setPen(QPen(theme().trace, 3, style, Qt::FlatCap));
                painter.drawLine(QPointF(3, 10), QPointF(43, 10));
            },
            words};
}

} // namespace

VerdictKey::VerdictKey(QWidget* canvas)
    : QFrame(canvas)
    , m_rows(new QGridLayout(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("verdictKey"));
    setStyleRole(this, QStringLiteral("card"));
    setCursor(Qt::ArrowCursor);
    setFocusPolicy(Qt::StrongFocus);
    m_rows->setContentsMargins(10, 6, 10, 8);
    m_rows->setHorizontalSpacing(8);
    m_rows->setVerticalSpacing(2);
    m_close->setAutoRaise(true);
    m_close->setIconSize({12, 12});
    connect(m_close, &QToolButton::clicked, this, &VerdictKey::closeRequested);
    fill();
}

void VerdictKey::fill()
{
    for (QLabel* label : findChildren<QLabel*>(QString(), Qt::FindDirectChildrenOnly))
        delete label;
    setAccessibleName(tr("Key"));
    m_close->setIcon(actionIcon(QStringLiteral("cross")));
    m_close->setToolTip(tr("Hide the key"));
    m_close->setAccessibleName(tr("Hide the key"));
    const std::vector<Row> rows{
        connectorRow(ConnectorVerdict::Allowed),
        connectorRow(ConnectorVerdict::Blocked),
        connectorRow(ConnectorVerdict::Unknown),
        markRow(NodeMark::Blocked),
        markRow(NodeMark::Error),
        markRow(NodeMark::Unknown),
        markRow(NodeMark::Warning),
        markRow(NodeMark::Reachable),
        traceRow(Qt::SolidLine, tr("Traced path: way there")),
        traceRow(Qt::DashLine, tr("Traced path: way back")),
        {[](QPainter& painter) { paintCross(painter, middleSquare(16).center(), 8, theme()); },
         tr("The packet is stopped here")},
        {[](QPainter& painter) {
             paintGlobe(painter, middleSquare(15), theme().note, theme().canvas);
         },
         tr("The internet reaches it")},
    };
    auto* title = new QLabel(tr("Key"), this);
    setStyleRole(title, QStringLiteral("title"));
    m_rows->addWidget(title, 0, 0, 1, 3);
    m_rows->addWidget(m_close, 0, 3, Qt::AlignRight);
    const int perColumn = (static_cast<int>(rows.size()) + 1) / 2; // a low window shows all of it
    int number = 0;
    for (const Row& entry : rows) {
        QPixmap pixmap(sampleSize * devicePixelRatioF());
        pixmap.setDevicePixelRatio(devicePixelRatioF());
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setFont(font());
        entry.paint(painter);
        painter.end();
        auto* sample = new QLabel(this);
        sample->setPixmap(pixmap);
        auto* words = new QLabel(entry.words, this);
        const int row = 1 + number % perColumn;
        const int column = 2 * (number / perColumn);
        m_rows->addWidget(sample, row, column);
        m_rows->addWidget(words, row, column + 1);
        ++number;
    }
    place();
}

void VerdictKey::place()
{
    resize(sizeHint());
    move(margin, parentWidget()->height() - height() - margin);
}

void VerdictKey::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        fill();
}

void VerdictKey::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        emit closeRequested();
    else
        QFrame::keyPressEvent(event);
}

void VerdictKey::mousePressEvent(QMouseEvent* event)
{
    event->accept(); // what lies below it is not meant
}

} // namespace skydraft
