using System.Globalization;
using System.Text.RegularExpressions;

namespace Jumpbox.Settings;

/// <summary>Spans of time as people type them: <c>50m</c>, <c>1h30m</c>, <c>7d</c>, <c>90s</c>.</summary>
public static partial class SpanText
{
    /// <summary>Reads a span.</summary>
    /// <param name="argument">The argument's name, for the message.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="SettingsException">It is no span above zero.</exception>
    public static TimeSpan Parse(string argument, string text)
    {
        Match match = Form().Match(text ?? "");
        TimeSpan span = match.Success
            ? TimeSpan.FromDays(Number(match, "d"))
                + TimeSpan.FromHours(Number(match, "h"))
                + TimeSpan.FromMinutes(Number(match, "m"))
                + TimeSpan.FromSeconds(Number(match, "s"))
            : TimeSpan.Zero;
        return span > TimeSpan.Zero
            ? span
            : throw new SettingsException($"--{argument}={text} is no span of time. Examples: 50m, 1h30m, 7d, 90s.");
    }

    private static double Number(Match match, string unit) =>
        match.Groups[unit].Success ? double.Parse(match.Groups[unit].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?:(?<d>\d{1,5})d)?(?:(?<h>\d{1,5})h)?(?:(?<m>\d{1,6})m)?(?:(?<s>\d{1,7})s)?$")]
    private static partial Regex Form();
}
