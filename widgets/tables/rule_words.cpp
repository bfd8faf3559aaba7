// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/rule_words.h"

#include <QRegularExpression>

#include "model/architecture/property_value.h"

#include <algorithm>
#include <array>
#include <optional>

namespace skydraft {

namespace {

constexpr int lastPort = 65535;
constexpr int lastIcmp = 255;
constexpr int portOfCustom = 8080; // a type "custom" that said "all" before needs some port

struct KnownType
{
    const char* name;
    const char* protocol;
    int port;
};

// As the EC2 console names them; Redis, Memcached, MongoDB and OpenSearch are ours.
constexpr std::array knownTypes{
    KnownType{"SSH", "tcp", 22},
    KnownType{"SMTP", "tcp", 25},
    KnownType{"DNS (UDP)", "udp", 53},
    KnownType{"DNS (TCP)", "tcp", 53},
    KnownType{"HTTP", "tcp", 80},
    KnownType{"LDAP", "tcp", 389},
    KnownType{"HTTPS", "tcp", 443},
    KnownType{"SMB", "tcp", 445},
    KnownType{"MSSQL", "tcp", 1433},
    KnownType{"Oracle-RDS", "tcp", 1521},
    KnownType{"NFS", "tcp", 2049},
    KnownType{"MYSQL/Aurora", "tcp", 3306},
    KnownType{"RDP", "tcp", 3389},
    KnownType{"Redshift", "tcp", 5439},
    KnownType{"PostgreSQL", "tcp", 5432},
    KnownType{"Redis", "tcp", 6379},
    KnownType{"OpenSearch", "tcp", 9200},
    KnownType{"Memcached", "tcp", 11211},
    KnownType{"MongoDB/DocumentDB", "tcp", 27017},
};

struct GeneralType
{
    const char* name;
    const char* protocol;
    bool isAll;
};

constexpr std::array generalTypes{
    GeneralType{QT_TRANSLATE_NOOP("skydraft::RuleWords", "Custom TCP"), "tcp", false},
    GeneralType{QT_TRANSLATE_NOOP("skydraft::RuleWords", "Custom UDP"), "udp", false},
    GeneralType{QT_TRANSLATE_NOOP("skydraft::RuleWords", "Custom ICMP - IPv4"), "icmp", false},
    GeneralType{QT_TRANSLATE_NOOP("skydraft::RuleWords", "All TCP"), "tcp", true},
    GeneralType{QT_TRANSLATE_NOOP("skydraft::RuleWords", "All UDP"), "udp", true},
    GeneralType{QT_TRANSLATE_NOOP("skydraft::RuleWords", "All ICMP - IPv4"), "icmp", true},
    GeneralType{QT_TRANSLATE_NOOP("skydraft::RuleWords", "All traffic"), "all", true},
};

/// tcp, udp, icmp and all by whichever name a template gave them; others as they are.
std::string protocolOf(const Json& rule)
{
    const Json value = memberOf(rule, "protocol");
    const std::string text = value.is_string() ? value.get<std::string>() : "tcp";
    return text == "6"    ? "tcp"
           : text == "17" ? "udp"
           : text == "1"  ? "icmp"
           : text == "-1" ? "all"
           : text.empty() ? "tcp"
                          : text;
}

std::optional<int> portOf(const Json& rule, const char* member)
{
    const Json value = memberOf(rule, member);
    if (!value.is_number_integer() || value.get<std::int64_t>() < 0)
        return std::nullopt;
    return value.get<int>();
}

bool isIcmp(const Json& rule)
{
    return protocolOf(rule) == "icmp";
}

bool isForAllPorts(const Json& rule)
{
    const auto from = portOf(rule, "from_port");
    const auto to = portOf(rule, "to_port");
    return isIcmp(rule) ? !from : from.value_or(0) == 0 && to.value_or(lastPort) == lastPort;
}

Json withRange(Json rule, std::optional<int> from, std::optional<int> to)
{
    rule.erase("from_port");
    rule.erase("to_port");
    if (from)
        rule["from_port"] = *from;
    if (to)
        rule["to_port"] = *to;
    return rule;
}

} // namespace

QStringList RuleWords::types()
{
    QStringList names;
    for (const GeneralType& general : generalTypes)
        names.append(tr(general.name));
    for (const KnownType& known : knownTypes)
        names.append(QString::fromLatin1(known.name));
    return names;
}

QString RuleWords::type(const Json& rule)
{
    const std::string protocol = protocolOf(rule);
    const auto from = portOf(rule, "from_port");
    if (from && from == portOf(rule, "to_port") && !isIcmp(rule))
        for (const KnownType& known : knownTypes)
            if (protocol == known.protocol && known.port == *from)
                return QString::fromLatin1(known.name);
    const bool isAll = protocol == "all" || isForAllPorts(rule);
    for (const GeneralType& general : generalTypes)
        if (protocol == general.protocol && isAll == general.isAll)
            return tr(general.name);
    return tr("Custom protocol");
}

ChangedEntry RuleWords::withType(Json rule, const QString& type)
{
    if (type == RuleWords::type(rule))
        return rule;
    for (const KnownType& known : knownTypes) {
        if (type.compare(QLatin1String(known.name), Qt::CaseInsensitive) != 0)
            continue;
        rule["protocol"] = known.protocol;
        return withRange(std::move(rule), known.port, known.port);
    }
    for (const GeneralType& general : generalTypes) {
        if (type.compare(tr(general.name), Qt::CaseInsensitive) != 0)
            continue;
        const bool keepsPorts = !general.isAll && protocolOf(rule) != "icmp"
                                && std::string_view(general.protocol) != "icmp" && hasPorts(rule)
                                && !isForAllPorts(rule);
        rule["protocol"] = general.protocol;
        if (keepsPorts)
            return rule;
        if (general.isAll)
            return withRange(std::move(rule), {}, {});
        if (isIcmp(rule))
            return withRange(std::move(rule), 8, {}); // echo request
        return withRange(std::move(rule), portOfCustom, portOfCustom);
    }
    return tl::unexpected(tr("“%1” is none of the types. Choose one from the list.").arg(type));
}

QStringList RuleWords::protocols()
{
    return {QStringLiteral("TCP"), QStringLiteral("UDP"), QStringLiteral("ICMP"), tr("All")};
}

QString RuleWords::protocol(const Json& rule)
{
    const std::string protocol = protocolOf(rule);
    return protocol == "all" ? tr("All") : QString::fromStdString(protocol).toUpper();
}

ChangedEntry RuleWords::withProtocol(Json rule, const QString& text)
{
    const QString typed = text.trimmed().toLower();
    if (typed == tr("All").toLower() || typed == QLatin1String("all")
        || typed == QLatin1String("-1")) {
        rule["protocol"] = "all";
        return withRange(std::move(rule), {}, {});
    }
    bool isNumber = false;
    const int number = typed.toInt(&isNumber);
    const bool isNamed = typed == QLatin1String("tcp") || typed == QLatin1String("udp")
                         || typed == QLatin1String("icmp");
    if (!isNamed && (!isNumber || number < 0 || number > 255))
        return tl::unexpected(
            tr("“%1” is no protocol: TCP, UDP, ICMP, all or a number from 0 to 255.").arg(text));
    const bool wasIcmp = isIcmp(rule);
    rule["protocol"] = typed.toStdString();
    rule["protocol"] = protocolOf(rule);
    if (!hasPorts(rule) || wasIcmp != isIcmp(rule))
        return withRange(std::move(rule), {}, {});
    return rule;
}

bool RuleWords::hasPorts(const Json& rule)
{
    const std::string protocol = protocolOf(rule);
    return protocol == "tcp" || protocol == "udp" || protocol == "icmp";
}

QString RuleWords::ports(const Json& rule)
{
    if (!hasPorts(rule) || isForAllPorts(rule))
        return tr("All");
    const auto from = portOf(rule, "from_port");
    const auto to = portOf(rule, "to_port");
    if (isIcmp(rule))
        return to ? QStringLiteral("%1-%2").arg(*from).arg(*to) : QString::number(*from);
    const int first = from.value_or(0);
    const int last = to.value_or(lastPort);
    return first == last ? QString::number(first) : QStringLiteral("%1-%2").arg(first).arg(last);
}

ChangedEntry RuleWords::withPorts(Json rule, const QString& text)
{
    const QString typed = text.trimmed();
    if (typed.isEmpty() || typed.compare(tr("All"), Qt::CaseInsensitive) == 0
        || typed.compare(QLatin1String("all"), Qt::CaseInsensitive) == 0)
        return withRange(std::move(rule), {}, {});
    static const QRegularExpression range(
        QStringLiteral("^(\\d{1,6})(?:\\s*[-–~:]\\s*(\\d{1,6}))?$"));
    const QRegularExpressionMatch match = range.match(typed);
    if (!match.hasMatch())
        return tl::unexpected(
            isIcmp(rule)
                ? tr("“%1” is no ICMP type such as 8, or type and code such as 3-4.").arg(typed)
                : tr("“%1” is no port such as 443 and no range such as 1024-65535.").arg(typed));
    const int from = match.captured(1).toInt();
    const bool isRange = !match.captured(2).isEmpty();
    const int to = isRange ? match.captured(2).toInt() : from;
    const bool hasEnd = isRange || !isIcmp(rule); // an ICMP type alone means all its codes
    Json changed = hasEnd ? withRange(std::move(rule), from, to)
                          : withRange(std::move(rule), from, std::nullopt);
    if (const QString problem = portsProblem(changed); !problem.isEmpty())
        return tl::unexpected(problem);
    return changed;
}

QString RuleWords::portsProblem(const Json& rule)
{
    if (!hasPorts(rule))
        return {};
    const auto from = portOf(rule, "from_port");
    const auto to = portOf(rule, "to_port");
    if (isIcmp(rule))
        return from.value_or(0) > lastIcmp || to.value_or(0) > lastIcmp
                   ? tr("ICMP types and codes end at 255.")
                   : QString();
    if (from.value_or(0) > lastPort || to.value_or(0) > lastPort)
        return tr("Ports end at 65535.");
    if (from.value_or(0) > to.value_or(lastPort))
        return tr("The range ends (%1) before it begins (%2).")
            .arg(to.value_or(lastPort))
            .arg(from.value_or(0));
    return {};
}

} // namespace skydraft
