using LocalAzure.Arm;
using LocalAzure.Providers.Compute;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Worlds;

/// <summary>Names what a world contains only because the client's settings name it. Empty for the sample's settings.</summary>
internal static class ClientAssumptions
{
    /// <summary>The assumptions that hold in a world, as phrases for one sentence.</summary>
    /// <param name="store">The world: what a world file or a client has deleted is not assumed.</param>
    /// <param name="client">The settings.</param>
    /// <param name="sized">Whether a world file lists the VM sizes.</param>
    /// <param name="imaged">Whether a world file lists the marketplace's images.</param>
    public static IReadOnlyList<string> In(ResourceStore store, ClientSettings client, bool sized, bool imaged)
    {
        WorldDocument sample = WorldDocument.Sample(ClientSettings.Sample);
        HashSet<string> known = [.. sample.Resources.Select(resource => Key(resource["id"].Text()!))];
        List<string> assumed = [];
        assumed.AddRange(Place(store, client));
        if (!sized)
        {
            assumed.AddRange(Sizes(client, sample));
        }
        if (
            !imaged
            && client.BaseImage is { } image
            && !ClientOffers.IsListed(sample.Settings["images"].Items(), image)
        )
        {
            assumed.Add($"base image {image}");
        }
        assumed.AddRange(
            new[]
            {
                (client.BaseImageId, BaseImage(client.BaseImageId)),
                (client.GalleryImageId, Gallery(client.GalleryImageId)),
                (client.StagingGroupId, Staging(client.StagingGroupId)),
            }
                .Where(named => named.Item1 is { } id && Exists(store, id) && !known.Contains(Key(id)))
                .Select(named => named.Item2)
        );
        return assumed;
    }

    private static IEnumerable<string> Place(ResourceStore store, ClientSettings client)
    {
        if (!ArmPath.Same(client.SubscriptionId, SampleWorld.Subscription))
        {
            yield return $"subscription {client.SubscriptionId}";
        }
        if (!ArmPath.Same(client.TenantId, SampleWorld.Tenant))
        {
            yield return $"tenant {client.TenantId}";
        }
        string region = ClientWorld.RegionOf(client);
        if (
            client.BuildSubnetId is { } subnet
            && ArmPath.Parse(subnet).Parent is { } network
            && Exists(store, network.Id)
            && (region != SampleWorld.Location || !SampleWorld.HasSubnets(subnet, client.ContainerSubnetId))
        )
        {
            yield return $"network {network.Name} in {region}";
        }
    }

    private static IEnumerable<string> Sizes(ClientSettings client, WorldDocument sample) =>
        ClientOffers
            .Sizes(client)
            .Where(size => VmSizeName.Describe(size) is not null)
            .Where(size => !sample.Settings["sizes"].Items().Any(one => ArmPath.Same(one.At("name").Text(), size)))
            .Select(size => $"VM size {size} with quota");

    private static string BaseImage(string? id)
    {
        if (id is null)
        {
            return "";
        }
        ArmPath image = ArmPath.Parse(id);
        return ArmPath.Same(image.Type, Images.TypeName)
            ? $"base image {image.Name} in {image.ResourceGroup}"
            : $"base image {image.Parent!.Name} {image.Name} in gallery {image.Names[0]}";
    }

    private static string Gallery(string? id) =>
        id is null ? "" : $"gallery {ArmPath.Parse(id).Names[0]} with image definition {ArmPath.Parse(id).Name}";

    private static string Staging(string? id) => id is null ? "" : $"empty resource group {ArmPath.Parse(id).Name}";

    // A version "latest" is not a resource, but its definition is.
    private static bool Exists(ResourceStore store, string id) =>
        store.Find(ArmPath.Same(ArmPath.Parse(id).Name, "latest") ? ArmPath.Parse(id).Parent!.Id : id) is not null;

    private static string Key(string id) => ArmPath.Parse(id).Key;
}
