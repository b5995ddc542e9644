namespace Conventions.Tests;

/// <summary>The checkout that the tests run in.</summary>
internal static class Repository
{
    private static readonly string[] Ignored = ["bin", "obj", "artifacts", "node_modules", ".git", "TestResults"];

    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The files below a folder that are not made by a build.</summary>
    public static IEnumerable<string> Files(string folder, string pattern)
    {
        string path = Path.Combine(Root, folder);
        return Directory
            .EnumerateFiles(path, pattern, SearchOption.AllDirectories)
            .Where(file =>
                !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Intersect(Ignored).Any()
            );
    }

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "jumpbox.slnx"))
            ? folder
            : Find(
                Path.GetDirectoryName(folder)
                    ?? throw new DirectoryNotFoundException("No jumpbox.slnx above the tests.")
            );
}
