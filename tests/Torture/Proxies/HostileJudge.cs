using System.Text.RegularExpressions;
using Hostile;

namespace Torture.Tests.Proxies;

/// <summary>Says what is wrong with a run that met a hostile front.</summary>
internal static partial class HostileJudge
{
    public static IEnumerable<string> Problems(Misbehaviour misbehaviour, TortureRun run, Elsewhere elsewhere)
    {
        if (elsewhere.Visits > 0)
        {
            yield return "a connection was opened to a host that is not the cloud";
        }
        if (Interpreted().IsMatch(run.Output))
        {
            yield return "characters or commands of an answer reached the console";
        }
        if (run.Output.Contains("Exception", StringComparison.Ordinal))
        {
            yield return "the name of an exception was shown";
        }
        if (run.ExitCode == 0)
        {
            yield break;
        }
        if (
            misbehaviour.Told.Count > 0
            && !misbehaviour.Told.Any(word => run.Output.Contains(word, StringComparison.OrdinalIgnoreCase))
        )
        {
            yield return $"nothing of '{string.Join("', '", misbehaviour.Told)}' was shown";
        }
        if (!Cure().IsMatch(run.Output))
        {
            yield return "no cure was shown";
        }
    }

    // Of a single failure, of a clean-up, of a table of checks.
    [GeneratedRegex("What to do: |Run the same command again|each finding with its cure")]
    private static partial Regex Cure();

    [GeneratedRegex(@"\x1b|\x07|\u202e|^(?:##vso\[|::set-output)", RegexOptions.Multiline)]
    private static partial Regex Interpreted();
}
