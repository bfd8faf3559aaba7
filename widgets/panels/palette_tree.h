// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTreeWidget>

#include "model/catalogue/catalogue.h"

namespace skydraft {

/// Service types in sections that fold, or, while something is searched, as one list, best first.
/// A type is dragged with its id as serviceTypeMimeType.
class PaletteTree : public QTreeWidget
{
    Q_OBJECT

public:
    /// The catalogue must outlive the tree.
    PaletteTree(const Catalogue& catalogue, QWidget* parent);

    void showSections(const QStringList& favourites, const QStringList& recent);
    void showFound(const QString& query);

    /// The type id of an item; empty for the title of a section.
    static QString typeOf(const QTreeWidgetItem* item);
    /// The types in the order in which they are shown, each once.
    QStringList shownTypes() const;
    /// What Enter would insert: the chosen type, or the first that was found.
    QString firstType() const;

signals:
    void dragged(const QString& typeId);

protected:
    void resizeEvent(QResizeEvent* event) override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QList<QTreeWidgetItem*>& items) const override;
    void startDrag(Qt::DropActions actions) override;

private:
    QTreeWidgetItem* addSection(const QString& key, const QString& title);
    void addType(QTreeWidgetItem* section, const ServiceType& type);
    void rememberFolds();

    const Catalogue& m_catalogue;
    QSet<QString> m_folded;
};

/// "Networking": a category of the catalogue in the current language.
QString categoryInWords(const std::string& category);

} // namespace skydraft
