using System.Globalization;
using System.Text;
using Jumpbox.Boundaries;

namespace Jumpbox.Rehearsal;

/// <summary>The result of a rehearsal for a pull request. Pure.</summary>
public static class RehearsalText
{
    private const int MostDifferences = 20;

    /// <summary>Formats the result as Markdown.</summary>
    /// <param name="result">The result.</param>
    public static string Markdown(RehearsalResult result)
    {
        StringBuilder text = new(
            $"## Rehearsal\n\n{(result.Succeeded ? "Succeeded" : "**Failed**")} on {PlainText.Markdown(result.Base)} with "
                + $"{PlainText.Markdown(result.Engine)}.\n\n| step | seconds | exit code |\n|---|---|---|\n"
        );
        foreach (RehearsedStep step in result.Steps)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {PlainText.Markdown(step.Name)} | {step.Seconds:F1} | {step.ExitCode} |\n"
            );
        }
        Append(text, "Failure", [.. result.Failure is { } failure ? failure.ToDo.Prepend(failure.Summary) : []]);
        Append(text, "Hosts outside the egress list", result.Findings);
        Append(text, "Not shown by this engine", result.NotShown);
        return text.ToString();
    }

    /// <summary>Formats the comparison of two rehearsals as Markdown.</summary>
    /// <param name="result">The result.</param>
    public static string Markdown(TwiceResult result)
    {
        StringBuilder text = new($"\n## Twice\n\n{result.Summary}\n");
        Append(text, "Differences", [.. result.Findings.Take(MostDifferences).Select(one => one.ToString())]);
        return text.ToString();
    }

    /// <summary>What stands in its place where no engine could rehearse.</summary>
    /// <param name="reason">Why.</param>
    public static string NotRehearsed(string reason) =>
        $"## Rehearsal\n\nNot rehearsed, so whether the steps work is unknown. {PlainText.Markdown(reason)}\n";

    private static void Append(StringBuilder text, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            text.Append($"\n{title}:\n\n");
            text.AppendJoin("", lines.Select(line => $"- {PlainText.Markdown(line)}\n"));
        }
    }
}
