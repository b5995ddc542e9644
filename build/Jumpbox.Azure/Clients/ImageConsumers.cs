using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Cleaning;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>
/// Finds references to images: virtual machines, scale sets and their instances, gallery image versions, image templates. An
/// image is unused only if all of these could be read.
/// </summary>
internal sealed class ImageConsumers
{
    private readonly ArmSender _client;

    internal ImageConsumers(ArmSender client) => _client = client;

    /// <summary>The type of the instances of scale sets.</summary>
    public const string InstanceType = "Microsoft.Compute/virtualMachineScaleSets/virtualMachines";

    private const string Machines = "Microsoft.Compute/virtualMachines";
    private const string ScaleSets = "Microsoft.Compute/virtualMachineScaleSets";
    private const string Templates = "Microsoft.VirtualMachineImages/imageTemplates";

    /// <summary>The types of resources that refer to images, except instances and gallery versions.</summary>
    public static IReadOnlyList<string> Types { get; } = [Machines, ScaleSets, Templates];

    /// <summary>Lists all references to images in a subscription.</summary>
    /// <exception cref="AzureFailure">Something could not be listed, or the subscription does not exist.</exception>
    public async Task<IReadOnlyList<ImageUse>> ListAsync(string subscription, CancellationToken cancellationToken) =>
        [.. (await RowsAsync(subscription, cancellationToken, withImages: false)).SelectMany(UsesOf)];

    /// <summary>Lists all images of a subscription and everything that may refer to one, each with its type.</summary>
    /// <param name="subscription">The subscription's GUID.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="withImages">Whether managed images, which refer to none, are listed too.</param>
    /// <exception cref="AzureFailure">Something could not be listed, or the subscription does not exist.</exception>
    public async Task<IReadOnlyList<JsonObject>> RowsAsync(
        string subscription,
        CancellationToken cancellationToken,
        bool withImages = true
    )
    {
        string providers = $"/subscriptions/{subscription}/providers";
        IReadOnlyList<JsonObject>[] parts = await Task.WhenAll(
            WhereRegisteredAsync(ListAsync(Machines, $"{providers}/{Machines}", true, cancellationToken)),
            WhereRegisteredAsync(ScaleSetsAsync($"{providers}/{ScaleSets}", cancellationToken)),
            WhereRegisteredAsync(VersionsAsync($"{providers}/Microsoft.Compute/galleries", cancellationToken)),
            WhereRegisteredAsync(ListAsync(Templates, $"{providers}/{Templates}", true, cancellationToken)),
            withImages
                ? WhereRegisteredAsync(ListAsync(Images.Type, $"{providers}/{Images.Type}", true, cancellationToken))
                : Task.FromResult<IReadOnlyList<JsonObject>>([])
        );
        return [.. parts.SelectMany(part => part)];
    }

    /// <summary>The references to images of a resource; none for a resource of another type.</summary>
    /// <param name="row">The resource, as Azure Resource Manager or Azure Resource Graph shows it, with its type.</param>
    public static IEnumerable<ImageUse> UsesOf(JsonObject row)
    {
        JsonObject? storage = row.Object("properties", "storageProfile");
        if (IsOfType(row, Machines) || IsOfType(row, InstanceType))
        {
            return Referred(row, storage.Object("imageReference"));
        }
        if (IsOfType(row, ScaleSets))
        {
            return Referred(row, row.Object("properties", "virtualMachineProfile", "storageProfile", "imageReference"));
        }
        if (IsOfType(row, GalleryVersions.Type))
        {
            return Referred(row, storage.Object("source"))
                .Concat(Referred(row, storage.Object("osDiskImage", "source")));
        }
        JsonObject? source = row.Object("properties", "source");
        return IsOfType(row, Templates) && (source.Text("imageVersionId") ?? source.Text("imageId")) is { } image
            ? [new ImageUse(row.Text("id") ?? "", image)]
            : [];
    }

    /// <summary>Whether a row is of a type, in any case.</summary>
    public static bool IsOfType(JsonObject row, string type) =>
        type.Equals(row.Text("type"), StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads how a gallery is shared beyond role assignments.</summary>
    public async Task<GallerySharing> SharingAsync(ResourceId gallery, CancellationToken cancellationToken)
    {
        ArmCall call = new($"read gallery {gallery.Name}", RequestMethod.Get, $"{gallery}", ApiVersions.Galleries)
        {
            Query = [("$select", "Permissions"), ("$expand", "SharingProfile/Groups")],
        };
        JsonObject? body = await _client.ReadAsync(call, cancellationToken);
        JsonObject[] groups = [.. body.Objects("properties", "sharingProfile", "groups")];
        return new GallerySharing(
            body.Text("properties", "sharingProfile", "permissions") == "Community",
            Ids("Subscriptions"),
            Ids("AADTenants")
        );

        IReadOnlyList<string> Ids(string type) =>
            [.. groups.Where(group => group.Text("type") == type).SelectMany(group => group.Texts("ids"))];
    }

    private async Task<IReadOnlyList<JsonObject>> ListAsync(
        string type,
        string path,
        bool mustExist,
        CancellationToken cancellationToken
    )
    {
        string version =
            type == Templates ? ApiVersions.ImageTemplates
            : type.StartsWith("Microsoft.Compute/galleries", StringComparison.Ordinal) ? ApiVersions.Galleries
            : ApiVersions.Compute;
        List<JsonObject> rows = [];
        await foreach (JsonObject row in ItemsAsync(path, version, mustExist, cancellationToken))
        {
            // Not every list of every version has it.
            row["type"] = type;
            rows.Add(row);
        }
        return rows;
    }

    private async Task<IReadOnlyList<JsonObject>> ScaleSetsAsync(string path, CancellationToken cancellationToken)
    {
        IReadOnlyList<JsonObject> sets = await ListAsync(ScaleSets, path, true, cancellationToken);
        // Instances keep their image when the model changes. Instances of flexible scale sets are listed as virtual machines.
        IReadOnlyList<JsonObject>[] instances = await Task.WhenAll(
            sets.Where(set => set.Text("properties", "orchestrationMode") != "Flexible")
                .Select(set => ListAsync(InstanceType, $"{set.Text("id")}/virtualMachines", false, cancellationToken))
        );
        return [.. sets, .. instances.SelectMany(part => part)];
    }

    private async Task<IReadOnlyList<JsonObject>> VersionsAsync(string path, CancellationToken cancellationToken)
    {
        List<JsonObject> versions = [];
        foreach (JsonObject gallery in await ListAsync("Microsoft.Compute/galleries", path, true, cancellationToken))
        {
            foreach (JsonObject image in await Below("Microsoft.Compute/galleries/images", gallery, "images"))
            {
                versions.AddRange(await Below(GalleryVersions.Type, image, "versions"));
            }
        }
        return versions;

        Task<IReadOnlyList<JsonObject>> Below(string type, JsonObject parent, string children) =>
            ListAsync(type, $"{parent.Text("id")}/{children}", false, cancellationToken);
    }

    // A provider whose resources exist cannot be unregistered
    // (https://learn.microsoft.com/azure/azure-resource-manager/management/resource-providers-and-types).
    private static async Task<IReadOnlyList<JsonObject>> WhereRegisteredAsync(Task<IReadOnlyList<JsonObject>> reading)
    {
        try
        {
            return await reading;
        }
        catch (AzureFailure failure)
            when (failure.Mentions("MissingSubscriptionRegistration") || failure.Mentions("SubscriptionNotRegistered"))
        {
            return [];
        }
    }

    // If the parent was just listed, "not found" means that it has been deleted together with its reference.
    private IAsyncEnumerable<JsonObject> ItemsAsync(
        string path,
        string apiVersion,
        bool mustExist,
        CancellationToken cancellationToken
    ) =>
        _client.ListAsync(
            new ArmCall($"list {path}", RequestMethod.Get, path, apiVersion),
            cancellationToken,
            mustExist
        );

    private static IEnumerable<ImageUse> Referred(JsonObject user, JsonObject? reference) =>
        from image in new[] { reference.Text("id"), reference.Text("sharedGalleryImageId") }
        where image is not null
        select new ImageUse(user.Text("id") ?? "", image, reference.Text("exactVersion"));
}

/// <summary>How a gallery is shared beyond role assignments.</summary>
/// <param name="WithEverybody">Whether it is shared with the community.</param>
/// <param name="Subscriptions">The GUIDs of the subscriptions that it is shared with.</param>
/// <param name="Tenants">The GUIDs of the tenants that it is shared with.</param>
internal sealed record GallerySharing(
    bool WithEverybody,
    IReadOnlyList<string> Subscriptions,
    IReadOnlyList<string> Tenants
);
