namespace Jumpbox.Evidence.Bill;

/// <summary>Ubuntu's releases. Scanners know them by their version. Source: https://wiki.ubuntu.com/Releases.</summary>
public static class UbuntuRelease
{
    private static readonly Dictionary<string, string> Versions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bionic"] = "18.04",
        ["focal"] = "20.04",
        ["jammy"] = "22.04",
        ["noble"] = "24.04",
        ["resolute"] = "26.04",
    };

    /// <summary>The version of a release, for example <c>24.04</c>; null if it is not known.</summary>
    /// <param name="suite">The code name.</param>
    public static string? VersionOf(string suite) => Versions.GetValueOrDefault(suite);
}
