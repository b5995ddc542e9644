using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Worlds;

/// <summary>The sample world with the names from the client's settings.</summary>
internal static class ClientWorld
{
    private const string Group = "rg-network-eastus2";
    private const string Recommended = "vnet-imagebuilder";
    private const string Original = "vnet-original";
    private const string Subnet = "snet-build";
    private const string Containers = "snet-containers";
    private const int FamilyQuota = 20;

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
            // The client must find out that its region does not exist; the world keeps the sample's region.
            ["location"] = Regions.IsKnown(client.Location) ? client.Location : SampleWorld.Location,
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

    /// <summary>Offers the client's VM size with a quota, if the world does not list it.</summary>
    public static void Offer(ResourceStore store, string? size)
    {
        if (
            size is null
            || Listed(store, "sizes").Any(one => ArmPath.Same(one.At("name").Text(), size))
            || VmSizeName.Describe(size) is not { } described
        )
        {
            return;
        }
        WorldSettings.Put(store, "sizes", new JsonArray([.. Listed(store, "sizes"), described]));
        JsonObject quotas = WorldSettings.Section(store, "quotas")?.DeepClone().AsObject() ?? [];
        JsonArray compute = quotas["compute"] as JsonArray ?? [];
        quotas["compute"] ??= compute;
        if (!compute.Any(one => ArmPath.Same(one.At("name").Text(), described["family"].Text())))
        {
            compute.Add(
                new JsonObject
                {
                    ["name"] = described["family"].Text(),
                    ["current"] = 0,
                    ["limit"] = Math.Max(FamilyQuota, described["cores"].Number() ?? 0),
                }
            );
            WorldSettings.Put(store, "quotas", quotas);
        }
    }

    // The sample's other network is renamed if the client's has its name.
    private static string Other(string name, ArmPath? own) =>
        own is not null && ArmPath.Same(own.Names[0], name) ? $"{name}-2" : name;

    private static IEnumerable<JsonNode?> Listed(ResourceStore store, string section) =>
        WorldSettings.Section(store, section).Items().Select(one => one?.DeepClone());

    private static ArmPath? Path(string? id) => id is null ? null : ArmPath.Parse(id);
}
