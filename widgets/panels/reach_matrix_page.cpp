// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/reach_matrix_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QVBoxLayout>

#include "widgets/common/type_icons.h"
#include "widgets/panels/reach_matrix_model.h"
#include "widgets/panels/reach_words.h"
#include "widgets/theme/style_flags.h"

#include <utility>

namespace skydraft {
namespace {

constexpr int columnWidth = 104;
constexpr int rowHeight = 26;
constexpr int highestPort = 65535;

/// "443", "tcp 443", "udp 53"; nothing for what is no port.
std::optional<std::pair<Protocol, int>> portFrom(const QString& text)
{
    const QStringList words = text.simplified().toLower().split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty() || words.size() > 2)
        return std::nullopt;
    bool isNumber = false;
    const int port = words.last().toInt(&isNumber);
    if (!isNumber || port < 1 || port > highestPort)
        return std::nullopt;
    if (words.size() == 1)
        return std::pair{Protocol::Any, port};
    const auto protocol = protocolFrom(words.first().toStdString());
    if (protocol != Protocol::Tcp && protocol != Protocol::Udp)
        return std::nullopt;
    return std::pair{*protocol, port};
}

} // namespace

ReachMatrixPage::ReachMatrixPage(DocumentController& controller, ReachRunner& runner,
                                 QWidget* parent)
    : QWidget(parent)
    , m_model(new ReachMatrixModel(controller, runner, this))
    , m_view(new QTableView(this))
    , m_filters(new QWidget(this))
    , m_from(new QLineEdit(m_filters))
    , m_to(new QLineEdit(m_filters))
    , m_port(new QLineEdit(m_filters))
    , m_internet(new QToolButton(m_filters))
    , m_grouping(new QComboBox(m_filters))
    , m_copy(new QToolButton(m_filters))
    , m_state(new QLabel(this))
{
    makeFilters();
    makeView();
    connect(m_model, &ReachMatrixModel::progressed, this, &ReachMatrixPage::showState);
    connect(m_model, &ReachMatrixModel::modelReset, this, &ReachMatrixPage::showState);
    connect(m_model, &ReachMatrixModel::completed, this, &ReachMatrixPage::finishCopy);
    retranslate();
}

void ReachMatrixPage::makeFilters()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 4, 6, 2);
    layout->setSpacing(4);
    auto* bar = new QHBoxLayout(m_filters);
    bar->setContentsMargins(0, 2, 6, 2);
    bar->setSpacing(4);
    for (QLineEdit* field : {m_from, m_to, m_port}) {
        field->setFixedWidth(field == m_port ? 56 : 84);
        bar->addWidget(field);
        connect(field, &QLineEdit::textChanged, this, &ReachMatrixPage::hearFilter);
    }
    bar->addWidget(m_internet);
    bar->addWidget(m_grouping);
    bar->addWidget(m_copy);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_state);
    setStyleRole(m_state, QStringLiteral("help"));
    m_internet->setCheckable(true);
    m_internet->setFocusPolicy(Qt::StrongFocus);
    setStyleRole(m_internet, QStringLiteral("filter"));
    m_copy->setFocusPolicy(Qt::StrongFocus);
    m_grouping->addItems({QString(), QString(), QString()});
    connect(m_internet, &QToolButton::toggled, this, &ReachMatrixPage::hearFilter);
    connect(m_grouping, &QComboBox::currentIndexChanged, this, &ReachMatrixPage::hearFilter);
    connect(m_copy, &QToolButton::clicked, this, &ReachMatrixPage::copy);
}

void ReachMatrixPage::makeView()
{
    m_view->setModel(m_model);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setWordWrap(false);
    m_view->setTextElideMode(Qt::ElideRight);
    m_view->setTabKeyNavigation(false); // Tab leaves the matrix; arrows move in it
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    QHeaderView* columns = m_view->horizontalHeader();
    columns->setDefaultSectionSize(columnWidth);
    columns->setMinimumSectionSize(48);
    columns->setFixedHeight(rowHeight);
    columns->setTextElideMode(Qt::ElideRight);
    columns->setHighlightSections(true);
    QHeaderView* rows = m_view->verticalHeader();
    rows->setDefaultSectionSize(rowHeight);
    rows->setSectionResizeMode(QHeaderView::Fixed);
    rows->setTextElideMode(Qt::ElideRight);
    rows->setMaximumWidth(190);
    rows->setHighlightSections(true);
    connect(m_view, &QTableView::clicked, this, &ReachMatrixPage::trace);
    connect(m_view, &QTableView::activated, this, &ReachMatrixPage::trace);
}

void ReachMatrixPage::retranslate()
{
    m_view->setAccessibleName(tr("Who reaches whom"));
    m_view->setAccessibleDescription(
        tr("A cell shows the open ports from its row to its column. A click traces it."));
    m_view->setToolTip(m_view->accessibleDescription());
    m_from->setPlaceholderText(tr("From"));
    m_from->setToolTip(tr("From: name, subnet or type"));
    m_from->setAccessibleName(tr("Filter of senders"));
    m_to->setPlaceholderText(tr("To"));
    m_to->setToolTip(tr("To: name, subnet or type"));
    m_to->setAccessibleName(tr("Filter of receivers"));
    m_port->setPlaceholderText(tr("Port"));
    m_port->setToolTip(tr("443, tcp 443 or udp 53"));
    m_port->setAccessibleName(tr("Filter of ports"));
    m_internet->setIcon(actionIcon(QStringLiteral("language")));
    m_internet->setToolTip(tr("Only from the internet"));
    m_internet->setAccessibleName(tr("Only from the internet"));
    m_grouping->setAccessibleName(tr("Grouping"));
    m_grouping->setItemText(0, tr("Each resource"));
    m_grouping->setItemText(1, tr("By subnet"));
    m_grouping->setItemText(2, tr("By type"));
    m_copy->setIcon(actionIcon(QStringLiteral("copy")));
    m_copy->setToolTip(tr("Copy what is shown as comma-separated values"));
    m_copy->setAccessibleName(tr("Copy as CSV"));
    m_model->retranslate();
    showState();
}

void ReachMatrixPage::hearFilter()
{
    const auto port = portFrom(m_port->text());
    setStyleFlag(m_port, "invalid", !m_port->text().trimmed().isEmpty() && !port);
    ReachMatrixModel::Filter filter;
    filter.from = m_from->text().trimmed();
    filter.to = m_to->text().trimmed();
    if (port) {
        filter.protocol = port->first;
        filter.port = port->second;
    }
    filter.isFromInternetOnly = m_internet->isChecked();
    filter.grouping = static_cast<ReachMatrixModel::Grouping>(m_grouping->currentIndex());
    m_isCopying = false;
    m_model->setFilter(filter);
    showState();
}

void ReachMatrixPage::trace(const QModelIndex& index)
{
    const auto reach = m_model->reachAt(index);
    if (!reach)
        return;
    Flow flow = flowOf(*reach);
    const auto& filter = m_model->filter();
    if (filter.port) {
        flow.port = filter.port;
        flow.protocol = filter.protocol == Protocol::Udp ? Protocol::Udp : Protocol::Tcp;
    }
    emit traceRequested(flow);
}

void ReachMatrixPage::copy()
{
    m_isCopying = true;
    m_model->completeAll();
    showState();
}

void ReachMatrixPage::finishCopy()
{
    if (!std::exchange(m_isCopying, false))
        return;
    QGuiApplication::clipboard()->setText(m_model->csv());
    m_state->setText(
        tr("Copied %1 rows and %2 columns.").arg(m_model->rowCount()).arg(m_model->columnCount()));
    m_state->show();
}

void ReachMatrixPage::showState()
{
    const bool isEmpty = m_model->rowCount() == 0 || m_model->columnCount() == 0;
    const bool isBusy = m_isCopying;
    if (isBusy)
        m_state->setText(tr("Working out the cells: %1 to go").arg(m_model->missingCells()));
    else if (isEmpty)
        m_state->setText(tr("There is nothing to show."));
    m_state->setVisible(isBusy || isEmpty); // the room belongs to the matrix
}

void ReachMatrixPage::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else
        QWidget::keyPressEvent(event);
}

} // namespace skydraft
