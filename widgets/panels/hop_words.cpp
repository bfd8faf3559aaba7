// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/hop_words.h"

#include <QCoreApplication>

#include "widgets/common/language.h"
#include "widgets/theme/theme.h"

#include <array>
#include <string_view>

namespace skydraft {

namespace {

constexpr std::array<std::pair<std::string_view, const char*>, 18> kinds{{
    {"internet", QT_TRANSLATE_NOOP("HopWords", "Internet")},
    {"interface", QT_TRANSLATE_NOOP("HopWords", "Network interface")},
    {"security-group", QT_TRANSLATE_NOOP("HopWords", "Security group")},
    {"network-acl", QT_TRANSLATE_NOOP("HopWords", "Network ACL")},
    {"route-table", QT_TRANSLATE_NOOP("HopWords", "Route table")},
    {"internet-gateway", QT_TRANSLATE_NOOP("HopWords", "Internet gateway")},
    {"egress-only-gateway", QT_TRANSLATE_NOOP("HopWords", "Egress-only gateway")},
    {"nat-gateway", QT_TRANSLATE_NOOP("HopWords", "NAT gateway")},
    {"balancer", QT_TRANSLATE_NOOP("HopWords", "Load balancer")},
    {"target-group", QT_TRANSLATE_NOOP("HopWords", "Target group")},
    {"peering", QT_TRANSLATE_NOOP("HopWords", "VPC peering")},
    {"endpoint", QT_TRANSLATE_NOOP("HopWords", "VPC endpoint")},
    {"transit-gateway", QT_TRANSLATE_NOOP("HopWords", "Transit gateway")},
    {"vpn-gateway", QT_TRANSLATE_NOOP("HopWords", "VPN gateway")},
    {"public-service", QT_TRANSLATE_NOOP("HopWords", "Public service")},
    {"on-premises", QT_TRANSLATE_NOOP("HopWords", "On premises")},
    {"clients", QT_TRANSLATE_NOOP("HopWords", "Clients")},
    {"cdn", QT_TRANSLATE_NOOP("HopWords", "Content delivery")},
}};

QString words(const char* source)
{
    return QCoreApplication::translate("HopWords", source);
}

} // namespace

Sign signOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Reachable:
        return {words(QT_TRANSLATE_NOOP("HopWords", "Reachable")), QStringLiteral("check"),
                theme().allowed};
    case Verdict::Blocked:
        return {words(QT_TRANSLATE_NOOP("HopWords", "Blocked")), QStringLiteral("cross"),
                theme().blocked};
    case Verdict::Unknown:
        break;
    }
    return {words(QT_TRANSLATE_NOOP("HopWords", "Not known")), QStringLiteral("question"),
            theme().unknown};
}

Sign signOf(Decision decision)
{
    switch (decision) {
    case Decision::Allow:
        return {words(QT_TRANSLATE_NOOP("HopWords", "allows")), QStringLiteral("check"),
                theme().allowed};
    case Decision::Deny:
        return {words(QT_TRANSLATE_NOOP("HopWords", "blocks")), QStringLiteral("cross"),
                theme().blocked};
    case Decision::Forward:
        return {words(QT_TRANSLATE_NOOP("HopWords", "passes on")), QStringLiteral("forward"),
                theme().mutedText};
    case Decision::Unknown:
        break;
    }
    return {words(QT_TRANSLATE_NOOP("HopWords", "not known")), QStringLiteral("question"),
            theme().unknown};
}

QString hopKindInWords(const std::string& kind)
{
    for (const auto& [known, source] : kinds)
        if (known == kind)
            return words(source);
    return toQString(kind);
}

QString directionInWords(const std::string& direction)
{
    if (direction == "ingress")
        return words(QT_TRANSLATE_NOOP("HopWords", "inbound"));
    if (direction == "egress")
        return words(QT_TRANSLATE_NOOP("HopWords", "outbound"));
    return toQString(direction);
}

} // namespace skydraft
