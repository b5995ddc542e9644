namespace Jumpbox.Evidence;

/// <summary>The commit in the tag of a template and its image, marked if the working tree differed from it.</summary>
/// <param name="Commit">The commit's id, or <c>unknown</c>.</param>
/// <param name="Dirty">Whether the working tree differed from it.</param>
public sealed record SourceMark(string Commit, bool Dirty)
{
    private const string Changed = "-dirty";

    /// <summary>Reads a tag.</summary>
    /// <param name="tag">The tag's value.</param>
    public static SourceMark Parse(string tag) =>
        tag.EndsWith(Changed, StringComparison.Ordinal)
            ? new SourceMark(tag[..^Changed.Length], true)
            : new SourceMark(tag, false);

    /// <summary>The tag's value.</summary>
    public override string ToString() => Dirty ? Commit + Changed : Commit;
}
