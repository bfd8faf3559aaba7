// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QWidget>

namespace skydraft {

class Catalogue;
class DocumentController;
class PaletteTree;

/// Every service type of the catalogue, to be dragged onto the drawing or inserted with Enter or a
/// double click. Searched in both languages at once. Favourites and what was used last stand on
/// top; QSettings keeps them.
class PalettePanel : public QWidget
{
    Q_OBJECT

public:
    /// Shows the catalogue of the controller, which must outlive the panel.
    explicit PalettePanel(const DocumentController& controller, QWidget* parent = nullptr);

    QLineEdit* searchField() const { return m_search; }
    PaletteTree* tree() const { return m_tree; }

    QStringList favourites() const;
    void setFavourite(const QString& typeId, bool isFavourite);

public slots:
    /// Puts the cursor into the search field.
    void startSearch();
    /// Puts the type on top of those used last.
    void noteUse(const QString& typeId);

signals:
    void insertRequested(const QString& typeId);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setTexts();
    void refill();
    void insert(const QString& typeId);
    void openMenu(const QPoint& place);
    QStringList recent() const;

    const Catalogue& m_catalogue;
    QLineEdit* m_search;
    PaletteTree* m_tree;
    QLabel* m_nothing;
};

} // namespace skydraft
