namespace Build.Scaffold;

/// <summary>A file of a user's repository.</summary>
/// <param name="Path">Relative to the repository, with forward slashes.</param>
/// <param name="Text">Its content.</param>
internal sealed record ScaffoldFile(string Path, string Text)
{
    /// <summary>Whether a shell runs it.</summary>
    public bool IsExecutable => Path.EndsWith(".sh", StringComparison.Ordinal);
}
