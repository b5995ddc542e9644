namespace LocalAzure.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    /// <param name="path">Relative to the checkout, with forward slashes.</param>
    public static string Folder(string path) => Path.GetFullPath(Path.Combine(Root, path));

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "jumpbox.slnx")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName
            ?? throw new InvalidOperationException($"No jumpbox.slnx is above {AppContext.BaseDirectory}.");
    }
}
