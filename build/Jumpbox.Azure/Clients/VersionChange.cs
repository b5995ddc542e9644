using System.Globalization;
using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Clients;

/// <summary>
/// A change of a gallery image version, applied to what was just read: Azure replaces the whole list of regions, so a writer
/// with an older list would remove the regions of others. What is null is unchanged.
/// </summary>
internal sealed record VersionChange
{
    /// <summary>Whether the version is excluded from <c>latest</c>.</summary>
    public bool? ExcludeFromLatest { get; init; }

    /// <summary>When its life ends.</summary>
    public DateTimeOffset? EndOfLife { get; init; }

    /// <summary>Whether it is kept until the end of its life.</summary>
    public bool? BlockDeletion { get; init; }

    /// <summary>Whether regions can be removed from it.</summary>
    public bool? AllowDeletionOfLocations { get; init; }

    /// <summary>Regions to add, or to change in number of replicas and exclusion.</summary>
    public IReadOnlyList<TargetRegion> Regions { get; init; } = [];

    /// <summary>Regions to remove.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Whether each region's own exclusion is removed, so that <see cref="ExcludeFromLatest"/> holds everywhere.</summary>
    public bool SameEverywhere { get; init; }

    /// <summary>Applies the change.</summary>
    /// <param name="body">The version as Azure returned it.</param>
    /// <returns>The body to send, and whether it differs from what was read.</returns>
    internal (JsonObject Body, bool Differs) ApplyTo(JsonObject body)
    {
        JsonObject properties = body["properties"]?.DeepClone() as JsonObject ?? [];
        // Like the Azure CLI: writes back what was read, without read-only properties.
        foreach (string name in new[] { "provisioningState", "replicationStatus", "validationsProfile" })
        {
            properties.Remove(name);
        }
        JsonObject profile = Ensure(properties, "publishingProfile");
        profile.Remove("publishedDate");
        foreach (string name in new[] { "reportedForPolicyViolation", "policyViolations" })
        {
            (properties["safetyProfile"] as JsonObject)?.Remove(name);
        }
        string before = properties.ToJsonString();
        Set(profile, "excludeFromLatest", ExcludeFromLatest, false);
        string? end = EndOfLife?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (
            end is not null
            && profile.Moment("endOfLifeDate") != DateTimeOffset.Parse(end, CultureInfo.InvariantCulture)
        )
        {
            profile["endOfLifeDate"] = end;
        }
        if (BlockDeletion is not null || AllowDeletionOfLocations is not null)
        {
            JsonObject safety = properties["safetyProfile"] as JsonObject ?? [];
            Set(safety, "blockDeletionBeforeEndOfLife", BlockDeletion, false);
            Set(safety, "allowDeletionOfReplicatedLocations", AllowDeletionOfLocations, true);
            if (safety is { Count: > 0, Parent: null })
            {
                properties["safetyProfile"] = safety;
            }
        }
        ChangeRegions(profile);
        JsonObject sent = new()
        {
            ["location"] = body["location"]?.DeepClone(),
            ["tags"] = body["tags"]?.DeepClone() ?? new JsonObject(),
            ["properties"] = properties,
        };
        return (sent, before != properties.ToJsonString());
    }

    private void ChangeRegions(JsonObject profile)
    {
        if (profile["targetRegions"] is not JsonArray list)
        {
            profile["targetRegions"] = list = [];
        }
        foreach (JsonObject gone in list.OfType<JsonObject>().Where(IsGone).ToArray())
        {
            list.Remove(gone);
        }
        if (SameEverywhere)
        {
            foreach (JsonObject region in list.OfType<JsonObject>())
            {
                region.Remove("excludeFromLatest");
            }
        }
        foreach (TargetRegion wanted in Regions)
        {
            JsonObject? region = list.OfType<JsonObject>().FirstOrDefault(one => IsNamed(one, wanted.Name));
            if (region is null)
            {
                list.Add(wanted.ToJson());
                continue;
            }
            if (wanted.Replicas is { } count && region.Number("regionalReplicaCount") != count)
            {
                region["regionalReplicaCount"] = count;
            }
            // A region is excluded by its own setting, which outlasts the version's: a release changes only that.
            bool inherited = wanted.ExcludedFromLatest == false && (profile.Flag("excludeFromLatest") ?? false);
            Set(region, "excludeFromLatest", wanted.ExcludedFromLatest, inherited);
        }
    }

    private bool IsGone(JsonObject region) => Without.Any(name => IsNamed(region, name));

    private static bool IsNamed(JsonObject region, string name) => Naming.Regions.Same(region.Text("name") ?? "", name);

    // Azure may leave out what is its default.
    private static void Set(JsonObject json, string name, bool? value, bool fallback)
    {
        if (value is { } flag && (json.Flag(name) ?? fallback) != flag)
        {
            json[name] = flag;
        }
    }

    private static JsonObject Ensure(JsonObject json, string name)
    {
        if (json[name] is not JsonObject inner)
        {
            json[name] = inner = [];
        }
        return inner;
    }
}
