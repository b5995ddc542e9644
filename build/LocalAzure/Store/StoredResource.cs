using System.Text.Json.Nodes;

namespace LocalAzure.Store;

/// <summary>
/// A document. The body is what clients see; <see cref="Hidden"/> is only for the server. Both are immutable: change a copy
/// and store it.
/// </summary>
internal sealed record StoredResource(string Id, string Type, JsonObject Body, JsonObject? Hidden = null)
{
    public string Key { get; } = Id.ToLowerInvariant();

    public string Name => Id[(Id.LastIndexOf('/') + 1)..];
}
