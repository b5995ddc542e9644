namespace Jumpbox.Tools;

/// <summary>The package index of an apt repository.</summary>
internal static class AptIndex
{
    public static string PackageVersion(AptSource apt, string version, string suite) =>
        apt
            .PackageVersion.Replace("{version}", version, StringComparison.Ordinal)
            .Replace("{suite}", suite, StringComparison.Ordinal);
}
