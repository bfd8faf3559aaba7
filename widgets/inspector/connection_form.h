// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QPushButton>

#include "model/architecture/edit.h"
#include "widgets/inspector/property_form.h"
#include "widgets/session/analysis_runner.h"

class QVBoxLayout;

namespace skydraft {

class DocumentController;

/// One connection: its ends, its kind, protocol, port and share, and whether its packets arrive.
class ConnectionForm : public QWidget
{
    Q_OBJECT

public:
    ConnectionForm(DocumentController& controller, QWidget* parent);

    void setConnection(const ConnectionId& id);
    const ConnectionId& connection() const { return m_id; }
    void setAnalysis(const AnalysisPointer& analysis);
    void refresh(PropertyEditor::Typed typed = PropertyEditor::Typed::Keep);
    PropertyForm* properties() const { return m_properties; }
    QPushButton* pathButton() const { return m_path; }
    QString verdict() const { return m_verdict->text(); }

signals:
    void showPathRequested(const skydraft::ConnectionId& id);
    void revealRequested(const skydraft::ResourceId& id);

private:
    void makeEnds(QVBoxLayout* layout);
    void showVerdict();
    void set(const Property& property, const std::optional<Json>& value);

    DocumentController& m_controller;
    ConnectionId m_id;
    AnalysisPointer m_analysis;
    QLabel* m_kind;
    QLabel* m_ends;
    QLabel* m_verdictIcon;
    QLabel* m_verdict;
    QLabel* m_reason;
    QPushButton* m_path;
    PropertyForm* m_properties;
};

/// The properties that a connection may have, in the form of the catalogue.
const std::vector<Property>& connectionProperties();

/// "Traffic", "Replication", … in the current language.
QString kindInWords(ConnectionKind kind);

} // namespace skydraft
