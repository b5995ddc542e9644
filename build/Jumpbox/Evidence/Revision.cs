namespace Jumpbox.Evidence;

/// <summary>The commit that a run starts from.</summary>
/// <param name="Commit">The commit's id as 40 hex digits, or <c>unknown</c> outside a Git checkout.</param>
/// <param name="Dirty">Whether the working tree differs from the commit; true outside a checkout.</param>
public sealed record Revision(string Commit, bool Dirty)
{
    /// <summary>The revision of a folder outside a Git checkout.</summary>
    public static Revision Unknown { get; } = new("unknown", true);

    /// <summary>
    /// Reads what <c>git status --porcelain=v2 --branch</c> prints: header lines that begin with <c>#</c>, then a line for each file
    /// that differs. Source: git-scm.com/docs/git-status. A repository without a commit has <c>(initial)</c> in place of an id.
    /// </summary>
    /// <param name="status">The output.</param>
    public static Revision OfStatus(string status)
    {
        const string Head = "# branch.oid ";
        string[] lines = status.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string? commit = lines.FirstOrDefault(line => line.StartsWith(Head, StringComparison.Ordinal))?[Head.Length..];
        return commit is null or "(initial)" ? Unknown : new Revision(commit, lines.Any(line => !line.StartsWith('#')));
    }
}
