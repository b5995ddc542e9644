using Jumpbox.Files;

namespace Jumpbox.Pins;

/// <summary>A check of the lock as test results, so that Azure DevOps and GitHub show each pin as a test.</summary>
public static class CheckJUnit
{
    /// <summary>Writes one test for each pin that was compared or has a finding. What was not compared is a skipped test.</summary>
    /// <param name="check">The check.</param>
    public static string Write(CheckRecord check) =>
        JUnitReport.Write(
            new JUnitSuite(
                "Check",
                [
                    .. check.Findings.GroupBy(finding => finding.Pin, StringComparer.Ordinal).Select(Case),
                    .. check
                        .Compared.Except(check.Findings.Select(finding => finding.Pin), StringComparer.Ordinal)
                        .Select(pin => new JUnitCase(
                            pin,
                            JUnitOutcome.Passed,
                            "",
                            "Every source agrees with the lock."
                        )),
                    .. Skipped(check),
                ],
                check.CheckedAt
            )
        );

    private static JUnitCase Case(IGrouping<string, PinFinding> findings)
    {
        PinFinding worst = findings.MaxBy(finding => finding.Level)!;
        return new JUnitCase(
            findings.Key,
            worst.Level == PinFindingLevel.Problem ? JUnitOutcome.Failed : JUnitOutcome.Passed,
            worst.Found,
            string.Join("\n", findings.Select(finding => $"{finding.Found}\nCure: {finding.Cure}"))
        );
    }

    private static IEnumerable<JUnitCase> Skipped(CheckRecord check)
    {
        if (check.Offline)
        {
            yield return new(
                "sources",
                JUnitOutcome.Skipped,
                "Not compared with the sources, because of --offline.",
                ""
            );
        }
        if (!check.BaseImages)
        {
            yield return new(
                "base images",
                JUnitOutcome.Skipped,
                "Whether Azure still offers the base images was not verified.",
                ""
            );
        }
    }
}
