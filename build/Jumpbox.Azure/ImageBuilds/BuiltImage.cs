using Jumpbox.Azure.Clients;
using Jumpbox.Settings;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>An image that was read back from Azure.</summary>
/// <param name="ImageId">The image or gallery version; null for a VHD.</param>
/// <param name="VhdAddress">The VHD's address without its signature; null for images.</param>
/// <param name="ExactBaseVersion">The version of the base image that was used; null if Azure does not report it.</param>
/// <param name="Started">When the build started; null when its template no longer exists.</param>
/// <param name="Finished">When the build ended; null when its template no longer exists.</param>
/// <param name="Outputs">The run outputs; empty when its template no longer exists.</param>
/// <param name="Tags">The image's tags; empty for a VHD.</param>
public sealed record BuiltImage(
    ResourceId? ImageId,
    string? VhdAddress,
    string? ExactBaseVersion,
    DateTimeOffset? Started,
    DateTimeOffset? Finished,
    IReadOnlyList<RunOutput> Outputs,
    IReadOnlyDictionary<string, string> Tags
)
{
    /// <summary>The size of the build VM; null when its template no longer exists or names none.</summary>
    public string? VmSize { get; init; }

    /// <summary>Whether its build timed out while Azure was still replicating it.</summary>
    public bool IsLate { get; init; }
}
