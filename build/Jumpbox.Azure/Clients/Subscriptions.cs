using Azure.Core;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Clients;

internal sealed class Subscriptions
{
    private readonly ArmSender _client;

    internal Subscriptions(ArmSender client) => _client = client;

    /// <summary>Lists every subscription in which the account has a role, wherever in it.</summary>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
    public IAsyncEnumerable<VisibleSubscription> ListAsync(CancellationToken cancellationToken)
    {
        ArmCall call = new("list the subscriptions", RequestMethod.Get, "/subscriptions", ApiVersions.Subscriptions);
        return _client
            .ListAsync(call, cancellationToken, mustExist: true)
            .Select(subscription => new VisibleSubscription(
                subscription.Text("subscriptionId") ?? "",
                subscription.Text("displayName") ?? ""
            )
            {
                Tenant = subscription.Text("tenantId"),
            });
    }
}
