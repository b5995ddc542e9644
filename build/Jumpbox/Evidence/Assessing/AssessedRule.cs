using System.Text.RegularExpressions;

namespace Jumpbox.Evidence.Assessing;

/// <summary>What is known of rules of ComplianceAsCode that an assessor may fail.</summary>
/// <param name="Names">The rules' short names, as a pattern; the first row that matches counts.</param>
/// <param name="Item">The item of the hardening table that they belong to; null for none.</param>
/// <param name="Explanation">How a failure is explained if the item is applied; <see cref="AssessedExplanation.Unexplained"/> for not at all.</param>
/// <param name="Why">The explanation, as a phrase.</param>
internal sealed record AssessedRule(string Names, string? Item, AssessedExplanation Explanation, string Why)
{
    private const string Prefix = "xccdf_org.ssgproject.content_rule_";

    /// <summary>The row of a rule; null if there is none.</summary>
    /// <param name="rule">The rule's id.</param>
    public static AssessedRule? Of(string rule)
    {
        if (!rule.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }
        string name = rule[Prefix.Length..];
        return AssessedRules.All.FirstOrDefault(row =>
            Regex.IsMatch(name, $"^({row.Names})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)
        );
    }
}
