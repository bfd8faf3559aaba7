// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QWidget>

#include "model/catalogue/service_type.h"
#include "model/network/trace.h"

#include <optional>

namespace skydraft {

class DocumentController;

/// Whether packets start or end at a resource of the role.
bool mayBeEnd(NetworkRole role);

/// Asks for the ends, the protocol and the port of a trace.
class TraceRequestBar : public QWidget
{
    Q_OBJECT

public:
    TraceRequestBar(const DocumentController& controller, QWidget* parent);

    /// What is entered; nothing, and a message below the fields, where it is not complete.
    std::optional<Flow> flow();

    void setFrom(const ResourceId& id);
    void setTo(const ResourceId& id);
    /// Shows what is being traced.
    void setFlow(const ResourceId& from, const ResourceId& to, const Json& protocol,
                 const Json& port);
    void setFlow(const Flow& flow);
    /// Fills the lists of ends with the resources of the drawing, and keeps what is chosen.
    void fillEnds();
    void retranslate();

    QComboBox* fromBox() const { return m_from; }
    QComboBox* toBox() const { return m_to; }
    QComboBox* protocolBox() const { return m_protocol; }
    QLineEdit* portField() const { return m_port; }
    QPushButton* traceButton() const { return m_trace; }
    /// Has a menu with "Who can reach …?" for what is chosen as an end.
    QToolButton* reachButton() const { return m_reach; }
    QString message() const { return m_message->text(); }

signals:
    void traceRequested(const skydraft::Flow& flow);
    void whoReachesRequested(const skydraft::ResourceId& id);
    void reachedFromRequested(const skydraft::ResourceId& id);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange(bool isWide);
    QComboBox* makeEndBox();
    void fill(QComboBox* box, const std::vector<std::pair<QString, QString>>& names,
              const std::vector<std::string>& icons);
    std::optional<FlowEnd> endOf(const QComboBox* box) const;
    void request();
    void fillReachMenu();

    const DocumentController& m_controller;
    std::vector<std::pair<QString, QString>> m_ends; ///< words and id of what the lists hold
    QLabel* m_fromLabel;
    QComboBox* m_from;
    QLabel* m_toLabel;
    QComboBox* m_to;
    QComboBox* m_protocol;
    QLabel* m_portLabel;
    QLineEdit* m_port;
    QPushButton* m_trace;
    QToolButton* m_reach;
    QLabel* m_message;
    QGridLayout* m_grid;
    bool m_isWide = false;
};

} // namespace skydraft
