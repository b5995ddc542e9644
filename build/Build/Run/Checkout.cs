namespace Build.Run;

/// <summary>The clone that this program was compiled in. An installed tool has none.</summary>
internal static class Checkout
{
    private const string Mark = "jumpbox.slnx";

    private static readonly string? Clone = ShippedFiles.IsTool ? null : Find(AppContext.BaseDirectory);

    /// <summary>Whether the program runs from a clone.</summary>
    public static bool Exists => Clone is not null;

    /// <summary>The clone's root.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none above the program.</exception>
    public static string Root =>
        Clone
        ?? throw new DirectoryNotFoundException(
            $"No {Mark} above {AppContext.BaseDirectory}, and no {ShippedFiles.Folder} in it. Start the program with build.sh or "
                + "build.ps1 of a clone, or install it as a tool: docs/use-without-a-fork.md."
        );

    private static string? Find(string folder) =>
        File.Exists(Path.Combine(folder, Mark)) ? folder
        : Path.GetDirectoryName(folder) is string parent ? Find(parent)
        : null;
}
