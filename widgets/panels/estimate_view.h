// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QLabel>
#include <QTableWidget>
#include <QWidget>

#include "widgets/session/estimate_runner.h"

#include <array>

namespace skydraft {

class DocumentController;

/// What the textbooks expect of the drawing as it is, while one draws: throughput, response time
/// and availability of all requests, what fills up first, and the queues; where they cannot tell,
/// why.
class EstimateView : public QWidget
{
    Q_OBJECT

public:
    explicit EstimateView(const DocumentController& controller, QWidget* parent = nullptr);

    /// Null: not known yet.
    void setTheory(const TheoryPointer& theory);

    enum Figure
    {
        Throughput,
        Mean,
        P99,
        Availability,
        FigureCount
    };
    QString figureText(Figure figure) const { return m_figures[figure]->text(); }
    QString bottleneckText() const { return m_bottleneck->text(); }
    /// Why something cannot be told, or may come otherwise.
    QString limitsText() const { return m_limits->text(); }
    QTableWidget* table() const { return m_table; }
    /// Whether utilizations stand at the resources on the drawing.
    QCheckBox* badgesBox() const { return m_badges; }

    void retranslate();

signals:
    /// Nobody sees it any more, or somebody does.
    void watchedChanged(bool isWatched);
    void badgesToggled(bool isOn);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeWords();
    void fill();
    void fillFigures(const Estimate& estimate);
    void fillTable(const Estimate& estimate);

    const DocumentController& m_controller;
    TheoryPointer m_theory;
    std::array<QLabel*, FigureCount> m_captions{};
    std::array<QLabel*, FigureCount> m_figures{};
    QCheckBox* m_badges;
    QLabel* m_bottleneck;
    QLabel* m_limits;
    QTableWidget* m_table;
};

} // namespace skydraft
