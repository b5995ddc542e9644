using System.Globalization;
using System.Text.RegularExpressions;

namespace Jumpbox.Settings;

/// <summary>Time spans in user input: <c>50m</c>, <c>1h30m</c>, <c>7d</c>, <c>90s</c>.</summary>
public static partial class SpanText
{
    /// <summary>The end of the error message for invalid text.</summary>
    public const string Fault = "is not a time span. Examples: 50m, 1h30m, 7d, 90s.";

    /// <summary>Reads a span.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is not a span above zero.</exception>
    public static TimeSpan Parse(string text) =>
        TryParse(text, out TimeSpan span) ? span : throw new FormatException($"'{text}' {Fault}");

    /// <summary>Reads a span, if the text is one above zero.</summary>
    /// <param name="text">The text.</param>
    /// <param name="span">The span.</param>
    public static bool TryParse(string text, out TimeSpan span)
    {
        Match match = Form().Match(text);
        span = match.Success
            ? TimeSpan.FromDays(Number(match, "d"))
                + TimeSpan.FromHours(Number(match, "h"))
                + TimeSpan.FromMinutes(Number(match, "m"))
                + TimeSpan.FromSeconds(Number(match, "s"))
            : TimeSpan.Zero;
        return span > TimeSpan.Zero;
    }

    private static double Number(Match match, string unit) =>
        match.Groups[unit].Success ? double.Parse(match.Groups[unit].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\A(?:(?<d>[0-9]{1,5})d)?(?:(?<h>[0-9]{1,5})h)?(?:(?<m>[0-9]{1,6})m)?(?:(?<s>[0-9]{1,7})s)?\z")]
    private static partial Regex Form();
}
