using Azure.Core;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Clients;

/// <summary>The subscriptions that the account can see.</summary>
internal sealed class Subscriptions
{
    private readonly ArmSender _client;

    internal Subscriptions(ArmSender client) => _client = client;

    /// <summary>Lists the GUIDs of every subscription in which the account has a role, wherever in it.</summary>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken)
    {
        ArmCall call = new("list the subscriptions", RequestMethod.Get, "/subscriptions", ApiVersions.Subscriptions);
        return _client
            .ListAsync(call, cancellationToken, mustExist: true)
            .Select(subscription => subscription.Text("subscriptionId") ?? "");
    }
}
