using System.Text.RegularExpressions;

namespace Jumpbox.Signing.InToto;

/// <summary>The words for verified levels (https://slsa.dev/spec/v1.2/verification_summary, "SlsaResult").</summary>
internal static partial class SlsaLevels
{
    /// <returns>Null, or what is wrong.</returns>
    public static string? Problem(IEnumerable<string> levels)
    {
        Dictionary<string, string> tracks = [];
        foreach (string level in levels)
        {
            if (!level.StartsWith("SLSA_", StringComparison.Ordinal))
            {
                if (level.Length == 0)
                {
                    return "A verified level is empty.";
                }
                continue;
            }
            Match match = Level().Match(level);
            if (!match.Success)
            {
                return $"The verified level '{level}' is not one of SLSA, and words starting with SLSA_ are reserved.";
            }
            if (!tracks.TryAdd(match.Groups["track"].Value, level))
            {
                return $"The verified levels '{tracks[match.Groups["track"].Value]}' and '{level}' are of one track.";
            }
        }
        return null;
    }

    [GeneratedRegex(@"^SLSA_(?<track>[A-Z]+)_LEVEL_(?:\d|UNEVALUATED)\z")]
    private static partial Regex Level();
}
