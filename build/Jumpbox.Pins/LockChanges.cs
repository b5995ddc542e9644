using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>The differences between two locks.</summary>
internal static class LockChanges
{
    /// <summary>What the change of the archive's snapshot is called.</summary>
    public const string Snapshot = "apt snapshot";

    public static IEnumerable<ToolChange> Between(
        ToolLock before,
        ToolLock after,
        IReadOnlyList<ToolResolution> resolutions
    )
    {
        foreach (LockedTool tool in after.Tools)
        {
            LockedTool? old = before.Find(tool.Name);
            if (old is null || !Same(old, tool, before))
            {
                string? page = resolutions.FirstOrDefault(resolution => resolution.Tool.Name == tool.Name)?.Page;
                yield return new ToolChange(tool.Name, old?.Version, tool.Version, page);
            }
        }
        foreach (LockedTool gone in before.Tools.Where(tool => after.Find(tool.Name) is null))
        {
            yield return new ToolChange(gone.Name, gone.Version, null, null);
        }
        foreach (LockedBaseImage image in after.BaseImages)
        {
            LockedBaseImage? old = before.FindBaseImage(image.Publisher, image.Offer, image.Sku);
            if (image != old)
            {
                yield return new ToolChange($"base image {image.Offer}/{image.Sku}", old?.Version, image.Version, null);
            }
        }
        if (before.AptSnapshot != after.AptSnapshot)
        {
            yield return new ToolChange(Snapshot, before.AptSnapshot, after.AptSnapshot, null);
        }
    }

    // Lists in a record compare by reference, canonical bytes by value.
    private static bool Same(LockedTool left, LockedTool right, ToolLock frame) =>
        (frame with { Tools = [left] }).ToBytes().AsSpan().SequenceEqual((frame with { Tools = [right] }).ToBytes());
}
