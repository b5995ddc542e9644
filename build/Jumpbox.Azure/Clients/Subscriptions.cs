using Azure.Core;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Clients;

internal sealed class Subscriptions
{
    private readonly ArmSender _client;

    internal Subscriptions(ArmSender client) => _client = client;

    /// <summary>Lists the GUIDs of the subscriptions in which the account has any role.</summary>
    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken)
    {
        ArmCall call = new("list the subscriptions", RequestMethod.Get, "/subscriptions", ApiVersions.Subscriptions);
        return _client
            .ListAsync(call, cancellationToken, mustExist: true)
            .Select(subscription => subscription.Text("subscriptionId") ?? "");
    }
}
