namespace Jumpbox.Files;

/// <summary>Where a user's programs keep what can be made again. Source: XDG Base Directory Specification.</summary>
public static class UserCache
{
    /// <summary>The variable that names the user's cache folder.</summary>
    public const string Variable = "XDG_CACHE_HOME";

    /// <summary>Our folder for something.</summary>
    /// <param name="home">The value of <see cref="Variable"/>; one that is no absolute path does not count, as the specification says.</param>
    /// <param name="part">What is kept there, for example <c>rehearsal</c>.</param>
    public static string Folder(string? home, string part) =>
        Path.Combine(
            Path.IsPathRooted(home)
                ? home
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "jumpbox",
            part
        );
}
