using System.Globalization;
using Jumpbox.Boundaries;
using Jumpbox.Network;

namespace Jumpbox.Probing;

/// <summary>Reads the log of a probe. It comes from a network that may change it, so a line that is not understood is no answer.</summary>
public static class ProbeLog
{
    // More than a chain of certificates; the rest of a longer line is cut.
    private const int LongestDetail = 600;

    private const int MostAddresses = 8;
    private const int LongestAddress = 15;

    private static readonly Dictionary<string, ProbeOutcome> Outcomes = new(StringComparer.Ordinal)
    {
        ["open"] = ProbeOutcome.Open,
        ["no-name"] = ProbeOutcome.NoName,
        ["refused"] = ProbeOutcome.Refused,
        ["timeout"] = ProbeOutcome.Timeout,
        ["unreachable"] = ProbeOutcome.Unreachable,
        ["no-tls"] = ProbeOutcome.NoTls,
        ["untrusted"] = ProbeOutcome.Untrusted,
        ["no-tool"] = ProbeOutcome.NoTool,
    };

    /// <summary>Whether the probe has reported everything.</summary>
    /// <param name="log">The log.</param>
    public static bool IsComplete(string log) => Lines(log).Any(line => line == "end");

    /// <summary>The answers by number. A number that answers twice, and differently, has no answer.</summary>
    /// <param name="log">The log.</param>
    internal static IReadOnlyDictionary<int, ProbeAnswer> Read(string log) =>
        Lines(log)
            .Select(Answer)
            .OfType<ProbeAnswer>()
            .Distinct()
            .GroupBy(answer => answer.Number)
            .Where(group => group.Count() == 1)
            .ToDictionary(group => group.Key, group => group.Single());

    private static ProbeAnswer? Answer(string line) =>
        line.Split('\t') is ["flow", var number, var addresses, var outcome, .. var details]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed)
        && Outcomes.TryGetValue(outcome, out ProbeOutcome met)
        && AreFrom(addresses, met)
            ? new(parsed, addresses, met, Cut(string.Join(' ', details)))
            : null;

    // The script lists a few IPv4 addresses, and has connected to one of them; anything else is not its text.
    private static bool AreFrom(string addresses, ProbeOutcome met)
    {
        string[] all = addresses.Split(',', MostAddresses + 1, StringSplitOptions.RemoveEmptyEntries);
        return all.Length <= MostAddresses
            && all.All(one =>
                one.Length <= LongestAddress && Addresses.TryParse(one, out IntervalSet set) && set.Count == 1
            )
            && (all.Length > 0 || met != ProbeOutcome.Open);
    }

    private static string Cut(string text) => text.Length > LongestDetail ? $"{text[..LongestDetail]}…" : text;

    private static IEnumerable<string> Lines(string log) =>
        PlainText.Lines(log).Split('\n').Select(line => line.TrimEnd());
}
