using System.Text.Json.Nodes;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Rollouts;

/// <summary>What exists of a revision: a scale set with its instances, or single machines.</summary>
/// <param name="Revision">Its name.</param>
/// <param name="Set">The scale set; null for single machines.</param>
/// <param name="Resources">The resources that have its tags: the scale set, or the machines.</param>
internal sealed record FoundRevision(string Revision, ResourceId? Set, IReadOnlyList<ResourceId> Resources)
{
    /// <summary>The size and the number of instances of the scale set.</summary>
    public JsonObject? Sku { get; init; }

    /// <summary>The machines, each as Azure shows it.</summary>
    public IReadOnlyList<(ResourceId Id, JsonObject Body)> Machines { get; init; } = [];

    /// <summary>The resources with the tag of those that have machines which were closed to new sign-ins.</summary>
    public IReadOnlyList<ResourceId> Closed { get; init; } = [];

    /// <summary>Why it was given up; null if it was not.</summary>
    public string? Failed { get; init; }

    /// <summary>The image of its machines; null if that is unknown.</summary>
    public string? Image { get; init; }
}
