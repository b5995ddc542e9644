using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Offers;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

internal sealed class Galleries
{
    private readonly ArmSender _client;

    internal Galleries(ArmSender client) => _client = client;

    /// <summary>Reads an image definition.</summary>
    public async Task<GalleryDefinition?> GetImageAsync(ResourceId id, CancellationToken cancellationToken) =>
        await _client.ReadAsync(Call("read", RequestMethod.Get, id), cancellationToken) is { } body
            ? ReadImage(body)
            : null;

    /// <summary>Creates the gallery if it does not exist; leaves an existing one as it is.</summary>
    /// <param name="id">Its id, of type <c>Microsoft.Compute/galleries</c>.</param>
    /// <param name="location">The region of a new gallery.</param>
    /// <param name="tags">The tags of a new gallery.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether it was created.</returns>
    /// <exception cref="AzureFailure">It could not be read or created.</exception>
    public Task<bool> EnsureAsync(
        ResourceId id,
        string location,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    ) => EnsureAsync(id, location, tags, [], cancellationToken);

    /// <summary>
    /// Creates the image definition if it does not exist; leaves an existing one as it is. A new one takes generalised Linux
    /// images of generation 2 that support Trusted Launch.
    /// </summary>
    /// <param name="id">Its id, of type <c>Microsoft.Compute/galleries/images</c>.</param>
    /// <param name="location">The region of a new definition.</param>
    /// <param name="architecture"><c>amd64</c> or <c>arm64</c>.</param>
    /// <param name="tags">The tags of a new definition.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether it was created.</returns>
    /// <exception cref="AzureFailure">It could not be read or created.</exception>
    public Task<bool> EnsureImageAsync(
        ResourceId id,
        string location,
        string architecture,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        JsonObject properties = new()
        {
            ["osType"] = "Linux",
            ["osState"] = "Generalized",
            ["hyperVGeneration"] = "V2",
            ["architecture"] = architecture == "arm64" ? "Arm64" : "x64",
            // Publisher, offer and SKU together are unique in a gallery.
            ["identifier"] = new JsonObject
            {
                ["publisher"] = "AksJumpbox",
                ["offer"] = "jumpbox",
                ["sku"] = id.Name,
            },
            ["features"] = new JsonArray(
                new JsonObject { ["name"] = "SecurityType", ["value"] = "TrustedLaunchSupported" }
            ),
        };
        return EnsureAsync(id, location, tags, properties, cancellationToken);
    }

    /// <summary>Reads a version.</summary>
    /// <param name="id">Its id, of type <c>Microsoft.Compute/galleries/images/versions</c>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The version, or null.</returns>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public async Task<GalleryVersion?> GetVersionAsync(ResourceId id, CancellationToken cancellationToken) =>
        await _client.ReadAsync(Call("read", RequestMethod.Get, id), cancellationToken) is { } body
            ? ReadVersion(body)
            : null;

    public IAsyncEnumerable<GalleryVersion> ListVersionsAsync(
        ResourceId imageId,
        CancellationToken cancellationToken
    ) => ListAsync($"{imageId}/versions", cancellationToken).Select(ReadVersion);

    /// <summary>
    /// Includes a version in <c>latest</c> and waits until that is done. Other publishing properties are unchanged.
    /// </summary>
    public async Task OfferAsLatestAsync(ResourceId id, CancellationToken cancellationToken)
    {
        ArmCall read = Call("read", RequestMethod.Get, id);
        ArmAnswer answer = await _client.SendAsync(read, cancellationToken);
        JsonObject body = answer.BodyOrFail(read.Asked, read.Path).DeepClone().AsObject();
        // Like the Azure CLI: writes back what was read, without read-only properties.
        if (body["properties"] is JsonObject properties)
        {
            properties.Remove("provisioningState");
            properties.Remove("replicationStatus");
            if (properties["publishingProfile"] is not JsonObject profile)
            {
                properties["publishingProfile"] = profile = [];
            }
            profile.Remove("publishedDate");
            profile["excludeFromLatest"] = false;
        }
        ArmCall change = Call("offer", RequestMethod.Put, id) with
        {
            Body = new JsonObject
            {
                ["location"] = body["location"]?.DeepClone(),
                ["tags"] = body["tags"]?.DeepClone() ?? new JsonObject(),
                ["properties"] = body["properties"]?.DeepClone(),
            },
        };
        ArmOperation operation = await _client.StartAsync(change, cancellationToken);
        _ = await operation.WaitAsync(cancellationToken);
    }

    /// <summary>Starts the deletion of a version; null when it does not exist.</summary>
    public Task<ArmOperation?> DeleteVersionAsync(ResourceId id, CancellationToken cancellationToken) =>
        _client.DeleteAsync(Call("delete", RequestMethod.Delete, id), cancellationToken);

    private async Task<bool> EnsureAsync(
        ResourceId id,
        string location,
        IReadOnlyDictionary<string, string> tags,
        JsonObject properties,
        CancellationToken cancellationToken
    )
    {
        if (await _client.ReadAsync(Call("read", RequestMethod.Get, id), cancellationToken) is not null)
        {
            return false;
        }
        ArmCall create = Call("create", RequestMethod.Put, id) with
        {
            Body = new JsonObject
            {
                ["location"] = location,
                ["tags"] = JsonWriting.Tags(tags),
                ["properties"] = properties,
            },
        };
        ArmOperation operation = await _client.StartAsync(create, cancellationToken);
        _ = await operation.WaitAsync(cancellationToken);
        return true;
    }

    private IAsyncEnumerable<JsonObject> ListAsync(string path, CancellationToken cancellationToken) =>
        _client.ListAsync(
            new ArmCall($"list {path}", RequestMethod.Get, path, ApiVersions.Galleries),
            cancellationToken
        );

    private static ArmCall Call(string verb, RequestMethod method, ResourceId id) =>
        new($"{verb} gallery image {id.Name}", method, id.ToString(), ApiVersions.Galleries);

    private static GalleryDefinition ReadImage(JsonObject body) =>
        new(
            body.Id(),
            body.Text("properties", "osType") ?? "",
            body.Text("properties", "hyperVGeneration") ?? "V1",
            body.Text("properties", "architecture") ?? "x64",
            body.Objects("properties", "features")
                .FirstOrDefault(feature => feature.Text("name") == "SecurityType")
                .Text("value")
        );

    private static GalleryVersion ReadVersion(JsonObject body) =>
        new(
            body.Id(),
            body.Text("location") ?? "",
            body.Tags(),
            body.Text("properties", "provisioningState") ?? "",
            Source(body),
            [.. Regions(body).Select(region => region.Text("name") ?? "")],
            body.Moment("properties", "publishingProfile", "publishedDate"),
            IsExcluded(body)
        )
        {
            // A region's setting overrides the version's.
            OfferedIn =
            [
                .. Regions(body)
                    .Where(region => !(region.Flag("excludeFromLatest") ?? IsExcluded(body)))
                    .Select(region => region.Text("name") ?? ""),
            ],
        };

    private static IEnumerable<JsonObject> Regions(JsonObject version) =>
        version.Objects("properties", "publishingProfile", "targetRegions");

    private static bool IsExcluded(JsonObject version) =>
        version.Flag("properties", "publishingProfile", "excludeFromLatest") ?? false;

    private static string? Source(JsonObject version) =>
        version.Text("properties", "storageProfile", "source", "id")
        ?? version.Text("properties", "storageProfile", "source", "virtualMachineId");
}
