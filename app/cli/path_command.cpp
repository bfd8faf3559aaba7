// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "model/architecture/names.h"
#include "model/formats/result_json.h"

#include <memory>

namespace skydraft::cli {
namespace {

struct Options
{
    std::string file;
    std::string from;
    std::string to;
    std::string protocol;
    std::optional<int> port;
    std::string format = "text";
};

/// "internet", "internet:ADDRESS", an address, or a resource by id, AWS id or unique name.
Result<FlowEnd> endFrom(const Architecture& architecture, const std::string& text)
{
    constexpr std::string_view internet = "internet";
    if (const auto resource = resolve(architecture, text))
        return FlowEnd{.resource = *resource};
    if (text == internet)
        return FlowEnd{.isInternet = true};
    const bool isOutside = text.starts_with("internet:");
    const auto address =
        IpAddress::parse(isOutside ? std::string_view(text).substr(internet.size() + 1) : text);
    if (address)
        return FlowEnd{.address = address, .isInternet = isOutside};
    return tl::unexpected(resolve(architecture, text).error());
}

std::string wordFor(Decision decision)
{
    switch (decision) {
    case Decision::Allow:
        return "allow  ";
    case Decision::Deny:
        return "DENY   ";
    case Decision::Forward:
        return "forward";
    default:
        return "unknown";
    }
}

std::string asText(const char* title, const std::vector<Hop>& hops)
{
    std::string text = std::string(title) + "\n";
    for (const Hop& hop : hops) {
        text += "  " + wordFor(hop.decision) + "  "
                + (hop.component.empty() ? "internet" : hop.component.value()) + " (" + hop.kind
                + (hop.direction.empty() ? "" : " " + hop.direction) + "): " + hop.rule.english();
        text += hop.code.empty() ? "\n" : " [" + hop.code + "]\n";
    }
    return text;
}

std::string asText(const Trace& traced)
{
    std::string text = traced.verdict == Verdict::Reachable ? "reachable\n"
                       : traced.verdict == Verdict::Blocked
                           ? "blocked\n"
                           : "unknown: " + traced.reason.english() + "\n";
    text += asText("forward", traced.forward) + asText("return", traced.back);
    for (const Block& block : traced.blockedBy)
        text += "blocked by " + block.component.value() + ": " + block.message.english() + " ["
                + block.code + "]\n";
    for (const Fix& fix : traced.fixes)
        text += "fix: " + fix.title.english() + "\n";
    return text;
}

ExitStatus run(const Options& options)
{
    const auto architecture = readDocument(options.file);
    if (!architecture)
        return report(architecture.error());
    Flow flow;
    for (const auto& [text, end] :
         {std::pair{&options.from, &flow.from}, std::pair{&options.to, &flow.to}}) {
        auto read = endFrom(*architecture, *text);
        if (!read) {
            read.error().location.source = options.file;
            return report(read.error());
        }
        *end = *std::move(read);
    }
    if (!options.protocol.empty())
        flow.protocol = protocolFrom(options.protocol).value_or(Protocol::Any);
    flow.port = options.port;
    auto traced = trace(Network(Catalogue::builtIn(), *architecture), flow);
    if (!traced) {
        traced.error().location.source = options.file;
        return report(traced.error());
    }
    const Result<void> done = options.format == "json"
                                  ? printJson(traceToJson(*traced, flow, options.from, options.to))
                                  : writeOutput("-", asText(*traced));
    if (!done)
        return report(done.error());
    return traced->verdict == Verdict::Reachable ? ExitStatus::Yes : ExitStatus::No;
}

} // namespace

void addPathCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("path", "Trace one packet and its answer, hop by hop");
    command->add_option("file", options->file, "The drawing")->required();
    command->add_option("--from", options->from, "A resource, an address, or internet[:ADDRESS]")
        ->required();
    command->add_option("--to", options->to, "A resource, an address, or internet[:ADDRESS]")
        ->required();
    command
        ->add_option("--protocol", options->protocol,
                     "tcp, udp or icmp; without it one packet without ports")
        ->check(CLI::IsMember({"tcp", "udp", "icmp"}));
    command->add_option("--port", options->port, "The destination port")
        ->check(CLI::Range(0, 65535));
    command->add_option("--format", options->format, "text or json")
        ->check(CLI::IsMember({"text", "json"}));
    command->callback([options, &action] {
        if (options->port && options->protocol != "tcp" && options->protocol != "udp")
            throw CLI::ValidationError("--port", "only tcp and udp have ports: give --protocol");
        action = [options] { return run(*options); };
    });
}

} // namespace skydraft::cli
