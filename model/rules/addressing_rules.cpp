// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/architecture/names.h"
#include "model/base/cidr.h"
#include "model/rules/address_blocks.h"
#include "model/rules/rule.h"

namespace skydraft {
namespace {

struct Block
{
    const Resource* resource = nullptr;
    Cidr cidr{};
};

std::optional<Cidr> cidrOf(const RuleContext& context, const Resource& resource)
{
    return Cidr::parse(context.text(resource, "cidr"));
}

/// Subnets with an address block, by the VPC around them.
std::map<const Resource*, std::vector<Block>> subnetsByVpc(const RuleContext& context)
{
    std::map<const Resource*, std::vector<Block>> result;
    for (const Resource* resource : context.withRole(NetworkRole::Subnet)) {
        const Resource* vpc = context.around(*resource, NetworkRole::Vpc);
        const auto cidr = cidrOf(context, *resource);
        if (vpc != nullptr && cidr)
            result[vpc].push_back({resource, *cidr});
    }
    return result;
}

std::vector<Fix> moveToFreeBlock(const RuleContext& context, const Resource& vpc,
                                 const Block& subnet, const std::vector<Block>& subnets)
{
    std::vector<Cidr> taken;
    for (const Block& other : subnets)
        if (other.resource != subnet.resource)
            taken.push_back(other.cidr);
    const auto free = nextFree(blocksOf(context, vpc), std::move(taken), subnet.cidr.length);
    if (!free)
        return {};
    return {{MODEL_TEXT("Rule", "Use the free block %1").with(free->toString()),
             Edit{SetProperty{subnet.resource->id, "cidr", Json(free->toString())}}}};
}

std::vector<Report> outsideOfTheVpc(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const auto& [vpc, subnets] : subnetsByVpc(context)) {
        const std::vector<Cidr> blocks = blocksOf(context, *vpc);
        for (const Block& subnet : subnets) {
            bool isInside = blocks.empty();
            for (const Cidr& block : blocks)
                isInside = isInside || block.contains(subnet.cidr);
            if (isInside)
                continue;
            reports.push_back({subnet.resource->id,
                               MODEL_TEXT("Rule", "%1 (%2) lies outside the addresses of %3 (%4)")
                                   .with(displayName(*subnet.resource))
                                   .with(subnet.cidr.toString())
                                   .with(displayName(*vpc))
                                   .with(blocks.front().toString()),
                               moveToFreeBlock(context, *vpc, subnet, subnets)});
        }
    }
    return reports;
}

std::vector<Report> overlappingSubnets(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const auto& [vpc, subnets] : subnetsByVpc(context)) {
        for (std::size_t i = 0; i < subnets.size(); ++i) {
            for (std::size_t k = 0; k < i; ++k) {
                if (!subnets[i].cidr.overlaps(subnets[k].cidr))
                    continue;
                reports.push_back({subnets[i].resource->id,
                                   MODEL_TEXT("Rule", "%1 (%2) overlaps %3 (%4)")
                                       .with(displayName(*subnets[i].resource))
                                       .with(subnets[i].cidr.toString())
                                       .with(displayName(*subnets[k].resource))
                                       .with(subnets[k].cidr.toString()),
                                   moveToFreeBlock(context, *vpc, subnets[i], subnets)});
                break;
            }
        }
    }
    return reports;
}

std::vector<Report> wrongSize(const RuleContext& context)
{
    std::vector<Report> reports;
    for (const auto& resource : context.architecture.resources()) {
        const NetworkRole role = context.typeOf(*resource).role;
        if (role != NetworkRole::Subnet && role != NetworkRole::Vpc)
            continue;
        const std::string text = context.text(*resource, "cidr");
        const auto cidr = Cidr::parse(text);
        if (!cidr || cidr->base.family != IpFamily::V4)
            continue;
        if (cidr->length < 16 || cidr->length > 28)
            reports.push_back(
                {resource->id, MODEL_TEXT("Rule", "%1: a block of /%2 is not within /16 to /28")
                                   .with(displayName(*resource))
                                   .with(cidr->length)});
        else if (cidr->toString() != text)
            reports.push_back(
                {resource->id,
                 MODEL_TEXT("Rule", "%1: %2 has host bits, AWS wants %3")
                     .with(displayName(*resource))
                     .with(text)
                     .with(cidr->toString()),
                 {{MODEL_TEXT("Rule", "Write %1").with(cidr->toString()),
                   Edit{SetProperty{resource->id, "cidr", Json(cidr->toString())}}}}});
    }
    return reports;
}

} // namespace

std::vector<Rule> addressingRules()
{
    return {
        {.code = "IP001",
         .severity = Severity::Error,
         .rank = 8,
         .why = MODEL_TEXT(
             "Rule", "AWS refuses to create a subnet whose addresses are not part of its VPC."),
         .equivalents = {"E3059"},
         .check = outsideOfTheVpc},
        {.code = "IP002",
         .severity = Severity::Error,
         .rank = 7,
         .why =
             MODEL_TEXT("Rule", "AWS refuses a subnet that overlaps another one of the same VPC."),
         .equivalents = {"E3060"},
         .check = overlappingSubnets},
        {.code = "IP004",
         .severity = Severity::Error,
         .isAboutTheDrawing = true,
         .why = MODEL_TEXT(
             "Rule",
             "VPCs and subnets are /16 to /28 and start at the first address of their block."),
         .check = wrongSize},
    };
}

} // namespace skydraft
