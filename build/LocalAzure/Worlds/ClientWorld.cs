using System.Text.Json;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Settings;

namespace LocalAzure.Worlds;

/// <summary>The sample world with the names from the client's settings.</summary>
internal static class ClientWorld
{
    private const string Group = "rg-network-eastus2";
    private const string Recommended = "vnet-imagebuilder";
    private const string Original = "vnet-original";
    private const string Subnet = "snet-build";
    private const string Containers = "snet-containers";

    /// <summary>Replaces the sample's names in the text of a world by the client's.</summary>
    public static string Name(string world, ClientSettings client)
    {
        ArmPath? build = Path(client.BuildSubnetId);
        ArmPath? containers = Path(client.ContainerSubnetId);
        // With a subnet for container instances the network has the recommended form, otherwise the original one.
        bool isOriginal = build is not null && containers is null;
        ArmPath? recommended = isOriginal ? null : build;
        ArmPath? original = isOriginal ? build : null;
        return new Dictionary<string, string>
        {
            ["subscription"] = client.SubscriptionId,
            ["location"] = RegionOf(client),
            ["networkGroup"] = build?.ResourceGroup ?? Group,
            ["network"] = recommended?.Names[0] ?? Other(Recommended, original),
            ["buildSubnet"] = recommended?.Names[1] ?? Subnet,
            ["containerSubnet"] = containers?.Names[1] ?? Containers,
            ["originalNetwork"] = original?.Names[0] ?? Other(Original, recommended),
            ["originalSubnet"] = original?.Names[1] ?? Subnet,
        }.Aggregate(
            world,
            (text, name) =>
                text.Replace($"{{{name.Key}}}", JsonEncodedText.Encode(name.Value).ToString(), StringComparison.Ordinal)
        );
    }

    /// <summary>
    /// The region of the world. The client must find out that its region does not exist; then it is the sample's.
    /// </summary>
    public static string RegionOf(ClientSettings client) =>
        Regions.IsKnown(client.Location) ? client.Location : SampleWorld.Location;

    // The sample's other network is renamed if the client's has its name.
    private static string Other(string name, ArmPath? own) =>
        own is not null && ArmPath.Same(own.Names[0], name) ? $"{name}-2" : name;

    private static ArmPath? Path(string? id) => id is null ? null : ArmPath.Parse(id);
}
