// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/simulation/composites.h"

#include "model/architecture/property_value.h"

#include <array>
#include <string_view>

namespace skydraft {

namespace {

constexpr int deepest = 64;

class Expander
{
public:
    Expander(const Catalogue& catalogue, const Architecture& architecture)
        : m_catalogue(catalogue)
        , m_architecture(architecture)
        , m_builder(architecture)
    {}

    Expansion expand()
    {
        bool isAny = false;
        for (const auto& resource : m_architecture.resources()) {
            if (!isComposite(*resource))
                continue;
            isAny = true;
            if (textOf(m_catalogue, *resource, "tier") == "worker")
                makeWorker(*resource);
            else if (isHighlyAvailable(*resource))
                makeFleet(*resource);
            else
                makeSingle(*resource);
        }
        m_expansion.architecture = isAny ? m_builder.build() : m_architecture;
        return std::move(m_expansion);
    }

private:
    bool isComposite(const Resource& resource) const
    {
        return m_catalogue.typeOrGeneric(resource.type).behaviour == BehaviourKind::Environment
               && idsOf(m_catalogue, resource, "resources").empty();
    }

    bool isHighlyAvailable(const Resource& environment) const
    {
        return textOf(m_catalogue, environment, "mode") == "high-availability";
    }

    static ResourceId idOf(const Resource& environment, const char* part)
    {
        return ResourceId{environment.id.value() + '/' + part};
    }

    ResourceId put(const Resource& environment, const char* part, const char* type, Json properties)
    {
        Resource made;
        made.id = idOf(environment, part);
        made.type = type;
        made.name =
            (environment.name.empty() ? environment.id.value() : environment.name) + '/' + part;
        made.parent = environment.parent;
        made.properties = std::move(properties);
        m_expansion.madeBy.emplace(made.id, environment.id);
        const ResourceId id = made.id;
        m_builder.put(std::move(made));
        return id;
    }

    /// The environment with another type; connections to it stay.
    void become(const Resource& environment, const char* type, Json properties)
    {
        Resource changed = environment;
        changed.type = type;
        changed.properties = std::move(properties);
        m_builder.put(std::move(changed));
    }

    /// All subnets of the VPC in which the environment stands.
    Json subnetsOf(const Resource& environment) const
    {
        Json subnets = Json::array();
        for (const auto& resource : m_architecture.resources()) {
            if (m_catalogue.typeOrGeneric(resource->type).role != NetworkRole::Subnet)
                continue;
            const Resource* place = resource.get();
            for (int depth = 0; place != nullptr && place->parent && depth < deepest; ++depth) {
                if (place->parent == environment.parent) {
                    subnets.push_back(resource->id.value());
                    break;
                }
                place = m_architecture.find(*place->parent);
            }
        }
        return subnets;
    }

    Json copied(const Resource& environment,
                std::initializer_list<std::pair<const char*, const char*>> names) const
    {
        Json properties = Json::object();
        for (const auto& [from, to] : names)
            properties[to] = valueOf(m_catalogue, environment, from);
        return properties;
    }

    ResourceId makeTemplate(const Resource& environment)
    {
        Json properties =
            copied(environment, {{"instance_type", "instance_type"},
                                 {"service_time_ms", "service_time_ms"},
                                 {"service_time_distribution", "service_time_distribution"},
                                 {"service_time_cv", "service_time_cv"},
                                 {"workers", "workers"},
                                 {"queue_limit", "queue_limit"},
                                 {"network_delay_ms", "network_delay_ms"},
                                 {"hold_worker", "hold_worker"},
                                 {"install_time_s", "user_data_time_s"}});
        return put(environment, "template", "ec2.launch-template", std::move(properties));
    }

    void makeSingle(const Resource& environment)
    {
        const ResourceId pattern = makeTemplate(environment);
        become(environment, "autoscaling.group", singleProperties(environment, pattern));
        m_expansion.groupOf.emplace(environment.id, environment.id);
    }

    void makeFleet(const Resource& environment)
    {
        const ResourceId pattern = makeTemplate(environment);
        const ResourceId targets =
            put(environment, "target-group", "elb.target-group", Json::object());
        become(environment, "elb.application",
               {{"subnets", subnetsOf(environment)},
                {"listeners",
                 Json::array(
                     {{{"protocol", "http"}, {"port", 80}, {"target_group", targets.value()}}})}});
        const ResourceId group = idOf(environment, "group");
        Json properties = groupProperties(environment, pattern, group);
        properties["target_groups"] = Json::array({targets.value()});
        put(environment, "group", "autoscaling.group", std::move(properties));
        m_expansion.groupOf.emplace(environment.id, group);
        moveCalls(environment, group);
    }

    /// A queue, one for what fails again and again, and instances on which a daemon takes messages
    /// from the queue and hands them to the application (AWS Elastic Beanstalk developer guide,
    /// "Elastic Beanstalk worker environments"). Who calls the environment sends a message.
    void makeWorker(const Resource& environment)
    {
        const ResourceId drawn{textOf(m_catalogue, environment, "queue")};
        const bool hasQueue = m_architecture.find(drawn) != nullptr;
        const ResourceId group = hasQueue ? environment.id : idOf(environment, "group");
        const ResourceId pattern = makeTemplate(environment);
        Json properties = isHighlyAvailable(environment)
                              ? groupProperties(environment, pattern, group)
                              : singleProperties(environment, pattern);
        m_expansion.groupOf.emplace(environment.id, group);
        if (hasQueue) {
            become(environment, "autoscaling.group", std::move(properties));
            return takeFrom(drawn, environment);
        }
        put(environment, "group", "autoscaling.group", std::move(properties));
        moveCalls(environment, group);
        const ResourceId dead = put(environment, "dead-letter-queue", "sqs.queue", Json::object());
        // What the daemon takes unless it is told otherwise: five minutes for a message, and ten
        // attempts.
        become(environment, "sqs.queue",
               {{"visibility_timeout_s", 300},
                {"dead_letter_queue", dead.value()},
                {"max_receive_count", 10}});
        connect(environment, environment.id, group);
    }

    /// Messages come from a queue that is drawn: what leads to the environment leads there.
    void takeFrom(const ResourceId& queue, const Resource& environment)
    {
        bool isConnected = false;
        for (const auto& connection : m_architecture.connections()) {
            if (connection->to != environment.id)
                continue;
            isConnected = isConnected || connection->from == queue;
            Connection moved =
                *m_builder.current().find(connection->id); // its other end may have moved
            moved.to = queue;
            if (connection->from != queue)
                m_builder.put(std::move(moved));
        }
        if (!isConnected)
            connect(environment, queue, environment.id);
    }

    void connect(const Resource& environment, const ResourceId& from, const ResourceId& to)
    {
        Connection connection;
        connection.id = ConnectionId{environment.id.value() + "/messages"};
        connection.from = from;
        connection.to = to;
        m_builder.put(std::move(connection));
    }

    /// Calls that are drawn from the environment leave from its instances.
    void moveCalls(const Resource& environment, const ResourceId& group)
    {
        for (const auto& connection : m_architecture.connections()) {
            if (connection->from != environment.id)
                continue;
            Connection moved =
                *m_builder.current().find(connection->id); // its other end may have moved
            moved.from = group;
            m_builder.put(std::move(moved));
        }
    }

    Json groupProperties(const Resource& environment, const ResourceId& pattern,
                         const ResourceId& group)
    {
        Json properties = copied(environment, {{"min", "min"},
                                               {"max", "max"},
                                               {"min", "desired"},
                                               {"deployment_policy", "deployment_policy"}});
        properties["subnets"] = subnetsOf(environment);
        properties["launch_template"] = pattern.value();
        properties["cooldown_s"] = valueOf(m_catalogue, environment, "scaling_cooldown_s");
        properties["policies"] = makePolicies(environment, group);
        return properties;
    }

    Json singleProperties(const Resource& environment, const ResourceId& pattern) const
    {
        return {{"deployment_policy", valueOf(m_catalogue, environment, "deployment_policy")},
                {"subnets", subnetsOf(environment)},
                {"launch_template", pattern.value()},
                {"min", 1},
                {"max", 1},
                {"desired", 1}};
    }

    /// Two alarms, one instance more or less for each (AWS Elastic Beanstalk developer guide, "Auto
    /// Scaling triggers").
    Json makePolicies(const Resource& environment, const ResourceId& group)
    {
        const std::string metric = textOf(m_catalogue, environment, "scaling_metric");
        if (metric.empty() || metric == "none")
            return Json::array();
        const bool isCpu = metric == "cpu";
        if (!isCpu && textOf(m_catalogue, environment, "tier") == "worker")
            return Json::array(); // no balancer counts its requests
        const ResourceId& watched = isCpu ? group : environment.id;
        const auto makeAlarm = [&](const char* part, const char* comparison,
                                   const char* threshold) {
            return put(environment, part, "cloudwatch.alarm",
                       {{"target", watched.value()},
                        {"metric", metric},
                        {"statistic", metric == "request_rate" ? "sum" : "average"},
                        {"comparison", comparison},
                        {"threshold", valueOf(m_catalogue, environment, threshold)},
                        {"period_s", valueOf(m_catalogue, environment, "scaling_period_s")}});
        };
        const ResourceId high = makeAlarm("alarm-high", "greater_than", "scaling_upper_threshold");
        const ResourceId low = makeAlarm("alarm-low", "less_than", "scaling_lower_threshold");
        return Json::array(
            {{{"name", "scale-up"}, {"kind", "simple"}, {"adjustment", 1}, {"alarm", high.value()}},
             {{"name", "scale-down"},
              {"kind", "simple"},
              {"adjustment", -1},
              {"alarm", low.value()}}});
    }

    const Catalogue& m_catalogue;
    const Architecture& m_architecture;
    ArchitectureBuilder m_builder;
    Expansion m_expansion;
};

} // namespace

Expansion expandComposites(const Catalogue& catalogue, const Architecture& architecture)
{
    return Expander(catalogue, architecture).expand();
}

} // namespace skydraft
