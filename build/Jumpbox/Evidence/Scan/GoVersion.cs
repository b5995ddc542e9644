using Semver;

namespace Jumpbox.Evidence.Scan;

/// <summary>
/// The order of the versions of Go modules and of Go itself: semantic versions with or without <c>v</c>; Go's own begin with
/// <c>go</c> and may lack the patch. Source: https://go.dev/ref/mod#versions, https://go.dev/doc/toolchain#version.
/// </summary>
internal static class GoVersion
{
    private const SemVersionStyles Style = SemVersionStyles.AllowV | SemVersionStyles.OptionalPatch;

    /// <summary>Compares two versions: less than 0 if the first is older; null if one of them is not a version.</summary>
    public static int? Compare(string left, string right) =>
        Read(left) is { } first && Read(right) is { } second ? first.ComparePrecedenceTo(second) : null;

    private static SemVersion? Read(string text) =>
        text == "0" ? new SemVersion(0, 0, 0)
        : SemVersion.TryParse(Bare(text), Style, out SemVersion? version) ? version
        : null;

    // Go writes its candidates as 1.22rc1.
    private static string Bare(string text)
    {
        string bare = text.StartsWith("go", StringComparison.Ordinal) ? text[2..].Split(' ')[0] : text;
        int candidate = bare.IndexOfAny(['r', 'b']);
        return candidate > 0 && char.IsAsciiDigit(bare[candidate - 1]) && !bare.Contains('-', StringComparison.Ordinal)
            ? $"{bare[..candidate]}-{bare[candidate..]}"
            : bare;
    }
}
