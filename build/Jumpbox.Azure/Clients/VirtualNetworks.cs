using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>Virtual networks with their subnets.</summary>
public sealed class VirtualNetworks
{
    private readonly ArmSender _client;

    internal VirtualNetworks(ArmSender client) => _client = client;

    /// <summary>Reads a network.</summary>
    /// <param name="id">Its id, of type <c>Microsoft.Network/virtualNetworks</c>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The network, or null if there is none.</returns>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public async Task<VirtualNetwork?> GetAsync(ResourceId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArmCall call = new($"read virtual network {id.Name}", RequestMethod.Get, id.ToString(), ApiVersions.Network);
        return await _client.ReadAsync(call, cancellationToken) is { } body ? NetworkReading.Network(body) : null;
    }

    /// <summary>Lists the networks of a subscription that the account can see.</summary>
    /// <param name="subscription">The subscription's GUID.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
    public IAsyncEnumerable<VirtualNetwork> ListAsync(string subscription, CancellationToken cancellationToken)
    {
        string path = $"/subscriptions/{subscription}/providers/Microsoft.Network/virtualNetworks";
        ArmCall call = new(
            $"list the virtual networks of {subscription}",
            RequestMethod.Get,
            path,
            ApiVersions.Network
        );
        return _client.ListAsync(call, cancellationToken, mustExist: true).Select(NetworkReading.Network);
    }
}
