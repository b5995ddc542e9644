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

    /// <summary>Reads the tags of a resource; null when it does not exist.</summary>
    public async Task<IReadOnlyDictionary<string, string>?> GetAsync(
        ResourceId id,
        CancellationToken cancellationToken
    ) =>
        await _client.ReadAsync(Call("read", RequestMethod.Get, id), cancellationToken) is { } body
            ? (body["properties"] as JsonObject ?? []).Tags()
            : null;

    /// <summary>Adds or updates tags; others are unchanged.</summary>
    public Task AddAsync(
        ResourceId id,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    ) => PatchAsync(id, "Merge", tags, cancellationToken);

    /// <summary>Removes tags that have these values; others are unchanged.</summary>
    public Task RemoveAsync(
        ResourceId id,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    ) => PatchAsync(id, "Delete", tags, cancellationToken);

    private async Task PatchAsync(
        ResourceId id,
        string operation,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        ArmCall call = Call("change", RequestMethod.Patch, id) with
        {
            Body = new JsonObject
            {
                ["operation"] = operation,
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
