// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/formats/reach_report.h"

namespace skydraft {
namespace {

std::string nameOf(const ResourceId& id)
{
    return id.empty() ? "internet" : id.value();
}

std::string nameOf(Protocol protocol)
{
    return protocol == Protocol::Any ? "all" : std::string(toString(protocol));
}

bool hasPorts(Protocol protocol)
{
    return protocol == Protocol::Tcp || protocol == Protocol::Udp;
}

Json runsToJson(const std::vector<OpenPorts>& runs)
{
    Json list = Json::array();
    for (const OpenPorts& run : runs) {
        Json one{{"protocol", nameOf(run.protocol)}};
        if (hasPorts(run.protocol)) {
            one["from_port"] = run.ports.from;
            one["to_port"] = run.ports.to;
        }
        list.push_back(std::move(one));
    }
    return list;
}

/// RFC 4180: quotes around what has a comma, a quote or a line break in it.
std::string cell(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c;
        if (c == '"')
            quoted += c;
    }
    return quoted + "\"";
}

} // namespace

Json reachToJson(const std::vector<Reach>& pairs)
{
    Json list = Json::array();
    for (const Reach& pair : pairs)
        list.push_back({{"from", nameOf(pair.from)},
                        {"to", nameOf(pair.to)},
                        {"ports", runsToJson(pair.ports)},
                        {"unknown", runsToJson(pair.unknown)}});
    return {{"pairs", std::move(list)}};
}

std::string reachToCsv(const std::vector<Reach>& pairs)
{
    std::string text = "from,to,protocol,from_port,to_port,verdict\n";
    for (const Reach& pair : pairs) {
        const std::string ends = cell(nameOf(pair.from)) + "," + cell(nameOf(pair.to)) + ",";
        for (const auto& [runs, verdict] :
             {std::pair(&pair.ports, "reachable"), std::pair(&pair.unknown, "unknown")})
            for (const OpenPorts& run : *runs) {
                const bool isNumbered = hasPorts(run.protocol);
                text += ends + nameOf(run.protocol) + ","
                        + (isNumbered ? std::to_string(run.ports.from) : "") + ","
                        + (isNumbered ? std::to_string(run.ports.to) : "") + "," + verdict + "\n";
            }
    }
    return text;
}

} // namespace skydraft
