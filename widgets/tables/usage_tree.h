// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeWidget>

#include "model/architecture/architecture.h"
#include "model/catalogue/catalogue.h"

#include <vector>

namespace skydraft {

/// A resource that has to do with what is being edited.
struct UsageItem
{
    ResourceId id{};
    QString text{};
    std::string icon{};
    QString tip{};
    enum class Check
    {
        None,
        Off,
        On
    };
    Check check = Check::None;
    bool mayBeRemoved = false;

    bool operator==(const UsageItem&) const = default;
};

struct UsageSection
{
    QString title{};
    std::vector<UsageItem> items{};
    QString none{}; ///< said where there are no items

    bool operator==(const UsageSection&) const = default;
};

/// Who uses a group, which subnets an ACL or a route table applies to. A click or Enter shows the
/// resource on the drawing, the space bar ticks, Delete takes it out.
class UsageTree : public QTreeWidget
{
    Q_OBJECT

public:
    explicit UsageTree(QWidget* parent = nullptr);

    void setSections(const std::vector<UsageSection>& sections);
    const std::vector<UsageSection>& sections() const { return m_sections; }
    QTreeWidgetItem* itemOf(const ResourceId& id) const;

signals:
    void revealRequested(const skydraft::ResourceId& id);
    void toggled(const skydraft::ResourceId& id, bool isChecked);
    void removeRequested(const skydraft::ResourceId& id);

protected:
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void reveal(const QTreeWidgetItem* item);

    std::vector<UsageSection> m_sections;
    bool m_isTicking = false; ///< the click was on the box, not on the name
};

} // namespace skydraft
