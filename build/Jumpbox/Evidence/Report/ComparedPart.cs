using System.Text.Json.Serialization;

namespace Jumpbox.Evidence.Report;

/// <summary>What two releases were compared by, for example their tools.</summary>
/// <param name="Id">A stable name in lower-case letters and dashes.</param>
/// <param name="Title">The heading.</param>
/// <param name="Changes">The differences; empty means none, unless <paramref name="Unknown"/> says otherwise.</param>
/// <param name="Unknown">Why nothing could be compared; null if it was.</param>
public sealed record ComparedPart(
    string Id,
    string Title,
    IReadOnlyList<ComparedChange> Changes,
    string? Unknown = null
)
{
    /// <summary>What is not in the comparison, or else worth knowing; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>What one of its differences is called before its name; empty if the name says it.</summary>
    [JsonIgnore]
    internal string Kind { get; init; } = "";
}
