// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/reach_panel.h"

#include <QEvent>
#include <QVBoxLayout>

#include "widgets/panels/reach_list_page.h"
#include "widgets/panels/reach_matrix_model.h"
#include "widgets/panels/reach_matrix_page.h"
#include "widgets/panels/reach_words.h"

namespace skydraft {

ReachPanel::ReachPanel(DocumentController& controller, ReachRunner& runner, QWidget* parent)
    : QWidget(parent)
    , m_pages(new QTabWidget(this))
    , m_matrix(new ReachMatrixPage(controller, runner, this))
    , m_exposed(new ReachListPage(controller, runner, ReachListPage::About::Exposed, this))
    , m_around(new ReachListPage(controller, runner, ReachListPage::About::OneResource, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    m_pages->setDocumentMode(true);
    for (QWidget* page : std::initializer_list<QWidget*>{m_matrix, m_exposed, m_around})
        m_pages->addTab(page, QString());
    connect(&runner, &ReachRunner::changed, this, [this] {
        if (isVisible())
            refresh();
        else if (m_isExposureWanted)
            m_exposed->refresh();
    });
    m_pages->setCornerWidget(m_matrix->filters());
    connect(m_pages, &QTabWidget::currentChanged, this, [this] {
        m_matrix->filters()->setVisible(m_pages->currentWidget() == m_matrix);
        refresh();
    });
    connect(m_matrix, &ReachMatrixPage::traceRequested, this, &ReachPanel::traceRequested);
    for (const ReachListPage* page : {m_exposed, m_around}) {
        connect(page, &ReachListPage::traceRequested, this, &ReachPanel::traceRequested);
        connect(page, &ReachListPage::revealRequested, this, &ReachPanel::revealRequested);
    }
    connect(m_exposed, &ReachListPage::answered, this, &ReachPanel::tellExposure);
    setTexts();
}

void ReachPanel::setTexts()
{
    setAccessibleName(tr("Reachability"));
    m_pages->setTabText(0, tr("Matrix"));
    m_pages->setTabText(1, tr("From the internet"));
    m_pages->setTabText(2, tr("One resource"));
}

void ReachPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange && event->type() != QEvent::PaletteChange)
        return;
    setTexts();
    m_matrix->retranslate();
    m_exposed->retranslate();
    m_around->retranslate();
}

void ReachPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

/// Only what is looked at is worked out.
void ReachPanel::refresh()
{
    if (!isVisible())
        return;
    if (m_pages->currentWidget() == m_matrix)
        m_matrix->model()->start();
    if (m_pages->currentWidget() == m_around)
        m_around->refresh();
    if (m_pages->currentWidget() == m_exposed || m_isExposureWanted)
        m_exposed->refresh();
}

void ReachPanel::setExposureWanted(bool isWanted)
{
    m_isExposureWanted = isWanted;
    if (isWanted)
        m_exposed->refresh();
    else
        emit exposureChanged({});
}

void ReachPanel::tellExposure()
{
    if (!m_isExposureWanted)
        return;
    std::map<ResourceId, QString> ports;
    for (const Reach& reach : m_exposed->found())
        ports[reach.to] = ReachWords::ports(reach.ports);
    emit exposureChanged(ports);
}

void ReachPanel::showExposed()
{
    m_pages->setCurrentWidget(m_exposed);
}

void ReachPanel::showWhoReaches(const ResourceId& id)
{
    m_pages->setCurrentWidget(m_around);
    m_around->setResource(id, ReachListPage::Direction::WhoReachesIt);
}

void ReachPanel::showReachedFrom(const ResourceId& id)
{
    m_pages->setCurrentWidget(m_around);
    m_around->setResource(id, ReachListPage::Direction::WhatItReaches);
}

} // namespace skydraft
