using System.Text;
using Jumpbox.Boundaries;

namespace Jumpbox.Refreshing;

/// <summary>Title and body of the pull request that keeps the images fresh. Pure.</summary>
public static class PullRequestText
{
    private const string Cut = "\n\nThe rest is in the artifact of the run.\n";

    /// <summary>The title.</summary>
    public const string Title = "Update tools, base images and packages";

    /// <summary>Joins the parts, each as the file of a target has it.</summary>
    /// <param name="changes">What changes, from Update.</param>
    /// <param name="plans">The plan of each image against the target branch; empty if there is none.</param>
    /// <param name="rehearsals">The result of each rehearsal; empty if there is none.</param>
    /// <param name="run">The address of the run's page; null if unknown.</param>
    /// <param name="limit">The longest body that the service takes, in characters.</param>
    public static string Body(
        string changes,
        IReadOnlyList<string> plans,
        IReadOnlyList<string> rehearsals,
        string? run,
        int limit
    )
    {
        StringBuilder text = new(changes.TrimEnd());
        text.Append("\n\n");
        Append(text, rehearsals, "## Rehearsal\n\nNot rehearsed: whether the steps still work is unknown.");
        Append(text, plans, "## Plan\n\nNo plan was made: what it changes in Azure is unknown.");
        text.Append(
            "Merging this builds the images, releases those that pass the gate, and promotes them by policy.\n"
        );
        if (run is not null)
        {
            text.Append($"\nFrom {PlainText.Link("this run", run)}.\n");
        }
        string all = text.ToString();
        if (all.Length <= limit)
        {
            return all;
        }
        int end = all.LastIndexOf('\n', limit - Cut.Length - 1);
        return all[..Math.Max(end, 0)] + Cut;
    }

    private static void Append(StringBuilder text, IReadOnlyList<string> parts, string none)
    {
        foreach (string part in parts.DefaultIfEmpty(none))
        {
            text.Append(part.TrimEnd()).Append("\n\n");
        }
    }
}
