using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>The tags of a resource of any type. Source: Azure Resource Manager, "Tags - Update At Scope".</summary>
internal sealed class Tags
{
    private readonly ArmSender _client;

    internal Tags(ArmSender client) => _client = client;

    /// <summary>Reads a resource's tags; none when there is no such resource.</summary>
    /// <param name="id">The resource.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">They may not be read.</exception>
    public async Task<IReadOnlyDictionary<string, string>?> GetAsync(
        ResourceId id,
        CancellationToken cancellationToken
    ) =>
        await _client.ReadAsync(Call("read", RequestMethod.Get, id), cancellationToken) is { } body
            ? (body["properties"] as JsonObject ?? []).Tags()
            : null;

    /// <summary>Adds or updates tags; others are unchanged.</summary>
    /// <param name="id">The resource.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">There is no such resource, or its tags may not be changed.</exception>
    public async Task AddAsync(
        ResourceId id,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(tags);
        ArmCall call = Call("change", RequestMethod.Patch, id) with
        {
            Body = new JsonObject
            {
                ["operation"] = "Merge",
                ["properties"] = new JsonObject { ["tags"] = JsonWriting.Tags(tags) },
            },
        };
        _ = await _client.SendAsync(call, cancellationToken);
    }

    private static ArmCall Call(string verb, RequestMethod method, ResourceId id) =>
        new(
            $"{verb} the tags of {id.Name}",
            method,
            $"{id}/providers/Microsoft.Resources/tags/default",
            ApiVersions.Resources
        );
}
