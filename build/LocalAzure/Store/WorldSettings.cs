using System.Text.Json.Nodes;

namespace LocalAzure.Store;

/// <summary>The sections of the world that are not resources: quotas, sizes, images, agreements.</summary>
internal static class WorldSettings
{
    /// <summary>Replaces a section.</summary>
    public static void Put(ResourceStore store, string name, JsonNode value) =>
        store.Put(new StoredResource($"~world/{name}", "~world", new JsonObject { ["value"] = value.DeepClone() }));

    /// <summary>A section; empty when the world does not have it.</summary>
    public static JsonNode? Section(ResourceStore store, string name) => store.Find($"~world/{name}")?.Body["value"];
}
