using System.Text.Json.Nodes;

namespace LocalAzure.Store;

/// <summary>
/// One document. The body is what clients see; <see cref="Hidden"/> is what only the server knows. Both are never
/// changed in place: change a copy and put it.
/// </summary>
internal sealed record StoredResource(string Id, string Type, JsonObject Body, JsonObject? Hidden = null)
{
    public string Key { get; } = Id.ToLowerInvariant();

    public string Name => Id[(Id.LastIndexOf('/') + 1)..];
}
