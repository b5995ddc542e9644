using System.Text.Json.Nodes;
using LocalAzure.Store;

namespace LocalAzure.Worlds;

/// <summary>The sections of the world that are no resources: quotas, sizes, images, agreements.</summary>
internal static class WorldSettings
{
    /// <summary>A section, empty when the world does not have it.</summary>
    public static JsonNode? Section(ResourceStore store, string name) => store.Find($"~world/{name}")?.Body["value"];
}
