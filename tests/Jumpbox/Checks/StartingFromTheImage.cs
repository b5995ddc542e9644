using Jumpbox.Checks;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Network;
using Jumpbox.Offers;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Checks;

/// <summary>The check smoke-machines: whether Smoke can start its machines is known before a build.</summary>
public sealed class StartingFromTheImage
{
    private static readonly ResourceId Network = ResourceId.Parse(
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-smoke"
    );

    [Fact]
    public void Without_the_setting_it_is_skipped_and_says_why() =>
        Expect(
            Of(subnet => subnet) with
            {
                Settings = SampleSettings.Read(),
            },
            CheckStatus.Skipped,
            "smoke.subnetId is not set"
        );

    [Fact]
    public void A_subnet_with_room_and_a_way_out_and_quota_for_two_machines_pass()
    {
        IReadOnlyList<Finding> findings = Findings(Of(subnet => subnet));
        Assert.All(findings, finding => Assert.Equal(CheckStatus.Pass, finding.Status));
        Assert.Equal(5, findings.Count);
    }

    [Fact]
    public void What_would_stop_Smoke_fails()
    {
        Expect(
            Of(subnet => subnet) with
            {
                SmokeNetwork = Readings.Absent<VirtualNetwork>("vnet-smoke"),
            },
            CheckStatus.Fail,
            "does not exist"
        );
        Expect(Of(subnet => subnet with { UsedAddresses = 58 }), CheckStatus.Fail, "1 free addresses; Smoke needs 2");
        Expect(
            Of(subnet => subnet with { Delegations = ["Microsoft.ContainerInstance/containerGroups"] }),
            CheckStatus.Fail,
            "takes no virtual machine"
        );
        Expect(Of(subnet => subnet with { NatGatewayId = null }), CheckStatus.Fail, "apt-update would fail");
        Expect(Of(subnet => subnet, location: "westeurope"), CheckStatus.Fail, "is in westeurope");
        Expect(Of(subnet => subnet, free: 3), CheckStatus.Fail, "3 of 10 cores free");
        Expect(
            Of(subnet => subnet) with
            {
                SmokeSize = Readings.Absent<SizeOffer>("the size"),
            },
            CheckStatus.Fail,
            "does not offer the size"
        );
    }

    [Fact]
    public void What_cannot_be_read_or_evaluated_is_unknown_and_never_a_pass()
    {
        Expect(
            Of(subnet => subnet) with
            {
                SmokeNetwork = Readings.Unreadable<VirtualNetwork>("vnet-smoke", "no right."),
            },
            CheckStatus.Unknown,
            "no right"
        );
        Expect(
            Of(subnet => subnet with { Delegations = ["Microsoft.Web/serverFarms"] }),
            CheckStatus.Unknown,
            "is that service's to say"
        );
        Expect(
            Of(subnet => subnet with { NatGatewayId = null, DefaultOutbound = null }),
            CheckStatus.Unknown,
            "does not report"
        );
        Expect(
            Of(subnet => subnet with { NatGatewayId = null, RouteTableId = Network }),
            CheckStatus.Unknown,
            "is not evaluated"
        );
        Expect(
            Of(subnet => subnet) with
            {
                SmokeSize = Readings.Present("the size", Size with { Cores = 0 }),
            },
            CheckStatus.Unknown,
            "does not report how many cores"
        );
        Expect(
            Of(subnet => subnet) with
            {
                SmokeSize = Readings.Unreadable<SizeOffer>("the size", "no right."),
            },
            CheckStatus.Unknown,
            "no right"
        );
    }

    private static Facts Of(Func<Subnet, Subnet> change, string location = "eastus2", int free = 10)
    {
        ResourceId id = Network.Child("subnets", "snet-smoke");
        Subnet subnet = change(new(id, ["10.9.0.0/26"], null, null, Network, [], true, false, [], [], 0));
        return new Facts
        {
            Settings = SampleSettings.Read($"smoke.subnetId={id}"),
            SmokeNetwork = Readings.Present(
                "vnet-smoke",
                new VirtualNetwork(Network, location, ["10.9.0.0/24"], [], [subnet], [])
            ),
            SmokeSize = Readings.Present("the size", Size),
            ComputeQuota = Readings.Present<IReadOnlyList<Quota>>(
                "the quota",
                [new("standardDDSv5Family", 10 - free, 10), new("cores", 0, 100)]
            ),
        };
    }

    private static readonly SizeOffer Size = new("Standard_D2ds_v5", "standardDDSv5Family", 2, [], null, null);

    private static void Expect(Facts facts, CheckStatus status, string said) =>
        Assert.Contains(
            Findings(facts),
            finding => finding.Status == status && finding.Message.Contains(said, StringComparison.Ordinal)
        );

    private static IReadOnlyList<Finding> Findings(Facts facts) =>
        CheckRegistry
            .Run(facts, new Dictionary<string, string>())
            .Single(result => result.Id == "smoke-machines")
            .Findings;
}
