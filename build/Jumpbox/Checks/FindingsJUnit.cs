using Jumpbox.Files;

namespace Jumpbox.Checks;

/// <summary>The findings as test results, so that Azure DevOps and GitHub show each check as a test.</summary>
public static class FindingsJUnit
{
    /// <summary>
    /// Writes one test suite for each area. An unknown result is a skipped test; with strict it fails, like a warning.
    /// </summary>
    /// <param name="results">The results of the checks.</param>
    /// <param name="strict">Whether warnings count as failures.</param>
    public static string Write(IReadOnlyList<CheckResult> results, bool strict) =>
        JUnitReport.Write(
            results
                .GroupBy(result => result.Area)
                .OrderBy(area => area.Key)
                .Select(area => new JUnitSuite($"Prereqs.{area.Key}", [.. area.Select(result => Case(result, strict))]))
        );

    private static JUnitCase Case(CheckResult result, bool strict)
    {
        Finding[] worst = [.. result.Findings.Where(finding => finding.Status == result.Status)];
        return new JUnitCase(
            $"{result.Id}: {result.Title}",
            Verdict.Fails(result.Status, strict) ? JUnitOutcome.Failed
                : result.Status is CheckStatus.Skipped or CheckStatus.Unknown ? JUnitOutcome.Skipped
                : JUnitOutcome.Passed,
            worst.FirstOrDefault()?.Message ?? "",
            string.Join(
                "\n",
                worst
                    .Select(finding =>
                        finding.Cure is { } cure ? $"{finding.Message}\nCure: {cure.Text}" : finding.Message
                    )
                    .Append($"See {result.Link}")
            )
        );
    }
}
