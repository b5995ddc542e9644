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

    /// <summary>Reads an image version.</summary>
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
