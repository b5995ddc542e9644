using Jumpbox.Settings;

namespace Jumpbox.Offers;

/// <summary>An image definition of a compute gallery.</summary>
/// <param name="Id">Its id.</param>
/// <param name="OsType">Linux or Windows.</param>
/// <param name="Generation">The Hyper-V generation, V1 or V2.</param>
/// <param name="Architecture">x64 or Arm64.</param>
/// <param name="SecurityType">The feature SecurityType, for example <c>TrustedLaunchSupported</c>; null when not set.</param>
public sealed record GalleryDefinition(
    ResourceId Id,
    string OsType,
    string Generation,
    string Architecture,
    string? SecurityType
)
{
    /// <summary>Its region, in which its versions are created; null if Azure does not report it.</summary>
    public string? Location { get; init; }

    /// <summary>Its features, by name, for example <c>IsHibernateSupported</c>.</summary>
    public IReadOnlyDictionary<string, string> Features { get; init; } = new Dictionary<string, string>();

    /// <summary>When its life ends; null without an end.</summary>
    public DateTimeOffset? EndOfLife { get; init; }
}
