using System.Text.RegularExpressions;

namespace LocalAzure.Guests;

/// <summary>
/// The script with which the pipeline's roll-out closes a machine and asks who is signed in (<c>ACTION</c> close or open, its output ends
/// with <c>sessions-end</c> and a number). On a machine that does not boot nobody is signed in; a fault rule answers otherwise.
/// </summary>
internal static partial class SimulatedSessions
{
    /// <summary>What a script prints; null for another script.</summary>
    public static string? OutputOf(string script) =>
        !script.Contains("sessions-end", StringComparison.Ordinal) ? null
        : Action().Match(script) is not { Success: true } match ? null
        : match.Groups[1].Value == "open" ? "open\n"
        : "closed\nsessions-end 0\n";

    [GeneratedRegex("^ACTION='?(close|open)'?$", RegexOptions.Multiline)]
    private static partial Regex Action();
}
