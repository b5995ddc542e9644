using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;
using RegionNames = LocalAzure.Resources.Regions;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// The copies of a gallery image version by region, in the hidden part of its document: a start and an end on the server's
/// clock, so that progress needs no events. A region that failed is tried again by the next PUT; the others stay usable.
/// Source: azure-rest-api-specs, Compute/Gallery/models.tsp, ReplicationStatus; Azure/azure-cli#15539.
/// </summary>
internal static class Replication
{
    private const string Member = "replication";

    /// <summary>Plans the copies of the document's target regions; finished and running ones are kept.</summary>
    public static void Plan(
        JsonObject document,
        JsonObject hidden,
        DateTimeOffset now,
        TimeSpan duration,
        Func<string, bool> fails
    )
    {
        JsonObject? before = hidden[Member].Object();
        string home = document["location"].Text() ?? "";
        JsonObject planned = [];
        foreach (string region in Regions(document))
        {
            planned[region] =
                before?[region] is JsonObject known && known["failed"].Flag() != true
                    ? known.DeepClone()
                    : new JsonObject
                    {
                        ["from"] = now.UtcTicks,
                        ["until"] = (now + (region == home ? duration / 2 : duration)).UtcTicks,
                        ["failed"] = fails(region),
                    };
        }
        hidden[Member] = planned;
    }

    /// <summary>When the last copy ends.</summary>
    public static DateTimeOffset EndOf(StoredResource version) =>
        Copies(version)
            .Select(copy => new DateTimeOffset(Ticks(copy.Value, "until"), TimeSpan.Zero))
            .DefaultIfEmpty(DateTimeOffset.MinValue)
            .Max();

    /// <summary>The regions whose copy has ended with a failure.</summary>
    public static IReadOnlyList<string> FailedIn(StoredResource version, DateTimeOffset now) =>
        [.. Copies(version).Where(copy => StateOf(copy.Value, now) == "Failed").Select(copy => copy.Key)];

    /// <summary>Whether machines of a region can be created from the version.</summary>
    public static bool IsIn(StoredResource version, string region, DateTimeOffset now)
    {
        string name = RegionNames.Normalize(region);
        JsonObject? copies = version.Hidden?[Member].Object();
        return copies is null
            ? Regions(version.Body).Contains(name)
            : copies[name] is JsonObject copy && IsCompleted(copy, now);
    }

    private static bool IsCompleted(JsonObject copy, DateTimeOffset now)
    {
        string state = StateOf(copy, now);
        if (state == "Replicating")
        {
            Foresight.Awaits();
        }
        return state == "Completed";
    }

    /// <summary>The property <c>replicationStatus</c>, which only <c>$expand=ReplicationStatus</c> shows.</summary>
    public static JsonObject Status(StoredResource version, DateTimeOffset now)
    {
        List<JsonObject> summary =
        [
            .. Regions(version.Body)
                .Select(region => Line(region, version.Hidden?[Member].Object()?[region] as JsonObject, now)),
        ];
        string[] states = [.. summary.Select(line => line["state"].Text() ?? "")];
        return new JsonObject
        {
            ["aggregatedState"] =
                states.Length == 0 ? "Unknown"
                : states.Contains("Replicating") ? "InProgress"
                : states.Contains("Failed") ? "Failed"
                : "Completed",
            ["summary"] = new JsonArray([.. summary]),
        };
    }

    /// <summary>The short names of a document's target regions.</summary>
    public static IEnumerable<string> Regions(JsonObject document) =>
        document
            .At("properties", "publishingProfile", "targetRegions")
            .Items()
            .Select(region => RegionNames.Normalize(region["name"].Text() ?? ""));

    private static JsonObject Line(string region, JsonObject? copy, DateTimeOffset now)
    {
        string state = copy is null ? "Completed" : StateOf(copy, now);
        return new JsonObject
        {
            // As the service spells it, with spaces.
            ["region"] =
                RegionNames.DisplayNames.FirstOrDefault(name => RegionNames.Normalize(name) == region) ?? region,
            ["state"] = state,
            ["progress"] = state == "Completed" ? 100 : Progress(copy!, now),
            ["details"] =
                state == "Failed"
                    ? "Replication failed in this region due to 'An internal error occurred while copying the image.'"
                    : "",
        };
    }

    private static int Progress(JsonObject copy, DateTimeOffset now)
    {
        long from = Ticks(copy, "from");
        long whole = Math.Max(1, Ticks(copy, "until") - from);
        return (int)Math.Clamp((now.UtcTicks - from) * 100 / whole, 0, 99);
    }

    private static string StateOf(JsonObject copy, DateTimeOffset now) =>
        now.UtcTicks < Ticks(copy, "until") ? "Replicating"
        : copy["failed"].Flag() == true ? "Failed"
        : "Completed";

    private static IEnumerable<(string Key, JsonObject Value)> Copies(StoredResource version) =>
        (version.Hidden?[Member].Object() ?? [])
            .Where(copy => copy.Value is JsonObject)
            .Select(copy => (copy.Key, (JsonObject)copy.Value!));

    private static long Ticks(JsonObject copy, string name) =>
        long.Parse(copy[name]!.ToJsonString(), CultureInfo.InvariantCulture);
}
