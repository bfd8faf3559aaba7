// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QWidget>

#include "model/architecture/scenario.h"

#include <map>
#include <vector>

namespace skydraft {

class LoadCurve;

/// What one client population sends: open with a shape over time, closed with users who wait for
/// answers, or as its properties say. The curve shows what comes of it.
class LoadForm : public QWidget
{
    Q_OBJECT

public:
    explicit LoadForm(QWidget* parent = nullptr);

    /// `usualRate` is what the client's properties say, requests per second.
    void setLoad(const Load& load, double usualRate, double durationS);
    const Load& load() const { return m_load; }
    /// Shows what is wrong at its field: `pointer` is relative to the load ("/rate_per_s"); empty
    /// message: nothing is.
    void setError(const QString& message, const QString& pointer);

    QComboBox* kindBox() const { return m_kind; }
    QComboBox* shapeBox() const { return m_shape; }
    QComboBox* arrivalsBox() const { return m_arrivals; }
    QDoubleSpinBox* rateField() const { return m_rate; }
    QDoubleSpinBox* usersField() const { return m_users; }
    /// The field of a member of the document, "spike_factor".
    QDoubleSpinBox* field(const char* member) const { return m_fields.at(member); }
    LoadCurve* curve() const { return m_curve; }
    QString errorText() const { return m_error->text(); }

signals:
    void changed();

private:
    enum Kind
    {
        Properties,
        Open,
        Closed
    };

    QDoubleSpinBox* makeField(double most, int decimals, const QString& suffix);
    void addFields();
    void fill();
    void takeFields();
    void takePoints();
    void showFields();
    void redraw();
    double rate() const;

    Load m_load;
    double m_usualRate = 10;
    double m_durationS = 600;
    bool m_isFilling = false;
    QFormLayout* m_form;
    QComboBox* m_kind;
    QDoubleSpinBox* m_rate;
    QDoubleSpinBox* m_users;
    QDoubleSpinBox* m_think;
    QComboBox* m_arrivals;
    QComboBox* m_shape;
    std::map<std::string, QDoubleSpinBox*> m_fields; ///< by member of the document
    LoadCurve* m_curve;
    QLabel* m_error;
};

} // namespace skydraft
