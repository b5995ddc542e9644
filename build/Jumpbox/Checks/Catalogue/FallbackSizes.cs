using Jumpbox.Offers;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The sizes of later attempts: what is wrong with one costs an attempt, and is no reason not to build.</summary>
internal static class FallbackSizes
{
    /// <summary>What the check finds for each of them, as warnings.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="judge">The findings for a size, by its name and what the region offers.</param>
    public static IEnumerable<Finding> Judge(Facts facts, Func<string, Reading<SizeOffer>, IEnumerable<Finding>> judge)
    {
        foreach (string name in facts.Settings.BuildVm.FallbackSizes)
        {
            IEnumerable<Finding> findings = facts.FallbackSizes.GetValueOrDefault(name)
                is { State: not ReadingState.Unreadable } reading
                ? judge(name, reading)
                : [Finding.Unknown($"Whether the region offers the fallback size {name} could not be read.")];
            foreach (Finding finding in findings)
            {
                yield return finding.Status == CheckStatus.Fail
                    ? Finding.Warn(
                        $"Fallback: {finding.Message}",
                        Cure.Setting("buildVm.fallbackSizes must name sizes that can be used here"),
                        ("fallback", name)
                    )
                    : finding;
            }
        }
    }
}
