// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/intents_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSplitter>
#include <QVBoxLayout>

#include "model/architecture/names.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/panels/intent_dialog.h"
#include "widgets/panels/intent_words.h"
#include "widgets/panels/trace_view.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/style_flags.h"

#include <algorithm>

namespace skydraft {

namespace {

enum Column
{
    Status,
    Name,
    Promise,
    ColumnCount
};
constexpr int idRole = Qt::UserRole;

QString idOf(const Intent& intent)
{
    return toQString(intent.id.value());
}

QString nameOf(const Intent& intent)
{
    return intent.name.empty() ? idOf(intent) : toQString(intent.name);
}

} // namespace

IntentsPanel::IntentsPanel(DocumentController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_list(new QTreeWidget(this))
    , m_trace(new TraceView(controller.catalogue(), this))
    , m_add(new QPushButton(this))
    , m_edit(new QPushButton(this))
    , m_remove(new QPushButton(this))
    , m_empty(new QLabel(this))
    , m_pages(new QStackedLayout)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(4);
    auto* bar = new QHBoxLayout;
    for (QPushButton* button : {m_add, m_edit, m_remove})
        bar->addWidget(button);
    bar->addStretch();
    layout->addLayout(bar);
    layout->addLayout(m_pages, 1);
    m_list->setColumnCount(ColumnCount);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->header()->resizeSection(Status, 96);
    m_list->header()->resizeSection(Name, 150);
    auto* filled = new QSplitter(Qt::Horizontal, this);
    filled->addWidget(m_list);
    filled->addWidget(m_trace);
    filled->setChildrenCollapsible(false);
    filled->setStretchFactor(0, 1);
    filled->setStretchFactor(1, 1);
    filled->setSizes({400, 400}); // in proportion: halves
    m_pages->addWidget(filled);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    setStyleRole(m_empty, QStringLiteral("help"));
    m_pages->addWidget(m_empty);
    connect(m_add, &QPushButton::clicked, this, &IntentsPanel::add);
    connect(m_edit, &QPushButton::clicked, this, &IntentsPanel::edit);
    connect(m_remove, &QPushButton::clicked, this, &IntentsPanel::remove);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &IntentsPanel::showCurrent);
    connect(m_list, &QTreeWidget::itemClicked, this,
            [this](const QTreeWidgetItem* item) { choosePair(*item); });
    connect(m_list, &QTreeWidget::itemActivated, this, &IntentsPanel::edit);
    connect(m_trace, &TraceView::revealRequested, this, &IntentsPanel::revealRequested);
    connect(m_trace, &TraceView::fixRequested, this, [this](const Fix& fix) {
        const Fix copy = fix; // it stands in what the change replaces
        m_controller.apply(copy.edit, copy.title);
    });
    connect(m_trace, &TraceView::allFixesRequested, this, [this] {
        const IntentResult* result = resultOf(m_list->currentItem());
        if (result == nullptr || !result->witness)
            return;
        Batch batch;
        for (const Fix& fix : result->witness->trace.fixes)
            batch.edits.push_back(fix.edit);
        m_controller.apply(Edit{std::move(batch)}, MODEL_TEXT("Edit", "Open the path"));
    });
    setTexts();
    refill();
}

void IntentsPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) {
        setTexts();
        refill();
    }
}

void IntentsPanel::setTexts()
{
    setAccessibleName(tr("Intents"));
    m_list->setAccessibleName(tr("Intents"));
    m_list->setHeaderLabels({tr("State"), tr("Name"), tr("Promise")});
    m_add->setText(tr("Add…"));
    m_edit->setText(tr("Edit…"));
    m_remove->setText(tr("Remove"));
    m_empty->setText(
        tr("Intents say who may reach whom, and stay true while you draw: the internet "
           "never reaches tag:tier=data."));
}

void IntentsPanel::setAnalysis(const AnalysisPointer& analysis)
{
    m_analysis = analysis;
    refill();
    const auto broken = m_analysis == nullptr
                            ? 0
                            : std::count_if(m_analysis->intents.begin(), m_analysis->intents.end(),
                                            [](const IntentResult& result) {
                                                return result.status != IntentStatus::Passed;
                                            });
    emit countChanged(static_cast<int>(broken));
}

/// The current row stays the current one.
void IntentsPanel::refill()
{
    const QString current = m_list->currentItem() != nullptr
                                ? m_list->currentItem()->data(0, idRole).toString()
                                : QString();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    if (m_analysis != nullptr)
        for (const IntentResult& result : m_analysis->intents) {
            const Sign sign = signOf(result.status);
            auto* item = new QTreeWidgetItem(
                m_list, {sign.words, nameOf(result.intent), inWords(result.intent)});
            item->setIcon(Status, coloredIcon(sign.icon, sign.color));
            item->setData(0, idRole, idOf(result.intent));
            const QString reason = translated(result.reason);
            item->setToolTip(Promise, reason.isEmpty() ? item->text(Promise) : reason);
            item->setData(Name, Qt::AccessibleTextRole,
                          QStringLiteral("%1: %2").arg(sign.words, item->text(Name)));
            if (idOf(result.intent) == current)
                m_list->setCurrentItem(item);
        }
    m_pages->setCurrentIndex(m_list->topLevelItemCount() == 0 ? 1 : 0);
    showCurrent();
}

const IntentResult* IntentsPanel::resultOf(const QTreeWidgetItem* item) const
{
    if (item == nullptr || m_analysis == nullptr)
        return nullptr;
    const QString id = item->data(0, idRole).toString();
    const auto found =
        std::find_if(m_analysis->intents.begin(), m_analysis->intents.end(),
                     [&](const IntentResult& result) { return idOf(result.intent) == id; });
    return found == m_analysis->intents.end() ? nullptr : &*found;
}

void IntentsPanel::showCurrent()
{
    const IntentResult* result = resultOf(m_list->currentItem());
    m_edit->setEnabled(result != nullptr);
    m_remove->setEnabled(result != nullptr);
    if (result == nullptr)
        m_trace->setMessage(tr("Choose an intent to see what decided."));
    else if (result->witness)
        m_trace->setTrace(m_analysis->architecture, result->witness->trace);
    else if (result->status == IntentStatus::Passed)
        m_trace->setMessage(tr("Every pair of ends was checked."));
    else
        m_trace->setMessage(translated(result->reason));
}

void IntentsPanel::choosePair(const QTreeWidgetItem& item)
{
    const IntentResult* result = resultOf(&item);
    if (result == nullptr || !result->witness)
        return;
    std::set<ResourceId> pair;
    for (const FlowEnd* end : {&result->witness->flow.from, &result->witness->flow.to})
        if (end->resource)
            pair.insert(*end->resource);
    m_controller.select(std::move(pair));
}

void IntentsPanel::add()
{
    ask({.id = freeIntentId(m_controller.architecture()), .from = "internet"},
        MODEL_TEXT("Edit", "Add an intent"));
}

void IntentsPanel::edit()
{
    if (const IntentResult* result = resultOf(m_list->currentItem()))
        ask(result->intent, MODEL_TEXT("Edit", "Change an intent"));
}

void IntentsPanel::remove()
{
    if (const IntentResult* result = resultOf(m_list->currentItem()))
        m_controller.apply(Edit{SetIntent{result->intent.id, std::nullopt}},
                           MODEL_TEXT("Edit", "Remove an intent"));
}

void IntentsPanel::ask(const Intent& intent, const Text& title)
{
    auto* dialog = new IntentDialog(m_controller, intent, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, title] {
        m_controller.apply(Edit{SetIntent{dialog->intent().id, dialog->intent()}}, title);
    });
    dialog->open();
}

} // namespace skydraft
