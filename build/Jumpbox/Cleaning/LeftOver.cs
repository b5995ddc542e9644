using System.Globalization;

namespace Jumpbox.Cleaning;

/// <summary>A resource that is no longer needed.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Id">Its id.</param>
/// <param name="Why">Why it is unused.</param>
/// <param name="Age">Its age; null if the cloud does not report it.</param>
/// <param name="Cost">The estimated cost.</param>
/// <param name="Stays">Why it stays anyway; null when the sweep may delete it.</param>
public sealed record LeftOver(LeftOverKind Kind, string Id, string Why, TimeSpan? Age, string Cost, string? Stays)
{
    /// <summary>Its age for display.</summary>
    public string AgeText =>
        Age is not { } age ? "age unknown"
        : age < TimeSpan.FromHours(2)
            ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:F0} minutes old")
        : age < TimeSpan.FromDays(2) ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:F0} hours old")
        : string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:F0} days old");
}
