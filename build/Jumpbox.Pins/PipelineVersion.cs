using Semver;

namespace Jumpbox.Pins;

/// <summary>Whether the version of the pipeline that a repository pins is the newest that is known.</summary>
public static class PipelineVersion
{
    /// <summary>The finding about a pinned version.</summary>
    /// <param name="package">The name of the tool's package.</param>
    /// <param name="pinned">The version in the manifest.</param>
    /// <param name="running">The version of this program.</param>
    /// <param name="installed">The versions on this machine.</param>
    /// <param name="offered">The versions that the repository's package sources offer.</param>
    /// <returns>A note where a newer release is known; else nothing. Prereleases and texts that are no version do not count.</returns>
    public static IReadOnlyList<PinFinding> Findings(
        string package,
        string pinned,
        string running,
        IReadOnlyList<string> installed,
        IReadOnlyList<string> offered
    )
    {
        if (!SemVersion.TryParse(pinned, SemVersionStyles.Any, out SemVersion? current))
        {
            return [];
        }
        IEnumerable<(SemVersion Version, string Where)> newer =
        [
            .. Releases(offered, "your package sources offer"),
            .. Releases(installed, "this machine has"),
            .. Releases([running], "the running program is"),
        ];
        return
        [
            .. newer
                .Where(other => SemVersion.ComparePrecedence(other.Version, current) > 0)
                .OrderByDescending(other => other.Version, SemVersion.PrecedenceComparer)
                .Take(1)
                .Select(other =>
                    PinFinding.Note(
                        $"{package} {pinned}",
                        $"the pinned version is old: {other.Where} {other.Version}",
                        $"run dotnet tool update {package}, then Check and Plan, and commit dotnet-tools.json"
                    )
                ),
        ];
    }

    private static IEnumerable<(SemVersion Version, string Where)> Releases(IEnumerable<string> texts, string where)
    {
        foreach (string text in texts)
        {
            if (SemVersion.TryParse(text, SemVersionStyles.Any, out SemVersion? version) && version.IsRelease)
            {
                yield return (version, where);
            }
        }
    }
}
