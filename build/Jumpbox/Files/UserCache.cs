namespace Jumpbox.Files;

/// <summary>The user's folder for data that can be recreated. Source: XDG Base Directory Specification.</summary>
public static class UserCache
{
    /// <summary>The variable with the user's cache folder.</summary>
    public const string Variable = "XDG_CACHE_HOME";

    /// <summary>The pipeline's cache folder for one purpose.</summary>
    /// <param name="home">
    /// The value of <see cref="Variable"/>; a relative path is ignored, as the specification requires.
    /// </param>
    /// <param name="part">The purpose, for example <c>rehearsal</c>.</param>
    public static string Folder(string? home, string part) =>
        Path.Combine(
            Path.IsPathRooted(home)
                ? home
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "jumpbox",
            part
        );
}
