using System.Text.Json.Serialization;

namespace Jumpbox.Evidence.Report;

/// <summary>One difference between two releases.</summary>
/// <param name="Name">What differs.</param>
/// <param name="Before">Its value in the earlier one; null if it was added.</param>
/// <param name="After">Its value in the later one; null if it was removed.</param>
public sealed record ComparedChange(string Name, string? Before, string? After)
{
    /// <summary><c>added</c>, <c>removed</c> or <c>changed</c>.</summary>
    [JsonIgnore]
    public string Word =>
        Before is null ? "added"
        : After is null ? "removed"
        : "changed";

    /// <summary>The value, or the values with an arrow between them.</summary>
    [JsonIgnore]
    public string Text =>
        Before is null ? After ?? ""
        : After is null ? Before
        : $"{Before} → {After}";
}
