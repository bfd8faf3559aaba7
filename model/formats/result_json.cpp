// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/formats/result_json.h"

#include "model/architecture/edit_json.h"

#include <array>
#include <cmath>

namespace skydraft {
namespace {

std::string_view nameOf(Decision decision)
{
    constexpr std::array<std::string_view, 4> names{"allow", "deny", "forward", "unknown"};
    return names[static_cast<std::size_t>(decision)];
}

std::string_view nameOf(PropertyType type)
{
    constexpr std::array<std::string_view, 15> names{
        "text",   "integer", "number",         "boolean",   "choice",
        "cidr",   "address", "public-address", "reference", "references",
        "object", "list",    "addresses",      "texts",     "map"};
    return names[static_cast<std::size_t>(type)];
}

OrderedJson fixesToJson(const std::vector<Fix>& fixes)
{
    OrderedJson json = OrderedJson::array();
    for (const Fix& fix : fixes)
        json.push_back({{"title", fix.title.english()}, {"edit", toJson(fix.edit)}});
    return json;
}

OrderedJson hopsToJson(const std::vector<Hop>& hops)
{
    OrderedJson json = OrderedJson::array();
    for (const Hop& hop : hops) {
        OrderedJson entry{{"component", hop.component.empty() ? "internet" : hop.component.value()},
                          {"kind", hop.kind},
                          {"direction", hop.direction},
                          {"decision", std::string(nameOf(hop.decision))},
                          {"rule", hop.rule.english()}};
        if (!hop.code.empty())
            entry["code"] = hop.code;
        json.push_back(std::move(entry));
    }
    return json;
}

OrderedJson latencyToJson(const LatencySummary& latency)
{
    return {{"mean", latency.mean}, {"p50", latency.p50}, {"p90", latency.p90},
            {"p95", latency.p95},   {"p99", latency.p99}, {"p999", latency.p999},
            {"max", latency.max}};
}

OrderedJson nodeToJson(const NodeResult& node)
{
    OrderedJson json{{"arrivals", node.arrivals},
                     {"throughput_per_s", node.throughputPerS},
                     {"utilization", node.utilization},
                     {"mean_in_queue", node.meanInQueue},
                     {"mean_in_system", node.meanInSystem},
                     {"mean_wait_ms", node.meanWaitMs},
                     {"blocked", node.blocked}};
    if (node.hitRatio >= 0)
        json["hit_ratio"] = node.hitRatio;
    if (node.redelivered > 0)
        json["redelivered"] = node.redelivered;
    if (node.deadLettered > 0)
        json["dead_lettered"] = node.deadLettered;
    if (node.staleReads > 0)
        json["stale_reads"] = node.staleReads;
    if (node.coldStarts > 0)
        json["cold_starts"] = node.coldStarts;
    if (node.throttled > 0)
        json["throttled"] = node.throttled;
    if (node.hotKeys > 0)
        json["throttled_hot_keys"] = node.hotKeys;
    if (node.files > 0)
        json["files"] = node.files;
    if (node.storedWrites > 0)
        json["stored_writes"] = node.storedWrites;
    if (node.meanCookieBytes >= 0)
        json["mean_cookie_bytes"] = node.meanCookieBytes;
    return json;
}

OrderedJson populationToJson(const PopulationResult& population)
{
    return {{"offered", population.offered},
            {"succeeded", population.succeeded},
            {"failed", population.failed},
            {"latency_ms", latencyToJson(population.latencyMs)}};
}

OrderedJson incidentToJson(const Incident& incident)
{
    const auto orNull = [](double seconds) {
        return seconds < 0 ? OrderedJson() : OrderedJson(seconds);
    };
    OrderedJson phases = OrderedJson::array();
    for (const IncidentPhase& phase : incident.phases)
        phases.push_back({{"cause", phase.cause.english()}, {"seconds", phase.seconds}});
    return {{"fault", incident.fault},
            {"target", incident.target},
            {"at_s", incident.atS},
            {"detected_s", orNull(incident.detectedS)},
            {"recovered_s", orNull(incident.recoveredS)},
            {"phases", std::move(phases)},
            {"failed_requests", incident.failedRequests},
            {"lost_sessions", incident.lostSessions},
            {"lost_writes", incident.lostWrites},
            {"lost_files", incident.lostFiles},
            {"forged_accepted", incident.forgedAccepted},
            {"forged_refused", incident.forgedRefused}};
}

OrderedJson timelineToJson(const std::vector<TimelineEvent>& timeline)
{
    constexpr std::array<std::string_view, 6> kinds{"fault",    "repair",  "detection",
                                                    "failover", "scaling", "recovery"};
    OrderedJson json = OrderedJson::array();
    for (const TimelineEvent& event : timeline)
        json.push_back(
            {{"at_s", event.atS},
             {"kind", std::string(kinds[static_cast<std::size_t>(event.kind)])},
             {"subject", event.subject},
             {"text", event.text.english()},
             {"incident", event.incident < 0 ? OrderedJson() : OrderedJson(event.incident)}});
    return json;
}

OrderedJson intervalToJson(const Interval& interval)
{
    return {{"mean", interval.mean}, {"low", interval.low}, {"high", interval.high}};
}

OrderedJson intervalOrNull(const Interval& interval)
{
    return interval.samples > 0 ? intervalToJson(interval) : OrderedJson();
}

OrderedJson warmupToJson(const Confidence& confidence)
{
    constexpr std::array<std::string_view, 3> methods{"scenario", "mser-5", "none"};
    OrderedJson json{{"method", std::string(methods[static_cast<std::size_t>(confidence.warmup)])},
                     {"deleted_s", confidence.warmupS}};
    if (confidence.warmup == WarmupMethod::Mser5)
        json["settled"] = confidence.hasSettled;
    return json;
}

OrderedJson confidenceToJson(const SimulationResult& result)
{
    const Confidence& confidence = result.confidence;
    OrderedJson json{{"replications", result.replications},
                     {"latency_mean_ms_95", result.latencyMean95},
                     {"warmup", warmupToJson(confidence)}};
    if (result.replications < 2)
        return json;
    json["target_reached"] = confidence.isTargetReached;
    for (const Measure measure :
         {Measure::LatencyMean, Measure::LatencyP50, Measure::LatencyP95, Measure::LatencyP99})
        json["latency_ms"][measureNames[static_cast<std::size_t>(measure)]] =
            intervalOrNull(confidence.of(measure));
    json["availability"] = intervalToJson(confidence.of(Measure::Availability));
    json["throughput_per_s"] = intervalToJson(confidence.of(Measure::Throughput));
    json["nodes"] = OrderedJson::object();
    for (const auto& [id, node] : confidence.nodes)
        json["nodes"][id.value()] = {{"utilization", intervalToJson(node.utilization)},
                                     {"mean_wait_ms", intervalToJson(node.meanWaitMs)}};
    json["incidents"] = OrderedJson::array();
    for (const IncidentConfidence& incident : confidence.incidents)
        json["incidents"].push_back({{"fault", incident.fault},
                                     {"target", incident.target},
                                     {"at_s", incident.atS},
                                     {"detected_in", incident.detectedS.samples},
                                     {"detected_s", intervalOrNull(incident.detectedS)},
                                     {"recovered_in", incident.recoveredS.samples},
                                     {"recovered_s", intervalOrNull(incident.recoveredS)},
                                     {"failed_requests", intervalToJson(incident.failedRequests)}});
    return json;
}

OrderedJson activityToJson(const ScalingActivity& activity)
{
    constexpr std::array<std::string_view, 4> statuses{"in_progress", "successful", "failed",
                                                       "cancelled"};
    return {
        {"at_s", activity.atS},
        {"end_s", activity.endS < 0 ? OrderedJson() : OrderedJson(activity.endS)},
        {"group", activity.group.value()},
        {"instance", activity.instance.empty() ? OrderedJson() : OrderedJson(activity.instance)},
        {"status", std::string(statuses[static_cast<std::size_t>(activity.status)])},
        {"description", activity.description.english()},
        {"cause", activity.cause.english()}};
}

std::string nameOf(AlarmState state)
{
    return state == AlarmState::Alarm ? "ALARM"
           : state == AlarmState::Ok  ? "OK"
                                      : "INSUFFICIENT_DATA";
}

void addHistory(OrderedJson& json, const SimulationResult& result)
{
    json["activities"] = OrderedJson::array();
    for (const ScalingActivity& activity : result.activities)
        json["activities"].push_back(activityToJson(activity));
    json["alarms"] = OrderedJson::array();
    for (const AlarmEvent& event : result.alarms)
        json["alarms"].push_back({{"at_s", event.atS},
                                  {"alarm", event.alarm},
                                  {"from", nameOf(event.from)},
                                  {"to", nameOf(event.to)},
                                  {"reason", event.reason.english()}});
    json["notifications"] = OrderedJson::array();
    for (const Notification& message : result.notifications)
        json["notifications"].push_back({{"at_s", message.atS},
                                         {"topic", message.topic.value()},
                                         {"message", message.message.english()},
                                         {"recipients", message.recipients}});
}

OrderedJson localizedToJson(const LocalizedText& text)
{
    return {{"en", text.en}, {"ko", text.ko}};
}

OrderedJson propertyToJson(const Property& property)
{
    OrderedJson json{{"name", property.name},
                     {"type", std::string(nameOf(property.type))},
                     {"label", localizedToJson(property.label)},
                     {"help", localizedToJson(property.help)},
                     {"group", property.group},
                     {"default", OrderedJson(property.defaultValue)},
                     {"nullable", property.isNullable}};
    if (!property.unit.empty())
        json["unit"] = property.unit;
    if (property.minimum)
        json["minimum"] = *property.minimum;
    if (property.maximum)
        json["maximum"] = *property.maximum;
    for (const Choice& choice : property.choices)
        json["choices"].push_back(choice.value);
    if (!property.types.empty())
        json["types"] = property.types;
    for (const Property& field : property.fields)
        json["fields"].push_back(propertyToJson(field));
    return json;
}

} // namespace

OrderedJson traceToJson(const Trace& trace, const Flow& flow, const std::string& from,
                        const std::string& to)
{
    OrderedJson json{{"reachable", trace.verdict == Verdict::Reachable},
                     {"verdict", trace.verdict == Verdict::Reachable ? "reachable"
                                 : trace.verdict == Verdict::Blocked ? "blocked"
                                                                     : "unknown"},
                     {"from", from},
                     {"to", to}};
    if (flow.protocol != Protocol::Any)
        json["protocol"] = std::string(toString(flow.protocol));
    if (flow.port)
        json["port"] = *flow.port;
    if (!trace.reason.empty())
        json["reason"] = trace.reason.english();
    json["forward"] = hopsToJson(trace.forward);
    json["return"] = hopsToJson(trace.back);
    json["blocked_by"] = OrderedJson::array();
    for (const Block& block : trace.blockedBy)
        json["blocked_by"].push_back(
            {{"component", block.component.empty() ? "internet" : block.component.value()},
             {"code", block.code},
             {"message", block.message.english()}});
    json["fixes"] = fixesToJson(trace.fixes);
    return json;
}

OrderedJson resultToJson(const SimulationResult& result)
{
    OrderedJson json{{"engine", result.engine},
                     {"scenario", result.scenario},
                     {"seed", result.seed},
                     {"simulated_s", result.simulatedS}};
    if (result.errorBound > 0)
        json["error_bound"] = result.errorBound;
    if (!result.notes.empty())
        json["notes"] = textsToJson(result.notes);
    json["requests"] = {{"offered", result.offered},
                        {"succeeded", result.succeeded},
                        {"failed", result.failed},
                        {"failed_by_cause", OrderedJson(result.failedByCause)}};
    json["availability"] = result.availability;
    json["latency_ms"] = latencyToJson(result.latencyMs);
    json["nodes"] = OrderedJson::object();
    for (const auto& [id, node] : result.nodes)
        json["nodes"][id.value()] = nodeToJson(node);
    json["incidents"] = OrderedJson::array();
    for (const Incident& incident : result.incidents)
        json["incidents"].push_back(incidentToJson(incident));
    json["timeline"] = timelineToJson(result.timeline);
    json["lost_sessions"] = result.lostSessions;
    json["lost_files"] = result.lostFiles;
    json["sessions"] = result.sessions;
    json["populations"] = OrderedJson::object();
    for (const auto& [id, population] : result.populations)
        json["populations"][id.value()] = populationToJson(population);
    json["scaling"] = OrderedJson::array();
    for (const ScalingEvent& event : result.scaling)
        json["scaling"].push_back({{"at_s", event.atS},
                                   {"group", event.group.value()},
                                   {"from", event.from},
                                   {"to", event.to},
                                   {"cause", event.cause.english()}});
    addHistory(json, result);
    json["confidence"] = confidenceToJson(result);
    json["events"] = result.events;
    return json;
}

OrderedJson textsToJson(const std::vector<Text>& texts)
{
    OrderedJson json = OrderedJson::array();
    for (const Text& text : texts)
        json.push_back(text.english());
    return json;
}

OrderedJson catalogueToJson(const Catalogue& catalogue)
{
    OrderedJson types = OrderedJson::array();
    for (const ServiceType& type : catalogue.types()) {
        OrderedJson entry{{"id", type.id},
                          {"name", localizedToJson(type.name)},
                          {"help", localizedToJson(type.help)},
                          {"category", type.category},
                          {"parents", type.parents},
                          {"documentation", type.documentation},
                          {"cloudformation", type.cloudFormation},
                          {"terraform", type.terraform},
                          {"properties", OrderedJson::array()}};
        for (const Property& property : type.properties)
            entry["properties"].push_back(propertyToJson(property));
        types.push_back(std::move(entry));
    }
    return {{"types", std::move(types)}};
}

namespace {

constexpr const char* seriesHeader = "at_s,offered,succeeded,failed,mean_ms,p50_ms,p95_ms,p99_ms";

std::string bandsToCsv(const std::vector<SecondBand>& series)
{
    std::string csv = seriesHeader;
    for (const char* name :
         {"offered", "succeeded", "failed", "mean_ms", "p50_ms", "p95_ms", "p99_ms"})
        csv += std::string(",") + name + "_low," + name + "_high";
    csv += "\r\n";
    for (const SecondBand& band : series) {
        const std::array<Interval, 7> intervals{band.offered, band.succeeded, band.failed,
                                                band.meanMs,  band.p50Ms,     band.p95Ms,
                                                band.p99Ms};
        csv += plainNumber(band.atS);
        for (const Interval& interval : intervals)
            csv += "," + plainNumber(interval.mean);
        for (const Interval& interval : intervals)
            csv += "," + plainNumber(interval.low) + "," + plainNumber(interval.high);
        csv += "\r\n";
    }
    return csv;
}

} // namespace

std::string seriesToCsv(const SimulationResult& result)
{
    if (result.replications > 1)
        return bandsToCsv(result.confidence.series);
    std::string csv = std::string(seriesHeader) + "\r\n";
    for (const SecondSample& sample : result.series) {
        csv += plainNumber(sample.atS);
        for (const std::uint64_t count : {sample.offered, sample.succeeded, sample.failed})
            csv += "," + std::to_string(count);
        for (const double latency : {sample.meanMs, sample.p50Ms, sample.p95Ms, sample.p99Ms})
            csv += "," + plainNumber(latency);
        csv += "\r\n";
    }
    return csv;
}

} // namespace skydraft
