namespace Jumpbox.Offers;

/// <summary>One version of a marketplace image in the region.</summary>
/// <param name="Version">The version.</param>
/// <param name="Generation">The Hyper-V generation, V1 or V2.</param>
/// <param name="Architecture">x64 or Arm64.</param>
/// <param name="State">Active, ScheduledForDeprecation or Deprecated.</param>
/// <param name="DeprecatesOn">When it is or was deprecated; null when not scheduled.</param>
/// <param name="Plan">The purchase plan, whose terms must be accepted; null when there is none.</param>
public sealed record BaseImageOffer(
    string Version,
    string Generation,
    string Architecture,
    string State,
    DateTimeOffset? DeprecatesOn,
    string? Plan
)
{
    /// <summary>The security type of a custom base image's definition; null for other base images.</summary>
    public string? SecurityType { get; init; }
}
