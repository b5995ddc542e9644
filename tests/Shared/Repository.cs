namespace Shared;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] Ignored = ["bin", "obj", "artifacts", "node_modules", ".git", "TestResults"];

    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The compiled program, which the target Test compiles ahead of time too.</summary>
    public static string Program { get; } =
        PathOf(
            $"build/Build/bin/{(AppContext.BaseDirectory.Contains("Debug", StringComparison.Ordinal) ? "Debug" : "Release")}/net10.0/Build.dll"
        );

    /// <param name="path">Relative to the checkout, with forward slashes.</param>
    public static string PathOf(string path) => Path.GetFullPath(Path.Combine(Root, path));

    /// <summary>The files below a folder that are not made by a build.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory
            .EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
            .Where(file =>
                !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Intersect(Ignored).Any()
            );

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "jumpbox.slnx"))
            ? folder
            : Find(
                Path.GetDirectoryName(folder)
                    ?? throw new DirectoryNotFoundException($"No jumpbox.slnx is above {AppContext.BaseDirectory}.")
            );
}
