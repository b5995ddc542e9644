using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>An image version in a compute gallery.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Location">Its home region.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="ProvisioningState">For example <c>Succeeded</c>.</param>
/// <param name="SourceId">The source image or VM; null if Azure does not report it.</param>
/// <param name="Regions">The regions that it is replicated to.</param>
/// <param name="Published">When it was published.</param>
/// <param name="ExcludedFromLatest">Whether it is excluded from <c>latest</c>.</param>
internal sealed record GalleryVersion(
    ResourceId Id,
    string Location,
    IReadOnlyDictionary<string, string> Tags,
    string ProvisioningState,
    string? SourceId,
    IReadOnlyList<string> Regions,
    DateTimeOffset? Published,
    bool ExcludedFromLatest
)
{
    /// <summary>The regions in which <c>latest</c> may be this version.</summary>
    public IReadOnlyList<string> OfferedIn { get; init; } = [];
}
