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
    /// <param name="isShared">Whether a new gallery can be shared directly with subscriptions and tenants.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether it was created.</returns>
    /// <exception cref="AzureFailure">It could not be read or created.</exception>
    public Task<bool> EnsureAsync(
        ResourceId id,
        string location,
        IReadOnlyDictionary<string, string> tags,
        bool isShared,
        CancellationToken cancellationToken
    ) =>
        EnsureAsync(
            id,
            location,
            tags,
            isShared ? new JsonObject { ["sharingProfile"] = new JsonObject { ["permissions"] = "Groups" } } : [],
            cancellationToken
        );

    /// <summary>Shares a gallery with subscriptions and tenants, and waits until that is done.</summary>
    /// <param name="id">The gallery's id.</param>
    /// <param name="subscriptions">The subscriptions.</param>
    /// <param name="tenants">The tenants.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">Azure refused.</exception>
    public async Task ShareAsync(
        ResourceId id,
        IReadOnlyList<string> subscriptions,
        IReadOnlyList<string> tenants,
        CancellationToken cancellationToken
    )
    {
        ArmCall share = new($"share gallery {id.Name}", RequestMethod.Post, $"{id}/share", ApiVersions.Galleries)
        {
            Body = new JsonObject
            {
                ["operationType"] = "Add",
                ["groups"] = new JsonArray([
                    .. new[] { ("Subscriptions", subscriptions), ("AADTenants", tenants) }
                        .Where(group => group.Item2.Count > 0)
                        .Select(group => new JsonObject
                        {
                            ["type"] = group.Item1,
                            ["ids"] = new JsonArray([.. group.Item2.Select(id => JsonValue.Create(id))]),
                        }),
                ]),
            },
        };
        ArmOperation operation = await _client.StartAsync(share, cancellationToken);
        _ = await operation.WaitAsync(cancellationToken);
    }

    /// <summary>Creates the image definition if it does not exist; leaves an existing one as it is.</summary>
    /// <param name="id">Its id, of type <c>Microsoft.Compute/galleries/images</c>.</param>
    /// <param name="location">The region of a new definition.</param>
    /// <param name="architecture"><c>amd64</c> or <c>arm64</c>.</param>
    /// <param name="wanted">The features of a new definition.</param>
    /// <param name="tags">The tags of a new definition.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether it was created.</returns>
    /// <exception cref="AzureFailure">It could not be read or created.</exception>
    public Task<bool> EnsureImageAsync(
        ResourceId id,
        string location,
        string architecture,
        DefinitionSettings wanted,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        JsonObject properties = new()
        {
            ["osType"] = "Linux",
            ["osState"] = "Generalized",
            ["hyperVGeneration"] = wanted.Generation,
            ["architecture"] = architecture == "arm64" ? "Arm64" : "x64",
            // Publisher, offer and SKU together are unique in a gallery.
            ["identifier"] = new JsonObject
            {
                ["publisher"] = "AksJumpbox",
                ["offer"] = "jumpbox",
                ["sku"] = id.Name,
            },
            ["features"] = new JsonArray([
                .. DefinitionFeatures
                    .Of(wanted)
                    .Select(feature => new JsonObject { ["name"] = feature.Name, ["value"] = feature.Value }),
            ]),
        };
        if (wanted.EndOfLife is { } end)
        {
            properties["endOfLifeDate"] = $"{end}T00:00:00Z";
        }
        JsonObject recommended = [];
        foreach (
            (string name, SizeRange? range) in new[]
            {
                ("vCPUs", wanted.RecommendedCpus),
                ("memory", wanted.RecommendedMemoryGB),
            }
        )
        {
            if (range is not null)
            {
                recommended[name] = new JsonObject { ["min"] = range.Minimum, ["max"] = range.Maximum };
            }
        }
        if (recommended.Count > 0)
        {
            properties["recommended"] = recommended;
        }
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

    private static GalleryDefinition ReadImage(JsonObject body)
    {
        Dictionary<string, string> features = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonObject feature in body.Objects("properties", "features"))
        {
            features[feature.Text("name") ?? ""] = feature.Text("value") ?? "";
        }
        return new GalleryDefinition(
            body.Id(),
            body.Text("properties", "osType") ?? "",
            body.Text("properties", "hyperVGeneration") ?? "V1",
            body.Text("properties", "architecture") ?? "x64",
            features.GetValueOrDefault(DefinitionFeatures.SecurityType)
        )
        {
            Location = body.Text("location"),
            Features = features,
            EndOfLife = body.Moment("properties", "endOfLifeDate"),
        };
    }
}
