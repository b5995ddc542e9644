using Jumpbox.Offers;

namespace Jumpbox.Checks.Catalogue;

internal static class QuotaFinding
{
    public static Finding Judge(
        Quota quota,
        int needed,
        string user,
        string location,
        string provider,
        string otherwise = "the build would fail with QuotaExceeded"
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
