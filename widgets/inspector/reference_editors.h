// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>
#include <QPushButton>

#include "widgets/inspector/choice_editors.h"

#include <utility>
#include <vector>

namespace skydraft {

/// A resource that may be named: id, the name for people, icon.
struct Candidate
{
    std::string id{};
    QString name{};
    std::string icon{};

    bool operator==(const Candidate&) const = default;
};

/// The resources whose type the property accepts, by name. Names that several have carry the id.
std::vector<Candidate> candidatesFor(const Property& property,
                                     const DocumentController& controller);

/// One resource of an allowed type, or none.
class ReferenceEditor : public ComboEditor
{
    Q_OBJECT

public:
    ReferenceEditor(const Property& property, const DocumentController& controller,
                    QWidget* parent);

protected:
    void showValue(const ShownValue& shown, Typed typed) override;

private:
    std::vector<Candidate> m_candidates;
    bool m_isFilled = false;
};

/// A button that looks like a combo box: its list drops down, but it holds more than one.
class DropDownButton : public QPushButton
{
    Q_OBJECT

public:
    using QPushButton::QPushButton;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// Several resources: a button that says which, and a list to check below it.
class ReferencesEditor : public PropertyEditor
{
    Q_OBJECT

public:
    ReferencesEditor(const Property& property, const DocumentController& controller,
                     QWidget* parent);
    QPushButton* button() const { return m_button; }
    QListWidget* list() const { return m_list; }
    void openList();

protected:
    void showValue(const ShownValue& shown, Typed typed) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fillList();
    void hearCheck(QListWidgetItem* item);
    void showSummary();

    QPushButton* m_button;
    QFrame* m_popup;
    QListWidget* m_list;
    QString m_summary;
};

/// A text that may also name a resource, as the source of a rule or the target of a route does:
/// a field with the resources' names to choose from.
class TextOrReferenceEditor : public PropertyEditor
{
    Q_OBJECT

public:
    TextOrReferenceEditor(const Property& property, const DocumentController& controller,
                          QWidget* parent);
    void commit() override;
    QComboBox* combo() const { return m_combo; }

protected:
    void showValue(const ShownValue& shown, Typed typed) override;

private:
    void fill();

    QComboBox* m_combo;
    std::vector<Candidate> m_candidates;
    bool m_isFilled = false;
};

} // namespace skydraft
