using Jumpbox.Boundaries;

namespace Build.Scaffold;

/// <summary>What became of a repository's files.</summary>
/// <param name="Folder">The repository's root.</param>
/// <param name="Created">Paths of files that were written.</param>
/// <param name="Kept">Paths of files that already existed with another content, and were not changed.</param>
/// <param name="Unchanged">Paths of files that already existed with the same content.</param>
internal sealed record ScaffoldResult(
    string Folder,
    IReadOnlyList<string> Created,
    IReadOnlyList<string> Kept,
    IReadOnlyList<string> Unchanged
)
{
    /// <summary>The result in lines, with the next command.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (string path in Created)
        {
            yield return $"created    {path}";
        }
        foreach (string path in Kept)
        {
            yield return $"kept       {path} (it already exists and differs; delete it to get the new one)";
        }
        yield return $"{Created.Count} created, {Kept.Count} kept, {Unchanged.Count} unchanged in {Folder}.";
        yield return $"Next: cd {ShellWord.Quote(Folder)} && git init && git add --all && git commit -m 'Start' && ./build.sh --target=Build";
    }
}
