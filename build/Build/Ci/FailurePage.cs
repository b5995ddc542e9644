using System.Text;
using Jumpbox.Boundaries;

namespace Build.Ci;

/// <summary>The summary of a failed target. Pure.</summary>
internal static class FailurePage
{
    /// <summary>Formats the failure as Markdown.</summary>
    /// <param name="target">The target; null before the first one.</param>
    /// <param name="lines">What failed, and what to do.</param>
    public static string Of(string? target, IReadOnlyList<string> lines)
    {
        StringBuilder text = new(target is null ? "## Failed\n\n" : $"## {PlainText.Markdown(target)} failed\n\n");
        text.Append(PlainText.Markdown(lines[0])).Append('\n');
        foreach (string line in lines.Skip(1))
        {
            text.Append("\n- ").Append(PlainText.Markdown(line.Trim()));
        }
        return text.Append('\n').ToString();
    }
}
