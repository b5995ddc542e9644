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

    /// <summary>Lists all references to images in a subscription.</summary>
    /// <exception cref="AzureFailure">Something could not be listed, or the subscription does not exist.</exception>
    public async Task<IReadOnlyList<ImageUse>> ListAsync(string subscription, CancellationToken cancellationToken)
    {
        string providers = $"/subscriptions/{subscription}/providers";
        IReadOnlyList<ImageUse>[] parts = await Task.WhenAll(
            WhereRegisteredAsync(
                MachinesAsync($"{providers}/Microsoft.Compute/virtualMachines", true, cancellationToken)
            ),
            WhereRegisteredAsync(
                ScaleSetsAsync($"{providers}/Microsoft.Compute/virtualMachineScaleSets", cancellationToken)
            ),
            WhereRegisteredAsync(VersionsAsync($"{providers}/Microsoft.Compute/galleries", cancellationToken)),
            WhereRegisteredAsync(
                TemplatesAsync($"{providers}/Microsoft.VirtualMachineImages/imageTemplates", cancellationToken)
            )
        );
        return [.. parts.SelectMany(part => part)];
    }

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

    private async Task<IReadOnlyList<ImageUse>> MachinesAsync(
        string path,
        bool mustExist,
        CancellationToken cancellationToken
    )
    {
        List<ImageUse> uses = [];
        await foreach (JsonObject machine in ItemsAsync(path, ApiVersions.Compute, mustExist, cancellationToken))
        {
            uses.AddRange(Referred(machine, machine.Object("properties", "storageProfile", "imageReference")));
        }
        return uses;
    }

    private async Task<IReadOnlyList<ImageUse>> ScaleSetsAsync(string path, CancellationToken cancellationToken)
    {
        List<ImageUse> uses = [];
        List<Task<IReadOnlyList<ImageUse>>> instances = [];
        await foreach (JsonObject set in ItemsAsync(path, ApiVersions.Compute, true, cancellationToken))
        {
            JsonObject? model = set.Object("properties", "virtualMachineProfile", "storageProfile", "imageReference");
            uses.AddRange(Referred(set, model));
            // Instances keep their image when the model changes. Instances of flexible scale sets are listed as virtual
            // machines.
            if (set.Text("properties", "orchestrationMode") != "Flexible")
            {
                instances.Add(MachinesAsync($"{set.Text("id")}/virtualMachines", false, cancellationToken));
            }
        }
        return [.. uses, .. (await Task.WhenAll(instances)).SelectMany(part => part)];
    }

    private async Task<IReadOnlyList<ImageUse>> VersionsAsync(string path, CancellationToken cancellationToken)
    {
        List<ImageUse> uses = [];
        await foreach (JsonObject gallery in ItemsAsync(path, ApiVersions.Galleries, true, cancellationToken))
        {
            await foreach (JsonObject image in Below(gallery, "images"))
            {
                await foreach (JsonObject version in Below(image, "versions"))
                {
                    JsonObject? storage = version.Object("properties", "storageProfile");
                    uses.AddRange(Referred(version, storage.Object("source")));
                    uses.AddRange(Referred(version, storage.Object("osDiskImage", "source")));
                }
            }
        }
        return uses;

        IAsyncEnumerable<JsonObject> Below(JsonObject parent, string children) =>
            ItemsAsync($"{parent.Text("id")}/{children}", ApiVersions.Galleries, false, cancellationToken);
    }

    private async Task<IReadOnlyList<ImageUse>> TemplatesAsync(string path, CancellationToken cancellationToken)
    {
        List<ImageUse> uses = [];
        await foreach (JsonObject template in ItemsAsync(path, ApiVersions.ImageTemplates, true, cancellationToken))
        {
            JsonObject? source = template.Object("properties", "source");
            if ((source.Text("imageVersionId") ?? source.Text("imageId")) is { } image)
            {
                uses.Add(new ImageUse(template.Text("id") ?? "", image));
            }
        }
        return uses;
    }

    // A provider whose resources exist cannot be unregistered
    // (https://learn.microsoft.com/azure/azure-resource-manager/management/resource-providers-and-types).
    private static async Task<IReadOnlyList<ImageUse>> WhereRegisteredAsync(Task<IReadOnlyList<ImageUse>> reading)
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
