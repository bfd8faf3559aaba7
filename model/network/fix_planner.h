// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/network/fixes.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace skydraft {

/// Collects changes on a copy of the drawing, so that later remedies see earlier ones, and writes
/// them as edits at the end.
class FixPlanner
{
public:
    explicit FixPlanner(const Network& network);

    void carryOut(const Remedy& remedy);
    std::vector<Fix> finish();

private:
    /// One Fix in the making: everything with the same key becomes one.
    struct Draft
    {
        std::string key{};
        Text title{};
        Text titleOfMany{};
        int changes = 0;
        std::vector<ResourceId> added{};
        std::vector<std::pair<ResourceId, std::string>> set{};
    };

    void apply(std::monostate) {}
    void apply(const OpenGroup& remedy);
    void apply(const OpenAcl& remedy);
    void apply(const AddRoute& remedy);
    void apply(const RemoveRoute& remedy);
    void apply(const SetAttachment& remedy);
    void apply(const SetTransitRoute& remedy);
    void apply(const GivePublicAddress& remedy);
    void apply(const AttachInternetGateway& remedy);
    void apply(const AddListener& remedy);
    void apply(const SetValues& remedy);

    Draft& draft(const std::string& key, const Text& title, const Text& titleOfMany = {});
    void set(Draft& draft, const ResourceId& id, const std::string& property, Json value);
    ResourceId add(Draft& draft, NetworkRole role, const std::string& name,
                   const std::optional<ResourceId>& parent, Json properties);
    Json value(const ResourceId& id, const std::string& property) const;
    std::string nameOf(const ResourceId& id) const;
    const ServiceType* typeOf(NetworkRole role) const;
    std::optional<ResourceId> vpcParent(Index vpc) const;

    /// A group's member whose group has no launch template: one draft makes it with all it needs.
    static bool needsTemplate(const InterfaceModel& interface)
    {
        return interface.kind == InterfaceKind::GroupMember && interface.groupsOwner.empty();
    }
    ResourceId groupFor(Draft& draft, const InterfaceModel& interface);
    ResourceId launchTemplateFor(Draft& draft, const InterfaceModel& member);
    ResourceId tableFor(Draft& draft, const AddRoute& remedy);
    ResourceId targetFor(Draft& draft, const AddRoute& remedy);
    void associateEndpoint(const AddRoute& remedy, const Text& title);
    ResourceId internetGatewayFor(Draft& draft, Index vpc);

    const Network& m_network;
    const NetworkModel& m_model;
    ArchitectureBuilder m_work;
    std::vector<Draft> m_drafts;
    std::set<ResourceId> m_new;
    std::map<ResourceId, ResourceId> m_newGroups;    // by owner of the interface
    std::map<ResourceId, ResourceId> m_newTemplates; // by Auto Scaling group
    std::map<Index, ResourceId> m_newTables;         // by subnet
    std::map<std::pair<Index, std::string>, ResourceId> m_tablesByPurpose; // by VPC and first route
    std::map<Index, ResourceId> m_newGateways;                             // by VPC
    std::map<std::pair<Index, Index>, ResourceId> m_newPeerings;
    std::vector<Index> m_wantedGateways;
};

} // namespace skydraft
