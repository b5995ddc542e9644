using System.Text;

namespace Jumpbox.Customizer;

/// <summary>The items as a Markdown table, from the table that the steps and the checks use.</summary>
internal static class HardeningGuide
{
    /// <summary>Renders the table.</summary>
    public static string Render()
    {
        StringBuilder text = new("| id | from | item | step and check, or why not |\n|---|---|---|---|\n");
        foreach (HardeningItem item in HardeningCatalogue.All)
        {
            string how = item.Why is not null
                ? $"not applied: {item.Why}"
                : $"`{item.Kind}` {string.Join(' ', Shown(item).Select(word => $"`{word}`"))}".TrimEnd();
            text.Append($"| {item.Id} | `{HardeningPlan.Word(item.Profile)}` | {item.Title} | {how} |\n");
        }
        return text.ToString();
    }

    /// <summary>What may stay of the build machine, as a Markdown table.</summary>
    public static string RenderRemainders()
    {
        StringBuilder text = new("| path | when | reason |\n|---|---|---|\n");
        foreach (Remainder one in Remainder.OfEveryImage)
        {
            text.Append($"| `{one.Pattern}` | {When(one.When)} | {one.Reason} |\n");
        }
        return text.ToString();
    }

    private static string When(RemainderTime when) =>
        when switch
        {
            RemainderTime.BeforeDeprovisioning => "until the deprovisioning",
            RemainderTime.AfterHygiene => "after the hygiene step",
            RemainderTime.AfterDeprovisioning => "after the deprovisioning",
            _ => "always",
        };

    // Whole files are shown by their names.
    private static IEnumerable<string> Shown(HardeningItem item) =>
        item.Kind switch
        {
            "sshd" => item.Demands.Select(demand => $"{demand.Keyword} {demand.Value}"),
            "text" or "unit" or "pam" => item.Arguments.Take(1),
            _ => item.Arguments,
        };
}
