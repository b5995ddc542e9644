using System.Text.RegularExpressions;

namespace LocalAzure.Guests;

/// <summary>
/// Who is signed in to a machine that does not boot: nobody, because nobody can. So a simulated machine answers the question
/// for its sessions. A fault rule with <c>runCommand</c> signs someone in.
/// </summary>
internal static partial class GuestSessions
{
    /// <summary>The answer to a script that asks for the sessions or opens the machine again; null for another script.</summary>
    /// <param name="script">The script.</param>
    public static string? Answer(string script) =>
        Action().Match(script) is not { Success: true } action ? null
        : action.Groups[1].Value == "open" ? "open\n"
        : "closed\nsessions-end 0\n";

    // The script's data, as the pipeline's scripts/rollout/sessions.sh names it.
    [GeneratedRegex("^STEP='sessions'\\s+ACTION='(open|close)'$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Action();
}
