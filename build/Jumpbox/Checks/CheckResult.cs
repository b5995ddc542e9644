namespace Jumpbox.Checks;

/// <summary>A check and what it found.</summary>
/// <param name="Id">The check's id.</param>
/// <param name="Title">What is right when it passes.</param>
/// <param name="Area">What it is about.</param>
/// <param name="Findings">What it found, at least one.</param>
public sealed record CheckResult(string Id, string Title, CheckArea Area, IReadOnlyList<Finding> Findings)
{
    /// <summary>The worst of the findings.</summary>
    public CheckStatus Status => Findings.Max(finding => finding.Status);

    /// <summary>The page that explains the check, relative to the repository.</summary>
    public string Link => $"docs/failures/{Id}.md";
}
