namespace Jumpbox.Evidence;

/// <summary>The commit that a run starts from.</summary>
/// <param name="Commit">The commit's id as 40 hex digits, or <c>unknown</c> outside a Git checkout.</param>
/// <param name="Dirty">Whether the working tree differs from the commit; true outside a checkout.</param>
public sealed record Revision(string Commit, bool Dirty)
{
    /// <summary>The revision of a folder outside a Git checkout.</summary>
    public static Revision Unknown { get; } = new("unknown", true);
}
