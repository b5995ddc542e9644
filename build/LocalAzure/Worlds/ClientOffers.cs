using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Worlds;

/// <summary>What Azure offers to a client because its settings name it: VM sizes, their quotas, a base image.</summary>
internal static class ClientOffers
{
    private const int FamilyQuota = 20;

    /// <summary>The VM sizes that the settings name.</summary>
    public static IEnumerable<string> Sizes(ClientSettings client) =>
        (
            (string?[])
                [
                    client.VmSize,
                    client.ProxySize,
                    client.SmokeSize,
                    client.RolloutSize,
                    .. client.OtherVmSizes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                ]
        )
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Offers the client's VM sizes, each with a quota for its family, if the world does not list them.</summary>
    public static void AddSizes(ResourceStore store, ClientSettings client)
    {
        foreach (string size in Sizes(client))
        {
            if (Find(store, size) is null && VmSizeName.Describe(size) is { } described)
            {
                WorldSettings.Put(store, "sizes", new JsonArray([.. Listed(store, "sizes"), described]));
                AddFamily(store, described);
            }
        }
    }

    /// <summary>Raises the quotas that are too low for one build with the client's VM sizes.</summary>
    public static void RaiseQuotas(ResourceStore store, ClientSettings client)
    {
        JsonObject[] sizes = [.. Sizes(client).Select(size => Find(store, size)).OfType<JsonObject>()];
        JsonObject quotas = Quotas(store);
        bool raised = false;
        foreach (JsonObject quota in quotas["compute"].Items().OfType<JsonObject>())
        {
            string name = quota["name"].Text() ?? "";
            int needed = sizes
                .Where(size => name == "cores" || ArmPath.Same(size["family"].Text(), name))
                .Sum(size => size["cores"].Number() ?? 0);
            int current = quota["current"].Number() ?? 0;
            if (needed > (quota["limit"].Number() ?? 0) - current)
            {
                quota["limit"] = current + needed;
                raised = true;
            }
        }
        if (raised)
        {
            WorldSettings.Put(store, "quotas", quotas);
        }
    }

    /// <summary>Offers the client's base image in the marketplace, if the world does not list it.</summary>
    public static void AddBaseImage(ResourceStore store, ClientSettings client)
    {
        if (client.BaseImage is not { } wanted || IsListed(Listed(store, "images"), wanted))
        {
            return;
        }
        JsonNode[] images = [.. Listed(store, "images").OfType<JsonNode>()];
        if (images.FirstOrDefault(image => IsSame(image, wanted)) is { } known)
        {
            known["versions"] = new JsonArray([
                .. known["versions"].Items().Select(version => version?.DeepClone()),
                wanted.Version,
            ]);
        }
        else
        {
            images =
            [
                .. images,
                new JsonObject
                {
                    ["publisher"] = wanted.Publisher,
                    ["offer"] = wanted.Offer,
                    ["sku"] = wanted.Sku,
                    ["generation"] = "V2",
                    ["architecture"] = client.Architecture,
                    ["versions"] = new JsonArray(wanted.Version),
                },
            ];
        }
        WorldSettings.Put(store, "images", new JsonArray(images));
    }

    /// <summary>Whether marketplace images, as in a world file, have a version.</summary>
    public static bool IsListed(IEnumerable<JsonNode?> images, MarketplaceImage wanted) =>
        images.Any(image =>
            IsSame(image, wanted)
            && image!
                ["versions"]
                .Items()
                .Any(version => ArmPath.Same(version.Text() ?? version.At("name").Text(), wanted.Version))
        );

    private static bool IsSame(JsonNode? image, MarketplaceImage wanted) =>
        ArmPath.Same(image.At("publisher").Text(), wanted.Publisher)
        && ArmPath.Same(image.At("offer").Text(), wanted.Offer)
        && ArmPath.Same(image.At("sku").Text(), wanted.Sku);

    private static void AddFamily(ResourceStore store, JsonObject size)
    {
        JsonObject quotas = Quotas(store);
        JsonArray compute = quotas["compute"] as JsonArray ?? [];
        quotas["compute"] ??= compute;
        if (compute.Any(one => ArmPath.Same(one.At("name").Text(), size["family"].Text())))
        {
            return;
        }
        compute.Add(
            new JsonObject
            {
                ["name"] = size["family"].Text(),
                ["current"] = 0,
                ["limit"] = Math.Max(FamilyQuota, size["cores"].Number() ?? 0),
            }
        );
        WorldSettings.Put(store, "quotas", quotas);
    }

    private static JsonObject Quotas(ResourceStore store) =>
        WorldSettings.Section(store, "quotas")?.DeepClone().AsObject() ?? [];

    private static JsonObject? Find(ResourceStore store, string size) =>
        Listed(store, "sizes").OfType<JsonObject>().FirstOrDefault(one => ArmPath.Same(one["name"].Text(), size));

    private static IEnumerable<JsonNode?> Listed(ResourceStore store, string section) =>
        WorldSettings.Section(store, section).Items().Select(one => one?.DeepClone());
}
