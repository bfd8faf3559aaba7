// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/trace_view.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>

#include "model/architecture/names.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/panels/hop_words.h"
#include "widgets/panels/impact_preview.h"
#include "widgets/theme/style_flags.h"

#include <algorithm>

namespace skydraft {

namespace {

enum Column
{
    Component,
    DecisionColumn,
    Rule,
    ColumnCount
};
constexpr int idRole = Qt::UserRole;
constexpr int wayRole = Qt::UserRole + 1;
constexpr int indexRole = Qt::UserRole + 2;
constexpr int wideFrom = 560;

QString nameOf(const Architecture& architecture, const ResourceId& id)
{
    const Resource* resource = architecture.find(id);
    if (resource != nullptr)
        return toQString(displayName(*resource));
    return id.empty() ? QString() : toQString(id.value());
}

/// The hop that a row shows; an invalid place for the titles of the ways.
HopPlace placeOf(const QTreeWidgetItem* item)
{
    if (item == nullptr || item->data(0, indexRole).isNull())
        return {};
    return {static_cast<TraceWay>(item->data(0, wayRole).toInt()),
            item->data(0, indexRole).toInt()};
}

} // namespace

TraceView::TraceView(const Catalogue& catalogue, QWidget* parent)
    : QWidget(parent)
    , m_catalogue(catalogue)
    , m_layout(new QBoxLayout(QBoxLayout::TopToBottom, this))
    , m_summary(new QWidget(this))
    , m_scroll(new QScrollArea(this))
    , m_icon(new QLabel(m_summary))
    , m_headline(new QLabel(m_summary))
    , m_close(new QToolButton(m_summary))
    , m_reasons(new QLabel(m_summary))
    , m_fixes(new QWidget(m_summary))
    , m_fixesLayout(new QVBoxLayout(m_fixes))
    , m_hops(new QTreeWidget(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(6);
    auto* summary = new QVBoxLayout(m_summary);
    summary->setContentsMargins(0, 0, 0, 0);
    summary->setSpacing(6);
    auto* verdict = new QHBoxLayout;
    verdict->addWidget(m_icon);
    verdict->addWidget(m_headline, 1);
    verdict->addWidget(m_close, 0, Qt::AlignTop);
    m_close->setAutoRaise(true);
    m_close->setIconSize({14, 14});
    connect(m_close, &QToolButton::clicked, this, &TraceView::closeRequested);
    summary->addLayout(verdict);
    summary->addWidget(m_reasons);
    summary->addWidget(m_fixes);
    summary->addStretch();
    m_scroll->setWidget(m_summary);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_layout->addWidget(m_scroll, 2);
    m_layout->addWidget(m_hops, 3);
    setStyleRole(m_headline, QStringLiteral("headline"));
    m_headline->setWordWrap(true);
    m_reasons->setWordWrap(true);
    m_reasons->setTextFormat(Qt::RichText);
    connect(m_reasons, &QLabel::linkActivated, this,
            [this](const QString& id) { emit revealRequested(ResourceId(id.toStdString())); });
    m_fixesLayout->setContentsMargins(0, 0, 0, 0);
    m_fixesLayout->setSpacing(4);
    makeHops();
}

void TraceView::makeHops()
{
    m_hops->setColumnCount(ColumnCount);
    m_hops->setIndentation(12);
    m_hops->setIconSize({18, 18});
    m_hops->setAllColumnsShowFocus(true);
    m_hops->setTextElideMode(Qt::ElideRight);
    m_hops->setWordWrap(true);
    m_hops->header()->setStretchLastSection(true);
    m_hops->header()->setSectionResizeMode(DecisionColumn, QHeaderView::ResizeToContents);
    m_hops->header()->resizeSection(Component, 230);
    m_hops->setMouseTracking(true);
    m_hops->viewport()->installEventFilter(this);
    connect(m_hops, &QTreeWidget::itemClicked, this, &TraceView::activate);
    connect(m_hops, &QTreeWidget::itemActivated, this, &TraceView::activate);
    connect(m_hops, &QTreeWidget::itemEntered, this,
            [this](const QTreeWidgetItem* item) { emit hopEmphasized(placeOf(item)); });
    connect(m_hops, &QTreeWidget::currentItemChanged, this,
            [this](const QTreeWidgetItem* item) { emit hopEmphasized(placeOf(item)); });
}

void TraceView::activate(const QTreeWidgetItem* item)
{
    const HopPlace place = placeOf(item);
    const QString id = item->data(0, idRole).toString();
    if (place.isValid())
        emit hopActivated(place);
    if (!id.isEmpty())
        emit revealRequested(ResourceId(id.toStdString()));
}

QTreeWidgetItem* TraceView::itemOf(const HopPlace& hop) const
{
    for (int way = 0; way < m_hops->topLevelItemCount(); ++way)
        for (int row = 0; row < m_hops->topLevelItem(way)->childCount(); ++row)
            if (QTreeWidgetItem* item = m_hops->topLevelItem(way)->child(row); placeOf(item) == hop)
                return item;
    return nullptr;
}

void TraceView::selectHop(const HopPlace& hop)
{
    QTreeWidgetItem* item = itemOf(hop);
    if (item == nullptr)
        return;
    m_hops->setCurrentItem(item);
    m_hops->scrollToItem(item);
    emit hopEmphasized(hop); // also where it was the current one already
}

void TraceView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_close->isVisible())
        emit closeRequested();
    else
        QWidget::keyPressEvent(event);
}

bool TraceView::eventFilter(QObject* watched, QEvent* event)
{
    // When the pointer leaves the list, what the keyboard chose stands out again.
    if (watched == m_hops->viewport() && event->type() == QEvent::Leave)
        emit hopEmphasized(placeOf(m_hops->currentItem()));
    return QWidget::eventFilter(watched, event);
}

void TraceView::setMessage(const QString& message)
{
    m_icon->hide();
    m_close->hide();
    m_reasons->hide();
    m_hops->clear();
    m_hops->hide();
    clearFixes();
    setStyleRole(m_headline, QStringLiteral("help"));
    m_headline->setText(message);
    arrange();
}

void TraceView::setTrace(const Architecture& architecture, const Trace& trace)
{
    m_hops->setHeaderLabels({tr("Hop"), tr("Decision"), tr("Rule")});
    m_hops->setAccessibleName(tr("Hops of the path"));
    setStyleRole(m_headline, QStringLiteral("headline"));
    showVerdict(trace);
    showBlocks(architecture, trace);
    showFixes(trace);
    m_close->show();
    m_close->setIcon(actionIcon(QStringLiteral("cross")));
    m_close->setToolTip(tr("Close the path"));
    m_close->setAccessibleName(tr("Close the path"));
    const HopPlace current = placeOf(m_hops->currentItem());
    {
        const QSignalBlocker quiet(m_hops); // the rows go, which is no choice of anybody
        m_hops->clear();
        m_hops->show();
        addWay(tr("Way there"), architecture, TraceWay::There, trace.forward);
        addWay(tr("Way back"), architecture, TraceWay::Back, trace.back);
        m_hops->expandAll();
        m_hops->setCurrentItem(itemOf(current));
    }
    arrange();
    fitColumns();
}

/// The component's name in full, unless that leaves too little for the rule.
void TraceView::fitColumns()
{
    m_hops->resizeColumnToContents(Component);
    const int widest = std::max(160, m_hops->width() * 45 / 100);
    m_hops->setColumnWidth(Component, std::min(m_hops->columnWidth(Component), widest));
}

void TraceView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
    fitColumns();
}

void TraceView::arrange()
{
    const bool isWide = width() >= wideFrom;
    m_layout->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    int summary = 2;
    int hops = 3;
    if (!isWide && !m_hops->isHidden()) {
        // As parts of what there is, not as a height of its own: a panel behind another tab does
        // not know its size yet, and the drawing would give up room for nothing.
        summary = std::min(m_summary->layout()->totalHeightForWidth(width()), height() * 3 / 5);
        hops = std::max(1, height() - summary - m_layout->spacing());
    }
    m_layout->setStretch(0, std::max(1, summary));
    m_layout->setStretch(1, hops);
}

void TraceView::showVerdict(const Trace& trace)
{
    const Sign sign = signOf(trace.verdict);
    m_icon->setPixmap(
        coloredIcon(sign.icon, sign.color).pixmap(QSize(22, 22), devicePixelRatioF()));
    m_icon->show();
    m_headline->setText(trace.verdict == Verdict::Unknown && !trace.reason.empty()
                            ? QStringLiteral("%1: %2").arg(sign.words, translated(trace.reason))
                            : sign.words);
}

void TraceView::showBlocks(const Architecture& architecture, const Trace& trace)
{
    QString lines;
    for (const Block& block : trace.blockedBy) {
        const QString name = nameOf(architecture, block.component);
        const QString link = name.isEmpty()
                                 ? QString()
                                 : QStringLiteral("<a href=\"%1\">%2</a>: ")
                                       .arg(toQString(block.component.value()).toHtmlEscaped(),
                                            name.toHtmlEscaped());
        lines += QStringLiteral("<div>%1%2 <span style=\"font-size: small\">[%3]</span></div>")
                     .arg(link, translated(block.message).toHtmlEscaped(),
                          toQString(block.code).toHtmlEscaped());
    }
    m_reasons->setText(lines);
    m_reasons->setVisible(!lines.isEmpty());
}

void TraceView::setPreview(ImpactPreview* preview)
{
    m_preview = preview;
    preview->setParent(m_summary);
    auto* summary = static_cast<QVBoxLayout*>(m_summary->layout());
    summary->insertWidget(summary->indexOf(m_fixes) + 1, preview);
}

void TraceView::clearFixes()
{
    for (const QAbstractButton* button : m_buttons) {
        button->parentWidget()->hide(); // the button may be the sender
        button->parentWidget()->deleteLater();
    }
    m_buttons.clear();
    m_fixes->hide();
}

void TraceView::showFixes(const Trace& trace)
{
    clearFixes();
    Batch all;
    for (const Fix& fix : trace.fixes) {
        all.edits.push_back(fix.edit);
        connect(addFix(translated(fix.title), fix.edit), &QPushButton::clicked, this,
                [this, fix] { emit fixRequested(fix); });
    }
    if (trace.fixes.size() > 1)
        connect(addFix(tr("Apply all %1 fixes").arg(trace.fixes.size()), Edit{std::move(all)}),
                &QPushButton::clicked, this, &TraceView::allFixesRequested);
    m_fixes->setVisible(!trace.fixes.empty());
}

/// A button, and beside it what it does: a sentence, which wraps where a button would be cut.
QAbstractButton* TraceView::addFix(const QString& words, const Edit& edit)
{
    auto* row = new QWidget(m_fixes);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* button = new QPushButton(actionIcon(QStringLiteral("repair")), tr("Fix"), row);
    button->setAccessibleName(words);
    auto* sentence = new QLabel(words, row);
    sentence->setWordWrap(true);
    layout->addWidget(button, 0, Qt::AlignTop);
    layout->addWidget(sentence, 1);
    m_fixesLayout->addWidget(row);
    m_buttons.push_back(button);
    if (m_preview != nullptr)
        m_preview->watch(button, edit);
    return button;
}

void TraceView::addWay(const QString& title, const Architecture& architecture, TraceWay way,
                       const std::vector<Hop>& hops)
{
    if (hops.empty())
        return;
    auto* parent = new QTreeWidgetItem(m_hops, {title});
    QFont font = parent->font(0);
    font.setWeight(QFont::DemiBold);
    parent->setFont(0, font);
    parent->setFirstColumnSpanned(true);
    int index = 0;
    for (const Hop& hop : hops)
        addHop(parent, {way, index++}, architecture, hop);
}

void TraceView::addHop(QTreeWidgetItem* parent, const HopPlace& place,
                       const Architecture& architecture, const Hop& hop)
{
    const int number = place.index + 1;
    const QString kind = hopKindInWords(hop.kind);
    const QString direction = directionInWords(hop.direction);
    const QString name = nameOf(architecture, hop.component);
    QString words = name.isEmpty() ? kind : QStringLiteral("%1, %2").arg(name, kind);
    if (!direction.isEmpty())
        words += QStringLiteral(" (%1)").arg(direction);
    const Sign sign = signOf(hop.decision);
    QString rule = translated(hop.rule);
    if (!hop.code.empty())
        rule += (rule.isEmpty() ? QString() : QStringLiteral("  ")) + QLatin1Char('[')
                + toQString(hop.code) + QLatin1Char(']');
    auto* item = new QTreeWidgetItem(parent);
    item->setText(Component, QStringLiteral("%1  %2").arg(number).arg(words));
    item->setText(DecisionColumn, sign.words);
    item->setText(Rule, rule);
    item->setIcon(DecisionColumn, coloredIcon(sign.icon, sign.color));
    if (hop.decision == Decision::Deny)
        item->setForeground(DecisionColumn, sign.color);
    const Resource* resource = architecture.find(hop.component);
    item->setIcon(Component, resource == nullptr
                                 ? actionIcon(QStringLiteral("language"))
                                 : typeIcon(m_catalogue.typeOrGeneric(resource->type).icon));
    item->setData(0, idRole, toQString(hop.component.value()));
    item->setData(0, wayRole, static_cast<int>(place.way));
    item->setData(0, indexRole, place.index);
    for (int column = 0; column < ColumnCount; ++column)
        item->setToolTip(column, item->text(column));
    item->setData(Component, Qt::AccessibleTextRole,
                  QStringLiteral("%1 %2: %3, %4").arg(number).arg(words, sign.words, rule));
}

} // namespace skydraft
