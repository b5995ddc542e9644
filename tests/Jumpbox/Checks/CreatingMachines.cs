using Jumpbox.Checks;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Network;
using Jumpbox.Offers;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Checks;

/// <summary>The check rollout-machines: whether Rollout can create its machines is known before a build.</summary>
public sealed class CreatingMachines
{
    private static readonly ResourceId Network = ResourceId.Parse(
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-ops"
    );

    private static readonly ResourceId Jumpboxes = ResourceId.ForGroup(Network.SubscriptionId, "rg-jumpboxes");

    private static readonly SizeOffer Size = new("Standard_D2ds_v5", "standardDDSv5Family", 2, [], null, null);

    [Fact]
    public void Without_machines_it_is_skipped() =>
        Expect(new Facts { Settings = SampleSettings.Read() }, CheckStatus.Skipped, "rollout.kind is none");

    [Fact]
    public void Room_for_all_machines_and_for_the_surge_passes() =>
        Expect(
            Of(free: 59, cores: 10),
            CheckStatus.Pass,
            "room for 3 machines of Standard_D2ds_v4 in snet-ops, and for 1 beside"
        );

    [Theory]
    [InlineData(0, 10, "0 free addresses, and 1 are needed")]
    [InlineData(59, 1, "1 of 100 cores free")]
    public void No_room_for_a_single_machine_fails(int free, int cores, string said) =>
        Expect(Of(free, cores), CheckStatus.Fail, said);

    [Theory]
    [InlineData(2, 10)]
    [InlineData(59, 4)]
    public void Room_for_the_surge_alone_is_unknown_because_nobody_counted_the_machines(int free, int cores) =>
        Expect(Of(free, cores), CheckStatus.Unknown, "depends on how many exist");

    [Fact]
    public void Single_machines_need_room_for_as_many_again() =>
        Expect(Of(free: 2, cores: 10, "rollout.kind=machines"), CheckStatus.Fail, "2 free addresses, and 3 are needed");

    [Fact]
    public void A_subnet_or_size_that_does_not_exist_and_a_delegation_fail()
    {
        Facts facts = Of(free: 59, cores: 10);
        Expect(
            facts with
            {
                RolloutNetwork = Readings.Absent<VirtualNetwork>("vnet-ops"),
            },
            CheckStatus.Fail,
            "does not exist"
        );
        Expect(facts with { RolloutSize = Readings.Absent<SizeOffer>("the size") }, CheckStatus.Fail, "does not offer");
        Expect(
            Of(59, 10, "rollout.kind=uniform", "Microsoft.ContainerInstance/containerGroups"),
            CheckStatus.Fail,
            "is delegated"
        );
    }

    [Fact]
    public void A_group_that_does_not_exist_fails_and_one_that_cannot_be_read_is_unknown()
    {
        Facts facts = Of(free: 59, cores: 10);
        Finding missing = Findings(facts with { Groups = Group(Readings.Absent<GroupState>("the group")) })
            .Single(finding => finding.Status == CheckStatus.Fail);
        Assert.Contains("The group rg-jumpboxes (rollout.resourceGroup) does not exist", missing.Message);
        Assert.Contains("-n rg-jumpboxes -l eastus2", missing.Cure!.Text);
        facts = facts with { Groups = Group(Readings.Unreadable<GroupState>("the group", "no right.")) };
        Expect(facts, CheckStatus.Unknown, "no right");
        Assert.DoesNotContain(Findings(facts), finding => finding.Status == CheckStatus.Pass);
    }

    [Fact]
    public void What_cannot_be_read_is_unknown()
    {
        Facts facts = Of(free: 59, cores: 10);
        Expect(
            facts with
            {
                RolloutNetwork = Readings.Unreadable<VirtualNetwork>("vnet-ops", "no right."),
            },
            CheckStatus.Unknown,
            "no right"
        );
        Expect(
            facts with
            {
                RolloutSize = Readings.Unreadable<SizeOffer>("the size", "no right."),
            },
            CheckStatus.Unknown,
            "no right"
        );
        Expect(
            facts with
            {
                RolloutQuota = Readings.Unreadable<IReadOnlyList<Quota>>("the quota", "no right."),
            },
            CheckStatus.Unknown,
            "no right"
        );
    }

    [Fact]
    public void A_size_without_reported_cores_never_passes()
    {
        Facts facts = Of(free: 59, cores: 10);
        Assert.DoesNotContain(
            Findings(facts with { RolloutSize = Readings.Present("the size", Size with { Cores = 0 }) }),
            finding => finding.Status == CheckStatus.Pass
        );
    }

    private static Facts Of(int free, int cores, string kind = "rollout.kind=uniform", params string[] delegations)
    {
        ResourceId id = Network.Child("subnets", "snet-ops");
        Subnet subnet = new(id, ["10.9.0.0/26"], null, null, null, delegations, true, false, [], [], 59 - free);
        return new Facts
        {
            Settings = SampleSettings.Read(
                kind,
                $"rollout.subnetId={id}",
                "rollout.resourceGroup=rg-jumpboxes",
                "rollout.instances=3",
                "rollout.login=entra"
            ),
            RolloutNetwork = Readings.Present(
                "vnet-ops",
                new VirtualNetwork(Network, "eastus2", ["10.9.0.0/24"], [], [subnet], [])
            ),
            Groups = Group(
                Readings.Present("the group", new GroupState(Jumpboxes, "eastus2", new Dictionary<string, string>()))
            ),
            RolloutSize = Readings.Present("the size", Size),
            RolloutQuota = Readings.Present<IReadOnlyList<Quota>>(
                "the quota",
                [new("standardDDSv5Family", 100 - cores, 100), new("cores", 0, 100)]
            ),
        };
    }

    private static Dictionary<ResourceId, Reading<GroupState>> Group(Reading<GroupState> reading) =>
        new() { [Jumpboxes] = reading };

    private static void Expect(Facts facts, CheckStatus status, string said) =>
        Assert.Contains(
            Findings(facts),
            finding => finding.Status == status && finding.Message.Contains(said, StringComparison.Ordinal)
        );

    private static IReadOnlyList<Finding> Findings(Facts facts) =>
        CheckRegistry
            .Run(facts, new Dictionary<string, string>())
            .Single(result => result.Id == "rollout-machines")
            .Findings;
}
