using Jumpbox.Checks;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>Compares the checks of a network with the expected verdict.</summary>
internal static class ExpectedVerdict
{
    /// <param name="results">The results of all checks.</param>
    /// <param name="checks">
    /// An id; several as <c>a|b</c>, of which the worst counts; or any text with spaces for all checks of network and
    /// egress.
    /// </param>
    /// <param name="expected">A status, <c>not fail</c>, or <c>not pass</c> (neither pass nor skipped).</param>
    /// <param name="because">Why, for the message.</param>
    public static void Assert(IReadOnlyList<CheckResult> results, string checks, string expected, string because)
    {
        CheckResult[] meant =
        [
            .. results.Where(result =>
                checks.Contains(' ', StringComparison.Ordinal)
                    ? result.Area is CheckArea.Network or CheckArea.Egress
                    : checks.Split('|').Contains(result.Id)
            ),
        ];
        CheckStatus worst = meant.Max(result => result.Status);
        bool right = expected switch
        {
            "not fail" => worst != CheckStatus.Fail,
            "not pass" => worst > CheckStatus.Skipped,
            "pass" => worst <= (meant.Length > 1 ? CheckStatus.Skipped : CheckStatus.Pass),
            _ => $"{worst}".Equals(expected, StringComparison.OrdinalIgnoreCase),
        };
        string found = string.Join(
            "\n",
            meant
                .Where(result => result.Status == worst)
                .SelectMany(result => result.Findings.Where(one => one.Status == worst).Select(one => (result.Id, one)))
                .Select(pair => $"{pair.Id}: {pair.one.Status}: {pair.one.Message}")
        );
        Xunit.Assert.True(right, $"{checks} must be {expected}: {because}\n{found}");
    }
}
