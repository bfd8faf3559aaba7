// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/simulation_events.h"

#include <QHeaderView>
#include <QScrollBar>

#include "widgets/common/type_icons.h"

namespace skydraft {

SimulationEvents::SimulationEvents(QWidget* parent)
    : QTreeWidget(parent)
{
    setColumnCount(3);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    header()->resizeSection(1, 150);
    header()->setStretchLastSection(true);
    connect(this, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) {
        emit seekRequested(item->data(0, Qt::UserRole).toDouble());
    });
    retranslate();
}

void SimulationEvents::retranslate()
{
    setHeaderLabels({tr("Time"), tr("Where"), tr("What happened")});
    setAccessibleName(tr("Events of the simulation"));
    m_shown.clear();
    refill();
}

void SimulationEvents::setEvents(const std::vector<SimulationEvent>& events)
{
    m_events = events;
    refill();
}

void SimulationEvents::refill()
{
    QString words;
    for (const SimulationEvent& event : m_events)
        words += clockTime(event.atS) + event.where + event.what + QLatin1Char('\n');
    if (words == m_shown)
        return; // sixty frames a second say the same
    m_shown = words;
    const bool isAtEnd = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    clear();
    for (const SimulationEvent& event : m_events) {
        auto* item = new QTreeWidgetItem(this, {clockTime(event.atS), event.where, event.what});
        item->setData(0, Qt::UserRole, event.atS);
        item->setIcon(2, coloredIcon(iconOf(event.kind), colorOf(event.kind)));
        item->setToolTip(2, event.what);
        item->setToolTip(1, event.where);
    }
    if (isAtEnd)
        scrollToBottom();
}

} // namespace skydraft
