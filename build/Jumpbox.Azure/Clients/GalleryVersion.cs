using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>An image version in a compute gallery.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Location">Its home region.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="ProvisioningState">For example <c>Succeeded</c>.</param>
/// <param name="SourceId">The source image, version or VM; null if Azure does not report it.</param>
/// <param name="Targets">The regions that it is replicated to.</param>
/// <param name="Published">When it was published.</param>
/// <param name="ExcludedFromLatest">Whether it is excluded from <c>latest</c>, except where a region overrides it.</param>
internal sealed record GalleryVersion(
    ResourceId Id,
    string Location,
    IReadOnlyDictionary<string, string> Tags,
    string ProvisioningState,
    string? SourceId,
    IReadOnlyList<TargetRegion> Targets,
    DateTimeOffset? Published,
    bool ExcludedFromLatest
)
{
    /// <summary>The short names of the regions that it is replicated to.</summary>
    public IReadOnlyList<string> Regions => [.. Targets.Select(target => target.Name)];

    /// <summary>The regions in which <c>latest</c> may be this version.</summary>
    public IReadOnlyList<string> OfferedIn =>
        [.. Targets.Where(target => !(target.ExcludedFromLatest ?? ExcludedFromLatest)).Select(target => target.Name)];

    /// <summary>When its life ends; null without an end.</summary>
    public DateTimeOffset? EndOfLife { get; init; }

    /// <summary><c>Full</c> or <c>Shallow</c>.</summary>
    public string ReplicationMode { get; init; } = "Full";

    /// <summary>Whether it cannot be deleted before the end of its life.</summary>
    public bool BlocksDeletion { get; init; }

    /// <summary>The size of its OS disk in GB; null if Azure does not report it.</summary>
    public long? SizeGB { get; init; }

    /// <summary>Whether regions can be removed; null if Azure does not report it.</summary>
    public bool? AllowsDeletionOfLocations { get; init; }

    /// <summary>Whether customer-managed keys encrypt it; then it cannot be the source of another version.</summary>
    public bool IsEncrypted => Targets.Any(target => target.EncryptionSetId is not null);

    /// <summary>The copies by region; empty unless it was read with its replication.</summary>
    public IReadOnlyList<RegionReplication> Replication { get; init; } = [];

    /// <summary>The SHA-256 of its content; null when unknown.</summary>
    public string? ContentHash => Tags.GetValueOrDefault(TagNames.ContentHash);

    /// <summary>Its number, which orders versions; null for a name of another form.</summary>
    public Version? Number => Version.TryParse(Id.Name, out Version? number) ? number : null;
}
