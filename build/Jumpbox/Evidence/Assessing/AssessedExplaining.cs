using Jumpbox.Customizer;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Assessing;

/// <summary>Explains failures of an assessor by the hardening table and the settings.</summary>
/// <param name="profile">The setting <c>customizer.profile</c>.</param>
/// <param name="optOuts">The setting <c>customizer.optOuts</c>: item and reason.</param>
internal sealed class AssessedExplaining(HardeningProfile profile, IReadOnlyDictionary<string, string> optOuts)
{
    /// <summary>Explains a rule that was neither passed nor inapplicable.</summary>
    /// <param name="id">The rule's id.</param>
    /// <param name="title">Its title.</param>
    /// <param name="outcome">What was found.</param>
    public AssessedItem Explain(string id, string title, AssessedOutcome outcome)
    {
        AssessedRule? rule = AssessedRule.Of(id);
        HardeningItem? item = HardeningCatalogue.All.FirstOrDefault(one => one.Id == rule?.Item);
        (AssessedExplanation how, string why) = Explain(rule, item);
        return new AssessedItem(id, title, outcome, how, item?.Id, why);
    }

    private (AssessedExplanation How, string Why) Explain(AssessedRule? rule, HardeningItem? item) =>
        rule is null ? (AssessedExplanation.Unexplained, "no item of the hardening table is about it")
        : item is not null && optOuts.TryGetValue(item.Id, out string? reason) ? (AssessedExplanation.OptOut, reason)
        : item?.Why is { } why ? (AssessedExplanation.NotForAnImage, why)
        : item is not null && item.Profile > profile
            ? (
                AssessedExplanation.OtherProfile,
                $"applied from {HardeningPlan.Word(item.Profile)} on; customizer.profile is {HardeningPlan.Word(profile)}"
            )
        : rule.Explanation != AssessedExplanation.Unexplained ? (rule.Explanation, rule.Why)
        : item is not null
            ? (
                AssessedExplanation.Unexplained,
                "a step applies the item and its check passed; why the assessor disagrees is not known"
            )
        : (AssessedExplanation.Unexplained, "no item of the hardening table is about it");
}
