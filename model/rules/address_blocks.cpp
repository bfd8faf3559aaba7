// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/address_blocks.h"

#include <algorithm>

namespace skydraft {
namespace {

constexpr int smallestBlock = 28; // AWS VPC User Guide, "Subnet sizing"

std::uint64_t sizeOf(int length)
{
    return std::uint64_t{1} << static_cast<unsigned>(32 - length);
}

/// `value` with each address and block inside of `from` moved; whether anything was.
bool move(Json& value, const Cidr& from, const Cidr& to)
{
    if (value.is_structured()) {
        bool isMoved = false;
        for (Json& member : value)
            isMoved = move(member, from, to) || isMoved;
        return isMoved;
    }
    if (!value.is_string())
        return false;
    const std::string text = value.get<std::string>();
    const auto block = Cidr::parse(text);
    if (!block || block->base.family != from.base.family || !from.contains(*block))
        return false;
    const IpAddress base = addressAt(to, block->base.low - from.base.low);
    if (*block == from)
        value = to.toString();
    else if (text.find('/') == std::string::npos)
        value = base.toString();
    else
        value = Cidr::of(base, block->length).toString();
    return true;
}

void collect(const RuleContext& context, const Resource& resource, const Cidr& from, const Cidr& to,
             Batch& batch)
{
    for (const auto& [name, value] : context.properties(resource).items()) {
        // What lies elsewhere: behind a peering or a VPN with the same numbers.
        const bool isElsewhere = name == "routes" || name == "remote_cidrs" || name == "tags";
        Json moved = value;
        if (!isElsewhere && move(moved, from, to))
            batch.edits.push_back(Edit{SetProperty{resource.id, name, std::move(moved)}});
    }
    for (const Resource* child : context.childrenOf(resource))
        collect(context, *child, from, to, batch);
}

} // namespace

std::vector<Cidr> blocksOf(const RuleContext& context, const Resource& vpc)
{
    std::vector<Cidr> blocks;
    if (const auto first = Cidr::parse(context.text(vpc, "cidr")))
        blocks.push_back(*first);
    for (const Json& more : context.value(vpc, "secondary_cidrs"))
        if (const auto block =
                more.is_string() ? Cidr::parse(more.get_ref<const std::string&>()) : std::nullopt)
            blocks.push_back(*block);
    return blocks;
}

std::optional<Cidr> nextFree(const std::vector<Cidr>& around, std::vector<Cidr> taken, int length)
{
    std::sort(taken.begin(), taken.end());
    for (const Cidr& whole : around) {
        if (whole.base.family != IpFamily::V4 || length < whole.length || length > smallestBlock)
            continue;
        std::uint64_t offset = 0;
        for (const Cidr& block : taken) {
            if (offset >= whole.size())
                break;
            // Blocks come in order of their first address, so each pushes the candidate on or is
            // behind it.
            const Cidr candidate = Cidr::of(addressAt(whole, offset), length);
            if (!block.overlaps(candidate))
                continue;
            const std::uint64_t end = block.base.low + block.size();
            const std::uint64_t step = sizeOf(length);
            offset = (end - whole.base.low + step - 1) / step * step;
        }
        if (offset < whole.size())
            return Cidr::of(addressAt(whole, offset), length);
    }
    return std::nullopt;
}

int lengthFor(std::uint64_t addresses)
{
    int length = smallestBlock;
    while (length > 0 && sizeOf(length) < addresses)
        --length;
    return length;
}

Edit moveAddresses(const RuleContext& context, const Resource& root, const Cidr& from,
                   const Cidr& to)
{
    Batch batch;
    collect(context, root, from, to, batch);
    // The catalogue's default is a block too, though the drawing does not write it.
    if (context.typeOf(root).role == NetworkRole::Vpc && !root.properties.contains("cidr"))
        batch.edits.push_back(Edit{SetProperty{root.id, "cidr", Json(to.toString())}});
    return Edit{std::move(batch)};
}

} // namespace skydraft
