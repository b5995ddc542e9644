using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Network;
using Jumpbox.Settings;
using Jumpbox.Starting;

namespace Jumpbox.Azure.Starting;

/// <summary>Finds the subnets in which an image can be built. Changes nothing.</summary>
/// <param name="azure">The session.</param>
public sealed class NetworkSearch(AzureSession azure)
{
    /// <summary>The subnet that a user specified, with what its network says.</summary>
    /// <param name="subnet">The build subnet's id.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="SettingsException">There is no such network or subnet; the message lists the visible networks.</exception>
    /// <exception cref="AzureFailure">The network could not be read.</exception>
    public async Task<SubnetChoice> ReadAsync(ResourceId subnet, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subnet);
        if (await azure.VirtualNetworks.GetAsync(subnet.Parent!, cancellationToken) is { } network)
        {
            return SubnetChoice.Of(network, subnet);
        }
        string[] visible = [.. (await ListAsync(null, cancellationToken)).Select(choice => $"  {choice.Build.Id}")];
        throw new SettingsException(
            $"--subnet={subnet}: the virtual network '{subnet.Parent!.Name}' does not exist, or is not visible to the "
                + "signed-in account. "
                + (
                    visible.Length == 0
                        ? "It sees no subnet that can take a build VM."
                        : $"Subnets that it sees and that can take a build VM:\n{string.Join('\n', visible)}"
                )
        );
    }

    /// <summary>The subnets of the account that can take a build VM, those in the recommended form first.</summary>
    /// <param name="subscription">The subscription's GUID; null for all that the account can see.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
    public async Task<IReadOnlyList<SubnetChoice>> ListAsync(string? subscription, CancellationToken cancellationToken)
    {
        string[] subscriptions = subscription is not null
            ? [subscription]
            : await azure
                .Subscriptions.ListAsync(cancellationToken)
                .Select(one => one.Id)
                .ToArrayAsync(cancellationToken);
        IEnumerable<VirtualNetwork>[] networks = await Task.WhenAll(
            subscriptions.Select(async one =>
                (IEnumerable<VirtualNetwork>)
                    await azure.VirtualNetworks.ListAsync(one, cancellationToken).ToArrayAsync(cancellationToken)
            )
        );
        return SubnetChoice.Candidates(networks.SelectMany(one => one));
    }
}
