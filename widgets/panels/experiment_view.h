// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QToolButton>
#include <QWidget>

#include "widgets/session/experiment_runner.h"

namespace skydraft {

class DocumentController;
struct Property;

/// Tries one property of one resource with several values and shows a row of figures for each:
/// means over several runs and half of their 95 % intervals, and by how much a value differs from
/// the first one under the same random numbers. The drawing stays as it is.
class ExperimentView : public QWidget
{
    Q_OBJECT

public:
    explicit ExperimentView(const DocumentController& controller, QWidget* parent = nullptr);

    /// The scenario that is played; empty: the default load.
    void setScenario(const ScenarioId& scenario) { m_scenario = scenario; }

    QComboBox* resourceBox() const { return m_resource; }
    QComboBox* propertyBox() const { return m_property; }
    QLineEdit* valuesField() const { return m_values; }
    /// How often each value is played.
    QSpinBox* runsField() const { return m_runs; }
    QPushButton* runButton() const { return m_run; }
    QToolButton* exportButton() const { return m_export; }
    QTableWidget* table() const { return m_table; }
    QString errorText() const { return m_error->text(); }
    QString csv() const;

    void retranslate();
    void restyle();

signals:
    void tableRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void fillResources();
    QString firstChoice() const;
    void fillProperties();
    void suggestValues();
    void runOrCancel();
    void fill();
    void showState();
    QStringList cellsOf(const ExperimentRow& row) const;
    QString differenceOf(const ExperimentRow& row) const;
    QStringList header() const;
    const Property* property() const;
    ResourceId resource() const;

    const DocumentController& m_controller;
    ExperimentRunner m_runner;
    ScenarioId m_scenario;
    QLabel* m_resourceLabel;
    QComboBox* m_resource;
    QComboBox* m_property;
    QLineEdit* m_values;
    QSpinBox* m_runs;
    QPushButton* m_run;
    QToolButton* m_export;
    QLabel* m_error;
    QTableWidget* m_table;
};

/// "1, 2, 4.5" as values of a property; fails where one is none or there are too many.
Result<std::vector<Json>> valuesFrom(const QString& text, const Property& property);

} // namespace skydraft
