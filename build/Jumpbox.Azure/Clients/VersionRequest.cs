using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Clients;

/// <summary>A gallery image version to create from a managed image or another version.</summary>
/// <param name="Location">Its home region, which must be a target and have the source.</param>
/// <param name="SourceId">The id of the managed image or version.</param>
/// <param name="Targets">The regions that it is replicated to.</param>
/// <param name="Tags">Its tags.</param>
internal sealed record VersionRequest(
    string Location,
    string SourceId,
    IReadOnlyList<TargetRegion> Targets,
    IReadOnlyDictionary<string, string> Tags
)
{
    /// <summary>Whether it is excluded from <c>latest</c>.</summary>
    public bool ExcludeFromLatest { get; init; } = true;

    /// <summary>Whether it is kept until the end of its life.</summary>
    public bool BlockDeletion { get; init; }

    /// <summary>Whether regions can be removed from it.</summary>
    public bool AllowDeletionOfLocations { get; init; } = true;

    internal JsonObject ToJson() =>
        new()
        {
            ["location"] = Location,
            ["tags"] = JsonWriting.Tags(Tags),
            ["properties"] = new JsonObject
            {
                ["publishingProfile"] = new JsonObject
                {
                    ["targetRegions"] = new JsonArray([.. Targets.Select(target => target.ToJson())]),
                    ["excludeFromLatest"] = ExcludeFromLatest,
                },
                ["safetyProfile"] = new JsonObject
                {
                    ["allowDeletionOfReplicatedLocations"] = AllowDeletionOfLocations,
                    ["blockDeletionBeforeEndOfLife"] = BlockDeletion,
                },
                ["storageProfile"] = new JsonObject { ["source"] = new JsonObject { ["id"] = SourceId } },
            },
        };
}
