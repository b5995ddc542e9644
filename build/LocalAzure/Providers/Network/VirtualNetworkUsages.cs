using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>GET {virtualNetwork}/usages: how many addresses of each subnet are used.</summary>
internal sealed class VirtualNetworkUsages(ResourceContext context, Subnets subnets)
    : ResourceType(
        context,
        "Microsoft.Network/virtualNetworks/usages",
        Specification.VersionsOf(VirtualNetworks.TypeName)
    )
{
    public override string? ActionOf(ArmRequest request) => "Microsoft.Network/virtualNetworks/usages/read";

    protected override ArmResponse List(ArmRequest request)
    {
        StoredResource network =
            Context.Store.Find(request.Path.Parent!.Id)
            ?? throw new ArmException(
                404,
                "ResourceNotFound",
                $"The Resource 'Microsoft.Network/virtualNetworks/{request.Path.Parent.Name}' under resource group "
                    + $"'{request.Path.ResourceGroup}' was not found."
            );
        return ArmResponse.List(
            subnets
                .Of(network.Id)
                .Select(s => new JsonObject
                {
                    ["id"] = s.Id,
                    ["currentValue"] = subnets.UsersOf(s).Count,
                    ["limit"] = AddressPlan.PrefixesOf(s.Body, s.Id).Sum(p => p.IsVersion4 ? p.Usable : 0),
                    ["name"] = new JsonObject
                    {
                        ["value"] = "SubnetSpace",
                        ["localizedValue"] = "Subnet size and usage",
                    },
                    ["unit"] = "Count",
                })
        );
    }
}
