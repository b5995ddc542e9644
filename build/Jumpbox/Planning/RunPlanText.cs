using System.Globalization;
using System.Text;
using Jumpbox.Boundaries;

namespace Jumpbox.Planning;

/// <summary>A plan for people: lines for the screen, Markdown for a pull request comment.</summary>
public static class RunPlanText
{
    private const int MostLines = 20;

    /// <summary>Formats the plan for the screen.</summary>
    /// <param name="plan">The plan.</param>
    public static IEnumerable<string> Lines(RunPlan plan)
    {
        yield return $"Image template {plan.Template.TemplateName}: "
            + (plan.TemplateIsThere ? "already exists; nothing would be deployed." : "would be created.");
        if (plan.Image.Length > 0)
        {
            yield return plan.Image;
        }
        foreach (PlannedChange change in plan.Changes)
        {
            yield return $"  {change.Kind, -10} {change.ResourceId}"
                + (change.Details.Count > 0 ? $" ({string.Join(", ", change.Details)})" : "");
        }
        foreach (PlannedStep step in plan.Steps.Where(step => step.Kind != "same"))
        {
            yield return $"  step {step.Name}: {step.Kind}, {step.Added.Count} lines added, {step.Removed.Count} removed";
        }
        foreach (string line in plan.Machines)
        {
            yield return line;
        }
        yield return $"The build must reach {plan.Egress.Count} hosts:";
        foreach (string host in Hosts(plan))
        {
            yield return $"  {host}";
        }
        yield return Duration(plan);
        yield return Cost(plan);
    }

    /// <summary>Formats the plan as Markdown.</summary>
    /// <param name="plan">The plan.</param>
    public static string Markdown(RunPlan plan)
    {
        StringBuilder text = new();
        text.Append($"## Plan of {plan.Template.TemplateName}\n\n");
        text.Append(plan.TemplateIsThere ? "The same content is already deployed.\n\n" : "");
        text.Append(plan.Image.Length > 0 ? $"{PlainText.Markdown(plan.Image)}\n\n" : "");
        text.Append("| change | resource | properties |\n|---|---|---|\n");
        foreach (PlannedChange change in plan.Changes)
        {
            text.Append($"| {PlainText.Markdown(change.Kind)} | {PlainText.Markdown(change.ResourceId)} | ")
                .Append($"{PlainText.Markdown(string.Join(", ", change.Details))} |\n");
        }
        text.Append("\n### Customizer\n\n");
        foreach (PlannedStep step in plan.Steps)
        {
            text.Append($"- `{step.Name}`: {step.Kind}\n");
            if (step.Kind == "changed")
            {
                text.Append("\n  ```diff\n");
                foreach (
                    string line in step
                        .Removed.Select(line => "- " + line)
                        .Concat(step.Added.Select(line => "+ " + line))
                        .Take(MostLines)
                )
                {
                    text.Append($"  {PlainText.Line(line)}\n");
                }
                text.Append("  ```\n");
            }
        }
        if (plan.Machines.Count > 0)
        {
            text.Append("\n### Machines\n\n");
            text.AppendJoin('\n', plan.Machines.Select(line => $"- {PlainText.Markdown(line)}")).Append('\n');
        }
        text.Append("\n### Egress\n\n");
        text.AppendJoin('\n', Hosts(plan).Select(host => $"- {host}"));
        text.Append($"\n\n{Duration(plan)} {Cost(plan)}\n");
        return text.ToString();
    }

    private static IEnumerable<string> Hosts(RunPlan plan) =>
        plan.Egress.Select(host => host.ToString()).Order(StringComparer.Ordinal);

    private static string Duration(RunPlan plan) =>
        plan.Expected is { } known
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The last recorded build took {known.TotalMinutes:F1} minutes."
            )
            : "Duration unknown: no build has been recorded yet.";

    private static string Cost(RunPlan plan) =>
        plan.Cost is { } known
            ? $"The transient resources would cost about {known}."
            : "No cost estimate: it requires prices in the settings and an earlier build.";
}
