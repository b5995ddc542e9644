using Jumpbox.Settings;

namespace Jumpbox.Azure;

/// <summary>An image definition in a compute gallery.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Location">Its region.</param>
/// <param name="OsType">Linux or Windows.</param>
/// <param name="HyperVGeneration">V1 or V2.</param>
/// <param name="Architecture">x64 or Arm64; null when Azure does not say, which means x64.</param>
/// <param name="SecurityType">The feature SecurityType, for example <c>TrustedLaunchSupported</c>; null when not set.</param>
public sealed record GalleryImage(
    ResourceId Id,
    string Location,
    string OsType,
    string HyperVGeneration,
    string? Architecture,
    string? SecurityType
);
