// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/resource_form.h"

#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

#include "widgets/common/language.h"
#include "widgets/common/type_icons.h"
#include "widgets/session/document_controller.h"
#include "widgets/theme/style_flags.h"

#include <algorithm>

namespace skydraft {

namespace {

constexpr int headerIcon = 36;

std::optional<Json> setValue(const Resource& resource, const std::string& property)
{
    const auto found = resource.properties.find(property);
    return found == resource.properties.end() ? std::nullopt : std::optional<Json>(*found);
}

} // namespace

ResourceForm::ResourceForm(DocumentController& controller, const ServiceType& type, QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_type(type)
    , m_typeName(new QLabel(this))
    , m_name(new QLineEdit(this))
    , m_id(new QLabel(this))
    , m_copy(new QToolButton(this))
    , m_properties(nullptr)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 10);
    layout->setSpacing(8);
    makeHeader();
    m_properties =
        new PropertyForm(type.properties, controller, PropertyForm::Headings::Show, this);
    layout->addWidget(m_properties);
    layout->addStretch();
    connect(m_properties, &PropertyForm::edited, this,
            [this](const Property& property, const Json& value) { set(property, value); });
    connect(m_properties, &PropertyForm::resetRequested, this,
            [this](const Property& property) { set(property, std::nullopt); });
}

void ResourceForm::makeHeader()
{
    auto* line = new QHBoxLayout;
    line->setSpacing(10);
    auto* icon = new QLabel(this);
    icon->setPixmap(
        typeIcon(m_type.icon).pixmap(QSize(headerIcon, headerIcon), devicePixelRatioF()));
    icon->setFixedSize(headerIcon, headerIcon);
    line->addWidget(icon, 0, Qt::AlignTop);
    auto* names = new QVBoxLayout;
    names->setSpacing(3);
    setStyleRole(m_typeName, QStringLiteral("title"));
    m_typeName->setWordWrap(true);
    names->addWidget(m_typeName);
    names->addWidget(m_name);
    names->addWidget(makeIdLine());
    line->addLayout(names, 1);
    static_cast<QVBoxLayout*>(layout())->addLayout(line);
    static_cast<QVBoxLayout*>(layout())->addWidget(makeHelp());
    m_name->setAccessibleName(tr("Name"));
    m_name->setPlaceholderText(tr("Name"));
    m_name->installEventFilter(this);
    connect(m_name, &QLineEdit::editingFinished, this, &ResourceForm::rename);
}

QWidget* ResourceForm::makeIdLine()
{
    auto* whole = new QWidget(this);
    auto* line = new QHBoxLayout(whole);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    setStyleRole(m_id, QStringLiteral("help"));
    m_id->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_id->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_copy->setIcon(actionIcon(QStringLiteral("copy")));
    m_copy->setIconSize({14, 14});
    m_copy->setAutoRaise(true);
    m_copy->setToolTip(tr("Copy the id"));
    m_copy->setAccessibleName(tr("Copy the id"));
    line->addWidget(m_id, 1);
    line->addWidget(m_copy);
    connect(m_copy, &QToolButton::clicked, this, [this] {
        if (m_ids.size() == 1)
            QGuiApplication::clipboard()->setText(toQString(m_ids.front().value()));
    });
    return whole;
}

QLabel* ResourceForm::makeHelp()
{
    QString text = localized(m_type.help).toHtmlEscaped();
    if (!m_type.documentation.empty())
        text += QStringLiteral(" <a href=\"%1\">%2</a>")
                    .arg(toQString(m_type.documentation).toHtmlEscaped(),
                         tr("AWS documentation").toHtmlEscaped());
    auto* help = new QLabel(text, this);
    help->setTextFormat(Qt::RichText);
    help->setWordWrap(true);
    help->setOpenExternalLinks(true);
    help->setTextInteractionFlags(Qt::TextBrowserInteraction);
    setStyleRole(help, QStringLiteral("help"));
    return help;
}

void ResourceForm::setResources(std::vector<ResourceId> ids)
{
    if (ids == m_ids) {
        refresh();
        return;
    }
    if (!m_ids.empty()) {
        rename();
        m_properties->commit();
    }
    m_ids = std::move(ids);
    refresh(PropertyEditor::Typed::Drop);
}

std::vector<const Resource*> ResourceForm::found() const
{
    std::vector<const Resource*> resources;
    for (const ResourceId& id : m_ids)
        if (const Resource* resource = m_controller.architecture().find(id))
            resources.push_back(resource);
    return resources;
}

void ResourceForm::refresh(PropertyEditor::Typed typed)
{
    if (found().empty())
        return;
    refreshHeader(typed);
    m_properties->setReadOnly(m_controller.isReadOnly());
    m_name->setReadOnly(m_controller.isReadOnly());
    m_properties->display([this](const Property& property) { return shownOf(property); }, typed);
}

void ResourceForm::refreshHeader(PropertyEditor::Typed typed)
{
    const std::vector<const Resource*> resources = found();
    const bool isOne = resources.size() == 1;
    const QString type = localized(m_type.name);
    m_typeName->setText(isOne ? type : tr("%1 (%2 selected)").arg(type).arg(resources.size()));
    m_name->setVisible(isOne);
    m_copy->setVisible(isOne);
    m_id->setText(isOne ? toQString(resources.front()->id.value())
                        : tr("What you enter is set on all of them."));
    m_id->setToolTip(m_id->text());
    m_id->setAccessibleName(isOne ? tr("Id: %1").arg(m_id->text()) : m_id->text());
    if (!isOne || (typed == PropertyEditor::Typed::Keep && m_name->isModified()))
        return;
    const QString name = toQString(resources.front()->name);
    if (m_name->text() != name)
        m_name->setText(name);
    m_name->setModified(false);
}

ShownValue ResourceForm::shownOf(const Property& property) const
{
    const std::vector<const Resource*> resources = found();
    const std::optional<Json> first = setValue(*resources.front(), property.name);
    const Json value = first.value_or(property.defaultValue);
    ShownValue shown{value, !first.has_value(), false};
    for (const Resource* resource : resources) {
        const std::optional<Json> other = setValue(*resource, property.name);
        shown.isMixed = shown.isMixed || other.value_or(property.defaultValue) != value;
        shown.isDefault = shown.isDefault && !other.has_value();
    }
    if (shown.isMixed)
        shown.value = property.defaultValue;
    return shown;
}

void ResourceForm::set(const Property& property, const std::optional<Json>& value)
{
    std::vector<Edit> edits;
    for (const Resource* resource : found())
        if (setValue(*resource, property.name) != value)
            edits.push_back(Edit{SetProperty{resource->id, property.name, value}});
    apply(std::move(edits), MODEL_TEXT("Edit", "Change %1").with(property.label));
}

void ResourceForm::rename()
{
    const std::vector<const Resource*> resources = found();
    if (resources.size() != 1 || !m_name->isModified())
        return;
    m_name->setModified(false);
    const std::string name = m_name->text().trimmed().toStdString();
    if (name != resources.front()->name)
        apply({Edit{RenameResource{resources.front()->id, name}}},
              MODEL_TEXT("Edit", "Rename to %1").with(name));
}

void ResourceForm::apply(std::vector<Edit> edits, const Text& title)
{
    if (edits.empty())
        return;
    const Edit edit = edits.size() == 1 ? edits.front() : Edit{Batch{std::move(edits)}};
    // What could not be applied must not stay on the screen as if it had been.
    if (!m_controller.apply(edit, title))
        refresh(PropertyEditor::Typed::Drop);
}

bool ResourceForm::eventFilter(QObject* watched, QEvent* event)
{
    const bool isKey =
        event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    const bool isEscape = isKey && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape;
    if (watched != m_name || !isEscape || !m_name->isModified())
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress) {
        m_name->setModified(false);
        refreshHeader(PropertyEditor::Typed::Drop);
    }
    return true;
}

} // namespace skydraft
