using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>A version of an image in a compute gallery.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Location">Its home region.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="ProvisioningState">For example <c>Succeeded</c>.</param>
/// <param name="SourceId">The image or VM that it was made from; null if Azure does not report it.</param>
/// <param name="Regions">The regions that it is replicated to.</param>
/// <param name="Published">When it was published.</param>
/// <param name="ExcludedFromLatest">Whether who asks for the latest version never gets this one.</param>
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
    /// <summary>The regions in which who asks for the latest version may get this one.</summary>
    public IReadOnlyList<string> OfferedIn { get; init; } = [];
}
