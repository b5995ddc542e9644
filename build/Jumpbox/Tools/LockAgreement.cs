using Jumpbox.Settings;
using Semver;

namespace Jumpbox.Tools;

/// <summary>Compares the lock with the catalogue: the pins must be what the catalogue would download.</summary>
public static class LockAgreement
{
    /// <summary>Finds everything in the lock that does not match the catalogue.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="toolLock">The lock.</param>
    /// <param name="settings">The settings, whose tools must be pinned; null means those of the smallest bundle.</param>
    /// <returns>The problems; empty if the two match.</returns>
    public static IReadOnlyList<PinProblem> Problems(
        ToolCatalogue catalogue,
        ToolLock toolLock,
        JumpboxSettings? settings = null
    )
    {
        List<PinProblem> problems =
        [
            .. Unpinned(catalogue, toolLock)
                .Where(tool => IsRequired(tool, settings))
                .Select(tool => new PinProblem($"tools.{tool.Name}", null, "a pin; run --target=Update")),
        ];
        foreach (LockedTool locked in toolLock.Tools)
        {
            if (catalogue.Find(locked.Name) is { } tool)
            {
                Compare(tool, locked, problems);
                continue;
            }
            problems.Add(
                new PinProblem(
                    $"tools.{locked.Name}",
                    locked.Version,
                    "a tool of the catalogue; run --target=Update to remove it"
                )
            );
        }
        return problems;
    }

    /// <summary>The tools of the catalogue that the lock does not have; <c>Update</c> pins them where they are selected.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="toolLock">The lock.</param>
    public static IEnumerable<ToolDefinition> Unpinned(ToolCatalogue catalogue, ToolLock toolLock) =>
        catalogue.Tools.Where(tool => toolLock.Find(tool.Name) is null);

    /// <summary>Whether a tool must be pinned: it is selected, or in no bundle that could be.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="settings">The settings; null means those of the smallest bundle.</param>
    public static bool IsRequired(ToolDefinition tool, JumpboxSettings? settings) =>
        settings?.Tools.GetValueOrDefault(tool.Name, tool.Bundle is null || tool.Bundle <= settings.Bundle)
        ?? tool.Bundle is null;

    private static void Compare(ToolDefinition tool, LockedTool locked, List<PinProblem> problems)
    {
        string path = $"tools.{locked.Name}";
        if (
            !SemVersion.TryParse(locked.Version, SemVersionStyles.Any, out SemVersion? version)
            || !Allowed(tool, version)
        )
        {
            problems.Add(new PinProblem($"{path}.version", locked.Version, $"a version within {tool.Constraint}"));
        }
        if (locked.Tag != tool.TagOf(locked.Version))
        {
            problems.Add(new PinProblem($"{path}.tag", locked.Tag, tool.TagOf(locked.Version)));
        }
        foreach (LockedArtifact file in locked.Artifacts)
        {
            Compare(tool, locked, file, $"{path}.{file.Architecture}", problems);
        }
    }

    private static void Compare(
        ToolDefinition tool,
        LockedTool locked,
        LockedArtifact file,
        string path,
        List<PinProblem> problems
    )
    {
        if (tool.Apt is { } apt)
        {
            string version = apt.VersionIn(locked.Version, file.Suite ?? "");
            if (file.PackageVersion != version)
            {
                problems.Add(new PinProblem($"{path}.packageVersion", file.PackageVersion, version));
            }
            if (!file.Url.StartsWith(apt.Repository + "/", StringComparison.Ordinal))
            {
                problems.Add(new PinProblem($"{path}.url", file.Url, $"a URL below {apt.Repository}/"));
            }
        }
        else if (!tool.Architectures.ContainsKey(file.Architecture))
        {
            problems.Add(
                new PinProblem($"{path}.architecture", file.Architecture, string.Join(" or ", tool.Architectures.Keys))
            );
        }
        else if (file.Url != tool.UrlOf(locked.Version, file.Architecture))
        {
            problems.Add(new PinProblem($"{path}.url", file.Url, tool.UrlOf(locked.Version, file.Architecture)));
        }
    }

    private static bool Allowed(ToolDefinition tool, SemVersion version) =>
        SemVersionRange.TryParseNpm(tool.Constraint, includeAllPrerelease: tool.Prereleases, out SemVersionRange? range)
        && range.Contains(version);
}
