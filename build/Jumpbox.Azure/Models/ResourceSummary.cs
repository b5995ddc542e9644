namespace Jumpbox.Azure;

/// <summary>A resource as a list shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Location">Its region; empty for global ones.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Created">When it was made; null where Azure does not say.</param>
public sealed record ResourceSummary(
    string Id,
    string Type,
    string Location,
    IReadOnlyDictionary<string, string> Tags,
    DateTimeOffset? Created
);
