namespace Jumpbox.Preflight;

/// <summary>Whether the signed-in account is in the right tenant and sees the subscription.</summary>
public static class SignInSight
{
    private const int MostNamed = 10;

    /// <summary>Judges.</summary>
    /// <param name="account">The account's name.</param>
    /// <param name="signedInTo">The tenant of its token; null where that is not known.</param>
    /// <param name="tenant">The tenant of the settings; null for any.</param>
    /// <param name="subscription">The subscription of the settings.</param>
    /// <param name="visible">The subscriptions that the account sees: GUID and name.</param>
    public static IEnumerable<PreflightFinding> Judge(
        string account,
        string? signedInTo,
        string? tenant,
        string subscription,
        IReadOnlyList<(string Id, string Name)> visible
    )
    {
        ArgumentNullException.ThrowIfNull(visible);
        bool wrongTenant = tenant is not null && signedInTo is not null && !Same(tenant, signedInTo);
        if (wrongTenant)
        {
            yield return PreflightFinding.Refusal(
                $"The signed-in account {account} belongs to the tenant {signedInTo}, but the settings specify {tenant}. Run: az login "
                    + $"--tenant {tenant}. Or correct 'tenant' in jumpbox.json, or omit it."
            );
        }
        if (!visible.Any(one => Same(one.Id, subscription)))
        {
            string where = (tenant ?? signedInTo) is { } known ? $" in the tenant {known}" : "";
            yield return PreflightFinding.Refusal(
                $"The subscription {subscription} is not visible to the signed-in account {account}"
                    + (
                        visible.Count == 0
                            ? $"; none is visible. Ask for a role in it, or sign in with the account that has one{where}."
                            : $"; visible are: {Listed(visible)}. Correct 'subscription' in jumpbox.json, ask for a role in it, or sign "
                                + $"in with the account that has one{where}."
                    )
            );
        }
    }

    private static string Listed(IReadOnlyList<(string Id, string Name)> visible) =>
        string.Join(", ", visible.Take(MostNamed).Select(one => $"{one.Id} ({one.Name})"))
        + (visible.Count > MostNamed ? $" and {visible.Count - MostNamed} more" : "");

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
