using Jumpbox.Reproducing;

namespace Jumpbox.Rehearsal;

/// <summary>Compares two root file systems while both still exist, so that differing texts can be read.</summary>
internal static class RootComparison
{
    // A root that differs everywhere needs no more to see why.
    private const int MostTexts = 50;

    public static async Task<IReadOnlyList<TreeDifference>> OfAsync(
        RehearsedRoot first,
        RehearsedRoot second,
        CancellationToken cancellationToken
    )
    {
        RootTree one = first.Result.Tree!;
        RootTree other = second.Result.Tree!;
        Dictionary<string, TreeEntry> entries = one.Entries.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        List<TreeDifference> differences = [];
        int texts = 0;
        foreach (TreeDifference difference in TreeComparison.Differences(one, other, first.Result.Epoch))
        {
            // What only root may read may be a secret, and the output is an artifact of a pipeline.
            bool shown = difference.Kind == "content" && entries[difference.Path].IsPublic && texts++ < MostTexts;
            differences.Add(
                shown
                    ? difference with
                    {
                        Lines = await LinesAsync(first.Sandbox, second.Sandbox, difference.Path, cancellationToken),
                    }
                    : difference
            );
        }
        return differences;
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(
        ISandbox first,
        ISandbox second,
        string path,
        CancellationToken cancellationToken
    )
    {
        byte[]? one = await TreeReader.BytesAsync(first, path, cancellationToken);
        byte[]? other = await TreeReader.BytesAsync(second, path, cancellationToken);
        return one is null || other is null ? [] : TextDifference.Lines(one, other);
    }
}
