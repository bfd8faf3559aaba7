// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/list_editor.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "model/architecture/property_value.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/inspector/property_row.h"
#include "widgets/inspector/value_words.h"
#include "widgets/session/document_controller.h"

#include <algorithm>

namespace skydraft {

namespace {

constexpr int mostRowsInView = 6;
constexpr int rowHeight = 24;

/// A new entry: the defaults of the fields that have one.
Json freshEntry(const Property& list)
{
    Json entry = Json::object();
    for (const Property& field : list.fields)
        if (!field.defaultValue.is_null())
            entry[field.name] = field.defaultValue;
    return entry;
}

/// Rules that are read in the order of their numbers get the next round one: 100, 200, 300.
Json numbered(Json entry, const Json& others, const Property& list)
{
    const Property* number = list.field("number");
    if (number == nullptr || number->type != PropertyType::Integer || others.empty())
        return entry;
    constexpr int gap = 100;
    int last = 0;
    for (const Json& other : others)
        if (const Json value = memberOf(other, "number"); value.is_number_integer())
            last = std::max(last, value.get<int>());
    const int next = (last / gap + 1) * gap;
    if (!number->maximum || next <= *number->maximum)
        entry["number"] = next;
    return entry;
}

} // namespace

ListEditor::ListEditor(const Property& property, const DocumentController& controller,
                       QWidget* parent)
    : PropertyEditor(property, controller, parent)
    , m_table(new QTableWidget(this))
    , m_add(makeButton(QStringLiteral("add"), tr("Add")))
    , m_remove(makeButton(QStringLiteral("delete"), tr("Remove")))
    , m_up(makeButton(QStringLiteral("chevron-up"), tr("Move up")))
    , m_down(makeButton(QStringLiteral("chevron-down"), tr("Move down")))
    , m_form(new QWidget(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    makeTable();
    layout->addWidget(m_table);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(2);
    for (QToolButton* button : {m_add, m_remove, m_up, m_down})
        buttons->addWidget(button);
    buttons->addStretch();
    layout->addLayout(buttons);
    layout->addWidget(m_form);
    auto* form = new QVBoxLayout(m_form);
    form->setContentsMargins(10, 0, 0, 4);
    form->setSpacing(4);
    for (const Property& field : property.fields) {
        auto* row = new PropertyRow(field, controller, PropertyRow::Reset::Never, m_form);
        form->addWidget(row);
        connect(row, &PropertyRow::edited, this,
                [this, &field](const Json& value) { change(field, value); });
        m_rows.push_back(row);
    }
    setFocusProxy(m_table);
    connect(m_add, &QToolButton::clicked, this, &ListEditor::add);
    connect(m_remove, &QToolButton::clicked, this, &ListEditor::remove);
    connect(m_up, &QToolButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { move(1); });
    connect(m_table, &QTableWidget::currentCellChanged, this,
            [this](int row, int, int before, int) {
                if (row != before)
                    showEntry(Typed::Drop);
            });
}

QToolButton* ListEditor::makeButton(const QString& icon, const QString& words)
{
    auto* button = new QToolButton(this);
    button->setIcon(actionIcon(icon));
    button->setIconSize({16, 16});
    button->setToolTip(words);
    button->setAccessibleName(words);
    button->setAutoRaise(true);
    return button;
}

void ListEditor::makeTable()
{
    QStringList titles;
    for (const Property& field : property().fields)
        titles.append(field.label.en.empty() ? toQString(field.name) : localized(field.label));
    m_table->setColumnCount(static_cast<int>(titles.size()));
    m_table->setHorizontalHeaderLabels(titles);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setMinimumSectionSize(40);
    m_table->horizontalHeader()->setSectionResizeMode(m_table->columnCount() - 1,
                                                      QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
}

void ListEditor::setLabel(const QString& label)
{
    PropertyEditor::setLabel(label);
    for (QToolButton* button : {m_add, m_remove, m_up, m_down})
        button->setAccessibleName(QStringLiteral("%1: %2").arg(label, button->toolTip()));
}

void ListEditor::commit()
{
    for (PropertyRow* row : m_rows)
        row->editor()->commit();
}

void ListEditor::setReadOnly(bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
    for (PropertyRow* row : m_rows)
        row->setReadOnly(isReadOnly);
    enableButtons();
}

Json ListEditor::entries() const
{
    return shown().value.is_array() && !shown().isMixed ? shown().value : Json::array();
}

void ListEditor::fillTable(const Json& list)
{
    const QSignalBlocker blocker(m_table);
    const int row = current();
    const int count = static_cast<int>(list.size());
    m_table->setRowCount(count);
    for (int i = 0; i < count; ++i) {
        const Json& entry = list[static_cast<std::size_t>(i)];
        int column = 0;
        for (const Property& field : property().fields) {
            const bool isSet = entry.is_object() && entry.contains(field.name);
            const QString words = valueInWords(
                field, isSet ? entry[field.name] : field.defaultValue, controller().architecture());
            auto* item = new QTableWidgetItem(words);
            item->setToolTip(words);
            m_table->setItem(i, column++, item);
        }
    }
    m_table->resizeColumnsToContents();
    for (int column = 0; column + 1 < m_table->columnCount(); ++column)
        m_table->setColumnWidth(column, std::clamp(m_table->columnWidth(column), 40, 160));
    const int wanted = std::min(std::max(row, 0), count - 1);
    if (count > 0 && current() != wanted)
        m_table->setCurrentCell(wanted, 0);
    fitTable();
}

/// As high as its rows, up to a limit.
void ListEditor::fitTable()
{
    const QHeaderView* header = m_table->horizontalHeader();
    const int lines = std::clamp(m_table->rowCount(), 1, mostRowsInView);
    m_table->setVerticalScrollBarPolicy(
        m_table->rowCount() > mostRowsInView ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    const bool needsScrollBar = header->length() > m_table->width();
    const int bar = needsScrollBar ? m_table->horizontalScrollBar()->sizeHint().height() : 0;
    m_table->setFixedHeight(header->sizeHint().height() + lines * rowHeight + 4 + bar);
}

void ListEditor::resizeEvent(QResizeEvent* event)
{
    PropertyEditor::resizeEvent(event);
    fitTable();
}

void ListEditor::showValue(const ShownValue& shown, Typed typed)
{
    fillTable(entries());
    setHint(shown.isMixed ? tr("Several values") : QString());
    showEntry(m_shownRow == current() ? typed : Typed::Drop);
}

void ListEditor::showEntry(Typed typed)
{
    const Json list = entries();
    const int row = current();
    const bool isShown = row >= 0 && row < static_cast<int>(list.size());
    m_form->setVisible(isShown);
    m_shownRow = isShown ? row : -1;
    enableButtons();
    if (!isShown)
        return;
    const Json& entry = list[static_cast<std::size_t>(row)];
    for (PropertyRow* field : m_rows) {
        const Property& declared = field->editor()->property();
        const bool isSet = entry.is_object() && entry.contains(declared.name);
        field->display({isSet ? entry[declared.name] : declared.defaultValue, !isSet, false},
                       typed);
    }
}

void ListEditor::enableButtons()
{
    const int count = m_table->rowCount();
    const int row = current();
    m_add->setEnabled(!m_isReadOnly);
    m_remove->setEnabled(!m_isReadOnly && row >= 0 && row < count);
    m_up->setEnabled(!m_isReadOnly && row > 0);
    m_down->setEnabled(!m_isReadOnly && row >= 0 && row + 1 < count);
}

void ListEditor::add()
{
    Json list = entries();
    list.push_back(numbered(freshEntry(property()), list, property()));
    if (!submit(list))
        return;
    m_table->setCurrentCell(m_table->rowCount() - 1, 0);
    if (!m_rows.empty())
        m_rows.front()->setFocus();
}

void ListEditor::remove()
{
    Json list = entries();
    if (current() < 0 || current() >= static_cast<int>(list.size()))
        return;
    list.erase(static_cast<std::size_t>(current()));
    submit(list);
}

void ListEditor::move(int by)
{
    Json list = entries();
    const int from = current();
    const int to = from + by;
    if (from < 0 || to < 0 || std::max(from, to) >= static_cast<int>(list.size()))
        return;
    std::swap(list[static_cast<std::size_t>(from)], list[static_cast<std::size_t>(to)]);
    if (submit(list))
        m_table->setCurrentCell(to, 0);
}

void ListEditor::change(const Property& field, const Json& value)
{
    Json list = entries();
    if (m_shownRow < 0 || m_shownRow >= static_cast<int>(list.size()))
        return;
    Json& entry = list[static_cast<std::size_t>(m_shownRow)];
    if (!entry.is_object())
        entry = Json::object();
    if (value.is_null() && field.defaultValue.is_null())
        entry.erase(field.name); // the field's default is null too
    else
        entry[field.name] = value;
    submit(list);
}

} // namespace skydraft
