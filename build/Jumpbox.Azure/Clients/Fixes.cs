using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;
using Jumpbox.Checks;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>Applies safe fixes.</summary>
public static class Fixes
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Returns the distinct fixes that the findings offer.</summary>
    /// <param name="results">The results of the checks.</param>
    public static IReadOnlyList<Fix> Of(IReadOnlyList<CheckResult> results) =>
        [
            .. results
                .SelectMany(result => result.Findings)
                .Where(finding => finding.Status is CheckStatus.Fail or CheckStatus.Warn)
                .Select(finding => finding.Cure?.Fix)
                .OfType<Fix>()
                .Distinct(),
        ];

    /// <summary>Applies fixes in parallel, except on one virtual network, which accepts one change at a time.</summary>
    /// <param name="session">The session.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="fixes">The fixes.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">A fix was refused or timed out.</exception>
    public static async Task ApplyAsync(
        AzureSession session,
        JumpboxSettings settings,
        IReadOnlyList<Fix> fixes,
        CancellationToken cancellationToken
    )
    {
        Task[] others =
        [
            .. fixes.Where(fix => !OnNetwork(fix)).Select(fix => ApplyAsync(session, settings, fix, cancellationToken)),
        ];
        foreach (Fix fix in fixes.Where(OnNetwork))
        {
            await ApplyAsync(session, settings, fix, cancellationToken);
        }
        await Task.WhenAll(others);
    }

    private static bool OnNetwork(Fix fix) => fix is Fix.DelegateSubnet or Fix.DisablePrivateLinkPolicies;

    private static Task ApplyAsync(
        AzureSession session,
        JumpboxSettings settings,
        Fix fix,
        CancellationToken cancellationToken
    ) =>
        fix switch
        {
            Fix.RegisterProvider provider => RegisterAsync(
                session,
                settings.SubscriptionId,
                provider.Namespace,
                cancellationToken
            ),
            Fix.DisablePrivateLinkPolicies subnet => session.Subnets.DisablePrivateLinkPoliciesAsync(
                subnet.SubnetId,
                cancellationToken
            ),
            Fix.DelegateSubnet subnet => session.Subnets.DelegateAsync(
                subnet.SubnetId,
                subnet.Service,
                cancellationToken
            ),
            Fix.CreateGroup group => session.ResourceGroups.EnsureAsync(
                group.GroupId.SubscriptionId,
                group.GroupId.Name,
                group.Location,
                settings.Tags,
                cancellationToken
            ),
            _ => throw new InvalidOperationException($"No fix is implemented for: {fix.Description}"),
        };

    private static async Task RegisterAsync(
        AzureSession session,
        string subscription,
        string provider,
        CancellationToken cancellationToken
    )
    {
        ResourceProvider? state = await session.Providers.RegisterAsync(subscription, provider, cancellationToken);
        _ = await Deadline.KeepAsync(
            session.Options,
            $"register provider {provider}",
            $"/subscriptions/{subscription}/providers/{provider}",
            Limits.Registration,
            async cancellationToken =>
            {
                while (state is not { IsRegistered: true })
                {
                    await Task.Delay(Pause, session.Options.Time, cancellationToken);
                    state = await session.Providers.GetAsync(subscription, provider, cancellationToken);
                }
                return true;
            },
            cancellationToken
        );
    }
}
