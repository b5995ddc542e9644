using Jumpbox.Network;
using Jumpbox.Settings;
using Jumpbox.Starting;

namespace Jumpbox.Tests.Starting;

public sealed class ChoosingSubnets
{
    private const string ContainerGroups = "Microsoft.ContainerInstance/containerGroups";

    [Fact]
    public void The_sibling_delegated_to_container_instances_is_found()
    {
        VirtualNetwork network = Network(
            "hub",
            Subnet("build"),
            Subnet("aci", ContainerGroups),
            Subnet("sql", "Microsoft.Sql/managedInstances")
        );

        SubnetChoice choice = SubnetChoice.Of(network, IdOf("hub", "build"));

        Assert.Equal("aci", choice.Containers!.Id.Name);
    }

    [Fact]
    public void Without_such_a_sibling_the_original_form_is_left() =>
        Assert.Null(SubnetChoice.Of(Network("hub", Subnet("build")), IdOf("hub", "build")).Containers);

    [Fact]
    public void A_subnet_that_is_missing_is_refused_with_those_that_exist()
    {
        SettingsException refused = Assert.Throws<SettingsException>(() =>
            SubnetChoice.Of(Network("hub", Subnet("build"), Subnet("apps")), IdOf("hub", "bild"))
        );

        Assert.Contains("no subnet 'bild'. Its subnets are: build, apps.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_delegated_subnet_cannot_take_the_build_VM()
    {
        SettingsException refused = Assert.Throws<SettingsException>(() =>
            SubnetChoice.Of(Network("hub", Subnet("aci", ContainerGroups)), IdOf("hub", "aci"))
        );

        Assert.Contains($"delegated to {ContainerGroups}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Delegated_and_reserved_subnets_are_no_candidates()
    {
        VirtualNetwork network = Network(
            "hub",
            Subnet("GatewaySubnet"),
            Subnet("AzureBastionSubnet"),
            Subnet("aci", ContainerGroups),
            Subnet("build")
        );

        Assert.Equal(["build"], SubnetChoice.Candidates([network]).Select(choice => choice.Build.Id.Name));
    }

    [Fact]
    public void The_only_one_in_the_recommended_form_needs_no_question()
    {
        VirtualNetwork plain = Network("a", Subnet("one"), Subnet("two"));
        VirtualNetwork recommended = Network("b", Subnet("build"), Subnet("aci", ContainerGroups));

        SubnetChoice? obvious = SubnetChoice.Obvious(SubnetChoice.Candidates([plain, recommended]));

        Assert.Equal(IdOf("b", "build"), obvious!.Build.Id);
    }

    [Fact]
    public void Several_of_one_form_need_a_question() =>
        Assert.Null(SubnetChoice.Obvious(SubnetChoice.Candidates([Network("a", Subnet("one"), Subnet("two"))])));

    private static VirtualNetwork Network(string name, params Func<string, Subnet>[] subnets) =>
        new(IdOf(name, "x").Parent!, "eastus2", ["10.0.0.0/16"], [], [.. subnets.Select(subnet => subnet(name))], []);

    private static Func<string, Subnet> Subnet(string name, params string[] delegations) =>
        network => new Subnet(
            IdOf(network, name),
            ["10.0.0.0/24"],
            null,
            null,
            null,
            delegations,
            true,
            null,
            [],
            [],
            0
        );

    private static ResourceId IdOf(string network, string subnet) =>
        ResourceId.Parse(
            "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-hub/providers/Microsoft.Network/"
                + $"virtualNetworks/{network}/subnets/{subnet}"
        );
}
