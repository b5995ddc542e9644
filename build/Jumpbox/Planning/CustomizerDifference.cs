using Jumpbox.Customizer;

namespace Jumpbox.Planning;

/// <summary>Compares the steps to deploy with the deployed ones.</summary>
public static class CustomizerDifference
{
    /// <summary>
    /// Compares the steps; a validation's name starts with <c>validation</c>, because a step may have the same name.
    /// </summary>
    /// <param name="deployed">The steps of the deployed template; empty without one.</param>
    /// <param name="wanted">The steps that would be deployed.</param>
    public static IReadOnlyList<PlannedStep> Between(CustomizerPlan deployed, CustomizerPlan wanted)
    {
        return
        [
            .. Between(deployed.Customize, wanted.Customize),
            .. Between(deployed.Validate, wanted.Validate)
                .Select(step => step with { Name = $"validation {step.Name}" }),
        ];
    }

    private static IEnumerable<PlannedStep> Between(
        IReadOnlyList<CustomizerStep> deployed,
        IReadOnlyList<CustomizerStep> wanted
    )
    {
        IEnumerable<PlannedStep> present = wanted.Select(step =>
            deployed.FirstOrDefault(old => old.Name == step.Name) is { } before
                ? Compare(before, step)
                : new PlannedStep(step.Name, "added", step.Inline, [])
        );
        IEnumerable<PlannedStep> gone = deployed
            .Where(old => wanted.All(step => step.Name != old.Name))
            .Select(old => new PlannedStep(old.Name, "removed", [], old.Inline));
        return present.Concat(gone);
    }

    private static PlannedStep Compare(CustomizerStep before, CustomizerStep after)
    {
        string[] added = [.. Without(after.Inline, before.Inline)];
        string[] removed = [.. Without(before.Inline, after.Inline)];
        bool same = before.Inline.SequenceEqual(after.Inline);
        return new PlannedStep(after.Name, same ? "same" : "changed", added, removed);
    }

    // Counts repeated lines and ignores their order.
    private static IEnumerable<string> Without(IEnumerable<string> lines, IEnumerable<string> others)
    {
        Dictionary<string, int> left = others
            .GroupBy(line => line)
            .ToDictionary(line => line.Key, line => line.Count());
        foreach (string line in lines)
        {
            if (left.GetValueOrDefault(line) > 0)
            {
                left[line]--;
            }
            else
            {
                yield return line;
            }
        }
    }
}
