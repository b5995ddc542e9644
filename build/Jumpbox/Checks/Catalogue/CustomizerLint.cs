using Jumpbox.Customizer;

namespace Jumpbox.Checks.Catalogue;

/// <summary>No customizer step does anything known to break builds or images.</summary>
internal sealed class CustomizerLint : ICheck
{
    public string Id => "customizer-lint";

    public string Title => "No step does anything known to break builds";

    public CheckArea Area => CheckArea.Template;

    public IReadOnlyList<FactName> Needs => [];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        if (facts.Customizer is not { } plan)
        {
            yield return Finding.Skipped("The steps were not rendered.");
            yield break;
        }
        bool clean = true;
        foreach (CustomizerStep step in plan.Customize)
        {
            foreach ((LintRule rule, string line) in LintRule.Broken(step))
            {
                clean = false;
                string message = $"The step {step.Name} {rule.Problem}: {line}";
                (string, string)[] evidence = [("step", step.Name), ("rule", rule.Name), ("line", line)];
                yield return rule.Breaks
                    ? Finding.Fail(message, Cure.ByHand(rule.Remedy), evidence)
                    : Finding.Warn(message, Cure.ByHand(rule.Remedy), evidence);
            }
        }
        if (clean)
        {
            yield return Finding.Pass(
                $"None of the {plan.Customize.Count} steps breaks any of the {LintRule.All.Count} rules.",
                ("steps", string.Join(", ", plan.Customize.Select(step => step.Name)))
            );
        }
    }
}
