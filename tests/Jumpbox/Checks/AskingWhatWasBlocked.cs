using Jumpbox.Checks;

namespace Jumpbox.Tests.Checks;

public sealed class AskingWhatWasBlocked
{
    [Fact]
    public void The_query_names_the_prefixes_of_both_subnets()
    {
        string query = BlockedTraffic.Query(Worlds.Recommended())!;
        Assert.Contains("dynamic([\"10.42.0.0/27\", \"10.42.0.32/27\"])", query, StringComparison.Ordinal);
        Assert.Contains("snet-build, snet-containers", query, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prefix_that_is_none_is_not_in_the_query()
    {
        Facts facts = Worlds
            .Recommended()
            .WithContainers(subnet => subnet with { Prefixes = ["\"]) | take 1 //", "fd00::/64"] });
        Assert.Contains("dynamic([\"10.42.0.0/27\"])", BlockedTraffic.Query(facts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_was_not_read_has_no_query() =>
        Assert.Null(
            BlockedTraffic.Query(
                Worlds.Recommended() with
                {
                    Network = Readings.Unreadable<Jumpbox.Network.VirtualNetwork>("the network", "no"),
                }
            )
        );
}
