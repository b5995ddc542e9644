namespace Jumpbox.Cleaning;

/// <summary>What is in a resource group, as far as it can be known.</summary>
/// <param name="Resources">The resources that were shown.</param>
/// <param name="Locks">The ids of the locks on the group and on what is in it.</param>
/// <param name="Unknown">Why there may be more than was shown; null when that was all.</param>
public sealed record GroupContents(
    IReadOnlyList<(string Id, string Type)> Resources,
    IReadOnlyList<string> Locks,
    string? Unknown
)
{
    /// <summary>What is noted in place of a deletion that reasons speak against; null without any.</summary>
    /// <param name="id">What was to be deleted.</param>
    /// <param name="reasons">The reasons; where contents are unknown the deletion has failed, for nobody knows whether it may be done.</param>
    public CleanedItem? Stays(string id, IReadOnlyList<string> reasons) =>
        Together(reasons) is { } all
            ? new CleanedItem(id, Unknown is null ? CleanedOutcome.Left : CleanedOutcome.Failed, all)
            : null;

    /// <summary>Several reasons as one; null without any.</summary>
    /// <param name="reasons">The reasons.</param>
    public static string? Together(IReadOnlyList<string> reasons)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        return reasons.Count == 0 ? null : string.Join("; ", reasons);
    }

    /// <summary>Why nobody may delete the group for what is in it; null when nothing stands against it.</summary>
    /// <param name="mayHold">Whether a resource may be in it, by type and name.</param>
    /// <param name="what">What the group should hold only, for the reason.</param>
    public IEnumerable<string> Objections(Func<string, string, bool> mayHold, string what)
    {
        if (Unknown is { } why)
        {
            yield return $"its contents are not known: {why}";
        }
        string[] foreign =
        [
            .. Resources
                .Where(resource => !mayHold(resource.Type, resource.Id[(resource.Id.LastIndexOf('/') + 1)..]))
                .Select(resource => resource.Id),
        ];
        if (foreign.Length > 0)
        {
            string more = foreign.Length > 1 ? $" and {foreign.Length - 1} more" : "";
            yield return $"it holds {foreign[0]}{more}, {what}";
        }
        if (Locks.Count > 0)
        {
            yield return $"it is locked by {Locks[0]}";
        }
    }
}
