using System.Xml.Linq;
using Jumpbox.Checks;
using Jumpbox.Network;
using Jumpbox.Probing;
using Jumpbox.Settings;
using static Jumpbox.Tests.Checks.Worlds;

namespace Jumpbox.Tests.Checks;

public sealed class DrawingTheNetwork
{
    [Fact]
    public void The_picture_shows_every_flow_with_its_verdict_in_words()
    {
        XDocument picture = Picture(Recommended().WithBuild(subnet => subnet with { NatGatewayId = null }));
        string text = string.Join(' ', picture.Descendants().Select(element => element.Value));
        Assert.All(
            new[]
            {
                "snet-build: blocked",
                "snet-containers: arrives",
                "github.com:443",
                "*.file.core.windows.net:445",
                "snet-build:22",
            },
            expected => Assert.Contains(expected, text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_picture_is_as_wide_as_a_phone_and_no_line_is_longer()
    {
        Facts facts = Recommended()
            .WithRoutes(new Route(new string('r', 300), "0.0.0.0/0", NextHop.VirtualAppliance, "10.42.0.100"));
        XDocument picture = Picture(facts);
        Assert.Equal("360", picture.Root!.Attribute("width")!.Value);
        Assert.All(
            picture.Descendants().Where(element => element.Name.LocalName == "text"),
            line => Assert.InRange(line.Value.Length, 0, 52)
        );
    }

    [Fact]
    public void Wide_letters_are_not_cut_and_take_the_room_of_two()
    {
        string wide = string.Concat(Enumerable.Repeat("\U0001F680", 60));
        XDocument picture = Picture(Recommended().WithRoutes(new Route(wide, "0.0.0.0/0", NextHop.None, null)));
        string[] lines = [.. picture.Descendants().Where(one => one.Name.LocalName == "text").Select(one => one.Value)];
        Assert.DoesNotContain(lines, line => line.Contains('\uFFFD'));
        Assert.All(lines, line => Assert.InRange(line.EnumerateRunes().Count(rune => rune.Value > 0xFFFF), 0, 25));
    }

    [Fact]
    public void Names_with_characters_that_XML_forbids_are_well_formed() =>
        Assert.NotNull(
            Picture(Recommended().WithRoutes(new Route("a\uFFFF\uFFFE\u0085]]>", "0.0.0.0/0", NextHop.None, null))).Root
        );

    [Fact]
    public void Names_with_odd_characters_are_well_formed() =>
        Assert.NotNull(
            Picture(
                Recommended().WithRoutes(new Route("a<b>&\"'\u0001\ud83d\ude80\ud83d", "0.0.0.0/0", NextHop.None, null))
            ).Root
        );

    [Fact]
    public void A_network_that_could_not_be_read_has_no_picture() =>
        Assert.Null(
            NetworkPicture.Write(Recommended() with { Network = Readings.Unreadable<VirtualNetwork>("vnet", "403") })
        );

    [Fact]
    public void An_explanation_names_each_hop_and_the_cure()
    {
        Facts facts = Recommended().WithBuild(subnet => subnet with { NatGatewayId = null });
        IReadOnlyList<string> lines = NetworkExplanation.Write(facts, "snet-build->github.com");
        Assert.Equal("snet-build → github.com:443: blocked", lines[0]);
        Assert.Contains(lines, line => line.Contains("NO snet-build is a private subnet", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("--nat-gateway", StringComparison.Ordinal));
    }

    [Fact]
    public void A_probes_answers_stand_beside_the_models()
    {
        Facts facts = Recommended();
        ProbePlan plan = ProbePlan.Of(facts.Settings, facts.Egress, withMachine: true);
        int github = plan.Targets.Single(target => target.Host == "github.com").Number;
        int manager = plan.Targets.First(target => target.Host == "management.azure.com").Number;
        facts = facts with
        {
            Probe = new(
                plan,
                $"flow\t{github}\t1.2.3.4\ttimeout\t\nflow\t{manager}\t4.5.6.7\topen\tCN = a < CN = b",
                null
            ),
        };
        IReadOnlyList<string> lines = NetworkExplanation.Write(facts, "all");
        Assert.Contains(
            "  the probe: blocked, github.com (1.2.3.4) does not answer on port 443; this contradicts the model",
            lines
        );
        Assert.Contains(
            "  the probe: arrives, management.azure.com (4.5.6.7) answers with a trusted certificate",
            lines
        );
        string text = string.Join(' ', Picture(facts).Descendants().Select(element => element.Value));
        Assert.Contains("The probe: blocked", text, StringComparison.Ordinal);
        Assert.Contains("The probe: arrives", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all", 6)]
    [InlineData("GITHUB", 1)]
    [InlineData("snet-containers", 4)]
    [InlineData("nowhere.example", 0)]
    public void A_flow_is_found_by_a_part_of_its_name(string flow, int count) =>
        Assert.Equal(count, NetworkExplanation.Write(Recommended(), flow).Count(line => line[0] != ' '));

    [Fact]
    public void What_the_platform_sends_into_a_locked_down_subnet_needs_no_outbound_rule()
    {
        IReadOnlyList<string> lines = NetworkExplanation.Write(Original(), ":60001");
        Assert.Contains("snet-build → snet-build:60001: arrives", lines);
        Assert.Contains("AzureLoadBalancer → snet-build:60001: arrives", lines);
    }

    [Fact]
    public void A_NAT_gateway_that_could_not_be_read_is_unknown_in_words()
    {
        Facts facts = Recommended() with { NatGateways = new Dictionary<ResourceId, Reading<NatGateway>>() };
        Assert.Equal("snet-build → github.com:443: unknown", NetworkExplanation.Write(facts, "github.com")[0]);
    }

    private static XDocument Picture(Facts facts) => XDocument.Parse(NetworkPicture.Write(facts)!);
}
