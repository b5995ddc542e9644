using Jumpbox.Offers;

namespace Jumpbox.Checks.Catalogue;

internal static class QuotaFinding
{
    private const string QuotaExceeded = "the build would fail with QuotaExceeded";

    /// <summary>The quotas of a size's cores: that of its family and that of the region.</summary>
    public static IEnumerable<Finding> OfCores(
        Facts facts,
        SizeOffer size,
        int machines,
        string user,
        string otherwise = QuotaExceeded
    )
    {
        string location = facts.Settings.Location;
        foreach (string name in new[] { size.Family, "cores" })
        {
            Quota? quota = facts.ComputeQuota.Value.FirstOrDefault(one =>
                one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            );
            yield return quota is null
                ? Finding.Unknown($"{location} reports no quota {name}.")
                : Judge(
                    quota,
                    machines * size.Cores,
                    $"{user} ({size.Name})",
                    location,
                    "Microsoft.Compute",
                    otherwise
                );
        }
    }

    public static Finding Judge(
        Quota quota,
        int needed,
        string user,
        string location,
        string provider,
        string otherwise = QuotaExceeded
    )
    {
        (string, string)[] evidence =
        [
            ("quota", quota.Name),
            ("used", $"{quota.Used}"),
            ("limit", $"{quota.Limit}"),
            ("needed", $"{needed}"),
        ];
        if (needed <= 0)
        {
            return Finding.Unknown($"Azure does not report how many cores {user} needs.");
        }
        return quota.Free >= needed
            ? Finding.Pass(
                $"{quota.Name} has {quota.Free} of {quota.Limit} cores free in {location}; {user} needs {needed}.",
                evidence
            )
            : Finding.Fail(
                $"{quota.Name} has {quota.Free} of {quota.Limit} cores free in {location}, but {user} needs {needed}; "
                    + $"{otherwise}.",
                Cure.Command(
                    $"az quota update --resource-name {quota.Name} --scope /subscriptions/<subscription>/providers/{provider}/locations/{location} --limit-object value={quota.Used + needed}"
                ),
                evidence
            );
    }
}
