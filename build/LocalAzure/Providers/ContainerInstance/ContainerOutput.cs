using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.ContainerInstance;

/// <summary>The output of a group's containers, in chunks below the group, so that it is deleted with the group.</summary>
internal static class ContainerOutput
{
    public const string Log = "~log";

    /// <summary>The part that is read after the log.</summary>
    public const string Validation = "~validation";

    private const string ChunkType = "~log";

    public static void Append(ResourceStore store, string groupId, string part, string text)
    {
        string below = $"{groupId}/{part}/";
        int number = store.Under(below).Count;
        store.Put(
            new StoredResource(
                $"{below}{number.ToString("D6", CultureInfo.InvariantCulture)}",
                ChunkType,
                new JsonObject { ["text"] = text }
            )
        );
    }

    /// <summary>Everything that the group's containers have written so far.</summary>
    public static string Read(ResourceStore store, string groupId) =>
        Read(store, groupId, Log) + Read(store, groupId, Validation);

    public static string Read(ResourceStore store, string groupId, string part) =>
        string.Concat(store.Under($"{groupId}/{part}/").Select(c => c.Body["text"].Text()));
}
