using System.Globalization;
using System.Text.RegularExpressions;
using Jumpbox.Boundaries;

namespace Jumpbox.Evidence.Log;

/// <summary>
/// Parses a line of Azure Image Builder's log. The service puts the run's id and Packer's channel before each line;
/// Packer puts a time before its own trace and the builder's name before script output. Source of the format:
/// Microsoft's page "Troubleshoot Azure VM Image Builder", part "customization log".
/// </summary>
internal static partial class LogLineReader
{
    private const int MostCharacters = 8000;

    public static LogLine Read(string raw, int number)
    {
        // No tool prints lines this long, and the cost of matching grows faster than the length.
        string text = PlainText.Line(raw.Length <= MostCharacters ? raw : raw[..MostCharacters] + " …");
        Match prefix = Prefix().Match(text);
        bool trace = prefix.Groups["channel"].Value == "ERR";
        text = prefix.Success ? text[prefix.Length..] : text;
        DateTimeOffset? time = null;
        for (Match stamp = Stamp().Match(text); stamp.Success; stamp = Stamp().Match(text))
        {
            time = ReadTime(stamp.Groups["time"].Value) ?? time;
            text = text[stamp.Length..];
            trace = true;
        }
        Match speaker = Speaker().Match(text);
        text = speaker.Success ? text[speaker.Length..] : text;
        return new LogLine(number, time, text.TrimEnd(), KindOf(text, trace));
    }

    private static LogLineKind KindOf(string text, bool trace)
    {
        if (text.Contains("(telemetry)", StringComparison.Ordinal))
        {
            return text.Contains("(telemetry) found error", StringComparison.Ordinal)
                ? LogLineKind.Failure
                : LogLineKind.Marker;
        }
        if (LogNoise.IsNoise(text))
        {
            return LogLineKind.Noise;
        }
        return IsFailure(text) ? LogLineKind.Failure
            : trace ? LogLineKind.Noise
            : LogLineKind.Said;
    }

    public static bool IsFailure(string text) => Failure().IsMatch(text);

    private static DateTimeOffset? ReadTime(string text) =>
        DateTimeOffset.TryParseExact(
            text,
            "yyyy/MM/dd HH:mm:ss",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset time
        ) && time.Year is > 2000 and < 2200
            ? time
            : null;

    [GeneratedRegex(@"\A(?:\[[0-9a-fA-F-]{36}\] )?PACKER (?<channel>OUT|ERR) ?")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"\A(?<time>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d) (?:[\w.-]+(?: plugin)?: )?")]
    private static partial Regex Stamp();

    [GeneratedRegex(@"\A(?:==> |--> |    )[\w.-]+: ")]
    private static partial Regex Speaker();

    [GeneratedRegex(
        @"\Ajumpbox: (?:FAILED|cure:) |\ABuild '[^']+' errored|[Ss]cript exited with non-zero exit status|Provisioning step had errors"
            + @"|context (?:deadline exceeded|canceled)|exited without exit status|Error: |\AE: "
    )]
    private static partial Regex Failure();
}
