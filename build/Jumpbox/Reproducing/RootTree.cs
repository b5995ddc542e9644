namespace Jumpbox.Reproducing;

/// <summary>All entries of a root file system that belong to the image, sorted by path.</summary>
/// <param name="Entries">The entries, by the ordinal order of their paths, each path once.</param>
/// <param name="NotSeen">What could not be looked at, each a path with its reason or a sentence.</param>
public sealed record RootTree(IReadOnlyList<TreeEntry> Entries, IReadOnlyList<string> NotSeen)
{
    /// <summary>Why nothing can be said about the whole tree; empty if every file was read.</summary>
    public IReadOnlyList<string> Unknown =>
        [
            .. NotSeen,
            .. Entries.Where(entry => entry.IsUnread).Select(entry => $"{entry.Path}: its bytes could not be read"),
        ];
}
