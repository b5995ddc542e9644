namespace Build.Run;

/// <summary>The checkout that contains this program, with templates, scripts and lock.</summary>
internal static class Checkout
{
    private const string Mark = "jumpbox.slnx";

    /// <summary>The checkout's root.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, Mark)) ? folder
        : Path.GetDirectoryName(folder) is string parent ? Find(parent)
        : throw new DirectoryNotFoundException(
            $"No {Mark} above {AppContext.BaseDirectory}. The program must run from its checkout; start it with build.sh or build.ps1."
        );
}
