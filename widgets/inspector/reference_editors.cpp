// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/reference_editors.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScreen>
#include <QSignalBlocker>
#include <QStyleOptionComboBox>
#include <QStylePainter>
#include <QVBoxLayout>

#include "model/architecture/names.h"
#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/inspector/line_editor.h"
#include "widgets/inspector/value_words.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/style_flags.h"

#include <algorithm>
#include <map>
#include <set>

namespace skydraft {

std::vector<Candidate> candidatesFor(const Property& property, const DocumentController& controller)
{
    std::vector<Candidate> result;
    std::map<QString, int> uses;
    for (const auto& resource : controller.architecture().resources()) {
        const auto& types = property.types;
        if (!types.empty() && std::find(types.begin(), types.end(), resource->type) == types.end())
            continue;
        const QString name = toQString(displayName(*resource));
        ++uses[name];
        result.push_back({resource->id.value(), name,
                          controller.catalogue().typeOrGeneric(resource->type).icon});
    }
    for (Candidate& candidate : result)
        if (uses[candidate.name] > 1 && candidate.name != toQString(candidate.id))
            candidate.name += QStringLiteral(" (%1)").arg(toQString(candidate.id));
    std::sort(result.begin(), result.end(), [](const Candidate& a, const Candidate& b) {
        return a.name.localeAwareCompare(b.name) < 0;
    });
    return result;
}

ReferenceEditor::ReferenceEditor(const Property& property, const DocumentController& controller,
                                 QWidget* parent)
    : ComboEditor(property, controller, parent)
{}

void ReferenceEditor::showValue(const ShownValue& shown, Typed typed)
{
    std::vector<Candidate> candidates = candidatesFor(property(), controller());
    if (!m_isFilled || candidates != m_candidates) {
        clearValues();
        addValue(tr("None"), Json());
        for (const Candidate& candidate : candidates)
            addValue(candidate.name, Json(candidate.id), typeIcon(candidate.icon));
        m_candidates = std::move(candidates);
        m_isFilled = true;
    }
    ComboEditor::showValue(shown, typed);
}

QSize DropDownButton::sizeHint() const
{
    QStyleOptionComboBox option;
    option.initFrom(this);
    const QSize room(60, fontMetrics().height());
    return style()->sizeFromContents(QStyle::CT_ComboBox, &option, room, this);
}

void DropDownButton::paintEvent(QPaintEvent*)
{
    QStyleOptionComboBox option;
    option.initFrom(this);
    option.currentText = text();
    option.subControls = QStyle::SC_All;
    if (isDown())
        option.state |= QStyle::State_Sunken;
    QStylePainter painter(this);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

ReferencesEditor::ReferencesEditor(const Property& property, const DocumentController& controller,
                                   QWidget* parent)
    : PropertyEditor(property, controller, parent)
    , m_button(new DropDownButton(this))
    , m_popup(new QFrame(this, Qt::Popup))
    , m_list(new QListWidget(m_popup))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_button);
    m_button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setFocusProxy(m_button);
    auto* popupLayout = new QVBoxLayout(m_popup);
    popupLayout->setContentsMargins(1, 1, 1, 1);
    popupLayout->addWidget(m_list);
    m_popup->setFrameShape(QFrame::StyledPanel);
    m_list->installEventFilter(this);
    connect(m_button, &QPushButton::clicked, this, &ReferencesEditor::openList);
    connect(m_list, &QListWidget::itemChanged, this, &ReferencesEditor::hearCheck);
}

void ReferencesEditor::fillList()
{
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    std::set<std::string> chosen;
    if (shown().value.is_array() && !shown().isMixed)
        for (const Json& id : shown().value)
            if (id.is_string())
                chosen.insert(id.get<std::string>());
    const auto add = [&](const Candidate& candidate) {
        auto* item = new QListWidgetItem(typeIcon(candidate.icon), candidate.name, m_list);
        item->setData(Qt::UserRole, toQString(candidate.id));
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(chosen.erase(candidate.id) > 0 ? Qt::Checked : Qt::Unchecked);
    };
    for (const Candidate& candidate : candidatesFor(property(), controller()))
        add(candidate);
    for (const std::string& missing : std::set<std::string>(chosen))
        add({missing, tr("%1 (missing)").arg(toQString(missing)), {}});
    if (m_list->count() == 0) {
        auto* item = new QListWidgetItem(tr("Nothing on the drawing can stand here."), m_list);
        item->setFlags(Qt::NoItemFlags);
    }
}

void ReferencesEditor::openList()
{
    fillList();
    m_list->setAccessibleName(m_button->accessibleName());
    const int rows = std::clamp(m_list->count(), 2, 10);
    const int rowHeight = std::max(m_list->sizeHintForRow(0), 20);
    m_popup->resize(std::max(m_button->width(), 220), rows * rowHeight + 8);
    QPoint place = m_button->mapToGlobal(QPoint(0, m_button->height()));
    const QRect screen = m_button->screen()->availableGeometry();
    if (place.y() + m_popup->height() > screen.bottom())
        place.setY(place.y() - m_button->height() - m_popup->height());
    place.setX(std::min(place.x(), screen.right() - m_popup->width()));
    m_popup->move(place);
    m_popup->show();
    m_list->setFocus();
    m_list->setCurrentRow(0);
}

void ReferencesEditor::hearCheck(QListWidgetItem* changed)
{
    const std::string id = changed->data(Qt::UserRole).toString().toStdString();
    Json ids = shown().value.is_array() && !shown().isMixed ? shown().value : Json::array();
    const auto place = std::find(ids.begin(), ids.end(), Json(id));
    if (changed->checkState() == Qt::Checked && place == ids.end())
        ids.push_back(id);
    else if (changed->checkState() == Qt::Unchecked && place != ids.end())
        ids.erase(place);
    submit(ids);
}

void ReferencesEditor::showSummary()
{
    const int room = m_button->width() - 40;
    m_button->setText(m_button->fontMetrics().elidedText(m_summary, Qt::ElideRight, room));
    m_button->setToolTip(m_summary);
    m_button->setAccessibleDescription(m_summary);
}

void ReferencesEditor::showValue(const ShownValue& shown, Typed)
{
    QStringList names;
    if (shown.value.is_array())
        for (const Json& id : shown.value)
            if (id.is_string())
                names.append(nameOfResource(controller().architecture(), id.get<std::string>()));
    m_summary = shown.isMixed     ? tr("Several values")
                : names.isEmpty() ? tr("None")
                                  : names.join(QStringLiteral(", "));
    showSummary();
    QPalette palette;
    if (shown.isDefault || names.isEmpty())
        palette.setColor(QPalette::ButtonText, palette.color(QPalette::PlaceholderText));
    m_button->setPalette(palette);
}

void ReferencesEditor::resizeEvent(QResizeEvent* event)
{
    PropertyEditor::resizeEvent(event);
    showSummary();
}

bool ReferencesEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape) {
            m_popup->hide();
            m_button->setFocus();
            return true;
        }
    }
    return PropertyEditor::eventFilter(watched, event);
}

TextOrReferenceEditor::TextOrReferenceEditor(const Property& property,
                                             const DocumentController& controller, QWidget* parent)
    : PropertyEditor(property, controller, parent)
    , m_combo(new CalmComboBox(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_combo);
    setFocusProxy(m_combo);
    m_combo->setEditable(true);
    m_combo->setInsertPolicy(QComboBox::NoInsert);
    m_combo->completer()->setFilterMode(Qt::MatchContains);
    m_combo->completer()->setCompletionMode(QCompleter::PopupCompletion);
    connect(m_combo, &QComboBox::activated, this, [this] {
        m_combo->lineEdit()->setModified(true);
        commit();
    });
    connect(m_combo->lineEdit(), &QLineEdit::editingFinished, this, &TextOrReferenceEditor::commit);
    connect(m_combo->lineEdit(), &QLineEdit::textEdited, this,
            [this](const QString& text) { setHint(describeBlock(text)); });
}

void TextOrReferenceEditor::fill()
{
    std::vector<Candidate> candidates = candidatesFor(property(), controller());
    if (m_isFilled && candidates == m_candidates)
        return;
    m_isFilled = true;
    m_candidates = std::move(candidates);
    const QString text = m_combo->lineEdit()->text();
    m_combo->clear();
    m_combo->addItem(QStringLiteral("0.0.0.0/0"), QStringLiteral("0.0.0.0/0"));
    for (const Candidate& candidate : m_candidates)
        m_combo->addItem(typeIcon(candidate.icon), candidate.name, toQString(candidate.id));
    m_combo->lineEdit()->setText(text);
}

void TextOrReferenceEditor::commit()
{
    QLineEdit* line = m_combo->lineEdit();
    const QString typed = line->text().trimmed();
    if (!line->isModified() || (shown().isMixed && typed.isEmpty()))
        return;
    const int known = m_combo->findText(typed, Qt::MatchFixedString);
    const QString text = known >= 0 ? m_combo->itemData(known).toString() : typed;
    if (submit(valueFromField(property(), text)))
        line->setModified(false);
    setStyleFlag(line, "invalid", !problem().isEmpty());
}

void TextOrReferenceEditor::showValue(const ShownValue& shown, Typed typed)
{
    QLineEdit* line = m_combo->lineEdit();
    if (typed == Typed::Keep && line->isModified())
        return;
    fill();
    const QString id = shown.isMixed ? QString() : fieldText(shown.value);
    const int known = m_combo->findData(id);
    m_combo->setCurrentIndex(known);
    line->setText(known >= 0 ? m_combo->itemText(known) : id);
    line->setModified(false);
    line->setPlaceholderText(shown.isMixed ? tr("Several values") : tr("Address block or name"));
    setStyleFlag(line, "invalid", false);
    setHint(describeBlock(id));
}

} // namespace skydraft
