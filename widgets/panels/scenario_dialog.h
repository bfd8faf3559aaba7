// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

#include "model/architecture/edit.h"
#include "model/simulation/plan.h"

#include <optional>
#include <vector>

namespace skydraft {

class DocumentController;
class FaultHandle;
class FaultLane;
class LoadForm;

/// The scenarios of a drawing: choose, add, copy, name and delete them; how long each lasts, what
/// clients send, what fails and when. What is changed is one step of the document, made by OK; what
/// cannot be played is said where it stands.
class ScenarioDialog : public QDialog
{
    Q_OBJECT

public:
    /// Opens at `chosen`; at a new scenario where the drawing has none.
    ScenarioDialog(DocumentController& controller, const ScenarioId& chosen, QWidget* parent);

    void accept() override;

    const std::vector<Scenario>& scenarios() const { return m_scenarios; }
    /// The scenario that is shown; empty where there is none.
    ScenarioId current() const;

    QListWidget* list() const { return m_list; }
    QToolButton* addButton() const { return m_add; }
    QToolButton* copyButton() const { return m_copy; }
    QToolButton* deleteButton() const { return m_delete; }
    QLineEdit* nameField() const { return m_name; }
    QDoubleSpinBox* durationField() const { return m_duration; }
    QDoubleSpinBox* warmupField() const { return m_warmup; }
    QLineEdit* seedField() const { return m_seed; }
    QListWidget* clientList() const { return m_clients; }
    LoadForm* loadForm() const { return m_load; }
    FaultLane* faultLane() const { return m_lane; }
    /// Is dragged onto the timeline.
    FaultHandle* faultHandle() const { return m_handle; }
    QComboBox* kindBox() const { return m_kind; }
    QComboBox* targetBox() const { return m_target; }
    QPushButton* addFaultButton() const { return m_addFault; }
    /// What is wrong with times, with the load, with faults, or with the drawing itself.
    QString errorText() const;

private:
    QWidget* makeList();
    QWidget* makeForm();
    QWidget* makeLoad();
    QWidget* makeFaults();
    void connectFields();

    void fillList();
    void showScenario();
    void showClients();
    void showLoad();
    void showFaults();
    void fillKinds();
    void fillTargets();

    void addScenario();
    void copyScenario();
    void deleteScenario();
    void takeFields();
    void takeClient(QListWidgetItem* item);
    void takeLoad();
    void addFault(double atS);
    void checkSoon();
    void check();
    void showError(const Error& error);
    void clearErrors();

    Scenario* scenario();
    Load* loadOf(const ResourceId& client);
    ResourceId chosenClient() const;
    double usualRate(const ResourceId& client) const;
    ScenarioId freeId() const;
    std::optional<SimulationPlan> planWithoutFaults();

    DocumentController& m_controller;
    std::vector<Scenario> m_scenarios;
    int m_current = -1;
    bool m_isFilling = false;
    QTimer m_check;

    QListWidget* m_list;
    QToolButton* m_add;
    QToolButton* m_copy;
    QToolButton* m_delete;
    QWidget* m_editor;
    QLineEdit* m_name;
    QDoubleSpinBox* m_duration;
    QDoubleSpinBox* m_warmup;
    QLineEdit* m_seed;
    QLabel* m_timesError;
    QListWidget* m_clients;
    LoadForm* m_load;
    FaultLane* m_lane;
    FaultHandle* m_handle;
    QComboBox* m_kind;
    QComboBox* m_target;
    QPushButton* m_addFault;
    QLabel* m_faultError;
    QLabel* m_error;
};

} // namespace skydraft
