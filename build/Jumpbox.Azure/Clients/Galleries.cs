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
}
