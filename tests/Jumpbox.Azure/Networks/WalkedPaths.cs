using Jumpbox.Checks;
using Jumpbox.Network;
using Jumpbox.Reachability;
using LocalAzure;
using LocalAzure.Packets;
using LocalAzure.Store;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>Compares what the model knows of a network with what single packets meet in LocalAzure, which shares nothing with it.</summary>
internal static class WalkedPaths
{
    /// <param name="facts">What was read.</param>
    /// <param name="server">The cloud with the network.</param>
    public static void Agree(Checks.Facts facts, LocalAzureServer server)
    {
        if (facts.Network.State != ReadingState.Present)
        {
            return;
        }
        ResourceStore store = server.Cloud.Context.Store;
        PacketWalk walk = new(store);
        Paths paths = facts.Paths();
        foreach (EgressHost host in facts.Egress)
        {
            Subnet? from = facts.Network.Value.Find(
                host.From == EgressOrigin.ContainerInstance
                    ? facts.Settings.Network.ContainerInstanceSubnetId!
                    : facts.Settings.Network.BuildSubnetId
            );
            string name = host.Host.Replace("*", "one", StringComparison.Ordinal);
            // A private zone answers with another address.
            if (
                from is null
                || paths.ZoneOf(from, host) is not null
                || HostBook.AddressOf(name, facts.Settings.Location) is not { } address
            )
            {
                continue;
            }
            Reach reach = paths.ToHost(from, host).Reach;
            if (reach == Reach.Unknown)
            {
                continue;
            }
            PacketEnd[] ends =
            [
                .. Sources(from).Select(source => walk.ToInternet($"{from.Id}", new(source, address, host.Port, name))),
            ];
            bool all = Array.TrueForAll(ends, end => end.Kind == PacketEndKind.Open);
            Assert.True(
                reach == (all ? Reach.Yes : Reach.No),
                $"{from.Id.Name} to {host}: the model says {reach}, {paths.ToHost(from, host).Decisive()?.Hop.Says}; packets meet "
                    + string.Join("; ", ends.Select(end => $"{end.Kind} {end.Why}").Distinct())
            );
        }
    }

    // The ends of halves and quarters of a subnet, which rules use as sources.
    private static IEnumerable<uint> Sources(Subnet subnet) =>
        from range in subnet.Addresses.Ranges
        let size = range.Last - range.First + 1
        from part in new[] { 4u, (size / 2) - 1, size / 2, size - 2 }
        where part < size
        select range.First + part;
}
