using Build.Run;
using Jumpbox.Tools;

namespace Build.Scaffold;

/// <summary>Which files a user's repository has at the beginning, and where each comes from.</summary>
internal static class ScaffoldFiles
{
    // Shipped files, and their names in the repository. Those with a leading dot would count in the folder scaffold itself.
    private static readonly (string From, string To)[] Copied =
    [
        ("scaffold/README.md", "README.md"),
        ("scaffold/build.sh", "build.sh"),
        ("scaffold/build.ps1", "build.ps1"),
        ("scaffold/global.json", "global.json"),
        ("scaffold/gitignore", ".gitignore"),
        ("scaffold/gitattributes", ".gitattributes"),
        ("jumpbox.schema.json", "jumpbox.schema.json"),
        ("image.schema.json", "image.schema.json"),
        .. Same(".github", "dependabot.yml"),
        .. Same(".github/actions/program", "action.yml"),
        .. Same(".github/workflows", "image.yml", "images.yml", "pull-request.yml", "refresh.yml", "sweep.yml"),
        .. Same(
            "pipelines",
            "before.yml",
            "build.yml",
            "evidence.yml",
            "image.yml",
            "program.yml",
            "refresh.yml",
            "target.yml",
            "weekly.yml"
        ),
        ("azure-pipelines.yml", "azure-pipelines.yml"),
    ];

    /// <summary>The files.</summary>
    /// <param name="settings">The content of <c>jumpbox.json</c>.</param>
    /// <param name="pins">The content of the lock.</param>
    /// <param name="version">The tool's version.</param>
    /// <param name="shipped">Reads a shipped file by its path.</param>
    public static IReadOnlyList<ScaffoldFile> All(
        string settings,
        string pins,
        string version,
        Func<string, string> shipped
    )
    {
        ArgumentNullException.ThrowIfNull(shipped);
        return
        [
            new ScaffoldFile(UserRepository.Settings, settings),
            new ScaffoldFile(ToolLock.DefaultPath, pins),
            new ScaffoldFile(ToolManifest.FileName, ToolManifest.Write(version)),
            .. Copied.Select(file => new ScaffoldFile(file.To, shipped(file.From))),
        ];
    }

    private static IEnumerable<(string From, string To)> Same(string folder, params IEnumerable<string> names) =>
        names.Select(name => ($"{folder}/{name}", $"{folder}/{name}"));
}
