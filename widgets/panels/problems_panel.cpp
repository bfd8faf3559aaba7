// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/problems_panel.h"

#include <QEvent>
#include <QHeaderView>
#include <QMenu>
#include <QSplitter>
#include <QVBoxLayout>

#include "model/architecture/names.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/panels/impact_preview.h"
#include "widgets/panels/problem_delegate.h"
#include "widgets/panels/problem_details.h"
#include "widgets/panels/problems_model.h"
#include "widgets/panels/suppress_dialog.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/style_flags.h"
#include "widgets/theme/theme.h"

namespace skydraft {

namespace {

constexpr std::array severities{Severity::Error, Severity::Warning, Severity::Note};
constexpr std::array profiles{Profile::Teaching, Profile::Review, Profile::Strict};

} // namespace

ProblemsPanel::ProblemsPanel(DocumentController& controller, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_model(new ProblemsModel(this))
    , m_view(new QTreeView(this))
    , m_details(new ProblemDetails(this))
    , m_pages(new QStackedLayout)
    , m_empty(new QLabel(this))
    , m_emptyIcon(new QLabel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(4);
    layout->addWidget(makeFilters());
    layout->addLayout(m_pages, 1);
    makeView();
    auto* filled = new QSplitter(Qt::Vertical, this);
    filled->addWidget(m_view);
    filled->addWidget(m_details);
    filled->setStretchFactor(0, 1);
    filled->setChildrenCollapsible(false);
    m_pages->addWidget(filled);
    auto* empty = new QWidget(this);
    auto* emptyLayout = new QHBoxLayout(empty);
    emptyLayout->addStretch();
    emptyLayout->addWidget(m_emptyIcon);
    emptyLayout->addWidget(m_empty);
    emptyLayout->addStretch();
    setStyleRole(m_empty, QStringLiteral("help"));
    m_pages->addWidget(empty);
    connect(m_details, &ProblemDetails::fixRequested, this, &ProblemsPanel::applyFix);
    connect(m_details, &ProblemDetails::suppressRequested, this, [this] {
        if (const Finding* finding = m_model->findingAt(m_view->currentIndex()))
            suppress(*finding, SuppressionScope::Resource);
    });
    connect(m_details, &ProblemDetails::restoreRequested, this, [this] {
        if (const Finding* finding = m_model->findingAt(m_view->currentIndex()))
            restore(*finding);
    });
    setTexts();
    showCounts();
}

void ProblemsPanel::previewFixes(ReachRunner& runner)
{
    m_details->setPreview(new ImpactPreview(m_controller, runner, m_details));
}

QWidget* ProblemsPanel::makeFilters()
{
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (QToolButton*& button : m_filters) {
        button = new QToolButton(bar);
        button->setCheckable(true);
        button->setChecked(true);
        setStyleRole(button, QStringLiteral("filter"));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIconSize({16, 16});
        button->setFocusPolicy(Qt::StrongFocus);
        layout->addWidget(button);
        connect(button, &QToolButton::toggled, this, &ProblemsPanel::hearFilter);
    }
    m_suppressed = new QToolButton(bar);
    m_suppressed->setCheckable(true);
    setStyleRole(m_suppressed, QStringLiteral("filter"));
    m_suppressed->setFocusPolicy(Qt::StrongFocus);
    layout->addWidget(m_suppressed);
    connect(m_suppressed, &QToolButton::toggled, this, &ProblemsPanel::hearFilter);
    layout->addStretch();
    m_profile = new QComboBox(bar);
    for (const Profile profile : profiles)
        m_profile->addItem({}, static_cast<int>(profile));
    layout->addWidget(m_profile);
    connect(m_profile, &QComboBox::activated, this,
            [this](int row) { emit profileChosen(profiles[static_cast<std::size_t>(row)]); });
    return bar;
}

void ProblemsPanel::makeView()
{
    m_view->setModel(m_model);
    auto* delegate = new ProblemDelegate(m_view);
    m_view->setItemDelegate(delegate);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setIndentation(14);
    m_view->setTextElideMode(Qt::ElideRight);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    QHeaderView* header = m_view->header();
    header->setStretchLastSection(false);
    header->setSectionsMovable(false);
    header->setSectionResizeMode(ProblemsModel::Message, QHeaderView::Stretch);
    header->setSectionResizeMode(ProblemsModel::Where, QHeaderView::Interactive);
    header->resizeSection(ProblemsModel::Where, 150);
    header->resizeSection(ProblemsModel::Code, 76);
    header->resizeSection(ProblemsModel::Action, 84);
    header->setMinimumSectionSize(48);
    connect(m_view, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() != ProblemsModel::Action)
            reveal(index);
    });
    connect(m_view, &QTreeView::activated, this, &ProblemsPanel::reveal);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) { m_details->setFinding(m_model->findingAt(index)); });
    connect(delegate, &ProblemDelegate::fixClicked, this, &ProblemsPanel::fix);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QTreeView::customContextMenuRequested, this, &ProblemsPanel::showMenu);
}

void ProblemsPanel::setProfile(Profile profile)
{
    m_profile->setCurrentIndex(m_profile->findData(static_cast<int>(profile)));
}

void ProblemsPanel::setTexts()
{
    setAccessibleName(tr("Problems"));
    m_view->setAccessibleName(tr("Problems"));
    const std::array<QString, 3> words{tr("The essentials"), tr("A review"), tr("Everything")};
    for (std::size_t i = 0; i < words.size(); ++i)
        m_profile->setItemText(static_cast<int>(i), words[i]);
    m_profile->setToolTip(tr("How many rules are looked at"));
    m_profile->setAccessibleName(m_profile->toolTip());
    m_suppressed->setToolTip(tr("Show what is suppressed, and why"));
    m_model->retranslate();
    showCounts();
    m_details->setFinding(m_model->findingAt(m_view->currentIndex()));
}

void ProblemsPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        setTexts();
}

void ProblemsPanel::setAnalysis(const AnalysisPointer& analysis)
{
    const Finding* current = m_model->findingAt(m_view->currentIndex());
    const std::optional<Finding> before =
        current != nullptr ? std::optional<Finding>(*current) : std::nullopt;
    m_isAnalysed = analysis != nullptr;
    m_model->setAnalysis(analysis);
    expandGroups();
    if (before)
        m_view->setCurrentIndex(m_model->indexOf(*before));
    m_details->setFinding(m_model->findingAt(m_view->currentIndex()));
    showCounts();
    emit countsChanged(m_model->count(Severity::Error), m_model->count(Severity::Warning),
                       m_model->count(Severity::Note));
}

void ProblemsPanel::showCounts()
{
    const std::array<QString, 3> words{tr("Errors: %1"), tr("Warnings: %1"), tr("Notes: %1")};
    for (std::size_t i = 0; i < severities.size(); ++i) {
        m_filters[i]->setText(words[i].arg(m_model->count(severities[i])));
        m_filters[i]->setIcon(
            coloredIcon(severityIconName(severities[i]), severityColor(severities[i])));
        m_filters[i]->setToolTip(tr("Show or hide these"));
    }
    m_suppressed->setText(tr("Suppressed: %1").arg(m_model->suppressedCount()));
    showPage();
}

void ProblemsPanel::showPage()
{
    const bool isEmpty = m_model->rowCount() == 0;
    m_pages->setCurrentIndex(isEmpty ? 1 : 0);
    int all = 0;
    for (const Severity severity : severities)
        all += m_model->count(severity);
    const bool isGood = m_isAnalysed && all == 0;
    m_empty->setText(!m_isAnalysed ? tr("The drawing has not been checked yet.")
                     : isGood      ? tr("No problems")
                                   : tr("All problems are hidden by the filter."));
    m_emptyIcon->setPixmap(
        coloredIcon(QStringLiteral("check"), theme().allowed).pixmap(QSize(20, 20)));
    m_emptyIcon->setVisible(isGood);
}

void ProblemsPanel::hearFilter()
{
    std::set<Severity> hidden;
    for (std::size_t i = 0; i < severities.size(); ++i)
        if (!m_filters[i]->isChecked())
            hidden.insert(severities[i]);
    m_model->setHidden(std::move(hidden));
    m_model->setShowsSuppressed(m_suppressed->isChecked());
    expandGroups();
    m_details->setFinding(m_model->findingAt(m_view->currentIndex()));
    showPage();
}

void ProblemsPanel::expandGroups()
{
    m_view->expandAll();
    for (int row = 0; row < m_model->rowCount(); ++row)
        m_view->setFirstColumnSpanned(row, {}, true);
}

void ProblemsPanel::reveal(const QModelIndex& index)
{
    if (const Finding* finding = m_model->findingAt(index))
        revealFinding(*finding);
}

void ProblemsPanel::revealFinding(const Finding& finding)
{
    if (finding.connection)
        emit connectionRevealRequested(*finding.connection);
    else if (!finding.resource.empty())
        emit revealRequested(finding.resource);
}

void ProblemsPanel::fix(const QModelIndex& index, const QPoint& menuPlace)
{
    const Finding* finding = m_model->findingAt(index);
    if (finding == nullptr || finding->fixes.empty())
        return;
    if (finding->fixes.size() == 1) {
        applyFix(finding->fixes.front());
        return;
    }
    QMenu menu(this);
    const std::vector<Fix> fixes = finding->fixes; // the list may change while the menu is open
    for (const Fix& one : fixes)
        menu.addAction(translated(one.title), this, [this, &one] { applyFix(one); });
    menu.exec(menuPlace);
}

void ProblemsPanel::applyFix(const Fix& fix)
{
    const Fix copy = fix; // it may stand in what the change takes away
    m_controller.apply(copy.edit, copy.title);
}

/// By mouse for the row below it, by key for the current one.
void ProblemsPanel::showMenu(const QPoint& place)
{
    const QModelIndex below = m_view->indexAt(place);
    const QModelIndex index = below.isValid() ? below : m_view->currentIndex();
    const Finding* found = m_model->findingAt(index);
    if (found == nullptr)
        return;
    const Finding finding = *found; // the list may change while the menu is open
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("problemMenu"));
    menu->addAction(tr("Show it on the drawing"), this,
                    [this, finding] { revealFinding(finding); });
    menu->addSeparator();
    if (finding.suppression) {
        menu->addAction(tr("Report it again"), this, [this, finding] { restore(finding); });
    } else {
        for (const Fix& fix : finding.fixes)
            menu->addAction(translated(fix.title), this, [this, fix] { applyFix(fix); });
        menu->addSeparator();
        if (!finding.resource.empty())
            menu->addAction(tr("Suppress about this resource…"), this,
                            [this, finding] { suppress(finding, SuppressionScope::Resource); });
        menu->addAction(tr("Suppress in the whole drawing…"), this,
                        [this, finding] { suppress(finding, SuppressionScope::Drawing); });
    }
    menu->popup(m_view->viewport()->mapToGlobal(
        below.isValid() ? place : m_view->visualRect(index).bottomLeft()));
}

void ProblemsPanel::suppress(const Finding& finding, SuppressionScope scope)
{
    const Resource* resource = m_controller.architecture().find(finding.resource);
    auto* dialog = new SuppressDialog(
        finding, resource == nullptr ? QString() : toQString(displayName(*resource)),
        resource == nullptr ? SuppressionScope::Drawing : scope, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const Suppression suppression = dialog->suppression();
        m_controller.apply(Edit{SetSuppression{suppression.id, suppression}},
                           MODEL_TEXT("Edit", "Suppress %1").with(suppression.id.code));
    });
    dialog->open();
}

void ProblemsPanel::restore(const Finding& finding)
{
    SuppressionKey key{finding.code, finding.resource};
    if (finding.resource.empty() || m_controller.architecture().find(key) == nullptr)
        key.resource.reset();
    m_controller.apply(Edit{SetSuppression{key, std::nullopt}},
                       MODEL_TEXT("Edit", "Report %1 again").with(key.code));
}

} // namespace skydraft
