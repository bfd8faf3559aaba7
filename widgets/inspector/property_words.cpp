// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/property_words.h"

#include <QCoreApplication>

#include <array>
#include <string_view>
#include <utility>

namespace skydraft {

namespace {

constexpr std::array<std::pair<std::string_view, const char*>, 13> groups{{
    {"general", QT_TRANSLATE_NOOP("PropertyWords", "General")},
    {"network", QT_TRANSLATE_NOOP("PropertyWords", "Network")},
    {"security", QT_TRANSLATE_NOOP("PropertyWords", "Security")},
    {"traffic", QT_TRANSLATE_NOOP("PropertyWords", "Traffic")},
    {"dns", QT_TRANSLATE_NOOP("PropertyWords", "DNS")},
    {"capacity", QT_TRANSLATE_NOOP("PropertyWords", "Capacity")},
    {"scaling", QT_TRANSLATE_NOOP("PropertyWords", "Scaling")},
    {"health", QT_TRANSLATE_NOOP("PropertyWords", "Health checks")},
    {"availability", QT_TRANSLATE_NOOP("PropertyWords", "Availability")},
    {"storage", QT_TRANSLATE_NOOP("PropertyWords", "Storage")},
    {"performance", QT_TRANSLATE_NOOP("PropertyWords", "Performance in the simulation")},
    {"cost", QT_TRANSLATE_NOOP("PropertyWords", "Cost")},
    {"identity", QT_TRANSLATE_NOOP("PropertyWords", "Identity")},
}};

constexpr std::array<std::pair<std::string_view, const char*>, 6> units{{
    {"per_s", QT_TRANSLATE_NOOP("PropertyWords", "/s")},
    {"percent", QT_TRANSLATE_NOOP("PropertyWords", "%")},
    {"d", QT_TRANSLATE_NOOP("PropertyWords", "days")},
    {"s", QT_TRANSLATE_NOOP("PropertyWords", "s")},
    {"ms", QT_TRANSLATE_NOOP("PropertyWords", "ms")},
    {"MiBps", QT_TRANSLATE_NOOP("PropertyWords", "MiB/s")},
}};

template <std::size_t Size>
QString lookUp(const std::array<std::pair<std::string_view, const char*>, Size>& table,
               const std::string& name)
{
    for (const auto& [known, words] : table)
        if (known == name)
            return QCoreApplication::translate("PropertyWords", words);
    return QString::fromStdString(name);
}

} // namespace

QString groupTitle(const std::string& group)
{
    return lookUp(groups, group);
}

QStringList groupOrder()
{
    QStringList order;
    for (const auto& [name, words] : groups)
        order.append(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
    return order;
}

QString unitInWords(const std::string& unit)
{
    return lookUp(units, unit);
}

} // namespace skydraft
