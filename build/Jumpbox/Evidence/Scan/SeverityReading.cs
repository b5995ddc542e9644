using System.Globalization;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Scan;

/// <summary>Reads a severity from a scanner's word or from a CVSS score.</summary>
internal static class SeverityReading
{
    /// <summary>Reads a word of Grype, Trivy, Ubuntu or GitHub, whose medium is <c>moderate</c>, in any case; any other is unknown.</summary>
    public static Severity OfWord(string? word) =>
        // Enum.Parse also takes numbers, and lists of names.
        word?.Trim()
            is { Length: > 0 } name
        && name.All(char.IsAsciiLetter)
        && Enum.TryParse(
            name.Equals("moderate", StringComparison.OrdinalIgnoreCase) ? nameof(Severity.Medium) : name,
            ignoreCase: true,
            out Severity severity
        )
            ? severity
            : Severity.Unknown;

    /// <summary>
    /// Reads a CVSS base score, 0.0 to 10.0. Source: CVSS v3.1 specification, section 5, "Qualitative Severity Rating Scale".
    /// </summary>
    /// <param name="score">A number with a point; anything else is unknown, and so is 0, which rates nothing.</param>
    public static Severity OfScore(string? score) =>
        !double.TryParse(score, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? Severity.Unknown
        : number is > 10 or < 0.1 ? Severity.Unknown
        : number >= 9 ? Severity.Critical
        : number >= 7 ? Severity.High
        : number >= 4 ? Severity.Medium
        : Severity.Low;
}
