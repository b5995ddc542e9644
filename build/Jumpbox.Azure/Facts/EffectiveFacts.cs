using Jumpbox.Azure.Arm;
using Jumpbox.Network;
using Jumpbox.Reachability;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>
/// Reads the effective routes and rules of a machine that runs in a subnet, where they settle what the resources leave open. A subnet without machines, a stopped machine and missing permissions leave the answer to the model.
/// </summary>
internal sealed class EffectiveFacts(FactReader reader)
{
    // The first machines of a subnet may be stopped.
    private const int MostInterfaces = 3;

    /// <summary>What Azure reports, by subnet; subnets where nothing is to be settled are absent.</summary>
    /// <param name="network">The network.</param>
    /// <param name="subnets">Its subnets, each with its route table.</param>
    public async Task<IReadOnlyDictionary<ResourceId, EffectiveNetwork>> GatherAsync(
        VirtualNetwork network,
        IEnumerable<(Subnet Subnet, RouteTable? Table)> subnets
    )
    {
        EffectiveNetwork?[] all = await Task.WhenAll(
            subnets.Select(pair =>
                AskAsync(
                    pair.Subnet,
                    EffectiveNeeds.Routes(network, pair.Subnet, pair.Table),
                    EffectiveNeeds.Rules(pair.Subnet, pair.Table)
                )
            )
        );
        return subnets
            .Zip(all, (pair, found) => (pair.Subnet.Id, Found: found))
            .Where(pair => pair.Found is not null)
            .ToDictionary(pair => pair.Id, pair => pair.Found!);
    }

    private async Task<EffectiveNetwork?> AskAsync(Subnet subnet, bool routes, bool rules)
    {
        EffectiveNetwork? last = null;
        foreach (ResourceId card in subnet.Interfaces.Take(routes || rules ? MostInterfaces : 0))
        {
            last = new(card);
            try
            {
                return last with
                {
                    Learned = routes
                        ? await reader.Session.NetworkInterfaces.AnnouncedAsync(card, reader.Cancel)
                        : null,
                    VirtualNetwork = rules
                        ? await reader.Session.NetworkInterfaces.VirtualNetworkAsync(card, reader.Cancel)
                        : null,
                };
            }
            catch (AzureFailure failure) when (!failure.Fault.IsOutage)
            {
                last = last with { WhyUnread = $"{failure.Fault.Sign}. {failure.Fault.Message}" };
                if (failure.Status == 403)
                {
                    break;
                }
            }
        }
        return last;
    }
}
