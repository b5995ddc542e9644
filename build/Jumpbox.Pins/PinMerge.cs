using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>Brings a pin and a fresh look at the same version together.</summary>
internal static class PinMerge
{
    /// <summary>Keeps what was confirmed before, adds what was confirmed now; word of mouth goes once the publisher has spoken.</summary>
    /// <exception cref="PinSourceException">The publisher offers other bytes than those that are pinned.</exception>
    public static LockedTool Merge(LockedTool locked, LockedTool found) =>
        found with
        {
            Commit = found.Commit ?? locked.Commit,
            Artifacts = [.. found.Artifacts.Select(file => Merge(locked, file))],
        };

    private static LockedArtifact Merge(LockedTool locked, LockedArtifact found)
    {
        LockedArtifact? before = locked.Artifacts.FirstOrDefault(file =>
            file.Architecture == found.Architecture && file.Suite == found.Suite
        );
        if (before is null)
        {
            return found;
        }
        if (before.Sha256 != found.Sha256)
        {
            throw new PinSourceException(
                $"{found.Url} is pinned with SHA-256 {before.Sha256}, but now {found.Sha256} is stated for it. "
                    + "A released file must not change: find out why before you take the pin out of the lock by hand."
            );
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
