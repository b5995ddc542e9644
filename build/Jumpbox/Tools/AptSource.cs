namespace Jumpbox.Tools;

/// <summary>A publisher's apt repository.</summary>
/// <param name="Repository">The repository's base URL, without a slash at the end.</param>
/// <param name="Suites">The Ubuntu code names that the repository serves.</param>
/// <param name="Component">The component, for example <c>main</c>.</param>
/// <param name="Package">The package's name.</param>
/// <param name="PackageVersion">The version as apt spells it, with <c>{version}</c> and <c>{suite}</c>.</param>
/// <param name="KeyUrl">The key that signs the repository, armoured.</param>
/// <param name="Fingerprint">That key's fingerprint, 40 upper-case hexadecimal digits.</param>
public sealed record AptSource(
    string Repository,
    IReadOnlyList<string> Suites,
    string Component,
    string Package,
    string PackageVersion,
    string KeyUrl,
    string Fingerprint
)
{
    /// <summary>Returns a version in apt's format for a suite.</summary>
    /// <param name="version">The tool's version.</param>
    /// <param name="suite">The Ubuntu code name.</param>
    public string VersionIn(string version, string suite) =>
        PackageVersion
            .Replace("{version}", version, StringComparison.Ordinal)
            .Replace("{suite}", suite, StringComparison.Ordinal);
}
