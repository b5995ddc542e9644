namespace Jumpbox.Cleaning;

/// <summary>The contents of a resource group, as far as they can be listed.</summary>
/// <param name="Resources">The listed resources.</param>
/// <param name="Locks">The ids of the locks on the group and its contents.</param>
/// <param name="Unknown">Why the list may be incomplete; null when it is complete.</param>
public sealed record GroupContents(
    IReadOnlyList<(string Id, string Type)> Resources,
    IReadOnlyList<string> Locks,
    string? Unknown
)
{
    /// <summary>Returns what is recorded instead of a deletion, if there are reasons against it; null otherwise.</summary>
    /// <param name="id">The resource to delete.</param>
    /// <param name="reasons">
    /// The reasons; unknown contents count as a failed deletion, since it cannot be shown to be safe.
    /// </param>
    public CleanedItem? Stays(string id, IReadOnlyList<string> reasons) =>
        Together(reasons) is { } all
            ? new CleanedItem(id, Unknown is null ? CleanedOutcome.Left : CleanedOutcome.Failed, all)
            : null;

    /// <summary>Joins several reasons; null without any.</summary>
    /// <param name="reasons">The reasons.</param>
    public static string? Together(IReadOnlyList<string> reasons) =>
        reasons.Count == 0 ? null : string.Join("; ", reasons);

    /// <summary>Why the group must not be deleted; null when nothing prevents it.</summary>
    /// <param name="mayHold">Whether a resource may be in it, by type and name.</param>
    /// <param name="what">What is wrong with other resources, for the reason.</param>
    public IEnumerable<string> Objections(Func<string, string, bool> mayHold, string what)
    {
        if (Unknown is { } why)
        {
            yield return $"its contents are unknown: {why}";
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
            yield return $"it contains {foreign[0]}{more}, {what}";
        }
        if (Locks.Count > 0)
        {
            yield return $"it is locked by {Locks[0]}";
        }
    }
}
