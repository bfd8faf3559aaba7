// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/palette_panel.h"

#include <QDesktopServices>
#include <QEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QSettings>
#include <QUrl>
#include <QVBoxLayout>

#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/panels/palette_tree.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/style_flags.h"

namespace skydraft {

namespace {

constexpr int mostRecent = 6;

QString favouritesKey()
{
    return QStringLiteral("palette/favourites");
}

QString recentKey()
{
    return QStringLiteral("palette/recent");
}

bool isEnter(int key)
{
    return key == Qt::Key_Return || key == Qt::Key_Enter;
}

} // namespace

PalettePanel::PalettePanel(const DocumentController& controller, QWidget* parent)
    : QWidget(parent)
    , m_catalogue(controller.catalogue())
    , m_search(new QLineEdit(this))
    , m_tree(new PaletteTree(controller.catalogue(), this))
    , m_nothing(new QLabel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(6);
    layout->addWidget(m_search);
    layout->addWidget(m_nothing);
    layout->addWidget(m_tree, 1);
    m_nothing->setWordWrap(true);
    setStyleRole(m_nothing, QStringLiteral("help"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(actionIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_tree->installEventFilter(this);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    setFocusProxy(m_search);
    setMinimumWidth(180);
    connect(m_search, &QLineEdit::textChanged, this, &PalettePanel::refill);
    connect(m_tree, &PaletteTree::dragged, this, &PalettePanel::noteUse);
    connect(m_tree, &QTreeWidget::itemDoubleClicked, this,
            [this](QTreeWidgetItem* item) { insert(PaletteTree::typeOf(item)); });
    connect(m_tree, &QWidget::customContextMenuRequested, this, &PalettePanel::openMenu);
    setTexts();
    refill();
}

void PalettePanel::setTexts()
{
    m_search->setPlaceholderText(tr("Search services"));
    m_search->setAccessibleName(tr("Search services"));
    m_tree->setAccessibleName(tr("Services"));
    setAccessibleName(tr("Palette"));
}

void PalettePanel::refill()
{
    const QString query = m_search->text().trimmed();
    if (query.isEmpty())
        m_tree->showSections(favourites(), recent());
    else
        m_tree->showFound(query);
    const bool isEmpty = m_tree->topLevelItemCount() == 0;
    m_nothing->setText(isEmpty ? tr("Nothing is called \"%1\".").arg(query) : QString());
    m_nothing->setVisible(isEmpty);
}

void PalettePanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        setTexts();
        refill();
    }
}

void PalettePanel::startSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

void PalettePanel::insert(const QString& typeId)
{
    if (typeId.isEmpty())
        return;
    emit insertRequested(typeId);
    noteUse(typeId);
}

QStringList PalettePanel::favourites() const
{
    return QSettings().value(favouritesKey()).toStringList();
}

QStringList PalettePanel::recent() const
{
    return QSettings().value(recentKey()).toStringList();
}

void PalettePanel::setFavourite(const QString& typeId, bool isFavourite)
{
    QStringList types = favourites();
    types.removeAll(typeId);
    if (isFavourite)
        types.append(typeId);
    QSettings().setValue(favouritesKey(), types);
    if (m_search->text().trimmed().isEmpty())
        refill();
}

void PalettePanel::noteUse(const QString& typeId)
{
    const QStringList before = recent();
    QStringList types = before;
    types.removeAll(typeId);
    types.prepend(typeId);
    types = types.mid(0, mostRecent);
    if (types == before)
        return;
    QSettings().setValue(recentKey(), types);
    // What was clicked must not move away while it may be clicked again.
    if (!m_tree->hasFocus() && m_search->text().trimmed().isEmpty())
        refill();
}

void PalettePanel::openMenu(const QPoint& place)
{
    const QString id = PaletteTree::typeOf(m_tree->itemAt(place));
    const ServiceType* type = m_catalogue.find(id.toStdString());
    if (type == nullptr)
        return;
    QMenu menu(this);
    menu.addAction(actionIcon(QStringLiteral("add")), tr("Insert"), this, [&] { insert(id); });
    if (favourites().contains(id))
        menu.addAction(actionIcon(QStringLiteral("star-filled")), tr("Remove from favourites"),
                       this, [&] { setFavourite(id, false); });
    else
        menu.addAction(actionIcon(QStringLiteral("star")), tr("Add to favourites"), this,
                       [&] { setFavourite(id, true); });
    if (!type->documentation.empty())
        menu.addAction(actionIcon(QStringLiteral("link")), tr("AWS documentation"), this,
                       [type] { QDesktopServices::openUrl(QUrl(toQString(type->documentation))); });
    menu.exec(m_tree->viewport()->mapToGlobal(place));
}

bool PalettePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (watched == m_search && isEnter(key) && !m_search->text().trimmed().isEmpty()) {
        insert(m_tree->firstType());
        return true;
    }
    if (watched == m_search && key == Qt::Key_Down) {
        m_tree->setFocus();
        if (m_tree->currentItem() == nullptr && m_tree->topLevelItemCount() > 0)
            m_tree->setCurrentItem(m_tree->topLevelItem(0));
        return true;
    }
    if (watched == m_search && key == Qt::Key_Escape && !m_search->text().isEmpty()) {
        m_search->clear();
        return true;
    }
    if (watched == m_tree && isEnter(key)
        && !PaletteTree::typeOf(m_tree->currentItem()).isEmpty()) {
        insert(PaletteTree::typeOf(m_tree->currentItem()));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace skydraft
