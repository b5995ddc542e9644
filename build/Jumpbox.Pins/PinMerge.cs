using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>Merges a pin with a new resolution of the same version.</summary>
internal static class PinMerge
{
    /// <summary>
    /// Keeps earlier confirmations and adds new ones; drops third-party statements once the publisher confirms the
    /// digest.
    /// </summary>
    /// <param name="locked">The pin.</param>
    /// <param name="found">The new resolution, which is no step back (<see cref="StepsBack"/>).</param>
    public static LockedTool Merge(LockedTool locked, LockedTool found) =>
        found with
        {
            Commit = found.Commit ?? locked.Commit,
            Artifacts = [.. found.Artifacts.Select(file => Merge(locked, file))],
        };

    private static LockedArtifact Merge(LockedTool locked, LockedArtifact found)
    {
        if (locked.Counterpart(found) is not { } before)
        {
            return found;
        }
        IEnumerable<Verification> kept = before.Verified.Where(confirmation =>
            confirmation.Kind != VerificationKind.Stated
        );
        return found with
        {
            Size = found.Size ?? before.Size,
            Verified =
            [
                .. kept.Concat(found.Verified)
                    .DistinctBy(confirmation => (confirmation.Kind, confirmation.Source))
                    .OrderBy(confirmation => confirmation.Kind)
                    .ThenBy(confirmation => confirmation.Source, StringComparer.Ordinal),
            ],
        };
    }
}
