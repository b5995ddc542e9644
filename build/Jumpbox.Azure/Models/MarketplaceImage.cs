namespace Jumpbox.Azure;

/// <summary>One version of a marketplace image in a region.</summary>
/// <param name="Version">The version.</param>
/// <param name="HyperVGeneration">V1 or V2.</param>
/// <param name="Architecture">x64 or Arm64.</param>
/// <param name="State">Active, ScheduledForDeprecation or Deprecated.</param>
/// <param name="DeprecationDate">When it goes or went; null when nobody said.</param>
/// <param name="PlanName">The purchase plan; null when there is none.</param>
public sealed record MarketplaceImage(
    string Version,
    string HyperVGeneration,
    string Architecture,
    string State,
    DateTimeOffset? DeprecationDate,
    string? PlanName
);
